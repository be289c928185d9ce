"""What a unit has done with an item that awaits it: opened it, put it off (utsatt)."""

from collections.abc import Collection
from datetime import datetime

from msgspec import Struct
from sqlalchemy import bindparam, delete, exists, func, select, tuple_, update

from hjemover.store.statements import Statement, upsert
from hjemover.store.tables import desk_mark, work_item
from hjemover.store.transaction import Transaction


class Mark(Struct, frozen=True, kw_only=True):
    """What one unit has noted of one item."""

    unit: str
    ref: str
    obligation: str
    opened: datetime | None = None
    opened_by: str | None = None
    snoozed_until: datetime | None = None
    snoozed_by: str | None = None


_KEY = ("unit", "ref", "obligation")
_open = upsert(
    desk_mark,
    _KEY,
    *_KEY, "opened_at", "opened_by",
    # The first to open it is who opened it.
    change=lambda new: {
        "opened_at": func.coalesce(desk_mark.c.opened_at, new.opened_at),
        "opened_by": func.coalesce(desk_mark.c.opened_by, new.opened_by),
    },
)  # fmt: skip
_snooze = upsert(desk_mark, _KEY, *_KEY, "snoozed_until", "snoozed_by", "snoozed_at")
_item = (
    desk_mark.c.unit == bindparam("of_unit"),
    desk_mark.c.ref == bindparam("of_ref"),
    desk_mark.c.obligation == bindparam("of_obligation"),
)
_wake = Statement(
    update(desk_mark)
    .where(*_item)
    .values(snoozed_until=None, snoozed_by=None, snoozed_at=None),
    "of_unit", "of_ref", "of_obligation",
)  # fmt: skip
_close = Statement(
    update(desk_mark).where(*_item).values(opened_at=None, opened_by=None),
    "of_unit", "of_ref", "of_obligation",
)  # fmt: skip
_get = Statement(
    select(
        desk_mark.c.opened_at,
        desk_mark.c.opened_by,
        desk_mark.c.snoozed_until,
        desk_mark.c.snoozed_by,
    ).where(*_item),
    "of_unit", "of_ref", "of_obligation",
)  # fmt: skip
_forget = Statement(
    delete(desk_mark).where(
        desk_mark.c.ref == bindparam("of_ref"),
        desk_mark.c.obligation == bindparam("of_obligation"),
    ),
    "of_ref", "of_obligation",
)  # fmt: skip


def opened(tx: Transaction, unit: str, ref: str, obligation: str, by: str, at: datetime) -> None:
    """Note that somebody of the unit has opened it: from then on it is not new to them."""
    tx.write(_open, [(unit, ref, obligation, at, by)])


def not_opened(tx: Transaction, unit: str, ref: str, obligation: str) -> None:
    """Make it new to the unit again."""
    tx.write(_close, [(unit, ref, obligation)])


def snooze(
    tx: Transaction,
    unit: str,
    ref: str,
    obligation: str,
    *,
    until: datetime,
    by: str,
    at: datetime,
) -> None:
    """Put it off. The caller sees to it that the date comes before the limit."""
    tx.write(_snooze, [(unit, ref, obligation, until, by, at)])


def wake(tx: Transaction, unit: str, ref: str, obligation: str) -> None:
    """It is put off no longer."""
    tx.write(_wake, [(unit, ref, obligation)])


def mark_of(tx: Transaction, unit: str, ref: str, obligation: str) -> Mark:
    """What the unit has noted; an empty mark when nothing."""
    row = tx.row(_get, unit, ref, obligation)
    if row is None:
        return Mark(unit=unit, ref=ref, obligation=obligation)
    at, by, until, snoozed_by = row
    return Mark(
        unit=unit,
        ref=ref,
        obligation=obligation,
        opened=at,
        opened_by=by,
        snoozed_until=until,
        snoozed_by=snoozed_by,
    )


def marks(
    tx: Transaction, items: Collection[tuple[str, str, str]]
) -> dict[tuple[str, str, str], Mark]:
    """The marks of a page's rows, by unit, reference and obligation."""
    if not items:
        return {}
    key = tuple_(desk_mark.c.unit, desk_mark.c.ref, desk_mark.c.obligation)
    found = tx.execute(select(desk_mark).where(key.in_(sorted(items))))
    return {
        (row.unit, row.ref, row.obligation): Mark(
            unit=row.unit,
            ref=row.ref,
            obligation=row.obligation,
            opened=row.opened_at,
            opened_by=row.opened_by,
            snoozed_until=row.snoozed_until,
            snoozed_by=row.snoozed_by,
        )
        for row in found
    }


def forget(tx: Transaction, ref: str, obligation: str) -> None:
    """Take away every unit's marks: the ball has moved, and it is new to whoever has it now."""
    tx.write(_forget, [(ref, obligation)])


def forget_ended(tx: Transaction) -> int:
    """Take away the marks of what is no longer open. Returns how many went."""
    still = exists().where(
        work_item.c.ref == desk_mark.c.ref, work_item.c.obligation == desk_mark.c.obligation
    )
    return int(tx.execute(delete(desk_mark).where(~still)).rowcount)
