"""Who had the ball, and for how many days (ansvarsregnskap), read from the ledger of balls."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import bindparam, select

from hjemover.calendar import days_between
from hjemover.store.statements import Statement
from hjemover.store.tables import ball, handoff_log
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import HandoffStatus, ObligationKind


class Held(Struct, frozen=True, kw_only=True):
    """One obligation in one unit's hands, from when until when; *until* is None while it lasts."""

    obligation: str
    unit: str
    since: datetime
    until: datetime | None


class Share(Struct, frozen=True, kw_only=True):
    """The days a unit has had the patient in all.

    Args:
        days: Time with at least one obligation; two at once count once.
        now: Whether it has one now.
    """

    unit: str
    days: int
    obligations: int
    now: bool


class PastHandoff(Struct, frozen=True, kw_only=True):
    """A handoff as its log has it, open or ended."""

    obligation: str
    kind: ObligationKind
    step: str
    sender: str
    receiver: str
    status: HandoffStatus
    offered: datetime
    delivered: datetime | None
    seen: datetime | None
    ended: datetime | None
    within_limit: bool | None
    forwarded: int

    def days(self, now: datetime) -> int:
        """From the first offer until it ended, or until now."""
        return days_between(self.offered, self.ended or now)


_balls = Statement(
    select(ball.c.obligation, ball.c.unit, ball.c.from_at, ball.c.to_at)
    .where(ball.c.ref == bindparam("of"))
    .order_by(ball.c.from_at, ball.c.sequence),
    "of",
)
_handoffs = Statement(
    select(
        handoff_log.c.obligation, handoff_log.c.kind, handoff_log.c.step, handoff_log.c.sender,
        handoff_log.c.receiver, handoff_log.c.status, handoff_log.c.offered_at,
        handoff_log.c.delivered_at, handoff_log.c.seen_at, handoff_log.c.ended_at,
        handoff_log.c.within_limit, handoff_log.c.forwarded,
    )
    .where(handoff_log.c.ref == bindparam("of"))
    .order_by(handoff_log.c.offered_at, handoff_log.c.obligation),
    "of",
)  # fmt: skip


def balls(tx: Transaction, ref: str) -> list[Held]:
    """Every time an obligation was in a unit's hands, in the order they got it."""
    return [
        Held(obligation=row[0], unit=row[1], since=row[2], until=row[3])
        for row in tx.rows(_balls, ref)
    ]


def handoffs(tx: Transaction, ref: str) -> list[PastHandoff]:
    """Every handoff of a pathway, the first first."""
    return [
        PastHandoff(
            obligation=row[0],
            kind=ObligationKind(row[1]),
            step=row[2],
            sender=row[3],
            receiver=row[4],
            status=HandoffStatus(row[5]),
            offered=row[6],
            delivered=row[7],
            seen=row[8],
            ended=row[9],
            within_limit=row[10],
            forwarded=row[11],
        )
        for row in tx.rows(_handoffs, ref)
    ]


def shares(held: Sequence[Held], now: datetime) -> list[Share]:
    """The days of each unit, in the order they first had the patient."""
    by_unit: dict[str, list[Held]] = {}
    for one in held:
        by_unit.setdefault(one.unit, []).append(one)
    return [
        Share(
            unit=unit,
            days=_together(theirs, now),
            obligations=len({one.obligation for one in theirs}),
            now=any(one.until is None for one in theirs),
        )
        for unit, theirs in by_unit.items()
    ]


def _together(held: Sequence[Held], now: datetime) -> int:
    """How many days at least one of them lasted."""
    total, reached = 0, None
    for one in sorted(held, key=lambda one: one.since):
        since, until = one.since, one.until or now
        begins = since if reached is None else max(since, reached)
        total += days_between(begins, until)
        reached = until if reached is None else max(reached, until)
    return total
