"""The picture as SVG text: escaped, self-contained, without scripts."""

from collections.abc import Collection, Iterator
from typing import Final, Literal

from msgspec import Struct

from hjemover.definition.diagram.blocks import Block, Line
from hjemover.definition.diagram.layout import Drawn, Picture, Placed
from hjemover.definition.diagram.shapes import bolt, envelope_at, escape, mark, quoted, shape
from hjemover.definition.diagram.spacing import HEAD_WIDTH, MARGIN
from hjemover.definition.diagram.strip import Card
from hjemover.definition.diagram.themes import Theme, style_sheet
from hjemover.definition.diagram.wording import Wording
from hjemover.definition.diagram.words import Words

Status = Literal["here", "done", "aside"]

PAGE_CLASS: Final = "swimlanes"
"""The class of every picture that is part of a page, for its style sheet to name."""
_CORNER = 6.0


class Marks(Struct, frozen=True, kw_only=True):
    """Where a patient is in the picture. *ahead* is None where nobody asked."""

    here: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    ahead: frozenset[str] | None = None

    def of(self, step: str) -> Status | None:
        if step in self.here:
            return "here"
        if step in self.done:
            return "done"
        return "aside" if self.ahead is not None and step not in self.ahead else None


def draw(
    picture: Picture, wording: Wording, theme: Theme, marks: Marks, *, in_page: bool = False
) -> str:
    """One svg element. Ids begin with the definition's name, so two pictures fit on a page."""
    definition = wording.definition
    root = f"swimlanes-{definition.id}-{definition.version}-{theme}"
    size = f"{_n(picture.width)} {_n(picture.height)}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{PAGE_CLASS if in_page else root}"',
        f' lang="{wording.language}"',
        f' role="img" aria-labelledby="{root}-title {root}-desc" viewBox="0 0 {size}"',
        f' width="{_n(picture.width)}" height="{_n(picture.height)}">',
        f'<title id="{root}-title">{escape(wording.text(definition.name))}</title>',
        f'<desc id="{root}-desc">{escape(_description(picture, wording, marks.here))}</desc>',
        "" if in_page else f"<style>{escape(style_sheet(theme, root))}</style>",
        _tips(root),
        f'<rect class="page" width="{_n(picture.width)}" height="{_n(picture.height)}"/>',
        _text(picture.heading),
        _text(picture.version),
        *_lanes(picture),
        *(_line(line, root) for line in picture.lines),
        *(envelope_at(x, y, "copy-mark") for x, y in picture.copies_end),
    ]
    for placed in picture.blocks.values():
        parts.extend(_node(placed, _status(placed, marks), wording.words))
    parts.extend(_strip(picture))
    parts.append("</svg>")
    return "".join(parts)


def _status(placed: Placed, marks: Marks) -> Status | None:
    node = placed.block.node
    status = marks.of(node.step) if node.step else None
    if status == "here" and node.kind in ("receipt", "join"):
        # Until a handoff is accepted it is with its sender; a join is not where anything waits.
        return None
    return status


def _description(picture: Picture, wording: Wording, here: Collection[str]) -> str:
    """What somebody who cannot see the picture should know of it."""
    definition, words = wording.definition, wording.words
    parties = dict.fromkeys(placed.lane.party for placed in picture.lanes)
    lanes = [wording.party(party) if party else words.automatic for party in parties]
    said = [
        words.described.format(
            steps=len(definition.steps),
            lanes=wording.listed(lanes),
            first=wording.step(definition.start),
        )
    ]
    current = [f"«{wording.step(step)}»" for step in definition.steps if step in here]
    if current:
        said.append(f"{words.here.capitalize()}: {wording.listed(current)}.")
    if definition.events:
        events = [wording.text(event.name) for event in definition.events.values()]
        said.append(f"{words.events}: {wording.listed(events)}.")
    return " ".join(said)


def _tips(root: str) -> str:
    tip = (
        '<marker id="{root}-{name}" class="{name}" viewBox="0 0 10 10" refX="9" refY="5"'
        ' markerUnits="userSpaceOnUse" markerWidth="9" markerHeight="9" orient="auto">'
        '<path d="M0 .8 10 5 0 9.2Z"/></marker>'
    )
    return f"<defs>{''.join(tip.format(root=root, name=n) for n in ('tip', 'message-tip'))}</defs>"


# --- lanes and lines ---


def _lanes(picture: Picture) -> Iterator[str]:
    right = picture.width - MARGIN
    parties = [*dict.fromkeys(lane.lane.party for lane in picture.lanes)]
    for lane in picture.lanes:
        striped = "lane-odd" if parties.index(lane.lane.party) % 2 else "lane-even"
        yield (
            f'<g class="lane"{_data("party", lane.lane.party)}>'
            f"{_rect(striped, MARGIN, lane.y, right - MARGIN, lane.height)}"
            f"{_rect('head', MARGIN, lane.y, HEAD_WIDTH, lane.height)}"
            f"{_rect('rule', MARGIN, lane.y, right - MARGIN, lane.height)}"
            f"{''.join(_text(line) for line in lane.name)}</g>"
        )


def _line(line: Drawn, root: str) -> str:
    tip = {"message": "message-tip", "copy": None}.get(line.kind, "tip")
    marker = f' marker-end="url(#{root}-{tip})"' if tip else ""
    way = line.way
    data = _data("from", way.step) + _data("way", way.name) + _data("to", way.target) if way else ""
    title = f"<title>{escape(line.hint)}</title>" if line.hint else ""
    drawn = f'<path class="{line.kind}"{data} d="{_path(line.points)}"{marker}>{title}</path>'
    if line.kind == "message" and len(line.points) == 2:
        x, (begin, end) = line.points[0][0], (line.points[0][1], line.points[1][1])
        drawn += envelope_at(x, begin + (18 if end > begin else -18), "message-mark")
    return drawn


def _path(points: tuple[tuple[float, float], ...]) -> str:
    """Straight pieces with rounded corners."""
    told = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        into, out = _towards(corner, before), _towards(corner, after)
        told.append(
            f"L{_n(into[0])} {_n(into[1])}"
            f"Q{_n(corner[0])} {_n(corner[1])} {_n(out[0])} {_n(out[1])}"
        )
    told.append(f"L{_n(points[-1][0])} {_n(points[-1][1])}")
    return "".join(told)


def _towards(corner: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """The point where the rounding begins: at most half way, for the other corner needs its own."""
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = max(abs(dx), abs(dy))
    if length == 0:
        return corner
    share = min(_CORNER, length / 2) / length
    return corner[0] + dx * share, corner[1] + dy * share


# --- nodes ---


def _node(placed: Placed, status: Status | None, words: Words) -> Iterator[str]:
    block, node = placed.block, placed.block.node
    if not node.step:
        yield _beside_the_steps(placed)
        return
    told = {"here": words.here, "done": words.done, "aside": words.aside, None: ""}[status]
    kind = words.kinds[node.kind]
    hint = " · ".join(filter(None, [f"{node.title} ({kind})", told, *node.notes]))
    rules = [f"{e.label}: {e.rule}" for e in node.exits if e.rule]
    classes = " ".join(filter(None, ["step", node.kind, status]))
    yield (
        f'<g id="{node.id}" class="{classes}"'
        f' transform="translate({_n(placed.x)} {_n(placed.y)})">'
        f"<title>{escape(chr(10).join([hint, *rules]))}</title>"
    )
    yield shape(block)
    yield from (_hairline(block, y) for y in block.hairlines)
    if block.tree:
        yield _trunk(block)
    yield from (_text(line) for line in block.lines)
    if status in ("here", "done"):
        yield mark(block, status, told)
    yield "</g>"


def _beside_the_steps(placed: Placed) -> str:
    """The start, and the links from one band to another."""
    node = placed.block.node
    title = f"<title>{escape(node.title)}</title>" if node.title else ""
    lines = "".join(_text(line) for line in placed.block.lines)
    return (
        f'<g class="{node.kind}" transform="translate({_n(placed.x)} {_n(placed.y)})">'
        f"{title}{shape(placed.block)}{lines}</g>"
    )


def _hairline(block: Block, y: float) -> str:
    return f'<path class="rule" d="M0 {_n(y)}H{_n(block.width)}"/>'


def _trunk(block: Block) -> str:
    """From the foot of the shape along the labels; each label's line leaves it to the right."""
    x, y = block.centre
    foot = y + (block.right(y) - x)
    down = "".join(f"M{_n(x)} {_n(p)}H{_n(block.width)}" for p in block.ports)
    return f'<path class="flow" d="M{_n(x)} {_n(foot)}V{_n(block.ports[-1])}{down}"/>'


# --- events ---


def _strip(picture: Picture) -> Iterator[str]:
    if picture.strip is None:
        return
    x, y = picture.strip_at
    yield f'<g class="events" transform="translate({_n(x)} {_n(y)})">'
    yield _text(picture.strip.heading)
    yield from (_card(card) for card in picture.strip.cards)
    yield "</g>"


def _card(card: Card) -> str:
    return (
        f'<g class="event"{_data("event", card.event)}'
        f' transform="translate({_n(card.x)} {_n(card.y)})"><title>{escape(card.hint)}</title>'
        f'<rect class="shape" width="{_n(card.width)}" height="{_n(card.height)}" rx="4"/>'
        f"{bolt()}{''.join(_text(line) for line in card.lines)}</g>"
    )


# --- small things ---


def _text(line: Line) -> str:
    anchor = "" if line.anchor == "start" else f' text-anchor="{line.anchor}"'
    return (
        f'<text class="{line.style}" x="{_n(line.x)}" y="{_n(line.y)}"{anchor}>'
        f"{escape(line.text)}</text>"
    )


def _rect(name: str, x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect class="{name}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"/>'
    )


def _data(name: str, value: str) -> str:
    return f" data-{name}={quoted(value)}"


def _n(value: float) -> str:
    """A coordinate with at most one decimal, the same on every machine."""
    return f"{round(value, 1):g}" if abs(value) < 1e5 else str(round(value))
