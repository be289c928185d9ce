"""Which milestones of a pathway's story a fact is, as definitions point at them (milepæler)."""

from hjemover.engine import events as e
from hjemover.engine.state import Deadline
from hjemover.vocabulary import ObligationKind

_BY_US = frozenset({"closed", "event", "joined"})
"""Reasons for a withdrawal that are nobody's answer: the offer only ended with something else."""


def step_of(obligation: str) -> str:
    """The step that an obligation was made for, by its id."""
    return obligation.rstrip("!").partition("?")[0].rpartition("#")[0]


def milestones(event: e.AnyEvent) -> tuple[str, ...]:
    """The milestones that *event* makes: ``send.accepted``, ``event.moved``, ``enrolled`` …"""
    match event:
        case e.PathwayEnrolled():
            return ("enrolled",)
        case e.PathwayClosed(outcome=outcome):
            return ("closed", f"closed.{outcome}")
        case e.StepEntered(step=step):
            return (f"{step}.started",)
        case e.TaskRequested(step=step, kind=ObligationKind.TASK, due=Deadline() as due):
            return (f"{step}.came_late" if due.late_on_arrival else f"{step}.came_in_time",)
        case e.TaskCompleted(obligation=obligation, step=step, outcome=outcome):
            # A choice of unit, or of a way by hand, is no outcome of the step.
            by_hand = obligation.endswith("!") or "?" in obligation
            return () if by_hand else _done(step, outcome)
        case e.HandoffAccepted(step=step):
            return _done(step, "accepted")
        case e.HandoffRejected(step=step):
            return _done(step, "rejected")
        case e.HandoffExpired(step=step):
            return _done(step, "expired")
        case e.HandoffBlocked(step=step):
            return _done(step, "objected")
        case e.HandoffWithdrawn(step=step, reason=reason):
            if reason in _BY_US:
                return ()
            return _done(step, "objected" if reason == "objected" else "withdrawn")
        case e.HandoffDelivered(obligation=obligation):
            return (f"{step_of(obligation)}.delivered",)
        case e.HandoffSeen(obligation=obligation):
            return (f"{step_of(obligation)}.seen",)
        case e.SubpathwayEnded(step=step, outcome=outcome):
            return _done(step, outcome)
        case e.WaitEnded(step=step) | e.BranchesJoined(step=step):
            return (f"{step}.done",)
        case e.DeadlinePassed(obligation=obligation):
            return (f"{step_of(obligation)}.overdue",)
        case e.InterruptReported(event=name):
            return (f"event.{name}",)
        case _:
            return ()


def _done(step: str, outcome: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((f"{step}.done", f"{step}.{outcome}")))
