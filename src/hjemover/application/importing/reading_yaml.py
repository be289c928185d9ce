"""YAML files as rows: the nested tables are laid out flat, each value with its place."""

import re
from pathlib import Path
from typing import Final

from hjemover.application.importing.files import read_text
from hjemover.application.importing.problems import ImportProblem
from hjemover.application.importing.rows import Cell, Row, Rows, listed, suggested
from hjemover.application.importing.tables import Nested, Table
from hjemover.application.importing.yaml_nodes import Mapping, Node, Scalar, Sequence, read_nodes


def read_yaml(
    path: Path, outermost: Table, tables: dict[str, Table], problems: list[ImportProblem]
) -> Rows:
    """The rows of one file, by table."""
    text = read_text(path, problems)
    node = read_nodes(path, text, problems) if text is not None else None
    reading = _Reading(path.as_posix(), tables, problems)
    if node is not None:
        reading.table_row(node, outermost, {}, frozenset(), None)
    return {name: reading.rows[name] for name in tables}


_FIELD_LIKE: Final = re.compile(r"[a-zæøå]+([_-][a-zæøå]+)*")


class _Reading:
    """Collects the rows while walking down the nodes."""

    def __init__(self, file: str, tables: dict[str, Table], problems: list[ImportProblem]) -> None:
        self.rows: Rows = {name: [] for name in tables}
        self._file = file
        self._tables = tables
        self._problems = problems

    def table_row(
        self,
        node: Node,
        table: Table,
        given: dict[str, tuple[Cell, ...]],
        spoiled: frozenset[str],
        short: str | None,
    ) -> None:
        """Read one row and what is nested in it."""
        line, column = _where(node)
        if isinstance(node, Mapping):
            before = len(self._problems)
            cells = given | self._cells(node, table)
            if len(self._problems) > before:
                spoiled |= _unread(table, cells)
        elif isinstance(node, Scalar) and short and node.cell.text:
            cells = given | {short: (node.cell,)}
        else:
            self._refuse(
                line,
                column,
                f"This is not a row of {table.name}.",
                f"Write it as keys and values: {listed(_words(table))}.",
            )
            return
        if table.name in self.rows:
            self.rows[table.name].append(
                Row(
                    table=table.name,
                    file=self._file,
                    line=line,
                    column=column,
                    cells=cells,
                    spoiled=spoiled,
                )
            )
        if isinstance(node, Mapping):
            for key, value in node.entries:
                if key.text in table.nested:
                    self._nested(key, value, table.nested[key.text], cells)

    def _nested(
        self, key: Cell, node: Node, nested: Nested, outer: dict[str, tuple[Cell, ...]]
    ) -> None:
        if isinstance(node, Scalar) and not node.cell.text:
            return
        if not isinstance(node, Sequence):
            line, column = _where(node)
            self._refuse(
                line,
                column,
                f'"{key.text}" must be a list.',
                'Begin each entry with "- ", on a line of its own.',
            )
            return
        taken = nested.given | nested.inherited
        given = {inner: outer[name] for inner, name in taken.items() if name in outer}
        # What the outer row should have had is complained of there, once.
        spoiled = frozenset(nested.given) - frozenset(given)
        for item in node.items:
            self.table_row(item, self._tables[nested.table], given, spoiled, nested.short)

    def _cells(self, node: Mapping, table: Table) -> dict[str, tuple[Cell, ...]]:
        cells: dict[str, tuple[Cell, ...]] = {}
        for key, value in node.entries:
            if key.text in table.nested:
                continue
            if isinstance(value, Mapping) and _group(table, key.text):
                for inner, single in value.entries:
                    self._value(inner, single, f"{key.text}_", table, cells)
            else:
                self._value(key, value, "", table, cells)
        return cells

    def _value(
        self,
        key: Cell,
        node: Node,
        prefix: str,
        table: Table,
        cells: dict[str, tuple[Cell, ...]],
    ) -> None:
        name = prefix + key.text
        column = table.columns.get(name)
        if column is None:
            # Whatever does not look like a field may be somebody's name or number.
            shown = f'"{key.text}"' if _FIELD_LIKE.fullmatch(key.text) else "This"
            words = _words(table, prefix)
            meant = suggested(key.text, words)
            self._refuse(
                key.line,
                key.column,
                f"{shown} is not a field here.",
                f'Did you mean "{meant}"?' if meant else f"Use {listed(words)}.",
            )
            return
        singles = node.items if isinstance(node, Sequence) and column.many else [node]
        found = []
        for single in singles:
            if not isinstance(single, Scalar):
                line, place = _where(single)
                self._refuse(
                    line, place, f'"{name}" takes a single value.', "Write it in one line."
                )
            elif single.cell.text:
                found.append(single.cell)
        if found:
            cells[name] = tuple(found)

    def _refuse(self, line: int, column: int, message: str, next_move: str) -> None:
        self._problems.append(
            ImportProblem(
                file=self._file, line=line, column=column, message=message, next_move=next_move
            )
        )


def _where(node: Node) -> tuple[int, int]:
    if isinstance(node, Scalar):
        return node.cell.line, node.cell.column
    return node.line, node.column


def _group(table: Table, word: str) -> bool:
    """Whether ``word: {a: …}`` stands for the columns ``word_a`` …"""
    return word not in table.columns and any(name.startswith(f"{word}_") for name in table.columns)


def _words(table: Table, prefix: str = "") -> list[str]:
    """What may be written in a row, or in the group that *prefix* stands for."""
    if prefix:
        return [name.removeprefix(prefix) for name in table.columns if name.startswith(prefix)]
    return [*table.columns, *table.nested]


def _unread(table: Table, cells: dict[str, tuple[Cell, ...]]) -> frozenset[str]:
    """The columns not to complain of as missing: a wrong word above may have meant them."""
    return frozenset(table.columns) - frozenset(cells)
