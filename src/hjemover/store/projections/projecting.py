"""Bring all read tables of one pathway up to date, in the transaction that changed it."""

from collections.abc import Sequence

from hjemover.engine.events import AnyEvent
from hjemover.engine.state import Pathway
from hjemover.store.journal import Stored
from hjemover.store.projections import (
    ball,
    deadlines,
    done_items,
    handoffs,
    timers,
    work_items,
)
from hjemover.store.projections.rules import ProjectionRules
from hjemover.store.transaction import Transaction


def project(
    tx: Transaction,
    stored_before: Stored | None,
    pathway_after: Pathway,
    events: Sequence[AnyEvent],
    rules: ProjectionRules,
) -> None:
    """Update the read tables for what *events* did to one pathway.

    Args:
        stored_before: The pathway as it was loaded, before these events; None for a new one.
        pathway_after: The state that was evolved from it. Obligations that did not change must
            be the same objects.
    """
    before = stored_before.pathway if stored_before else None
    first = stored_before.sequence + 1 if stored_before else 1
    work_items.project(tx, before, pathway_after, rules)
    timers.project(tx, before, pathway_after, rules)
    ball.project(tx, before, pathway_after.ref, events, first)
    handoffs.project(tx, before, pathway_after, events)
    deadlines.project(tx, before, pathway_after, events)
    done_items.project(tx, pathway_after, events, first)
