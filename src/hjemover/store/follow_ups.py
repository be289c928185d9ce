"""Notes on what is stuck, with who does it and by when (oppfølging). Each organisation's own."""

from collections.abc import Collection
from datetime import date, datetime

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, bindparam, delete, or_, select, update

from hjemover.store.statements import Statement, insert_once
from hjemover.store.tables import follow_up
from hjemover.store.transaction import Transaction


class FollowUp(Struct, frozen=True, kw_only=True):
    """What was agreed on for one open obligation.

    Args:
        owner: The person who does it.
        day: By when.
        week: The Monday of the meeting that agreed on it; None: outside a meeting.
        carried_to: The follow-up that a later meeting took this along as.
    """

    id: str
    organisation: str
    ref: str
    obligation: str
    text: str
    owner: str | None = None
    day: date | None = None
    week: date | None = None
    written_at: datetime
    written_by: str
    done_at: datetime | None = None
    done_by: str | None = None
    carried_to: str | None = None
    times_carried: int = 0

    @property
    def open(self) -> bool:
        """Neither done nor taken along as another."""
        return self.done_at is None and self.carried_to is None

    @property
    def item(self) -> tuple[str, str]:
        """What it is about."""
        return self.ref, self.obligation


IS_OPEN = and_(follow_up.c.done_at.is_(None), follow_up.c.carried_to.is_(None))
_FIELDS = FollowUp.__struct_fields__
_columns = tuple(follow_up.c[name] for name in _FIELDS)
_add = insert_once(follow_up, ("id",), *_FIELDS)
_get = Statement(select(*_columns).where(follow_up.c.id == bindparam("id")), "id")
_finish = Statement(
    update(follow_up)
    .where(follow_up.c.id == bindparam("of"), IS_OPEN)
    .values(done_at=bindparam("at"), done_by=bindparam("by")),
    "at", "by", "of",
)  # fmt: skip
_carry = Statement(
    update(follow_up)
    .where(follow_up.c.id == bindparam("of"), IS_OPEN)
    .values(carried_to=bindparam("to")),
    "to", "of",
)  # fmt: skip
_reopen = Statement(
    update(follow_up)
    .where(follow_up.c.id == bindparam("of"))
    .values(done_at=None, done_by=None),
    "of",
)  # fmt: skip
_MOST = 2_000


def add(tx: Transaction, *follow_ups: FollowUp) -> None:
    """Write them down. One with an id that is there already is left as it was."""
    tx.write(_add, [tuple(getattr(one, name) for name in _FIELDS) for one in follow_ups])


def get(tx: Transaction, id: str) -> FollowUp | None:
    row = tx.row(_get, id)
    return FollowUp(**dict(zip(_FIELDS, row, strict=True))) if row else None


def finish(tx: Transaction, id: str, *, at: datetime, by: str) -> None:
    """It is done. The first to say so stays the one who did."""
    tx.write(_finish, [(at, by, id)])


def carry(tx: Transaction, id: str, to: str) -> None:
    """It lives on as *to*. Changes nothing in what is done, or lives on already."""
    tx.write(_carry, [(to, id)])


def reopen(tx: Transaction, id: str) -> None:
    """It was not done after all."""
    tx.write(_reopen, [(id,)])


def of_items(
    tx: Transaction, organisations: Collection[str], items: Collection[tuple[str, str]]
) -> list[FollowUp]:
    """Everything ever agreed on for *items*, the newest first."""
    if not items or not organisations:
        return []
    wanted = frozenset(items)
    found = _read(tx, organisations, follow_up.c.ref.in_({ref for ref, _ in items}))
    return [one for one in found if one.item in wanted]


def left_undone(
    tx: Transaction, organisations: Collection[str], owner: str | None = None
) -> list[FollowUp]:
    """What has not been done, the newest first.

    Args:
        owner: Only what this person is to do.
    """
    conditions: list[ColumnElement[bool]] = [IS_OPEN]
    if owner is not None:
        conditions.append(follow_up.c.owner == owner)
    return _read(tx, organisations, *conditions)


def of_week(tx: Transaction, organisations: Collection[str], monday: date) -> list[FollowUp]:
    """What the meeting of a week agreed on, the newest first."""
    return _read(tx, organisations, follow_up.c.week == monday)


def _read(
    tx: Transaction, organisations: Collection[str], *conditions: ColumnElement[bool]
) -> list[FollowUp]:
    rows = tx.execute(
        select(*_columns)
        .where(follow_up.c.organisation.in_(organisations), *conditions)
        .order_by(follow_up.c.written_at.desc(), follow_up.c.id)
        .limit(_MOST)
    )
    return [FollowUp(**dict(zip(_FIELDS, row, strict=True))) for row in rows]


def forget(tx: Transaction, before: datetime) -> int:
    """Remove what was written, and done if it was done, before then. Returns how many went."""
    old = follow_up.c.written_at < before
    settled = or_(follow_up.c.done_at.is_(None), follow_up.c.done_at < before)
    return int(tx.execute(delete(follow_up).where(old, settled)).rowcount)
