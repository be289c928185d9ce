"""The end of one contract, and what it comes to: alone, or as one of many receivers."""

from datetime import datetime

from hjemover.definition.models import HandoffStep
from hjemover.engine import events as e
from hjemover.engine.codes import register
from hjemover.engine.enter import enter
from hjemover.engine.overlaps import begin_overlap
from hjemover.engine.quorums import withdraw_rest
from hjemover.engine.state import Obligation, Quorum
from hjemover.engine.turn import Place, Turn


def go_on(
    turn: Turn, ended: Obligation, outcome: str, at: datetime, place: Place | None = None
) -> None:
    """Follow what *outcome* of the contract *ended* leads to; of many, once enough is known.

    Args:
        place: Where the way goes on, when it is not where the contract stood.
    """
    step = turn.step(ended.step)
    assert isinstance(step, HandoffStep)
    handoff = ended.handoff
    assert handoff is not None
    quorum = turn.pathway.quorums.get(handoff.quorum) if handoff.quorum else None
    if quorum is None:
        if outcome == "accepted":
            begin_overlap(turn, step, ended.id, Place.of(ended), handoff.sender, at)
        _follow(turn, step, outcome, at, place or Place.of(ended))
    elif quorum.reached:
        withdraw_rest(turn, quorum, at, "enough")
        turn.emit(e.QuorumReached(at=at, quorum=quorum.id, step=step.id))
        begin_overlap(turn, step, quorum.id, Place.of(ended), handoff.sender, at)
        _follow(turn, step, "accepted", at, place or Place.of(ended))
    elif quorum.out_of_reach:
        _give_up(turn, step, quorum, outcome, at)
        _follow(turn, step, outcome, at, Place.of(ended))


def _give_up(turn: Turn, step: HandoffStep, quorum: Quorum, outcome: str, at: datetime) -> None:
    """Too few can accept. Those who did hear that they do not have the patient after all."""
    withdraw_rest(turn, quorum, at, "too-few")
    turn.emit(e.QuorumLost(at=at, quorum=quorum.id, step=step.id, outcome=outcome))


def _follow(turn: Turn, step: HandoffStep, outcome: str, at: datetime, place: Place) -> None:
    way = step.outcomes.get(outcome) or step.outcomes["rejected"]
    # Taken over is what a handoff is for; the other ways out have only codes of their own.
    codes = way.register or (step.register if outcome == "accepted" else None)
    register(turn, codes, step.id, turn.pathway.responsible, at)
    enter(turn, way.then, at, place)
