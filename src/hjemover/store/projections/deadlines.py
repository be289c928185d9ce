"""One row for each limit that was kept or let pass (fristlogg)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from hjemover.engine import events as e
from hjemover.engine.state import Deadline, Obligation, Pathway
from hjemover.store.statements import upsert
from hjemover.store.tables import deadline_log
from hjemover.store.transaction import Transaction

_put = upsert(
    deadline_log,
    ("ref", "obligation", "due_at"),
    "ref", "obligation", "due_at", "definition", "step", "deadline_class", "number", "unit",
    "met", "passed_at", "ended_at", "late_on_arrival",
    change=lambda new: {
        "met": new.met,
        "unit": new.unit,
        "passed_at": new.passed_at,
        "ended_at": new.ended_at,
    },
)  # fmt: skip

# To answer is to keep the limit, whatever the answer; to be called off is neither.
ANSWERED: Final = frozenset(
    {e.TaskCompleted, e.SubpathwayEnded, e.HandoffAccepted, e.HandoffRejected, e.OverlapEnded}
)
CALLED_OFF: Final = frozenset(
    {
        e.TaskGivenUp,
        e.TaskCancelled,
        e.SubpathwayRefused,
        e.WaitEnded,
        e.HandoffWithdrawn,
        e.HandoffExpired,
    }
)


class _Open(Struct, kw_only=True):
    step: str
    unit: str
    due: Deadline | None
    passed: datetime | None


def project(
    tx: Transaction, before: Pathway | None, after: Pathway, events: Sequence[e.AnyEvent]
) -> None:
    """Write the limits that the events kept or let pass."""
    known = before.obligations if before else {}
    items: dict[str, _Open | None] = {}  # None: it has ended
    rows: list[tuple[Any, ...]] = []
    for event in events:
        if type(event) is e.PathwayClosed:
            for name in [*items, *(name for name in known if name not in items)]:
                item = items[name] if name in items else _known(known[name])
                if item is not None:
                    _log(rows, after, name, item, event.at, answered=False)
                items[name] = None
            continue
        name = getattr(event, "obligation", "")
        if name in known and name not in items:
            items[name] = _known(known[name])
        _follow(rows, after, name, items, event)
    if rows:
        tx.write(_put, rows)


def _known(item: Obligation) -> _Open:
    unit = item.handoff.receiver if item.handoff else item.holder
    return _Open(
        step=item.step, unit=unit, due=item.due, passed=item.due.passed if item.due else None
    )


def _follow(
    rows: list[tuple[Any, ...]],
    pathway: Pathway,
    name: str,
    items: dict[str, _Open | None],
    event: e.AnyEvent,
) -> None:
    match event:
        case e.TaskRequested():
            items[name] = _Open(step=event.step, unit=event.owner, due=event.due, passed=None)
            return
        case e.OverlapBegan():
            items[name] = _Open(step=event.step, unit=event.holder, due=event.due, passed=None)
            return
        case e.SubpathwayStarted():
            items[name] = _Open(step=event.step, unit=event.holder, due=event.due, passed=None)
            return
        case e.HandoffOffered():
            items[name] = _Open(step=event.step, unit=event.receiver, due=event.due, passed=None)
            return
        case _:
            item = items.get(name)
            if item is None:
                return
    match event:
        case e.TaskReassigned():
            item.unit = event.owner
        case (
            e.DeadlineMoved()
            | e.LimitExtended()
            | e.ClockStarted()
            | e.HandoffReturned()
            | e.HandoffAnswered()
        ):
            _move(item, event.due)
        case e.ClockStopped():
            _move(item, None)
        case e.HandoffForwarded():
            item.unit = event.to
            _move(item, event.due)
        case e.HandoffReoffered():
            item.unit = event.receiver
            _move(item, event.due)
        case e.DeadlinePassed():
            item.passed = event.at
            _log(rows, pathway, name, item, None, answered=False)
        case _:
            if type(event) in ANSWERED or type(event) in CALLED_OFF:
                _log(rows, pathway, name, item, event.at, answered=type(event) in ANSWERED)
                items[name] = None


def _move(item: _Open, due: Deadline | None) -> None:
    if due is None or item.due is None or due.at != item.due.at:
        item.passed = due.passed if due else None
    item.due = due


def _log(
    rows: list[tuple[Any, ...]],
    pathway: Pathway,
    name: str,
    item: _Open,
    ended: datetime | None,
    *,
    answered: bool,
) -> None:
    due = item.due
    if due is None or (not answered and item.passed is None):
        return
    met = answered and ended is not None and ended <= due.at
    rows.append(
        (
            pathway.ref,
            name,
            due.at,
            pathway.definition,
            item.step,
            due.deadline_class.value,
            due.number,
            item.unit,
            met,
            item.passed,
            ended,
            due.late_on_arrival,
        )
    )
