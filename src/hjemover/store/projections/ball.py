"""The ledger of who had each obligation, and how long (ballansvar), by effective times."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import bindparam, update

from hjemover.engine import events as e
from hjemover.engine.state import Pathway
from hjemover.store.statements import Statement, insert_into
from hjemover.store.tables import ball
from hjemover.store.transaction import Transaction

GIVEN_TO: Final[dict[type, Callable[[Any], str]]] = {
    e.TaskRequested: attrgetter("owner"),
    e.WaitStarted: attrgetter("holder"),
    e.SubpathwayStarted: attrgetter("holder"),
    e.HandoffOffered: attrgetter("sender"),  # who keeps it until a person accepts
    e.OverlapBegan: attrgetter("holder"),
    e.TaskReassigned: attrgetter("owner"),
}
ENDS: Final = frozenset(
    {
        e.TaskCompleted,
        e.TaskGivenUp,
        e.TaskCancelled,
        e.OverlapEnded,
        e.WaitEnded,
        e.SubpathwayEnded,
        e.SubpathwayRefused,
        e.HandoffAccepted,
        e.HandoffRejected,
        e.HandoffWithdrawn,
        e.HandoffExpired,
    }
)

_give = insert_into(ball)
_take = Statement(
    update(ball)
    .where(
        ball.c.ref == bindparam("of"),
        ball.c.obligation == bindparam("item"),
        ball.c.to_at.is_(None),
    )
    .values(to_at=bindparam("at")),
    "of", "item", "at",
)  # fmt: skip


def project(
    tx: Transaction,
    before: Pathway | None,
    ref: str,
    events: Sequence[e.AnyEvent],
    first_sequence: int,
) -> None:
    """Write what the events gave and took. *first_sequence* is the first event's own."""
    held: dict[str, list[Any] | None] = dict.fromkeys(before.obligations) if before else {}
    taken: list[tuple[Any, ...]] = []
    given: list[list[Any]] = []

    def end(obligation: str, at: object) -> None:
        if obligation not in held:
            return
        row = held.pop(obligation)
        if row is None:
            taken.append((ref, obligation, at))
        else:
            row[5] = at

    for sequence, event in enumerate(events, first_sequence):
        kind = type(event)
        obligation: str = getattr(event, "obligation", "")
        if kind in GIVEN_TO:
            end(obligation, event.at)
            row = [ref, obligation, sequence, GIVEN_TO[kind](event), event.at, None]
            held[obligation] = row
            given.append(row)
        elif kind in ENDS:
            end(obligation, event.at)
        elif kind is e.PathwayClosed:
            for left in list(held):
                end(left, event.at)
    if taken:
        tx.write(_take, taken)
    if given:
        tx.write(_give, given)
