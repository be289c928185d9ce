"""The words of an examples file (eksempler): named runs that a designer promises will hold."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from hjemover.calendar import OSLO
from hjemover.definition.grammar.base import Name, Said, Words, Written
from hjemover.definition.grammar.parts import Day, TextWords
from hjemover.vocabulary import ConsentDecision


def _instant(value: object) -> object:
    try:
        if not isinstance(value, str):
            raise ValueError
        local = datetime.strptime(value, "%Y-%m-%d %H:%M")  # noqa: DTZ007 made aware below
    except ValueError:
        written = str(value)[:40]
        raise Said(
            "bad-time",
            f'is "{written}", which is not a time.',
            "Write year-month-day hour:minute, for example 2026-01-31 10:00.",
        ) from None
    return local.replace(tzinfo=OSLO).astimezone(UTC)


def _decision(value: object) -> object:
    if value not in tuple(ConsentDecision):
        raise Said("unknown-word", "is not what a patient can say.", "Write given or objected.")
    return ConsentDecision(str(value))


Instant = Annotated[datetime, BeforeValidator(_instant)]
"""Local time in Oslo, as it is written; kept in UTC."""

Figure = Annotated[str, BeforeValidator(lambda value: str(value))]
"""As it is said: ``1 of 2`` of a share, ``36 hours`` of a median, ``3`` of a count."""

Decision = Annotated[ConsentDecision, BeforeValidator(_decision)]


class OthersWords(Words):
    """The patient's other pathways when the example begins."""

    open: list[Name] = []
    closed: dict[Name, Day] = {}


class EnrolWords(Words):
    """How the patient comes in. Organisations are any names; each gets a unit per service."""

    at: Instant
    parties: dict[Name, Written] = Field(min_length=1)
    dates: dict[Name, Day] = {}
    municipality: Written | None = None
    gp: Written | None = None
    organisation: Written | None = None
    case: Written | None = None
    start: Name | None = None
    answers: dict[str, dict[str, Any]] = {}
    others: OthersWords | None = None
    without: list[Written] = Field([], description="Services that nobody has.")


class DoWords(Words):
    """One act: exactly one of the acts, and what it needs."""

    complete: Written | None = None
    check: Written | None = None
    uncheck: Written | None = None
    extend: Written | None = None
    stop: Written | None = None
    start: Written | None = None
    accept: Written | None = None
    reject: Written | None = None
    return_: Written | None = Field(None, alias="return")
    answer: Written | None = None
    forward: Written | None = None
    withdraw: Written | None = None
    end_overlap: Written | None = None
    deliver: Written | None = None
    lose: Written | None = None
    report: Written | None = None
    correct: Written | None = None
    assign: Written | None = None
    consent: Written | None = None
    end: Written | None = Field(None, description="A subpathway step: the other is over.")
    tell: Written | None = Field(None, description="An occurrence that another system tells of.")

    outcome: Written | None = None
    item: Written | None = Field(None, description="Which item of the checklist.")
    answers: dict[str, Any] = {}
    late_because: Written | None = Field(None, description="Why it is done late.")
    text: Written | None = Field(None, description="The reason, the question or the answer.")
    to: Any = Field(None, description="A unit; the right value; the day a clock goes again.")
    decision: Decision | None = None
    party: Name | None = None
    on: Instant | None = Field(None, description="When it was true, if before now.")


class ExpectWords(Words):
    """How the pathway stands then. Only what is written is compared."""

    open: list[Written] | None = Field(None, description="The steps that are open, all of them.")
    planned: list[Written] | None = Field(None, description="Those of them still planned.")
    postponed: list[Written] | None = Field(None, description="Put off by the patient.")
    overdue: list[Written] | None = Field(None, description="Past their limit.")
    stopped: list[Written] | None = Field(None, description="Those whose clock stands still.")
    due: dict[str, Day] = {}
    late: dict[str, int] = Field({}, description="Days late on arrival: the sender's delay.")
    holder: dict[str, Written] = Field({}, description="Step to party (or unit) that has it.")
    awaits: dict[str, Written] = Field({}, description="Step to party (or unit) whose act it is.")
    checked: dict[str, list[str]] = Field({}, description="Step to the items that are ticked.")
    told: list[Written] | None = Field(None, description="Who has got a message since last time.")
    visited: list[Written] = Field([], description="Steps that have been reached.")
    closed: Written | None = None
    accrued: dict[str, int] = Field({}, description="Accrual to the days it has grown.")
    measured: dict[str, Figure] = Field({}, description="Measure to its figure of this pathway.")
    starts: Written | None = Field(None, description="A pathway that begins because of this.")
    refused: Written | None = Field(None, description="The code of the refusal of the act.")


class MomentWords(Words):
    """At this time: something is done, or something is expected, or both."""

    at: Instant
    do: DoWords | None = None
    expect: ExpectWords | None = None


class ExampleWords(Words):
    name: TextWords
    since: int = Field(1, ge=1, description="The first version that it is true of.")
    enrol: EnrolWords
    run: list[MomentWords] = Field(min_length=1)


class ExamplesWords(Words):
    examples: list[ExampleWords] = Field(min_length=1)
