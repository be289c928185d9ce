"""The pages that say what went wrong, in the reader's words, with the next move."""

import logging
import secrets
import traceback

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from hjemover.application.sessions import EndedBecause, SessionEnded
from hjemover.errors import CommandRefused
from hjemover.web.kept import keep_form
from hjemover.web.refusals import say_refusal, status_of
from hjemover.web.rendering import asked_for_part, render, words_of
from hjemover.web.site import site
from hjemover.web.visitor import Reader, Stranger
from hjemover.web.wording import N_

log = logging.getLogger(__name__)

_ENDED: dict[EndedBecause, str] = {
    "idle": N_("Du har vært borte en stund, og er logget ut. Logg inn for å fortsette."),
    "over": N_("Økten har vart så lenge den kan. Logg inn for å fortsette."),
    "ended": N_("Økten er avsluttet. Logg inn for å fortsette."),
    "rights-changed": N_("Rettighetene dine er endret. Logg inn på nytt."),
    "too-weak": N_("Innloggingen var ikke sikker nok. Logg inn med høyeste sikkerhetsnivå."),
}


def ask_to_sign_in(request: Request, stranger: Stranger, ended: SessionEnded) -> Response:
    """The page to sign in on; from there one comes back here."""
    target = request.url.path
    if request.method == "GET" and request.url.query:
        target += f"?{request.url.query}"
    response = render(
        request, stranger, "signing_in/sign_in.html.j2", status=401,
        next=target if request.method == "GET" else "",
        kept=keep_form(request) if request.method == "POST" else "",
        why=_ENDED.get(ended.because, ""), login="", wrong="",
    )  # fmt: skip
    return _whole(request, response)


def forged(request: Request, reader: Reader) -> Response:
    return _page(
        request, reader, 403,
        N_("Skjemaet kunne ikke tas imot"),
        N_("Det kom ikke fra en side som er åpnet her, eller siden var for gammel."
           " Ingenting er endret. Gå tilbake, last inn siden på nytt og prøv igjen."),
    )  # fmt: skip


def forbidden(request: Request, reader: Reader, why: str) -> Response:
    return _page(request, reader, 403, N_("Du har ikke tilgang"), why)


def not_found(request: Request, reader: Reader) -> Response:
    return _page(
        request, reader, 404,
        N_("Fant ikke siden"),
        N_("Den finnes ikke, eller hører til en enhet du ikke er medlem av."
           " Gå til forsiden og let derfra."),
    )  # fmt: skip


def too_large(request: Request, reader: Reader, limit: int) -> Response:
    words = words_of(request, reader)
    text = words.text(
        N_("Det du sendte er større enn %(kb)d kB, som er det meste denne siden tar imot."
           " Ingenting er endret. Gå tilbake: teksten din står der. Kort den ned."),
        kb=limit // 1024,
    )  # fmt: skip
    return _page(request, reader, 413, N_("For mye på én gang"), text, worded=True)


def unreadable(request: Request, reader: Reader) -> Response:
    return _page(
        request, reader, 400,
        N_("Skjemaet kunne ikke leses"),
        N_("Ingenting er endret. Gå tilbake, last inn siden på nytt og prøv igjen."),
    )  # fmt: skip


def refused(request: Request, reader: Reader, refusal: CommandRefused) -> Response:
    """The rules said no, and the view had no better page for it."""
    house = site(request).house
    with house.database.reading() as tx:
        addresses = house.addresses(tx)
    text = say_refusal(refusal, words_of(request, reader), addresses)
    return _page(
        request, reader, status_of(refusal), N_("Det gikk ikke"), text, worded=True
    )  # fmt: skip


def broken(request: Request, reader: Reader, error: Exception) -> Response:
    """Our own bug. The page has a number that the log has too, and nothing else of it."""
    number = secrets.token_hex(4)
    # Where, not what: an error's own words may hold what was typed, or a row of the database.
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("request failed, number %s: %s\n%s", number, type(error).__name__, where)
    text = words_of(request, reader).text(
        N_("Feilen er vår, og er skrevet ned med nummer %(number)s. Prøv igjen om litt."
           " Ring brukerstøtte med nummeret hvis det fortsetter."),
        number=number,
    )  # fmt: skip
    return _page(request, reader, 500, N_("Noe gikk galt hos oss"), text, worded=True)


def overtaken(request: Request, reader: Reader) -> Response:
    """A later release writes to the same database already: whoever comes back meets that one."""
    log.warning("a later release has written here: end this process, and start that release")
    response = _page(
        request, reader, 503,
        N_("Hjemover blir oppdatert"),
        N_("En nyere utgave er i ferd med å overta, og bare den kan vise denne siden."
           " Ingenting er endret. Last inn siden på nytt om et par minutter."),
    )  # fmt: skip
    response.headers["Retry-After"] = "120"
    return response


def http_error(request: Request, reader: Reader, error: HTTPException) -> Response:
    """What the framework itself turns away: an unknown address, a method that is not taken."""
    if error.status_code == 404:
        return not_found(request, reader)
    if error.status_code == 405:
        return _page(
            request, reader, 405,
            N_("Siden kan ikke brukes slik"),
            N_("Gå til forsiden og begynn derfra."),
        )  # fmt: skip
    return unreadable(request, reader)


def _page(
    request: Request, reader: Reader, status: int, title: str, text: str, *, worded: bool = False
) -> Response:
    response = render(
        request, reader, "layout/failed.html.j2", status=status,
        title=title, text=text, worded=worded,
    )  # fmt: skip
    return _whole(request, response)


def _whole(request: Request, response: Response) -> Response:
    """The whole page, also where htmx asked for a part of another."""
    if asked_for_part(request):
        response.headers["HX-Retarget"] = "body"
        response.headers["HX-Reswap"] = "outerHTML"
    return response
