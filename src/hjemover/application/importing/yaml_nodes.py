"""YAML as text with places, read from the parser's events: nothing is guessed to be a number.

``01017012345`` stays what was written, ``no`` is a word, and an alias is refused before it
could be expanded.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol

from msgspec import Struct
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from hjemover.application.importing.files import whole_file
from hjemover.application.importing.problems import ImportProblem
from hjemover.application.importing.rows import Cell, cell

_DEEPEST: Final = 12
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(Struct, frozen=True):
    """A single value; empty when the file said nothing, ``~`` or ``null``."""

    cell: Cell


class Sequence(Struct, frozen=True):
    items: "list[Node]"
    line: int
    column: int


class Mapping(Struct, frozen=True):
    entries: "list[tuple[Cell, Node]]"
    line: int
    column: int


Node = Scalar | Sequence | Mapping


class _Mark(Protocol):
    line: int
    column: int


class _TooDeepError(Exception):
    """Nested deeper than any file of ours."""


def read_nodes(path: Path, text: str, problems: list[ImportProblem]) -> Node | None:
    """The one document of *text*; None after a problem that stops the reading."""
    builder = _Builder(path, problems)
    try:
        return builder.document(iter(YAML(typ="safe", pure=True).parse(text)))
    except MarkedYAMLError as failure:
        mark = failure.problem_mark or failure.context_mark
        line, column = _place(mark) if mark else (0, 0)
        builder.refuse(
            line,
            column,
            f"This is not YAML: {failure.problem or 'it cannot be read'}.",
            "Check indentation, colons and quotation marks on this line and the one before.",
        )
    except YAMLError:
        builder.refuse(
            0,
            0,
            "The file holds a character that YAML does not allow.",
            "Save it as plain text in UTF-8, without control characters.",
        )
    except _TooDeepError:
        builder.refuse(0, 0, f"The file is nested deeper than {_DEEPEST} levels.", "Flatten it.")
    return None


def _place(mark: _Mark) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1


class _Builder:
    """Folds events into nodes."""

    def __init__(self, path: Path, problems: list[ImportProblem]) -> None:
        self._path = path
        self._problems = problems

    def refuse(self, line: int, column: int, message: str, next_move: str) -> None:
        self._problems.append(
            ImportProblem(
                file=self._path.as_posix(),
                line=line,
                column=column,
                message=message,
                next_move=next_move,
            )
        )

    def document(self, events: Iterator[Event]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents == 2:
                    line, column = _place(event.start_mark)
                    self.refuse(
                        line,
                        column,
                        'A second document begins here, after "---".',
                        "Put it in a file of its own.",
                    )
                    return None
            elif isinstance(event, NodeEvent):
                root = self._node(event, events, 0)
        if root is None:
            self._problems.append(
                whole_file(self._path, "The file is empty.", "Write the address book in it.")
            )
        return root

    def _node(self, event: Event, events: Iterator[Event], depth: int) -> Node:
        line, column = _place(event.start_mark)
        self._check_plain(event, line, column)
        if depth > _DEEPEST:
            raise _TooDeepError
        if isinstance(event, SequenceStartEvent):
            items = []
            while not isinstance(inner := next(events), SequenceEndEvent):
                items.append(self._node(inner, events, depth + 1))
            return Sequence(items, line, column)
        if isinstance(event, MappingStartEvent):
            return Mapping(self._entries(events, depth), line, column)
        if isinstance(event, ScalarEvent):
            empty = not event.style and event.value in _NULLS
            return Scalar(cell("" if empty else event.value, line, column))
        return Scalar(Cell("", line, column))  # an alias, complained of above

    def _entries(self, events: Iterator[Event], depth: int) -> list[tuple[Cell, Node]]:
        entries: list[tuple[Cell, Node]] = []
        seen: set[str] = set()
        while not isinstance(event := next(events), MappingEndEvent):
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self.refuse(key.line, key.column, "A key must be a single word.", "Rename it.")
                continue
            if key.cell.text in seen:
                self.refuse(
                    key.cell.line,
                    key.cell.column,
                    f'"{key.cell.text}" is written twice in the same place.',
                    "Take one of them out.",
                )
                continue
            seen.add(key.cell.text)
            entries.append((key.cell, value))
        return entries

    def _check_plain(self, event: Event, line: int, column: int) -> None:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self.refuse(
                line,
                column,
                "Anchors and aliases (& and *) are not read.",
                "Write the value out, or put quotation marks around it.",
            )
        elif getattr(event, "tag", None):
            self.refuse(
                line,
                column,
                "Tags (!) are not read.",
                "Take the tag out, or put quotation marks around the value.",
            )
