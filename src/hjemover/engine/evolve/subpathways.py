"""Pathways among each other: begun, waited for, reported."""

from msgspec.structs import replace

from hjemover.engine import events as e
from hjemover.engine.evolve.obligations import change, put, take
from hjemover.engine.evolve.remembered import remember_done
from hjemover.engine.state import Child, Obligation, Pathway
from hjemover.vocabulary import ObligationKind


def spawned(pathway: Pathway, event: e.PathwaySpawned) -> Pathway:
    return replace(pathway, children=(*pathway.children, event.ref))


def started(pathway: Pathway, event: e.SubpathwayStarted) -> Pathway:
    waiting = Obligation(
        id=event.obligation,
        step=event.step,
        kind=ObligationKind.SUBPATHWAY,
        holder=event.holder,
        awaits=event.holder,
        since=event.at,
        started=event.at,
        branch=event.branch,
        item=event.item,
        due=event.due,
        date_missing=event.date_missing,
        schedule=event.schedule,
        children=tuple(Child(ref=ref) for ref in event.children),
    )
    return put(pathway, waiting, responsible=event.holder)


def reported(pathway: Pathway, event: e.SubpathwayReported) -> Pathway:
    children = tuple(
        replace(child, outcome=event.outcome) if child.ref == event.child else child
        for child in pathway.obligations[event.obligation].children
    )
    return change(pathway, event.obligation, children=children)


def ended(pathway: Pathway, event: e.SubpathwayEnded) -> Pathway:
    waited = pathway.obligations[event.obligation]
    done = remember_done(pathway, event.step, event.at, event.outcome, waited.holder, waited.branch)
    return take(pathway, event.obligation, done=done, responsible=waited.holder)


def refused(pathway: Pathway, event: e.SubpathwayRefused) -> Pathway:
    entry = f"{event.step}#{pathway.rounds.get(event.step, 0)}"
    return take(pathway, event.obligation, refused={**pathway.refused, event.child: entry})


def awaited(pathway: Pathway, event: e.PathwayAwaited) -> Pathway:
    return replace(pathway, awaited_by=(*pathway.awaited_by, event.by))
