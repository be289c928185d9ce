"""The address book as people look at it (oppslag): organisations with their units, and its log."""

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import select

from hjemover.application.house import Actor, House
from hjemover.calendar import local_day
from hjemover.store import address_book as book
from hjemover.store.tables import address_change
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Role

ADMINISTRATORS = (Role.ADMINISTRATOR,)
MOST = 100
_HANGING: tuple[type[Any], ...] = (
    book.UnitService, book.ContactPoint, book.Deputy, book.Membership,
)  # fmt: skip
"""What hangs on a unit."""


class UnitEntry(Struct, frozen=True, kw_only=True):
    """A unit with everything that hangs on it.

    Args:
        people: Members today or later, each membership with its person.
        seen: What a change must bring along, to show that it was made from this.
        alone: Nobody is at work today, and nobody stands in.
    """

    unit: book.Unit
    organisation: book.Organisation
    services: tuple[book.UnitService, ...]
    contacts: tuple[book.ContactPoint, ...]
    deputies: tuple[book.Deputy, ...]
    people: tuple[tuple[book.Membership, book.Person], ...]
    away: frozenset[str]
    alone: bool
    seen: str


class PersonEntry(Struct, frozen=True, kw_only=True):
    """Somebody who works here, with their roles and absences that are not over.

    Args:
        homes: The organisations they work in; all of those they ever did when they have left.
        seen: As of :class:`UnitEntry`.
    """

    person: book.Person
    roles: tuple[tuple[book.Membership, book.Unit, str], ...]  # with the unit's own *seen*
    absences: tuple[book.Absence, ...]
    homes: frozenset[str]
    away: bool
    seen: str


class Entry(Struct, frozen=True, kw_only=True):
    """An organisation with its units."""

    organisation: book.Organisation
    units: tuple[UnitEntry, ...]


class Changed(Struct, frozen=True, kw_only=True):
    """One line of the log: who changed what, and when. None before: new; None after: gone."""

    line: int
    at: datetime
    by: str
    by_name: str
    organisation: str
    record: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def fields(self) -> list[tuple[str, Any, Any]]:
        """What differs: the field, what it was, what it is."""
        before, after = self.before or {}, self.after or {}
        return [
            (name, before.get(name), after.get(name))
            for name in {**before, **after}
            if before.get(name) != after.get(name)
        ]


def own_homes(house: House, tx: Transaction, actor: Actor) -> frozenset[str]:
    """The organisations of the actor's units: what an administrator looks after."""
    directory = house.directory(tx)
    homes = (directory.organisation_of(unit) for unit in actor.units)
    return frozenset(home for home in homes if home is not None)


def administered(tx: Transaction, today: date) -> frozenset[str]:
    """The organisations where somebody keeps the address book, or will."""
    homes = {unit.id: unit.organisation for unit in book.records(tx, book.Unit)}
    return frozenset(
        homes[one.unit]
        for one in book.records(tx, book.Membership)
        if one.role == Role.ADMINISTRATOR and (one.to_day is None or one.to_day >= today)
    )


def looked_after(house: House, tx: Transaction, actor: Actor) -> frozenset[str]:
    """What the actor may change: their own organisations, and those under them that nobody there
    looks after, as a GP office under its municipality."""
    mine = own_homes(house, tx, actor)
    today = local_day(house.clock.now())
    cared_for = administered(tx, today)
    return mine | {
        one.id
        for one in book.records(tx, book.Organisation)
        if one.parent in mine and one.id not in cared_for
    }


def workplaces(house: House, tx: Transaction) -> dict[str, frozenset[str]]:
    """The organisations of each person: those they work in, or all that they have left."""
    today = local_day(house.clock.now())
    homes = {unit.id: unit.organisation for unit in book.records(tx, book.Unit)}
    ever: dict[str, set[str]] = {}
    now: dict[str, set[str]] = {}
    for one in book.records(tx, book.Membership):
        ever.setdefault(one.person, set()).add(homes[one.unit])
        if one.to_day is None or one.to_day >= today:
            now.setdefault(one.person, set()).add(homes[one.unit])
    return {person: frozenset(now.get(person, all_)) for person, all_ in ever.items()}


def person_entry(house: House, person: str) -> PersonEntry | None:
    """Somebody by their id, for everybody who is signed in."""
    today = local_day(house.clock.now())
    with house.database.reading() as tx:
        known = next((one for one in book.records(tx, book.Person) if one.id == person), None)
        if known is None:
            return None
        units = {one.id: one for one in book.records(tx, book.Unit)}
        roles = [
            (one, units[one.unit], fingerprint(tx, one.unit))
            for one in book.records(tx, book.Membership)
            if one.person == person and (one.to_day is None or one.to_day >= today)
        ]
        absences = [
            one
            for one in book.records(tx, book.Absence)
            if one.person == person and (one.to_day is None or one.to_day >= today)
        ]
        return PersonEntry(
            person=known,
            roles=tuple(sorted(roles, key=lambda one: (norwegian(one[1].name), one[0].role))),
            absences=tuple(absences),
            homes=workplaces(house, tx).get(person, frozenset()),
            away=any(_covers(one.from_day, one.to_day, today) for one in absences),
            seen=fingerprint(tx, person),
        )


def search_people(house: House, words: str, *, most: int = MOST) -> list[book.Person]:
    """People who work somewhere today or later, by parts of their names."""
    wanted = words.casefold().split()
    today = local_day(house.clock.now())
    if not wanted:
        return []
    with house.database.reading() as tx:
        here = {
            one.person
            for one in book.records(tx, book.Membership)
            if one.to_day is None or one.to_day >= today
        }
        found = [
            one
            for one in book.records(tx, book.Person)
            if one.id in here and all(word in one.name.casefold() for word in wanted)
        ]
    return sorted(found, key=lambda one: norwegian(one.name))[:most]


def search(house: House, words: str = "") -> list[Entry]:
    """Organisations and units by name, in alphabetical order; all of them without *words*.

    For everybody who is signed in: an address book is for finding each other.
    """
    wanted = words.casefold().split()
    with house.database.reading() as tx:
        every = _entries(house, tx)
    found = []
    for one in every:
        home = one.organisation.name.casefold()
        units = tuple(
            unit
            for unit in one.units
            if all(word in f"{home} {unit.unit.name.casefold()}" for word in wanted)
        )
        if units or all(word in home for word in wanted):
            found.append(Entry(organisation=one.organisation, units=units))
    return found


def entry(house: House, organisation: str) -> Entry | None:
    with house.database.reading() as tx:
        return next(
            (one for one in _entries(house, tx) if one.organisation.id == organisation), None
        )


def unit_entry(house: House, unit: str) -> UnitEntry | None:
    with house.database.reading() as tx:
        return next(
            (u for one in _entries(house, tx) for u in one.units if u.unit.id == unit), None
        )


def changes(house: House, actor: Actor, *, most: int = MOST) -> list[Changed]:
    """What was changed in the actor's organisations, the latest first."""
    with house.database.reading() as tx:
        rows = tx.execute(
            select(address_change)
            .where(address_change.c.organisation.in_(looked_after(house, tx, actor)))
            .order_by(address_change.c.id.desc())
            .limit(most)
        )
        return [
            Changed(
                line=row.id,
                at=row.at,
                by=row.by,
                by_name=row.by_name,
                organisation=row.organisation,
                record=row.record,
                before=msgspec.json.decode(row.before) if row.before else None,
                after=msgspec.json.decode(row.after) if row.after else None,
            )
            for row in rows
        ]


def fingerprint(tx: Transaction, about: str) -> str:
    """What everything known of a unit, of a person, or of an organisation itself, comes to."""
    home = next((o for o in book.records(tx, book.Organisation) if o.id == about), None)
    return _fingerprint([home] if home else _about(tx, about))


def _about(tx: Transaction, about: str) -> list[Any]:
    own = [one for one in book.records(tx, book.Unit) if one.id == about]
    if own:
        hanging = (one for kind in _HANGING for one in book.records(tx, kind))
        return [*own, *(one for one in hanging if one.unit == about)]
    return [
        *(one for one in book.records(tx, book.Person) if one.id == about),
        *(one for one in book.records(tx, book.Membership) if one.person == about),
        *(one for one in book.records(tx, book.Absence) if one.person == about),
    ]


def _fingerprint(records: Sequence[Any]) -> str:
    parts = sorted(
        type(one).__name__.encode() + msgspec.json.encode(one, order="deterministic")
        for one in records
    )
    return sha256(b"\n".join(parts)).hexdigest()[:24]


def _entries(house: House, tx: Transaction) -> list[Entry]:
    today = local_day(house.clock.now())
    directory = house.directory(tx)
    people = {one.id: one for one in book.records(tx, book.Person)}
    absences = book.records(tx, book.Absence)
    away = frozenset(o.person for o in absences if _covers(o.from_day, o.to_day, today))
    by_unit: dict[str, list[Any]] = {}
    for kind in _HANGING:
        for record in book.records(tx, kind):
            by_unit.setdefault(record.unit, []).append(record)
    homes = {one.id: one for one in book.records(tx, book.Organisation)}
    units: dict[str, list[UnitEntry]] = {}
    for unit in sorted(book.records(tx, book.Unit), key=lambda one: norwegian(one.name)):
        about = by_unit.get(unit.id, [])
        members = [
            (one, people[one.person])
            for one in about
            if isinstance(one, book.Membership) and (one.to_day is None or one.to_day >= today)
        ]
        facts = directory.units[unit.id]
        units.setdefault(unit.organisation, []).append(
            UnitEntry(
                unit=unit,
                organisation=homes[unit.organisation],
                services=tuple(o for o in about if isinstance(o, book.UnitService)),
                contacts=tuple(o for o in about if isinstance(o, book.ContactPoint)),
                deputies=tuple(
                    o
                    for o in about
                    if isinstance(o, book.Deputy) and (o.to_day is None or o.to_day >= today)
                ),
                people=tuple(sorted(members, key=lambda m: (norwegian(m[1].name), m[0].role))),
                away=away,
                alone=not facts.has_active_person and unit.id not in directory.stand_ins,
                seen=_fingerprint([unit, *about]),
            )
        )
    return [
        Entry(organisation=home, units=tuple(units.get(home.id, ())))
        for home in sorted(homes.values(), key=lambda one: norwegian(one.name))
    ]


def _covers(first: date, last: date | None, on: date) -> bool:
    return first <= on and (last is None or on <= last)


_LAST = str.maketrans({"æ": "{1", "ø": "{2", "å": "{3"})


def norwegian(name: str) -> str:
    """What names are sorted by: æ, ø and å stand last, in that order."""
    return name.casefold().translate(_LAST)
