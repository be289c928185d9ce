"""Orders to a pathway (kommandoer). A command that is not understood cannot be built.

``effective`` is when the thing was true, UTC; None means now. It may lie in the past (late
registration is normal work) and never in the future. Who gave the order, and the command's
id, are in the envelope that the shell carries (``application/handle.py``).
"""

from datetime import date, datetime

from msgspec import Struct

from hjemover.engine.state import Answers, Subject, Value
from hjemover.vocabulary import ConsentDecision


class Command(Struct, frozen=True, kw_only=True):
    """Common ground of all commands: only a type to name them by."""


class EnrolPathway(Command, frozen=True, kw_only=True, tag="enrol-pathway"):
    """Begin a pathway. *parties* names the units of the parties that come with enrolment."""

    ref: str
    parties: dict[str, str]
    dates: dict[str, date] = {}
    subject: Subject = Subject()
    answers: dict[str, Answers] = {}
    start: str | None = None  # another first step, as when the municipality finds the patient
    parent: str | None = None
    effective: datetime | None = None


class AdvanceTime(Command, frozen=True, kw_only=True, tag="advance-time"):
    """Let everything that is due by now happen, each thing at its own time."""


class ClaimTask(Command, frozen=True, kw_only=True, tag="claim-task"):
    """*person*, of the unit that is awaited, takes it: a task, or an offer or question to answer.

    Taking an offer is not accepting it: the sender keeps the patient all the same.
    """

    obligation: str
    person: str


class ReleaseTask(Command, frozen=True, kw_only=True, tag="release-task"):
    """Give it back to the unit, for anybody there to take."""

    obligation: str
    reason: str = ""


class CompleteTask(Command, frozen=True, kw_only=True, tag="complete-task"):
    obligation: str
    outcome: str
    answers: Answers = {}
    effective: datetime | None = None
    late_because: str = ""  # where the definition asks why a limit was let pass


class CheckItem(Command, frozen=True, kw_only=True, tag="check-item"):
    """Tick an item of the checklist of a task, or (*done* false) take the tick away."""

    obligation: str
    item: str
    done: bool = True


class ExtendLimit(Command, frozen=True, kw_only=True, tag="extend-limit"):
    """Prolong the limit by what the definition allows, with a reason."""

    obligation: str
    reason: str


class StopClock(Command, frozen=True, kw_only=True, tag="stop-clock"):
    """Let the clock of a limit stand still, for good or until a day to come."""

    obligation: str
    reason: str  # a code where the definition lists them
    until: date | None = None
    effective: datetime | None = None


class StartClock(Command, frozen=True, kw_only=True, tag="start-clock"):
    """Let it go again; the limit moves by what was stopped."""

    obligation: str
    effective: datetime | None = None


class ConfirmDelivery(Command, frozen=True, kw_only=True, tag="confirm-delivery"):
    """The receiver's system took the offer, or the copy to *copy_party*."""

    obligation: str
    attempt: int
    copy_party: str | None = None
    effective: datetime | None = None


class ReportUndelivered(Command, frozen=True, kw_only=True, tag="report-undelivered"):
    obligation: str
    attempt: int
    copy_party: str | None = None
    reason: str = ""
    effective: datetime | None = None


class MarkSeen(Command, frozen=True, kw_only=True, tag="mark-seen"):
    obligation: str


class AcceptHandoff(Command, frozen=True, kw_only=True, tag="accept-handoff"):
    """A named person at the receiver takes over (overtar ansvaret)."""

    obligation: str
    person: str
    effective: datetime | None = None
    late_because: str = ""


class RejectHandoff(Command, frozen=True, kw_only=True, tag="reject-handoff"):
    obligation: str
    reason: str
    answers: Answers = {}
    effective: datetime | None = None


class ReturnHandoff(Command, frozen=True, kw_only=True, tag="return-handoff"):
    obligation: str
    question: str


class AnswerHandoff(Command, frozen=True, kw_only=True, tag="answer-handoff"):
    obligation: str
    answer: str


class ForwardHandoff(Command, frozen=True, kw_only=True, tag="forward-handoff"):
    obligation: str
    to: str  # unit id
    note: str = ""


class WithdrawHandoff(Command, frozen=True, kw_only=True, tag="withdraw-handoff"):
    """The sender takes the offer back, to another receiver (*to*) or out of the way it was on."""

    obligation: str
    reason: str
    to: str | None = None


class ReofferHandoff(Command, frozen=True, kw_only=True, tag="reoffer-handoff"):
    """Send the same offer again, as after a failed delivery."""

    obligation: str


class EndOverlap(Command, frozen=True, kw_only=True, tag="end-overlap"):
    """The sender is done though the step that was to end the overlap is not."""

    obligation: str
    reason: str


class AcknowledgeCopy(Command, frozen=True, kw_only=True, tag="acknowledge-copy"):
    obligation: str
    party: str


class AssignParty(Command, frozen=True, kw_only=True, tag="assign-party"):
    """Say which unit a party is, where the address book could not, or another than before."""

    party: str
    unit: str
    reason: str = ""
    obligation: str = ""  # the choice it answers, for a party with a unit in each branch


class ChooseWay(Command, frozen=True, kw_only=True, tag="choose-way"):
    """Take a failed decision by hand: go on at *step*."""

    obligation: str
    step: str
    reason: str


class ReportEvent(Command, frozen=True, kw_only=True, tag="report-event"):
    """Something struck that the definition has a rule for (death, moved, later …)."""

    event: str
    answers: Answers = {}
    effective: datetime | None = None


class CorrectDate(Command, frozen=True, kw_only=True, tag="correct-date"):
    """Set or correct a named date. *value* None says it is not known after all."""

    name: str
    value: date | None
    reason: str = ""


class CorrectAnswer(Command, frozen=True, kw_only=True, tag="correct-answer"):
    step: str
    field: str
    value: Value
    reason: str


class RecordConsent(Command, frozen=True, kw_only=True, tag="record-consent"):
    """What the patient says about sharing, for a purpose, towards one party or all."""

    purpose: str
    decision: ConsentDecision
    party: str | None = None
    effective: datetime | None = None


class AwaitPathway(Command, frozen=True, kw_only=True, tag="await-pathway"):
    """Another pathway of the patient waits for this one, which was open before."""

    by: str
    effective: datetime | None = None


class EndSubpathway(Command, frozen=True, kw_only=True, tag="end-subpathway"):
    """The pathway *child*, that this one may wait for, is over.

    *refused* says why it could not even begin; then a person chooses the way, or where nobody
    waits for it *unit* is told.
    """

    child: str
    outcome: str = ""
    refused: str = ""
    step: str = ""
    unit: str = ""  # the one that had the ball; without it whoever has it now
    effective: datetime | None = None


class TellOccurrence(Command, frozen=True, kw_only=True, tag="tell-occurrence"):
    """Another system tells of something that happened to the patient. *told* is its id of it."""

    occurrence: str
    told: str = ""
    data: Answers = {}
    effective: datetime | None = None


AnyCommand = (
    EnrolPathway
    | AdvanceTime
    | ClaimTask
    | ReleaseTask
    | CompleteTask
    | CheckItem
    | ExtendLimit
    | StopClock
    | StartClock
    | ConfirmDelivery
    | ReportUndelivered
    | MarkSeen
    | AcceptHandoff
    | RejectHandoff
    | ReturnHandoff
    | AnswerHandoff
    | ForwardHandoff
    | WithdrawHandoff
    | ReofferHandoff
    | EndOverlap
    | AcknowledgeCopy
    | AssignParty
    | ChooseWay
    | ReportEvent
    | CorrectDate
    | CorrectAnswer
    | RecordConsent
    | TellOccurrence
    | AwaitPathway
    | EndSubpathway
)
