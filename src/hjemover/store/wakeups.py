"""Wake-ups: which pathways time has something for, claimed with a lease (vekking).

Any number of workers may claim; no two get the same pathway while a lease lasts. A worker that
dies, or sleeps past its lease, loses its claims: others get them, and its own late finish is
refused.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import Integer, Update, and_, bindparam, func, or_, select, update
from sqlalchemy.sql import ColumnElement

from hjemover.store.statements import Statement
from hjemover.store.tables import wakeup
from hjemover.store.transaction import Transaction
from hjemover.store.types import Instant


class Claim(Struct, frozen=True, kw_only=True):
    """A pathway that is ours to wake, until the lease ends."""

    ref: str
    definition: str
    due: datetime
    by: str
    attempt: int


class ClaimLost(Exception):
    """The lease had ended and another worker has it. Nothing of ours may be written."""

    def __init__(self, what: str) -> None:
        super().__init__(f"The claim on {what} was lost: its lease ended. Claim again.")
        self.what = what


_now = bindparam("now", type_=Instant)
_free = or_(wakeup.c.lease_until.is_(None), wakeup.c.lease_until <= _now)
_due = and_(wakeup.c.due_at.is_not(None), wakeup.c.due_at <= _now)


def _claiming(*conditions: ColumnElement[bool]) -> Update:
    chosen = (
        select(wakeup.c.ref)
        .where(_due, _free, *conditions)
        .order_by(wakeup.c.due_at)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True)
    )
    return (
        update(wakeup)
        .where(wakeup.c.ref.in_(chosen))
        .values(
            lease_until=bindparam("until"),
            lease_by=bindparam("by"),
            attempt=wakeup.c.attempt + 1,
        )
        .returning(wakeup.c.ref, wakeup.c.definition, wakeup.c.due_at, wakeup.c.attempt)
    )


_claim = Statement(_claiming(), "now", "most", "until", "by")
_claim_of = Statement(
    _claiming(wakeup.c.definition == bindparam("of")), "now", "most", "until", "by", "of"
)
_ours = (
    wakeup.c.ref == bindparam("of"),
    wakeup.c.lease_by == bindparam("by"),
    wakeup.c.attempt == bindparam("nth"),
)
_finish = Statement(
    update(wakeup).where(*_ours).values(lease_until=None, lease_by=None), "of", "by", "nth"
)
_waiting = Statement(
    select(wakeup.c.definition, func.count(), func.min(wakeup.c.due_at, type_=Instant))
    .where(_due, _free)
    .group_by(wakeup.c.definition),
    "now",
)
_next = Statement(
    select(func.min(wakeup.c.due_at, type_=Instant)).where(wakeup.c.due_at.is_not(None))
)


class Waiting(Struct, frozen=True, kw_only=True):
    """How many pathways of one definition are due and unclaimed, and since when."""

    definition: str
    count: int
    oldest: datetime


def peek(tx: Transaction, now: datetime) -> list[Waiting]:
    """What could be claimed just now, by definition. Claims nothing."""
    return [
        Waiting(definition=definition, count=count, oldest=oldest)
        for definition, count, oldest in tx.rows(_waiting, now)
    ]


def next_due(tx: Transaction) -> datetime | None:
    """When the next wake-up is, claimed or not; in the past when something is overdue."""
    row = tx.row(_next)
    return row[0] if row else None


def claim(
    tx: Transaction,
    now: datetime,
    limit: int,
    by: str,
    lease: timedelta,
    definition: str | None = None,
) -> list[Claim]:
    """Take at most *limit* pathways that are due, the oldest first, until ``now + lease``.

    Args:
        by: The worker, unlike any other that is alive.
        definition: Only pathways of this definition.
    """
    until = now + lease
    rows = (
        tx.rows(_claim, now, limit, until, by)
        if definition is None
        else tx.rows(_claim_of, now, limit, until, by, definition)
    )
    claims = [
        Claim(ref=ref, definition=of, due=due, by=by, attempt=attempt)
        for ref, of, due, attempt in rows
    ]
    return sorted(claims, key=lambda one: (one.due, one.ref))


def finish(tx: Transaction, claims: Sequence[Claim]) -> None:
    """Give the claims back as done, in the transaction that did the work.

    Call it after the pathways are locked: pathways are locked before anything else.

    Raises:
        ClaimLost: One of them was no longer ours; at the commit at the latest.
    """
    for one in claims:
        row = (one.ref, one.by, one.attempt)
        tx.write_one(_finish, row, otherwise=ClaimLost(f"pathway {one.ref}"))
