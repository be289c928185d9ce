"""What every handling is made of: its questions, its order, and what is wrong with it."""

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct
from starlette.datastructures import FormData

from hjemover.application.desk.item import Item
from hjemover.application.way import Labels
from hjemover.calendar import local_day
from hjemover.definition.models import Field, Text
from hjemover.engine import commands as c
from hjemover.engine.answers import check_answers
from hjemover.engine.state import Answers
from hjemover.errors import CommandRefused
from hjemover.web.answers import FieldView, Places
from hjemover.web.refusals import say_fault
from hjemover.web.subject import of_subject
from hjemover.web.wording import Words


class Wrong(Exception):
    """What was typed cannot be an order yet. *errors* are in words, by the field's name."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("the form is not filled in")
        self.errors = errors


class Sheet(Struct, frozen=True, kw_only=True):
    """The item as it lies before a person, with all that its forms are made with."""

    item: Item
    labels: Labels
    words: Words
    places: Places
    person: str
    hits: tuple[tuple[str, str], ...] = ()  # units that a search found

    @property
    def today(self) -> date:
        return local_day(self.item.now)


Fields = tuple[FieldView, ...]
Question = Callable[[Sheet, FormData, Mapping[str, str]], FieldView]
Questions = Callable[[Sheet, FormData, Mapping[str, str]], Fields]


class Handling(Struct, frozen=True, kw_only=True):
    """One thing to do.

    Args:
        word: What it is called in its address.
        order: The name of its order, in the vocabulary.
        ask: Its questions, with what was typed and what is wrong with it.
        make: The order, from what was typed. Raises :class:`Wrong`.
        dated: It can have happened on another day than today.
    """

    word: str
    order: str
    title: str
    yes: str
    done: str
    ask: Questions
    make: Callable[[Sheet, FormData], c.AnyCommand]
    danger: bool = False
    dated: bool = False


def nothing(sheet: Sheet, form: FormData, errors: Mapping[str, str]) -> Fields:
    return ()


def only(question: Question) -> Questions:
    return lambda sheet, form, errors: (question(sheet, form, errors),)


def long_text(name: str, label: str, help_text: str = "", *, required: bool = True) -> Question:
    """A question that is answered in some words."""

    def make(sheet: Sheet, form: FormData, errors: Mapping[str, str]) -> FieldView:
        return FieldView(
            name=name,
            type="long-text",
            label=sheet.words.text(label),
            help=sheet.words.text(of_subject(sheet.item.definition, help_text))
            if help_text
            else None,
            required=required,
            value=written(form, name),
            error=errors.get(name, ""),
        )

    return make


def written(form: FormData, name: str) -> str:
    """A text as it was typed."""
    return str(form.get(name) or "").replace("\r\n", "\n").strip()


def need_text(sheet: Sheet, form: FormData, name: str, missing: str) -> str:
    """The text called *name*. Raises :class:`Wrong`: with *missing*, where there is none."""
    text = written(form, name)
    if not text:
        raise Wrong({name: sheet.words.text(missing)})
    check_text(sheet, name, text)
    return text


def check_text(sheet: Sheet, name: str, text: str) -> None:
    field = Field(type="long-text", label=Text(nb=name))
    errors = faults({name: field}, {name: text}, sheet)
    if errors:
        raise Wrong(errors)


def faults(fields: Mapping[str, Field], answers: Answers, sheet: Sheet) -> dict[str, str]:
    """Everything that is wrong with *answers*, in words, by field: not the first thing only."""
    found = {}
    for name, field in fields.items():
        try:
            check_answers(
                {name: field}, {name: answers[name]} if name in answers else {}, sheet.today
            )
        except CommandRefused as refused:
            found[name] = say_fault(str(refused.facts.get("why", "missing")), sheet.words)
    return found
