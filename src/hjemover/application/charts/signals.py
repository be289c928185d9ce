"""What a chart can say of a point, and of a target (signaler)."""

from enum import StrEnum
from typing import Literal

from msgspec import Struct

Better = Literal["lower", "higher", "neither"]
"""Which way is good, for this measure."""

Side = Literal["above", "below"]


class Rule(StrEnum):
    """Why a point is more than chance, in order of precedence: a point has the first that fits."""

    OUTSIDE = "outside"  # beyond a limit
    TREND = "trend"  # seven in a row, each higher (or lower) than the one before
    TWO_OF_THREE = "two-of-three"  # two of three beyond the near limit, on one side
    SHIFT = "shift"  # seven in a row on one side of the mean


class Judgement(StrEnum):
    """What a signal means for who reads it."""

    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"  # neither way is good by itself


class Assurance(StrEnum):
    """Whether a target will be met if nothing is changed."""

    ALWAYS = "always"  # the whole span of the limits meets it
    NEVER = "never"
    HIT_OR_MISS = "hit-or-miss"


class Signal(Struct, frozen=True, kw_only=True):
    """That a point is more than chance: by which rule, and to which side."""

    rule: Rule
    side: Side

    def judged(self, better: Better) -> Judgement:
        """Whether it is for the better."""
        if better == "neither":
            return Judgement.CHANGED
        good = (self.side == "above") == (better == "higher")
        return Judgement.BETTER if good else Judgement.WORSE
