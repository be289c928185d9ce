"""What the clocks count from, and the windows between two moments."""

from typing import Literal

from msgspec import Struct

from hjemover.calendar import Duration
from hjemover.definition.models.text import Text


class Amount(Struct, frozen=True, kw_only=True):
    """How long: a duration written out, or the name of a number (``$accept_within``)."""

    duration: Duration | None = None
    number: str | None = None


class DateRef(Struct, frozen=True, tag="date"):
    """A named clinical date; for a derived one, the first known of its sources."""

    name: str


class StepRef(Struct, frozen=True, tag="step"):
    """When a step was last entered, or last done."""

    step: str
    edge: Literal["started", "done"] = "done"


class AnswerRef(Struct, frozen=True, tag="answer"):
    """The latest answer to a date field, of one step or (step empty) of any."""

    field: str
    step: str = ""


class WindowRef(Struct, frozen=True, tag="window"):
    window: str
    edge: Literal["opens", "closes"]


class StartRef(Struct, frozen=True, tag="start"):
    """When this step was entered (or, for a handoff, offered)."""


class EnrolledRef(Struct, frozen=True, tag="enrolled"):
    """When the patient was enrolled."""


Ref = DateRef | StepRef | AnswerRef | WindowRef | StartRef | EnrolledRef


class Moment(Struct, frozen=True, kw_only=True):
    """A point in time: *offset* after or before *of*, or *of* itself."""

    of: Ref
    offset: Amount | None = None
    direction: Literal["after", "before"] = "after"


class Window(Struct, frozen=True, kw_only=True):
    """When something may and should happen (tidsvindu). Never moved for weekends or holidays."""

    name: Text
    opens: Moment
    closes: Moment
    plan: Moment | None = None  # when the one who is to do it is told
