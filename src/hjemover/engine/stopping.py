"""Limits that a person moves: prolonged, or with a clock that stands still for a while."""

from datetime import date, datetime
from typing import Literal

from msgspec.structs import replace

from hjemover.calendar import start_of_day
from hjemover.definition.models import HandoffStep, Interrupt, Limit, PathwayDefinition, TaskStep
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.reckoning import timing_of
from hjemover.engine.state import Obligation, ScheduledRung
from hjemover.engine.timing import rung_order
from hjemover.engine.turn import Turn
from hjemover.errors import CommandRefused
from hjemover.vocabulary import HandoffStatus, ObligationKind, RungKind

MAX_STOPS = 50
"""Times one clock may be stopped. Past it the limit is no limit, and a person must say so."""


def limit_of(turn: Turn, obligation: Obligation) -> Limit | None:
    """The limit that *obligation* has from its step now; None where there is none to move."""
    return limit_in(turn.rules.definition, obligation)


def limit_in(definition: PathwayDefinition, obligation: Obligation) -> Limit | None:
    """As :func:`limit_of`, for whoever only reads."""
    step = definition.steps.get(obligation.step)
    match obligation.kind, step:
        case ObligationKind.TASK, TaskStep():
            return step.due
        case ObligationKind.HANDOFF, HandoffStep():
            # A question's clock is the sender's own, counted from the question.
            asked = obligation.handoff and obligation.handoff.status is HandoffStatus.RETURNED
            return None if asked else step.accept
        case _:
            return None


# --- prolonged --------------------------------------------------------------------------------


def extend_limit(turn: Turn, command: c.ExtendLimit) -> None:
    """Prolong the limit, as often as the definition allows."""
    obligation = turn.open_obligation(command.obligation)
    limit = limit_of(turn, obligation)
    if limit is None or limit.extend is None:
        raise CommandRefused("cannot-be-extended", obligation=obligation.id, why="not-allowed")
    if obligation.due is None:
        raise CommandRefused("cannot-be-extended", obligation=obligation.id, why="no-day-yet")
    if obligation.extended >= limit.extend.at_most:
        raise CommandRefused(
            "cannot-be-extended",
            obligation=obligation.id,
            why="too-often",
            at_most=limit.extend.at_most,
        )
    if not command.reason.strip():
        raise CommandRefused("reason-missing", obligation=obligation.id)
    longer = replace(obligation, extended=obligation.extended + 1)
    timing = timing_of(turn, longer, turn.now)
    assert timing is not None, "only a running clock has a day"
    turn.emit(
        e.LimitExtended(
            at=turn.now,
            obligation=obligation.id,
            reason=command.reason,
            due=timing.due,
            previous=obligation.due,
            schedule=timing.schedule,
        )
    )


# --- stopped ----------------------------------------------------------------------------------


def stop_clock(turn: Turn, command: c.StopClock) -> None:
    """Let the clock stand still. One that does so already changes nothing."""
    obligation = turn.open_obligation(command.obligation)
    limit = limit_of(turn, obligation)
    if limit is None or not limit.stops:
        raise CommandRefused("cannot-be-stopped", obligation=obligation.id, why="not-allowed")
    if obligation.stopped is not None:
        return
    if not command.reason.strip():
        raise CommandRefused("reason-missing", obligation=obligation.id)
    if limit.stop_reasons and command.reason not in limit.stop_reasons:
        raise CommandRefused("answer-invalid", field="reason", why="not-a-choice")
    at = turn.effective(command.effective)
    why = _cannot_stop(obligation, at)
    if why is not None:
        raise CommandRefused("cannot-be-stopped", obligation=obligation.id, why=why)
    _stop(turn, obligation, command.reason, at, _until(command.until, turn.now))


def _cannot_stop(obligation: Obligation, at: datetime) -> str | None:
    """A code for why the clock cannot stop at *at*, or None."""
    if obligation.due is None:
        return "no-day-yet"
    if obligation.due.at <= at:
        return "passed"
    if at < _running_since(obligation):
        return "before-it-ran"
    return "too-often" if len(obligation.stops) >= MAX_STOPS else None


def _running_since(obligation: Obligation) -> datetime:
    """Since when the clock has run that runs now."""
    handoff = obligation.handoff
    began = (handoff.clock_from or handoff.offered) if handoff else obligation.started
    last = obligation.stops[-1].until if obligation.stops else None
    return max(began, last) if last else began


def _until(day: date | None, now: datetime) -> datetime | None:
    if day is None:
        return None
    until = start_of_day(day)
    if until <= now:
        raise CommandRefused("answer-invalid", field="until", why="not-in-the-future")
    return until


def _stop(
    turn: Turn, obligation: Obligation, reason: str, at: datetime, until: datetime | None
) -> None:
    # That a receipt is missing is no fault of the one whose clock stands still.
    coming = [rung for rung in obligation.schedule if rung.kind is RungKind.UNDELIVERED]
    if until is not None:
        coming.append(ScheduledRung(kind=RungKind.RESTART, at=until))
    turn.emit(
        e.ClockStopped(
            at=at,
            obligation=obligation.id,
            reason=reason,
            previous=obligation.due,
            schedule=tuple(sorted(coming, key=rung_order)),
        )
    )


def start_clock(turn: Turn, command: c.StartClock) -> None:
    """Let the clock go again. One that goes already changes nothing."""
    obligation = turn.open_obligation(command.obligation)
    stopped = obligation.stopped
    if stopped is None:
        return
    at = turn.effective(command.effective)
    if at < stopped.since:
        raise CommandRefused("date-before-start", at=at, start=stopped.since)
    go_on(turn, obligation, at, "unit")


def go_on(
    turn: Turn, obligation: Obligation, at: datetime, by: Literal["unit", "event", "day"]
) -> None:
    """The clock of *obligation* goes again from *at*, and its limit has moved."""
    over = replace(obligation.stops[-1], until=at)
    running = replace(obligation, stops=(*obligation.stops[:-1], over))
    timing = timing_of(turn, running, at)
    assert timing is not None, "a clock that goes has a timing"
    turn.emit(
        e.ClockStarted(
            at=at, obligation=obligation.id, by=by, due=timing.due, schedule=timing.schedule
        )
    )


# --- by an event ------------------------------------------------------------------------------


def clocks_of_event(turn: Turn, rule: Interrupt, at: datetime) -> None:
    """Stop and start the clocks that the event names, where they run or stand still.

    A clock that was let run out before the event is not stopped by it, and one that began
    after it stands still from its own beginning.
    """
    for obligation in sorted(turn.pathway.obligations.values(), key=lambda one: one.id):
        stopped = obligation.stopped
        if obligation.step in rule.stop and stopped is None:
            limit = limit_of(turn, obligation)
            since = min(max(at, _running_since(obligation)), turn.now)
            if limit and limit.stops and _cannot_stop(obligation, since) is None:
                _stop(turn, obligation, rule.id, since, None)
        elif obligation.step in rule.restart and stopped is not None:
            go_on(turn, obligation, min(max(at, stopped.since), turn.now), "event")
