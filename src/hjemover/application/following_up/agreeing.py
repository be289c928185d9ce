"""Agreeing on the next move (oppfølging): words, a person and a day for what is stuck."""

from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct
from sqlalchemy import ColumnElement, Table, or_, select, tuple_

from hjemover.application.house import Actor, House
from hjemover.application.queries import covered_units
from hjemover.calendar import local_day
from hjemover.errors import CommandRefused
from hjemover.store import address_book as book
from hjemover.store import follow_ups
from hjemover.store.follow_ups import FollowUp
from hjemover.store.tables import weekly_row, work_item
from hjemover.store.transaction import Transaction

LONGEST = 2_000
"""Letters in one follow-up. What needs more belongs in the record of the patient."""


class NewFollowUp(Struct, frozen=True, kw_only=True):
    """What somebody wants to agree on, for one or several open obligations.

    Args:
        id: Drawn by whoever asks, once. The same id twice writes once.
        items: (reference, obligation).
        week: The Monday of the meeting; None: outside a meeting.
    """

    id: str
    items: Sequence[tuple[str, str]]
    text: str
    owner: str | None = None
    day: date | None = None
    week: date | None = None


def follow_up(house: House, actor: Actor, wanted: NewFollowUp) -> list[FollowUp]:
    """Write a follow-up for each item, all of them or none.

    Raises:
        CommandRefused: ``reason-missing`` without words; ``unknown-person`` for an owner who is
            not in the organisation; ``date-in-past``; ``not-your-unit`` for an item that the
            actor's units neither hold nor are awaited for.
    """
    return house.database.run_writing(lambda tx: _write(house, tx, actor, wanted))


def carry_on(house: House, actor: Actor, id: str, wanted: NewFollowUp) -> FollowUp:
    """Take along what was not done: it lives on as *wanted*, and is counted how often it has.

    The same once more gives the same answer. *wanted* is about the same item.

    Raises:
        CommandRefused: ``unknown-follow-up``; ``follow-up-settled``: it was done, or somebody
            else took it along; otherwise as for :func:`follow_up`.
    """

    def work(tx: Transaction) -> FollowUp:
        old = _own(house, tx, actor, id)
        if not old.open and old.carried_to != wanted.id:
            raise CommandRefused("follow-up-settled")
        [new] = _write(house, tx, actor, wanted, old.times_carried + 1)
        follow_ups.carry(tx, old.id, new.id)
        return new

    return house.database.run_writing(work)


def finish(house: House, actor: Actor, id: str) -> FollowUp:
    """It is done. Said again it stays as it was: the answer tells who said so first.

    Raises:
        CommandRefused: ``unknown-follow-up``: there is none such in the actor's organisations.
    """
    now = house.clock.now()

    def work(tx: Transaction) -> FollowUp:
        _own(house, tx, actor, id)
        follow_ups.finish(tx, id, at=now, by=actor.id)
        return _own(house, tx, actor, id)

    return house.database.run_writing(work)


def reopen(house: House, actor: Actor, id: str) -> FollowUp:
    """It was not done after all: what :func:`finish` said is taken back.

    Raises:
        CommandRefused: ``unknown-follow-up``.
    """

    def work(tx: Transaction) -> FollowUp:
        _own(house, tx, actor, id)
        follow_ups.reopen(tx, id)
        return _own(house, tx, actor, id)

    return house.database.run_writing(work)


def follow_ups_on(house: House, actor: Actor, item: tuple[str, str]) -> list[FollowUp]:
    """Everything the actor's organisations ever agreed on for *item*, the newest first."""
    with house.database.reading() as tx:
        return follow_ups.of_items(tx, organisations(house, tx, actor), [item])


def owners(house: House, actor: Actor) -> list[book.Person]:
    """The people who can be given a follow-up: those at work in the actor's organisations."""
    with house.database.reading() as tx:
        known: set[str] = set()
        for home in organisations(house, tx, actor):
            known |= people(tx, home)
        return [one for one in book.records(tx, book.Person) if one.id in known]


def organisations(house: House, tx: Transaction, actor: Actor) -> frozenset[str]:
    """The organisations of the actor's own units; not of those they stand in for."""
    directory = house.directory(tx)
    homes = (directory.organisation_of(unit) for unit in actor.units)
    return frozenset(home for home in homes if home is not None)


def people(tx: Transaction, organisation: str) -> frozenset[str]:
    """Whoever is a member of one of its units."""
    units = {one.id for one in book.records(tx, book.Unit) if one.organisation == organisation}
    return frozenset(one.person for one in book.records(tx, book.Membership) if one.unit in units)


def _write(
    house: House, tx: Transaction, actor: Actor, wanted: NewFollowUp, times_carried: int = 0
) -> list[FollowUp]:
    text, now = wanted.text.strip(), house.clock.now()
    if not text:
        raise CommandRefused("reason-missing")
    if len(text) > LONGEST:
        raise CommandRefused("answer-invalid", field="text", why="too-long")
    if wanted.day is not None and wanted.day < local_day(now):
        raise CommandRefused("date-in-past")
    homes = homes_of(house, tx, actor, wanted.items)
    owner = wanted.owner
    if owner is not None and any(owner not in people(tx, home) for home in set(homes.values())):
        raise CommandRefused("unknown-person")
    written = [
        FollowUp(
            id=wanted.id if len(wanted.items) == 1 else f"{wanted.id}/{ref}/{obligation}",
            organisation=homes[(ref, obligation)],
            ref=ref,
            obligation=obligation,
            text=text,
            owner=owner,
            day=wanted.day,
            week=wanted.week,
            written_at=now,
            written_by=actor.id,
            times_carried=times_carried,
        )
        for ref, obligation in wanted.items
    ]
    follow_ups.add(tx, *written)
    return written


def _own(house: House, tx: Transaction, actor: Actor, id: str) -> FollowUp:
    found = follow_ups.get(tx, id)
    if found is None or found.organisation not in organisations(house, tx, actor):
        raise CommandRefused("unknown-follow-up")
    return found


def homes_of(
    house: House, tx: Transaction, actor: Actor, items: Collection[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """The actor's organisation in each item, open now or on one of the weekly lists."""
    if not items:
        raise CommandRefused("nothing-chosen")
    units = covered_units(house, tx, actor.units)
    directory, homes = house.directory(tx), dict[tuple[str, str], str]()
    for table in (weekly_row, work_item):  # as it is now goes before as it was
        rows = tx.execute(
            select(table.c.ref, table.c.obligation, *_sides(table)).where(
                tuple_(table.c.ref, table.c.obligation).in_(list(items)),
                or_(*(side.in_(units) for side in _sides(table))),
            )
        )
        for row in rows:
            ours = next(s for s in (row.holder, row.awaits, row.receiver) if s in units)
            home = directory.organisation_of(ours)
            if home is not None:
                homes[(row.ref, row.obligation)] = home
    for item in items:
        if item not in homes:
            raise CommandRefused("not-your-unit", ref=item[0])
    return homes


def _sides(table: Table) -> tuple[ColumnElement[str], ...]:
    return (table.c.holder, table.c.awaits, table.c.receiver)
