"""A whole definition file, and a form file."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from hjemover.definition.grammar.base import Code, Name, Said, UpperCode, Words, Written
from hjemover.definition.grammar.keeping import AccrualWords, MeasureWords, TableWords
from hjemover.definition.grammar.outside import BeginsWords, Occurrences
from hjemover.definition.grammar.parts import (
    AnyField,
    ClassWords,
    Day,
    Length,
    LimitClass,
    NumberValue,
    Registrations,
    SharedWindowWords,
    TextWords,
)
from hjemover.definition.grammar.steps import AnyStep

SubjectKind = Literal["patient", "case", "organisation", "family"]


class PartyWords(Words):
    """A lane (part): a service, and whose."""

    name: TextWords
    service: Written
    of: Written = Field(
        default="enrolment",
        description="enrolment, patient.municipality, patient.gp, subject.organisation, or another"
        " party.",
    )
    informed_only: bool = False
    hours: dict[str, Written] = Field(
        default={}, description='When it works, as {mon-fri: "08:00-15:30"}.'
    )


def _week(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(r"[1-4]?\d\+[0-6]", value, re.ASCII):
        raise Said(
            "bad-week",
            f'is "{str(value)[:40]}", which is not a week of pregnancy.',
            "Write weeks and days, as 18+0; the days go from 0 to 6.",
        )
    return value


class DateWords(Words):
    """A clinical date that clocks count from."""

    name: TextWords
    required: bool = False
    first_known_of: Annotated[list[Name], Field(min_length=1)] | None = None
    after: Length | None = Field(default=None, description="It is so long after another date.")
    before: Length | None = Field(default=None, description="It is so long before another date.")
    week: Annotated[str, BeforeValidator(_week)] | None = Field(
        default=None, description="It is in this week of pregnancy, as 18+0, by a term date."
    )
    of: Name | None = Field(default=None, description="The date it counts from.")
    may_be_future: bool = False


class OverrideWords(Words):
    """Another value for one unit, organisation or region, from a day on."""

    unit: Written | None = None
    organisation: Written | None = None
    region: Written | None = None
    valid_from: Day = Field(alias="from")
    value: NumberValue


class NumberWords(Words):
    """A number with a name, a source and a class. An unverified one is a setting, not a fact."""

    value: NumberValue
    limit_class: LimitClass = Field(alias="class")
    source: Written
    verified: bool
    name: TextWords | None = None
    overrides: list[OverrideWords] = []


class ConsentWords(Words):
    """A purpose that sharing must have leave for (samtykke)."""

    name: TextWords
    basis: Literal["objection", "explicit"]
    source: Written | None = None


class EventWords(Words):
    """Something that can strike at any step (hendelse som avbryter), and what it does."""

    name: TextWords
    ask: dict[Code, AnyField] = {}
    set_dates: dict[Name, Code] = Field(default={}, alias="set")
    consent: dict[Name, Literal["given", "objected"]] = {}
    readdress: list[Name] = []
    cancel: list[Name] = []
    stop: list[Name] = Field(default=[], description="Steps whose clocks stop.")
    restart: list[Name] = Field(default=[], description="Steps whose clocks go again.")
    close: Written | None = None
    silent: bool = False
    pause: Written | None = None
    resume: bool = False
    goto: Written | None = None
    start: Name | None = None
    tell: list[Written] = []
    on: Name | None = Field(default=None, description="Strikes when this occurrence is told of.")
    when: Written | None = None
    absent: Name | None = Field(default=None, description="Strikes when this is not told of.")
    within: Length | None = None
    during: Name | None = Field(default=None, alias="while", description="An open step.")
    registration: Registrations | None = Field(default=None, alias="register")


class AliasWords(Words):
    """A name that people knew the pathway by, for a time."""

    name: TextWords
    valid_from: Day | None = Field(default=None, alias="from")
    until: Day


class DefinitionWords(Words):
    """A pathway definition (forløpsbeskrivelse)."""

    pathway: Name
    version: int = Field(ge=1)
    valid_from: Day
    name: TextWords
    aliases: list[AliasWords] = []
    description: TextWords | None = None
    tags: list[Name] = []
    subject: SubjectKind = "patient"
    parties: dict[Name, PartyWords] = Field(min_length=1)
    dates: dict[Name, DateWords] = {}
    numbers: dict[Name, NumberWords] = {}
    windows: dict[Name, SharedWindowWords] = {}
    consents: dict[Name, ConsentWords] = {}
    classes: dict[str, ClassWords] = {}
    outcomes: dict[UpperCode, TextWords] = Field(min_length=1)
    start: Name
    steps: dict[Name, AnyStep] = Field(min_length=1)
    events: dict[Name, EventWords] = {}
    occurrences: Occurrences = []
    begins: list[BeginsWords] = Field(default=[], max_length=20)
    tables: dict[Name, TableWords] = {}
    accruals: dict[Name, AccrualWords] = {}
    measures: dict[Name, MeasureWords] = {}


class FormWords(Words):
    """A form with typed fields (skjema), in a file of its own."""

    form: Name | None = Field(default=None, description="The same as the file's name.")
    name: TextWords
    fields: dict[Code, AnyField] = Field(min_length=1)


SECTIONS = (
    "parties",
    "dates",
    "numbers",
    "windows",
    "consents",
    "outcomes",
    "steps",
    "events",
    "tables",
    "accruals",
    "measures",
)
"""The parts of a definition that are named entries, so that one broken entry harms no other."""

__all__ = ["SECTIONS", "DefinitionWords", "EventWords", "FormWords"]
