"""Two units at once: the receiver has it, and the sender stays a while."""

from hjemover.engine.events.event import Event
from hjemover.engine.state import Deadline, OverlapState, ScheduledRung


class OverlapBegan(Event, frozen=True, kw_only=True, tag="overlap-began"):
    """The receiver has it, and the sender stays until a step is done."""

    obligation: str
    step: str
    holder: str
    overlap: OverlapState
    due: Deadline | None = None
    schedule: tuple[ScheduledRung, ...] = ()


class OverlapEnded(Event, frozen=True, kw_only=True, tag="overlap-ended"):
    """The step was done, or (*reason*) the sender said that it is done all the same."""

    obligation: str
    step: str
    reason: str = ""


OverlapEvent = OverlapBegan | OverlapEnded
