"""Correcting what was known: dates, answers, consent, where the patient belongs.

A correction erases nothing. What hangs on the corrected thing is reckoned anew, from the
same rules; what has already struck stays struck in the journal.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from hjemover.calendar import local_day
from hjemover.definition.models import Field, HandoffStep, TaskStep
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.answers import check_answers, check_date
from hjemover.engine.parties import may_share
from hjemover.engine.quorums import receiver_party
from hjemover.engine.reckoning import retime
from hjemover.engine.settling import go_on
from hjemover.engine.state import Answers
from hjemover.engine.transfers import follow_subject
from hjemover.engine.turn import Turn
from hjemover.errors import CommandRefused
from hjemover.vocabulary import ObligationKind


def correct_date(turn: Turn, command: c.CorrectDate) -> None:
    rule = turn.rules.definition.dates.get(command.name)
    if rule is None or rule.derived:
        raise CommandRefused("unknown-date", name=command.name)
    if turn.closed:
        raise CommandRefused("pathway-closed", outcome=turn.pathway.outcome)
    if command.value is None and rule.required:
        raise CommandRefused("answer-missing", field=command.name)
    if command.value is not None:
        check_date(command.name, rule, command.value, local_day(turn.now))
    before = turn.pathway
    previous = before.dates.get(command.name)
    if previous == command.value:
        return
    turn.emit(
        e.DateSet(
            at=turn.now,
            name=command.name,
            value=command.value,
            previous=previous,
            reason=command.reason,
        )
    )
    retime(turn, before)


def correct_answer(turn: Turn, command: c.CorrectAnswer) -> None:
    if turn.closed:
        raise CommandRefused("pathway-closed", outcome=turn.pathway.outcome)
    if not command.reason.strip():
        raise CommandRefused("reason-missing", step=command.step)
    fields = _fields(turn, command.step)
    if command.field not in fields or command.step not in turn.pathway.answers:
        raise CommandRefused("unknown-step", step=command.step, field=command.field)
    field = {command.field: fields[command.field]}
    check_answers(field, {command.field: command.value}, local_day(turn.now))
    before = turn.pathway
    previous = before.answers[command.step].get(command.field)
    if previous == command.value:
        return
    turn.emit(
        e.AnswerCorrected(
            at=turn.now,
            step=command.step,
            field=command.field,
            value=command.value,
            previous=previous,
            reason=command.reason,
        )
    )
    retime(turn, before)
    if move_subject(turn, field, {command.field: command.value}, turn.now):
        follow_subject(turn, before.subject, turn.now)


def _fields(turn: Turn, name: str) -> dict[str, Field]:
    """Every field that *name* (a step, or "@event") can have answers to."""
    definition = turn.rules.definition
    if name.startswith("@"):
        event = definition.events.get(name[1:])
        return dict(event.ask) if event else {}
    step = definition.steps.get(name)
    found: dict[str, Field] = {}
    if isinstance(step, TaskStep | HandoffStep):
        if isinstance(step, TaskStep) and step.form:
            found.update(definition.forms[step.form].fields)
        for outcome in step.outcomes.values():
            found.update(outcome.ask)
    return found


def record_consent(turn: Turn, command: c.RecordConsent) -> None:
    """What the patient says about sharing. An objection stops what is on its way."""
    definition = turn.rules.definition
    if command.purpose not in definition.consents:
        raise CommandRefused("unknown-event", event=command.purpose)
    if command.party is not None and command.party not in definition.parties:
        raise CommandRefused("unknown-party", party=command.party)
    if turn.closed:
        raise CommandRefused("pathway-closed", outcome=turn.pathway.outcome)
    turn.emit(
        e.ConsentRecorded(
            at=turn.effective(command.effective),
            purpose=command.purpose,
            decision=command.decision,
            party=command.party,
        )
    )
    stop_sharing(turn, turn.events[-1].at)


def stop_sharing(turn: Turn, at: datetime) -> None:
    """Take back every offer that the patient does not (any longer) want shared."""
    for offer in sorted(turn.pathway.obligations.values(), key=lambda one: one.id):
        # What the first objection led to may have ended the others.
        if offer.kind is not ObligationKind.HANDOFF or offer.id not in turn.pathway.obligations:
            continue
        step = turn.step(offer.step)
        assert isinstance(step, HandoffStep)
        party = receiver_party(step, offer)
        if may_share(turn.rules, turn.pathway, step.consent, party):
            continue
        turn.emit(
            e.HandoffWithdrawn(at=at, obligation=offer.id, step=offer.step, reason="objected")
        )
        go_on(turn, offer, "objected", at)


def move_subject(turn: Turn, fields: Mapping[str, Field], answers: Answers, at: datetime) -> bool:
    """Answers that say where the patient belongs are more than answers. Whether they moved it."""
    subject = turn.pathway.subject
    new = replace(
        subject,
        municipality=_said(fields, answers, "municipality") or subject.municipality,
        gp=_named_gp(fields, answers) or subject.gp,
    )
    if new == subject:
        return False
    turn.emit(e.SubjectMoved(at=at, subject=new))
    return True


def _said(fields: Mapping[str, Field], answers: Answers, kind: str) -> str | None:
    for name, field in fields.items():
        value = answers.get(name)
        if field.type == kind and isinstance(value, str) and value:
            return value
    return None


def _named_gp(fields: Mapping[str, Field], answers: Answers) -> str | None:
    value = answers.get("gp") if "gp" in fields else None
    return value if isinstance(value, str) and value else None
