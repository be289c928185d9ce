"""One patient's run through a definition (pasientforløp), as it stands now.

Only what is open is kept in full; what is done is kept in brief. So a step costs the same
on day 500 as on day 1. Everything here can be rebuilt by folding the journal.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from hjemover.calendar import Reason
from hjemover.vocabulary import (
    RESTING,
    ConsentDecision,
    CopyStatus,
    DeadlineClass,
    HandoffStatus,
    ObligationKind,
    PathwayStatus,
    RungKind,
    TaskStatus,
)

if TYPE_CHECKING:
    Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
else:
    # msgspec has no recursive aliases; what it reads as anything is one of these all the same.
    Value = Any
Answers = dict[str, Value]


class Subject(Struct, frozen=True, kw_only=True):
    """What the engine may know of whom a pathway is about: where they belong, never who they are.

    Args:
        organisation: Of a case or an organisation, the organisation it concerns.
        case: The number of a case in another system, opaque.
    """

    municipality: str | None = None  # organisation id
    gp: str | None = None  # organisation id
    organisation: str | None = None
    case: str | None = None


class Deadline(Struct, frozen=True, kw_only=True):
    """When something is due, and why (frist)."""

    at: datetime
    day: date  # the civil day in Oslo, for saying it
    reason: Reason
    deadline_class: DeadlineClass = DeadlineClass.LOCAL
    number: str | None = None
    late_on_arrival: int = 0  # whole days it was already late when it came: the sender's delay
    passed: datetime | None = None  # when the limit was let pass


class Stop(Struct, frozen=True, kw_only=True):
    """A time when the clock of a limit stood still; not over while *until* is not known."""

    since: datetime
    until: datetime | None = None
    reason: str = ""


class ScheduledRung(Struct, frozen=True, kw_only=True):
    """One thing that time will bring to an obligation."""

    kind: RungKind
    at: datetime
    level: int = 0  # which reminder or escalation, from 1
    to: tuple[tuple[str, str], ...] = ()  # (unit id, "unit" or "lead")
    reason: Reason | None = None


class CopyState(Struct, frozen=True, kw_only=True):
    """A copy sent along with a handoff, and its receipt."""

    party: str
    unit: str
    status: CopyStatus = CopyStatus.SENT


class OverlapState(Struct, frozen=True, kw_only=True):
    """What ends the overlap of a sender with the receiver who has accepted."""

    until: str  # the step
    branch: str = ""  # where the handoff stood
    before: datetime | None = None  # when that step had been done when the overlap began


class HandoffState(Struct, frozen=True, kw_only=True):
    """The contract between two units."""

    sender: str
    receiver: str
    status: HandoffStatus
    attempt: int = 1  # counts re-offers and forwardings; receipts name it
    offered: datetime
    clock_from: datetime | None = None  # what its limit counts from, when not from the offer
    delivered: datetime | None = None
    seen: datetime | None = None
    trail: tuple[str, ...] = ()  # receivers it has been with before
    question: str | None = None
    answer: str | None = None
    party: str | None = None  # transfer: the party that moves; of many receivers: which it is
    quorum: str = ""  # of many receivers: what they are gathered in
    asked_by: str | None = None  # who had it at the receiver when the question was asked


class Child(Struct, frozen=True, kw_only=True):
    """Another pathway that an obligation waits for, and what it ended as."""

    ref: str
    outcome: str | None = None


class Watch(Struct, frozen=True, kw_only=True):
    """That an event strikes at an instant, unless an occurrence is told of before."""

    event: str
    at: datetime


class Obligation(Struct, frozen=True, kw_only=True):
    """Something open that one unit has the ball for (forpliktelse).

    ``holder`` has the patient for this; ``awaits`` is the unit whose act comes next. They
    differ only in a handoff: the sender holds it until a person at the receiver accepts.
    """

    id: str  # "<step>#<occurrence>"
    step: str
    kind: ObligationKind
    branch: str = ""  # "<parallel obligation>/<branch>" when inside one
    item: Answers = {}  # the list item of the branch; "@<party>" is the unit chosen for it there
    holder: str
    awaits: str
    since: datetime  # the holder has had it since
    started: datetime
    listed: datetime | None = None  # on the awaited unit's list since, when not from the start
    status: TaskStatus = TaskStatus.REQUESTED  # tasks, choices, repairs
    claimed_by: str | None = None  # the person of the awaited unit who has taken it
    due: Deadline | None = None
    date_missing: bool = False  # it has a limit, which rests on a date that nobody knows
    schedule: tuple[ScheduledRung, ...] = ()  # what has not struck yet, in order
    escalated: int = 0
    reminded: int = 0
    clock: int = 0  # times its clocks were set anew; messages name it, to be said again
    handoff: HandoffState | None = None
    overlap: OverlapState | None = None
    postponed: bool = False  # a wait that the patient asked for
    detail: str = ""  # what failed, for a repair
    checked: tuple[str, ...] = ()  # items of its checklist that are ticked
    extended: int = 0  # times its limit was prolonged
    stops: tuple[Stop, ...] = ()  # when its clock stood still; the last one may still last
    children: tuple[Child, ...] = ()  # pathways that it waits for
    watches: tuple[Watch, ...] = ()  # events that strike if something is not told of in time

    @property
    def rests(self) -> bool:
        """Nobody has anything to do about it now: it waits, is planned for later, or stopped."""
        return self.kind in RESTING or (
            self.kind is ObligationKind.TASK
            and (self.status is TaskStatus.DRAFT or self.stopped is not None)
        )

    @property
    def is_work(self) -> bool:
        """It is, or was planned by somebody to be, on a unit's list: more than time to wait for."""
        planned_only = self.status is TaskStatus.DRAFT and self.claimed_by is None
        return self.kind not in RESTING and not planned_only

    @property
    def stopped(self) -> Stop | None:
        """The stop that its clock stands still for now."""
        return self.stops[-1] if self.stops and self.stops[-1].until is None else None


class Join(Struct, frozen=True, kw_only=True):
    """A parallel step that waits for its branches."""

    id: str
    step: str
    branch: str  # the branch this join itself stands in
    holder: str
    need: int
    open: tuple[str, ...]
    done: tuple[str, ...] = ()
    item: Answers = {}
    rows: bool = False  # one branch for each row of a list


TO = "+"
"""Stands between the entry of the step and the party in the id of one contract of many."""


class Quorum(Struct, frozen=True, kw_only=True):
    """A handoff to many receivers, each with a contract of its own, until enough have accepted."""

    id: str
    step: str
    need: int
    parties: tuple[str, ...]  # who was asked
    branch: str = ""
    item: Answers = {}
    accepted: tuple[tuple[str, str], ...] = ()  # (party, unit)
    lost: tuple[str, ...] = ()  # who said no, or was not let answer

    @property
    def reached(self) -> bool:
        return len(self.accepted) >= self.need

    @property
    def out_of_reach(self) -> bool:
        return len(self.parties) - len(self.lost) < self.need


class Done(Struct, frozen=True, kw_only=True):
    """The latest completion of a step, in brief."""

    at: datetime  # when it was true
    outcome: str
    unit: str
    late: int = 0  # whole days it was late on arrival


class Hold(Struct, frozen=True, kw_only=True):
    """A pause with a review date (pause)."""

    since: datetime
    review: datetime


class AccrualRun(Struct, frozen=True, kw_only=True):
    """From what started an accrual to what stopped it."""

    because: str
    unit: str  # whose it is
    started: datetime
    counts_from: datetime
    stopped: datetime | None = None
    voided: bool = False  # nothing of it is kept


class Pathway(Struct, frozen=True, kw_only=True):
    """One patient's run through a definition (pasientforløp)."""

    ref: str  # opaque; the only name that leaves the database
    definition: str
    version: int
    status: PathwayStatus = PathwayStatus.ACTIVE
    outcome: str | None = None
    silent: bool = False  # nothing leaves the house any more
    enrolled: datetime
    subject: Subject = Subject()
    parties: dict[str, str] = {}  # party -> unit id
    dates: dict[str, date] = {}
    consents: dict[str, ConsentDecision] = {}  # "<purpose>" or "<purpose>/<party>"
    # step, or "@event" -> latest answers; "<step>@<branch>" -> a row's own (engine/scopes.py)
    answers: dict[str, Answers] = {}
    answered: tuple[str, ...] = ()  # the steps and events, the latest last
    done: dict[str, Done] = {}
    started: dict[str, datetime] = {}
    rounds: dict[str, int] = {}  # step -> times entered
    obligations: dict[str, Obligation] = {}  # the open ones
    joins: dict[str, Join] = {}
    quorums: dict[str, Quorum] = {}
    copies: dict[str, CopyState] = {}  # "<obligation>/<party>"
    let_go: tuple[str, ...] = ()  # units that had an offer, have it no more, and did not take it
    responsible: str = ""  # the unit that had the ball last; keeps it where nobody else has
    hold: Hold | None = None
    parent: str | None = None  # pathway this one was started from
    children: tuple[str, ...] = ()
    refused: dict[str, str] = {}  # child that could not begin -> "<step>#<time entered>"
    awaited_by: tuple[str, ...] = ()  # pathways that wait for this one, besides the parent
    occurrences: dict[str, datetime] = {}  # when each was last so
    accruals: dict[str, tuple[AccrualRun, ...]] = {}
    steps_taken: int = 0


class Timer(Struct, frozen=True, kw_only=True):
    """When to wake this pathway, and why."""

    at: datetime
    kind: RungKind
    obligation: str  # empty: the pathway's own (review of a pause)
    level: int = 0
