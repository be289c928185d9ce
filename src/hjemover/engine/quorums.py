"""Handoffs to many receivers: each has a contract of its own, and so many must accept."""

from datetime import datetime

from hjemover.definition.models import HandoffStep
from hjemover.engine import events as e
from hjemover.engine.state import Obligation, Quorum
from hjemover.engine.turn import Turn


def receiver_party(step: HandoffStep, offer: Obligation) -> str:
    """The party that *offer* goes to."""
    handoff = offer.handoff
    return handoff.party if handoff and handoff.quorum and handoff.party else step.receiver


def open_contracts(turn: Turn, quorum: str) -> list[Obligation]:
    """The contracts of *quorum* that nobody has answered yet."""
    found = [
        one
        for one in turn.pathway.obligations.values()
        if one.handoff is not None and one.handoff.quorum == quorum
    ]
    return sorted(found, key=lambda one: one.id)


def withdraw_rest(turn: Turn, quorum: Quorum, at: datetime, reason: str) -> None:
    for one in open_contracts(turn, quorum.id):
        turn.emit(e.HandoffWithdrawn(at=at, obligation=one.id, step=one.step, reason=reason))


def drop_empty(turn: Turn, at: datetime) -> None:
    """Let go of every quorum whose contracts were all ended from outside: no way follows it."""
    for quorum in sorted(turn.pathway.quorums.values(), key=lambda one: one.id):
        if not open_contracts(turn, quorum.id):
            turn.emit(e.QuorumLost(at=at, quorum=quorum.id, step=quorum.step, outcome="withdrawn"))
