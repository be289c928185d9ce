"""Emergency access, for whoever has shown lately who they are.

A browser that somebody left open opens no patient so: the password is asked for in the same form,
or a new sign-in at the provider. What was typed stays, whatever is asked.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application import accounts, seeing, sessions
from hjemover.application.accounts import SignInRefused
from hjemover.application.seeing import EmergencyRefused, Taken
from hjemover.vocabulary import Role
from hjemover.web.answers import FieldView, Option
from hjemover.web.kept import keep_form
from hjemover.web.looking import looker
from hjemover.web.pages import page, render
from hjemover.web.rendering import words_of
from hjemover.web.seeing.numbers import number_field, number_in
from hjemover.web.seeing.presenter import STATUSES
from hjemover.web.signing_in.passwords import say_refused
from hjemover.web.signing_in.views import address
from hjemover.web.site import site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_, Words

_URL: Final = "/nodrett"


@page(Role.COORDINATOR, Role.MANAGER)
def emergency_page(request: Request, visitor: Visitor) -> Response:
    return _emergency_page(request, visitor, {})


def _emergency_page(request: Request, visitor: Visitor, wrong: Mapping[str, str]) -> Response:
    """The form with what was typed, each field with what is *wrong* with it."""
    words = words_of(request, visitor)
    fields = list(_fields(request, visitor, wrong, words))
    asks = not _has_proved(request, visitor)
    return render(
        request, visitor, "seeing/emergency.html.j2", status=422 if wrong else 200,
        fields=fields, hours=_hours(),
        signs_in_anew=asks and visitor.session.way == "provider",
    )  # fmt: skip


def _fields(
    request: Request, visitor: Visitor, wrong: Mapping[str, str], words: Words
) -> Iterator[FieldView]:
    form = request.state.form
    number = str(form.get("fodselsnummer") or "")
    yield number_field(words, number, wrong.get("fodselsnummer", ""))
    yield FieldView(
        name="grunn",
        type="long-text",
        label=words.text(N_("Hvorfor må du se pasienten nå?")),
        help=words.text(
            N_("Innsynsansvarlig leser det, og pasienten kan få se at du har brukt nødrett.")
        ),
        value=str(form.get("grunn") or ""),
        error=wrong.get("grunn", ""),
    )
    units = sorted(visitor.actor.units)
    if len(units) > 1:
        yield FieldView(
            name="enhet",
            type="choice",
            label=words.text(N_("For hvilken enhet?")),
            options=tuple(Option(unit, visitor.units[unit]) for unit in units),
            values=(_unit(request, visitor) or units[0],),
        )
    if visitor.session.way == "password" and not _has_proved(request, visitor):
        yield FieldView(
            name="passord",
            type="password",
            label=words.text(N_("Passordet ditt")),
            help=words.text(N_("Det er en stund siden du skrev det. Da vet vi at det er deg.")),
            error=wrong.get("passord", ""),
            autocomplete="current-password",
        )


@page(Role.COORDINATOR, Role.MANAGER)
def take_emergency(request: Request, visitor: Visitor) -> Response:
    words = words_of(request, visitor)
    if "grunn" not in request.state.form:
        # From the search that found nobody, with the number: one need not write it again.
        return _emergency_page(request, visitor, {})
    number, field = number_in(request, words)
    wrong = {"fodselsnummer": field.error} if not number else {}
    if not seeing.reason_suffices(str(request.state.form.get("grunn") or "")):
        wrong["grunn"] = words.text(N_("Skriv hvorfor, med noen ord."))
    if wrong:
        return _emergency_page(request, visitor, wrong)
    if not _has_proved(request, visitor):
        if visitor.session.way == "provider":
            return _sign_in_anew(request, visitor)
        refused = _ask_password(request, visitor, words)
        if refused:
            return _emergency_page(request, visitor, {"passord": refused})
        session = sessions.prove(site(request).house, visitor.session)
        visitor = replace(visitor, session=session)
    return _take(request, visitor, number, words)


def _take(request: Request, visitor: Visitor, number: str, words: Words) -> Response:
    house, who = site(request).house, looker(request, visitor)
    try:
        taken = seeing.take_emergency_access(
            house,
            who,
            unit=_unit(request, visitor),
            birth_number=number,
            reason=str(request.state.form.get("grunn") or ""),
        )
    except EmergencyRefused as refused:
        if refused.why == "unknown-patient":
            unknown = words.text(N_("Ingen pasient med dette nummeret er kjent her."))
            return _emergency_page(request, visitor, {"fodselsnummer": unknown})
        chosen = words.text(N_("Velg en av enhetene dine."))
        return _emergency_page(request, visitor, {"enhet": chosen})
    return _taken_page(request, visitor, number, taken, words)


def _taken_page(
    request: Request, visitor: Visitor, number: str, taken: Taken, words: Words
) -> Response:
    found = seeing.search(site(request).house, looker(request, visitor), number)
    return render(
        request, visitor, "seeing/emergency_taken.html.j2",
        found=found, none=not taken.refs, told=taken.told, hours=_hours(),
        pathways=[(one, words.text(STATUSES[one.status])) for one in found.pathways],
    )  # fmt: skip


def _unit(request: Request, visitor: Visitor) -> str:
    """The unit of theirs that they chose, or the only one; empty for any other."""
    units = visitor.actor.units
    wanted = str(request.state.form.get("enhet") or min(units))
    return wanted if wanted in units else ""


def _hours() -> int:
    return int(seeing.EMERGENCY_LASTS.total_seconds() // 3600)


# --- that it is they ------------------------------------------------------------------------------


def _has_proved(request: Request, visitor: Visitor) -> bool:
    here = site(request)
    return sessions.has_proved(here.house, visitor.session, here.limits)


def _ask_password(request: Request, visitor: Visitor, words: Words) -> str:
    """What is wrong with the password that was typed; empty when it is the right one."""
    typed = str(request.state.form.get("passord") or "")
    if not typed:
        return words.text(N_("Skriv passordet ditt. Det er en stund siden du logget inn."))
    try:
        accounts.check_own_password(
            site(request).house, visitor.person, typed, address(request)
        )  # fmt: skip
    except SignInRefused as refused:
        if refused.until is None:
            return words.text(N_("Passordet er feil."))
        return say_refused(request, visitor, refused)
    return ""


def _sign_in_anew(request: Request, visitor: Visitor) -> Response:
    """By the provider and back, with what was typed."""
    return render(
        request, visitor, "seeing/emergency_prove.html.j2", kept=keep_form(request), to=_URL
    )


ROUTES: Final = (
    Route(_URL, emergency_page, methods=["GET"]),
    Route(_URL, take_emergency, methods=["POST"]),
)
