"""What is known of the patient and of who takes part: parties, consents, dates, answers."""

from datetime import date

from hjemover.engine.events.event import Event
from hjemover.engine.state import Subject, Value
from hjemover.vocabulary import ConsentDecision


class PartyResolved(Event, frozen=True, kw_only=True, tag="party-resolved"):
    party: str
    unit: str
    previous: str | None = None
    reason: str = ""


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


KnownEvent = PartyResolved | SubjectMoved | ConsentRecorded | DateSet | AnswerCorrected
