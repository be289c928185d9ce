"""A handoff to many receivers, of whom enough must accept."""

from typing import Any

from msgspec.structs import replace

from hjemover.engine import events as e
from hjemover.engine.evolve.obligations import take
from hjemover.engine.evolve.remembered import remember_done
from hjemover.engine.state import Pathway, Quorum


def asked(pathway: Pathway, event: e.ReceiversAsked) -> Pathway:
    quorum = Quorum(
        id=event.quorum,
        step=event.step,
        need=event.need,
        parties=event.parties,
        branch=event.branch,
        item=event.item,
    )
    return replace(pathway, quorums={**pathway.quorums, quorum.id: quorum})


def answered_in_quorum(pathway: Pathway, obligation: str, *, by: str = "") -> Pathway | None:
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
    return take(pathway, obligation, quorums={**pathway.quorums, quorum.id: changed})


def reached(pathway: Pathway, event: e.QuorumReached) -> Pathway:
    quorum = pathway.quorums[event.quorum]
    # The first in the order that they are written in has the patient where nobody else is named.
    by_party = dict(quorum.accepted)
    unit = next(by_party[party] for party in quorum.parties if party in by_party)
    done = remember_done(pathway, event.step, event.at, "accepted", unit, quorum.branch)
    return _without_quorum(pathway, quorum.id, done=done, responsible=unit)


def lost(pathway: Pathway, event: e.QuorumLost) -> Pathway:
    quorum = pathway.quorums[event.quorum]
    unit = pathway.responsible
    done = remember_done(pathway, event.step, event.at, event.outcome, unit, quorum.branch)
    return _without_quorum(pathway, quorum.id, done=done)


def _without_quorum(pathway: Pathway, quorum: str, **changes: Any) -> Pathway:
    left = {key: one for key, one in pathway.quorums.items() if key != quorum}
    return replace(pathway, quorums=left, **changes)
