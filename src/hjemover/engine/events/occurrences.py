"""The world outside: what other systems tell of, and what they do not."""

from datetime import datetime

from hjemover.calendar import Reason
from hjemover.engine.events.event import Event
from hjemover.engine.state import Answers


class OccurrenceTold(Event, frozen=True, kw_only=True, tag="occurrence-told"):
    """Another system told of something that this pathway listens to. *told* is its own id of it."""

    occurrence: str
    told: str = ""
    data: Answers = {}


class AbsenceWatched(Event, frozen=True, kw_only=True, tag="absence-watched"):
    """If nothing is told of before *until*, the event strikes."""

    obligation: str
    event: str
    until: datetime
    reason: Reason | None = None


class AbsenceNoticed(Event, frozen=True, kw_only=True, tag="absence-noticed"):
    """Nothing was told of in time: the event strikes now."""

    obligation: str
    event: str
    occurrence: str


OccurrenceEvent = OccurrenceTold | AbsenceWatched | AbsenceNoticed
