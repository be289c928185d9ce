"""Where the points and lines of a chart lie (tegning): numbers for an SVG, nothing drawn."""

from collections.abc import Callable, Sequence
from math import ceil, floor, log10
from typing import Final, Literal

from msgspec import Struct

from hjemover.application.charts import Chart, Segment

EACH, NARROWEST, WIDEST = 48.0, 328.0, 1000.0
"""How wide a chart is: so much for each point. The narrowest has room on a telephone."""

HEIGHT: Final = 300.0
LEFT, RIGHT, TOP, BOTTOM = 48.0, 16.0, 24.0, 36.0
_MOST_MARKS = 12

Shape = Literal["dot", "up", "down"]


class Mark(Struct, frozen=True, kw_only=True):
    """A mark on an axis."""

    at: float
    label: str


class Spot(Struct, frozen=True, kw_only=True):
    """One point. *shape* tells a signal also to who sees no colours."""

    x: float
    y: float
    shape: Shape
    judgement: str
    title: str


class Line(Struct, frozen=True, kw_only=True):
    """A level line over a stretch: ``centre``, ``limit``, ``near`` or ``target``."""

    kind: str
    x1: float
    x2: float
    y: float


class Break(Struct, frozen=True, kw_only=True):
    """Where limits are reckoned anew."""

    x: float
    note: str


class Drawing(Struct, frozen=True, kw_only=True):
    """Everything an SVG needs.

    Args:
        unit: Of the upright axis, in a word; empty for a bare number.
        paths: The line through the points, broken where there is no value.
    """

    width: float
    height: float
    unit: str
    left: float
    right: float
    top: float
    bottom: float
    across: tuple[Mark, ...]
    up: tuple[Mark, ...]
    spots: tuple[Spot, ...]
    paths: tuple[str, ...]
    lines: tuple[Line, ...]
    breaks: tuple[Break, ...]


def draw(
    chart: Chart,
    labels: Sequence[str],
    titles: Sequence[str],
    number: Callable[[float], str],
    *,
    unit: str = "",
    lowest: float | None = 0.0,
    highest: float | None = None,
) -> Drawing:
    """Lay out *chart*.

    Args:
        labels: What each point is called on the axis; *titles* what it says when pointed at.
        lowest: No value can be under this; limits that would be are drawn there. *highest* alike.
    """
    width = min(max(NARROWEST, LEFT + RIGHT + EACH * len(chart.points)), WIDEST)
    bottom, top, step = _scale(chart, lowest, highest)

    def y(value: float) -> float:
        held = min(max(value, bottom), top)
        share = (held - bottom) / (top - bottom)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    def x(place: float) -> float:
        count = max(len(chart.points), 1)
        return round(LEFT + (place + 0.5) / count * (width - LEFT - RIGHT), 1)

    every = ceil(len(labels) / _MOST_MARKS) or 1
    return Drawing(
        width=width,
        height=HEIGHT,
        unit=unit,
        left=LEFT,
        right=width - RIGHT,
        top=TOP,
        bottom=HEIGHT - BOTTOM,
        across=tuple(
            Mark(at=x(place), label=label)
            for place, label in enumerate(labels)
            if (len(labels) - 1 - place) % every == 0
        ),
        up=tuple(
            Mark(at=y(bottom + step * n), label=number(bottom + step * n))
            for n in range(round((top - bottom) / step) + 1)
        ),
        spots=_spots(chart, titles, x, y),
        paths=_paths(chart, x, y),
        lines=_lines(chart, x, y),
        breaks=tuple(
            Break(x=x(one.first - 0.5), note=one.note) for one in chart.segments if one.first
        ),
    )


def _scale(chart: Chart, lowest: float | None, highest: float | None) -> tuple[float, float, float]:
    """The bottom, the top and the step of the upright axis: round numbers around all there is."""
    values = [point.value for point in chart.points if point.value is not None]
    for one in chart.segments:
        if one.xmr is not None:
            values += [one.xmr.lower, one.xmr.upper]
    if chart.target is not None:
        values.append(chart.target)
    low, high = min(values, default=0.0), max(values, default=1.0)
    if lowest is not None:
        low, high = lowest, max(high, lowest + 1)
    if highest is not None:
        high = min(high, highest)
    if high <= low:
        high = low + 1
    step = _round_step((high - low) / 5)
    bottom, top = floor(low / step) * step, ceil(high / step) * step
    return bottom, top, step


def _round_step(least: float) -> float:
    size = 10.0 ** floor(log10(least))
    return next(size * n for n in (1, 2, 5, 10) if size * n >= least)


def _spots(
    chart: Chart, titles: Sequence[str], x: Callable[[float], float], y: Callable[[float], float]
) -> tuple[Spot, ...]:
    found = []
    for place, point in enumerate(chart.points):
        if point.value is None:
            continue
        signal, judged = chart.signals[place], chart.judgement(place)
        shape: Shape = "dot" if signal is None else "up" if signal.side == "above" else "down"
        found.append(
            Spot(
                x=x(place),
                y=y(point.value),
                shape=shape,
                judgement=judged.value if judged else "",
                title=titles[place],
            )
        )
    return tuple(found)


def _paths(
    chart: Chart, x: Callable[[float], float], y: Callable[[float], float]
) -> tuple[str, ...]:
    starts = {one.first for one in chart.segments}
    paths: list[list[str]] = [[]]
    for place, point in enumerate(chart.points):
        # A gap, or a new base, breaks the line.
        if point.value is None or place in starts:
            paths.append([])
        if point.value is not None:
            paths[-1].append(f"{x(place)} {y(point.value)}")
    return tuple("M" + " L".join(path) for path in paths if len(path) > 1)


def _lines(
    chart: Chart, x: Callable[[float], float], y: Callable[[float], float]
) -> tuple[Line, ...]:
    found = []
    for one in chart.segments:
        for kind, value in _levels(one):
            found.append(Line(kind=kind, x1=x(one.first - 0.5), x2=x(one.end - 0.5), y=y(value)))
    if chart.target is not None and chart.points:
        found.append(
            Line(kind="target", x1=x(-0.5), x2=x(len(chart.points) - 0.5), y=y(chart.target))
        )
    return tuple(found)


def _levels(one: Segment) -> list[tuple[str, float]]:
    if one.xmr is not None:
        return [
            ("limit", one.xmr.lower),
            ("near", one.xmr.near_lower),
            ("centre", one.xmr.mean),
            ("near", one.xmr.near_upper),
            ("limit", one.xmr.upper),
        ]
    return [("centre", one.run.median)] if one.run is not None else []
