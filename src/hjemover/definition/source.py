"""Reading a YAML file from somebody we do not trust, and remembering where everything stood.

ruamel's parser gives events; the tree is built here with a stack, so that depth, size, anchors,
aliases and tags are refused before anything is expanded, and nothing can recurse. YAML 1.2: in
a Norwegian system ``no`` is a language and a country, never "false".
"""

import math
import re
from collections.abc import Iterator

from msgspec import Struct
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

MAX_BYTES = 256 * 1024
MAX_DEPTH = 30
MAX_NODES = 20_000

Data = str | int | float | bool | None | list["Data"] | dict[str, "Data"]
Path = tuple[str | int, ...]
Position = tuple[int, int]
"""Line and column, both from 1."""


class Fault(Struct, frozen=True):
    """Why a text cannot be read, and where."""

    at: Position
    code: str
    message: str
    next_move: str = ""


class Source:
    """One file: its data as plain Python values, and the position of every key and value."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.data: Data = None
        self.values: dict[Path, Position] = {}
        self.keys: dict[Path, Position] = {}

    def value_at(self, path: Path) -> Position:
        """Where the value of *path* stands; its key, or its parent's, when it is not there."""
        if path in self.keys and self.find(path) is None:
            return self.keys[path]  # of nothing, the reader says where the next thing begins
        return self.values.get(path) or self._nearest(path)

    def key_at(self, path: Path) -> Position:
        """Where the key of *path* stands; an item of a list has no key, so its value."""
        return self.keys.get(path) or self._nearest(path)

    def find(self, path: Path) -> Data:
        """The value at *path*, or None when there is none."""
        return find(self.data, path)

    def _nearest(self, path: Path) -> Position:
        while path:
            place = self.keys.get(path) or self.values.get(path)
            if place:
                return place
            path = path[:-1]
        return (1, 1)


def find(data: Data, path: Path) -> Data:
    """The value at *path* inside *data*, or None when there is none."""
    for part in path:
        if isinstance(data, dict) and isinstance(part, str):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def decode(raw: bytes) -> str | Fault:
    """*raw* as text, or why it is not text."""
    if len(raw) > MAX_BYTES:
        return _too_big()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = raw[: fault.start].decode("utf-8", "replace")
        return Fault(
            _position(before, len(before)),
            "not-utf-8",
            "The file is not UTF-8.",
            'Save it with the encoding "UTF-8".',
        )


def read(file: str, text: str) -> tuple[Source, tuple[Fault, ...]]:
    """The data of *text* with positions. Never raises; after a fault the data are not whole.

    A key written twice is the only fault that leaves data worth reading on: the first is kept.
    """
    source = Source(file, text)
    fault = _unreadable(text)
    if fault:
        return source, (fault,)
    builder = _Builder(source)
    try:
        builder.read(_events(text))
    except _Stop as stop:
        builder.faults.append(stop.fault)
    except MarkedYAMLError as broken:
        builder.faults.append(_syntax(broken, text))
    except (YAMLError, RecursionError, ValueError):
        # Whatever else ruamel may say of a text that is not YAML, it is the text's fault.
        builder.faults.append(Fault((1, 1), "yaml-syntax", "The file is not YAML.", _LOOK))
    return source, tuple(builder.faults)


def _events(text: str) -> Iterator[Event]:
    events: Iterator[Event] = YAML(typ="safe", pure=True).parse(text)
    return events


_WRITE = "Begin with pathway: and the name of its folder; docs/for-pathway-designers.md goes on."
_LOOK = "Check quotation marks, brackets, and the spaces in front of the lines."


class _Stop(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


class _Frame:
    """A list or mapping being filled. *key* is the key that waits for its value."""

    def __init__(self, into: list[Data] | dict[str, Data], path: Path) -> None:
        self.into = into
        self.path = path
        self.key: str | None = None
        self.twice = False


class _Builder:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.faults: list[Fault] = []
        self.frames: list[_Frame] = []
        self.nodes = 0
        self.documents = 0

    def read(self, events: Iterator[Event]) -> None:
        for event in events:
            match event:
                case DocumentStartEvent():
                    self._document(event)
                case AliasEvent():
                    self._refuse(event, "alias", f'The alias "*{event.anchor}" is not allowed.')
                    self._take(event, None)
                case ScalarEvent():
                    self._node(event)
                    self._take(event, _scalar(event))
                case SequenceStartEvent() | MappingStartEvent():
                    self._node(event)
                    self._open(event, [] if isinstance(event, SequenceStartEvent) else {})
                case SequenceEndEvent() | MappingEndEvent():
                    self.frames.pop()
        if self.nodes == 0:
            raise _Stop(Fault((1, 1), "empty-file", "The file is empty.", _WRITE))

    def _document(self, event: DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _Stop(
                Fault(
                    _mark(event),
                    "two-documents",
                    'The file has more than one document ("---").',
                    "Put each in a file of its own.",
                )
            )

    def _node(self, event: ScalarEvent | SequenceStartEvent | MappingStartEvent) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _Stop(
                Fault(
                    _mark(event),
                    "too-many-nodes",
                    f"The file has more than {MAX_NODES} values.",
                    "Split it in smaller pathways.",
                )
            )
        if event.anchor:
            self._refuse(event, "anchor", f'The anchor "&{event.anchor}" is not allowed.')
        if event.tag:
            self._refuse(event, "tag", f'The tag "{event.tag}" is not allowed.', "Remove it.")

    def _refuse(
        self, event: Event, code: str, message: str, move: str = "Write the value out."
    ) -> None:
        self.faults.append(Fault(_mark(event), code, message, move))

    def _open(self, event: Event, into: list[Data] | dict[str, Data]) -> None:
        path = self._take(event, into)
        self.frames.append(_Frame(into, path))
        if len(self.frames) > MAX_DEPTH:
            raise _Stop(
                Fault(
                    _mark(event),
                    "too-deep",
                    f"The file is nested more than {MAX_DEPTH} levels deep.",
                    "Check the brackets and the indentation.",
                )
            )

    def _take(self, event: Event, value: Data) -> Path:
        """Put *value* where it belongs, or keep it as the key of what comes next."""
        if not self.frames:
            self.source.data = value
            self.source.values[()] = _mark(event)
            return ()
        frame = self.frames[-1]
        if isinstance(frame.into, list):
            path: Path = (*frame.path, len(frame.into))
            frame.into.append(value)
            self.source.values[path] = _mark(event)
            return path
        if frame.key is None:
            self._key(frame, event)
            return frame.path
        path = (*frame.path, frame.key)
        if not frame.twice:
            frame.into[frame.key] = value
            self.source.values[path] = _mark(event)
        frame.key = None
        return path

    def _key(self, frame: _Frame, event: Event) -> None:
        assert isinstance(frame.into, dict)
        if not isinstance(event, ScalarEvent):
            raise _Stop(
                Fault(
                    _mark(event),
                    "key-is-not-a-word",
                    'A bracket stands where a word with ":" should.',
                    'Put the text in quotes if it begins with "[" or "{".',
                )
            )
        key = str(event.value)
        frame.key = key
        path = (*frame.path, key)
        frame.twice = key in frame.into
        if not frame.twice:
            self.source.keys[path] = _mark(event)
            return
        first = self.source.keys[path][0]
        self.faults.append(
            Fault(
                _mark(event),
                "duplicate-key",
                f'"{key[:60]}" is written twice; the first is on line {first}.',
                "Delete one of them.",
            )
        )


_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]{1,18}|[0-9]{1,18}(\.[0-9]{0,18})?)([eE][-+]?[0-9]{1,3})?")


def _scalar(event: ScalarEvent) -> Data:
    """A scalar by the YAML 1.2 core rules; whatever is not plainly something else is text."""
    written = str(event.value)
    if event.style is not None:
        return written
    if written in _NULLS:
        return None
    if written in _TRUTHS:
        return _TRUTHS[written]
    # A leading zero is a code, such as 0301 Oslo, not a count.
    if _WHOLE.fullmatch(written) and not re.match(r"[-+]?0[0-9]", written):
        return int(written)
    if _DECIMAL.fullmatch(written) and not re.match(r"[-+]?0[0-9]", written):
        number = float(written)
        return number if math.isfinite(number) else written
    return written


def _mark(event: Event) -> Position:
    return (event.start_mark.line + 1, event.start_mark.column + 1)


def _position(text: str, index: int) -> Position:
    # A lone carriage return ends a line too, as the YAML reader counts them.
    lines = re.split("\r\n|\r|\n", text[:index])
    return (len(lines), len(lines[-1]) + 1)


# YAML's printable characters, less the line separators that ruamel and editors count otherwise.
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def _unreadable(text: str) -> Fault | None:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        return _too_big()
    bad = _UNPRINTABLE.search(text)
    if bad:
        return Fault(
            _position(text, bad.start()),
            "bad-character",
            f"The character U+{ord(bad.group()):04X} cannot stand in a definition.",
            "Delete it.",
        )
    if not text.strip():
        return Fault((1, 1), "empty-file", "The file is empty.", _WRITE)
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("%"):
            return Fault((number, 1), "directive", "YAML directives are not allowed.", "Delete it.")
    return None


def _too_big() -> Fault:
    return Fault(
        (1, 1),
        "too-big",
        f"The file is larger than {MAX_BYTES // 1024} kB, which is the limit.",
        "Split it in smaller pathways.",
    )


_NO_COLON = "could not find expected ':'"
_SYNTAX = (
    ("'\\t'", "A tab is used where only spaces may stand.", "Indent with spaces."),
    (
        "mapping values are not allowed",
        'A ":" stands where it does not belong.',
        "Put the text in quotes, or check that the line has as many spaces in front as the others.",
    ),
    (
        "end of stream",
        "The file ends in the middle of something.",
        "Close the quotation mark or the bracket that begins there.",
    ),
    ("stream end", "The file ends in the middle of something.", "Close the bracket."),
    ("but found '}'", 'There is a "}" too many.', "Delete it."),
    ("but found ']'", 'There is a "]" too many.', "Delete it."),
    (
        "<block end>",
        "This line does not begin under the line it belongs with.",
        "Give it as many spaces in front as the lines beside it.",
    ),
    ("expected ',' or", "A comma or a closing bracket is missing.", "Write it before this."),
    (
        _NO_COLON,
        'A ":" with a space after it is missing here.',
        'Write it after the word, as "party: ward".',
    ),
    (
        "cannot start any token",
        "A value begins with a character that must be quoted.",
        "Put the text in quotes.",
    ),
)


def _syntax(broken: MarkedYAMLError, text: str) -> Fault:
    said = f"{broken.context or ''} {broken.problem or ''}"
    mark = broken.problem_mark or broken.context_mark
    at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    open_quote = _open_quote(text, before=at[0])
    if open_quote:
        return Fault(
            open_quote, "yaml-syntax", "A quotation mark is not closed on this line.", "Close it."
        )
    began = broken.context_mark  # where the bracket opens
    same_line = mark is not None and began is not None and began.line == mark.line
    if "expected ',' or" in said and same_line and _colon_at(text, *at):
        return Fault(
            at,
            "yaml-syntax",
            'A text that has a ":" in it stands without quotes.',
            "Put the whole text in quotes.",
        )
    for sign, message, move in _SYNTAX:
        if sign in said:
            if sign == _NO_COLON and broken.context_mark:  # the mark is where the next one is
                at = (broken.context_mark.line + 1, broken.context_mark.column + 1)
            return Fault(at, "yaml-syntax", message, move)
    return Fault(at, "yaml-syntax", "This cannot be read.", _LOOK)


def _colon_at(text: str, line: int, column: int) -> bool:
    lines = text.splitlines()
    return line <= len(lines) and lines[line - 1][column - 1 : column] == ":"


def _open_quote(text: str, *, before: int) -> Position | None:
    """The first line before that one where a quotation mark opens and none closes.

    The reader takes all up to the next mark as one text, and so finds fault far below.
    """
    for number, line in enumerate(text.splitlines()[: before - 1], start=1):
        opening = [at for at, sign in enumerate(line) if sign == '"' and line[at - 1 : at] != "\\"]
        if len(opening) % 2 and not line.lstrip().startswith("#"):
            return (number, opening[-1] + 1)
    return None
