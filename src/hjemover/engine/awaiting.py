"""What pathways tell each other: that one waits for another, and that the other is over."""

from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.asking import ask_for_repair
from hjemover.engine.enter import enter
from hjemover.engine.state import Obligation
from hjemover.engine.subpathways import report, waiting_for
from hjemover.engine.turn import Place, Turn


def await_pathway(turn: Turn, command: c.AwaitPathway) -> None:
    """Another pathway waits for this one. Nothing to note when it is over, or known already."""
    if not turn.closed and command.by not in turn.pathway.awaited_by:
        turn.emit(e.PathwayAwaited(at=turn.now, by=command.by))


def end_subpathway(turn: Turn, command: c.EndSubpathway) -> None:
    """The other pathway is over. Whatever does not wait for it (any more) stays as it is."""
    if command.refused:
        _refused(turn, command)
        return
    if turn.closed:
        return
    for one in waiting_for(turn, command.child):
        if one.id not in turn.pathway.obligations:
            continue  # what the first led to ended it
        # A clock may have gone back since the way began to wait.
        at = min(max(command.effective or turn.now, one.started), turn.now)
        then = report(turn, one, command, at)
        if then is not None:
            enter(turn, then, at, Place.of(one))


def _refused(turn: Turn, command: c.EndSubpathway) -> None:
    """It could not begin. Who waits for it gets a choice to make; else the unit is told.

    So it is when what asked for it closed the pathway: only after a silent end is nothing said.
    """
    if command.child in turn.pathway.refused or turn.pathway.silent:
        return
    waiting = waiting_for(turn, command.child)
    for one in waiting:
        turn.emit(
            e.SubpathwayRefused(
                at=turn.now,
                obligation=one.id,
                step=one.step,
                child=command.child,
                why=command.refused,
            )
        )
        ask_for_repair(turn, one.step, turn.now, _place(one), f"subpathway: {command.refused}")
    if not waiting and command.child in turn.pathway.children:
        told = set(turn.pathway.refused.values())
        turn.emit(
            e.SubpathwayRefused(
                at=turn.now, step=command.step, child=command.child, why=command.refused
            )
        )
        to = ((command.unit or turn.pathway.responsible, "unit"),)
        if not set(turn.pathway.refused.values()) <= told:  # once for all the rows of a list
            turn.emit(e.NoticeGiven(at=turn.now, message=command.step, to=to))


def _place(one: Obligation) -> Place:
    entry = one.id.rpartition("#")[2]
    return Place(one.branch, one.item, int(entry))
