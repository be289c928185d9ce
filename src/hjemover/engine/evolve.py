"""Fold facts into a pathway. Nothing here can refuse: it already happened.

One small function per kind of event, in one table; a test holds the table complete.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from msgspec.structs import replace

from hjemover.definition.models import BREACHED
from hjemover.engine import events as e
from hjemover.engine.scopes import own_name, without_rows
from hjemover.engine.state import (
    AccrualRun,
    Answers,
    Child,
    CopyState,
    Done,
    HandoffState,
    Hold,
    Join,
    Obligation,
    Pathway,
    Quorum,
    ScheduledRung,
    Stop,
    Watch,
)
from hjemover.vocabulary import (
    CopyStatus,
    HandoffStatus,
    ObligationKind,
    PathwayStatus,
    RungKind,
    TaskStatus,
)

V = TypeVar("V")


def evolve(pathway: Pathway | None, event: e.AnyEvent) -> Pathway:
    """The pathway after *event*. Never refuses."""
    if isinstance(event, e.PathwayEnrolled):
        return _enrolled(event)
    assert pathway is not None, "the first fact of a pathway is that it was enrolled"
    return _TABLE[type(event)](pathway, event)


def fold(events: Iterable[e.AnyEvent]) -> Pathway:
    """The pathway that a whole journal tells of."""
    pathway: Pathway | None = None
    for event in events:
        pathway = evolve(pathway, event)
    assert pathway is not None, "an empty journal tells of no pathway"
    return pathway


def _enrolled(event: e.PathwayEnrolled) -> Pathway:
    return Pathway(
        ref=event.ref,
        definition=event.definition,
        version=event.version,
        enrolled=event.at,
        subject=event.subject,
        parties=event.parties,
        dates=event.dates,
        answers=event.answers,
        answered=tuple(sorted(event.answers)),
        responsible=event.responsible,
        parent=event.parent,
    )


# --- small moves ------------------------------------------------------------------------------


def _put(pathway: Pathway, obligation: Obligation, **changes: Any) -> Pathway:
    return replace(
        pathway, obligations={**pathway.obligations, obligation.id: obligation}, **changes
    )


def _take(pathway: Pathway, obligation: str, **changes: Any) -> Pathway:
    rest = {key: value for key, value in pathway.obligations.items() if key != obligation}
    return replace(pathway, obligations=rest, **changes)


def _change(pathway: Pathway, obligation: str, **changes: Any) -> Pathway:
    old = pathway.obligations[obligation]
    if changes.get("awaits", old.awaits) != old.awaits:
        # Whoever had taken it belongs to a unit that is no longer awaited.
        changes.setdefault("claimed_by", None)
    return _put(pathway, replace(old, **changes))


def _without(
    schedule: tuple[ScheduledRung, ...], kind: RungKind, level: int | None = None
) -> tuple[ScheduledRung, ...]:
    return tuple(
        rung
        for rung in schedule
        if rung.kind is not kind or (level is not None and rung.level != level)
    )


def _handoff(pathway: Pathway, obligation: str) -> HandoffState:
    handoff = pathway.obligations[obligation].handoff
    assert handoff is not None
    return handoff


def _known(
    known: Mapping[str, V], pathway: Pathway, step: str, new: V, branch: str
) -> dict[str, V]:
    """*known* with what is *new* of *step*: the latest of all, and the row's own."""
    name = own_name(pathway, step, branch)
    return {**known, step: new, name: new} if name else {**known, step: new}


def _done(
    pathway: Pathway,
    step: str,
    at: datetime,
    outcome: str,
    unit: str,
    branch: str,
    late: int = 0,
) -> dict[str, Done]:
    done = Done(at=at, outcome=outcome, unit=unit, late=late)
    return _known(pathway.done, pathway, step, done, branch)


def _answers(pathway: Pathway, name: str, answers: Answers, branch: str = "") -> dict[str, Any]:
    """The changes that make *answers* the latest ones. The order of a dict is not kept in JSON."""
    earlier = (other for other in pathway.answered if other != name)
    latest = _known(pathway.answers, pathway, name, answers, branch)
    return {"answers": latest, "answered": (*earlier, name)}


# --- the pathway ------------------------------------------------------------------------------


def _party_resolved(pathway: Pathway, event: e.PartyResolved) -> Pathway:
    return replace(pathway, parties={**pathway.parties, event.party: event.unit})


def _step_entered(pathway: Pathway, event: e.StepEntered) -> Pathway:
    rounds = {**pathway.rounds, event.step: event.occurrence}
    if event.branch:
        within = f"{event.step}@{event.branch}"
        rounds[within] = rounds.get(within, 0) + 1
    return replace(
        pathway,
        rounds=rounds,
        started=_known(pathway.started, pathway, event.step, event.at, event.branch),
        steps_taken=pathway.steps_taken + 1,
    )


def _exhausted(pathway: Pathway, event: e.RoundsExhausted) -> Pathway:
    # It counts as a step, so that loops that only lead out of each other come to an end as well.
    return replace(pathway, steps_taken=pathway.steps_taken + 1)


def _unchanged(pathway: Pathway, event: e.AnyEvent) -> Pathway:
    return pathway


def _held(pathway: Pathway, event: e.PathwayHeld) -> Pathway:
    return replace(
        pathway, status=PathwayStatus.ON_HOLD, hold=Hold(since=event.at, review=event.review)
    )


def _resumed(pathway: Pathway, event: e.PathwayResumed) -> Pathway:
    return replace(pathway, status=PathwayStatus.ACTIVE, hold=None)


def _closed(pathway: Pathway, event: e.PathwayClosed) -> Pathway:
    return replace(
        pathway,
        status=PathwayStatus.COMPLETED,
        outcome=event.outcome,
        silent=pathway.silent or event.silent,
        obligations={},
        joins={},
        quorums={},
        hold=None,
    )


def _spawned(pathway: Pathway, event: e.PathwaySpawned) -> Pathway:
    return replace(pathway, children=(*pathway.children, event.ref))


def _interrupted(pathway: Pathway, event: e.InterruptReported) -> Pathway:
    # Answers to an event stand beside the steps' own, under a name no step can have.
    name = f"@{event.event}"
    rounds = {**pathway.rounds, name: pathway.rounds.get(name, 0) + 1}
    return replace(pathway, rounds=rounds, **_answers(pathway, name, event.answers))


def _subject_moved(pathway: Pathway, event: e.SubjectMoved) -> Pathway:
    return replace(pathway, subject=event.subject)


def _consent(pathway: Pathway, event: e.ConsentRecorded) -> Pathway:
    key = f"{event.purpose}/{event.party}" if event.party else event.purpose
    return replace(pathway, consents={**pathway.consents, key: event.decision})


def _date_set(pathway: Pathway, event: e.DateSet) -> Pathway:
    dates = {name: value for name, value in pathway.dates.items() if name != event.name}
    if event.value is not None:
        dates[event.name] = event.value
    return replace(pathway, dates=dates)


def _answer_corrected(pathway: Pathway, event: e.AnswerCorrected) -> Pathway:
    latest = pathway.answers.get(event.step, {})
    corrected = {**latest, event.field: event.value}
    # The row whose answer it was has the same one for its own.
    rows = {
        name: corrected
        for name, answers in pathway.answers.items()
        if name.startswith(f"{event.step}@") and answers == latest
    }
    return replace(pathway, answers={**pathway.answers, **rows, event.step: corrected})


# --- tasks and waits --------------------------------------------------------------------------


def _task_requested(pathway: Pathway, event: e.TaskRequested) -> Pathway:
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
    return _put(pathway, task, responsible=event.owner)


def _brought_forward(pathway: Pathway, event: e.TaskBroughtForward) -> Pathway:
    task = pathway.obligations[event.obligation]
    planned = task.status is TaskStatus.DRAFT
    return _change(
        pathway,
        task.id,
        status=TaskStatus.REQUESTED if planned else task.status,
        listed=event.at if planned else task.listed,
        schedule=_without(task.schedule, RungKind.PLAN),
    )


def _window_opened(pathway: Pathway, event: e.WindowOpened) -> Pathway:
    task = pathway.obligations[event.obligation]
    return _change(
        pathway,
        task.id,
        status=TaskStatus.REQUESTED if event.brought_forward else task.status,
        listed=event.at if event.brought_forward else task.listed,
        schedule=_without(task.schedule, RungKind.OPENS),
    )


def _claimed(pathway: Pathway, event: e.TaskClaimed) -> Pathway:
    return _taken_by(pathway, event.obligation, event.person, TaskStatus.IN_PROGRESS)


def _released(pathway: Pathway, event: e.TaskReleased) -> Pathway:
    return _taken_by(pathway, event.obligation, None, TaskStatus.REQUESTED)


def _taken_by(pathway: Pathway, obligation: str, person: str | None, status: TaskStatus) -> Pathway:
    """Who in the awaited unit has it. A handoff's own status is the contract's, and stays."""
    if pathway.obligations[obligation].handoff is not None:
        return _change(pathway, obligation, claimed_by=person)
    return _change(pathway, obligation, claimed_by=person, status=status)


def _reassigned(pathway: Pathway, event: e.TaskReassigned) -> Pathway:
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
    return _put(pathway, new, responsible=event.owner)


def _completed(pathway: Pathway, event: e.TaskCompleted) -> Pathway:
    task = pathway.obligations[event.obligation]
    if task.kind is not ObligationKind.TASK:
        return _take(pathway, task.id, responsible=event.unit)
    late = task.due.late_on_arrival if task.due else 0
    return _take(
        pathway,
        task.id,
        responsible=event.unit,
        done=_done(pathway, event.step, event.at, event.outcome, event.unit, task.branch, late),
        **_answers(pathway, event.step, event.answers, task.branch),
    )


def _given_up(pathway: Pathway, event: e.TaskGivenUp) -> Pathway:
    task = pathway.obligations[event.obligation]
    late = task.due.late_on_arrival if task.due else 0
    return _take(
        pathway,
        task.id,
        responsible=event.unit,
        done=_done(pathway, event.step, event.at, BREACHED, event.unit, task.branch, late),
    )


def _checked(pathway: Pathway, event: e.ItemChecked) -> Pathway:
    checked = pathway.obligations[event.obligation].checked
    return _change(pathway, event.obligation, checked=(*checked, event.item))


def _unchecked(pathway: Pathway, event: e.ItemUnchecked) -> Pathway:
    checked = pathway.obligations[event.obligation].checked
    left = tuple(item for item in checked if item != event.item)
    return _change(pathway, event.obligation, checked=left)


def _cancelled(pathway: Pathway, event: e.TaskCancelled) -> Pathway:
    return _take(pathway, event.obligation)


def _wait_started(pathway: Pathway, event: e.WaitStarted) -> Pathway:
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
    return _put(pathway, wait, responsible=event.holder)


def _wait_ended(pathway: Pathway, event: e.WaitEnded) -> Pathway:
    wait = pathway.obligations[event.obligation]
    done = _done(pathway, event.step, event.at, "done", wait.holder, wait.branch)
    return _take(pathway, event.obligation, done=done)


def _deadline_moved(pathway: Pathway, event: e.DeadlineMoved) -> Pathway:
    old = pathway.obligations[event.obligation]
    same = old.due is not None and event.due is not None and old.due.at == event.due.at
    return _change(
        pathway,
        old.id,
        due=event.due,
        date_missing=event.due is None and old.kind is not ObligationKind.WAIT,
        schedule=event.schedule,
        reminded=old.reminded if same else 0,
        escalated=old.escalated if same else 0,
        clock=old.clock + 1,
    )


def _extended(pathway: Pathway, event: e.LimitExtended) -> Pathway:
    old = pathway.obligations[event.obligation]
    return _change(
        pathway,
        old.id,
        due=event.due,
        schedule=event.schedule,
        reminded=0,
        escalated=0,
        clock=old.clock + 1,
        extended=old.extended + 1,
    )


def _clock_stopped(pathway: Pathway, event: e.ClockStopped) -> Pathway:
    old = pathway.obligations[event.obligation]
    stop = Stop(since=event.at, reason=event.reason)
    return _change(
        pathway,
        old.id,
        due=None,
        date_missing=False,
        schedule=event.schedule,
        clock=old.clock + 1,
        stops=(*old.stops, stop),
    )


def _clock_started(pathway: Pathway, event: e.ClockStarted) -> Pathway:
    old = pathway.obligations[event.obligation]
    over = replace(old.stops[-1], until=event.at)
    return _change(
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


def _reminder_due(pathway: Pathway, event: e.ReminderDue) -> Pathway:
    old = pathway.obligations[event.obligation]
    schedule = _without(old.schedule, RungKind.REMIND, event.level)
    return _change(pathway, old.id, schedule=schedule, reminded=max(old.reminded, event.level))


def _deadline_passed(pathway: Pathway, event: e.DeadlinePassed) -> Pathway:
    old = pathway.obligations[event.obligation]
    due = replace(old.due, passed=event.at) if old.due else None
    coming = _without(_without(old.schedule, RungKind.DUE), RungKind.TACIT)
    return _change(pathway, old.id, due=due, schedule=coming)


def _escalated(pathway: Pathway, event: e.Escalated) -> Pathway:
    old = pathway.obligations[event.obligation]
    schedule = _without(old.schedule, RungKind.ESCALATE, event.level)
    return _change(pathway, old.id, schedule=schedule, escalated=max(old.escalated, event.level))


# --- handoffs ---------------------------------------------------------------------------------


def _offered(pathway: Pathway, event: e.HandoffOffered) -> Pathway:
    obligation = Obligation(
        id=event.obligation,
        step=event.step,
        kind=event.kind,
        holder=event.sender,
        awaits=event.receiver,
        since=event.at,
        started=event.at,
        branch=event.branch,
        item=event.item,
        due=event.due,
        date_missing=event.due is None and event.kind is ObligationKind.HANDOFF,
        schedule=event.schedule,
        handoff=HandoffState(
            sender=event.sender,
            receiver=event.receiver,
            status=HandoffStatus.OFFERED,
            offered=event.at,
            party=event.party,
            quorum=event.quorum,
        ),
    )
    copies = {f"{event.obligation}/{copy.party}": copy for copy in event.copies}
    return _put(pathway, obligation, responsible=event.sender, copies={**pathway.copies, **copies})


def _copy(status: CopyStatus) -> Callable[[Pathway, Any], Pathway]:
    def change(
        pathway: Pathway, event: e.CopyDelivered | e.CopyUndelivered | e.CopyAcknowledged
    ) -> Pathway:
        key = f"{event.obligation}/{event.party}"
        old = pathway.copies.get(key, CopyState(party=event.party, unit=""))
        return replace(pathway, copies={**pathway.copies, key: replace(old, status=status)})

    return change


def _delivered(pathway: Pathway, event: e.HandoffDelivered) -> Pathway:
    old = pathway.obligations[event.obligation]
    handoff = replace(_handoff(pathway, old.id), status=HandoffStatus.DELIVERED, delivered=event.at)
    return _change(
        pathway,
        old.id,
        handoff=handoff,
        awaits=handoff.receiver,
        schedule=_without(old.schedule, RungKind.UNDELIVERED),
    )


def _undelivered(pathway: Pathway, event: e.HandoffUndelivered) -> Pathway:
    old = pathway.obligations[event.obligation]
    handoff = replace(_handoff(pathway, old.id), status=HandoffStatus.UNDELIVERED)
    return _change(
        pathway,
        old.id,
        handoff=handoff,
        awaits=handoff.sender,
        listed=event.at,
        schedule=_without(old.schedule, RungKind.UNDELIVERED),
    )


def _seen(pathway: Pathway, event: e.HandoffSeen) -> Pathway:
    handoff = replace(_handoff(pathway, event.obligation), status=HandoffStatus.SEEN, seen=event.at)
    return _change(pathway, event.obligation, handoff=handoff, awaits=handoff.receiver)


def _clock_anew(
    pathway: Pathway,
    event: e.HandoffReturned | e.HandoffAnswered | e.HandoffForwarded | e.HandoffReoffered,
    handoff: HandoffState,
    awaits: str,
) -> Pathway:
    return _change(
        pathway,
        event.obligation,
        handoff=handoff,
        awaits=awaits,
        listed=event.at,
        due=event.due,
        schedule=event.schedule,
        escalated=0,
        reminded=0,
        clock=pathway.obligations[event.obligation].clock + 1,
        extended=0,
        stops=(),
    )


def _returned(pathway: Pathway, event: e.HandoffReturned) -> Pathway:
    handoff = replace(
        _handoff(pathway, event.obligation),
        status=HandoffStatus.RETURNED,
        question=event.question,
        answer=None,
        asked_by=pathway.obligations[event.obligation].claimed_by,
    )
    return _clock_anew(pathway, event, handoff, handoff.sender)


def _answered(pathway: Pathway, event: e.HandoffAnswered) -> Pathway:
    handoff = replace(
        _handoff(pathway, event.obligation),
        status=HandoffStatus.SEEN,
        answer=event.answer,
        clock_from=event.at,
        asked_by=None,
    )
    asker = _handoff(pathway, event.obligation).asked_by
    answered = _clock_anew(pathway, event, handoff, handoff.receiver)
    # The answer comes back to whoever asked, not to the heap.
    return _change(answered, event.obligation, claimed_by=asker)


def _sent_on(pathway: Pathway, event: e.HandoffForwarded | e.HandoffReoffered, to: str) -> Pathway:
    old = _handoff(pathway, event.obligation)
    handoff = replace(
        old,
        receiver=to,
        status=HandoffStatus.OFFERED,
        attempt=old.attempt + 1,
        offered=event.at,
        clock_from=None,
        delivered=None,
        seen=None,
        trail=old.trail if to == old.receiver else (*old.trail, old.receiver),
        question=None,
        answer=None,
        asked_by=None,
    )
    return _clock_anew(pathway, event, handoff, to)


def _forwarded(pathway: Pathway, event: e.HandoffForwarded) -> Pathway:
    return _sent_on(pathway, event, event.to)


def _reoffered(pathway: Pathway, event: e.HandoffReoffered) -> Pathway:
    return _sent_on(pathway, event, event.receiver)


def _receivers_asked(pathway: Pathway, event: e.ReceiversAsked) -> Pathway:
    quorum = Quorum(
        id=event.quorum,
        step=event.step,
        need=event.need,
        parties=event.parties,
        branch=event.branch,
        item=event.item,
    )
    return replace(pathway, quorums={**pathway.quorums, quorum.id: quorum})


def _answered_in_quorum(pathway: Pathway, obligation: str, *, by: str = "") -> Pathway | None:
    """The end of one contract of many: accepted *by* a unit, or lost. None for a contract alone."""
    handoff = pathway.obligations[obligation].handoff
    quorum = pathway.quorums.get(handoff.quorum) if handoff else None
    if quorum is None or handoff is None:
        return None
    party = handoff.party or ""
    changed = (
        replace(quorum, accepted=(*quorum.accepted, (party, by)))
        if by
        else replace(quorum, lost=(*quorum.lost, party))
    )
    return _take(pathway, obligation, quorums={**pathway.quorums, quorum.id: changed})


def _without_quorum(pathway: Pathway, quorum: str, **changes: Any) -> Pathway:
    left = {key: one for key, one in pathway.quorums.items() if key != quorum}
    return replace(pathway, quorums=left, **changes)


def _quorum_reached(pathway: Pathway, event: e.QuorumReached) -> Pathway:
    quorum = pathway.quorums[event.quorum]
    # The first in the order that they are written in has the patient where nobody else is named.
    by_party = dict(quorum.accepted)
    unit = next(by_party[party] for party in quorum.parties if party in by_party)
    done = _done(pathway, event.step, event.at, "accepted", unit, quorum.branch)
    return _without_quorum(pathway, quorum.id, done=done, responsible=unit)


def _quorum_lost(pathway: Pathway, event: e.QuorumLost) -> Pathway:
    quorum = pathway.quorums[event.quorum]
    unit = pathway.responsible
    done = _done(pathway, event.step, event.at, event.outcome, unit, quorum.branch)
    return _without_quorum(pathway, quorum.id, done=done)


def _accepted(pathway: Pathway, event: e.HandoffAccepted) -> Pathway:
    one_of_many = _answered_in_quorum(pathway, event.obligation, by=event.receiver)
    if one_of_many is not None:
        return one_of_many
    branch = pathway.obligations[event.obligation].branch
    done = _done(pathway, event.step, event.at, "accepted", event.receiver, branch)
    return _take(pathway, event.obligation, done=done, responsible=event.receiver)


def _overlap_began(pathway: Pathway, event: e.OverlapBegan) -> Pathway:
    # In no branch: it outlasts the one that the handoff stood in.
    overlap = Obligation(
        id=event.obligation,
        step=event.step,
        kind=ObligationKind.OVERLAP,
        holder=event.holder,
        awaits=event.holder,
        since=event.at,
        started=event.at,
        due=event.due,
        schedule=event.schedule,
        overlap=event.overlap,
    )
    return _put(pathway, overlap)


def _overlap_ended(pathway: Pathway, event: e.OverlapEnded) -> Pathway:
    return _take(pathway, event.obligation)


def _rejected(pathway: Pathway, event: e.HandoffRejected) -> Pathway:
    offer = pathway.obligations[event.obligation]
    one_of_many = _answered_in_quorum(pathway, event.obligation)
    if one_of_many is not None:
        answers = _answers(pathway, event.step, event.answers, offer.branch)
        return replace(one_of_many, responsible=offer.holder, **answers)
    return _take(
        pathway,
        event.obligation,
        done=_done(pathway, event.step, event.at, "rejected", event.receiver, offer.branch),
        responsible=offer.holder,
        **_answers(pathway, event.step, event.answers, offer.branch),
    )


def _withdrawn(pathway: Pathway, event: e.HandoffWithdrawn) -> Pathway:
    return _ended(pathway, event, "withdrawn")


def _expired(pathway: Pathway, event: e.HandoffExpired) -> Pathway:
    return _ended(pathway, event, "expired")


def _ended(pathway: Pathway, event: e.HandoffWithdrawn | e.HandoffExpired, as_: str) -> Pathway:
    offer = pathway.obligations[event.obligation]
    one_of_many = _answered_in_quorum(pathway, event.obligation)
    if one_of_many is not None:
        return replace(one_of_many, responsible=offer.holder)
    done = _done(pathway, event.step, event.at, as_, offer.holder, offer.branch)
    return _take(pathway, offer.id, done=done, responsible=offer.holder)


def _blocked(pathway: Pathway, event: e.HandoffBlocked) -> Pathway:
    done = _done(pathway, event.step, event.at, "objected", pathway.responsible, event.branch)
    return replace(pathway, done=done)


def _held_back(pathway: Pathway, event: e.HandoffHeldBack) -> Pathway:
    done = _done(pathway, event.step, event.at, "blocked", pathway.responsible, event.branch)
    return replace(pathway, done=done)


# --- branches ---------------------------------------------------------------------------------


def _branches_opened(pathway: Pathway, event: e.BranchesOpened) -> Pathway:
    join = Join(
        id=event.join,
        step=event.step,
        branch=event.branch,
        holder=pathway.responsible,
        need=event.need,
        open=event.names,
        item=event.item,
        rows=event.rows,
    )
    return replace(pathway, joins={**pathway.joins, join.id: join})


def _branch_done(pathway: Pathway, event: e.BranchDone) -> Pathway:
    join = pathway.joins[event.join]
    join = replace(
        join,
        open=tuple(name for name in join.open if name != event.name),
        done=(*join.done, event.name),
    )
    return replace(pathway, joins={**pathway.joins, join.id: join})


def _branches_joined(pathway: Pathway, event: e.BranchesJoined) -> Pathway:
    within = pathway.joins[event.join].branch
    done = _done(pathway, event.step, event.at, "done", pathway.responsible, within)
    return _leave(replace(pathway, done=done), event.join)


def _branches_left(pathway: Pathway, event: e.BranchesLeft) -> Pathway:
    return _leave(pathway, event.join)


def _leave(pathway: Pathway, join: str) -> Pathway:
    return replace(
        pathway,
        joins={key: one for key, one in pathway.joins.items() if key != join},
        answers=without_rows(pathway.answers, join),
        done=without_rows(pathway.done, join),
        started=without_rows(pathway.started, join),
    )


# --- pathways among each other ----------------------------------------------------------------


def _subpathway_started(pathway: Pathway, event: e.SubpathwayStarted) -> Pathway:
    waiting = Obligation(
        id=event.obligation,
        step=event.step,
        kind=ObligationKind.SUBPATHWAY,
        holder=event.holder,
        awaits=event.holder,
        since=event.at,
        started=event.at,
        branch=event.branch,
        item=event.item,
        due=event.due,
        date_missing=event.date_missing,
        schedule=event.schedule,
        children=tuple(Child(ref=ref) for ref in event.children),
    )
    return _put(pathway, waiting, responsible=event.holder)


def _subpathway_reported(pathway: Pathway, event: e.SubpathwayReported) -> Pathway:
    children = tuple(
        replace(child, outcome=event.outcome) if child.ref == event.child else child
        for child in pathway.obligations[event.obligation].children
    )
    return _change(pathway, event.obligation, children=children)


def _subpathway_ended(pathway: Pathway, event: e.SubpathwayEnded) -> Pathway:
    waited = pathway.obligations[event.obligation]
    done = _done(pathway, event.step, event.at, event.outcome, waited.holder, waited.branch)
    return _take(pathway, event.obligation, done=done, responsible=waited.holder)


def _subpathway_refused(pathway: Pathway, event: e.SubpathwayRefused) -> Pathway:
    entry = f"{event.step}#{pathway.rounds.get(event.step, 0)}"
    return _take(pathway, event.obligation, refused={**pathway.refused, event.child: entry})


def _awaited(pathway: Pathway, event: e.PathwayAwaited) -> Pathway:
    return replace(pathway, awaited_by=(*pathway.awaited_by, event.by))


# --- the world outside ------------------------------------------------------------------------


def _occurrence_told(pathway: Pathway, event: e.OccurrenceTold) -> Pathway:
    # What is told late does not hide what is known to have been later.
    last = max(pathway.occurrences.get(event.occurrence, event.at), event.at)
    return replace(pathway, occurrences={**pathway.occurrences, event.occurrence: last})


def _absence_watched(pathway: Pathway, event: e.AbsenceWatched) -> Pathway:
    watch = Watch(event=event.event, at=event.until)
    return _watches(pathway, event, watch)


def _absence_noticed(pathway: Pathway, event: e.AbsenceNoticed) -> Pathway:
    return _watches(pathway, event)


def _watches(pathway: Pathway, event: e.AbsenceWatched | e.AbsenceNoticed, *new: Watch) -> Pathway:
    old = pathway.obligations[event.obligation].watches
    rest = [watch for watch in old if watch.event != event.event]
    return _change(
        pathway,
        event.obligation,
        watches=tuple(sorted([*rest, *new], key=lambda watch: (watch.at, watch.event))),
    )


# --- what accrues -----------------------------------------------------------------------------


def _runs(pathway: Pathway, name: str, *runs: AccrualRun) -> Pathway:
    return replace(pathway, accruals={**pathway.accruals, name: runs})


def _accrual_started(pathway: Pathway, event: e.AccrualStarted) -> Pathway:
    run = AccrualRun(
        because=event.because, unit=event.unit, started=event.at, counts_from=event.counts_from
    )
    return _runs(pathway, event.accrual, *pathway.accruals.get(event.accrual, ()), run)


def _accrual_stopped(pathway: Pathway, event: e.AccrualStopped) -> Pathway:
    *earlier, last = pathway.accruals[event.accrual]
    return _runs(
        pathway, event.accrual, *earlier, replace(last, stopped=event.at, voided=event.voided)
    )


def _accrual_moved(pathway: Pathway, event: e.AccrualMoved) -> Pathway:
    runs = list(pathway.accruals[event.accrual])
    runs[event.run] = replace(runs[event.run], counts_from=event.counts_from)
    return _runs(pathway, event.accrual, *runs)


_TABLE: dict[type, Callable[[Pathway, Any], Pathway]] = {
    e.PartyResolved: _party_resolved,
    e.StepEntered: _step_entered,
    e.RoundsExhausted: _exhausted,
    e.PathwayHeld: _held,
    e.PathwayResumed: _resumed,
    e.PathwayClosed: _closed,
    e.PathwaySpawned: _spawned,
    e.InterruptReported: _interrupted,
    e.SubjectMoved: _subject_moved,
    e.ConsentRecorded: _consent,
    e.DateSet: _date_set,
    e.AnswerCorrected: _answer_corrected,
    e.TaskRequested: _task_requested,
    e.TaskBroughtForward: _brought_forward,
    e.WindowOpened: _window_opened,
    e.TaskClaimed: _claimed,
    e.TaskReleased: _released,
    e.TaskReassigned: _reassigned,
    e.TaskCompleted: _completed,
    e.TaskGivenUp: _given_up,
    e.ItemChecked: _checked,
    e.ItemUnchecked: _unchecked,
    e.TaskCancelled: _cancelled,
    e.CodeToRegister: _unchanged,
    e.WaitStarted: _wait_started,
    e.WaitEnded: _wait_ended,
    e.DeadlineMoved: _deadline_moved,
    e.LimitExtended: _extended,
    e.ClockStopped: _clock_stopped,
    e.ClockStarted: _clock_started,
    e.ReminderDue: _reminder_due,
    e.DeadlinePassed: _deadline_passed,
    e.Escalated: _escalated,
    e.HandoffOffered: _offered,
    e.ReceiversAsked: _receivers_asked,
    e.QuorumReached: _quorum_reached,
    e.QuorumLost: _quorum_lost,
    e.CopyWithheld: _unchanged,
    e.HandoffDelivered: _delivered,
    e.HandoffUndelivered: _undelivered,
    e.CopyDelivered: _copy(CopyStatus.DELIVERED),
    e.CopyUndelivered: _copy(CopyStatus.UNDELIVERED),
    e.CopyAcknowledged: _copy(CopyStatus.ACKNOWLEDGED),
    e.HandoffSeen: _seen,
    e.HandoffAccepted: _accepted,
    e.OverlapBegan: _overlap_began,
    e.OverlapEnded: _overlap_ended,
    e.HandoffRejected: _rejected,
    e.HandoffReturned: _returned,
    e.HandoffAnswered: _answered,
    e.HandoffForwarded: _forwarded,
    e.HandoffReoffered: _reoffered,
    e.HandoffWithdrawn: _withdrawn,
    e.HandoffExpired: _expired,
    e.HandoffBlocked: _blocked,
    e.HandoffHeldBack: _held_back,
    e.DecisionTaken: _unchanged,
    e.NoticeGiven: _unchanged,
    e.NoticeWithheld: _unchanged,
    e.BranchesOpened: _branches_opened,
    e.BranchDone: _branch_done,
    e.BranchesJoined: _branches_joined,
    e.BranchesLeft: _branches_left,
    e.AccrualStarted: _accrual_started,
    e.AccrualStopped: _accrual_stopped,
    e.AccrualMoved: _accrual_moved,
    e.OccurrenceTold: _occurrence_told,
    e.AbsenceWatched: _absence_watched,
    e.AbsenceNoticed: _absence_noticed,
    e.SubpathwayStarted: _subpathway_started,
    e.SubpathwaySkipped: _unchanged,
    e.SubpathwayReported: _subpathway_reported,
    e.SubpathwayEnded: _subpathway_ended,
    e.SubpathwayRefused: _subpathway_refused,
    e.PathwayAwaited: _awaited,
}
