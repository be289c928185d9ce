"""The visitor's own page: language, password, and the sessions they have open."""

from typing import get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application import accounts, sessions
from hjemover.application.accounts import PasswordTooWeak, SignInRefused
from hjemover.vocabulary import Language
from hjemover.web.answers import FieldView, Option
from hjemover.web.pages import NotFound, page, redirect, render, say
from hjemover.web.rendering import words_of
from hjemover.web.signing_in.passwords import password_fields, say_refused, say_weak
from hjemover.web.site import site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_

LANGUAGE_NAMES: dict[Language, str] = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
"""Each in its own language, as one looks for it."""


@page()
def own_page(request: Request, visitor: Visitor) -> Response:
    return _page(request, visitor)


def _page(
    request: Request,
    visitor: Visitor,
    *,
    old_wrong: str = "",
    wrong: str = "",
    again: str = "",
) -> Response:
    words = words_of(request, visitor)
    old = FieldView(
        name="gammelt",
        type="password",
        label=words.text(N_("Passordet du har nå")),
        error=old_wrong,
        autocomplete="current-password",
    )
    language = FieldView(
        name="sprak",
        type="choice",
        label=words.text(N_("Språk på sidene")),
        options=tuple(Option(code, name) for code, name in LANGUAGE_NAMES.items()),
        values=(visitor.language,),
    )
    return render(
        request, visitor, "signing_in/own_page.html.j2",
        status=422 if old_wrong or wrong or again else 200,
        language_field=language,
        password_fields=(old, *password_fields(words, wrong=wrong, again=again)),
        open_sessions=sessions.open_sessions(site(request).house, visitor.person),
        has_password=visitor.session.way == "password",
    )  # fmt: skip


@page()
def choose_language(request: Request, visitor: Visitor) -> Response:
    wanted = request.state.form.get("sprak")
    known: tuple[Language, ...] = get_args(Language)
    for language in known:
        if language == wanted:
            accounts.choose_language(site(request).house, visitor.person, language)
            del request.state.visitor  # is told in the new language
            say(request, N_("Språket er byttet."))
    return redirect("/min-side")


@page()
def change_password(request: Request, visitor: Visitor) -> Response:
    form = request.state.form
    new = str(form.get("passord") or "")
    if new != str(form.get("igjen") or ""):
        again = words_of(request, visitor).text(N_("De to passordene er ikke like."))
        return _page(request, visitor, again=again)
    try:
        accounts.change_password(
            site(request).house,
            visitor.person,
            str(form.get("gammelt") or ""),
            new,
            kept_session=visitor.session.id_hash,
            address=request.client.host if request.client else "",
        )
    except SignInRefused as refused:
        wrong = (
            say_refused(request, visitor, refused)
            if refused.until
            else words_of(request, visitor).text(N_("Passordet er feil."))
        )
        return _page(request, visitor, old_wrong=wrong)
    except PasswordTooWeak as weak:
        return _page(request, visitor, wrong=say_weak(request, visitor, weak))
    say(request, N_("Passordet er byttet. Andre økter du hadde åpne, er avsluttet."))
    return redirect("/min-side")


@page()
def end_session(request: Request, visitor: Visitor) -> Response:
    """End one of one's own sessions, as the one forgotten at a shared machine."""
    ref = str(request.state.form.get("okt") or "")
    if not sessions.end_one(site(request).house, visitor.person, ref):
        raise NotFound
    if ref == visitor.session.ref:
        return redirect("/logg-inn")
    say(request, N_("Økten er avsluttet."))
    return redirect("/min-side")


ROUTES = (
    Route("/min-side", own_page, methods=["GET"]),
    Route("/min-side/sprak", choose_language, methods=["POST"]),
    Route("/min-side/passord", change_password, methods=["POST"]),
    Route("/min-side/okt", end_session, methods=["POST"]),
)
