"""Signals (signal): that a unit's list is not as it was, kept for a moment so that inboxes can ask.

A signal says nothing of what changed, or for whom. It is written in the transaction of the act: it
is there when the act is, and only then. Rows are added and never altered, so acts for the same unit
do not wait for each other, as they would on a counter.
"""

from msgspec import Struct
from sqlalchemy import BigInteger, bindparam, delete, func, select

from hjemover.engine.state import Obligation, Pathway
from hjemover.store.statements import Statement, insert_into
from hjemover.store.tables import signal
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import TaskStatus

KEPT = 2_000
"""How many of the newest are left when the old ones are taken away."""

_floor = bindparam("floor", type_=BigInteger)
_add = insert_into(signal, "unit")
_after = Statement(select(signal.c.id, signal.c.unit).where(signal.c.id > _floor), "floor")
_newest = Statement(select(func.max(signal.c.id)))
_drop = Statement(delete(signal).where(signal.c.id <= _floor), "floor")


class Signal(Struct, frozen=True, kw_only=True):
    """That the list of *unit* changed.

    One with a lower id may come to be seen after one with a higher: its transaction took longer.
    """

    id: int
    unit: str


def note(tx: Transaction, before: Pathway | None, after: Pathway) -> None:
    """Write down whose lists an act has changed, if anybody's."""
    tx.write(_add, [(unit,) for unit in sorted(_concerned(before, after))])


def signals_after(tx: Transaction, floor: int) -> list[Signal]:
    """Those with a higher id than *floor*."""
    return [Signal(id=id, unit=unit) for id, unit in tx.rows(_after, floor)]


def newest(tx: Transaction) -> int:
    """The highest id; 0 where there has been no signal."""
    [(found,)] = tx.rows(_newest)
    return found or 0


def drop_old(tx: Transaction) -> None:
    """Take away all but the newest :data:`KEPT`. On SQLite ids go on from the highest there is."""
    tx.write(_drop, [(newest(tx) - KEPT,)])


def _concerned(before: Pathway | None, after: Pathway) -> set[str]:
    old = before.obligations if before else {}
    found: set[str] = set()
    # What did not change is the same object.
    for name in old.keys() | after.obligations.keys():
        was, is_ = old.get(name), after.obligations.get(name)
        if was is not is_:
            found |= _on_lists_of(was) | _on_lists_of(is_)
    return found


def _on_lists_of(item: Obligation | None) -> set[str]:
    """Who has it on a list: whoever has the ball, and when it is no plan only, the other side."""
    if item is None:
        return set()
    if item.status is TaskStatus.DRAFT:
        return {item.holder}
    return {item.holder, item.awaits, *({item.handoff.receiver} if item.handoff else ())}
