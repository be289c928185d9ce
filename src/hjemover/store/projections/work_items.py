"""One row for each open obligation: what inboxes and stuck lists are made of (arbeidsliste)."""

from typing import Any

from hjemover.engine.state import Obligation, Pathway
from hjemover.store.projections.rules import ProjectionRules
from hjemover.store.statements import delete_by, upsert
from hjemover.store.tables import work_item
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import StuckCause

_put = upsert(work_item, ("ref", "obligation"))
_drop = delete_by(work_item, "ref", "obligation")


def project(
    tx: Transaction, before: Pathway | None, after: Pathway, rules: ProjectionRules
) -> None:
    """Bring the rows of one pathway from *before* to *after*."""
    old = before.obligations if before else {}
    causes, old_causes = rules.stuck(after), rules.stuck(before) if before else {}
    changed = [
        _row(after, item, causes.get(name))
        for name, item in after.obligations.items()
        # What did not change is the same object; only the cause may hang on something else.
        if item is not old.get(name) or causes.get(name) is not old_causes.get(name)
    ]
    gone = [(after.ref, name) for name in old if name not in after.obligations]
    if gone:
        tx.write(_drop, gone)
    if changed:
        tx.write(_put, changed)


def _row(pathway: Pathway, item: Obligation, cause: StuckCause | None) -> tuple[Any, ...]:
    handoff, due = item.handoff, item.due
    return (
        pathway.ref,
        item.id,
        pathway.definition,
        item.kind.value,
        item.step,
        item.status.value,
        handoff.status.value if handoff else None,
        item.holder,
        item.awaits,
        handoff.sender if handoff else None,
        handoff.receiver if handoff else None,
        item.claimed_by,
        due.at if due else None,
        due.deadline_class.value if due else None,
        due.late_on_arrival if due else 0,
        item.started,
        item.since,
        item.schedule[0].at if item.schedule else None,
        item.escalated,
        due is not None and due.passed is not None,
        item.postponed,
        cause.value if cause else None,
        item.listed or item.started,
    )
