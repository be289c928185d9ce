"""What sets two ways of telling the same kind of fact apart."""

from collections.abc import Callable
from typing import Any, Final

from hjemover.definition.models import JOINED
from hjemover.engine import events as e
from hjemover.vocabulary import ObligationKind, TaskStatus


def mark_of(event: e.AnyEvent) -> str:
    """The word that tells this fact from others of its kind; empty where all are told alike."""
    mark = _MARKS.get(type(event))
    return mark(event) if mark else ""


def _requested(event: e.TaskRequested) -> str:
    if event.kind in (ObligationKind.CHOOSE_UNIT, ObligationKind.REPAIR):
        return event.kind.value
    return "planned" if event.status is TaskStatus.DRAFT else ""


def _completed(event: e.TaskCompleted) -> str:
    return {"done": "plain", "chosen": "chosen"}.get(event.outcome, "")


def _date_set(event: e.DateSet) -> str:
    if event.previous is None:
        return ""
    return "removed" if event.value is None else "corrected"


def _moved(event: e.DeadlineMoved) -> str:
    before, after = event.previous, event.due
    if (before and before.at) == (after and after.at):
        return "schedule"
    return "" if before and after else "first" if after else "last"


_MARKS: Final[dict[type, Callable[[Any], str]]] = {
    e.PathwayEnrolled: lambda event: "linked" if event.parent else "",
    e.PartyResolved: lambda event: "another" if event.previous else "",
    e.PathwayResumed: lambda event: event.reason,
    e.PathwayClosed: lambda event: "silent" if event.silent else "",
    e.ConsentRecorded: lambda event: event.decision.value,
    e.DateSet: _date_set,
    e.TaskRequested: _requested,
    e.TaskReleased: lambda event: event.reason,
    e.TaskCompleted: _completed,
    e.DecisionTaken: lambda event: "joined" if event.then == JOINED else "",
    e.SubpathwayStarted: lambda event: "joined" if event.joined else "",
    e.WaitStarted: lambda event: "postponed" if event.postponed else "",
    e.DeadlineMoved: _moved,
    e.HandoffUndelivered: lambda event: event.reason,
    e.HandoffAccepted: lambda event: "tacit" if event.tacit else "",
    e.NoticeGiven: lambda event: "in-house" if event.in_house else "",
}
