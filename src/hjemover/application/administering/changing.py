"""Changing the address book: in one's own organisation, with open eyes, and logged."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import insert

from hjemover.application.absences import return_claimed
from hjemover.application.administering.looking import fingerprint
from hjemover.application.administering.owning import Known, Records, homes_of, key
from hjemover.application.administering.weighing import (
    Consequences,
    days_that_matter,
    state_of,
    weigh,
)
from hjemover.application.house import Actor, House
from hjemover.calendar import local_day
from hjemover.errors import CommandRefused
from hjemover.store import address_book as book
from hjemover.store.tables import address_change
from hjemover.store.transaction import Transaction


class Change(Struct, frozen=True, kw_only=True):
    """What is to be written, and taken away.

    Args:
        about: The unit or organisation that was looked at, with its *seen* fingerprint: when it
            has been changed meanwhile, this change is refused. Empty: nothing was there before.
    """

    put: Sequence[book.Record] = ()
    remove: Sequence[book.Record] = ()
    about: str = ""
    seen: str = ""


class Applied(Struct, frozen=True, kw_only=True):
    """A change that is made.

    Args:
        lines: Its lines in the log, for :func:`~.undoing.undo`. None: all of it was so before.
        returned: Tasks that went back to their units' lists, as whoever had them is not there.
    """

    consequences: Consequences
    lines: tuple[int, ...] = ()
    returned: int = 0


class LeavesNobody(Exception):
    """The change would leave somebody with nobody; whoever asks has not said yes to that."""

    def __init__(self, found: Consequences) -> None:
        super().__init__("the change leaves a service with nobody")
        self.consequences = found


class _OnlyLooked(Exception):
    """Carries what was found out of a transaction that is to leave no trace."""

    def __init__(self, found: Consequences) -> None:
        super().__init__()
        self.found = found


def consequences(house: House, actor: Actor, change: Change) -> Consequences:
    """What *change* would come to. The change itself, made and taken back: no other rules.

    Raises:
        CommandRefused: As :func:`apply` would be.
    """

    def work(tx: Transaction) -> None:
        raise _OnlyLooked(_make(house, tx, actor, change, log_as=None).consequences)

    try:
        house.database.run_writing(work)
    except _OnlyLooked as looked:
        return looked.found
    raise AssertionError("the work always raises")


def apply(
    house: House, actor: Actor, name: str, change: Change, *, accepted: bool = False
) -> Applied:
    """Make the change, and log it. What somebody who is away or has left had taken, comes back.

    Args:
        name: The actor's name: kept in the log beside the id, as people leave.
        accepted: They have seen what it would come to, and want it all the same.

    Raises:
        LeavesNobody: It would leave somebody with nobody, and that was not accepted.
        CommandRefused: ``not-your-organisation``: a record is not of the actor's own;
            ``version-conflict``: somebody else has changed it meanwhile; ``unknown-unit`` and
            ``unknown-person`` for a record that points to nobody.
    """

    def work(tx: Transaction) -> Applied:
        found = _make(house, tx, actor, change, log_as=name)
        if not found.consequences.none and not accepted:
            raise LeavesNobody(found.consequences)
        return found

    found = house.database.run_writing(work)
    house.forget_directory()
    gone = _somebody_is_gone(change, local_day(house.clock.now()))
    return replace(found, returned=return_claimed(house)) if gone else found


def _somebody_is_gone(change: Change, today: date) -> bool:
    for one in change.put:
        if isinstance(one, book.Absence) and one.from_day <= today:
            return True
        if isinstance(one, book.Membership) and one.to_day is not None and one.to_day < today:
            return True
    return any(isinstance(one, book.Membership) for one in change.remove)


def _make(
    house: House, tx: Transaction, actor: Actor, change: Change, log_as: str | None
) -> Applied:
    now = house.clock.now()
    today = local_day(now)
    if change.about and change.seen != fingerprint(tx, change.about):
        raise CommandRefused("version-conflict")
    old: Records = {key(one): one for one in _all(tx)}
    touched = [*change.put, *change.remove, *(old[key(o)] for o in change.put if key(o) in old)]
    homes = homes_of(Known.read(house, tx, actor, change.put, old), change.put, change.remove)
    days = days_that_matter(tx, touched, today)
    before = state_of(tx, days, today)
    for record in change.remove:
        book.remove(tx, record)
    new = [record for record in change.put if old.get(key(record)) != record]
    book.put(tx, *new)
    lines: tuple[int, ...] = ()
    if log_as is not None:
        lines = _log(tx, actor, log_as, now, homes, old, new, change.remove)
    return Applied(consequences=weigh(tx, before, state_of(tx, days, today)), lines=lines)


def _all(tx: Transaction) -> list[Any]:
    return [one for kind in book.KINDS for one in book.records(tx, kind)]


def _log(
    tx: Transaction,
    actor: Actor,
    name: str,
    now: datetime,
    homes: dict[tuple[Any, ...], str],
    old: Records,
    put: Sequence[Any],
    removed: Sequence[Any],
) -> tuple[int, ...]:
    changed = [(one, old.get(key(one)), one) for one in put]
    changed += [(one, old.get(key(one), one), None) for one in removed]
    lines = []
    for record, before, after in changed:
        row = insert(address_change).values(
            at=now,
            by=actor.id,
            by_name=name,
            organisation=homes[key(record)],
            record=type(record).__name__,
            before=_json(before),
            after=_json(after),
        )
        lines.append(int(tx.execute(row.returning(address_change.c.id)).scalar_one()))
    return tuple(lines)


def _json(record: Any) -> str | None:
    return None if record is None else msgspec.json.encode(record).decode()
