"""Who is away or has left, and that the work they had taken is on the unit's list the same day
(fravær)."""

import logging
from collections.abc import Collection
from datetime import date

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, exists, not_, or_, select

from hjemover.application.enrolling import new_order_id
from hjemover.application.handle import Order, handle
from hjemover.application.house import THE_SYSTEM, House
from hjemover.calendar import local_day
from hjemover.engine.commands import ReleaseTask
from hjemover.engine.react import AWAY
from hjemover.errors import CommandRefused
from hjemover.store import address_book
from hjemover.store.address_book import Absence, Membership
from hjemover.store.tables import absence, deputy, membership, work_item
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import AT_WORK

log = logging.getLogger(__name__)


class Away(Struct, frozen=True, kw_only=True):
    """An absence that is entered or taken out, and what came of it.

    Args:
        returned: How many tasks went back to their unit's list.
        alone: Units where nobody is at work on the first of these days, and nobody stands in.
    """

    absence: Absence
    returned: int
    alone: tuple[str, ...]


def go_away(house: House, person: str, first: date, last: date | None, reason: str = "") -> Away:
    """Enter that *person* is away from *first* to *last*, or for good.

    What they have taken goes back to their unit's list at once if they are away today, and
    otherwise on the morning of the first day.

    Raises:
        CommandRefused: ``answer-invalid``: the last day is before the first, or both are past.
    """
    today = local_day(house.clock.now())
    if last is not None and last < first:
        raise CommandRefused("answer-invalid", field="last", why="before-the-first")
    if last is not None and last < today:
        raise CommandRefused("answer-invalid", field="last", why="in-the-past")
    entered = Absence(person=person, from_day=first, to_day=last, reason=reason)
    house.database.run_writing(lambda tx: address_book.put(tx, entered))
    house.forget_directory()
    returned = return_claimed(house) if first <= today else 0
    return Away(absence=entered, returned=returned, alone=_alone(house, person, max(first, today)))


def come_back(house: House, person: str, first: date) -> None:
    """Take an absence out. What went back to the list stays there: somebody may have it by now.

    Raises:
        LookupError: There is no such absence.
    """
    gone = Absence(person=person, from_day=first)
    house.database.run_writing(lambda tx: address_book.remove(tx, gone))
    house.forget_directory()


def absences(house: House, people: Collection[str]) -> list[Absence]:
    """Absences of *people* that are not over, the first first."""
    today = local_day(house.clock.now())
    with house.database.reading() as tx:
        found = address_book.records(tx, Absence)
    return sorted(
        (
            one
            for one in found
            if one.person in people and (one.to_day is None or one.to_day >= today)
        ),
        key=lambda one: (one.from_day, one.person),
    )


def return_claimed(house: House) -> int:
    """Put back on their units' lists what people who are away today, or have left, had taken.

    Safe to call at any time and by several at once: a task that is on the list stays there.
    """
    done = 0
    for ref, obligation in _claimed_by_absent(house):
        command = ReleaseTask(obligation=obligation, reason=AWAY)
        try:
            handle(house, Order(id=new_order_id(), ref=ref, command=command, by=THE_SYSTEM))
            done += 1
        except CommandRefused as refusal:
            # Done or closed since we looked: there is nothing to put back.
            log.info("a task was not put back", extra={"ref": ref, "error": refusal.code})
    return done


def _claimed_by_absent(house: House) -> list[tuple[str, str]]:
    today = local_day(house.clock.now())
    away = select(absence.c.person).where(
        absence.c.from_day <= today, or_(absence.c.to_day.is_(None), absence.c.to_day >= today)
    )
    # The few who may be gone are found first: every sweep asks, and most people are at work.
    gone = away.union(select(membership.c.person).where(membership.c.to_day < today))
    with house.database.reading() as tx:
        found = tx.execute(
            select(work_item.c.ref, work_item.c.obligation)
            .where(
                work_item.c.claimed_by.in_(gone),
                or_(work_item.c.claimed_by.in_(away), _has_left(today)),
            )
            .order_by(work_item.c.ref, work_item.c.obligation)
        )
        return [(row.ref, row.obligation) for row in found]


def _has_left(today: date) -> ColumnElement[bool]:
    """Who took it worked in the awaited unit before, and does so no more, nor stands in for it."""
    theirs = membership.c.person == work_item.c.claimed_by
    left = exists().where(
        theirs, membership.c.unit == work_item.c.awaits, membership.c.to_day < today
    )
    stands_in = select(deputy.c.deputy).where(deputy.c.unit == work_item.c.awaits)
    still = exists().where(
        theirs,
        membership.c.role.in_([role.value for role in AT_WORK]),
        membership.c.from_day <= today,
        or_(membership.c.to_day.is_(None), membership.c.to_day >= today),
        or_(membership.c.unit == work_item.c.awaits, membership.c.unit.in_(stands_in)),
    )
    return and_(left, not_(still))


def _alone(house: House, person: str, on: date) -> tuple[str, ...]:
    """The person's units that have nobody at work that day, and no deputy who has."""
    with house.database.reading() as tx:
        directory = address_book.snapshot(tx, on)
        theirs = _units_of(tx, person, on)
    return tuple(
        unit
        for unit in theirs
        if not directory.units[unit].has_active_person and unit not in directory.stand_ins
    )


def _units_of(tx: Transaction, person: str, on: date) -> list[str]:
    found = address_book.records(tx, Membership)
    return sorted(
        {
            one.unit
            for one in found
            if one.person == person and one.role in AT_WORK and address_book.covers(one, on)
        }
    )
