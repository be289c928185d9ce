"""Ending what is open: one obligation, the rest of some branches, or the whole pathway."""

from collections.abc import Iterable
from datetime import datetime

from hjemover.engine import events as e
from hjemover.engine.quorums import drop_empty
from hjemover.engine.state import Obligation, Pathway
from hjemover.engine.turn import Turn


def close(turn: Turn, outcome: str, at: datetime, *, silent: bool) -> None:
    """The pathway is over. Everything open ends with it."""
    end_all(turn, turn.pathway.obligations.values(), at, "closed")
    turn.emit(e.PathwayClosed(at=at, outcome=outcome, silent=silent))


def end_all(turn: Turn, obligations: Iterable[Obligation], at: datetime, reason: str) -> None:
    # By their ids: the order of a dict does not outlive the store.
    for obligation in sorted(obligations, key=lambda one: one.id):
        if obligation.handoff is not None:
            turn.emit(
                e.HandoffWithdrawn(
                    at=at, obligation=obligation.id, step=obligation.step, reason=reason
                )
            )
        else:
            turn.emit(e.TaskCancelled(at=at, obligation=obligation.id, reason=reason))
    drop_empty(turn, at)


def leave_branches(turn: Turn, join: str, at: datetime) -> None:
    """Cancel what is still open inside *join*, nested branches included."""
    inside = [
        obligation
        for obligation in turn.pathway.obligations.values()
        if stands_inside(turn.pathway, obligation.branch, join)
    ]
    end_all(turn, inside, at, "joined")
    nested = [
        other
        for other in turn.pathway.joins.values()
        if stands_inside(turn.pathway, other.branch, join)
    ]
    for other in sorted(nested, key=lambda one: one.id):
        turn.emit(e.BranchesLeft(at=at, join=other.id))


def nothing_open_in(pathway: Pathway, branch: str) -> bool:
    """Whether *branch* has nothing left open, in itself or in branches within it."""
    return not any(
        within(pathway, obligation.branch, branch) for obligation in pathway.obligations.values()
    )


def within(pathway: Pathway, branch: str, outer: str) -> bool:
    """Whether *branch* is *outer*, or runs within it."""
    while branch:
        if branch == outer:
            return True
        join = pathway.joins.get(branch.rpartition("/")[0])
        branch = join.branch if join else ""
    return False


def stands_inside(pathway: Pathway, branch: str, join: str) -> bool:
    """Whether *branch* belongs to *join*, directly or through joins within it."""
    while branch:
        owner = branch.rpartition("/")[0]
        if owner == join:
            return True
        outer = pathway.joins.get(owner)
        branch = outer.branch if outer else ""
    return False
