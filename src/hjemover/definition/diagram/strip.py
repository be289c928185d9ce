"""The strip below the lanes: events that can strike at any time, each with what it does."""

from msgspec import Struct

from hjemover.definition.diagram.blocks import Line
from hjemover.definition.diagram.measuring import wrap
from hjemover.definition.diagram.themes import FONT_SIZES
from hjemover.definition.diagram.wording import Wording

_LEAST, _MOST = 206.0, 280.0  # of the width of a card
_GAP, _HEAD, _TEXT_LEFT = 12.0, 30.0, 34.0


class Card(Struct, frozen=True, kw_only=True):
    """One event. Coordinates of the lines are from the card's corner."""

    event: str
    hint: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]


class Strip(Struct, frozen=True):
    heading: Line
    cards: tuple[Card, ...]
    height: float


def build_strip(wording: Wording, width: float) -> Strip | None:
    """Cards in rows that fill *width*; nothing when the definition has no events."""
    events = list(wording.definition.events.values())
    if not events:
        return None
    most = max(1, int((width + _GAP) // (_LEAST + _GAP)))
    across = -(-len(events) // -(-len(events) // most))  # rows of equal length
    each = round(min(_MOST, (width + _GAP) / across - _GAP), 1)
    cards: list[Card] = []
    y = _HEAD
    for begin in range(0, len(events), across):
        row = [
            _card(event.id, wording.text(event.name), wording.effects(event), each)
            for event in events[begin : begin + across]
        ]
        height = max(height for *_, height in row)
        for place, (event_id, hint, lines, _) in enumerate(row):
            x = place * (each + _GAP)
            cards.append(
                Card(event=event_id, hint=hint, x=x, y=y, width=each, height=height, lines=lines)
            )
        y += height + _GAP
    heading = Line(wording.words.events, 0.0, 18.0, "lane")
    return Strip(heading, tuple(cards), y)


def _card(
    event: str, name: str, effect: str, width: float
) -> tuple[str, str, tuple[Line, ...], float]:
    room = width - _TEXT_LEFT - 8
    y = 20.0
    lines = []
    for text, style, most in ((name, "title", 3), (effect, "note", 3)):
        bold = style == "title"
        for part in wrap(text, FONT_SIZES[style], room, most_lines=most, bold=bold):
            lines.append(Line(part, _TEXT_LEFT, y, style))
            y += 16.0 if bold else 14.5
    return event, f"{name}: {effect}" if effect else name, tuple(lines), y - 4
