"""Bring all read tables of one pathway up to date, in the transaction that changed it."""

from collections.abc import Sequence

from hjemover.definition.models import PathwayDefinition
from hjemover.engine.events import AnyEvent
from hjemover.engine.state import Pathway
from hjemover.store.journal import Stored
from hjemover.store.projections import (
    accruals,
    ball,
    deadlines,
    done_items,
    handoffs,
    measures,
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
    definition: PathwayDefinition | None,
) -> None:
    """Update the read tables for what *events* did to one pathway.

    Args:
        stored_before: The pathway as it was loaded, before these events; None for a new one.
        pathway_after: The state that was evolved from it. Obligations that did not change must
            be the same objects.
        definition: The version that the pathway runs on; None where it was never published
            here, so that nothing of it is measured.
    """
    before = stored_before.pathway if stored_before else None
    first = stored_before.sequence + 1 if stored_before else 1
    work_items.project(tx, before, pathway_after, rules)
    timers.project(tx, before, pathway_after, rules)
    ball.project(tx, before, pathway_after.ref, events, first)
    handoffs.project(tx, before, pathway_after, events)
    deadlines.project(tx, before, pathway_after, events)
    done_items.project(tx, before, pathway_after, events, first)
    if definition is not None and definition.accruals:
        accruals.project(tx, before, pathway_after, events, first)
    if definition is not None and definition.measures:
        measures.project(tx, definition, before, pathway_after, events, first)
