"""The page of prompts (/varsler)."""

from datetime import date, datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application.absences import absences, come_back, go_away
from hjemover.application.house import House
from hjemover.application.notice_log import MOST, notices
from hjemover.application.noticing import choose, setting_of
from hjemover.application.opaque import person_code
from hjemover.calendar import local_day
from hjemover.errors import CommandRefused
from hjemover.store import address_book
from hjemover.store.preferences import Group, Wish
from hjemover.vocabulary import Role
from hjemover.web.answers import FieldView, Option, read_day
from hjemover.web.notices.presenter import (
    address_field,
    away_rows,
    log_rows,
    unit_cards,
    wish_fields,
)
from hjemover.web.notices.wording import GROUPS, WISHES
from hjemover.web.pages import Forbidden, NotFound, page, redirect, render, say
from hjemover.web.rendering import words_of
from hjemover.web.site import Feature, Link, site
from hjemover.web.visitor import WORKING, Visitor
from hjemover.web.wording import N_

URL = "/varsler"
OVERSEEING: Final = (Role.AUDITOR, Role.ADMINISTRATOR)
"""Those who hear of emergency access, or that nobody could be told of it."""


@page(*WORKING, *OVERSEEING)
def show(request: Request, visitor: Visitor) -> Response:
    """Own choices, the units, who is away, and the log."""
    return _page(request, visitor)


@page(*WORKING, *OVERSEEING)
def save(request: Request, visitor: Visitor) -> Response:
    """Keep what the visitor wants to hear of themselves."""
    form, words = request.state.form, words_of(request, visitor)
    hour, wishes = _chosen(request, visitor)
    try:
        choose(
            site(request).house,
            visitor.person,
            address=str(form.get("adresse") or ""),
            digest_hour=hour,
            wishes=wishes,
        )
    except CommandRefused as refusal:
        missing = refusal.code == "answer-missing"
        told = (
            N_("Skriv adressen din, eller velg «Aldri» på alt.")
            if missing
            else N_("Dette er ingen e-postadresse. Skriv den som navn@virksomhet.no.")
        )
        written = {name: str(value) for name, value in form.items()}
        return _page(request, visitor, written=written, error=words.text(told), status=422)
    say(request, N_("Valgene dine er lagret."))
    return redirect(URL)


def _chosen(request: Request, visitor: Visitor) -> tuple[int, dict[Group, Wish]]:
    """The hour and the wishes of the form; those they had, where the form does not ask."""
    form = request.state.form
    if not visitor.may(*WORKING):
        before = setting_of(site(request).house, visitor.person)
        return before.digest_hour, before.wishes
    hour = str(form.get("time") or "")
    return int(hour) if hour.isdecimal() and len(hour) < 3 else 8, {
        group: wish for group in GROUPS for wish in WISHES if form.get(f"ved.{group}") == wish
    }


# --- absences -------------------------------------------------------------------------------------


@page(Role.COORDINATOR, Role.MANAGER)
def leave(request: Request, visitor: Visitor) -> Response:
    """Enter that somebody is away; what they had taken goes back to the list."""
    form, words, house = request.state.form, words_of(request, visitor), site(request).house
    people = _colleagues(house, visitor)
    person = next((one for one in people if person_code(one) == form.get("hvem")), None)
    if person is None or not _may_enter(visitor, people, person):
        raise Forbidden(N_("Bare lederen kan føre fravær for andre."))
    first, last = _day(form.get("fra")), _day(form.get("til"))
    written = {name: str(value) for name, value in form.items()}
    if first is None:
        wrong = words.text(N_("Skriv den første dagen."))
        return _page(request, visitor, written=written, away_error=("fra", wrong), status=422)
    if str(form.get("til") or "") and last is None:
        wrong = words.text(N_("Skriv en dato, som 24.11.2026."))
        return _page(request, visitor, written=written, away_error=("til", wrong), status=422)
    try:
        away = go_away(house, person, first, last)
    except CommandRefused:
        wrong = words.text(N_("Den siste dagen er før den første, eller har vært."))
        return _page(request, visitor, written=written, away_error=("til", wrong), status=422)
    say(
        request,
        N_("Fraværet er registrert. Oppgaver som kom tilbake på listen: %(n)d."),
        n=away.returned,
        undo=f"{URL}/tilbake",
        undo_fields={"hvem": person_code(person), "fra": first.isoformat()},
    )
    for unit in away.alone:
        say(
            request,
            N_(
                "Da er ingen på jobb hos %(unit)s, og ingen er stedfortreder. Sakene vil stå fast."
                " Be om en stedfortreder i adresseboken."
            ),
            kind="warning",
            unit=visitor.units.get(unit, unit),
        )
    return redirect(URL)


@page(Role.COORDINATOR, Role.MANAGER)
def back(request: Request, visitor: Visitor) -> Response:
    """Take an absence out."""
    form, house = request.state.form, site(request).house
    people = _colleagues(house, visitor)
    person = next((one for one in people if person_code(one) == form.get("hvem")), None)
    first = _day(form.get("fra"))
    if person is None or first is None:
        raise NotFound
    if not _may_enter(visitor, people, person):
        raise Forbidden(N_("Bare lederen kan føre fravær for andre."))
    if any(one.from_day == first for one in absences(house, {person})):
        come_back(house, person, first)
    say(request, N_("Fraværet er tatt bort. Det som kom tilbake på listen, blir stående der."))
    return redirect(URL)


def _colleagues(house: House, visitor: Visitor) -> dict[str, str]:
    """Everybody in the visitor's units, with their names."""
    units = visitor.actor.units
    with house.database.reading() as tx:
        inside = {
            one.person
            for one in address_book.records(tx, address_book.Membership)
            if one.unit in units
        }
        people = address_book.records(tx, address_book.Person)
    return {one.id: one.name for one in people if one.id in inside}


def _may_enter(visitor: Visitor, people: dict[str, str], person: str) -> bool:
    return person == visitor.person or (person in people and visitor.may(Role.MANAGER))


def _day(written: object) -> date | None:
    try:
        return date.fromisoformat(read_day(str(written or "").strip()))
    except ValueError:
        return None


# --- the page -------------------------------------------------------------------------------------


def _page(
    request: Request,
    visitor: Visitor,
    *,
    written: dict[str, str] | None = None,
    error: str = "",
    away_error: tuple[str, str] = ("", ""),
    status: int = 200,
) -> Response:
    words, house = words_of(request, visitor), site(request).house
    now = house.clock.now()
    at_work = visitor.acting_as(WORKING)
    works, oversees = visitor.may(*WORKING), visitor.may(*OVERSEEING)
    people = _colleagues(house, at_work)
    leads = visitor.may(Role.MANAGER)
    removable = people if leads else {visitor.person}
    failed_only = request.query_params.get("bare") == "feil"
    place = _place(request.query_params.get("side", ""))
    found = notices(
        house, at_work.actor, also_in=visitor.units_as(*OVERSEEING), failed_only=failed_only,
        skip=(place - 1) * MOST,
    )  # fmt: skip
    setting = setting_of(house, visitor.person)
    written = written or {}
    fields = [address_field(setting, words, written, error, oversees=oversees)]
    if works:
        fields += wish_fields(setting, words, written)
    with house.database.reading() as tx:
        addresses, directory = house.addresses(tx), house.directory(tx)
        deputies = address_book.records(tx, address_book.Deputy)
    return render(
        request,
        visitor,
        "notices/notices.html.j2",
        status=status,
        fields=fields,
        works=works,
        unheard=oversees and not setting.reachable and setting.status == "ok",
        bounced=setting.status == "bounced",
        cards=list(
            unit_cards(at_work.actor.units, addresses, directory, deputies, local_day(now), words)
        ),
        administrator=visitor.may(Role.ADMINISTRATOR),
        away=away_rows(absences(house, people), people, removable, words),
        away_codes={one: person_code(one) for one in people},
        away_fields=_away_fields(request, visitor, people, written, away_error, now)
        if works
        else (),
        rows=log_rows(found, addresses, words),
        failed_only=failed_only,
        place=place,
        more=len(found) == MOST,
    )


def _place(text: str) -> int:
    return min(max(int(text), 1), 1000) if text.isdecimal() and len(text) < 5 else 1


def _away_fields(
    request: Request,
    visitor: Visitor,
    people: dict[str, str],
    written: dict[str, str],
    error: tuple[str, str],
    now: datetime,
) -> tuple[FieldView, ...]:
    words = words_of(request, visitor)
    who = people if visitor.may(Role.MANAGER) else {visitor.person: visitor.name}
    return (
        FieldView(
            name="hvem",
            type="unit",
            label=words.text(N_("Hvem")),
            values=(written.get("hvem", person_code(visitor.person)),),
            options=tuple(
                Option(person_code(one), name)
                for one, name in sorted(who.items(), key=lambda pair: pair[1].casefold())
            ),
        ),
        FieldView(
            name="fra",
            type="date",
            label=words.text(N_("Første dag")),
            value=written.get("fra", local_day(now).isoformat()),
            error=error[1] if error[0] == "fra" else "",
        ),
        FieldView(
            name="til",
            type="date",
            label=words.text(N_("Siste dag")),
            help=words.text(N_("La stå tomt hvis det ikke er kjent.")),
            required=False,
            value=written.get("til", ""),
            error=error[1] if error[0] == "til" else "",
        ),
    )


FEATURE = Feature(
    name="notices",
    routes=(
        Route(URL, show, methods=["GET"]),
        Route(f"{URL}/mine", save, methods=["POST"]),
        Route(f"{URL}/fravaer", leave, methods=["POST"]),
        Route(f"{URL}/tilbake", back, methods=["POST"]),
    ),
    links=(
        Link(
            label=N_("Varsler"),
            url=URL,
            icon="Bell",
            roles=(*WORKING, *OVERSEEING),
            order=70,
        ),
    ),
    styles=("notices.css",),
)
