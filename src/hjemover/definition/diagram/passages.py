"""The vertical parts of lines, each on a track of its own in the passage between two columns."""

from msgspec import Struct

from hjemover.definition.diagram.routing import Route
from hjemover.definition.diagram.spacing import Copy, Heights

CLEARANCE = 7.0
"""Pixels between the ends of two lines that use the same track."""


class Fall(Struct, frozen=True, kw_only=True):
    """A vertical line in a passage, with the heights at which lines join it from either side."""

    key: str
    left: tuple[float, ...]
    right: tuple[float, ...]
    top: float
    bottom: float

    def crosses(self, other: "Fall") -> int:
        """How many crossings there are when this one stands to the left of *other*."""
        out = sum(other.top < mine < other.bottom for mine in self.right)
        into = sum(self.top < theirs < self.bottom for theirs in other.left)
        return out + into


def falls_of(routes: list[tuple[Route, Heights]], copies: list[Copy]) -> dict[int, list[Fall]]:
    """The vertical lines of every column passage; lines to one target in one passage are one."""
    left: dict[tuple[int, str], list[float]] = {}
    right: dict[tuple[int, str], list[float]] = {}

    def add(passage: int, key: str, side: dict[tuple[int, str], list[float]], y: float) -> None:
        left.setdefault((passage, key), [])
        right.setdefault((passage, key), [])
        side[passage, key].append(y)

    for route, heights in routes:
        key = route.line.target
        if route.flat:
            continue
        if heights.turns is None:
            add(route.first, key, left, heights.leaves)
            add(route.first, key, right, heights.enters)
            continue
        onward = route.last > route.first
        add(route.first, key, left, heights.leaves)
        add(route.first, key, right if onward else left, heights.turns)
        add(route.last, key, left if onward else right, heights.turns)
        add(route.last, key, right, heights.enters)
    for copy in copies:
        for y in (copy.leaves, *copy.ends):
            add(copy.passage, copy.key, left, y)
    found: dict[int, list[Fall]] = {}
    for (passage, key), pins in left.items():
        joins = right[passage, key]
        fall = Fall(
            key=key,
            left=tuple(pins),
            right=tuple(joins),
            top=min(*pins, *joins),
            bottom=max(*pins, *joins),
        )
        found.setdefault(passage, []).append(fall)
    return found


def tracks_of(falls: list[Fall]) -> dict[str, int]:
    """A track for each, from the left, with few crossings and none on another."""

    def rank(fall: Fall) -> int:
        others = (other for other in falls if other is not fall)
        return sum(fall.crosses(other) - other.crosses(fall) for other in others)

    tracks: dict[str, int] = {}
    placed: list[Fall] = []
    for fall in sorted(falls, key=lambda f: (rank(f), f.top, f.key)):
        beside = (tracks[other.key] for other in placed if _meet(fall, other))
        tracks[fall.key] = max(beside, default=-1) + 1
        placed.append(fall)
    return tracks


def _meet(one: Fall, other: Fall) -> bool:
    return one.top < other.bottom + CLEARANCE and other.top < one.bottom + CLEARANCE
