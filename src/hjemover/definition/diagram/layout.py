"""The whole picture in pixels: what stands where, before it becomes SVG."""

from collections.abc import Callable, Mapping
from typing import Final, Literal

from msgspec import Struct

from hjemover.calendar import say_day
from hjemover.definition.diagram.blocks import Block, Line, build_block
from hjemover.definition.diagram.columns import settle_columns
from hjemover.definition.diagram.folding import fold
from hjemover.definition.diagram.measuring import wrap
from hjemover.definition.diagram.nodes import Lane, build_graph
from hjemover.definition.diagram.passages import falls_of, tracks_of
from hjemover.definition.diagram.routing import MESSAGE, Route, find_routes, lines_of
from hjemover.definition.diagram.rows import settle_rows
from hjemover.definition.diagram.spacing import (
    BEFORE,
    HEAD_WIDTH,
    MARGIN,
    TRACK,
    Copy,
    Heights,
    Rows,
    hanging_copies,
    heights_of,
    spread,
    stack,
)
from hjemover.definition.diagram.strip import Strip, build_strip
from hjemover.definition.diagram.themes import FONT_SIZES
from hjemover.definition.diagram.ways import AUTOMATIC, Way, receipt_node, step_node
from hjemover.definition.diagram.wording import Wording

Point = tuple[float, float]
FallX = Callable[[int, str], float]
"""x of a vertical line, by its column passage and key."""

_LEAST_WIDTH: Final = 720.0
_LANE_LINE: Final = 17.0


class PlacedLane(Struct, frozen=True, kw_only=True):
    lane: Lane
    y: float
    height: float
    name: tuple[Line, ...]


class Placed(Struct, frozen=True):
    """A block with the place of its top left corner."""

    block: Block
    x: float
    y: float


class Drawn(Struct, frozen=True, kw_only=True):
    """A line with all its corners."""

    kind: Literal["flow", "message", "copy"]
    way: Way | None  # None for lines that are no transition of the definition
    hint: str
    points: tuple[Point, ...]


class Picture(Struct, frozen=True, kw_only=True):
    width: float
    height: float
    heading: Line
    version: Line
    lanes: tuple[PlacedLane, ...]
    blocks: dict[str, Placed]
    lines: tuple[Drawn, ...]
    copies_end: tuple[Point, ...]
    strip: Strip | None
    strip_at: Point


def lay_out(wording: Wording, most_columns: int | None = None) -> Picture:
    """Place everything. Needs no font and no browser; the same for the same definition."""
    plain = build_graph(wording)
    graph, columns = fold(plain, settle_columns(plain), most_columns)
    grid = settle_rows(graph, columns)
    blocks = {node.id: build_block(node) for node in graph.nodes.values()}
    ported = [node for node, block in blocks.items() if block.ports]
    found = find_routes(graph, grid, lines_of(graph, grid, ported))
    names = {lane: _lane_name(wording, lane) for lane in graph.lanes}
    least = [_LANE_LINE * len(names[lane]) + 20 for lane in graph.lanes]
    rows = stack(graph, grid, blocks, found.tracks, least)
    heights = [(route, heights_of(route, grid, blocks, rows)) for route in found.routes]
    copies = hanging_copies(graph, grid, rows)
    falls = falls_of(heights, copies)
    tracks = {passage: tracks_of(inside) for passage, inside in falls.items()}
    widths = spread(grid, blocks, tracks)

    def fall_x(passage: int, key: str) -> float:
        return widths.passage[passage] + BEFORE + TRACK * tracks[passage][key]

    placed = {
        node: Placed(
            block, widths.middle[grid.column[node]] - block.width / 2, rows.row[grid.row[node]]
        )
        for node, block in blocks.items()
    }
    lines = [_drawn(route, height, placed, fall_x) for route, height in heights]
    lines += [_straight(graph.nodes[node].step, placed) for node in grid.straight]
    lines += [_hanging(copy, placed, fall_x) for copy in copies]
    width = max(widths.right + MARGIN, _LEAST_WIDTH)
    below = rows.bottom + 12
    strip = build_strip(wording, width - 2 * MARGIN)
    return Picture(
        width=width,
        height=below + (strip.height if strip else 0) + MARGIN,
        heading=_heading(wording, width),
        version=_version(wording),
        lanes=_lanes(rows, names),
        blocks=placed,
        lines=tuple(lines),
        copies_end=tuple((fall_x(copy.passage, copy.key), y) for copy in copies for y in copy.ends),
        strip=strip,
        strip_at=(MARGIN, below),
    )


# --- texts around the lanes ---


def _heading(wording: Wording, width: float) -> Line:
    size = FONT_SIZES["heading"]
    name = wording.text(wording.definition.name)
    lines = wrap(name, size, width - 2 * MARGIN, most_lines=1, bold=True)
    return Line("".join(lines), MARGIN, MARGIN + 14, "heading")


def _version(wording: Wording) -> Line:
    definition = wording.definition
    said = wording.words.version.format(
        definition.version, say_day(definition.valid_from, wording.language, weekday=False)
    )
    for alias in definition.aliases:
        day = say_day(alias.until, wording.language, weekday=False)
        said += ", " + wording.words.called_until.format(wording.text(alias.name), day)
    return Line(said, MARGIN, MARGIN + 33, "note")


def _lane_name(wording: Wording, lane: Lane) -> tuple[str, ...]:
    automatic = lane.party == AUTOMATIC
    name = wording.words.automatic if automatic else wording.party(lane.party)
    most = 2 if lane.told else 4
    return wrap(name, FONT_SIZES["lane"], HEAD_WIDTH - 20, most_lines=most, bold=True)


def _lanes(rows: Rows, names: Mapping[Lane, tuple[str, ...]]) -> tuple[PlacedLane, ...]:
    lanes = []
    for lane, (y, height) in rows.lanes.items():
        first = y + height / 2 - _LANE_LINE * (len(names[lane]) - 1) / 2 + 4.5
        lines = (
            Line(text, MARGIN + 10, first + _LANE_LINE * number, "lane")
            for number, text in enumerate(names[lane])
        )
        lanes.append(PlacedLane(lane=lane, y=y, height=height, name=tuple(lines)))
    return tuple(lanes)


# --- lines ---


def _drawn(
    route: Route,
    heights: Heights,
    placed: Mapping[str, Placed],
    fall_x: FallX,
) -> Drawn:
    line = route.line
    source, target = placed[line.source], placed[line.target]
    begin = (source.x + source.block.right(heights.leaves - source.y), heights.leaves)
    end = (target.x + target.block.left(), heights.enters)
    corners: list[Point] = []
    if not route.flat:
        first, last = fall_x(route.first, line.target), fall_x(route.last, line.target)
        turns = heights.enters if heights.turns is None else heights.turns
        corners = [(first, heights.leaves), (first, turns)]
        if heights.turns is not None:
            corners += [(last, turns), (last, heights.enters)]
    return Drawn(
        kind=line.kind,
        way=line.way if line.way.step else None,
        hint=_hint(line.way, placed) if line.way.step else "",
        points=(begin, *corners, end),
    )


def _hint(way: Way, placed: Mapping[str, Placed]) -> str:
    node = placed[way.node].block.node
    label = next((e.label for e in node.exits if e.way == way and e.label), "")
    arrow = f" – {label} → " if label else " → "
    return f"{node.title}{arrow}{placed[way.target].block.node.title}"


def _straight(handoff: str, placed: Mapping[str, Placed]) -> Drawn:
    """The message straight down, or up, the column to where it is answered."""
    node, receipt = step_node(handoff), receipt_node(handoff)
    source, target = placed[node], placed[receipt]
    x = target.x + target.block.width / 2
    down = target.y > source.y
    begin = source.y + source.block.height if down else source.y
    end = target.y if down else target.y + target.block.height
    way = Way(node, handoff, MESSAGE, receipt)
    return Drawn(kind="message", way=way, hint=_hint(way, placed), points=((x, begin), (x, end)))


def _hanging(copy: Copy, placed: Mapping[str, Placed], fall_x: FallX) -> Drawn:
    """A dotted line down to the parties that are only told."""
    source, x = placed[copy.node], fall_x(copy.passage, copy.key)
    begin = (source.x + source.block.right(copy.leaves - source.y), copy.leaves)
    corners = ((x, copy.leaves), (x, max(copy.ends)))
    return Drawn(kind="copy", way=None, hint=source.block.node.title, points=(begin, *corners))
