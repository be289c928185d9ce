"""Whether answers fit the fields that ask for them (svar og felter)."""

import math
from collections.abc import Mapping
from datetime import date

from hjemover.definition.models import Field, NamedDate
from hjemover.engine.state import Answers, Value
from hjemover.errors import CommandRefused

MAX_TEXT = 20_000
MAX_ROWS = 200
MAX_NUMBER = 10**12
EARLIEST, LATEST = date(1900, 1, 1), date(2150, 1, 1)
"""Dates outside are slips of the pen: nobody's clock counts from the year 0026."""


def check_answers(fields: Mapping[str, Field], answers: Answers, today: date) -> None:
    """Hold *answers* against *fields*.

    Raises:
        CommandRefused: ``answer-missing`` or ``answer-invalid`` with the field and, for an
            invalid one, a code that says what is wrong.
    """
    for name in answers:
        if name not in fields:
            raise CommandRefused("answer-invalid", field=name, why="unknown-field")
    for name, field in fields.items():
        value = answers.get(name)
        if _empty(value):
            if field.required:
                raise CommandRefused("answer-missing", field=name)
            continue
        why = _fault(field, value, today)
        if why is not None:
            raise CommandRefused("answer-invalid", field=name, why=why)


def check_date(name: str, rule: NamedDate, value: date, today: date) -> None:
    """Hold the value of a named date against what the definition says of it.

    Raises:
        CommandRefused: ``date-in-future``, or ``answer-invalid`` for a year that nobody lives in.
    """
    if not EARLIEST <= value <= LATEST:
        raise CommandRefused("answer-invalid", field=name, why="not-a-date")
    if value > today and not rule.may_be_future:
        raise CommandRefused("date-in-future", name=name, at=value)


def _empty(value: Value) -> bool:
    return value is None or value == "" or value == [] or value == {}


def _fault(field: Field, value: Value, today: date) -> str | None:
    """A code for what is wrong with *value*, or None."""
    match field.type:
        case "text" | "long-text" | "municipality" | "unit" | "service":
            return _text_fault(value)
        case "date":
            return _date_fault(field, value, today)
        case "yes-no":
            return None if isinstance(value, bool) else "not-yes-or-no"
        case "number":
            return _number_fault(field, value)
        case "choice":
            known = isinstance(value, str) and value in field.choices
            return None if known else "not-a-choice"
        case "choices":
            known = isinstance(value, list) and all(
                isinstance(one, str) and one in field.choices for one in value
            )
            return None if known else "not-a-choice"
        case "table":
            return _table_fault(field, value, today)
        case "list":
            return _list_fault(field, value, today)


def _text_fault(value: Value) -> str | None:
    if not isinstance(value, str):
        return "not-text"
    if any(sign == "\x00" or "\ud800" <= sign <= "\udfff" for sign in value):
        return "unreadable-character"
    return "too-long" if len(value) > MAX_TEXT else None


def _date_fault(field: Field, value: Value, today: date) -> str | None:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None or not EARLIEST <= day <= LATEST:
        return "not-a-date"
    return "date-in-future" if day > today and not field.may_be_future else None


def _number_fault(field: Field, value: Value) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "not-a-number"
    if isinstance(value, float) and not math.isfinite(value):
        return "not-a-number"
    if abs(value) > MAX_NUMBER:
        return "too-large" if value > 0 else "too-small"
    if field.at_least is not None and value < field.at_least:
        return "too-small"
    if field.at_most is not None and value > field.at_most:
        return "too-large"
    return None


def _table_fault(field: Field, value: Value, today: date) -> str | None:
    if not isinstance(value, dict) or any(row not in field.rows for row in value):
        return "not-a-row"
    return _rows_fault(field, list(value.values()), today)


def _list_fault(field: Field, value: Value, today: date) -> str | None:
    if not isinstance(value, list):
        return "not-a-list"
    return "too-long" if len(value) > MAX_ROWS else _rows_fault(field, value, today)


def _rows_fault(field: Field, rows: list[Value], today: date) -> str | None:
    for row in rows:
        if not isinstance(row, dict):
            return "not-a-row"
        try:
            check_answers(field.columns, row, today)
        except CommandRefused as refusal:
            return f"{refusal.facts['field']}: {refusal.facts.get('why', 'missing')}"
    return None
