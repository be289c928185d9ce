"""What is kept of a pathway besides its way: what accrues, by which rates, and what is measured."""

from typing import Annotated, Literal

from pydantic import Field, Tag

from hjemover.definition.grammar.base import LIST, MAP, SCALAR, Name, Words, Written, by_shape
from hjemover.definition.grammar.parts import Day, Decimal, Length, TextWords

Milestones = Annotated[
    Annotated[Written, Tag(SCALAR)]
    | Annotated[Annotated[list[Written], Field(min_length=1)], Tag(LIST)],
    by_shape,
]
"""Something of a pathway's story: a step's outcome, its beginning, an event; or several."""


class TriggerWords(Words):
    """A milestone that counts only if something is true then."""

    on: Written
    when: Written


Trigger = Annotated[Annotated[Written, Tag(SCALAR)] | Annotated[TriggerWords, Tag(MAP)], by_shape]

Triggers = Annotated[
    Annotated[Written, Tag(SCALAR)]
    | Annotated[TriggerWords, Tag(MAP)]
    | Annotated[Annotated[list[Trigger], Field(min_length=1)], Tag(LIST)],
    by_shape,
]
"""As `Milestones`, each perhaps with a condition."""


class RateWords(Words):
    """The rate from a day on, until the next one or the day it is known until."""

    valid_from: Day = Field(alias="from")
    until: Day | None = None
    value: Decimal


class TableWords(Words):
    """A table of rates by day (satstabell), with where it is written."""

    name: TextWords | None = None
    unit: Written
    source: Written
    verified: bool
    rows: list[RateWords] = Field(min_length=1, max_length=200)


class AccrualWords(Words):
    """Something that grows for each day, from what starts it until what stops it (påløp)."""

    name: TextWords
    per: Literal["day"]
    rate: Name | None = None
    of: Written | None = Field(default=None, description="What it counts from; what started it.")
    grace: Length | None = None
    starts: Triggers
    stops: Milestones
    counts: Literal["inclusive", "exclusive"] = "inclusive"
    keeps: bool = True
    party: Name | None = None


class MeasureWords(Words):
    """How often, or how fast, one thing follows another (måltall)."""

    name: TextWords
    kind: Literal["share", "median", "count"]
    begins: Milestones = Field(alias="from")
    ends: Milestones | None = Field(default=None, alias="to")
    within: Length | None = None
    before: Length | None = None
    of: Written | None = Field(default=None, description="What the time counts from.")
    when: Written | None = None
    target: Decimal | None = None
    source: Written
    verified: bool
    small: int = Field(default=5, ge=1, le=100)
    party: Name | None = None
