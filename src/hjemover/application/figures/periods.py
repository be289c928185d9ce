"""Periods that figures are counted in (perioder): from week to year, by Oslo days."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from msgspec import Struct

from hjemover.calendar import start_of_day

PeriodKind = Literal["week", "month", "quarter", "year"]
KINDS: tuple[PeriodKind, ...] = ("week", "month", "quarter", "year")

_MONTHS: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "year": 12}


class Period(Struct, frozen=True, kw_only=True):
    """From the first day of it until the first day of the next."""

    kind: PeriodKind
    first: date

    @property
    def after(self) -> date:
        """The first day that is not in it."""
        if self.kind == "week":
            return self.first + timedelta(days=7)
        return _months_on(self.first, _MONTHS[self.kind])

    @property
    def before(self) -> "Period":
        """The one before it."""
        return period_of(self.first - timedelta(days=1), self.kind)

    @property
    def starts(self) -> datetime:
        return start_of_day(self.first)

    @property
    def ends(self) -> datetime:
        return start_of_day(self.after)


def period_of(day: date, kind: PeriodKind) -> Period:
    """The period of that kind that *day* is in."""
    if kind == "week":
        return Period(kind=kind, first=day - timedelta(days=day.weekday()))
    length = _MONTHS[kind]
    return Period(kind=kind, first=date(day.year, (day.month - 1) // length * length + 1, 1))


def up_to(last: Period, count: int) -> list[Period]:
    """*count* periods in time order, *last* being the last of them."""
    found = [last]
    while len(found) < count:
        found.append(found[-1].before)
    return found[::-1]


def bounds(periods: Sequence[Period]) -> tuple[datetime, datetime]:
    """From the start of the first to the end of the last."""
    return periods[0].starts, periods[-1].ends


def _months_on(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
