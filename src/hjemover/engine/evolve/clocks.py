"""How limits move, stop and start, remind, pass and escalate."""

from msgspec.structs import replace

from hjemover.engine import events as e
from hjemover.engine.evolve.obligations import change, without
from hjemover.engine.state import Pathway, Stop
from hjemover.vocabulary import ObligationKind, RungKind


def moved(pathway: Pathway, event: e.DeadlineMoved) -> Pathway:
    old = pathway.obligations[event.obligation]
    same = old.due is not None and event.due is not None and old.due.at == event.due.at
    return change(
        pathway,
        old.id,
        due=event.due,
        date_missing=event.due is None and old.kind is not ObligationKind.WAIT,
        schedule=event.schedule,
        reminded=old.reminded if same else 0,
        escalated=old.escalated if same else 0,
        clock=old.clock + 1,
    )


def extended(pathway: Pathway, event: e.LimitExtended) -> Pathway:
    old = pathway.obligations[event.obligation]
    return change(
        pathway,
        old.id,
        due=event.due,
        schedule=event.schedule,
        reminded=0,
        escalated=0,
        clock=old.clock + 1,
        extended=old.extended + 1,
    )


def stopped(pathway: Pathway, event: e.ClockStopped) -> Pathway:
    old = pathway.obligations[event.obligation]
    stop = Stop(since=event.at, reason=event.reason)
    return change(
        pathway,
        old.id,
        due=None,
        date_missing=False,
        schedule=event.schedule,
        clock=old.clock + 1,
        stops=(*old.stops, stop),
    )


def started(pathway: Pathway, event: e.ClockStarted) -> Pathway:
    old = pathway.obligations[event.obligation]
    over = replace(old.stops[-1], until=event.at)
    return change(
        pathway,
        old.id,
        due=event.due,
        date_missing=event.due is None,
        schedule=event.schedule,
        reminded=0,
        escalated=0,
        clock=old.clock + 1,
        stops=(*old.stops[:-1], over),
    )


def reminded(pathway: Pathway, event: e.ReminderDue) -> Pathway:
    old = pathway.obligations[event.obligation]
    schedule = without(old.schedule, RungKind.REMIND, event.level)
    return change(pathway, old.id, schedule=schedule, reminded=max(old.reminded, event.level))


def passed(pathway: Pathway, event: e.DeadlinePassed) -> Pathway:
    old = pathway.obligations[event.obligation]
    due = replace(old.due, passed=event.at) if old.due else None
    coming = without(without(old.schedule, RungKind.DUE), RungKind.TACIT)
    return change(pathway, old.id, due=due, schedule=coming)


def escalated(pathway: Pathway, event: e.Escalated) -> Pathway:
    old = pathway.obligations[event.obligation]
    schedule = without(old.schedule, RungKind.ESCALATE, event.level)
    return change(pathway, old.id, schedule=schedule, escalated=max(old.escalated, event.level))
