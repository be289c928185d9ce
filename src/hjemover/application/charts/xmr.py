"""The XmR chart: limits from the moving ranges, and four rules for what is more than chance.

The rules and numbers are those of NHS England's Making data count, as its R package has them.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from hjemover.application.charts.signals import Assurance, Better, Rule, Side, Signal

LIMIT: Final = 2.66
"""Mean moving ranges from the mean to a limit: three standard deviations, for ranges of two."""
SCREEN: Final = 3.267
"""A range of so many mean ranges is itself out of control, and may be left out of the mean."""
IN_A_ROW: Final = 7


class XmR(Struct, frozen=True, kw_only=True):
    """Limits and signals of a row of values.

    Args:
        screened: How many ranges were left out of the mean range.
        signals: One for each value, or None.
    """

    mean: float
    mean_range: float
    lower: float
    near_lower: float
    near_upper: float
    upper: float
    screened: int
    signals: tuple[Signal | None, ...]

    def assurance(self, target: float, better: Better) -> Assurance | None:
        """Whether *target* will be met if nothing changes; None where no way is good."""
        if better == "neither":
            return None
        if self.lower <= target <= self.upper and self.lower != self.upper:
            return Assurance.HIT_OR_MISS
        met = self.mean >= target if better == "higher" else self.mean <= target
        return Assurance.ALWAYS if met else Assurance.NEVER


def xmr(values: Sequence[float], *, screen: bool = True) -> XmR:
    """The limits of *values*, in time order, and what is more than chance among them.

    Args:
        screen: Leave ranges of 3.267 mean ranges and more out of the mean range, once.

    Raises:
        ValueError: There is no value.
    """
    if not values:
        raise ValueError("a chart needs a value")
    mean = sum(values) / len(values)
    ranges = [abs(second - first) for first, second in pairwise(values)]
    kept = _screened(ranges) if screen else ranges
    mean_range = sum(kept) / len(kept) if kept else 0.0
    reach = LIMIT * mean_range
    near = reach * 2 / 3
    return XmR(
        mean=mean,
        mean_range=mean_range,
        lower=mean - reach,
        near_lower=mean - near,
        near_upper=mean + near,
        upper=mean + reach,
        screened=len(ranges) - len(kept),
        signals=_signals(values, mean, near, reach),
    )


def _screened(ranges: Sequence[float]) -> list[float]:
    if not ranges:
        return []
    most = SCREEN * sum(ranges) / len(ranges)
    # A row of equal values has no range at all, and nothing to leave out.
    return [one for one in ranges if one < most] if most else list(ranges)


def _signals(
    values: Sequence[float], mean: float, near: float, reach: float
) -> tuple[Signal | None, ...]:
    sides = [_side(value - mean) for value in values]
    found: list[Signal | None] = [
        Signal(rule=Rule.OUTSIDE, side=side) if side and abs(value - mean) > reach else None
        for value, side in zip(values, sides, strict=True)
    ]
    rising = [_side(second - first) for first, second in pairwise(values)]
    # Six steps the same way join seven points.
    for start, length, side in _runs(rising):
        if length >= IN_A_ROW - 1:
            _mark(found, range(start, start + length + 1), Signal(rule=Rule.TREND, side=side))
    far = [side if abs(v - mean) > near else None for v, side in zip(values, sides, strict=True)]
    for place, side in _pairs_in_three(far):
        _mark(found, place, Signal(rule=Rule.TWO_OF_THREE, side=side))
    for start, length, side in _runs(sides):
        if length >= IN_A_ROW:
            _mark(found, range(start, start + length), Signal(rule=Rule.SHIFT, side=side))
    return tuple(found)


def _side(difference: float) -> Side | None:
    if difference == 0:
        return None
    return "above" if difference > 0 else "below"


def _mark(found: list[Signal | None], places: Sequence[int], signal: Signal) -> None:
    for place in places:
        found[place] = found[place] or signal


def _runs(sides: Sequence[Side | None]) -> list[tuple[int, int, Side]]:
    """Where each run on one side starts, and how long it is. What is on neither side ends one."""
    runs: list[tuple[int, int, Side]] = []
    start = 0
    for place in range(1, len(sides) + 1):
        if place == len(sides) or sides[place] != sides[start]:
            side = sides[start]
            if side is not None:
                runs.append((start, place - start, side))
            start = place
    return runs


def _pairs_in_three(far: Sequence[Side | None]) -> list[tuple[list[int], Side]]:
    """The points beyond the near limit that stand two or more together in some three."""
    found: list[tuple[list[int], Side]] = []
    sides: tuple[Side, Side] = ("above", "below")
    for start in range(len(far) - 2):
        for side in sides:
            places = [place for place in range(start, start + 3) if far[place] == side]
            if len(places) >= 2:
                found.append((places, side))
    return found
