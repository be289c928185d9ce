"""One patient's own course as a small picture: what was done, where it is, and what comes.

The whole definition is a map; this is the stretch of it that a patient is on. Lanes are those who
have or had the patient, columns are the order of things. Drawn for a page: its style is the page's.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from hjemover.definition.diagram.drawing import PAGE_CLASS
from hjemover.definition.diagram.measuring import text_width, wrap
from hjemover.definition.diagram.shapes import escape, quoted
from hjemover.definition.diagram.themes import FONT_SIZES
from hjemover.definition.diagram.words import WORDS
from hjemover.vocabulary import Language

State = Literal["done", "here", "ahead"]

_HEAD, _COLUMN, _BOX = 116.0, 158.0, 136.0
_MARGIN, _PADDING, _LINE, _NOTE = 8.0, 9.0, 17.0, 15.0
_ABOVE, _LEAST = 22.0, 56.0
_FLAG = 17.0


class Station(Struct, frozen=True, kw_only=True):
    """One place on the course.

    Args:
        lane: Who has or had it, as it is called.
        note: The day it was done, is due, or may begin; in words.
        after: The places in the list that lead here.
    """

    title: str
    lane: str
    state: State
    note: str = ""
    handoff: bool = False
    after: tuple[int, ...] = ()


class _Placed(Struct, frozen=True):
    station: Station
    column: int
    title: tuple[str, ...]
    note: tuple[str, ...]

    @property
    def height(self) -> float:
        return 2 * _PADDING + _LINE * len(self.title) + _NOTE * len(self.note)

    @property
    def left(self) -> float:
        return _HEAD + _MARGIN + _COLUMN * self.column + (_COLUMN - _BOX) / 2


def draw_course(stations: Sequence[Station], name: str, language: Language) -> str:
    """An svg element without style and script. Empty text when there is nowhere to be.

    Args:
        name: What the picture is of, for those who hear it read.
    """
    if not stations:
        return ""
    placed = _placed(stations)
    lanes = list(dict.fromkeys(station.lane for station in stations))
    tops, height = _lanes(placed, lanes)
    width = _HEAD + _MARGIN + _COLUMN * (1 + max(one.column for one in placed)) + _MARGIN
    size = f"{_n(width)} {_n(height)}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{PAGE_CLASS} course" lang="{language}"',
        f' role="img" aria-labelledby="course-title course-desc" viewBox="0 0 {size}"',
        f' width="{_n(width)}" height="{_n(height)}">',
        f'<title id="course-title">{escape(name)}</title>',
        f'<desc id="course-desc">{escape(_told(stations, language))}</desc>',
        '<defs><marker id="course-tip" class="tip" viewBox="0 0 10 10" refX="9" refY="5"',
        ' markerUnits="userSpaceOnUse" markerWidth="9" markerHeight="9" orient="auto">',
        '<path d="M0 .8 10 5 0 9.2Z"/></marker></defs>',
        f'<rect class="page" width="{_n(width)}" height="{_n(height)}"/>',
        *_grounds(lanes, tops, width),
        *_arrows(placed, tops),
        *(_node(one, tops[one.station.lane][0], language) for one in placed),
        "</svg>",
    ]
    return "".join(parts)


def _told(stations: Sequence[Station], language: Language) -> str:
    """The same in words: each place with its state, who has it, and its day."""
    words = WORDS[language]
    states = {"done": words.done, "here": words.here, "ahead": words.ahead}
    return " ".join(
        f"{states[one.state].capitalize()}: {one.title} ({one.lane})"
        f"{f', {one.note}' if one.note else ''}."
        for one in stations
    )


def _placed(stations: Sequence[Station]) -> list[_Placed]:
    """Done one by one; all that is open beside each other, as far as the lanes allow; then on."""
    placed: list[_Placed] = []
    taken: set[tuple[str, int]] = set()
    column, last = 0, None
    for station in stations:
        if last is not None and (station.state != last or station.state != "here"):
            column = 1 + max(one.column for one in placed)
        here = column
        while (station.lane, here) in taken:
            here += 1
        taken.add((station.lane, here))
        last = station.state
        inner = _BOX - 2 * _PADDING
        title = wrap(station.title, FONT_SIZES["title"], inner, most_lines=4, bold=True)
        note = wrap(station.note, FONT_SIZES["note"], inner, most_lines=3) if station.note else ()
        placed.append(_Placed(station, here, title, note))
    return placed


def _lanes(
    placed: Sequence[_Placed], lanes: Sequence[str]
) -> tuple[dict[str, tuple[float, float]], float]:
    """Top and height of each lane, and the height of all."""
    tops: dict[str, tuple[float, float]] = {}
    y = _MARGIN
    for lane in lanes:
        tallest = max(one.height for one in placed if one.station.lane == lane)
        names = _LINE * len(_lane_name(lane)) + 2 * _PADDING
        height = max(tallest + _ABOVE + 14, names, _LEAST)
        tops[lane] = (y, height)
        y += height
    return tops, y + _MARGIN


def _lane_name(lane: str) -> tuple[str, ...]:
    return wrap(lane, FONT_SIZES["lane"], _HEAD - 18, most_lines=5, bold=True)


def _grounds(
    lanes: Sequence[str], tops: dict[str, tuple[float, float]], width: float
) -> Iterator[str]:
    for number, lane in enumerate(lanes):
        y, height = tops[lane]
        ground = "lane-odd" if number % 2 else "lane-even"
        right = width - 2 * _MARGIN
        for style, across in ((ground, right), ("head", _HEAD), ("rule", right)):
            yield (
                f'<rect class="{style}" x="{_n(_MARGIN)}" y="{_n(y)}"'
                f' width="{_n(across)}" height="{_n(height)}"/>'
            )
        name = _lane_name(lane)
        first = y + height / 2 - _LINE * (len(name) - 1) / 2 + 4.5
        for row, text in enumerate(name):
            yield _text("lane", text, _MARGIN + 9, first + _LINE * row)


def _arrows(placed: Sequence[_Placed], tops: dict[str, tuple[float, float]]) -> Iterator[str]:
    for one in placed:
        for before in one.station.after:
            yield _arrow(placed[before], one, tops)


def _arrow(source: _Placed, target: _Placed, tops: dict[str, tuple[float, float]]) -> str:
    """From the side of one box to the side of the next, in the passage before it."""
    begin = source.left + _BOX, _middle(source, tops)
    end = target.left, _middle(target, tops)
    kind = "flow coming" if target.station.state == "ahead" else "flow"
    turn = end[0] - (_COLUMN - _BOX) / 2
    if source.column >= target.column:
        begin = source.left + _BOX / 2, _middle(source, tops)
    path = f"M{_n(begin[0])} {_n(begin[1])}H{_n(turn)}V{_n(end[1])}H{_n(end[0])}"
    return f'<path class="{kind}" d="{path}" marker-end="url(#course-tip)"/>'


def _middle(one: _Placed, tops: dict[str, tuple[float, float]]) -> float:
    return tops[one.station.lane][0] + _ABOVE + 20


def _node(one: _Placed, top: float, language: Language) -> str:
    station, words = one.station, WORDS[language]
    told = {"done": words.done, "here": words.here, "ahead": words.ahead}[station.state]
    kind = "handoff" if station.handoff else "task"
    lines = [
        _text("title", text, _PADDING, _PADDING + 12 + _LINE * row)
        for row, text in enumerate(one.title)
    ]
    below = _PADDING + 11 + _LINE * len(one.title)
    lines += [
        _text("note", text, _PADDING, below + _NOTE * row) for row, text in enumerate(one.note)
    ]
    radius = 3 if station.handoff else 8
    return (
        f'<g class="step {kind} {station.state}"'
        f' transform="translate({_n(one.left)} {_n(top + _ABOVE)})">'
        f"<title>{escape(f'{station.title} · {told}')}</title>"
        f'<rect class="shape" width="{_n(_BOX)}" height="{_n(one.height)}" rx="{radius}"/>'
        f"{''.join(lines)}{_mark(station, told)}</g>"
    )


def _mark(station: Station, told: str) -> str:
    """A tick on what is done, a flag with its words on what is open: never a colour alone."""
    if station.state == "done":
        x, y = _BOX - 4, 2.0
        tick = f"M{_n(x - 3.8)} {_n(y + 0.2)}l2.6 2.8l5 -5.6"
        return (
            f'<circle class="mark" cx="{_n(x)}" cy="{_n(y)}" r="8"/><path class="sign" d="{tick}"/>'
        )
    if station.state == "ahead":
        return ""
    width = text_width(told, FONT_SIZES["note"], bold=True) + 20
    top = 5 - _FLAG
    outline = f"M8 {_n(top)}h{_n(width - 6)}l6 {_n(_FLAG / 2)}l-6 {_n(_FLAG / 2)}h{_n(6 - width)}Z"
    return f'<path class="mark" d="{outline}"/>{_text("note flag", told, 15, top + 12.5)}'


def _text(style: str, text: str, x: float, y: float) -> str:
    return f'<text class={quoted(style)} x="{_n(x)}" y="{_n(y)}">{escape(text)}</text>'


def _n(value: float) -> str:
    return f"{round(value, 1):g}"
