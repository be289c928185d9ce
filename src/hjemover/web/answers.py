"""A definition's fields as a form, and the posted form as answers (svar)."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from markupsafe import Markup, escape
from msgspec import Struct
from starlette.datastructures import FormData

from hjemover.definition.models import Field
from hjemover.engine.state import Answers, Value
from hjemover.web.wording import N_, Words

PREFIX: Final = "svar"
_EMPTY_ROWS: Final = 2
_MOST_ROWS: Final = 200
_CHOSEN: Final = ("yes-no", "choice", "choices", "municipality", "unit", "service")
_YES, _NO = "ja", "nei"


class Option(Struct, frozen=True):
    value: str
    label: Markup | str


class RowView(Struct, frozen=True, kw_only=True):
    """One row of a table or list, with a field in each cell."""

    label: Markup | str
    cells: "tuple[FieldView, ...]"


class FieldView(Struct, frozen=True, kw_only=True):
    """One question as the macro ``ui.field`` lays it out.

    Args:
        type: As of :class:`~hjemover.definition.models.Field`, or ``password`` or ``email``.
        value: What stands in it; *values* for what is chosen from *options*.
        error: What is wrong with it, in words.
        latest: The last day that can be chosen, as ISO text.
        grows: Rows are added and taken away by buttons, which :func:`with_rows` answers.
    """

    name: str
    type: str
    label: Markup | str
    help: Markup | str | None = None
    required: bool = True
    value: str = ""
    values: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    rows: tuple[RowView, ...] = ()
    error: str = ""
    latest: str = ""
    grows: bool = False
    autocomplete: str = "off"

    @property
    def id(self) -> str:
        return "f-" + re.sub(r"[^\w-]", "-", self.name)


TELLS_WHERE: Final = ("municipality", "unit")
"""Questions whose very form shows a place, which is not shown where an address is graded."""

Places = Mapping[str, Iterable[tuple[str, str]]]
"""What ``municipality``, ``unit`` and ``service`` fields are chosen from: (value, label)."""


def field_views(
    fields: Mapping[str, Field],
    answers: Answers,
    words: Words,
    *,
    places: Places | None = None,
    errors: Mapping[str, str] | None = None,
    today: date | None = None,
    prefix: str = PREFIX,
    growing: FormData | None = None,
) -> tuple[FieldView, ...]:
    """The questions *fields* with *answers* in them.

    Args:
        errors: What is wrong, in words, by the field's name.
        growing: What was posted, where its lists have as many rows as they had there; None where
            the page has no answer to the buttons for more.
    """
    return tuple(
        _view(
            f"{prefix}.{name}", field, answers.get(name), words, places or {},
            (errors or {}).get(name, ""), today, growing,
        )
        for name, field in fields.items()
    )  # fmt: skip


def _view(
    name: str,
    field: Field,
    value: Value,
    words: Words,
    places: Places,
    error: str,
    today: date | None,
    growing: FormData | None,
) -> FieldView:
    return FieldView(
        name=name,
        type=field.type,
        label=words.of(field.label),
        help=words.of(field.help) if field.help else None,
        required=field.required,
        value=_shown(value) if field.type not in (*_CHOSEN, "table", "list") else "",
        values=_chosen(value),
        options=_options(field, words, places),
        rows=_rows(name, field, value, words, places, today, growing),
        grows=growing is not None and field.type == "list",
        error=error,
        latest=today.isoformat() if today and field.type == "date" and not field.may_be_future
        else "",
    )  # fmt: skip


def _shown(value: Value) -> str:
    if value is None:
        return ""
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def _chosen(value: Value) -> tuple[str, ...]:
    if isinstance(value, bool):
        return (_YES,) if value else (_NO,)
    if isinstance(value, list):
        return tuple(str(one) for one in value)
    return (str(value),) if value is not None else ()


def _options(field: Field, words: Words, places: Places) -> tuple[Option, ...]:
    if field.type == "yes-no":
        return (Option(_YES, words.text(N_("Ja"))), Option(_NO, words.text(N_("Nei"))))
    if field.type in ("choice", "choices"):
        return tuple(Option(value, words.of(label)) for value, label in field.choices.items())
    return tuple(Option(value, label) for value, label in places.get(field.type, ()))


def _rows(
    name: str,
    field: Field,
    value: Value,
    words: Words,
    places: Places,
    today: date | None,
    growing: FormData | None,
) -> tuple[RowView, ...]:
    if field.type == "table":
        kept = value if isinstance(value, dict) else {}
        return tuple(
            RowView(
                label=words.of(label),
                cells=_cells(f"{name}.{row}", field, kept.get(row), words, places, today),
            )
            for row, label in field.rows.items()
        )
    if field.type == "list":
        given = value if isinstance(value, list) else []
        count = len(given) + _EMPTY_ROWS
        if growing is not None:
            count = max(len(given), len(_places_in(name, growing)), 1)
        return tuple(
            RowView(
                label=escape(words.text(N_("Rad %(n)d"), n=place + 1)),
                cells=_cells(
                    f"{name}.{place}", field, given[place] if place < len(given) else None,
                    words, places, today,
                ),
            )
            for place in range(count)
        )  # fmt: skip
    return ()


def _cells(
    name: str, field: Field, row: Value, words: Words, places: Places, today: date | None
) -> tuple[FieldView, ...]:
    answers = row if isinstance(row, dict) else {}
    return field_views(
        field.columns, answers, words, places=places, today=today, prefix=name
    )  # fmt: skip


# --- and back ---------------------------------------------------------------------------------


def read_answers(fields: Mapping[str, Field], form: FormData, prefix: str = PREFIX) -> Answers:
    """What was answered; what was left empty is left out.

    A text that is not the date or number it should be is kept as it was written: the engine says
    what is wrong with it, and the page shows it again.
    """
    found: dict[str, Value] = {}
    for name, field in fields.items():
        value = _answer(f"{prefix}.{name}", field, form)
        if value not in (None, "", [], {}):
            found[name] = value
    return found


def _answer(name: str, field: Field, form: FormData) -> Value:
    if field.type == "table":
        rows = {row: read_answers(field.columns, form, f"{name}.{row}") for row in field.rows}
        return {row: dict(answers) for row, answers in rows.items() if answers}
    if field.type == "list":
        return [
            dict(answers)
            for place in _places_in(name, form)
            if (answers := read_answers(field.columns, form, f"{name}.{place}"))
        ]
    if field.type == "choices":
        return [str(one) for one in form.getlist(name) if one]
    return _single(field, str(form.get(name) or "").replace("\r\n", "\n").strip())


def with_rows(form: FormData) -> FormData | None:
    """*form* with the row more or less that its button asks for; None when it asks for none."""
    what, _, name = str(form.get("knapp") or "").partition(":")
    if what == "rad":
        following = max(_places_in(name, form), default=-1) + 1
        return FormData([*form.multi_items(), (f"{name}.{following}.", "")])
    if what == "fjern":
        return FormData([one for one in form.multi_items() if not one[0].startswith(f"{name}.")])
    return None


def _places_in(name: str, form: FormData) -> list[int]:
    begins = re.compile(re.escape(name) + r"\.(\d{1,3})\.")
    found = {int(match[1]) for key in form if (match := begins.match(key))}
    return sorted(found)[:_MOST_ROWS]


def _single(field: Field, text: str) -> Value:
    if not text:
        return None
    match field.type:
        case "yes-no":
            return {_YES: True, _NO: False}.get(text, text)
        case "number":
            return _read_number(text)
        case "date":
            return read_day(text)
    return text


def _read_number(text: str) -> Value:
    plain = text.replace("\u00a0", "").replace(" ", "").replace("−", "-").replace(",", ".")
    try:
        return int(plain) if re.fullmatch(r"-?\d+", plain) else float(plain)
    except ValueError:
        return text


def read_day(text: str) -> str:
    """ISO text for a day that can be read, as ``2026-11-24``, ``24.11.2026`` and ``24.11.26``."""
    for pattern in ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, pattern).date().isoformat()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    return text
