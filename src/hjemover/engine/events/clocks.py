"""Limits: how they move, stop and start, remind, pass and escalate."""

from typing import Literal

from hjemover.engine.events.event import Event
from hjemover.engine.state import Deadline, ScheduledRung


class DeadlineMoved(Event, frozen=True, kw_only=True, tag="deadline-moved"):
    """A corrected date moved what hangs on it. Nothing that has struck is undone."""

    obligation: str
    due: Deadline | None
    previous: Deadline | None
    schedule: tuple[ScheduledRung, ...]


class LimitExtended(Event, frozen=True, kw_only=True, tag="limit-extended"):
    """A limit was prolonged, as the definition allows."""

    obligation: str
    reason: str
    due: Deadline | None
    previous: Deadline | None
    schedule: tuple[ScheduledRung, ...]


class ClockStopped(Event, frozen=True, kw_only=True, tag="clock-stopped"):
    """A limit's clock stands still from *at*. *schedule* is what comes all the same."""

    obligation: str
    reason: str
    previous: Deadline | None
    schedule: tuple[ScheduledRung, ...] = ()


class ClockStarted(Event, frozen=True, kw_only=True, tag="clock-started"):
    """It goes again from *at*, and the limit has moved by what was stopped."""

    obligation: str
    by: Literal["unit", "event", "day"]
    due: Deadline | None
    schedule: tuple[ScheduledRung, ...]


class ReminderDue(Event, frozen=True, kw_only=True, tag="reminder-due"):
    obligation: str
    level: int


class DeadlinePassed(Event, frozen=True, kw_only=True, tag="deadline-passed"):
    obligation: str


class Escalated(Event, frozen=True, kw_only=True, tag="escalated"):
    obligation: str
    level: int
    to: tuple[tuple[str, str], ...]


ClockEvent = (
    DeadlineMoved
    | LimitExtended
    | ClockStopped
    | ClockStarted
    | ReminderDue
    | DeadlinePassed
    | Escalated
)
