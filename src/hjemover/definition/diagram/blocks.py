"""The size of each node and where its lines of text and its ports are, from its own corner."""

from math import sqrt
from typing import Final

from msgspec import Struct

from hjemover.definition.diagram.measuring import text_width, wrap
from hjemover.definition.diagram.nodes import BOXES, Exit, Kind, Node
from hjemover.definition.diagram.themes import BOLD, FONT_SIZES

ENTRY: Final = 24.0
"""How far below its top a node is entered, and left when it has one unlabelled way out."""
NUDGE: Final = 10.0
"""How much lower it is left when another line already comes in at that height."""

_BOX, _RECEIPT, _SHAPE, _TREE = 200.0, 152.0, 144.0, 200.0
_SMALL: Final = {"start": 24.0, "link-in": 26.0, "link-out": 108.0, "join": 96.0}
_PADDING = 10.0
_RADIUS: Final = {
    "start": 11.0,
    "link-out": 12.0,
    "link-in": 12.0,
    "wait": 17.0,
    "end": 15.0,
    "decide": 19.0,
    "parallel": 19.0,
    "join": 19.0,
}
_ROUND = frozenset({"wait", "end", "start", "link-out", "link-in"})
_ENVELOPE = (21.0, 14.0)  # half of its width and height
_LINE: Final = {"title": 17.0, "row": 15.0, "note": 14.5}


class Line(Struct, frozen=True):
    """A line of text: where its baseline begins (or ends), its style from ``FONT_SIZES``."""

    text: str
    x: float
    y: float
    style: str
    anchor: str = "start"

    @property
    def width(self) -> float:
        return text_width(self.text, FONT_SIZES[self.style], bold=self.style in BOLD)

    @property
    def left(self) -> float:
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        return self.x - share * self.width


class Block(Struct, frozen=True, kw_only=True):
    """A node's own drawing. Coordinates are from the top left corner of the block."""

    node: Node
    width: float
    height: float
    centre: tuple[float, float]  # of the shape, or of the icon in a box
    lines: tuple[Line, ...]
    ports: tuple[float, ...]  # y of each labelled exit; empty when the one exit has no label
    hairlines: tuple[float, ...] = ()  # y of the rules above each exit of a box

    @property
    def tree(self) -> bool:
        """Exits hang below a shape, on a trunk."""
        return self.node.kind not in BOXES and bool(self.ports)

    def left(self) -> float:
        """x where the block is entered."""
        return 0.0 if self.node.kind in BOXES else self.centre[0] - _half(self.node.kind, 0.0)

    def right(self, y: float) -> float:
        """x where a line leaves the block at *y*."""
        if self.node.kind in BOXES or y in self.ports:
            return self.width
        return self.centre[0] + _half(self.node.kind, y - self.centre[1])


def half_size(kind: Kind) -> tuple[float, float]:
    """Half the width and height of a shape."""
    return _ENVELOPE if kind == "notice" else (_RADIUS[kind], _RADIUS[kind])


def _half(kind: Kind, off_centre: float) -> float:
    across, _ = half_size(kind)
    if kind in _ROUND:
        return sqrt(across**2 - off_centre**2)
    return across if kind == "notice" else across - abs(off_centre)


def build_block(node: Node) -> Block:
    if node.kind in BOXES:
        return _box(node)
    labelled = any(leaving.label for leaving in node.exits)
    return _tree(node) if labelled or len(node.exits) > 1 else _shape(node)


def _text(
    text: str, style: str, x: float, y: float, width: float, most: int, anchor: str = "start"
) -> tuple[list[Line], float]:
    """Wrapped lines below *y*, and the y below them."""
    size, bold, step = FONT_SIZES[style], style in BOLD, _LINE[style]
    wrapped = wrap(text, size, width, most_lines=most, bold=bold)
    lines = [
        Line(line, x, round(y + step * number + size, 1), style, anchor)
        for number, line in enumerate(wrapped)
    ]
    return lines, y + step * len(wrapped)


def _box(node: Node) -> Block:
    width = _RECEIPT if node.kind == "receipt" else _BOX
    icon = 26.0 if node.kind == "handoff" else 0.0
    inner = width - 2 * _PADDING
    lines, y = _text(node.title, "title", _PADDING + icon, 8.0, inner - icon, 4)
    for note in node.notes:
        more, y = _text(note, "note", _PADDING, y + 3, inner, 2)
        lines += more
    bottom = max(y + 8, 2 * ENTRY)
    ports, hairlines = [], []
    if any(leaving.label for leaving in node.exits):
        for leaving in node.exits:
            hairlines.append(bottom)
            row, end = _row(leaving, width - _PADDING, bottom, inner, "end")
            lines += row
            ports.append((bottom + end) / 2)
            bottom = end
    return Block(
        node=node,
        width=width,
        height=bottom,
        centre=(_PADDING + 9, 17.0),
        lines=tuple(lines),
        ports=tuple(ports),
        hairlines=tuple(hairlines),
    )


def _row(leaving: Exit, x: float, y: float, width: float, anchor: str) -> tuple[list[Line], float]:
    lines, end = _text(leaving.label, "row", x, y + 3, width, 2, anchor)
    return lines, max(end, y + 18) + 5


def _shape(node: Node) -> Block:
    """The shape with its text below, as BPMN has it; a link has its number inside."""
    width = _SMALL.get(node.kind, _SHAPE)
    middle, (_, half) = width / 2, half_size(node.kind)
    style = "note" if node.kind in ("join", "link-out") else "title"
    lines, y = _text(node.title, style, middle, ENTRY + half + 5, width, 5, "middle")
    if node.sign:
        lines.append(Line(node.sign, middle, ENTRY + 4.5, "row", "middle"))
    for note in node.notes:
        more, y = _text(note, "note", middle, y + 2, width, 3, "middle")
        lines += more
    return Block(
        node=node,
        width=width,
        height=y + 3,
        centre=(middle, ENTRY),
        lines=tuple(lines),
        ports=(),
    )


def _tree(node: Node) -> Block:
    """The shape with its text beside it, and its exits below on a trunk, each on its own line."""
    across, half = half_size(node.kind)
    x = 2 * across + 9
    inner = _TREE - x
    lines, y = _text(node.title, "title", x, 5.0, inner, 4)
    for note in node.notes:
        more, y = _text(note, "note", x, y + 2, inner, 3)
        lines += more
    y = max(y + 2, ENTRY + half) + 2
    ports = []
    for leaving in node.exits:
        row, end = _text(leaving.label, "row", across + 8, y + 3, _TREE - across - 8, 3)
        lines += row
        # The line that leaves lies under the words, like a line in a ruled book.
        y = max(end, y + 10) + 4
        ports.append(y)
    return Block(
        node=node,
        width=_TREE,
        height=y + 4,
        centre=(across, ENTRY),
        lines=tuple(lines),
        ports=tuple(ports),
    )
