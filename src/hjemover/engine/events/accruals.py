"""What grows day by day while a patient waits."""

from datetime import datetime

from hjemover.calendar import Reason
from hjemover.engine.events.event import Event


class AccrualStarted(Event, frozen=True, kw_only=True, tag="accrual-started"):
    """Something began to grow, day by day, from *counts_from* on. *because* is what started it."""

    accrual: str
    because: str
    unit: str
    counts_from: datetime
    reason: Reason | None = None


class AccrualStopped(Event, frozen=True, kw_only=True, tag="accrual-stopped"):
    """It grows no more. What has grown is kept, unless it is *voided*."""

    accrual: str
    because: str
    voided: bool = False


class AccrualMoved(Event, frozen=True, kw_only=True, tag="accrual-moved"):
    """A correction made what the days of its *run* (from 0) count from another."""

    accrual: str
    run: int
    counts_from: datetime
    previous: datetime
    reason: Reason | None = None


AccrualEvent = AccrualStarted | AccrualStopped | AccrualMoved
