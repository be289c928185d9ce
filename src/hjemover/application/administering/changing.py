"""Changing the address book: in one's own organisation, with open eyes, and logged."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import insert

from hjemover.application.administering.looking import fingerprint, own_homes
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
        raise _OnlyLooked(_make(house, tx, actor, change, log_as=None))

    try:
        house.database.run_writing(work)
    except _OnlyLooked as looked:
        return looked.found
    raise AssertionError("the work always raises")


def apply(
    house: House, actor: Actor, name: str, change: Change, *, accepted: bool = False
) -> Consequences:
    """Make the change, and log it.

    Args:
        name: The actor's name: kept in the log beside the id, as people leave.
        accepted: They have seen what it would come to, and want it all the same.

    Raises:
        LeavesNobody: It would leave somebody with nobody, and that was not accepted.
        CommandRefused: ``not-your-organisation``: a record is not of the actor's own;
            ``version-conflict``: somebody else has changed it meanwhile; ``unknown-unit`` and
            ``unknown-person`` for a record that points to nobody.
    """

    def work(tx: Transaction) -> Consequences:
        found = _make(house, tx, actor, change, log_as=name)
        if not found.none and not accepted:
            raise LeavesNobody(found)
        return found

    found = house.database.run_writing(work)
    house.forget_directory()
    return found


def _make(
    house: House, tx: Transaction, actor: Actor, change: Change, log_as: str | None
) -> Consequences:
    now = house.clock.now()
    today = local_day(now)
    if change.about and change.seen != fingerprint(tx, change.about):
        raise CommandRefused("version-conflict")
    old = {_key(one): one for one in _all(tx)}
    touched = [*change.put, *change.remove, *(old[_key(o)] for o in change.put if _key(o) in old)]
    homes = _check(house, tx, actor, change, old)
    days = days_that_matter(touched, today)
    before = state_of(tx, days, today)
    for record in change.remove:
        book.remove(tx, record)
    new = [record for record in change.put if old.get(_key(record)) != record]
    book.put(tx, *new)
    if log_as is not None:
        _log(tx, actor, log_as, now, homes, old, new, change.remove)
    return weigh(tx, before, state_of(tx, days, today))


def _all(tx: Transaction) -> list[Any]:
    kinds: tuple[type[Any], ...] = (
        book.Organisation, book.Unit, book.UnitService, book.ContactPoint, book.Deputy,
        book.Person, book.Membership, book.Absence, book.NumberSetting,
    )  # fmt: skip
    return [one for kind in kinds for one in book.records(tx, kind)]


def _key(record: Any) -> tuple[Any, ...]:
    return (type(record).__name__, *book.key_of(record))


def _check(
    house: House, tx: Transaction, actor: Actor, change: Change, old: dict[tuple[Any, ...], Any]
) -> dict[tuple[Any, ...], str]:
    """The organisation of each record, all of them the actor's own.

    Somebody new is nobody's yet; they become one's own by the membership beside them.
    """
    mine = own_homes(house, tx, actor)
    units = {one.id: one.organisation for one in book.records(tx, book.Unit)}
    units |= {one.id: one.organisation for one in change.put if isinstance(one, book.Unit)}
    people = {one.id for one in book.records(tx, book.Person)}
    people |= {one.id for one in change.put if isinstance(one, book.Person)}
    homes: dict[tuple[Any, ...], str] = {}
    for record in (*change.put, *change.remove):
        _points_somewhere(record, units, people)
        found = _homes_of(tx, record, units, old)
        if found - mine or not (found or mine):
            raise CommandRefused("not-your-organisation")
        homes[_key(record)] = min(found or mine)
    return homes


def _points_somewhere(record: Any, units: dict[str, str], people: set[str]) -> None:
    for name in ("unit", "deputy"):
        unit = getattr(record, name, None)
        if unit is not None and unit not in units:
            raise CommandRefused("unknown-unit", unit=unit)
    for name in ("person", "lead"):
        person = getattr(record, name, None)
        if person is not None and person not in people:
            raise CommandRefused("unknown-person")


def _homes_of(
    tx: Transaction, record: Any, units: dict[str, str], old: dict[tuple[Any, ...], Any]
) -> set[str]:
    """Every organisation that has a say in the record, as it was and as it would be."""
    match record:
        case book.Organisation():
            # A new one is the operator's to bring in.
            return {record.id if _key(record) in old else ""}
        case book.Unit():
            before = old.get(_key(record))
            return {record.organisation, before.organisation if before else record.organisation}
        case book.UnitService():
            return {record.organisation}
        case book.Person():
            return _workplaces(tx, record.id, units)
        case book.Absence():
            # Any of their organisations may say that they are away.
            return set()
        case book.NumberSetting():
            home = units.get(record.scope_id, record.scope_id)
            return {home if record.scope != "region" else ""}
        case _:
            return {units[record.unit]}


def _workplaces(tx: Transaction, person: str, units: dict[str, str]) -> set[str]:
    return {units[o.unit] for o in book.records(tx, book.Membership) if o.person == person}


def _log(
    tx: Transaction,
    actor: Actor,
    name: str,
    now: datetime,
    homes: dict[tuple[Any, ...], str],
    old: dict[tuple[Any, ...], Any],
    put: Sequence[Any],
    removed: Sequence[Any],
) -> None:
    changed = [(one, old.get(_key(one)), one) for one in put]
    changed += [(one, old.get(_key(one), one), None) for one in removed]
    for record, before, after in changed:
        tx.execute(
            insert(address_change).values(
                at=now,
                by=actor.id,
                by_name=name,
                organisation=homes[_key(record)],
                record=type(record).__name__,
                before=_json(before),
                after=_json(after),
            )
        )


def _json(record: Any) -> str | None:
    return None if record is None else msgspec.json.encode(record).decode()
