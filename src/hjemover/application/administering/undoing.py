"""Taking a change of the address book back (angre), as long as nobody has changed it since."""

from collections.abc import Collection, Mapping
from typing import Any, Final

import msgspec
from sqlalchemy import select

from hjemover.application.administering.changing import Applied, Change, apply
from hjemover.application.administering.looking import Changed
from hjemover.application.house import Actor, House
from hjemover.errors import CommandRefused
from hjemover.store import address_book as book
from hjemover.store.tables import address_change
from hjemover.store.transaction import Transaction

MOST: Final = 50
_KINDS: Final[Mapping[str, type[Any]]] = {kind.__name__: kind for kind in book.KINDS}


def undo(
    house: House, actor: Actor, name: str, lines: Collection[int], *, accepted: bool = False
) -> Applied:
    """Put back what the lines of the log changed. That it was put back is a change like any other.

    Args:
        lines: As :func:`apply` gave them. All of them or none.

    Raises:
        CommandRefused: ``cannot-undo``: there is no such line, it has been changed since, or
            something has come to hang on what was new. And as :func:`apply`.
        LeavesNobody: As :func:`apply`.
    """
    with house.database.reading() as tx:
        change = _reverse(tx, lines)
    return apply(house, actor, name, change, accepted=accepted)


def undoable(house: House, found: Collection[Changed]) -> frozenset[int]:
    """The lines of the log that stand as they were written, so that they can be taken back."""
    with house.database.reading() as tx:
        now = {_kept(one) for kind in book.KINDS for one in book.records(tx, kind)}
        here = {(name, key) for name, key, _ in now}
        return frozenset(
            one.line
            for one in found
            if (kind := _KINDS.get(one.record)) is not None and _stands(one, kind, now, here)
        )


_Kept = tuple[str, tuple[Any, ...], bytes]


def _kept(record: Any) -> _Kept:
    return type(record).__name__, book.key_of(record), msgspec.json.encode(record)


def _stands(
    one: Changed, kind: type[Any], now: set[_Kept], here: set[tuple[str, tuple[Any, ...]]]
) -> bool:
    record = msgspec.convert(one.after or one.before, kind)
    kept = _kept(record)
    return kept in now if one.after is not None else kept[:2] not in here


def _reverse(tx: Transaction, lines: Collection[int]) -> Change:
    rows = tx.execute(
        select(address_change)
        .where(address_change.c.id.in_(sorted(lines)[:MOST]))
        .order_by(address_change.c.id.desc())
    ).all()
    if not rows or len(rows) != len(set(lines)):
        raise CommandRefused("cannot-undo")
    put: list[Any] = []
    remove: list[Any] = []
    for row in rows:
        kind = _KINDS.get(row.record)
        if kind is None:
            raise CommandRefused("cannot-undo")
        before = msgspec.json.decode(row.before, type=kind) if row.before else None
        after = msgspec.json.decode(row.after, type=kind) if row.after else None
        if not _still(tx, kind, before, after):
            raise CommandRefused("cannot-undo")
        if before is not None:
            put.append(before)
        else:
            remove.append(after)
    # What was brought in last goes out first: nothing may hang on what is taken away.
    if any(book.hangs_on(tx, one, but=remove) for one in remove):
        raise CommandRefused("cannot-undo")
    return Change(put=put, remove=remove)


def _still(tx: Transaction, kind: type[Any], before: Any, after: Any) -> bool:
    """Whether the record stands as the change left it."""
    asked = book.key_of(after if after is not None else before)
    now = next((one for one in book.records(tx, kind) if book.key_of(one) == asked), None)
    return bool(now == after)
