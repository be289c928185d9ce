"""What happens when a limit is let pass (fristbrudd), and what it takes to be late."""

from datetime import datetime

from hjemover.definition.models import PathwayDefinition, TaskStep
from hjemover.engine import events as e
from hjemover.engine.enter import enter
from hjemover.engine.interrupts import spawn
from hjemover.engine.state import Obligation
from hjemover.engine.stopping import limit_in, limit_of
from hjemover.engine.turn import Place, Turn
from hjemover.errors import CommandRefused


def let_pass(turn: Turn, obligation: Obligation, at: datetime) -> None:
    """The limit of *obligation* ran out at *at*; what the definition says of that happens."""
    turn.emit(e.DeadlinePassed(at=at, obligation=obligation.id))
    limit = limit_of(turn, obligation)
    breach = limit.breach if limit else None
    if breach is None:
        return
    if breach.start is not None:
        spawn(turn, breach.start, {}, at, let_pass=obligation)
    step = turn.step(obligation.step)
    if breach.then is not None and isinstance(step, TaskStep):
        turn.emit(
            e.TaskGivenUp(at=at, obligation=obligation.id, step=step.id, unit=obligation.holder)
        )
        enter(turn, breach.then, at, Place.of(obligation))


def check_lateness(turn: Turn, obligation: Obligation, at: datetime, because: str) -> str:
    """The reason to be kept with an act at *at*: *because* when it is late, else none.

    Raises:
        CommandRefused: ``late-reason-missing``: it is late, and the definition asks why.
    """
    due = obligation.due
    if due is None or at <= due.at:
        return ""
    if asks_why_late(turn.rules.definition, obligation, at) and not because.strip():
        raise CommandRefused("late-reason-missing", obligation=obligation.id, due=due.at)
    return because


def asks_why_late(definition: PathwayDefinition, obligation: Obligation, at: datetime) -> bool:
    """Whether *obligation* is done only with a reason, when it is done at *at*."""
    if obligation.due is None or at <= obligation.due.at:
        return False
    limit = limit_in(definition, obligation)
    return limit is not None and limit.breach is not None and limit.breach.ask_reason
