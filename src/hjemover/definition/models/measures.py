"""What is measured, and what grows day by day."""

from datetime import date
from typing import Literal

from msgspec import Struct

from hjemover.definition.models.moments import Amount, DateRef, Ref, WindowRef
from hjemover.definition.models.outcomes import Condition
from hjemover.definition.models.text import Text


class Rate(Struct, frozen=True, kw_only=True):
    """The rate from a day on, until the next row or the day it is known until."""

    valid_from: date
    until: date | None = None
    value: float


class RateTable(Struct, frozen=True, kw_only=True):
    """Rates by day (satstabell). After the last day it is known, nobody guesses."""

    name: Text | None = None
    unit: str
    source: str
    verified: bool
    rows: tuple[Rate, ...]

    def on(self, day: date) -> Rate | None:
        """The rate of *day*, or None where it is not known."""
        begun = [row for row in self.rows if row.valid_from <= day]
        last = begun[-1] if begun else None
        return last if last and (last.until is None or day <= last.until) else None


class Accrual(Struct, frozen=True, kw_only=True):
    """Something that grows day by day, from a milestone to another (påløp).

    Args:
        of: What the days count from; None for when it was started.
        grace: So long after that nothing grows.
        conditions: By milestone of *starts*, what must be true then for it to start.
        inclusive: The day it stops counts as well.
        keeps: What has grown stays when it stops.
        party: Whose it is; None for the unit that had the ball.
    """

    name: Text
    rate: str | None = None
    of: Ref | None = None
    grace: Amount | None = None
    starts: tuple[str, ...]
    conditions: dict[str, Condition] = {}
    stops: tuple[str, ...]
    inclusive: bool = True
    keeps: bool = True
    party: str | None = None


class Measure(Struct, frozen=True, kw_only=True):
    """How often, or how fast, one milestone follows another (måltall).

    Args:
        within: The limit of a share; the definition's own number, never an overridden one, so
            that everybody is measured alike.
        of: The date, or the edge of a window, that the limit of a share and the hours of a median
            count from; None for when it began. Without *within*, that day is the limit.
        direction: Whether the limit is so long after *of*, or before it.
        small: Counts below it are hidden outside one's own organisation.
        party: Whose it is; None for the unit that had the ball.
    """

    name: Text
    kind: Literal["share", "median", "count"]
    begins: tuple[str, ...]
    ends: tuple[str, ...] = ()
    within: Amount | None = None
    of: DateRef | WindowRef | None = None
    direction: Literal["after", "before"] = "after"
    when: Condition | None = None
    target: float | None = None
    source: str
    verified: bool
    small: int = 5
    party: str | None = None
