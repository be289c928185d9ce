"""Work on a unit's list, and waits for a day."""

from msgspec.structs import replace

from hjemover.definition.models import BREACHED
from hjemover.engine import events as e
from hjemover.engine.evolve.obligations import change, put, take, without
from hjemover.engine.evolve.remembered import remember_answers, remember_done
from hjemover.engine.state import Obligation, Pathway
from hjemover.vocabulary import ObligationKind, RungKind, TaskStatus


def requested(pathway: Pathway, event: e.TaskRequested) -> Pathway:
    task = Obligation(
        id=event.obligation,
        step=event.step,
        kind=event.kind,
        status=event.status,
        holder=event.owner,
        awaits=event.owner,
        since=event.at,
        started=event.at,
        branch=event.branch,
        item=event.item,
        due=event.due,
        date_missing=event.date_missing,
        schedule=event.schedule,
        detail=event.detail,
    )
    return put(pathway, task, responsible=event.owner)


def brought_forward(pathway: Pathway, event: e.TaskBroughtForward) -> Pathway:
    task = pathway.obligations[event.obligation]
    planned = task.status is TaskStatus.DRAFT
    return change(
        pathway,
        task.id,
        status=TaskStatus.REQUESTED if planned else task.status,
        listed=event.at if planned else task.listed,
        schedule=without(task.schedule, RungKind.PLAN),
    )


def window_opened(pathway: Pathway, event: e.WindowOpened) -> Pathway:
    task = pathway.obligations[event.obligation]
    return change(
        pathway,
        task.id,
        status=TaskStatus.REQUESTED if event.brought_forward else task.status,
        listed=event.at if event.brought_forward else task.listed,
        schedule=without(task.schedule, RungKind.OPENS),
    )


def claimed(pathway: Pathway, event: e.TaskClaimed) -> Pathway:
    return _taken_by(pathway, event.obligation, event.person, TaskStatus.IN_PROGRESS)


def released(pathway: Pathway, event: e.TaskReleased) -> Pathway:
    return _taken_by(pathway, event.obligation, None, TaskStatus.REQUESTED)


def _taken_by(pathway: Pathway, obligation: str, person: str | None, status: TaskStatus) -> Pathway:
    """Who in the awaited unit has it. A handoff's own status is the contract's, and stays."""
    if pathway.obligations[obligation].handoff is not None:
        return change(pathway, obligation, claimed_by=person)
    return change(pathway, obligation, claimed_by=person, status=status)


def reassigned(pathway: Pathway, event: e.TaskReassigned) -> Pathway:
    old = pathway.obligations[event.obligation]
    awaits = event.owner if old.awaits == old.holder else old.awaits
    new = replace(
        old,
        holder=event.owner,
        awaits=awaits,
        since=event.at,
        listed=old.listed if awaits == old.awaits else event.at,
        claimed_by=old.claimed_by if awaits == old.awaits else None,
        status=TaskStatus.REQUESTED if old.status is TaskStatus.IN_PROGRESS else old.status,
        clock=old.clock + 1,
        handoff=replace(old.handoff, sender=event.owner) if old.handoff else None,
    )
    return put(pathway, new, responsible=event.owner)


def checked(pathway: Pathway, event: e.ItemChecked) -> Pathway:
    earlier = pathway.obligations[event.obligation].checked
    return change(pathway, event.obligation, checked=(*earlier, event.item))


def unchecked(pathway: Pathway, event: e.ItemUnchecked) -> Pathway:
    earlier = pathway.obligations[event.obligation].checked
    left = tuple(item for item in earlier if item != event.item)
    return change(pathway, event.obligation, checked=left)


def completed(pathway: Pathway, event: e.TaskCompleted) -> Pathway:
    task = pathway.obligations[event.obligation]
    if task.kind is not ObligationKind.TASK:
        return take(pathway, task.id, responsible=event.unit)
    late = task.due.late_on_arrival if task.due else 0
    return take(
        pathway,
        task.id,
        responsible=event.unit,
        done=remember_done(
            pathway, event.step, event.at, event.outcome, event.unit, task.branch, late
        ),
        **remember_answers(pathway, event.step, event.answers, task.branch),
    )


def given_up(pathway: Pathway, event: e.TaskGivenUp) -> Pathway:
    task = pathway.obligations[event.obligation]
    late = task.due.late_on_arrival if task.due else 0
    return take(
        pathway,
        task.id,
        responsible=event.unit,
        done=remember_done(pathway, event.step, event.at, BREACHED, event.unit, task.branch, late),
    )


def cancelled(pathway: Pathway, event: e.TaskCancelled) -> Pathway:
    return take(pathway, event.obligation)


def wait_started(pathway: Pathway, event: e.WaitStarted) -> Pathway:
    wait = Obligation(
        id=event.obligation,
        step=event.step,
        kind=ObligationKind.WAIT,
        holder=event.holder,
        awaits=event.holder,
        since=event.at,
        started=event.at,
        branch=event.branch,
        item=event.item,
        postponed=event.postponed,
        schedule=event.schedule,
    )
    return put(pathway, wait, responsible=event.holder)


def wait_ended(pathway: Pathway, event: e.WaitEnded) -> Pathway:
    wait = pathway.obligations[event.obligation]
    done = remember_done(pathway, event.step, event.at, "done", wait.holder, wait.branch)
    return take(pathway, event.obligation, done=done)
