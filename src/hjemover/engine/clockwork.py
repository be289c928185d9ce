"""What time brings, each thing at its own instant, in order (tiden går).

Three days without a clock give the same story as none: what was due fires with its own due
instant as the effective time, and what that leads to may itself be due.
"""

from datetime import datetime, timedelta

from hjemover.definition.models import HandoffStep, WaitStep
from hjemover.engine import events as e
from hjemover.engine import settling
from hjemover.engine.breaches import let_pass
from hjemover.engine.enter import enter
from hjemover.engine.handoffs import accept_tacitly
from hjemover.engine.interrupts import strike
from hjemover.engine.overlaps import end_overlaps
from hjemover.engine.state import Obligation, Pathway, ScheduledRung
from hjemover.engine.stopping import go_on
from hjemover.engine.timing import rung_order
from hjemover.engine.turn import Place, Turn
from hjemover.vocabulary import RungKind, TaskStatus


def advance(turn: Turn, before: datetime | None = None) -> None:
    """Let everything due by ``turn.now`` happen.

    Args:
        before: Only what is due before this; what is told now was so then, and comes first.
    """
    last = turn.now if before is None else min(turn.now, before - timedelta(microseconds=1))
    while not turn.closed:
        end_overlaps(turn)
        obligation, rung = _next(turn.pathway)
        review = turn.pathway.hold.review if turn.pathway.hold else None
        coming = [at for at in (review, rung.at if rung else None) if at is not None]
        if _notice_absence(turn, min(coming, default=None), last):
            continue
        if review is not None and review <= last and (rung is None or review <= rung.at):
            turn.emit(e.PathwayResumed(at=review, reason="review-date"))
        elif obligation is not None and rung is not None and rung.at <= last:
            _strike(turn, obligation, rung)
        else:
            return


def _next(pathway: Pathway) -> tuple[Obligation | None, ScheduledRung | None]:
    waiting = [one for one in pathway.obligations.values() if one.schedule]
    if not waiting:
        return None, None
    first = min(waiting, key=lambda one: (rung_order(one.schedule[0]), one.id))
    return first, first.schedule[0]


def _notice_absence(turn: Turn, before: datetime | None, last: datetime) -> bool:
    """Let the first event strike that waits for what did not come, if nothing comes *before* it."""
    watched = [(watch, one) for one in turn.pathway.obligations.values() for watch in one.watches]
    if not watched:
        return False
    watch, one = min(watched, key=lambda pair: (pair[0].at, pair[0].event, pair[1].id))
    if watch.at > last or (before is not None and before < watch.at):
        return False
    rule = turn.rules.definition.events[watch.event]
    assert rule.absence is not None
    turn.emit(
        e.AbsenceNoticed(
            at=watch.at, obligation=one.id, event=rule.id, occurrence=rule.absence.occurrence
        )
    )
    strike(turn, rule, {}, watch.at)
    return True


def _strike(turn: Turn, obligation: Obligation, rung: ScheduledRung) -> None:
    at, which = rung.at, obligation.id
    match rung.kind:
        case RungKind.UNTIL:
            _end_wait(turn, obligation, at)
        case RungKind.RESTART:
            go_on(turn, obligation, at, "day")
        case RungKind.PLAN:
            turn.emit(e.TaskBroughtForward(at=at, obligation=which))
        case RungKind.OPENS:
            planned = obligation.status is TaskStatus.DRAFT
            turn.emit(e.WindowOpened(at=at, obligation=which, brought_forward=planned))
        case RungKind.UNDELIVERED:
            _no_receipt(turn, obligation, at)
        case RungKind.REMIND:
            turn.emit(e.ReminderDue(at=at, obligation=which, level=rung.level))
        case RungKind.DUE:
            let_pass(turn, obligation, at)
        case RungKind.TACIT:
            accept_tacitly(turn, obligation, at)
        case RungKind.ESCALATE:
            turn.emit(e.Escalated(at=at, obligation=which, level=rung.level, to=rung.to))
        case RungKind.EXPIRE:
            _expire(turn, obligation, at)


def _end_wait(turn: Turn, wait: Obligation, at: datetime) -> None:
    step = turn.step(wait.step)
    assert isinstance(step, WaitStep)
    turn.emit(e.WaitEnded(at=at, obligation=wait.id, step=wait.step))
    enter(turn, step.then, at, Place.of(wait))


def _no_receipt(turn: Turn, obligation: Obligation, at: datetime) -> None:
    handoff = obligation.handoff
    assert handoff is not None
    turn.emit(
        e.HandoffUndelivered(
            at=at, obligation=obligation.id, attempt=handoff.attempt, reason="no-receipt"
        )
    )


def _expire(turn: Turn, obligation: Obligation, at: datetime) -> None:
    step = turn.step(obligation.step)
    assert isinstance(step, HandoffStep), "a transfer has no end of its own"
    turn.emit(e.HandoffExpired(at=at, obligation=obligation.id, step=step.id))
    settling.go_on(turn, obligation, "expired", at)
