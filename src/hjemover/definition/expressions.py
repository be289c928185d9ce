"""Conditions (CEL): read, checked and evaluated.

Our own wrapper, because of what the evaluator does not do: it has no types, no cost limit, counts
bytes in texts, and knows no time zones. What may be written is bounded when the definition is
loaded (:mod:`expression_syntax`), so evaluation needs no guard; dates arrive as
"YYYY-MM-DD" and everything unknown as an empty value.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import cel
from msgspec import Struct

from hjemover.calendar import Duration
from hjemover.definition.expression_syntax import (
    Call,
    Index,
    ListOf,
    Macro,
    Name,
    Node,
    Not,
    Operation,
    Select,
    SyntaxRefused,
    Value,
    parse,
)
from hjemover.definition.expression_types import fact_name
from hjemover.definition.models import (
    Condition,
    Field,
    HandoffStep,
    PathwayDefinition,
    Step,
    TaskStep,
)


class ExpressionError(Exception):
    """A condition could not be evaluated. The text is for the designer of the definition."""


class _Program(Struct, frozen=True):
    """A compiled condition, and the facts it reads: (variable, field), or (variable, None)."""

    run: Any  # cel.Program: the library ships no types
    reads: tuple[tuple[str, str | None], ...]
    others: tuple[tuple[str, str], ...] = ()  # (open, closed or days_since; pathway)


def evaluate(condition: Condition, facts: Mapping[str, object]) -> bool:
    """Whether *condition* is true of *facts*, which must have the shape of :func:`facts_shape`.

    Raises:
        ExpressionError: A fact is missing or of another type than the definition says.
    """
    program = _compiled(condition.source)
    try:
        # Handing over only what is read keeps the cost apart from the size of the pathway.
        result = program.run.execute(_selected(program, facts))
    except KeyError as missing:
        raise ExpressionError(f"The condition reads {missing}, which is not known.") from missing
    except (TypeError, ValueError, RuntimeError, OverflowError) as failed:
        raise ExpressionError(
            f"The condition could not be evaluated: {condition.source}"
        ) from failed
    if result is not True and result is not False:
        raise ExpressionError(f"The condition is not true or false: {condition.source}")
    return bool(result)


def compile_error(source: str) -> str | None:
    """Why *source* cannot be used as a condition, or None. Types are checked elsewhere."""
    try:
        _compiled(source)
    except ExpressionError as refused:
        return str(refused)
    return None


@lru_cache(maxsize=4096)
def _compiled(source: str) -> _Program:
    try:
        tree = parse(source)
        return _Program(
            cel.compile(source), tuple(sorted(reads(tree), key=str)), others_read(source)
        )
    except SyntaxRefused as refused:
        raise ExpressionError(str(refused)) from refused
    except ValueError as refused:
        raise ExpressionError(f"The condition cannot be read: {source}") from refused


def _selected(program: _Program, facts: Mapping[str, object]) -> dict[str, object]:
    selected: dict[str, object] = {}
    for name, field in program.reads:
        whole = facts[name]
        if field is None or not isinstance(whole, Mapping):
            selected[name] = whole
            continue
        part = selected.setdefault(name, {})
        assert isinstance(part, dict)
        part[field] = whole[field]
    for group, pathway in program.others:
        # Of a pathway that the patient never was on, there are none.
        part = selected["others"]
        assert isinstance(part, dict)
        part[group] = {pathway: _NEVER[group], **part[group]}
    return selected


_OTHERS = re.compile(r"\bothers\.(open|closed|days_since)\.([a-z][a-z0-9_]*)")
_NEVER = {"open": 0, "closed": 0, "days_since": -1}


def others_read(source: str) -> tuple[tuple[str, str], ...]:
    """What a condition asks of the patient's other pathways: (group, pathway)."""
    return tuple(sorted(set(_OTHERS.findall(source))))


def reads(node: Node, bound: frozenset[str] = frozenset()) -> set[tuple[str, str | None]]:
    """The facts that an expression reads: (variable, field), or (variable, None) for all of it."""
    match node:
        case Select(of=Name(name=name), field=field) if name not in bound:
            return {(name, field)}
        case Name(name=name):
            return set() if name in bound else {(name, None)}
        case Macro():
            inner = reads(node.body, bound | {node.variable})
            return reads(node.over, bound) | inner
        case Value():
            return set()
        case Select() | Not():
            return reads(node.of, bound)
        case Index():
            return reads(node.of, bound) | reads(node.key, bound)
        case ListOf():
            return {read for item in node.items for read in reads(item, bound)}
        case Operation():
            return reads(node.left, bound) | reads(node.right, bound)
        case Call():
            return {read for argument in node.arguments for read in reads(argument, bound)}


# --- facts ------------------------------------------------------------------------------------

Fact = str | int | float | bool | list["Fact"] | dict[str, "Fact"]
_EMPTY: Mapping[str, str | int | bool] = {"number": 0, "yes-no": False}


def facts_shape(definition: PathwayDefinition) -> dict[str, Any]:
    """Every variable a condition may name, with its empty value. A new dict at each call.

    Steps stand under their own names with their answers; ``outcome``, ``rounds``, ``late`` and
    ``overdue`` have an entry for every step, ``arrived`` for every handoff, ``number`` the scalar
    numbers with the definition's own values, ``date`` the named dates. Hyphens are underscores
    everywhere.
    """
    steps = [fact_name(step) for step in definition.steps]
    shape: dict[str, Any] = {
        fact_name(step_id): answer_facts(step_fields(definition, step), {})
        for step_id, step in definition.steps.items()
    }
    return shape | {
        "outcome": dict.fromkeys(steps, ""),
        "rounds": dict.fromkeys(steps, 0),
        "late": dict.fromkeys(steps, 0),
        "overdue": dict.fromkeys(steps, False),
        "arrived": {
            fact_name(name): False
            for name, step in definition.steps.items()
            if isinstance(step, HandoffStep)
        },
        "number": {
            fact_name(name): number.value
            for name, number in definition.numbers.items()
            if not isinstance(number.value, Duration)
        },
        "date": {fact_name(name): "" for name in definition.dates},
        "item": {},
        "others": {"open": {}, "closed": {}, "days_since": {}, "open_count": 0, "services": 0},
        "occurrence": {},
    }


def step_fields(definition: PathwayDefinition, step: Step) -> dict[str, Field]:
    """Every answer that *step* can have: its form's fields, and what its outcomes ask."""
    fields: dict[str, Field] = {}
    if isinstance(step, TaskStep) and step.form and step.form in definition.forms:
        fields |= definition.forms[step.form].fields
    if isinstance(step, TaskStep | HandoffStep):
        for outcome in step.outcomes.values():
            for name, field in outcome.ask.items():
                fields.setdefault(name, field)
    return fields


def answer_facts(fields: Mapping[str, Field], answers: Mapping[str, Any]) -> dict[str, Fact]:
    """*answers* as conditions see them: every field there, the unanswered ones empty.

    Rows of tables and of lists are filled in the same way; hyphens in names are underscores.
    """
    return {fact_name(name): _fact(field, answers.get(name)) for name, field in fields.items()}


def _fact(field: Field, answer: Any) -> Fact:
    match field.type:
        case "table":
            rows = answer if isinstance(answer, Mapping) else {}
            return {
                fact_name(row): dict(answer_facts(field.columns, rows.get(row) or {}))
                for row in field.rows
            }
        case "list":
            return [dict(answer_facts(field.columns, row or {})) for row in answer or ()]
        case "choices":
            return list(answer or ())
        case _:
            return _EMPTY.get(field.type, "") if answer is None else answer


__all__ = [
    "ExpressionError",
    "answer_facts",
    "compile_error",
    "evaluate",
    "fact_name",
    "facts_shape",
    "reads",
    "step_fields",
]
