"""A checked pathway definition (forløpsbeskrivelse), as the engine reads it.

The file's own words are in ``grammar.py``; ``compiling.py`` turns them into these.
Nothing here is text to be parsed again: durations, references and expressions are types.
A definition that exists as these models has passed every check.
"""

from datetime import date
from typing import Literal

import msgspec
from msgspec import Struct

from hjemover.calendar import Duration, OpeningHours
from hjemover.vocabulary import DeadlineClass, Language


class Text(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Wording in the three languages. Bokmål is always there."""

    nb: str
    nn: str | None = None
    en: str | None = None

    def in_language(self, language: Language) -> str:
        """The wording in *language*, or in bokmål when it is missing."""
        return {"nb": self.nb, "nn": self.nn, "en": self.en}[language] or self.nb


# --- moments: what the clocks count from ------------------------------------------------------


class Amount(Struct, frozen=True, kw_only=True):
    """How long: a duration written out, or the name of a number (``$accept_within``)."""

    duration: Duration | None = None
    number: str | None = None


class DateRef(Struct, frozen=True, tag="date"):
    """A named clinical date; for a derived one, the first known of its sources."""

    name: str


class StepRef(Struct, frozen=True, tag="step"):
    """When a step was last entered, or last done."""

    step: str
    edge: Literal["started", "done"] = "done"


class AnswerRef(Struct, frozen=True, tag="answer"):
    """The latest answer to a date field, of one step or (step empty) of any."""

    field: str
    step: str = ""


class WindowRef(Struct, frozen=True, tag="window"):
    window: str
    edge: Literal["opens", "closes"]


class StartRef(Struct, frozen=True, tag="start"):
    """When this step was entered (or, for a handoff, offered)."""


class EnrolledRef(Struct, frozen=True, tag="enrolled"):
    """When the patient was enrolled."""


Ref = DateRef | StepRef | AnswerRef | WindowRef | StartRef | EnrolledRef


class Moment(Struct, frozen=True, kw_only=True):
    """A point in time: *offset* after or before *of*, or *of* itself."""

    of: Ref
    offset: Amount | None = None
    direction: Literal["after", "before"] = "after"


class Window(Struct, frozen=True, kw_only=True):
    """When something may and should happen (tidsvindu). Never moved for weekends or holidays."""

    name: Text
    opens: Moment
    closes: Moment
    plan: Moment | None = None  # when the one who is to do it is told


# --- the parts --------------------------------------------------------------------------------


class Recipient(Struct, frozen=True, kw_only=True):
    """A party's unit, or the lead of it (leder)."""

    party: str
    role: Literal["unit", "lead"] = "unit"


class Rung(Struct, frozen=True, kw_only=True):
    """One step of an escalation ladder: *after* the limit has passed, tell *to*."""

    after: Amount
    to: tuple[Recipient, ...]


class Extension(Struct, frozen=True, kw_only=True):
    """How a limit may be prolonged: *by* so much each time, *at_most* so many times."""

    by: Amount
    at_most: int = 1


BREACHED = "breached"
"""What a task came to that was given up when its limit was let pass."""


class Breach(Struct, frozen=True, kw_only=True):
    """What happens when a limit is let pass (fristbrudd), beside that somebody is told."""

    ask_reason: bool = False  # doing it late needs a reason
    then: str | None = None  # a task: it is given up, and the way goes on here
    start: str | None = None  # another pathway, linked to this one


class Overlap(Struct, frozen=True, kw_only=True):
    """The sender stays after the receiver has accepted, until a step is done (overlapp)."""

    until: str
    within: Amount


class Limit(Struct, frozen=True, kw_only=True):
    """How long something may take, and what happens around the end of it (frist)."""

    until: Moment
    deadline_class: DeadlineClass = DeadlineClass.LOCAL
    remind: tuple[Amount, ...] = ()  # this long before the limit
    escalate: tuple[Rung, ...] = ()
    expire: bool = False  # a handoff: the offer ends when the last rung has passed
    extend: Extension | None = None
    stops: bool = False  # its clock may be stopped
    stop_reasons: dict[str, Text] = {}  # only for these; empty for any that is written
    breach: Breach | None = None
    tacit: bool = False  # a handoff: silence through the limit is acceptance


PARTY_HOMES = ("enrolment", "patient.municipality", "patient.gp", "subject.organisation")
"""Where a party may belong, besides in the organisation of another."""


class Party(Struct, frozen=True, kw_only=True):
    """A lane (part): a service role that is resolved to a unit, at enrolment or when first needed.

    A service written ``item.<field>`` is read from the list item of the branch it stands in (or
    the unit itself, from a field of type unit), so each branch has a unit of its own.
    """

    name: Text
    service: str
    of: str = "enrolment"  # a place of PARTY_HOMES, or another party
    informed_only: bool = False
    hours: tuple[OpeningHours | None, ...] = ()  # Monday to Sunday; empty for the unit's own


class Counted(Struct, frozen=True, kw_only=True):
    """A date that is so long after or before another; by *week* of pregnancy, as it is written."""

    of: str
    offset: Amount
    direction: Literal["after", "before"] = "after"
    week: str = ""


class NamedDate(Struct, frozen=True, kw_only=True):
    """A clinical date that clocks count from. Correctable, with history."""

    name: Text
    required: bool = False
    first_known_of: tuple[str, ...] = ()
    counted: Counted | None = None
    may_be_future: bool = False

    @property
    def derived(self) -> bool:
        """It comes from other dates, so nobody gives it and nobody corrects it."""
        return bool(self.first_known_of) or self.counted is not None


class NumberOverride(Struct, frozen=True, kw_only=True):
    """Another value for a region, an organisation or a unit, from a day on."""

    scope: Literal["region", "organisation", "unit"]
    id: str
    valid_from: date
    value: Duration | int | float


class Number(Struct, frozen=True, kw_only=True):
    """A named number, with where it comes from. An unverified one is a setting, not a fact."""

    value: Duration | int | float
    deadline_class: DeadlineClass
    source: str
    verified: bool
    name: Text | None = None
    overrides: tuple[NumberOverride, ...] = ()


class ConsentRule(Struct, frozen=True, kw_only=True):
    """A purpose that sharing must have leave for (samtykke).

    With basis ``objection`` sharing is allowed until the patient objects (helsepersonelloven
    § 45); with ``explicit`` it is not allowed until the patient has said yes.
    """

    name: Text
    basis: Literal["objection", "explicit"]
    source: str = ""


class Field(Struct, frozen=True, kw_only=True):
    """One question of a form, typed (felt)."""

    type: Literal[
        "text", "long-text", "date", "yes-no", "number", "choice", "choices",
        "municipality", "unit", "service", "table", "list",
    ]  # fmt: skip
    label: Text
    required: bool = False
    choices: dict[str, Text] = {}
    at_least: float | None = None
    at_most: float | None = None
    rows: dict[str, Text] = {}  # table: fixed rows
    columns: "dict[str, Field]" = {}  # table and list: the fields of one row
    may_be_future: bool = True  # date
    help: Text | None = None


class Form(Struct, frozen=True, kw_only=True):
    """A form with typed fields (skjema), in a file of its own."""

    id: str
    name: Text
    fields: dict[str, Field]


class DatedCode(Struct, frozen=True, kw_only=True):
    """The code of a set from a day on, until the next one."""

    valid_from: date
    code: str
    verified: bool
    source: str = ""


class Registration(Struct, frozen=True, kw_only=True):
    """A code that somebody must register elsewhere when this happens (registreringskode).

    Args:
        code: Empty where the code depends on the day (*by_date*, the earliest first).
        at: For a step: when the way reaches it, or when it is done.
    """

    code_set: str
    code: str
    verified: bool
    source: str = ""
    at: Literal["started", "done"] = "done"
    by_date: tuple[DatedCode, ...] = ()

    def on(self, day: date) -> str | None:
        """The code in force on *day*; None before the first of them."""
        if not self.by_date:
            return self.code
        begun = [one.code for one in self.by_date if one.valid_from <= day]
        return begun[-1] if begun else None


Registrations = Registration | tuple[Registration, ...] | None
"""As it is written: one code, several, or none."""


def registrations(written: Registrations) -> tuple[Registration, ...]:
    """Each of the codes."""
    if written is None:
        return ()
    return written if isinstance(written, tuple) else (written,)


class Rounds(Struct, frozen=True, kw_only=True):
    """A bound on a loop: entered *at_most* times; the next time the way goes to *then*."""

    at_most: int
    then: str


class Condition(Struct, frozen=True, kw_only=True):
    """A CEL expression. Compiled and type-checked when the definition was loaded."""

    source: str


class ChecklistItem(Struct, frozen=True, kw_only=True):
    """One thing to tick off in a task (sjekkpunkt). It applies when *when* is true."""

    label: Text
    when: Condition | None = None
    optional: bool = False


class Gate(Struct, frozen=True, kw_only=True):
    """What must hold before a way can be taken (sperre): the checklist, a condition, or both."""

    checklist: bool = False
    when: Condition | None = None
    say: Text | None = None  # what to tell while the condition does not hold


class Outcome(Struct, frozen=True, kw_only=True):
    """A named way out of a step (utfall), with what must be answered to take it."""

    label: Text
    then: str
    ask: dict[str, Field] = {}
    gate: Gate | None = None
    register: Registrations = None


# --- steps ------------------------------------------------------------------------------------

JOINED = "joined"
"""Reserved target: this branch is done, wait for the others."""


class TaskStep(Struct, frozen=True, kw_only=True, tag="task"):
    """Work for one unit (oppgave)."""

    id: str
    label: Text
    party: str
    outcomes: dict[str, Outcome]
    due: Limit | None = None
    window: str | None = None  # takes its opening, planning and closing from there
    form: str | None = None
    checklist: dict[str, ChecklistItem] = {}
    register: Registrations = None
    rounds: Rounds | None = None
    help: Text | None = None


def given_up_to(step: "Step") -> str | None:
    """Where the way goes on when a task is given up for letting its limit pass."""
    breach = step.due.breach if isinstance(step, TaskStep) and step.due else None
    return breach.then if breach else None


class HandoffStep(Struct, frozen=True, kw_only=True, tag="handoff"):
    """Responsibility goes from one unit to another, when a person accepts (overføring)."""

    id: str
    label: Text
    sender: str
    receiver: str
    more: tuple[str, ...] = ()  # receivers beside the first
    quorum: Literal["all", "any"] | int = "all"  # how many of them must accept
    copies: tuple[str, ...] = ()
    consent: str | None = None
    carries: tuple[str, ...] = ()  # steps whose answers go along
    gate: Gate | None = None  # what must hold before it is sent
    accept: Limit
    delivered: Limit | None = None
    overlap: Overlap | None = None
    outcomes: dict[
        str, Outcome
    ]  # accepted, rejected; objected, expired, withdrawn, blocked when they lead on

    rounds: Rounds | None = None
    help: Text | None = None

    @property
    def receivers(self) -> tuple[str, ...]:
        return (self.receiver, *self.more)

    def needed(self, asked: int) -> int:
        """How many of so many receivers must accept."""
        if self.quorum == "all":
            return asked
        return 1 if self.quorum == "any" else self.quorum

    register: Registrations = None


class WaitStep(Struct, frozen=True, kw_only=True, tag="wait"):
    """Nothing to do until a moment has come (venter). A unit still has the ball."""

    id: str
    label: Text
    party: str | None = None  # None: the unit that had the ball before
    until: Moment | None = None
    otherwise: Moment | None = None  # when *until* is not known
    postponed: bool = False  # the patient asked for later
    then: str
    rounds: Rounds | None = None
    help: Text | None = None
    register: Registrations = None


class Branch(Struct, frozen=True, kw_only=True):
    when: Condition
    then: str


class TableRow(Struct, frozen=True, kw_only=True):
    """One row: by column, what it may be (one of). A column that is not there may be anything."""

    cells: dict[str, tuple[str | int | float | bool, ...]]
    then: str


class DecisionTable(Struct, frozen=True, kw_only=True):
    """A decision as it was written (beslutningstabell). Each row is the branch at its place."""

    read: dict[str, str]  # column <- what it reads, as "assess.severity"
    rows: tuple[TableRow, ...]


class DecisionStep(Struct, frozen=True, kw_only=True, tag="decide"):
    """The definition chooses the way, and shows why (automatisk valg)."""

    id: str
    label: Text
    branches: tuple[Branch, ...]
    otherwise: str
    table: DecisionTable | None = None  # what the branches were made from
    rounds: Rounds | None = None
    help: Text | None = None
    register: Registrations = None


class NoticeStep(Struct, frozen=True, kw_only=True, tag="notice"):
    """Somebody is told; nobody has to answer (melding til orientering)."""

    id: str
    label: Text
    to: tuple[Recipient, ...]
    consent: str | None = None
    then: str
    rounds: Rounds | None = None
    help: Text | None = None
    register: Registrations = None


class ParallelStep(Struct, frozen=True, kw_only=True, tag="parallel"):
    """Several ways at once, joined again (parallelle grener).

    Either named *branches*, each with its first step, or one branch *each* item of a list
    answer ("step.field"), all beginning at *start*.
    """

    id: str
    label: Text
    branches: dict[str, str] = {}
    each: str | None = None
    start: str | None = None
    join: Literal["all", "any"] | int = "all"
    then: str
    rounds: Rounds | None = None
    help: Text | None = None
    register: Registrations = None


class SubpathwayStep(Struct, frozen=True, kw_only=True, tag="subpathway"):
    """Another pathway for the same patient (underforløp), waited for or not.

    Args:
        each: One for each row of this list answer ("step.field").
        dates: Date of the other pathway to what it is here.
        item_dates: The same, from fields of the row.
        outcomes: What the other ended as, to the step it leads to; *otherwise* for the rest.
    """

    id: str
    label: Text
    pathway: str
    if_open: Literal["new", "join", "skip"] = "new"
    waits: bool = True
    each: str | None = None
    dates: dict[str, Ref] = {}
    item_dates: dict[str, str] = {}
    party: str | None = None  # who keeps the ball meanwhile; None: the unit that had it
    due: Limit | None = None
    outcomes: dict[str, str] = {}
    otherwise: str
    rounds: Rounds | None = None
    help: Text | None = None
    register: Registrations = None

    @property
    def ways(self) -> dict[str, str]:
        """Every way on, by what the other pathway ended as; ``else`` for the rest."""
        return {**self.outcomes, "else": self.otherwise}


class EndStep(Struct, frozen=True, kw_only=True, tag="end"):
    """The pathway is over, with an outcome (slutt)."""

    id: str
    label: Text
    outcome: str
    silent: bool = False
    rounds: Rounds | None = None
    help: Text | None = None
    register: Registrations = None


Step = (
    TaskStep
    | HandoffStep
    | WaitStep
    | DecisionStep
    | NoticeStep
    | ParallelStep
    | SubpathwayStep
    | EndStep
)


class Occurrence(Struct, frozen=True, kw_only=True):
    """Something that another system tells of (forekomst), and what it tells with it."""

    name: Text | None = None
    data: dict[str, Field] = {}


class Beginning(Struct, frozen=True, kw_only=True):
    """An occurrence that begins this pathway (starter forløpet).

    Args:
        of: The pathway that must have been closed before, *after* so long at the earliest and
            *within* so long at the latest.
        set_dates: Date to the field of the occurrence it comes from; ``occurred`` for its day.
    """

    on: str
    when: Condition | None = None
    of: str | None = None
    after: Amount | None = None
    within: Amount | None = None
    set_dates: dict[str, str] = {}


class Absence(Struct, frozen=True, kw_only=True):
    """That an occurrence has not been told of for so long, while a step was open (uteblitt)."""

    occurrence: str
    within: Amount
    during: str


class Interrupt(Struct, frozen=True, kw_only=True):
    """Something that can strike at any step (hendelse som avbryter), and what it does.

    The effects happen in the order of the fields: dates and consent are set, parties are
    readdressed, steps are cancelled, clocks stop and go again, then the pathway closes, pauses,
    resumes or goes on at a step, a new pathway starts, and somebody is told.
    """

    id: str
    name: Text
    ask: dict[str, Field] = {}
    set_dates: dict[str, str] = {}  # date <- field
    consent: dict[str, Literal["given", "objected"]] = {}
    readdress: tuple[str, ...] = ()
    cancel: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()  # steps whose clocks stop
    restart: tuple[str, ...] = ()  # steps whose clocks go again
    close: str | None = None
    silent: bool = False
    pause_until: str | None = None  # the field with the review date
    resume: bool = False
    goto: str | None = None
    start: str | None = None  # another pathway, linked to this one
    tell: tuple[Recipient, ...] = ()
    on: str | None = None  # strikes when this occurrence is told of
    when: Condition | None = None
    absence: Absence | None = None  # strikes when an occurrence is not told of
    register: Registrations = None


class Rate(Struct, frozen=True, kw_only=True):
    """The rate from a day on, until the next row or the day it is known until."""

    valid_from: date
    until: date | None = None
    value: float


class RateTable(Struct, frozen=True, kw_only=True):
    """Rates by day (satstabell). After the last day it is known, nobody guesses."""

    name: Text | None = None
    unit: str
    source: str
    verified: bool
    rows: tuple[Rate, ...]

    def on(self, day: date) -> Rate | None:
        """The rate of *day*, or None where it is not known."""
        begun = [row for row in self.rows if row.valid_from <= day]
        last = begun[-1] if begun else None
        return last if last and (last.until is None or day <= last.until) else None


class Accrual(Struct, frozen=True, kw_only=True):
    """Something that grows day by day, from a milestone to another (påløp).

    Args:
        of: What the days count from; None for when it was started.
        grace: So long after that nothing grows.
        inclusive: The day it stops counts as well.
        keeps: What has grown stays when it stops.
        party: Whose it is; None for the unit that had the ball.
    """

    name: Text
    rate: str | None = None
    of: Ref | None = None
    grace: Amount | None = None
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    inclusive: bool = True
    keeps: bool = True
    party: str | None = None


class Measure(Struct, frozen=True, kw_only=True):
    """How often, or how fast, one milestone follows another (måltall).

    Args:
        within: The limit of a share; the definition's own number, never an overridden one, so
            that everybody is measured alike.
        small: Counts below it are hidden outside one's own organisation.
        party: Whose it is; None for the unit that had the ball.
    """

    name: Text
    kind: Literal["share", "median", "count"]
    begins: tuple[str, ...]
    ends: tuple[str, ...] = ()
    within: Amount | None = None
    when: Condition | None = None
    target: float | None = None
    source: str
    verified: bool
    small: int = 5
    party: str | None = None


SubjectKind = Literal["patient", "case", "organisation", "family"]


class Alias(Struct, frozen=True, kw_only=True):
    """A name that people knew the pathway by (tidligere navn), until a day."""

    name: Text
    valid_from: date | None = None
    until: date


class PathwayDefinition(Struct, frozen=True, kw_only=True):
    """One published version of a pathway."""

    id: str
    version: int
    valid_from: date
    name: Text
    aliases: tuple[Alias, ...] = ()
    description: Text | None = None
    tags: tuple[str, ...] = ()
    subject: SubjectKind = "patient"
    parties: dict[str, Party]
    dates: dict[str, NamedDate]
    numbers: dict[str, Number] = {}
    windows: dict[str, Window] = {}
    consents: dict[str, ConsentRule] = {}
    forms: dict[str, Form] = {}
    outcomes: dict[str, Text]
    start: str
    steps: dict[str, Step]
    events: dict[str, Interrupt] = {}
    occurrences: dict[str, Occurrence] = {}
    begins: tuple[Beginning, ...] = ()
    tables: dict[str, RateTable] = {}
    accruals: dict[str, Accrual] = {}
    measures: dict[str, Measure] = {}
    fingerprint: str = ""  # SHA-256 over the source files

    @property
    def key(self) -> tuple[str, int]:
        return (self.id, self.version)

    @property
    def about_nobody(self) -> bool:
        """Whether it is about a case or an organisation: no patient is behind it."""
        return self.subject in ("case", "organisation")


def encode(definition: PathwayDefinition) -> bytes:
    """The definition as JSON: the same bytes for the same definition, in its designer's order."""
    return msgspec.json.encode(definition)


def decode(raw: bytes) -> PathwayDefinition:
    return msgspec.json.decode(raw, type=PathwayDefinition)
