"""A pathway's beginning, its way from step to step, and its end."""

from datetime import date, datetime
from typing import Literal

from hjemover.engine.events.event import Event
from hjemover.engine.state import Answers, Subject


class PathwayEnrolled(Event, frozen=True, kw_only=True, tag="pathway-enrolled"):
    ref: str
    definition: str
    version: int
    responsible: str
    parties: dict[str, str]
    dates: dict[str, date]
    subject: Subject
    answers: dict[str, Answers] = {}
    parent: str | None = None


class StepEntered(Event, frozen=True, kw_only=True, tag="step-entered"):
    """The way reached a step. *occurrence* counts from 1."""

    step: str
    occurrence: int
    branch: str = ""


class DecisionTaken(Event, frozen=True, kw_only=True, tag="decision-taken"):
    step: str
    then: str
    because: str  # the expression that was true; empty when none was
    inputs: Answers = {}  # what the expressions read


class RoundsExhausted(Event, frozen=True, kw_only=True, tag="rounds-exhausted"):
    step: str
    then: str


class InterruptReported(Event, frozen=True, kw_only=True, tag="interrupt-reported"):
    event: str
    answers: Answers = {}


class PathwayHeld(Event, frozen=True, kw_only=True, tag="pathway-held"):
    review: datetime


class PathwayResumed(Event, frozen=True, kw_only=True, tag="pathway-resumed"):
    reason: Literal["reported", "review-date"]


class PathwayClosed(Event, frozen=True, kw_only=True, tag="pathway-closed"):
    outcome: str
    silent: bool = False


PathwayEvent = (
    PathwayEnrolled
    | StepEntered
    | DecisionTaken
    | RoundsExhausted
    | InterruptReported
    | PathwayHeld
    | PathwayResumed
    | PathwayClosed
)
