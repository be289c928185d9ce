"""Two units at once: the receiver has it, and the sender stays a while."""

from hjemover.engine import events as e
from hjemover.engine.evolve.obligations import put, take
from hjemover.engine.state import Obligation, Pathway
from hjemover.vocabulary import ObligationKind


def began(pathway: Pathway, event: e.OverlapBegan) -> Pathway:
    # In no branch: it outlasts the one that the handoff stood in.
    overlap = Obligation(
        id=event.obligation,
        step=event.step,
        kind=ObligationKind.OVERLAP,
        holder=event.holder,
        awaits=event.holder,
        since=event.at,
        started=event.at,
        due=event.due,
        schedule=event.schedule,
        overlap=event.overlap,
    )
    return put(pathway, overlap)


def ended(pathway: Pathway, event: e.OverlapEnded) -> Pathway:
    return take(pathway, event.obligation)
