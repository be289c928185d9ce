"""Out to the provider, and back."""

import logging
import secrets
from datetime import timedelta

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application import linking, sessions
from hjemover.application.accounts import LinkVoid, hash_of
from hjemover.application.linking import NotByNumber, SubjectTaken
from hjemover.web.forms import FORM_LIMIT
from hjemover.web.pages import NotFound, open_page, render
from hjemover.web.provider.answers import ProviderFailed
from hjemover.web.provider.building import RETURN_PATH
from hjemover.web.provider.client import Client, SignedIn, Started
from hjemover.web.provider.signed_out import SIGNED_OUT_PATH, signed_out
from hjemover.web.signing_in.views import after_sign_in, browser
from hjemover.web.site import Feature, site
from hjemover.web.visitor import Reader, Visitor
from hjemover.web.wording import N_

log = logging.getLogger(__name__)


class Underway(Struct, frozen=True, kw_only=True):
    """What is kept, sealed, while the browser is at the provider.

    Args:
        browser: The hash of what only the browser that set out has.
        link: The one-time link's token, when somebody is to be tied.
        again: The one who is signed in, who is to show anew that it is they; empty otherwise.
    """

    started: Started
    browser: str
    to: str = ""
    kept: str = ""
    link: str = ""
    again: str = ""

    def __repr__(self) -> str:
        return "Underway(…)"


@open_page(limit=2 * FORM_LIMIT)
def set_out(request: Request, reader: Reader) -> Response:
    """Push the request, then send the browser off. By a page, as forms may only post to us."""
    form = request.state.form
    here = site(request)
    again = reader.person if isinstance(reader, Visitor) and form.get("vis") == "ja" else ""
    try:
        url, started = _client(request).start(anew=bool(again))
    except ProviderFailed as failed:
        return _failed(request, reader, failed)
    tie = secrets.token_urlsafe(32)
    underway = Underway(
        started=started,
        browser=hash_of(tie).hex(),
        to=str(form.get("til") or ""),
        kept=str(form.get("husk") or ""),
        link=str(form.get("lenke") or "") if not again else "",
        again=again,
    )
    linking.remember(here.house, started.state, msgspec.json.encode(underway).decode())
    response = render(request, reader, "provider/set_out.html.j2", url=url)
    response.set_cookie(
        _cookie(request), tie, path="/", httponly=True, samesite="lax", secure=here.https,
        max_age=int(linking.BACK_WITHIN.total_seconds()),
    )  # fmt: skip
    return response


@open_page()
def come_back(request: Request, reader: Reader) -> Response:
    """Whom the provider has sent back; in, if it is sure enough and they are somebody here."""
    underway = _recall(request)
    if underway is None:
        return _page(request, reader, _STALE)
    query = {name: value for name, value in request.query_params.items()}  # noqa: C416
    if "error" in query:
        return _page(request, reader, _STOPPED)
    try:
        who = _client(request).finish(underway.started, query)
    except ProviderFailed as failed:
        return _failed(request, reader, failed)
    if who.level < site(request).limits.level:
        return _page(request, reader, _TOO_WEAK)
    response = _let_in(request, reader, who, underway)
    response.delete_cookie(_cookie(request), path="/")
    return response


def _let_in(request: Request, reader: Reader, who: SignedIn, underway: Underway) -> Response:
    here = site(request)
    try:
        account = (
            linking.tie(here.house, underway.link, who.subject)
            if underway.link
            else linking.person_of(here.house, who.subject)
        )
        if account is None and who.hpr_number is not None and not underway.again:
            account = linking.tie_by_number(here.house, who.hpr_number, who.subject)
    except LinkVoid:
        return render(request, reader, "signing_in/link_void.html.j2", status=410)
    except SubjectTaken:
        return _page(request, reader, _TAKEN)
    except NotByNumber as unknown:
        return _page(request, reader, _BY_NUMBER[unknown.why])
    if account is None:
        return _page(request, reader, _UNKNOWN)
    if underway.again and account.person != underway.again:
        return _page(request, reader, _SOMEBODY_ELSE)
    ago = None if who.ago is None else timedelta(seconds=who.ago)
    secret = sessions.begin(
        here.house, account.person, way="provider", limits=here.limits, level=who.level,
        browser=browser(request), at_provider=who.at_provider,
        proved=None if ago is None else here.house.clock.now() - ago,
    )  # fmt: skip
    if isinstance(reader, Visitor):
        # What this browser had before goes; else it would lie open with nobody to end it.
        sessions.end(here.house, reader.session)
    return after_sign_in(
        request, account.person, secret,
        to=underway.to, kept=underway.kept, again=bool(underway.again),
    )  # fmt: skip


def _recall(request: Request) -> Underway | None:
    """What this very browser set out with; None for another's, a used or an old one."""
    state = request.query_params.get("state", "")
    kept = linking.recall(site(request).house, state) if state else None
    if kept is None:
        return None
    underway = msgspec.json.decode(kept, type=Underway)
    tie = request.cookies.get(_cookie(request), "")
    same = secrets.compare_digest(hash_of(tie).hex(), underway.browser)
    return underway if same else None


_STALE = N_("Innloggingen ble påbegynt et annet sted, er brukt, eller tok for lang tid.")
_STOPPED = N_("Innloggingen ble avbrutt.")
_TOO_WEAK = N_("Innloggingen var ikke sikker nok. Logg inn med høyeste sikkerhetsnivå.")
_UNKNOWN = N_(
    "Du er logget inn der, men ikke koblet til noen bruker her. Be den som administrerer systemet"
    " om en lenke, og bruk den."
)
_BY_NUMBER = {
    "nobody": N_(
        "Du er logget inn der, men ingen i adresseboken har HPR-nummeret ditt. Be den som"
        " administrerer adresseboken om å føre det opp, eller om en lenke."
    ),
    "several": N_(
        "HPR-nummeret ditt står på flere i adresseboken. Be den som administrerer den, om å rette"
        " det."
    ),
    "tied": N_(
        "Den som har HPR-nummeret ditt i adresseboken, er koblet til en annen innlogging. Be den"
        " som administrerer systemet om en lenke, og bruk den."
    ),
}
_TAKEN = N_("Den du logget inn som, er koblet til en annen bruker her.")
_SOMEBODY_ELSE = N_("Du logget inn som en annen enn den du er her. Ingenting er gjort.")
_UNWELL = N_("Innloggingen svarte ikke som den skal. Prøv igjen om litt.")


def _failed(request: Request, reader: Reader, failed: ProviderFailed) -> Response:
    log.warning("sign-in at the provider failed: %s", failed.why)
    return _page(request, reader, _UNWELL, status=502)


def _page(request: Request, reader: Reader, text: str, *, status: int = 403) -> Response:
    return render(
        request, reader, "provider/not_in.html.j2", status=status, text=text
    )  # fmt: skip


def _client(request: Request) -> Client:
    client = site(request).provider
    if client is None:
        raise NotFound
    return client


def _cookie(request: Request) -> str:
    return "__Host-hjemover-way" if site(request).https else "hjemover-way"


FEATURE = Feature(
    name="provider",
    routes=(
        Route("/logg-inn/leverandor", set_out, methods=["POST"]),
        Route(RETURN_PATH, come_back, methods=["GET"]),
        Route(SIGNED_OUT_PATH, signed_out, methods=["POST"]),
    ),
)
