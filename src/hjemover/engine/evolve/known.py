"""What is known of the patient and of who takes part."""

from msgspec.structs import replace

from hjemover.engine import events as e
from hjemover.engine.state import Pathway


def party_resolved(pathway: Pathway, event: e.PartyResolved) -> Pathway:
    return replace(pathway, parties={**pathway.parties, event.party: event.unit})


def subject_moved(pathway: Pathway, event: e.SubjectMoved) -> Pathway:
    return replace(pathway, subject=event.subject)


def consent_recorded(pathway: Pathway, event: e.ConsentRecorded) -> Pathway:
    key = f"{event.purpose}/{event.party}" if event.party else event.purpose
    return replace(pathway, consents={**pathway.consents, key: event.decision})


def date_set(pathway: Pathway, event: e.DateSet) -> Pathway:
    dates = {name: value for name, value in pathway.dates.items() if name != event.name}
    if event.value is not None:
        dates[event.name] = event.value
    return replace(pathway, dates=dates)


def answer_corrected(pathway: Pathway, event: e.AnswerCorrected) -> Pathway:
    latest = pathway.answers.get(event.step, {})
    corrected = {**latest, event.field: event.value}
    # The row whose answer it was has the same one for its own.
    rows = {
        name: corrected
        for name, answers in pathway.answers.items()
        if name.startswith(f"{event.step}@") and answers == latest
    }
    return replace(pathway, answers={**pathway.answers, **rows, event.step: corrected})
