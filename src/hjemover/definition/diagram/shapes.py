"""The shapes of BPMN that the picture uses, and the marks on them."""

import re
from typing import Final, Literal
from xml.sax import saxutils

from hjemover.definition.diagram.blocks import ENTRY, Block, half_size
from hjemover.definition.diagram.measuring import text_width
from hjemover.definition.diagram.nodes import BOXES
from hjemover.definition.diagram.themes import FONT_SIZES

_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape(text: str) -> str:
    """*text* for XML, without the control characters that XML cannot hold in any form."""
    return saxutils.escape(_ILLEGAL.sub("", text))


def quoted(text: str) -> str:
    return saxutils.quoteattr(_ILLEGAL.sub("", text))


def shape(block: Block) -> str:
    """The outline of a node and the sign inside it."""
    kind = block.node.kind
    x, y = block.centre
    if kind in BOXES:
        return _box(block)
    across, half = half_size(kind)
    match kind:
        case "wait":
            clock = f"M{x:g} {y - 9:g}V{y:g}L{x + 6:g} {y + 4:g}"
            return f"{_circle(x, y, across)}{_circle(x, y, across - 4, 'icon')}{_icon(clock)}"
        case "end" | "start" | "link-in" | "link-out":
            return _circle(x, y, across)
        case "notice":
            outline = f"M{x - across:g} {y - half:g}h{2 * across:g}v{2 * half:g}h{-2 * across:g}Z"
            flap = f"M{x - across:g} {y - half:g}L{x:g} {y + 2:g}L{x + across:g} {y - half:g}"
            return f'<path class="shape" d="{outline}"/>{_icon(flap)}'
    diamond = f"M{x - across:g} {y:g}L{x:g} {y - half:g}L{x + across:g} {y:g}L{x:g} {y + half:g}Z"
    return f'<path class="shape" d="{diamond}"/>{_icon(_in_diamond(kind, x, y))}'


def _in_diamond(kind: str, x: float, y: float) -> str:
    """A cross for a choice, a plus for branches that part or meet."""
    if kind == "decide":
        return f"M{x - 5:g} {y - 5:g}l10 10M{x + 5:g} {y - 5:g}l-10 10"
    return f"M{x - 8:g} {y:g}h16M{x:g} {y - 8:g}v16"


def _box(block: Block) -> str:
    radius = 8 if block.node.kind == "task" else 3
    outline = (
        f'<rect class="shape" width="{block.width:g}" height="{block.height:g}" rx="{radius}"/>'
    )
    if block.node.kind != "handoff":
        return outline
    x, y = block.centre
    return outline + _small_envelope(x, y, "icon")


def _small_envelope(x: float, y: float, name: str) -> str:
    return (
        f'<path class="{name}" d="M{x - 9:g} {y - 6:g}h18v12h-18ZM{x + 9:g} {y - 6:g}l-9 7l-9 -7"/>'
    )


def _circle(x: float, y: float, radius: float, name: str = "shape") -> str:
    return f'<circle class="{name}" cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'


def _icon(path: str) -> str:
    return f'<path class="icon" d="{path}"/>'


def envelope_at(x: float, y: float, name: str) -> str:
    """The envelope on a line between two lanes."""
    x, y = round(x, 1), round(y, 1)
    return f'<g class="{name}">{_small_envelope(x, y, "shape")}</g>'


def bolt() -> str:
    """The sign of something that strikes, on an event's card."""
    return _circle(17, 18, 10, "icon") + _icon("M18.5 11.5L13.5 19H17L15.5 24.5L20.5 17H17Z")


_MARK_HEIGHT: Final = 17.0


def mark(block: Block, status: Literal["here", "done"], told: str) -> str:
    """Where the patient is, or has been: a shape and a word, never a colour alone.

    A flag with the word in it stands on the node that is open now; a round tick on one that is
    done.
    """
    return _tick(block) if status == "done" else _flag(block, told)


def _tick(block: Block) -> str:
    x, y = block.width - 4, 2.0
    if block.node.kind not in BOXES:
        x, y = block.centre[0], ENTRY - half_size(block.node.kind)[1] - 1
    tick = f"M{x - 3.8:g} {y + 0.2:g}l2.6 2.8l5 -5.6"
    return f'<circle class="mark" cx="{x:g}" cy="{y:g}" r="8"/><path class="sign" d="{tick}"/>'


def _flag(block: Block, told: str) -> str:
    width = round(text_width(told, FONT_SIZES["note"], bold=True) + 20, 1)
    left, top = 8.0, 5 - _MARK_HEIGHT
    if block.node.kind not in BOXES:
        across, half = half_size(block.node.kind)
        top = ENTRY - half - 13
        # Beside a title it must not reach the first letter.
        left = round(2 * across + 5 - width if block.tree else block.centre[0] - width / 2, 1)
    outline = (
        f"M{left:g} {top:g}h{width - 6:g}l6 {_MARK_HEIGHT / 2:g}"
        f"l-6 {_MARK_HEIGHT / 2:g}h{6 - width:g}Z"
    )
    return (
        f'<path class="mark" d="{outline}"/><text class="note flag" x="{left + 7:g}"'
        f' y="{top + 12.5:g}">{escape(told)}</text>'
    )
