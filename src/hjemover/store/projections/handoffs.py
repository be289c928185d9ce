"""One row for each handoff, from offer to end (overføringslogg): what the figures count."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import Integer, and_, bindparam, case, func, update
from sqlalchemy.sql import ColumnElement

from hjemover.engine import events as e
from hjemover.engine.state import Deadline, Pathway
from hjemover.store.statements import Statement, insert_into
from hjemover.store.tables import handoff_log
from hjemover.store.transaction import Transaction
from hjemover.store.types import Instant
from hjemover.vocabulary import HandoffStatus


class _Change(Struct, kw_only=True):
    """What one event does to the row. None leaves the column as it is."""

    status: str | None = None
    receiver: str | None = None
    fresh: bool = False  # offered anew: the receiver's own times begin again
    forwarded: int = 0
    with_receiver_from: datetime | None = None
    delivered_at: datetime | None = None
    seen_at: datetime | None = None
    returned_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    moves_due: bool = False
    due_at: datetime | None = None


ENDS: Final[dict[type, HandoffStatus]] = {
    e.HandoffAccepted: HandoffStatus.ACCEPTED,
    e.HandoffRejected: HandoffStatus.REJECTED,
    e.HandoffWithdrawn: HandoffStatus.WITHDRAWN,
    e.HandoffExpired: HandoffStatus.EXPIRED,
    e.TaskCancelled: HandoffStatus.WITHDRAWN,
}

_offer = insert_into(
    handoff_log,
    "ref", "obligation", "definition", "kind", "step", "sender", "receiver", "attempt",
    "forwarded", "status", "offered_at", "with_receiver_from", "due_at",
)  # fmt: skip


def _kept(column: str) -> ColumnElement[Any]:
    return func.coalesce(_given(column), handoff_log.c[column])


def _given(column: str) -> ColumnElement[Any]:
    return bindparam(f"new_{column}", type_=handoff_log.c[column].type)


_fresh = bindparam("fresh", type_=Integer) == 1
_ended = bindparam("new_ended_at", type_=Instant)
_FIELDS = _Change.__struct_fields__
_change = Statement(
    update(handoff_log)
    .where(
        handoff_log.c.ref == bindparam("of"),
        handoff_log.c.obligation == bindparam("item"),
        handoff_log.c.ended_at.is_(None),
    )
    .values(
        status=_kept("status"),
        receiver=_kept("receiver"),
        attempt=handoff_log.c.attempt + bindparam("fresh", type_=Integer),
        forwarded=handoff_log.c.forwarded + bindparam("new_forwarded", type_=Integer),
        with_receiver_from=_kept("with_receiver_from"),
        delivered_at=case((_fresh, None), else_=_kept("delivered_at")),
        seen_at=case((_fresh, None), else_=_kept("seen_at")),
        returned_at=_kept("returned_at"),
        answered_at=_kept("answered_at"),
        ended_at=_given("ended_at"),
        due_at=case(
            (bindparam("moves_due", type_=Integer) == 1, _given("due_at")),
            else_=handoff_log.c.due_at,
        ),
        within_limit=case(
            (
                and_(_ended.is_not(None), handoff_log.c.due_at.is_not(None)),
                _ended <= handoff_log.c.due_at,
            ),
            else_=None,
        ),
    ),
    *(
        field if field in ("fresh", "moves_due") else f"new_{field}"
        for field in _FIELDS
    ),
    "of", "item",
)  # fmt: skip


def project(
    tx: Transaction, before: Pathway | None, after: Pathway, events: Sequence[e.AnyEvent]
) -> None:
    """Write the handoffs that were offered, and what became of those that were."""
    open_before = [o.id for o in before.obligations.values() if o.handoff] if before else []
    if not open_before and not any(type(event) is e.HandoffOffered for event in events):
        return
    handoffs = set(open_before)
    offered: list[tuple[Any, ...]] = []
    changed: list[tuple[Any, ...]] = []
    for event in events:
        if isinstance(event, e.HandoffOffered):
            handoffs.add(event.obligation)
            offered.append(_offered(after, event))
        else:
            changed.extend(_changes(after.ref, event, handoffs))
    if offered:
        tx.write(_offer, offered)
    if changed:
        tx.write(_change, changed)


def _offered(pathway: Pathway, event: e.HandoffOffered) -> tuple[Any, ...]:
    return (
        pathway.ref,
        event.obligation,
        pathway.definition,
        event.kind.value,
        event.step,
        event.sender,
        event.receiver,
        1,
        0,
        HandoffStatus.OFFERED.value,
        event.at,
        event.at,
        event.due.at if event.due else None,
    )


def _changes(ref: str, event: e.AnyEvent, handoffs: set[str]) -> Iterator[tuple[Any, ...]]:
    if isinstance(event, e.PathwayClosed):
        for obligation in sorted(handoffs):
            yield _row(ref, obligation, _end(HandoffStatus.WITHDRAWN, event.at))
        handoffs.clear()
        return
    obligation = getattr(event, "obligation", "")
    if obligation not in handoffs:
        return
    change = _change_of(event)
    if change is None:
        return
    if change.ended_at is not None:
        handoffs.discard(obligation)
    yield _row(ref, obligation, change)


def _row(ref: str, obligation: str, change: _Change) -> tuple[Any, ...]:
    values = [getattr(change, field) for field in _FIELDS]
    return (*(int(v) if isinstance(v, bool) else v for v in values), ref, obligation)


def _end(status: HandoffStatus, at: datetime) -> _Change:
    return _Change(status=status.value, ended_at=at)


def _change_of(event: e.AnyEvent) -> _Change | None:
    status = ENDS.get(type(event))
    if status is not None:
        return _end(status, event.at)
    match event:
        case e.HandoffDelivered():
            return _Change(status=HandoffStatus.DELIVERED.value, delivered_at=event.at)
        case e.HandoffUndelivered():
            return _Change(status=HandoffStatus.UNDELIVERED.value)
        case e.HandoffSeen():
            return _Change(status=HandoffStatus.SEEN.value, seen_at=event.at)
        case e.HandoffReturned():
            moved = _due(event.due)
            return _Change(
                status=HandoffStatus.RETURNED.value,
                returned_at=event.at,
                moves_due=True,
                due_at=moved,
            )
        case e.HandoffAnswered():
            return _Change(
                status=HandoffStatus.SEEN.value,
                answered_at=event.at,
                moves_due=True,
                due_at=_due(event.due),
            )
        case e.HandoffForwarded():
            return _again(event, event.to, forwarded=1)
        case e.HandoffReoffered():
            return _again(event, event.receiver, forwarded=0)
        case e.ClockStopped():
            return _Change(moves_due=True, due_at=None)
        case e.DeadlineMoved() | e.LimitExtended() | e.ClockStarted():
            return _Change(moves_due=True, due_at=_due(event.due))
        case _:
            return None


def _again(
    event: e.HandoffForwarded | e.HandoffReoffered, receiver: str, *, forwarded: int
) -> _Change:
    return _Change(
        status=HandoffStatus.OFFERED.value,
        receiver=receiver,
        fresh=True,
        forwarded=forwarded,
        with_receiver_from=event.at,
        moves_due=True,
        due_at=_due(event.due),
    )


def _due(deadline: Deadline | None) -> datetime | None:
    return deadline.at if deadline else None
