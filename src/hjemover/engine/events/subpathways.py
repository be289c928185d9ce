"""Pathways among each other: begun, waited for, reported."""

from datetime import date

from hjemover.engine.events.event import Event
from hjemover.engine.state import Answers, Deadline, ScheduledRung


class PathwaySpawned(Event, frozen=True, kw_only=True, tag="pathway-spawned"):
    """Another pathway is to begin for the same patient. The shell enrols it in this transaction."""

    definition: str
    ref: str
    parties: dict[str, str]
    dates: dict[str, date]
    step: str = ""  # the subpathway step that began it, or whose limit was let pass
    by_itself: bool = False  # a limit was let pass: no person asked for it
    unit: str = ""  # the unit that had the ball then


class SubpathwayStarted(Event, frozen=True, kw_only=True, tag="subpathway-started"):
    """The way waits for other pathways: new ones, or (*joined*) one that was open already."""

    obligation: str
    step: str
    definition: str
    children: tuple[str, ...]
    joined: bool = False
    holder: str
    branch: str = ""
    item: Answers = {}
    due: Deadline | None = None
    date_missing: bool = False
    schedule: tuple[ScheduledRung, ...] = ()


class SubpathwaySkipped(Event, frozen=True, kw_only=True, tag="subpathway-skipped"):
    """The patient is on that pathway already: no new one was begun."""

    step: str
    definition: str


class SubpathwayReported(Event, frozen=True, kw_only=True, tag="subpathway-reported"):
    """One of the pathways that are waited for is over."""

    obligation: str
    step: str
    child: str
    outcome: str


class SubpathwayEnded(Event, frozen=True, kw_only=True, tag="subpathway-ended"):
    """All of them are over. *outcome* is what they all ended as; empty where they differ."""

    obligation: str
    step: str
    outcome: str


class SubpathwayRefused(Event, frozen=True, kw_only=True, tag="subpathway-refused"):
    """The other pathway could not begin; *why* is the code of the refusal."""

    step: str
    child: str
    why: str
    obligation: str = ""  # empty where nobody waits for it


class PathwayAwaited(Event, frozen=True, kw_only=True, tag="pathway-awaited"):
    """Another pathway of the patient waits for this one to end."""

    by: str


SubpathwayEvent = (
    PathwaySpawned
    | SubpathwayStarted
    | SubpathwaySkipped
    | SubpathwayReported
    | SubpathwayEnded
    | SubpathwayRefused
    | PathwayAwaited
)
