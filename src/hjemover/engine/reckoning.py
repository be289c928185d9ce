"""Reckoning anew what hangs on a fact: deadlines, windows and waits of what is open.

Nothing that has struck is undone, and nothing moves that does not hang on the fact.
"""

from datetime import datetime

from msgspec.structs import replace

from hjemover.definition.models import HandoffStep, Limit, SubpathwayStep, TaskStep, WaitStep
from hjemover.engine import events as e
from hjemover.engine.accruals import moved_by
from hjemover.engine.directory import Rules
from hjemover.engine.parties import while_with
from hjemover.engine.quorums import receiver_party
from hjemover.engine.state import Deadline, Obligation, Pathway, ScheduledRung
from hjemover.engine.timing import (
    Frame,
    Timing,
    handoff_timing,
    limit_timing,
    rung_order,
    task_timing,
    wait_timing,
)
from hjemover.engine.turn import Turn
from hjemover.vocabulary import HandoffStatus, ObligationKind, RungKind, TaskStatus


def retime(turn: Turn, before: Pathway) -> None:
    """Move what is reckoned otherwise now than it was *before* the correction."""
    for obligation in _open(turn):
        new = _timing(turn.rules, turn.pathway, obligation)
        if new is not None and new != _timing(turn.rules, before, obligation):
            _move(turn, obligation, new, turn.now)
    for event in moved_by(turn.rules, before, turn.pathway, turn.now):
        turn.emit(event)


def fill_in(turn: Turn, at: datetime) -> None:
    """Time what could not be timed when it began, and can be since *at*.

    Only that: a wait in one branch does not move because another branch answered the same
    question.
    """
    for obligation in _open(turn):
        if obligation.due is None and not obligation.schedule:
            new = _timing(turn.rules, turn.pathway, obligation)
            if new is not None and new.schedule:
                _move(turn, obligation, new, at)


def timing_of(turn: Turn, obligation: Obligation, now: datetime) -> Timing | None:
    """The timing of *obligation* reckoned anew, less what has struck; None while it is stopped.

    For a limit that a person moved: it is there even when it comes out as it was.
    """
    timing = _timing(turn.rules, turn.pathway, obligation)
    if timing is None:
        return None
    schedule = _still_to_come(obligation, timing, now)
    return replace(timing, due=_kept_passing(obligation, timing), schedule=schedule)


def _open(turn: Turn) -> list[Obligation]:
    return sorted(turn.pathway.obligations.values(), key=lambda one: one.id)


def _move(turn: Turn, obligation: Obligation, timing: Timing, now: datetime) -> None:
    schedule = _still_to_come(obligation, timing, now)
    due = _kept_passing(obligation, timing)
    if (due, schedule) != (obligation.due, obligation.schedule):
        turn.emit(
            e.DeadlineMoved(
                at=now,
                obligation=obligation.id,
                due=due,
                previous=obligation.due,
                schedule=schedule,
            )
        )


def _timing(rules: Rules, pathway: Pathway, obligation: Obligation) -> Timing | None:
    """The timing of *obligation* by what *pathway* knows; None where no date can move it."""
    step = rules.definition.steps.get(obligation.step)
    frame = Frame(
        started=obligation.started,
        unit=obligation.awaits,
        branch=obligation.branch,
        item=obligation.item,
        extended=obligation.extended,
        stops=obligation.stops,
    )
    if obligation.stopped is not None:
        return None  # its clock stands still; it is reckoned when it goes again
    match obligation.kind, step:
        case ObligationKind.TASK, TaskStep():
            return task_timing(rules, pathway, step, frame)
        case ObligationKind.WAIT, WaitStep():
            return wait_timing(rules, pathway, step, frame)
        case ObligationKind.SUBPATHWAY, SubpathwayStep(due=Limit() as due):
            return limit_timing(rules, pathway, due, frame)
        case ObligationKind.HANDOFF, HandoffStep():
            handoff = obligation.handoff
            assert handoff is not None
            if handoff.status is HandoffStatus.RETURNED:
                return None  # the question's clock counts from the question
            party = receiver_party(step, obligation)
            frame = replace(
                frame,
                started=handoff.clock_from or handoff.offered,
                unit=handoff.receiver,
                party=party,
            )
            return handoff_timing(rules, while_with(pathway, party, handoff.receiver), step, frame)
        case _:
            return None


def _kept_passing(obligation: Obligation, timing: Timing) -> Deadline | None:
    """The new deadline; one that did not move remembers that it was let pass."""
    old, new = obligation.due, timing.due
    if old and new and old.passed and old.at == new.at:
        return replace(new, passed=old.passed)
    return new


def _still_to_come(
    obligation: Obligation, timing: Timing, now: datetime
) -> tuple[ScheduledRung, ...]:
    """The new schedule less what has already struck; nothing begins before it was known."""
    old, new = obligation.due, timing.due
    unmoved = old is not None and new is not None and old.at == new.at
    draft = obligation.status is TaskStatus.DRAFT and obligation.kind is ObligationKind.TASK
    kept = []
    for rung in timing.schedule:
        match rung.kind:
            case RungKind.PLAN if not draft:
                continue
            case RungKind.OPENS if rung.at <= now and not draft:
                continue
            case RungKind.REMIND if rung.at <= now or (
                unmoved and rung.level <= obligation.reminded
            ):
                continue
            case RungKind.DUE | RungKind.TACIT if unmoved and old is not None and old.passed:
                continue
            case RungKind.ESCALATE if unmoved and rung.level <= obligation.escalated:
                continue
            case RungKind.UNDELIVERED if not _awaits_receipt(obligation):
                continue
            case RungKind.UNTIL | RungKind.PLAN | RungKind.OPENS if rung.at < now:
                kept.append(replace(rung, at=now))
            case _:
                kept.append(rung)
    if draft and not timing.planned:
        # Its time to be shown was before it began: nothing else would bring it on the list.
        kept = [rung for rung in kept if rung.kind is not RungKind.PLAN]
        kept.append(ScheduledRung(kind=RungKind.PLAN, at=now))
    return tuple(sorted(kept, key=rung_order))


def _awaits_receipt(obligation: Obligation) -> bool:
    return obligation.handoff is not None and obligation.handoff.status is HandoffStatus.OFFERED
