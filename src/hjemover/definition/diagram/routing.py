"""How each line goes: along a free row, or through the passages between rows and columns.

Column passage *c* lies to the right of column *c* (so -1 is left of the first). Row passages are
counted from the top: one above each row, and one below the last row of each lane. No line can
meet a node, for nodes stand in neither. Lines to the same node share their last part; all other
lines that would lie on each other are kept apart, by tracks in the passages and by reserving the
height at which nodes are entered.
"""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from hjemover.definition.diagram.nodes import Graph
from hjemover.definition.diagram.rows import Grid
from hjemover.definition.diagram.ways import Way, receipt_node

MESSAGE = "message"


class Line(Struct, frozen=True, kw_only=True):
    """A line to be drawn from a node's exit to a node."""

    source: str
    target: str
    way: Way
    kind: Literal["flow", "message"]
    exit: int | None  # index of the exit's own port; None leaves at the height of the entry


class Route(Struct, frozen=True, kw_only=True):
    """Which passages a line takes.

    ``first`` and ``last`` are column passages, equal when the line turns in one only; ``passage``
    is the row passage between them. A ``flat`` line never turns. ``nudged`` lines leave a little
    lower, because another line is entering where they would leave.
    """

    line: Line
    first: int
    last: int
    passage: int | None = None
    flat: bool = False
    nudged: bool = False


class Routes(Struct, frozen=True):
    routes: tuple[Route, ...]
    tracks: dict[int, dict[str, int]]  # row passage -> target -> track from the top


def lines_of(graph: Graph, grid: Grid, own_ports: Iterable[str]) -> list[Line]:
    """All lines except those drawn straight down or up a column.

    *own_ports* are the nodes whose exits each have a port of their own.
    """
    ported = set(own_ports)
    lines = []
    for node in graph.nodes.values():
        if node.kind == "handoff" and node.id not in grid.straight:
            receipt = receipt_node(node.step)
            way = Way(node.id, node.step, MESSAGE, receipt)
            lines.append(Line(source=node.id, target=receipt, way=way, kind="message", exit=None))
        for number, leaving in enumerate(node.exits):
            port = number if node.id in ported else None
            target = leaving.leads
            lines.append(
                Line(source=node.id, target=target, way=leaving.way, kind="flow", exit=port)
            )
    return lines


def find_routes(graph: Graph, grid: Grid, lines: list[Line]) -> Routes:
    router = _Router(grid)
    router.keep_entries(lines)
    order = sorted(range(len(lines)), key=lambda number: (*router.urgency(lines[number]), number))
    found = {number: router.route(lines[number]) for number in order}
    return Routes(tuple(found[number] for number in range(len(lines))), router.tracks())


class _Router:
    """Takes the lines one by one and remembers what is taken."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        # row -> (first column passage, last, target) at the height of the entry
        self.reserved: dict[int, list[tuple[int, int, str]]] = {r: [] for r in grid.occupied}
        self.passages: dict[int, dict[str, tuple[int, int]]] = {}
        self.position, self.level_position = _positions(grid)

    def keep_entries(self, lines: list[Line]) -> None:
        for target in dict.fromkeys(line.target for line in lines):
            before = self.grid.column[target] - 1
            self.reserved[self.grid.row[target]].append((before, before, target))

    def urgency(self, line: Line) -> tuple[bool, int]:
        """Short forward lines first; loops last, around what is there."""
        span = self.grid.column[line.target] - self.grid.column[line.source]
        return span <= 0, abs(span)

    def route(self, line: Line) -> Route:
        grid = self.grid
        first, last = grid.column[line.source], grid.column[line.target] - 1
        row, goal = grid.row[line.source], grid.row[line.target]
        forward = first <= last
        if forward and row == goal and line.exit is None and self._take(goal, first, last, line):
            return Route(line=line, first=first, last=last, flat=True)
        if first == last or (forward and self._take(goal, first, last, line)):
            return self._turning(line, first, first)
        if forward and grid.is_free(row, first + 1, last):
            if line.exit is not None or self._take(row, first, last, line):
                return Route(line=line, first=last, last=last)
            return Route(line=line, first=last, last=last, nudged=True)
        passage = self._passage(line, first, last)
        turning = self._turning(line, first, last)
        return Route(line=line, first=first, last=last, passage=passage, nudged=turning.nudged)

    def _turning(self, line: Line, first: int, last: int) -> Route:
        row = self.grid.row[line.source]
        nudged = line.exit is None and not self._take(row, first, first, line)
        return Route(line=line, first=first, last=last, nudged=nudged)

    def _take(self, row: int, first: int, last: int, line: Line) -> bool:
        """Reserve the entry height of *row* through these passages, if nobody else has it."""
        if not self.grid.is_free(row, first + 1, last):
            return False
        for begun, ended, target in self.reserved[row]:
            if target != line.target and begun <= last and ended >= first:
                return False
        self.reserved[row].append((first, last, line.target))
        return True

    def _passage(self, line: Line, first: int, last: int) -> int:
        """The row passage with the shortest way and the fewest others; loops rather above."""
        low, high = min(first, last), max(first, last)
        start = self.position[self.grid.row[line.source]]
        goal = self.position[self.grid.row[line.target]]
        back = first > last

        def cost(level: int) -> tuple[float, int]:
            place = self.level_position[level]
            nets = self.passages.get(level, {})
            crowd = sum(b <= high and e >= low for t, (b, e) in nets.items() if t != line.target)
            shared = line.target in nets
            distance = abs(place - start) + abs(place - goal)
            return distance + 0.5 * crowd - shared, level if back else -level

        level = min(self.level_position, key=cost)
        nets = self.passages.setdefault(level, {})
        begun, ended = nets.get(line.target, (low, high))
        nets[line.target] = (min(begun, low), max(ended, high))
        return level

    def tracks(self) -> dict[int, dict[str, int]]:
        return {level: _packed(nets) for level, nets in self.passages.items()}


def _packed(nets: dict[str, tuple[int, int]]) -> dict[str, int]:
    """Each net's track; nets on one track do not even share a column passage."""
    ends: list[int] = []
    tracks: dict[str, int] = {}
    for target, (begun, ended) in sorted(nets.items(), key=lambda net: (net[1], net[0])):
        free = next((t for t, end in enumerate(ends) if end < begun), len(ends))
        ends[free:] = [ended, *ends[free + 1 :]]
        tracks[target] = free
    return tracks


def _positions(grid: Grid) -> tuple[dict[int, int], dict[int, int]]:
    """The order from the top of rows, and of row passages."""
    rows: dict[int, int] = {}
    levels: dict[int, int] = {}
    place = level = 0
    for lane in grid.lane_rows:
        if not lane:
            continue
        for row in lane:
            levels[level], rows[row] = place, place + 1
            level, place = level + 1, place + 2
        levels[level] = place
        level, place = level + 1, place + 1
    return rows, levels
