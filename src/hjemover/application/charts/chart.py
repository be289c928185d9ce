"""One chart of a measure over time: its stretches, each with the limits it has earned."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from hjemover.application.charts.runs import RunChart, run_chart
from hjemover.application.charts.signals import Assurance, Better, Judgement, Signal
from hjemover.application.charts.xmr import XmR, xmr

ENOUGH: Final = 12
"""So many points before limits say anything; below that the calm run chart."""


class Point(Struct, frozen=True, kw_only=True):
    """One period and its value; None where there was nothing to measure."""

    on: date  # the first day of the period
    value: float | None
    count: int = 0  # what the value rests on


class Rebase(Struct, frozen=True, kw_only=True):
    """That the process was changed on a day, so that limits are reckoned anew from there."""

    on: date
    note: str


class Segment(Struct, frozen=True, kw_only=True):
    """A stretch with limits of its own: points *first* up to, not with, *end* of the chart.

    One of *xmr* and *run* at the most: neither has anything to say of no values at all.
    """

    first: int
    end: int
    xmr: XmR | None
    run: RunChart | None
    note: str = ""  # why it begins here; empty for the first

    @property
    def centre(self) -> float | None:
        """The mean, or the median of a run chart."""
        if self.xmr is not None:
            return self.xmr.mean
        return self.run.median if self.run is not None else None


class Chart(Struct, frozen=True, kw_only=True):
    """Points in time order, in stretches, with the signal of each point."""

    points: tuple[Point, ...]
    segments: tuple[Segment, ...]
    signals: tuple[Signal | None, ...]  # one for each point
    better: Better = "neither"
    target: float | None = None

    @property
    def latest(self) -> Segment | None:
        return self.segments[-1] if self.segments else None

    @property
    def assurance(self) -> Assurance | None:
        """Whether the target will be met, by the latest limits."""
        latest = self.latest
        if self.target is None or latest is None or latest.xmr is None:
            return None
        return latest.xmr.assurance(self.target, self.better)

    def judgement(self, place: int) -> Judgement | None:
        """What the signal of a point means; None where it is chance."""
        signal = self.signals[place]
        return signal.judged(self.better) if signal else None


def chart(
    points: Sequence[Point],
    *,
    better: Better = "neither",
    target: float | None = None,
    rebases: Sequence[Rebase] = (),
    screen: bool = True,
) -> Chart:
    """The chart of *points*, in time order.

    Args:
        rebases: From each of these days the limits are reckoned anew. One outside the points
            changes nothing.
        screen: As in :func:`xmr`.
    """
    segments = tuple(
        _segment(points, first, end, note, screen)
        for first, end, note in _stretches(points, rebases)
    )
    signals: list[Signal | None] = [None] * len(points)
    for one in segments:
        if one.xmr is not None:
            places = [p for p in range(one.first, one.end) if points[p].value is not None]
            for place, signal in zip(places, one.xmr.signals, strict=True):
                signals[place] = signal
    return Chart(
        points=tuple(points),
        segments=segments,
        signals=tuple(signals),
        better=better,
        target=target,
    )


def _stretches(points: Sequence[Point], rebases: Sequence[Rebase]) -> list[tuple[int, int, str]]:
    if not points:
        return []
    starts = {0: ""}
    for one in sorted(rebases, key=lambda rebase: rebase.on):
        first = next((p for p, point in enumerate(points) if point.on >= one.on), None)
        if first:
            starts[first] = one.note
    ends = [*list(starts)[1:], len(points)]
    return [(first, end, note) for (first, note), end in zip(starts.items(), ends, strict=True)]


def _segment(points: Sequence[Point], first: int, end: int, note: str, screen: bool) -> Segment:
    values = [point.value for point in points[first:end] if point.value is not None]
    enough = len(values) >= ENOUGH
    return Segment(
        first=first,
        end=end,
        xmr=xmr(values, screen=screen) if enough else None,
        run=run_chart(values) if values and not enough else None,
        note=note,
    )
