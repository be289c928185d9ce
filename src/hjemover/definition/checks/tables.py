"""Decision tables: no row that the rows above it have taken already."""

from collections.abc import Mapping, Sequence
from itertools import pairwise, product
from math import prod
from operator import ge, gt, le, lt
from typing import Final

from hjemover.definition.checks.case import Case
from hjemover.definition.compiling.tables import split_cell
from hjemover.definition.expression_types import Type
from hjemover.definition.models import DecisionTable, TableRow

Value = str | int | float | bool

_OTHER: Final = "\x7fany other"
_MOST_TRIED: Final = 5_000
"""Combinations of answers that are tried. A table with more is not looked through."""

_COMPARES: Final = {">=": ge, "<=": le, ">": gt, "<": lt}


def check_table(case: Case, step: str, table: DecisionTable, variables: Mapping[str, Type]) -> None:
    """Tell of each row that no answers lead to, since a row above it always comes first."""
    columns = list(table.read)
    values = [_values(table, column, variables) for column in columns]
    if prod(map(len, values)) > _MOST_TRIED:
        return
    taken: set[int] = set()
    for answers in product(*values):
        by_column = dict(zip(columns, answers, strict=True))
        taken.add(next((at for at, row in enumerate(table.rows) if _fits(row, by_column)), -1))
    for at in range(len(table.rows)):
        if at not in taken:
            case.problems.error(
                ("steps", step, "decide", "rows", at),
                "row-never-taken",
                f"Row {at + 1} of the table can never be taken: the rows above it come first.",
                "Move it up, or delete it.",
            )


def _values(table: DecisionTable, column: str, variables: Mapping[str, Type]) -> Sequence[Value]:
    """Answers that stand for all there can be in *column*: every one that a row tells apart."""
    group, _, field = table.read[column].partition(".")
    of = variables.get(group, Type(kind="anything")).fields.get(field, Type(kind="anything"))
    if of.kind == "yes-no":
        return (True, False)
    if of.words is not None:
        return (*sorted(of.words), "")
    mentioned = [value for row in table.rows for value in row.cells.get(column, ())]
    bounds = [split_cell(value)[1] for value in mentioned]
    numbers = sorted({one for one in bounds if isinstance(one, int | float)})
    if of.kind == "number":
        between = [(low + high) / 2 for low, high in pairwise(numbers)]
        ends = [numbers[0] - 1, numbers[-1] + 1] if numbers else [0]
        return (*numbers, *between, *ends)
    texts = sorted({one for one in bounds if isinstance(one, str)})
    # Days are texts that sort: one just before each, each, and one just after.
    return (*texts, *(f"{one}~" for one in texts), "", _OTHER)


def _fits(row: TableRow, answers: Mapping[str, Value]) -> bool:
    return all(
        any(_is(answers[column], value) for value in cell) for column, cell in row.cells.items()
    )


def _is(answer: Value, value: Value) -> bool:
    sign, bound = split_cell(value)
    if not sign:
        return answer == value
    if isinstance(answer, str) != isinstance(bound, str):
        return False
    return bool(_COMPARES[sign](answer, bound))
