"""The one decider: what happens when a command reaches a pathway."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hjemover.calendar import local_day
from hjemover.definition.models import PathwayDefinition
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine import handoffs, tasks
from hjemover.engine.answers import check_date
from hjemover.engine.awaiting import await_pathway, end_subpathway
from hjemover.engine.checklists import check_item
from hjemover.engine.clockwork import advance
from hjemover.engine.corrections import correct_answer, correct_date, record_consent
from hjemover.engine.directory import Rules
from hjemover.engine.enter import enter
from hjemover.engine.graph import outermost_steps
from hjemover.engine.interrupts import report_event
from hjemover.engine.occurrences import tell_occurrence
from hjemover.engine.overlaps import end_overlap
from hjemover.engine.state import Pathway
from hjemover.engine.stopping import extend_limit, start_clock, stop_clock
from hjemover.engine.turn import Place, Turn
from hjemover.errors import CommandRefused


def decide(
    rules: Rules, pathway: Pathway | None, command: c.AnyCommand, now: datetime
) -> tuple[e.AnyEvent, ...]:
    """Say what happens when *command* reaches *pathway*, without doing any of it.

    Nothing here reads a clock, a database or a setting: the same four arguments always
    give the same events, so a decision made a year ago can be repeated and explained today.

    Args:
        rules: The version this pathway was started on, and the address book of today.
        pathway: None only for :class:`~hjemover.engine.commands.EnrolPathway`.
        now: The moment of the decision, UTC. The only clock the engine knows.

    Returns:
        The facts to append to the journal, in order: first what time had brought by *now*,
        then what the command did. Empty when nothing changes.

    Raises:
        CommandRefused: The rules say no. Nothing has changed.
    """
    return tuple(deliberate(rules, pathway, command, now).events)


def deliberate(rules: Rules, pathway: Pathway | None, command: c.AnyCommand, now: datetime) -> Turn:
    """As :func:`decide`, with the pathway as it becomes and what the outbox should have."""
    assert now.tzinfo is not None, "instants carry their time zone"
    turn = Turn(rules, pathway, now)
    if isinstance(command, c.EnrolPathway):
        _enrol(turn, pathway, command)
    elif pathway is None:
        raise CommandRefused("unknown-pathway")
    else:
        # What time has brought comes first, so that the story has the order it happened in.
        advance(turn, before=command.effective if isinstance(command, c.EndSubpathway) else None)
        if not isinstance(command, c.AdvanceTime):
            _HANDLERS[type(command)](turn, command)
    # A fact told late may have consequences that are due already.
    advance(turn)
    return turn


def _enrol(turn: Turn, pathway: Pathway | None, command: c.EnrolPathway) -> None:
    if pathway is not None:
        raise CommandRefused("already-enrolled", ref=pathway.ref)
    definition = turn.rules.definition
    at = turn.effective(command.effective)
    _check_enrolment(turn, command)
    turn.emit(
        e.PathwayEnrolled(
            at=at,
            ref=command.ref,
            definition=definition.id,
            version=definition.version,
            responsible=_first_responsible(definition, command.parties),
            parties=command.parties,
            dates=command.dates,
            subject=command.subject,
            answers=command.answers,
            parent=command.parent,
        )
    )
    enter(turn, command.start or definition.start, at, Place())


def _first_responsible(definition: PathwayDefinition, parties: dict[str, str]) -> str:
    """The unit that has the ball until the first step gives it to one: never one only informed."""
    named = [name for name in definition.parties if name in parties]
    acting = [name for name in named if not definition.parties[name].informed_only]
    return parties[(acting or named)[0]]


def _check_enrolment(turn: Turn, command: c.EnrolPathway) -> None:
    definition, today = turn.rules.definition, local_day(turn.now)
    if definition.about_nobody and not command.subject.organisation:
        raise CommandRefused("answer-missing", field="organisation")
    if not command.parties:
        raise CommandRefused("unknown-party", known=tuple(definition.parties))
    for party, unit in command.parties.items():
        if party not in definition.parties:
            raise CommandRefused("unknown-party", party=party, known=tuple(definition.parties))
        if unit not in turn.rules.directory.units:
            raise CommandRefused("unknown-unit", unit=unit)
    for name, value in command.dates.items():
        rule = definition.dates.get(name)
        if rule is None or rule.derived:
            raise CommandRefused("unknown-date", name=name)
        check_date(name, rule, value, today)
    for name, rule in definition.dates.items():
        if rule.required and name not in command.dates:
            raise CommandRefused("answer-missing", field=name)
    if command.start is not None and command.start not in outermost_steps(definition):
        raise CommandRefused("unknown-step", step=command.start)
    for step in command.answers:
        if step not in definition.steps:
            raise CommandRefused("unknown-step", step=step)


_HANDLERS: dict[type, Callable[[Turn, Any], None]] = {
    c.ClaimTask: tasks.claim,
    c.ReleaseTask: tasks.release,
    c.CompleteTask: tasks.complete,
    c.CheckItem: check_item,
    c.ExtendLimit: extend_limit,
    c.StopClock: stop_clock,
    c.StartClock: start_clock,
    c.AssignParty: tasks.assign_party,
    c.ChooseWay: tasks.choose_way,
    c.ConfirmDelivery: handoffs.confirm_delivery,
    c.ReportUndelivered: handoffs.report_undelivered,
    c.MarkSeen: handoffs.mark_seen,
    c.AcceptHandoff: handoffs.accept,
    c.RejectHandoff: handoffs.reject,
    c.ReturnHandoff: handoffs.return_with_question,
    c.AnswerHandoff: handoffs.answer,
    c.ForwardHandoff: handoffs.forward,
    c.WithdrawHandoff: handoffs.withdraw,
    c.ReofferHandoff: handoffs.reoffer,
    c.EndOverlap: end_overlap,
    c.AcknowledgeCopy: handoffs.acknowledge_copy,
    c.ReportEvent: report_event,
    c.TellOccurrence: tell_occurrence,
    c.AwaitPathway: await_pathway,
    c.EndSubpathway: end_subpathway,
    c.CorrectDate: correct_date,
    c.CorrectAnswer: correct_answer,
    c.RecordConsent: record_consent,
}
