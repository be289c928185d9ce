"""How made-up people work (vaner): prompt, slow, asking, silent."""

from collections.abc import Mapping, Sequence

from msgspec import Struct


class Habit(Struct, frozen=True, kw_only=True):
    """How a unit works: the chance a day that it takes up an item, and what it does with offers."""

    takes_up: float
    accepts: float = 0.9
    asks: float = 0.05
    forwards: float = 0.02


HABITS: Mapping[str, Habit] = {
    "prompt": Habit(takes_up=0.75),
    "slow": Habit(takes_up=0.12, accepts=0.85, asks=0.1),
    "asking": Habit(takes_up=0.5, accepts=0.7, asks=0.25),
    "silent": Habit(takes_up=0.0),
}


class Region(Struct, frozen=True, kw_only=True):
    """Who works how, and where patients may move.

    Args:
        people: Who does a unit's work. Where none is named it is somebody with its name.
    """

    habits: Mapping[str, Habit]  # unit id -> habit; "prompt" where none is named
    municipalities: Sequence[str]
    needs: Sequence[str]  # services that a need may be passed on to
    people: Mapping[str, str] = {}

    def habit(self, unit: str) -> Habit:
        return self.habits.get(unit, HABITS["prompt"])

    def person(self, unit: str) -> str:
        return self.people.get(unit, f"{unit}-1")
