"""When a sweep last finished, and how it went: what the health page tells (feiing)."""

from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import select

from hjemover.store.statements import Statement, insert_into
from hjemover.store.tables import sweep
from hjemover.store.transaction import Transaction


class Sweep(Struct, frozen=True, kw_only=True):
    """One finished sweep: everything that was due had its turn.

    Args:
        driver: What started it: the worker's loop, Prefect, or a person.
        oldest_lag: How late the oldest wake-up was when it was fired.
    """

    started: datetime
    finished: datetime
    driver: str
    fired: int
    oldest_lag: timedelta


_record = insert_into(sweep, "started_at", "finished_at", "driver", "fired", "oldest_lag_seconds")
_last = Statement(
    select(
        sweep.c.started_at, sweep.c.finished_at, sweep.c.driver, sweep.c.fired,
        sweep.c.oldest_lag_seconds,
    )
    .order_by(sweep.c.finished_at.desc(), sweep.c.id.desc())
    .limit(1)
)  # fmt: skip


def record(tx: Transaction, done: Sweep) -> None:
    """Note that a sweep has finished."""
    lag = max(0, round(done.oldest_lag.total_seconds()))
    tx.write(_record, [(done.started, done.finished, done.driver, done.fired, lag)])


def last(tx: Transaction) -> Sweep | None:
    """The sweep that finished last, or None when none has."""
    row = tx.row(_last)
    if row is None:
        return None
    return Sweep(
        started=row[0],
        finished=row[1],
        driver=row[2],
        fired=row[3],
        oldest_lag=timedelta(seconds=row[4]),
    )
