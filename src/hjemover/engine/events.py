"""Facts about a pathway (hendelser), in the past tense. They cannot be refused.

Each says when it was true (``at``, UTC). When we learnt it, who said so and through which
command are in the journal's envelope. Everything that was computed on the way (units,
instants, reasons) is in the fact, so that a journal can be folded without the address book
and without the definition.
"""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from hjemover.calendar import Reason
from hjemover.engine.state import (
    Answers,
    CopyState,
    Deadline,
    OverlapState,
    ScheduledRung,
    Subject,
    Value,
)
from hjemover.vocabulary import ConsentDecision, ObligationKind, TaskStatus


class Event(Struct, frozen=True, kw_only=True):
    at: datetime


# --- the pathway ------------------------------------------------------------------------------


class PathwayEnrolled(Event, frozen=True, kw_only=True, tag="pathway-enrolled"):
    ref: str
    definition: str
    version: int
    responsible: str
    parties: dict[str, str]
    dates: dict[str, date]
    subject: Subject
    answers: dict[str, Answers] = {}
    parent: str | None = None


class PartyResolved(Event, frozen=True, kw_only=True, tag="party-resolved"):
    party: str
    unit: str
    previous: str | None = None
    reason: str = ""


class StepEntered(Event, frozen=True, kw_only=True, tag="step-entered"):
    """The way reached a step. *occurrence* counts from 1."""

    step: str
    occurrence: int
    branch: str = ""


class RoundsExhausted(Event, frozen=True, kw_only=True, tag="rounds-exhausted"):
    step: str
    then: str


class PathwayHeld(Event, frozen=True, kw_only=True, tag="pathway-held"):
    review: datetime


class PathwayResumed(Event, frozen=True, kw_only=True, tag="pathway-resumed"):
    reason: Literal["reported", "review-date"]


class PathwayClosed(Event, frozen=True, kw_only=True, tag="pathway-closed"):
    outcome: str
    silent: bool = False


class PathwaySpawned(Event, frozen=True, kw_only=True, tag="pathway-spawned"):
    """Another pathway is to begin for the same patient. The shell enrols it in this transaction."""

    definition: str
    ref: str
    parties: dict[str, str]
    dates: dict[str, date]
    step: str = ""  # the subpathway step that began it, or whose limit was let pass
    by_itself: bool = False  # a limit was let pass: no person asked for it
    unit: str = ""  # the unit that had the ball then


class InterruptReported(Event, frozen=True, kw_only=True, tag="interrupt-reported"):
    event: str
    answers: Answers = {}


class SubjectMoved(Event, frozen=True, kw_only=True, tag="subject-moved"):
    """The patient belongs to another municipality or GP now."""

    subject: Subject


class ConsentRecorded(Event, frozen=True, kw_only=True, tag="consent-recorded"):
    purpose: str
    decision: ConsentDecision
    party: str | None = None


class DateSet(Event, frozen=True, kw_only=True, tag="date-set"):
    name: str
    value: date | None
    previous: date | None
    reason: str = ""


class AnswerCorrected(Event, frozen=True, kw_only=True, tag="answer-corrected"):
    step: str
    field: str
    value: Value
    previous: Value
    reason: str


# --- obligations ------------------------------------------------------------------------------


class TaskRequested(Event, frozen=True, kw_only=True, tag="task-requested"):
    """A task came into being: on the unit's list, or (draft) planned for later."""

    obligation: str
    step: str
    kind: ObligationKind = ObligationKind.TASK
    status: TaskStatus = TaskStatus.REQUESTED
    owner: str
    branch: str = ""
    item: Answers = {}
    due: Deadline | None = None
    date_missing: bool = False  # it has a limit, which rests on a date that nobody knows
    schedule: tuple[ScheduledRung, ...] = ()
    detail: str = ""


class TaskBroughtForward(Event, frozen=True, kw_only=True, tag="task-brought-forward"):
    """A planned task has come on the list ahead of its window, to be planned."""

    obligation: str


class WindowOpened(Event, frozen=True, kw_only=True, tag="window-opened"):
    obligation: str
    brought_forward: bool = False  # the task came on the list by this


class TaskClaimed(Event, frozen=True, kw_only=True, tag="task-claimed"):
    obligation: str
    person: str


class TaskReleased(Event, frozen=True, kw_only=True, tag="task-released"):
    obligation: str
    reason: str = ""


class TaskReassigned(Event, frozen=True, kw_only=True, tag="task-reassigned"):
    """Another unit has the ball, as when the party it belongs to moved."""

    obligation: str
    owner: str


class TaskCompleted(Event, frozen=True, kw_only=True, tag="task-completed"):
    obligation: str
    step: str
    outcome: str
    answers: Answers = {}
    unit: str
    late_because: str = ""


class TaskGivenUp(Event, frozen=True, kw_only=True, tag="task-given-up"):
    """Its limit was let pass, and the definition goes on without it."""

    obligation: str
    step: str
    unit: str


class ItemChecked(Event, frozen=True, kw_only=True, tag="item-checked"):
    """An item of a task's checklist was ticked."""

    obligation: str
    item: str


class ItemUnchecked(Event, frozen=True, kw_only=True, tag="item-unchecked"):
    """The tick was taken away: it was not done after all."""

    obligation: str
    item: str


class TaskCancelled(Event, frozen=True, kw_only=True, tag="task-cancelled"):
    """Any obligation that ended without being done. *reason* is a code: closed, event, joined …"""

    obligation: str
    reason: str


class CodeToRegister(Event, frozen=True, kw_only=True, tag="code-to-register"):
    """Somebody must register a code elsewhere; we cannot do it for them."""

    step: str
    unit: str
    code_set: str
    code: str


class WaitStarted(Event, frozen=True, kw_only=True, tag="wait-started"):
    obligation: str
    step: str
    holder: str
    branch: str = ""
    item: Answers = {}
    postponed: bool = False
    schedule: tuple[ScheduledRung, ...] = ()  # empty: the moment is not known yet


class WaitEnded(Event, frozen=True, kw_only=True, tag="wait-ended"):
    obligation: str
    step: str


class DeadlineMoved(Event, frozen=True, kw_only=True, tag="deadline-moved"):
    """A corrected date moved what hangs on it. Nothing that has struck is undone."""

    obligation: str
    due: Deadline | None
    previous: Deadline | None
    schedule: tuple[ScheduledRung, ...]


class LimitExtended(Event, frozen=True, kw_only=True, tag="limit-extended"):
    """A limit was prolonged, as the definition allows."""

    obligation: str
    reason: str
    due: Deadline | None
    previous: Deadline | None
    schedule: tuple[ScheduledRung, ...]


class ClockStopped(Event, frozen=True, kw_only=True, tag="clock-stopped"):
    """A limit's clock stands still from *at*. *schedule* is what comes all the same."""

    obligation: str
    reason: str
    previous: Deadline | None
    schedule: tuple[ScheduledRung, ...] = ()


class ClockStarted(Event, frozen=True, kw_only=True, tag="clock-started"):
    """It goes again from *at*, and the limit has moved by what was stopped."""

    obligation: str
    by: Literal["unit", "event", "day"]
    due: Deadline | None
    schedule: tuple[ScheduledRung, ...]


class ReminderDue(Event, frozen=True, kw_only=True, tag="reminder-due"):
    obligation: str
    level: int


class DeadlinePassed(Event, frozen=True, kw_only=True, tag="deadline-passed"):
    obligation: str


class Escalated(Event, frozen=True, kw_only=True, tag="escalated"):
    obligation: str
    level: int
    to: tuple[tuple[str, str], ...]


# --- handoffs ---------------------------------------------------------------------------------


class HandoffOffered(Event, frozen=True, kw_only=True, tag="handoff-offered"):
    obligation: str
    step: str
    kind: ObligationKind = ObligationKind.HANDOFF
    sender: str
    receiver: str
    party: str | None = None  # transfer: which party moves; of many receivers: which it is
    quorum: str = ""  # of many receivers: what they are gathered in
    copies: tuple[CopyState, ...] = ()
    branch: str = ""
    item: Answers = {}
    due: Deadline | None = None
    schedule: tuple[ScheduledRung, ...] = ()


class ReceiversAsked(Event, frozen=True, kw_only=True, tag="receivers-asked"):
    """A handoff goes to many receivers, of whom *need* must accept. Each has its own offer."""

    quorum: str
    step: str
    parties: tuple[str, ...]
    need: int
    branch: str = ""
    item: Answers = {}


class QuorumReached(Event, frozen=True, kw_only=True, tag="quorum-reached"):
    """Enough receivers have accepted, and have the patient from now."""

    quorum: str
    step: str


class QuorumLost(Event, frozen=True, kw_only=True, tag="quorum-lost"):
    """Too few can still accept. The sender keeps the patient."""

    quorum: str
    step: str
    outcome: str


class CopyWithheld(Event, frozen=True, kw_only=True, tag="copy-withheld"):
    obligation: str
    party: str
    purpose: str


class HandoffDelivered(Event, frozen=True, kw_only=True, tag="handoff-delivered"):
    obligation: str
    attempt: int


class HandoffUndelivered(Event, frozen=True, kw_only=True, tag="handoff-undelivered"):
    """Known not to have arrived, or (*reason* "no-receipt") silent past its limit."""

    obligation: str
    attempt: int
    reason: str


class CopyDelivered(Event, frozen=True, kw_only=True, tag="copy-delivered"):
    obligation: str
    party: str


class CopyUndelivered(Event, frozen=True, kw_only=True, tag="copy-undelivered"):
    obligation: str
    party: str
    reason: str


class CopyAcknowledged(Event, frozen=True, kw_only=True, tag="copy-acknowledged"):
    obligation: str
    party: str


class HandoffSeen(Event, frozen=True, kw_only=True, tag="handoff-seen"):
    obligation: str


class HandoffAccepted(Event, frozen=True, kw_only=True, tag="handoff-accepted"):
    obligation: str
    step: str
    receiver: str
    person: str  # empty when nobody said anything
    tacit: bool = False  # silence through the limit
    late_because: str = ""


class OverlapBegan(Event, frozen=True, kw_only=True, tag="overlap-began"):
    """The receiver has it, and the sender stays until a step is done."""

    obligation: str
    step: str
    holder: str
    overlap: OverlapState
    due: Deadline | None = None
    schedule: tuple[ScheduledRung, ...] = ()


class OverlapEnded(Event, frozen=True, kw_only=True, tag="overlap-ended"):
    """The step was done, or (*reason*) the sender said that it is done all the same."""

    obligation: str
    step: str
    reason: str = ""


class HandoffRejected(Event, frozen=True, kw_only=True, tag="handoff-rejected"):
    obligation: str
    step: str
    receiver: str
    reason: str
    answers: Answers = {}


class HandoffReturned(Event, frozen=True, kw_only=True, tag="handoff-returned"):
    obligation: str
    question: str
    due: Deadline | None = None
    schedule: tuple[ScheduledRung, ...] = ()


class HandoffAnswered(Event, frozen=True, kw_only=True, tag="handoff-answered"):
    obligation: str
    answer: str
    due: Deadline | None = None
    schedule: tuple[ScheduledRung, ...] = ()


class HandoffForwarded(Event, frozen=True, kw_only=True, tag="handoff-forwarded"):
    obligation: str
    to: str
    note: str = ""
    due: Deadline | None = None
    schedule: tuple[ScheduledRung, ...] = ()


class HandoffReoffered(Event, frozen=True, kw_only=True, tag="handoff-reoffered"):
    """Sent again, to the same receiver or another; the contract's clocks begin anew."""

    obligation: str
    receiver: str
    reason: str
    due: Deadline | None = None
    schedule: tuple[ScheduledRung, ...] = ()


class HandoffWithdrawn(Event, frozen=True, kw_only=True, tag="handoff-withdrawn"):
    obligation: str
    step: str
    reason: str


class HandoffExpired(Event, frozen=True, kw_only=True, tag="handoff-expired"):
    obligation: str
    step: str


class HandoffBlocked(Event, frozen=True, kw_only=True, tag="handoff-blocked"):
    """The patient does not want it shared; nothing left the house."""

    step: str
    purpose: str
    branch: str = ""


class HandoffHeldBack(Event, frozen=True, kw_only=True, tag="handoff-held-back"):
    """The gate before a handoff was shut, so it was not sent."""

    step: str
    because: str  # the condition that was false
    inputs: Answers = {}  # what it read
    branch: str = ""


# --- what the definition did by itself ----------------------------------------------------------


class DecisionTaken(Event, frozen=True, kw_only=True, tag="decision-taken"):
    step: str
    then: str
    because: str  # the expression that was true; empty when none was
    inputs: Answers = {}  # what the expressions read


class NoticeGiven(Event, frozen=True, kw_only=True, tag="notice-given"):
    """Units were told. *message* names the step or event that told them."""

    message: str
    to: tuple[tuple[str, str], ...]
    in_house: bool = False  # shown in the product only


class NoticeWithheld(Event, frozen=True, kw_only=True, tag="notice-withheld"):
    step: str
    party: str
    purpose: str


class BranchesOpened(Event, frozen=True, kw_only=True, tag="branches-opened"):
    join: str
    step: str
    branch: str
    names: tuple[str, ...]
    need: int
    item: Answers = {}
    rows: bool = False  # one branch for each row of a list


class BranchDone(Event, frozen=True, kw_only=True, tag="branch-done"):
    join: str
    name: str


class BranchesJoined(Event, frozen=True, kw_only=True, tag="branches-joined"):
    join: str
    step: str


class BranchesLeft(Event, frozen=True, kw_only=True, tag="branches-left"):
    """The way left a parallel step without joining it: an outer join, or an event, was enough."""

    join: str


# --- pathways among each other ----------------------------------------------------------------


class SubpathwayStarted(Event, frozen=True, kw_only=True, tag="subpathway-started"):
    """The way waits for other pathways: new ones, or (*joined*) one that was open already."""

    obligation: str
    step: str
    definition: str
    children: tuple[str, ...]
    joined: bool = False
    holder: str
    branch: str = ""
    item: Answers = {}
    due: Deadline | None = None
    date_missing: bool = False
    schedule: tuple[ScheduledRung, ...] = ()


class SubpathwaySkipped(Event, frozen=True, kw_only=True, tag="subpathway-skipped"):
    """The patient is on that pathway already: no new one was begun."""

    step: str
    definition: str


class SubpathwayReported(Event, frozen=True, kw_only=True, tag="subpathway-reported"):
    """One of the pathways that are waited for is over."""

    obligation: str
    step: str
    child: str
    outcome: str


class SubpathwayEnded(Event, frozen=True, kw_only=True, tag="subpathway-ended"):
    """All of them are over. *outcome* is what they all ended as; empty where they differ."""

    obligation: str
    step: str
    outcome: str


class SubpathwayRefused(Event, frozen=True, kw_only=True, tag="subpathway-refused"):
    """The other pathway could not begin; *why* is the code of the refusal."""

    step: str
    child: str
    why: str
    obligation: str = ""  # empty where nobody waits for it


class PathwayAwaited(Event, frozen=True, kw_only=True, tag="pathway-awaited"):
    """Another pathway of the patient waits for this one to end."""

    by: str


# --- the world outside ------------------------------------------------------------------------


class OccurrenceTold(Event, frozen=True, kw_only=True, tag="occurrence-told"):
    """Another system told of something that this pathway listens to. *told* is its own id of it."""

    occurrence: str
    told: str = ""
    data: Answers = {}


class AbsenceWatched(Event, frozen=True, kw_only=True, tag="absence-watched"):
    """If nothing is told of before *until*, the event strikes."""

    obligation: str
    event: str
    until: datetime
    reason: Reason | None = None


class AbsenceNoticed(Event, frozen=True, kw_only=True, tag="absence-noticed"):
    """Nothing was told of in time: the event strikes now."""

    obligation: str
    event: str
    occurrence: str


# --- what accrues -----------------------------------------------------------------------------


class AccrualStarted(Event, frozen=True, kw_only=True, tag="accrual-started"):
    """Something began to grow, day by day, from *counts_from* on. *because* is what started it."""

    accrual: str
    because: str
    unit: str
    counts_from: datetime
    reason: Reason | None = None


class AccrualStopped(Event, frozen=True, kw_only=True, tag="accrual-stopped"):
    """It grows no more. What has grown is kept, unless it is *voided*."""

    accrual: str
    because: str
    voided: bool = False


class AccrualMoved(Event, frozen=True, kw_only=True, tag="accrual-moved"):
    """A correction made what the days of its *run* (from 0) count from another."""

    accrual: str
    run: int
    counts_from: datetime
    previous: datetime
    reason: Reason | None = None


AnyEvent = (
    PathwayEnrolled
    | PartyResolved
    | StepEntered
    | RoundsExhausted
    | PathwayHeld
    | PathwayResumed
    | PathwayClosed
    | PathwaySpawned
    | InterruptReported
    | SubjectMoved
    | ConsentRecorded
    | DateSet
    | AnswerCorrected
    | TaskRequested
    | TaskBroughtForward
    | WindowOpened
    | TaskClaimed
    | TaskReleased
    | TaskReassigned
    | TaskCompleted
    | TaskGivenUp
    | ItemChecked
    | ItemUnchecked
    | TaskCancelled
    | CodeToRegister
    | WaitStarted
    | WaitEnded
    | DeadlineMoved
    | LimitExtended
    | ClockStopped
    | ClockStarted
    | ReminderDue
    | DeadlinePassed
    | Escalated
    | HandoffOffered
    | ReceiversAsked
    | QuorumReached
    | QuorumLost
    | CopyWithheld
    | HandoffDelivered
    | HandoffUndelivered
    | CopyDelivered
    | CopyUndelivered
    | CopyAcknowledged
    | HandoffSeen
    | HandoffAccepted
    | OverlapBegan
    | OverlapEnded
    | HandoffRejected
    | HandoffReturned
    | HandoffAnswered
    | HandoffForwarded
    | HandoffReoffered
    | HandoffWithdrawn
    | HandoffExpired
    | HandoffBlocked
    | HandoffHeldBack
    | DecisionTaken
    | NoticeGiven
    | NoticeWithheld
    | BranchesOpened
    | BranchDone
    | BranchesJoined
    | BranchesLeft
    | AccrualStarted
    | AccrualStopped
    | AccrualMoved
    | OccurrenceTold
    | AbsenceWatched
    | AbsenceNoticed
    | SubpathwayStarted
    | SubpathwaySkipped
    | SubpathwayReported
    | SubpathwayEnded
    | SubpathwayRefused
    | PathwayAwaited
)
