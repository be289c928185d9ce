"""The run chart: a median, the longest run and how often it is crossed (Anhøj's rules)."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from math import comb, log2
from statistics import median

from msgspec import Struct


class RunChart(Struct, frozen=True, kw_only=True):
    """A row of values around its median.

    Args:
        useful: Values that are not on the median; the two rules count these alone.
        longest: The longest run on one side; by chance it is *longest_expected* at most.
        crossings: How often the median is crossed; by chance *crossings_expected* at least.
    """

    median: float
    useful: int
    longest: int
    longest_expected: int
    crossings: int
    crossings_expected: int

    @property
    def long_run(self) -> bool:
        """A run is longer than chance would have it."""
        return self.longest > self.longest_expected

    @property
    def few_crossings(self) -> bool:
        """The median is crossed more seldom than chance would have it."""
        return self.crossings < self.crossings_expected

    @property
    def changed(self) -> bool:
        """One of the rules says that it is more than chance."""
        return self.long_run or self.few_crossings


def run_chart(values: Sequence[float]) -> RunChart:
    """The median of *values*, in time order, and what the two rules come to.

    Raises:
        ValueError: There is no value.
    """
    if not values:
        raise ValueError("a chart needs a value")
    middle = median(values)
    above = [value > middle for value in values if value != middle]
    return RunChart(
        median=middle,
        useful=len(above),
        longest=max((len(list(run)) for _, run in groupby(above)), default=0),
        longest_expected=round(log2(len(above))) + 3 if above else 0,
        crossings=sum(first != second for first, second in pairwise(above)),
        crossings_expected=fewest_crossings(len(above)),
    )


def fewest_crossings(useful: int) -> int:
    """The crossings that a fair coin keeps to nineteen times of twenty: the 5 % quantile."""
    steps = useful - 1
    if steps < 1:
        return 0
    reached = 0.0
    for crossings in range(steps + 1):
        reached += comb(steps, crossings) / 2**steps
        if reached >= 0.05:
            return crossings
    raise AssertionError("the chances sum to one")
