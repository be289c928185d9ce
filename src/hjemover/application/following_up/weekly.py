"""Each Monday's list, frozen (ukeliste): what was stuck that day, whatever happens after."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, func, select

from hjemover.application.house import House
from hjemover.application.queries import (
    ITEM_COLUMNS,
    alone_units,
    is_stuck,
    item_of,
    stuck_because,
    stuck_since,
)
from hjemover.calendar import local_day
from hjemover.store import follow_ups, weekly_lists
from hjemover.store.tables import work_item
from hjemover.store.transaction import Transaction
from hjemover.store.weekly_lists import WeeklyList, WeeklyRow
from hjemover.vocabulary import HandoffStatus, StuckCause

MOST = 50_000
"""What one list may hold. More than a country should ever have stuck at once."""

WEEKS_KEPT = 104
"""Two years of Mondays: enough to see a year beside the one before."""


def monday_of(day: date) -> date:
    """The Monday of the week that *day* is in."""
    return day - timedelta(days=day.weekday())


def freeze_week(house: House, *, most: int = MOST) -> WeeklyList:
    """Freeze the list of this week, unless it has been: then that one stands.

    Args:
        most: At the most so many rows, the longest stuck; the list says how many were left out.
    """
    now = house.clock.now()
    monday = monday_of(local_day(now))
    with house.database.reading() as tx:
        there = weekly_lists.get(tx, monday)
        if there is not None:
            return there
        # Read at one moment; written in a moment of its own, so that nobody waits for the reading.
        rows, left_out = _stuck_now(house, tx, most)

    def work(tx: Transaction) -> WeeklyList:
        there = weekly_lists.get(tx, monday)
        if there is None:
            weekly_lists.freeze(tx, monday, rows, at=now, left_out=left_out)
            there = weekly_lists.get(tx, monday)
            assert there is not None
        return there

    return house.database.run_writing(work)


def weeks(house: House) -> list[WeeklyList]:
    """The weeks that have a list, the latest first."""
    with house.database.reading() as tx:
        return weekly_lists.listed(tx)


def forget_old_weeks(house: House) -> int:
    """Remove lists and follow-ups older than :data:`WEEKS_KEPT`. Returns how many lists went."""
    now = house.clock.now()
    kept = timedelta(weeks=WEEKS_KEPT)

    def work(tx: Transaction) -> int:
        follow_ups.forget(tx, now - kept)
        return weekly_lists.forget(tx, monday_of(local_day(now)) - kept)

    return house.database.run_writing(work)


def _stuck_now(house: House, tx: Transaction, most: int) -> tuple[list[WeeklyRow], int]:
    """The longest stuck, at most *most*, and how many more there are."""
    alone = alone_units(house.directory(tx))
    total = int(tx.execute(select(func.count()).where(is_stuck(alone))).scalar_one())
    found = tx.execute(
        select(*ITEM_COLUMNS, stuck_because(), stuck_since())
        .where(is_stuck(alone))
        .order_by(stuck_since(), work_item.c.ref, work_item.c.obligation)
        .limit(most)
    )
    rows = [_frozen(row) for row in found]
    return rows, max(total - len(rows), 0)


def _frozen(row: Row[Any]) -> WeeklyRow:
    item = item_of(row)
    return WeeklyRow(
        ref=item.ref,
        obligation=item.obligation,
        definition=item.definition,
        kind=item.kind,
        step=item.step,
        handoff_status=HandoffStatus(item.handoff_status) if item.handoff_status else None,
        holder=item.holder,
        awaits=item.awaits,
        receiver=item.receiver,
        cause=StuckCause(row.because),
        since=item.since,
        stuck_since=row.stuck_since,
        due_at=item.due,
    )
