"""What each unit has done with (ferdig): what a person of it ended, and what fell away from it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from hjemover.engine import events as e
from hjemover.engine.evolve import evolve
from hjemover.engine.state import Pathway
from hjemover.store.statements import insert_into
from hjemover.store.tables import done_item
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import HandoffStatus, ObligationKind, TaskStatus

_add = insert_into(done_item)

Ended = tuple[ObligationKind, str, str, str]
"""Its kind, its step, the unit that ended it, and with what outcome."""


def project(
    tx: Transaction,
    before: Pathway | None,
    after: Pathway,
    events: Sequence[e.AnyEvent],
    first_sequence: int,
) -> None:
    """Write what the events ended. *first_sequence* is the first event's own."""
    rows = [
        _row(after, sequence, event, ended(after, event))
        for sequence, event in enumerate(events, first_sequence)
        if (ended := _ENDED.get(type(event))) is not None
    ]
    if any(type(event) in _FELL_AWAY for event in events):
        rows += _fallen(before, after, events, first_sequence)
    if rows:
        tx.write(_add, rows)


def _fallen(
    before: Pathway | None, after: Pathway, events: Sequence[e.AnyEvent], first_sequence: int
) -> Iterator[tuple[Any, ...]]:
    """What was on a unit's list, or offered to it, and ended by no act of its own."""
    pathway = before
    for sequence, event in enumerate(events, first_sequence):
        outcome = _FELL_AWAY.get(type(event))
        if outcome is not None and pathway is not None:
            was = pathway.obligations.get(getattr(event, "obligation", ""))
            if was is not None and was.is_work:
                unit = was.handoff.receiver if was.handoff else was.awaits
                ended = was.kind, was.step, unit, outcome.value
                yield _row(after, sequence, event, ended)
        pathway = evolve(pathway, event)


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
_FELL_AWAY: Final[dict[type, HandoffStatus | TaskStatus]] = {
    e.TaskCancelled: TaskStatus.CANCELLED,
    e.HandoffWithdrawn: HandoffStatus.WITHDRAWN,
    e.HandoffExpired: HandoffStatus.EXPIRED,
}
