"""The parts that steps and the rest are made of: texts, moments, limits, fields."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from hjemover.definition.grammar.base import (
    LIST,
    MAP,
    SCALAR,
    TAG,
    Code,
    Name,
    Said,
    Words,
    Written,
    by_shape,
)
from hjemover.vocabulary import DeadlineClass

FieldType = Literal[
    "text", "long-text", "date", "yes-no", "number", "choice", "choices",
    "municipality", "unit", "service", "table", "list",
]  # fmt: skip


def _day(value: object) -> date:
    try:
        if not isinstance(value, str) or len(value) != 10:
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        written = str(value)[:40]
        raise Said(
            "bad-date",
            f'is "{written}", which is not a date.',
            "Write year-month-day, for example 2026-01-31.",
        ) from None


def _limit_class(value: object) -> DeadlineClass:
    known = [member.value for member in DeadlineClass]
    if value not in known:
        raise Said(
            "unknown-class",
            f'is "{str(value)[:40]}", which is not a class of limit.',
            f"Write one of {', '.join(known)}.",
        )
    return DeadlineClass(str(value))


def _amount(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Said(
            "wrong-type", "should be a duration or a number.", 'Write for example "2 working days".'
        )
    return value


def _true(value: object) -> object:
    if value is not True:
        raise Said("wrong-type", "can be true, or a list of reasons.", "Write true, or delete it.")
    return value


def _length(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise Said(
            "bad-duration",
            f"is {value}, without a unit.",
            f'Write for example "{value} {"day" if value == 1 else "days"}".',
        )
    return value


def _decimal(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Said("wrong-type", "should be a number.")
    return value


Day = Annotated[date, BeforeValidator(_day)]
LimitClass = Annotated[DeadlineClass, BeforeValidator(_limit_class)]
Decimal = Annotated[int | float, BeforeValidator(_decimal)]
Length = Annotated[Written, BeforeValidator(_length)]
"""A duration ("2 working days") or the name of a number ("$accept-within")."""

NumberValue = Annotated[str | int | float, BeforeValidator(_amount)]


class TextWords(Words):
    """Wording for people, in bokmål (nb), and in nynorsk (nn) and English (en) if it exists."""

    nb: Written
    nn: Written | None = None
    en: Written | None = None


class MomentWords(Words):
    """A point in time: so long after or before something."""

    after: Length | None = Field(default=None, description='A duration ("3 weeks") or "$number".')
    before: Length | None = Field(default=None, description='A duration ("3 weeks") or "$number".')
    of: Written = Field(description="A date, window.opens, step.done, start, enrolled or a field.")


Moment = Annotated[
    Annotated[Written, Tag(SCALAR)] | Annotated[MomentWords, Tag(MAP)],
    by_shape,
]


class RungWords(Words):
    """One step of an escalation: so long after the limit has passed, tell these."""

    after: Length
    to: list[Written] = Field(min_length=1, description='Parties, or their leads: "intake.lead".')


OneOrMore = Annotated[
    Annotated[Length, Tag(SCALAR)] | Annotated[list[Length], Tag(LIST)],
    by_shape,
]


class ExtendWords(Words):
    """How a limit may be prolonged (forlengelse), each time with a reason."""

    by: Length
    at_most: int = Field(default=1, ge=1, le=20)


Choices = Annotated[
    Annotated[list[Code], Tag(LIST)] | Annotated[dict[Code, TextWords], Tag(MAP)],
    by_shape,
]

Stops = Annotated[
    Annotated[bool, BeforeValidator(_true), Tag(SCALAR)]
    | Annotated[list[Code], Field(min_length=1), Tag(LIST)]
    | Annotated[dict[Code, TextWords], Field(min_length=1), Tag(MAP)],
    by_shape,
]


class ClassBreachWords(Words):
    """What happens when a limit is let pass (fristbrudd), for a whole class of limits."""

    ask: Literal["reason"] | None = Field(default=None, description="Doing it late needs a reason.")
    start: Name | None = Field(default=None, description="A pathway that begins, linked.")
    tell: list[Written] = []


class BreachWords(ClassBreachWords):
    """What happens when this limit is let pass."""

    then: Written | None = Field(default=None, description="Give it up, and go on here.")


class ClassWords(Words):
    """What goes for every limit of one class."""

    breach: ClassBreachWords


class LimitWords(Words):
    """How long something may take (frist), and what happens around the end of it."""

    within: Length | None = Field(
        default=None, description='A duration ("2 working days") or "$number".'
    )
    after: Length | None = None
    before: Length | None = None
    of: Written | None = Field(
        default=None, description="What it counts from; this step's start if absent."
    )
    remind: OneOrMore | None = Field(
        default=None, description='As "1 working day before", or a list.'
    )
    escalate: list[RungWords] = []
    limit_class: LimitClass | None = Field(default=None, alias="class")
    extend: ExtendWords | None = None
    stops: Stops | None = Field(
        default=None, description="Why its clock may be stopped: true for any reason, or a list."
    )
    breach: BreachWords | None = None


Limit = Annotated[
    Annotated[Written, Tag(SCALAR)] | Annotated[LimitWords, Tag(MAP)],
    by_shape,
]


class AcceptWords(LimitWords):
    """How long the receiver has to accept, and whether the offer then ends."""

    expire: bool = False
    tacit: bool = Field(default=False, description="Silence through the limit is acceptance.")


class WindowWords(Words):
    """When something may and should happen (tidsvindu), for a single step."""

    opens: Moment
    closes: Moment
    plan: Moment | None = Field(default=None, description="When the one who is to do it is told.")


class SharedWindowWords(WindowWords):
    """A window with a name, that several steps may use."""

    name: TextWords


class FieldWords(Words):
    """One question (felt), written out."""

    type: FieldType
    name: TextWords | None = None
    required: bool | None = None
    choices: Choices | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    rows: dict[Code, TextWords] | None = None
    columns: "dict[Code, AnyField] | None" = None
    may_be_future: bool | None = None
    help: TextWords | None = None


AnyField = Annotated[
    Annotated[FieldType, Tag(SCALAR)]
    | Annotated[list[Code], Tag(LIST)]
    | Annotated[FieldWords, Tag(MAP)],
    by_shape,
]


class DatedCodeWords(Words):
    """The code of a set from a day on, until the next one."""

    valid_from: Day = Field(alias="from")
    code: Written
    verified: bool | None = None
    source: Written | None = None


CodeByDate = Annotated[
    Annotated[Written, Tag(SCALAR)]
    | Annotated[Annotated[list[DatedCodeWords], Field(min_length=1)], Tag(LIST)],
    by_shape,
]


class RegistrationWords(Words):
    """A code that somebody must register elsewhere when this happens (registreringskode)."""

    code_set: Written = Field(alias="set")
    code: CodeByDate = Field(description="The code, or a list of codes by the day they begin.")
    verified: bool
    source: Written | None = None
    at: Literal["started", "done"] | None = None


Registrations = Annotated[
    Annotated[RegistrationWords, Tag(MAP)]
    | Annotated[Annotated[list[RegistrationWords], Field(min_length=1)], Tag(LIST)],
    by_shape,
]


class RoundsWords(Words):
    """A bound on a loop: entered at most so many times; the next time the way goes to *then*."""

    at_most: int = Field(ge=1, le=100)
    then: Written


class GateWords(Words):
    """What must hold before a way can be taken (sperre)."""

    checklist: bool = Field(default=False, description="Every item of the checklist is ticked.")
    when: Written | None = Field(default=None, description="A condition that must be true.")
    say: TextWords | None = Field(default=None, description="What to tell while it is not.")


Gate = Annotated[
    Annotated[Literal["checklist"], Tag(SCALAR)] | Annotated[GateWords, Tag(MAP)],
    by_shape,
]


class ItemWords(Words):
    """One item of a checklist (sjekkpunkt), written out."""

    name: TextWords
    when: Written | None = Field(default=None, description="It applies only when this is true.")
    optional: bool = False


def _item(value: object) -> str:
    if not isinstance(value, Mapping):
        return SCALAR
    return f"{TAG}item»" if {"name", "when", "optional"} & value.keys() else MAP


Checklist = Annotated[
    dict[
        Code,
        Annotated[
            Annotated[TextWords, Tag(MAP)] | Annotated[ItemWords, Tag(f"{TAG}item»")],
            Discriminator(_item),
        ],
    ],
    Field(min_length=1, max_length=50),
]


class OutcomeWords(Words):
    """A way out of a step (utfall), written out."""

    name: TextWords | None = None
    ask: dict[Code, AnyField] = {}
    gate: Gate | None = None
    then: Written
    registration: Registrations | None = Field(default=None, alias="register")


Outcome = Annotated[
    Annotated[Written, Tag(SCALAR)] | Annotated[OutcomeWords, Tag(MAP)],
    by_shape,
]

Outcomes = Annotated[dict[Code, Outcome], Field(min_length=1)]
