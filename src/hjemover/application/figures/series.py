"""One measure over time, as points for a chart (måltall over tid).

The measures here are the ones every handoff has. Those that a definition declares come beside
them, with the same points and the same lists behind them.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, Literal

from msgspec import Struct

from hjemover.application.charts import Better, Chart, Point, Rebase, chart
from hjemover.application.figures.handoffs import HandoffCount, Slice, Way, What, by_period
from hjemover.application.figures.periods import Period, PeriodKind, period_of, up_to
from hjemover.application.following_up import monday_of
from hjemover.application.house import Actor, House
from hjemover.application.queries import covered_units
from hjemover.calendar import local_day
from hjemover.store import weekly_lists

Measure = Literal["median-days", "share-in-time", "offered", "stuck"]

BETTER: Final[Mapping[Measure, Better]] = {
    "median-days": "lower",
    "share-in-time": "higher",
    "offered": "neither",
    "stuck": "lower",
}
LENGTHS: Final[Mapping[PeriodKind, int]] = {"week": 26, "month": 24, "quarter": 16, "year": 8}
"""How many periods a chart shows."""

_VALUES: Final[Mapping[Measure, Callable[[HandoffCount], tuple[float | None, int]]]] = {
    "median-days": lambda one: (one.median_days, len(one.days)),
    "share-in-time": lambda one: (
        None if one.share_in_time is None else 100 * one.share_in_time,
        one.counts["in-time"] + one.counts["late"],
    ),
    "offered": lambda one: (float(one.offered), one.offered),
}
_NEEDS: Final[Mapping[Measure, tuple[tuple[What, ...], bool]]] = {
    "median-days": ((), True),
    "share-in-time": (("in-time", "late"), False),
    "offered": (("offered",), False),
}
"""What of a count each value is made of: which counts, and whether the days."""


class Series(Struct, frozen=True, kw_only=True):
    """A chart, and the period that each of its points is."""

    measure: Measure
    periods: tuple[Period, ...]
    chart: Chart


def series(
    house: House,
    actor: Actor,
    wanted: Slice,
    way: Way,
    measure: Measure,
    kind: PeriodKind,
    *,
    rebases: tuple[Rebase, ...] = (),
    screen: bool = True,
) -> Series:
    """*measure* for each period of *kind* up to the last whole one.

    Args:
        wanted: Its own period is not used.
    """
    last = period_of(local_day(house.clock.now()), "week" if measure == "stuck" else kind).before
    if measure == "stuck":
        periods = up_to(last, LENGTHS["week"])
        points = _stuck_points(house, actor, periods)
    else:
        periods = up_to(last, LENGTHS[kind])
        counting, days = _NEEDS[measure]
        counted = by_period(house, actor, wanted, way, periods, counting=counting, days=days)
        points = [_point(one, _VALUES[measure](counted[one])) for one in periods]
    # What was before the first that was ever counted is not nothing: it is not known.
    known = next((n for n, one in enumerate(points) if one.count), len(points))
    return Series(
        measure=measure,
        periods=tuple(periods[known:]),
        chart=chart(points[known:], better=BETTER[measure], rebases=rebases, screen=screen),
    )


def _point(period: Period, found: tuple[float | None, int]) -> Point:
    return Point(on=period.first, value=found[0], count=found[1])


def _stuck_points(house: House, actor: Actor, periods: list[Period]) -> list[Point]:
    """How much was stuck on each Monday that has a list."""
    mondays = [monday_of(one.first) for one in periods]
    with house.database.reading() as tx:
        frozen = {one.monday for one in weekly_lists.listed(tx)}
        units = covered_units(house, tx, actor.units)
        counts = weekly_lists.counts(tx, [one for one in mondays if one in frozen], units)
    return [_monday(day, counts.get(day)) for day in mondays]


def _monday(day: date, count: int | None) -> Point:
    # The count of a point is what tells that there was a list, be it of none.
    return Point(on=day, value=None if count is None else float(count), count=count is not None)
