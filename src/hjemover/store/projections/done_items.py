"""What each unit has done with: a row for each task and handoff that a person ended (ferdig)."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from hjemover.engine import events as e
from hjemover.engine.state import Pathway
from hjemover.store.statements import insert_into
from hjemover.store.tables import done_item
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import HandoffStatus, ObligationKind

_add = insert_into(done_item)

Ended = tuple[ObligationKind, str, str, str]
"""Its kind, its step, the unit that ended it, and with what outcome."""


def project(
    tx: Transaction, after: Pathway, events: Sequence[e.AnyEvent], first_sequence: int
) -> None:
    """Write what the events ended. *first_sequence* is the first event's own."""
    rows = [
        _row(after, sequence, event, ended(after, event))
        for sequence, event in enumerate(events, first_sequence)
        if (ended := _ENDED.get(type(event))) is not None
    ]
    if rows:
        tx.write(_add, rows)


def _row(after: Pathway, sequence: int, event: Any, ended: Ended) -> tuple[Any, ...]:
    kind, step, unit, outcome = ended
    return (
        after.ref,
        event.obligation,
        sequence,
        after.definition,
        kind.value,
        step,
        unit,
        outcome,
        event.at,
    )


def _completed(after: Pathway, event: e.TaskCompleted) -> Ended:
    return ObligationKind.TASK, event.step, event.unit, event.outcome


def _accepted(after: Pathway, event: e.HandoffAccepted) -> Ended:
    return ObligationKind.HANDOFF, event.step, event.receiver, HandoffStatus.ACCEPTED.value


def _rejected(after: Pathway, event: e.HandoffRejected) -> Ended:
    return ObligationKind.HANDOFF, event.step, event.receiver, HandoffStatus.REJECTED.value


_ENDED: Final[dict[type, Callable[[Pathway, Any], Ended]]] = {
    e.TaskCompleted: _completed,
    e.HandoffAccepted: _accepted,
    e.HandoffRejected: _rejected,
}
