"""Events that may strike at any step: death, a move, a relapse, "not now" (hendelser)."""

from datetime import date, datetime

from hjemover.calendar import local_day, start_of_day
from hjemover.definition.models import JOINED, Interrupt, Recipient
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.access import members
from hjemover.engine.answers import check_answers, check_date
from hjemover.engine.closing import close, end_all, leave_branches, nothing_open_in
from hjemover.engine.codes import register
from hjemover.engine.corrections import move_subject, stop_sharing
from hjemover.engine.enter import enter
from hjemover.engine.parties import recipients, unit_of
from hjemover.engine.reckoning import retime
from hjemover.engine.state import Answers, Obligation, Pathway
from hjemover.engine.stopping import clocks_of_event
from hjemover.engine.timing import as_date
from hjemover.engine.transfers import changes_unit, name_units, readdress
from hjemover.engine.turn import Place, Turn
from hjemover.errors import CommandRefused
from hjemover.vocabulary import ConsentDecision, ObligationKind, PathwayStatus


def report_event(turn: Turn, command: c.ReportEvent) -> None:
    """Let the event do what the definition says, in the order of :class:`Interrupt`."""
    rule = turn.rules.definition.events.get(command.event)
    if rule is None:
        known = tuple(turn.rules.definition.events)
        raise CommandRefused("unknown-event", event=command.event, known=known)
    if turn.closed:
        raise CommandRefused("pathway-closed", outcome=turn.pathway.outcome)
    at = turn.effective(command.effective)
    strike(turn, rule, command.answers, at)


def strike(turn: Turn, rule: Interrupt, answers: Answers, at: datetime) -> None:
    """Let *rule* do all it does, whoever or whatever let it strike."""
    check_answers(rule.ask, answers, local_day(turn.now))
    before = turn.pathway
    turn.emit(e.InterruptReported(at=at, event=rule.id, answers=answers))
    register(turn, rule.register, f"event:{rule.id}", turn.pathway.responsible, at)
    _facts(turn, rule, answers, at, before)
    if rule.readdress:
        readdress(turn, rule.readdress, at)
    name_units(turn, rule.ask, answers, at)
    _cancel(turn, rule, at)
    clocks_of_event(turn, rule, at)
    _go_on(turn, rule, answers, at)


def _facts(turn: Turn, rule: Interrupt, answers: Answers, at: datetime, before: Pathway) -> None:
    move_subject(turn, rule.ask, answers, at)
    for name, value in _dates_set(rule, answers).items():
        check_date(name, turn.rules.definition.dates[name], value, local_day(turn.now))
        previous = turn.pathway.dates.get(name)
        # Where the way goes on in a new pathway, the dates are that one's.
        if value != previous and not (rule.start and rule.close):
            turn.emit(e.DateSet(at=at, name=name, value=value, previous=previous, reason=rule.id))
    retime(turn, before)
    for purpose, decision in rule.consent.items():
        turn.emit(e.ConsentRecorded(at=at, purpose=purpose, decision=ConsentDecision(decision)))
    if rule.consent:
        stop_sharing(turn, at)


def _dates_set(rule: Interrupt, answers: Answers) -> dict[str, date]:
    said = {name: as_date(answers.get(field)) for name, field in rule.set_dates.items()}
    return {name: value for name, value in said.items() if value is not None}


def _cancel(turn: Turn, rule: Interrupt, at: datetime) -> None:
    """End the steps named, parallel ones with all their branches; an emptied branch is done."""
    emptied: dict[str, Place] = {}
    for join in sorted(turn.pathway.joins.values(), key=lambda one: one.id):
        if join.step in rule.cancel and join.id in turn.pathway.joins:
            leave_branches(turn, join.id, at)
            turn.emit(e.BranchesLeft(at=at, join=join.id))
            emptied[join.branch] = Place(join.branch, join.item)
    ending = [open_ for open_ in turn.pathway.obligations.values() if open_.step in rule.cancel]
    end_all(turn, ending, at, "event")
    emptied |= {open_.branch: Place.of(open_) for open_ in ending}
    if rule.close is None and rule.goto is None:
        for branch, place in sorted(emptied.items(), key=lambda one: one[0]):
            if branch and nothing_open_in(turn.pathway, branch):
                enter(turn, JOINED, at, place)


def _go_on(turn: Turn, rule: Interrupt, answers: Answers, at: datetime) -> None:
    told = recipients(turn.rules, turn.pathway, _to_be_told(turn, rule))
    if rule.start is not None:
        _start(turn, rule, rule.start, answers, at)
    if rule.close is not None:
        if told:
            turn.emit(e.NoticeGiven(at=at, message=rule.id, to=told, in_house=rule.silent))
        close(turn, rule.close, at, silent=rule.silent)
        return
    if rule.goto is not None:
        _leave_everything(turn, at)
        enter(turn, rule.goto, at, Place())
    if rule.pause_until is not None:
        _pause(turn, rule.pause_until, answers.get(rule.pause_until), at)
    if rule.resume and turn.pathway.status is PathwayStatus.ON_HOLD:
        turn.emit(e.PathwayResumed(at=at, reason="reported"))
    if told and not turn.closed:
        turn.emit(e.NoticeGiven(at=at, message=rule.id, to=told))
    _keep_alive(turn, rule, at)


def _to_be_told(turn: Turn, rule: Interrupt) -> list[Recipient]:
    """Whom the event is told to. It is no way around an objection: a unit that has no part in
    the pathway is not told of a patient who objects to sharing with it, for any purpose; what
    it got before the patient objected gives it none. Nor is one told that had an offer and has it
    no more. Whoever has open work has a part, and hears what becomes of it whatever a rule tells.
    """
    part = members(turn.pathway)
    consents = turn.pathway.consents
    told = []
    for one in rule.tell:
        unit = unit_of(turn.rules, turn.pathway, one.party)
        objected = any(
            consents.get(f"{purpose}/{one.party}", consents.get(purpose))
            is ConsentDecision.OBJECTED
            for purpose in turn.rules.definition.consents
        )
        if unit in part or not (objected or unit in turn.pathway.let_go):
            told.append(one)
    return told


def _leave_everything(turn: Turn, at: datetime) -> None:
    """All but a change of unit that is under way: the patient has moved, whatever else."""
    ending = [one for one in turn.pathway.obligations.values() if not changes_unit(one)]
    end_all(turn, ending, at, "event")
    for join in sorted(turn.pathway.joins):
        turn.emit(e.BranchesLeft(at=at, join=join))


def _keep_alive(turn: Turn, rule: Interrupt, at: datetime) -> None:
    """An event that ended everything without a way on leaves a choice, never a lost patient."""
    if turn.closed or not all(map(_leads_nowhere, turn.pathway.obligations.values())):
        return
    turn.emit(
        e.TaskRequested(
            at=at,
            obligation=f"event:{rule.id}#{turn.pathway.steps_taken}!",
            step=f"event:{rule.id}",
            kind=ObligationKind.REPAIR,
            owner=turn.pathway.responsible,
            detail="nothing-left-open",
        )
    )


def _leads_nowhere(obligation: Obligation) -> bool:
    """Whether no step follows it: a change of unit, or a sender who only stays for a while."""
    return changes_unit(obligation) or obligation.kind is ObligationKind.OVERLAP


def _pause(turn: Turn, field: str, said: object, at: datetime) -> None:
    day = as_date(said)
    review = start_of_day(day) if day else None
    if review is None or review <= turn.now:
        raise CommandRefused("answer-invalid", field=field, why="not-in-the-future")
    turn.emit(e.PathwayHeld(at=at, review=review))


def _start(turn: Turn, rule: Interrupt, definition: str, answers: Answers, at: datetime) -> None:
    named = {
        name: as_date(answers.get(name.replace("-", "_"))) for name in turn.rules.definition.dates
    }
    days = {name: day for name, day in named.items() if day is not None}
    spawn(turn, definition, {**days, **_dates_set(rule, answers)}, at)


def spawn(
    turn: Turn,
    definition: str,
    dates: dict[str, date],
    at: datetime,
    *,
    let_pass: Obligation | None = None,
) -> None:
    """Ask for a new, linked pathway: same patient, the parties that came with enrolment.

    Args:
        let_pass: Whose limit was let pass. No person asked for it then, so nobody is there to be
            refused: the unit that had the ball is told when it cannot begin.
    """
    pathway, known = turn.pathway, turn.rules.definition
    enrolled_with = {
        party: pathway.parties[party]
        for party, one in known.parties.items()
        if one.of == "enrolment" and party in pathway.parties
    }
    turn.emit(
        e.PathwaySpawned(
            at=at,
            definition=definition,
            ref=f"{pathway.ref}-{len(pathway.children) + 2}",
            parties=enrolled_with,
            dates=dates,
            step=let_pass.step if let_pass else "",
            by_itself=let_pass is not None,
            unit=let_pass.holder if let_pass else "",
        )
    )
