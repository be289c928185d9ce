"""What time will bring, and when to wake each pathway next."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hjemover.engine.state import Pathway, Timer
from hjemover.store.projections.rules import ProjectionRules
from hjemover.store.statements import delete_by, upsert
from hjemover.store.tables import timer, wakeup
from hjemover.store.transaction import Transaction

_put = upsert(timer, ("ref", "obligation", "kind", "level"))
_drop = delete_by(timer, "ref", "obligation", "kind", "level")
_drop_all = delete_by(timer, "ref", "obligation")
# Leases and attempts stay: whoever is at work on this pathway just now goes on.
_wake = upsert(
    wakeup,
    ("ref",),
    "ref", "definition", "due_at", "attempt",
    change=lambda new: {"definition": new.definition, "due_at": new.due_at},
)  # fmt: skip


def project(
    tx: Transaction, before: Pathway | None, after: Pathway, rules: ProjectionRules
) -> None:
    """Bring the timers and the wake-up of one pathway from *before* to *after*."""
    due_before = rules.timers(before) if before else ()
    due_after = rules.timers(after)
    old, new = _rows(after.ref, due_before), _rows(after.ref, due_after)
    stay = after.obligations
    ended = [(after.ref, name) for name in before.obligations if name not in stay] if before else []
    gone = [row[:4] for row in old - new if row[1] in stay or not row[1]]
    come = list(new - old)
    if ended:
        tx.write(_drop_all, ended)
    if gone:
        tx.write(_drop, gone)
    if come:
        tx.write(_put, come)
    first = _first(due_after)
    if before is None or first != _first(due_before):
        tx.write(_wake, [(after.ref, after.definition, first, 0)])


def _rows(ref: str, timers: Sequence[Timer]) -> set[tuple[Any, ...]]:
    return {(ref, due.obligation, due.kind.value, due.level, due.at) for due in timers}


def _first(timers: Sequence[Timer]) -> datetime | None:
    return min((due.at for due in timers), default=None)
