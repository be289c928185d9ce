"""How a page is made: who it is for, the form checked, the view run, refusals put into words.

A view is an ordinary function of ``(request, visitor)``; it runs in a thread.
"""

import functools
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from hjemover.application import seeing, sessions
from hjemover.application.sessions import SessionEnded
from hjemover.errors import CommandRefused
from hjemover.store.journal import JournalUnreadable
from hjemover.store.sessions import Said
from hjemover.vocabulary import LANGUAGES, Language, Role
from hjemover.web import failing
from hjemover.web.forms import FORM_LIMIT, TooLarge, Unreadable, address_has_nul, read_form
from hjemover.web.guarding import Forged, guard, secret_of
from hjemover.web.looking import looker
from hjemover.web.rendering import render, words_of
from hjemover.web.site import site
from hjemover.web.visitor import Reader, Stranger, Visitor, form_token, visitor_of
from hjemover.web.wording import N_

View = Callable[[Request, Visitor], Response]
OpenView = Callable[[Request, Reader], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


class Access(Struct, frozen=True, kw_only=True):
    """Who may see a page: kept on its endpoint, so that a test can walk them all.

    Args:
        roles: One of these is needed; none for everybody who is signed in.
        open: Strangers too.
    """

    roles: frozenset[Role] = frozenset()
    open: bool = False


class NotFound(Exception):
    """There is no such thing, or not for this visitor: the two look the same."""


class Forbidden(Exception):
    """The visitor may not do this. *why* is a msgid."""

    def __init__(self, why: str = N_("Du har ikke tilgang til denne siden.")) -> None:
        super().__init__(why)
        self.why = why


def page(
    *roles: Role, limit: int = FORM_LIMIT, passive: bool = False
) -> Callable[[View], Endpoint]:
    """A page for those with one of *roles* in a unit they look at; for everybody without any.

    Args:
        limit: The most bytes its form may have.
        passive: Asked for by a page itself and not by a person, so it holds no session up.
    """
    access = Access(roles=frozenset(roles))

    def wrap(view: View) -> Endpoint:
        def serve(request: Request) -> Response:
            request.state.passive = passive
            visitor = visitor_at(request)
            if roles and not visitor.may(*roles):
                raise Forbidden
            return _keep_said(request, visitor, view(request, visitor.acting_as(roles)))

        return _endpoint(view, serve, access, limit)

    return wrap


def open_page(*, limit: int = FORM_LIMIT) -> Callable[[OpenView], Endpoint]:
    """A page that strangers see too, as the one to sign in on."""

    def wrap(view: OpenView) -> Endpoint:
        def serve(request: Request) -> Response:
            reader = reader_at(request)
            return _tie_stranger(request, reader, view(request, reader))

        return _endpoint(view, serve, Access(open=True), limit)

    return wrap


def _endpoint(
    view: Callable[..., Response], serve: Callable[[Request], Response], access: Access, limit: int
) -> Endpoint:
    @functools.wraps(view)
    async def endpoint(request: Request) -> Response:
        try:
            request.state.form = await read_form(request, limit)
        except (TooLarge, Unreadable) as wrong:
            request.state.form = FormData()
            found: Exception = wrong
            return await run_in_threadpool(_failed, request, found)
        return await run_in_threadpool(_guarded, request, serve)

    endpoint.access = access  # type: ignore[attr-defined]
    return endpoint


def _guarded(request: Request, serve: Callable[[Request], Response]) -> Response:
    try:
        if address_has_nul(request):
            raise NotFound
        guard(request, request.state.form)
        return serve(request)
    except EXPECTED as expected:
        return _failed(request, expected)
    except Exception as error:  # noqa: BLE001 - the last door: nobody sees a traceback
        if isinstance(error, JournalUnreadable) and error.why == "newer-format":
            return failing.overtaken(request, _stranger(request))
        return failing.broken(request, _stranger(request), error)


EXPECTED: Final = (
    SessionEnded, Forged, Forbidden, NotFound, CommandRefused, TooLarge, Unreadable,
)  # fmt: skip
"""What a page is ready for. Everything else is our own bug, and is let crash."""


def _failed(request: Request, expected: Exception) -> Response:
    """The page that says what went wrong, and what to do."""
    reader = reader_at(request)
    if isinstance(reader, Visitor) and isinstance(expected, NotFound | Forbidden | CommandRefused):
        _note_denied(request, reader)
    match expected:
        case SessionEnded():
            response = failing.ask_to_sign_in(request, _stranger(request), expected)
        case Forged():
            response = failing.forged(request, reader)
        case Forbidden():
            response = failing.forbidden(request, reader, expected.why)
        case NotFound():
            response = failing.not_found(request, reader)
        case CommandRefused():
            response = failing.refused(request, reader, expected)
        case TooLarge():
            response = failing.too_large(request, reader, expected.limit)
        case _:
            response = failing.unreadable(request, reader)
    return _tie_stranger(request, reader, response)


def _note_denied(request: Request, visitor: Visitor) -> None:
    """Write down who asked for a pathway that is not theirs, whatever page it was asked for on."""
    ref = request.path_params.get("ref")
    if ref and not address_has_nul(request):
        seeing.note_denied(site(request).house, looker(request, visitor), str(ref), thing="page")


def visitor_at(request: Request) -> Visitor:
    """Who asks for this page.

    Raises:
        SessionEnded: Nobody who is signed in.
    """
    known: Visitor | None = getattr(request.state, "visitor", None)
    if known is None:
        here = site(request)
        secret = request.cookies.get(here.session_cookie)
        if not secret:
            raise SessionEnded("unknown")
        used = not getattr(request.state, "passive", False)
        known = visitor_of(sessions.resume(here.house, secret, here.limits, used=used), secret)
        request.state.visitor = known
    return known


def reader_at(request: Request) -> Reader:
    """Who asks for this page, signed in or not."""
    try:
        return visitor_at(request)
    except SessionEnded:
        return _stranger(request)


def _stranger(request: Request) -> Stranger:
    secret = secret_of(request) or _new_gate(request)
    return Stranger(language=asked_language(request), token=form_token(secret))


def _new_gate(request: Request) -> str:
    known: str | None = getattr(request.state, "gate", None)
    if known is None:
        known = request.state.gate = secrets.token_urlsafe(24)
    return known


def _tie_stranger(request: Request, reader: Reader, response: Response) -> Response:
    """Give the browser what the forms of this page are tied to."""
    gate: str | None = getattr(request.state, "gate", None)
    if gate is not None and isinstance(reader, Stranger):
        here = site(request)
        response.set_cookie(
            here.gate_cookie, gate, path="/", httponly=True, samesite="lax", secure=here.https
        )
    return response


def asked_language(request: Request) -> Language:
    """The first of our languages that the browser asks for; bokmål otherwise."""
    asked = request.headers.get("Accept-Language", "")
    for part in asked.split(","):
        code = part.split(";")[0].strip().lower().split("-")[0]
        for language in LANGUAGES:
            if code == language:
                return language
        if code == "no":
            return LANGUAGES[0]
    return LANGUAGES[0]


# --- what views use -----------------------------------------------------------------------------


def say(
    request: Request,
    msgid: str,
    *,
    kind: Any = "success",
    undo: str | None = None,
    undo_fields: Mapping[str, str] | None = None,
    on: tuple[str, str] | None = None,
    **values: object,
) -> None:
    """Tell something on the next page that is shown (banner). Never a patient's name.

    Args:
        undo: Where posting takes it back, with *undo_fields*.
        on: The address that one may go on to, and what its link says.
    """
    reader = reader_at(request)
    text = words_of(request, reader).text(msgid, **values)
    before: tuple[Said, ...] = getattr(request.state, "said", ())
    request.state.said = (
        *before,
        Said(text=text, kind=kind, undo=undo, undo_fields=dict(undo_fields or {}), on=on),
    )  # fmt: skip


def redirect(url: str) -> Response:
    """On to another page, which is fetched anew: after every act that went well."""
    return RedirectResponse(url, status_code=303)


def _keep_said(request: Request, visitor: Visitor, response: Response) -> Response:
    """Banners live until the next whole page: kept over a redirect, gone when shown."""
    here = site(request)
    said: tuple[Said, ...] = getattr(request.state, "said", ())
    if getattr(request.state, "shown", False):
        if visitor.session.said:
            sessions.say(here.house, visitor.session, ())
    elif said:
        sessions.say(here.house, visitor.session, (*visitor.session.said, *said))
    return response


__all__ = [
    "Access",
    "Forbidden",
    "NotFound",
    "open_page",
    "page",
    "redirect",
    "render",
    "say",
]
