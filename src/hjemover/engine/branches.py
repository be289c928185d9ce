"""Parallel work: branches open, are walked each by itself, and join when enough are done."""

from datetime import datetime

from hjemover.definition.models import ParallelStep
from hjemover.engine import events as e
from hjemover.engine.closing import leave_branches
from hjemover.engine.scopes import own
from hjemover.engine.state import Answers, Pathway
from hjemover.engine.turn import Place, Turn, Way


def open_branches(turn: Turn, step: ParallelStep, at: datetime, place: Place) -> str | None:
    """Open the branches of *step*: those it names, or one for each row of a list.

    Returns:
        The step to go on at, where there are no rows; None where the branches are walked.
    """
    ways: dict[str, tuple[str, Answers]]
    if step.each is not None:
        assert step.start is not None
        source, _, field = step.each.partition(".")
        answers = own(turn.pathway.answers, turn.pathway, source, place.branch) or {}
        rows = answers.get(field)
        items = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        ways = {str(n): (step.start, item) for n, item in enumerate(items, start=1)}
    else:
        ways = {name: (first, place.item) for name, first in step.branches.items()}
    if not ways:
        return step.then
    need = {"all": len(ways), "any": 1}.get(str(step.join), step.join)
    join = turn.obligation_id(step.id, place)
    turn.emit(
        e.BranchesOpened(
            at=at,
            join=join,
            step=step.id,
            branch=place.branch,
            names=tuple(ways),
            need=min(int(need), len(ways)),
            item=place.item,
            rows=step.each is not None,
        )
    )
    opened = [Way(first, at, Place(f"{join}/{name}", item)) for name, (first, item) in ways.items()]
    turn.ways.extend(reversed(opened))  # the first branch is walked to its end first
    return None


def finish_branch(turn: Turn, at: datetime, place: Place) -> Way | None:
    """The branch at *place* is done. The way on, once enough of its siblings are."""
    join_id, _, name = place.branch.rpartition("/")
    turn.emit(e.BranchDone(at=at, join=join_id, name=name))
    join = turn.pathway.joins[join_id]
    if len(join.done) < join.need:
        return None
    leave_branches(turn, join_id, at)
    turn.emit(e.BranchesJoined(at=at, join=join_id, step=join.step))
    step = turn.step(join.step)
    assert isinstance(step, ParallelStep)
    return Way(step.then, at, Place(join.branch, join.item))


def stands(pathway: Pathway, place: Place) -> bool:
    """Whether the branch is still open: an earlier one may have been enough, or left it."""
    join = pathway.joins.get(place.branch.rpartition("/")[0])
    return not place.branch or (join is not None and place.branch.rpartition("/")[2] in join.open)
