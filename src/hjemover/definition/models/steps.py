"""What a pathway is made of: work, handoffs, waits, choices, and its end."""

from typing import Literal

from msgspec import Struct

from hjemover.definition.models.codes import Registrations
from hjemover.definition.models.limits import Limit, Overlap, Recipient
from hjemover.definition.models.moments import Moment, Ref
from hjemover.definition.models.outcomes import ChecklistItem, Condition, Gate, Outcome, Rounds
from hjemover.definition.models.text import Text

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
