"""The forms of a unit, as changes of the address book."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from typing import Final

from msgspec.structs import replace
from starlette.datastructures import FormData

from hjemover.application.administering import Change, UnitEntry
from hjemover.calendar import OpeningHours, WorkCalendar
from hjemover.store.address_book import (
    ContactPoint,
    Deputy,
    Membership,
    Person,
    Record,
    UnitService,
)
from hjemover.web.address_book import typed
from hjemover.web.address_book.typed import Faulty
from hjemover.web.wording import N_

DAYS: Final = range(7)


def _about(entry: UnitEntry, form: FormData, put: list[Record], remove: list[Record]) -> Change:
    return Change(put=put, remove=remove, about=entry.unit.id, seen=typed.seen(form))


def details(entry: UnitEntry, form: FormData, today: date) -> Change:
    """Its name, its language, when its digest goes out, and who leads it."""
    hour = typed.text(form, "time")
    if not hour.isdecimal() or int(hour) > 23:
        raise Faulty(time=N_("Skriv en time fra 0 til 23."))
    lead = typed.text(form, "leder")
    members = {person.id for _, person in entry.people}
    unit = replace(
        entry.unit,
        name=typed.named(form),
        language=typed.language(form),
        digest_hour=int(hour),
        lead=lead if lead in members else None,
    )
    return _about(entry, form, [unit], [])


def contacts(entry: UnitEntry, form: FormData, today: date) -> Change:
    """Where the unit, and its lead, are reached by mail. Empty: not at all."""
    put: list[Record] = []
    remove: list[Record] = []
    old = {one.role: one for one in entry.contacts if one.channel == "email"}
    for name, role in (("epost", "unit"), ("lederepost", "lead")):
        address = typed.address(form, name)
        before = next((one for known, one in old.items() if known == role), None)
        if address and (before is None or before.address != address):
            put.append(_point(entry.unit.id, role, address))
        elif before is not None and not address:
            remove.append(before)
    return _about(entry, form, put, remove)


def _point(unit: str, role: str, address: str) -> ContactPoint:
    # A new address has not bounced.
    return ContactPoint(
        unit=unit, role="lead" if role == "lead" else "unit", channel="email", address=address
    )


def hours(entry: UnitEntry, form: FormData, today: date) -> Change:
    """Its week, the days it is closed, and the days it is closed each year."""
    week = tuple(_hours_of(form, day) for day in DAYS)
    unit = replace(
        entry.unit,
        week=week if any(week) else (),
        closed=_closed(form),
        closed_yearly=_closed_yearly(form),
    )
    WorkCalendar(
        closed=frozenset(unit.closed), closed_yearly=frozenset(unit.closed_yearly), week=unit.week
    )
    return _about(entry, form, [unit], [])


def _hours_of(form: FormData, day: int) -> OpeningHours | None:
    opens, closes = typed.text(form, f"fra{day}"), typed.text(form, f"til{day}")
    if not opens and not closes:
        return None
    try:
        return OpeningHours(
            time.fromisoformat(opens.replace(".", ":")),
            time.fromisoformat(closes.replace(".", ":")),
        )
    except ValueError:
        raise Faulty(**{f"fra{day}": N_("Skriv når det åpner og stenger samme dag.")}) from None


def _closed(form: FormData) -> tuple[date, ...]:
    found = set()
    for part in re.split(r"[,;\s]+", typed.text(form, "stengt")):
        if not part:
            continue
        try:
            day, month, year = (int(number) for number in part.rstrip(".").split("."))
            found.add(date(year, month, day))
        except ValueError:
            raise Faulty(stengt=N_("Skriv dager som 23.12.2026, med komma mellom.")) from None
    return tuple(sorted(found))


def _closed_yearly(form: FormData) -> tuple[tuple[int, int], ...]:
    found = set()
    for part in re.split(r"[,;\s]+", typed.text(form, "stengt_arlig")):
        if not part:
            continue
        try:
            day, month = (int(number) for number in part.rstrip(".").split("."))
            found.add((date(2000, month, day).month, day))
        except ValueError:
            raise Faulty(stengt_arlig=N_("Skriv dager som 24.12, med komma mellom.")) from None
    return tuple(sorted(found))


def services(entry: UnitEntry, form: FormData, today: date) -> Change:
    """What the unit answers for in its organisation."""
    wanted = {str(one) for one in form.getlist("tjeneste")}
    home = entry.unit.organisation
    mine = {one.service: one for one in entry.services if one.organisation == home}
    put: list[Record] = [
        UnitService(organisation=home, service=one, unit=entry.unit.id)
        for one in sorted(wanted - mine.keys())
        if re.fullmatch(r"[a-z][a-z0-9-]{1,60}", one)
    ]
    return _about(entry, form, put, [mine[one] for one in sorted(mine.keys() - wanted)])


def deputy(entry: UnitEntry, form: FormData, today: date) -> Change:
    """The unit that stands in while nobody here is at work."""
    other = str(form.get("vikar") or "")
    if not other:
        raise Faulty(vikar=N_("Velg fra listen."))
    first, last = typed.days(form, "vikar_fra", "vikar_til", today)
    one = Deputy(unit=entry.unit.id, deputy=other, from_day=first, to_day=last)
    return _about(entry, form, [one], [])


def no_deputy(entry: UnitEntry, form: FormData, today: date) -> Change:
    """A deputy who stands in no longer."""
    asked = str(form.get("fra") or "")
    gone = [one for one in entry.deputies if one.from_day.isoformat() == asked]
    return _about(entry, form, [], list(gone))


def member(entry: UnitEntry, form: FormData, today: date) -> Change:
    """Somebody who begins: known already, or new."""
    put: list[Record] = []
    person = str(form.get("person") or "")
    if not person:
        person = typed.login(form)
        put.append(
            Person(
                id=person,
                name=typed.named(form, "nytt_navn"),
                login=person,
                hpr_number=typed.hpr_number(form),
            )
        )
    put.append(
        Membership(
            person=person,
            unit=entry.unit.id,
            role=typed.role(form),
            from_day=typed.day(form, "fra_dag") or today,
        )
    )
    return _about(entry, form, put, [])


def leaves(entry: UnitEntry, form: FormData, today: date) -> Change:
    """A membership that ends: its last day is kept, so that what they did stays theirs."""
    asked = (str(form.get("person")), str(form.get("rolle")), str(form.get("fra")))
    last = typed.day(form, "siste_dag") or today - timedelta(days=1)
    put: list[Record] = []
    remove: list[Record] = []
    for one, _ in entry.people:
        if (one.person, one.role, one.from_day.isoformat()) != asked:
            continue
        if one.from_day > last:
            remove.append(one)
        else:
            put.append(replace(one, to_day=last))
    return _about(entry, form, put, remove)


UNIT_FORMS: Final[Mapping[str, Callable[[UnitEntry, FormData, date], Change]]] = {
    "navn": details,
    "kontakt": contacts,
    "apningstid": hours,
    "tjenester": services,
    "vikar": deputy,
    "vikar-slutt": no_deputy,
    "medlem": member,
    "medlem-slutt": leaves,
}
