"""Decision tables: each row becomes a condition, so there is one way to decide."""

from collections.abc import Sequence
from typing import Final

from hjemover.definition.compiling.draft import Draft
from hjemover.definition.expression_types import fact_name
from hjemover.definition.grammar.steps import Cell, DecisionTableWords
from hjemover.definition.models import Branch, Condition, DecisionTable, TableRow
from hjemover.definition.source import Path

THEN: Final = "then"
COMPARED: Final = (">=", "<=", ">", "<")
"""A cell may begin with one of these, for numbers and dates: ``">= 4"``."""

Value = str | int | float | bool


def decision_table(
    draft: Draft, words: DecisionTableWords, path: Path
) -> tuple[DecisionTable, tuple[Branch, ...]]:
    """The table as it is written, and the branch that each row is."""
    if THEN in words.read:
        draft.problems.error(
            (*path, "read", THEN),
            "reserved-name",
            '"then" cannot be the name of a column: it is where a row leads.',
            "Call the column something else.",
            key=True,
        )
    read = {column: _fact(source) for column, source in words.read.items()}
    rows = tuple(_row(draft, row, read, (*path, "rows", at)) for at, row in enumerate(words.rows))
    branches = tuple(
        Branch(when=Condition(source=row_condition(row, read)), then=row.then) for row in rows
    )
    return DecisionTable(read=read, rows=rows), branches


def _fact(written: str) -> str:
    """``assess.lives-alone`` as conditions write it."""
    return ".".join(fact_name(part) for part in written.strip().split("."))


def _row(draft: Draft, row: dict[str, Cell], read: dict[str, str], path: Path) -> TableRow:
    cells: dict[str, tuple[Value, ...]] = {}
    for column, cell in row.items():
        if column == THEN:
            continue
        if column not in read:
            draft.problems.unknown((*path, column), "column", column, read)
            continue
        cells[column] = tuple(cell) if isinstance(cell, list) else (cell,)
    then = row.get(THEN)
    if not isinstance(then, str):
        draft.problems.error(
            path,
            "missing-key",
            f'row {path[-1] + 1 if isinstance(path[-1], int) else ""} of the table has no "then".',
            "Write the step that it leads to, as then: <a step>.",
        )
        draft.unresolved_targets = True
        then = ""
    else:
        draft.target(then, (*path, THEN))
    if not row.keys() - {THEN}:
        draft.problems.error(
            path,
            "empty-row",
            "This row asks for nothing, so it is always taken.",
            'Write what its columns must be, or use "else".',
        )
    return TableRow(cells=cells, then=then)


def row_condition(row: TableRow, read: dict[str, str]) -> str:
    """What a row asks for, as a condition."""
    asked = [_cell_condition(read[column], values) for column, values in row.cells.items()]
    return " && ".join(asked) or "true"


def _cell_condition(fact: str, values: Sequence[Value]) -> str:
    compared = [_compared(fact, value) for value in values]
    plain = [_literal(value) for value, found in zip(values, compared, strict=True) if not found]
    either = [found for found in compared if found]
    if len(plain) == 1:
        either.append(f"{fact} == {plain[0]}")
    elif plain:
        either.append(f"{fact} in [{', '.join(plain)}]")
    return either[0] if len(either) == 1 else f"({' || '.join(either)})"


def _compared(fact: str, value: Value) -> str:
    sign, bound = split_cell(value)
    return f"{fact} {sign} {_literal(bound)}" if sign else ""


def split_cell(value: Value) -> tuple[str, Value]:
    """``">= 4"`` as its sign and what it compares with; no sign for a plain value."""
    if not isinstance(value, str):
        return "", value
    sign = next((sign for sign in COMPARED if value.startswith(sign)), "")
    if not sign:
        return "", value
    bound = value.removeprefix(sign).strip()
    try:
        return sign, float(bound) if "." in bound else int(bound)
    except ValueError:
        return sign, bound


def _literal(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return str(value)


__all__ = ["decision_table", "row_condition", "split_cell"]
