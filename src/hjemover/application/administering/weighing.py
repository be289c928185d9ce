"""What a change in the address book would come to (følger): who would be left with nobody."""

from collections.abc import Collection
from datetime import date, timedelta

from msgspec import Struct
from sqlalchemy import or_, select

from hjemover.application.administering.looking import administered
from hjemover.engine.directory import Directory
from hjemover.store import address_book as book
from hjemover.store.tables import work_item
from hjemover.store.transaction import Transaction

MOST_PATIENTS = 200
"""References that are listed; how many there are in all is told beside them."""


class LeftAlone(Struct, frozen=True, kw_only=True):
    """A unit that would have nobody at work, and no deputy, where it has somebody today.

    Args:
        services: (organisation, service) that it answers for.
        patients: References of those with something open there: at most :data:`MOST_PATIENTS`.
        touched: How many they are in all.
    """

    unit: str
    on: date
    services: tuple[tuple[str, str], ...]
    patients: tuple[str, ...]
    touched: int


class Consequences(Struct, frozen=True, kw_only=True):
    """What is worse after a change than before it. Empty is well.

    Args:
        unanswered: (organisation, service) that no unit would answer for.
        without_administrator: Organisations where nobody could change the address book again.
    """

    left_alone: tuple[LeftAlone, ...] = ()
    unanswered: tuple[tuple[str, str], ...] = ()
    without_administrator: tuple[str, ...] = ()

    @property
    def none(self) -> bool:
        return self == Consequences()


class State(Struct, frozen=True, kw_only=True):
    """The address book on the days that matter, before or after a change."""

    days: dict[date, Directory]
    administered: frozenset[str]


def days_that_matter(tx: Transaction, records: Collection[book.Record], today: date) -> list[date]:
    """Today, and each later day on which somebody comes or goes where *records* are about.

    Not only the days of *records* themselves: who is to leave next month is no successor.
    """
    found = {today}
    for one in (*records, *_beside(tx, records)):
        first, last = getattr(one, "from_day", None), getattr(one, "to_day", None)
        found |= {first} if first else set()
        found |= {last + timedelta(days=1)} if last else set()
    return sorted(day for day in found if day >= today)


def _beside(tx: Transaction, records: Collection[book.Record]) -> list[book.Record]:
    """Who works in the units that *records* are about, or stands in there, and when."""
    memberships, deputies = book.records(tx, book.Membership), book.records(tx, book.Deputy)
    away = {one.person for one in records if isinstance(one, book.Absence)}
    units = {getattr(one, "unit", None) for one in records} - {None}
    units |= {one.unit for one in memberships if one.person in away}
    # Whoever stands in for one that stands in is part of it, both ways.
    while (
        more := {
            end
            for one in deputies
            if {one.unit, one.deputy} & units
            for end in (one.unit, one.deputy)
        }
        - units
    ):
        units |= more
    members = [one for one in memberships if one.unit in units]
    people = {one.person for one in members}
    return [
        *members,
        *(one for one in deputies if one.unit in units),
        *(one for one in book.records(tx, book.Absence) if one.person in people),
    ]


def state_of(tx: Transaction, days: Collection[date], today: date) -> State:
    """How the address book stands in this transaction."""
    return State(
        days={day: book.snapshot(tx, day) for day in days},
        administered=administered(tx, today),
    )


def weigh(tx: Transaction, before: State, after: State) -> Consequences:
    """What became worse."""
    found: dict[str, date] = {}
    for day in sorted(after.days):
        for unit in sorted(_alone(after.days[day]) - _alone(before.days[day])):
            found.setdefault(unit, day)
    last_before, last_after = before.days[max(before.days)], after.days[max(after.days)]
    left = (
        _left_alone(tx, unit, day, last_after)
        for unit, day in sorted(found.items(), key=lambda one: (one[1], one[0]))
    )
    return Consequences(
        # A unit that answers for nothing and has nothing is nobody's loss.
        left_alone=tuple(one for one in left if one.services or one.touched),
        unanswered=tuple(sorted(last_before.services.keys() - last_after.services.keys())),
        without_administrator=tuple(sorted(before.administered - after.administered)),
    )


def _alone(directory: Directory) -> frozenset[str]:
    return frozenset(
        unit
        for unit, facts in directory.units.items()
        if not facts.has_active_person and unit not in directory.stand_ins
    )


def _left_alone(tx: Transaction, unit: str, day: date, directory: Directory) -> LeftAlone:
    sides = (work_item.c.holder, work_item.c.awaits, work_item.c.receiver)
    refs = sorted(
        tx.execute(
            select(work_item.c.ref).where(or_(*(side == unit for side in sides))).distinct()
        ).scalars()
    )
    return LeftAlone(
        unit=unit,
        on=day,
        services=tuple(sorted(key for key, who in directory.services.items() if who == unit)),
        patients=tuple(refs[:MOST_PATIENTS]),
        touched=len(refs),
    )
