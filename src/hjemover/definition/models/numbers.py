"""Dates that are known or counted, and numbers that an organisation may set for itself."""

from datetime import date
from typing import Literal

from msgspec import Struct

from hjemover.calendar import Duration
from hjemover.definition.models.moments import Amount
from hjemover.definition.models.text import Text
from hjemover.vocabulary import DeadlineClass


class Counted(Struct, frozen=True, kw_only=True):
    """A date that is so long after or before another; by *week* of pregnancy, as it is written."""

    of: str
    offset: Amount
    direction: Literal["after", "before"] = "after"
    week: str = ""


class NamedDate(Struct, frozen=True, kw_only=True):
    """A clinical date that clocks count from. Correctable, with history."""

    name: Text
    required: bool = False
    first_known_of: tuple[str, ...] = ()
    counted: Counted | None = None
    may_be_future: bool = False

    @property
    def derived(self) -> bool:
        """It comes from other dates, so nobody gives it and nobody corrects it."""
        return bool(self.first_known_of) or self.counted is not None


class NumberOverride(Struct, frozen=True, kw_only=True):
    """Another value for a region, an organisation or a unit, from a day on."""

    scope: Literal["region", "organisation", "unit"]
    id: str
    valid_from: date
    value: Duration | int | float


class Number(Struct, frozen=True, kw_only=True):
    """A named number, with where it comes from. An unverified one is a setting, not a fact."""

    value: Duration | int | float
    deadline_class: DeadlineClass
    source: str
    verified: bool
    name: Text | None = None
    overrides: tuple[NumberOverride, ...] = ()
