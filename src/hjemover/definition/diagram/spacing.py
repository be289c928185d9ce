"""Heights of rows and lanes, widths of columns and passages, in pixels."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from hjemover.definition.diagram.blocks import ENTRY, NUDGE, Block
from hjemover.definition.diagram.nodes import Graph, Lane
from hjemover.definition.diagram.routing import Route
from hjemover.definition.diagram.rows import Grid

MARGIN: Final = 16.0
HEADING: Final = 44.0
HEAD_WIDTH: Final = 158.0
TOLD_HEIGHT: Final = 36.0
TRACK: Final = 8.0
BEFORE: Final = 12.0
_AFTER = 20.0  # right of the tracks in a column passage, where the arrows are
_ABOVE = 15.0  # of the first and below the last track in a row passage
_BETWEEN, _LANE_EDGE = 20.0, 14.0  # empty row passages
_BETWEEN_BANDS = 26.0
_LEFT = 14.0  # before the first column


class Heights(Struct, frozen=True):
    """Where a route leaves, turns and enters."""

    leaves: float
    enters: float
    turns: float | None  # in a row passage


class Rows(Struct, frozen=True):
    """Heights: of the rows, of the tracks in row passages, and of the lanes."""

    row: Mapping[int, float]
    track: Mapping[tuple[int, str], float]
    lanes: Mapping[Lane, tuple[float, float]]  # y and height
    bottom: float


def stack(
    graph: Graph,
    grid: Grid,
    blocks: Mapping[str, Block],
    tracks: Mapping[int, Mapping[str, int]],
    least: list[float],
) -> Rows:
    tallest = dict.fromkeys(grid.occupied, 0.0)
    for node, block in blocks.items():
        row = grid.row[node]
        tallest[row] = max(tallest[row], block.height)
    y, level = MARGIN + HEADING, 0
    row_y: dict[int, float] = {}
    track_y: dict[tuple[int, str], float] = {}
    lanes: dict[Lane, tuple[float, float]] = {}

    def passage(empty: float) -> None:
        nonlocal y, level
        inside = tracks.get(level, {})
        for target, track in inside.items():
            track_y[level, target] = y + _ABOVE + TRACK * track
        deepest = max(inside.values(), default=-1)
        y += empty if deepest < 0 else 2 * _ABOVE + TRACK * deepest
        level += 1

    band = 0
    for lane, inside, lowest in zip(graph.lanes, grid.lane_rows, least, strict=True):
        y += _BETWEEN_BANDS * (lane.band - band)
        top, band = y, lane.band
        for row in inside:
            passage(_LANE_EDGE if row == inside.start else _BETWEEN)
            row_y[row] = y
            y += tallest[row]
        if not lane.told:
            passage(_LANE_EDGE)
        y = max(y, top + (TOLD_HEIGHT if lane.told else lowest))
        lanes[lane] = (top, y - top)
    return Rows(row_y, track_y, lanes, y)


def heights_of(route: Route, grid: Grid, blocks: Mapping[str, Block], rows: Rows) -> Heights:
    line = route.line
    top = rows.row[grid.row[line.source]]
    if line.exit is None:
        leaves = top + ENTRY + (NUDGE if route.nudged else 0.0)
    else:
        leaves = top + blocks[line.source].ports[line.exit]
    enters = rows.row[grid.row[line.target]] + ENTRY
    turns = None if route.passage is None else rows.track[route.passage, line.target]
    return Heights(leaves, enters, turns)


class Copy(Struct, frozen=True, kw_only=True):
    """A dotted line from a node down to the lanes of parties that are only told."""

    node: str
    passage: int
    leaves: float
    ends: tuple[float, ...]

    @property
    def key(self) -> str:
        return f"copy {self.node}"


def hanging_copies(graph: Graph, grid: Grid, rows: Rows) -> list[Copy]:
    return [
        Copy(
            node=node.id,
            passage=grid.column[node.id],
            leaves=rows.row[grid.row[node.id]] + ENTRY - NUDGE,
            ends=tuple(
                rows.lanes[Lane(party, node.lane.band, told=True)][0] + TOLD_HEIGHT / 2
                for party in node.copies
            ),
        )
        for node in graph.nodes.values()
        if node.copies
    ]


class Widths(Struct, frozen=True):
    """x of each column passage, the middle of each column, and where the last one ends."""

    passage: Mapping[int, float]
    middle: Mapping[int, float]
    right: float


def spread(
    grid: Grid, blocks: Mapping[str, Block], tracks: Mapping[int, Mapping[str, int]]
) -> Widths:
    widths: dict[int, float] = {}
    for node, block in blocks.items():
        column = grid.column[node]
        widths[column] = max(widths.get(column, 0.0), block.width)
    x = MARGIN + HEAD_WIDTH + _LEFT
    passages: dict[int, float] = {}
    middles: dict[int, float] = {}
    for column in range(max(widths) + 1):
        middles[column] = x + widths[column] / 2
        passages[column] = x + widths[column]
        deepest = max(tracks.get(column, {}).values(), default=-1)
        x = passages[column] + BEFORE + TRACK * max(deepest, 0) + _AFTER
    return Widths(passages, middles, x)
