"""Fold facts into a pathway. Nothing here can refuse: it already happened.

One small function per kind of fact, in one table; a test holds the table complete. The files have
the names of those in ``hjemover.engine.events``.
"""

from collections.abc import Callable, Iterable
from typing import Any

from hjemover.engine import events as e
from hjemover.engine.evolve import (
    accruals,
    branches,
    clocks,
    copies,
    handoffs,
    known,
    occurrences,
    overlaps,
    pathway,
    quorums,
    subpathways,
    tasks,
)
from hjemover.engine.evolve.pathway import enrolled
from hjemover.engine.state import Pathway
from hjemover.vocabulary import CopyStatus


def evolve(pathway: Pathway | None, event: e.AnyEvent) -> Pathway:
    """The pathway after *event*. Never refuses."""
    if isinstance(event, e.PathwayEnrolled):
        return enrolled(event)
    assert pathway is not None, "the first fact of a pathway is that it was enrolled"
    return _TABLE[type(event)](pathway, event)


def fold(events: Iterable[e.AnyEvent]) -> Pathway:
    """The pathway that a whole journal tells of."""
    pathway: Pathway | None = None
    for event in events:
        pathway = evolve(pathway, event)
    assert pathway is not None, "an empty journal tells of no pathway"
    return pathway


def _unchanged(pathway: Pathway, event: e.AnyEvent) -> Pathway:
    return pathway


_TABLE: dict[type, Callable[[Pathway, Any], Pathway]] = {
    e.StepEntered: pathway.step_entered,
    e.DecisionTaken: _unchanged,
    e.RoundsExhausted: pathway.rounds_exhausted,
    e.InterruptReported: pathway.interrupted,
    e.PathwayHeld: pathway.held,
    e.PathwayResumed: pathway.resumed,
    e.PathwayClosed: pathway.closed,
    e.PartyResolved: known.party_resolved,
    e.SubjectMoved: known.subject_moved,
    e.ConsentRecorded: known.consent_recorded,
    e.DateSet: known.date_set,
    e.AnswerCorrected: known.answer_corrected,
    e.TaskRequested: tasks.requested,
    e.TaskBroughtForward: tasks.brought_forward,
    e.WindowOpened: tasks.window_opened,
    e.TaskClaimed: tasks.claimed,
    e.TaskReleased: tasks.released,
    e.TaskReassigned: tasks.reassigned,
    e.ItemChecked: tasks.checked,
    e.ItemUnchecked: tasks.unchecked,
    e.TaskCompleted: tasks.completed,
    e.TaskGivenUp: tasks.given_up,
    e.TaskCancelled: tasks.cancelled,
    e.WaitStarted: tasks.wait_started,
    e.WaitEnded: tasks.wait_ended,
    e.DeadlineMoved: clocks.moved,
    e.LimitExtended: clocks.extended,
    e.ClockStopped: clocks.stopped,
    e.ClockStarted: clocks.started,
    e.ReminderDue: clocks.reminded,
    e.DeadlinePassed: clocks.passed,
    e.Escalated: clocks.escalated,
    e.HandoffOffered: handoffs.offered,
    e.HandoffDelivered: handoffs.delivered,
    e.HandoffUndelivered: handoffs.undelivered,
    e.HandoffSeen: handoffs.seen,
    e.HandoffAccepted: handoffs.accepted,
    e.HandoffRejected: handoffs.rejected,
    e.HandoffReturned: handoffs.returned,
    e.HandoffAnswered: handoffs.answered,
    e.HandoffForwarded: handoffs.forwarded,
    e.HandoffReoffered: handoffs.reoffered,
    e.HandoffWithdrawn: handoffs.withdrawn,
    e.HandoffExpired: handoffs.expired,
    e.HandoffBlocked: handoffs.blocked,
    e.HandoffHeldBack: handoffs.held_back,
    e.ReceiversAsked: quorums.asked,
    e.QuorumReached: quorums.reached,
    e.QuorumLost: quorums.lost,
    e.CopyDelivered: copies.became(CopyStatus.DELIVERED),
    e.CopyUndelivered: copies.became(CopyStatus.UNDELIVERED),
    e.CopyAcknowledged: copies.became(CopyStatus.ACKNOWLEDGED),
    e.CopyWithheld: _unchanged,
    e.OverlapBegan: overlaps.began,
    e.OverlapEnded: overlaps.ended,
    e.BranchesOpened: branches.opened,
    e.BranchDone: branches.one_done,
    e.BranchesJoined: branches.joined,
    e.BranchesLeft: branches.left,
    e.PathwaySpawned: subpathways.spawned,
    e.SubpathwayStarted: subpathways.started,
    e.SubpathwaySkipped: _unchanged,
    e.SubpathwayReported: subpathways.reported,
    e.SubpathwayEnded: subpathways.ended,
    e.SubpathwayRefused: subpathways.refused,
    e.PathwayAwaited: subpathways.awaited,
    e.OccurrenceTold: occurrences.told,
    e.AbsenceWatched: occurrences.absence_watched,
    e.AbsenceNoticed: occurrences.absence_noticed,
    e.AccrualStarted: accruals.started,
    e.AccrualStopped: accruals.stopped,
    e.AccrualMoved: accruals.moved,
    e.NoticeGiven: _unchanged,
    e.NoticeWithheld: _unchanged,
    e.CodeToRegister: _unchanged,
}
