"""What was stuck on each Monday, as it was (ukelister). Written once, never changed."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, bindparam, delete, func, or_, select

from hjemover.store.statements import Statement, insert_into, insert_once
from hjemover.store.tables import weekly_list, weekly_review, weekly_row
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import HandoffStatus, ObligationKind, StuckCause


class WeeklyList(Struct, frozen=True, kw_only=True):
    """That a Monday's list was frozen, and when.

    Args:
        left_out: How many more were stuck than a list may hold.
    """

    monday: date
    frozen_at: datetime
    count: int
    left_out: int


class WeeklyRow(Struct, frozen=True, kw_only=True):
    """One thing that was stuck that Monday, as it stood then. No patient in it."""

    ref: str
    obligation: str
    definition: str
    kind: ObligationKind
    step: str
    handoff_status: HandoffStatus | None
    holder: str
    awaits: str
    receiver: str | None
    cause: StuckCause
    since: datetime
    stuck_since: datetime
    due_at: datetime | None

    @property
    def item(self) -> tuple[str, str]:
        """What it is about."""
        return self.ref, self.obligation


class Review(Struct, frozen=True, kw_only=True):
    """That a meeting has been through a row."""

    ref: str
    obligation: str
    at: datetime
    by: str


_ROW = WeeklyRow.__struct_fields__
_add_list = insert_into(weekly_list)
_add_row = insert_into(weekly_row, "monday", *_ROW)
_listed = Statement(
    select(weekly_list).order_by(weekly_list.c.monday.desc()).limit(bindparam("most")), "most"
)
_get = Statement(select(weekly_list).where(weekly_list.c.monday == bindparam("on")), "on")
_review = insert_once(weekly_review, ("monday", "organisation", "ref", "obligation"))
_MOST = 5_000


def freeze(
    tx: Transaction, monday: date, rows: Iterable[WeeklyRow], *, at: datetime, left_out: int
) -> None:
    """Write a Monday's list. The caller has looked that it is not there."""
    values = [tuple(getattr(row, name) for name in _ROW) for row in rows]
    tx.write(_add_list, [(monday, at, len(values), left_out)])
    tx.write(_add_row, [(monday, *_plain(row)) for row in values])


def _plain(row: tuple[object, ...]) -> tuple[object, ...]:
    """Codes as plain text, which both drivers take."""
    return tuple(str(value) if isinstance(value, str) else value for value in row)


def get(tx: Transaction, monday: date) -> WeeklyList | None:
    row = tx.row(_get, monday)
    return (
        WeeklyList(monday=row[0], frozen_at=row[1], count=row[2], left_out=row[3]) if row else None
    )


def listed(tx: Transaction, most: int = 110) -> list[WeeklyList]:
    """The Mondays that have a list, the latest first."""
    return [_list(row) for row in tx.rows(_listed, most)]


def _list(row: tuple[Any, ...]) -> WeeklyList:
    return WeeklyList(monday=row[0], frozen_at=row[1], count=row[2], left_out=row[3])


def _with(units: Collection[str]) -> ColumnElement[bool]:
    sides = (weekly_row.c.holder, weekly_row.c.awaits, weekly_row.c.receiver)
    return or_(*(one.in_(units) for one in sides))


def rows(tx: Transaction, monday: date, units: Collection[str]) -> list[WeeklyRow]:
    """What was stuck that Monday with *units*, the longest first."""
    found = tx.execute(
        select(*(weekly_row.c[name] for name in _ROW))
        .where(
            weekly_row.c.monday == monday,
            _with(units),
        )
        .order_by(weekly_row.c.stuck_since, weekly_row.c.ref, weekly_row.c.obligation)
        .limit(_MOST)
    )
    return [
        WeeklyRow(
            ref=row.ref,
            obligation=row.obligation,
            definition=row.definition,
            kind=ObligationKind(row.kind),
            step=row.step,
            handoff_status=HandoffStatus(row.handoff_status) if row.handoff_status else None,
            holder=row.holder,
            awaits=row.awaits,
            receiver=row.receiver,
            cause=StuckCause(row.cause),
            since=row.since,
            stuck_since=row.stuck_since,
            due_at=row.due_at,
        )
        for row in found
    ]


def counts(tx: Transaction, mondays: Collection[date], units: Collection[str]) -> dict[date, int]:
    """How much was stuck with *units* on each of those Mondays."""
    found = tx.execute(
        select(weekly_row.c.monday, func.count().label("n"))
        .where(
            weekly_row.c.monday.in_(mondays),
            _with(units),
        )
        .group_by(weekly_row.c.monday)
    )
    known = {row.monday: int(row.n) for row in found}
    return {monday: known.get(monday, 0) for monday in mondays}


def review(
    tx: Transaction, monday: date, organisation: str, item: tuple[str, str], at: datetime, by: str
) -> None:
    """A meeting has been through the row. Said twice is said once."""
    tx.write(_review, [(monday, organisation, *item, at, by)])


def reviews(tx: Transaction, monday: date, organisation: str) -> list[Review]:
    """What the organisation's meeting has been through."""
    found = tx.execute(
        select(
            weekly_review.c.ref, weekly_review.c.obligation, weekly_review.c.at, weekly_review.c.by
        ).where(weekly_review.c.monday == monday, weekly_review.c.organisation == organisation)
    )
    return [Review(ref=r.ref, obligation=r.obligation, at=r.at, by=r.by) for r in found]


def forget(tx: Transaction, before: date) -> int:
    """Remove the lists of Mondays before that day. Returns how many lists went."""
    for table in (weekly_review, weekly_row):
        tx.execute(delete(table).where(table.c.monday < before))
    return int(tx.execute(delete(weekly_list).where(weekly_list.c.monday < before)).rowcount)
