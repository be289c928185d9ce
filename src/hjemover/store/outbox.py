"""Messages on their way out (utboks): written with the fact, sent after it, at least once."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct
from sqlalchemy import Integer, bindparam, or_, select, text, update

from hjemover.engine.outbox import OutboxEntry
from hjemover.store.statements import Statement, insert_into, insert_once
from hjemover.store.tables import delivery, outbox
from hjemover.store.transaction import Transaction
from hjemover.store.types import Instant
from hjemover.store.wakeups import ClaimLost

Result = Literal["sent", "temporary", "permanent", "obsolete"]
Status = Literal["queued", "claimed", "sent", "obsolete", "dead"]


class OutboxClaim(Struct, frozen=True, kw_only=True):
    """A message that is ours to send, until the lease ends.

    Args:
        id: Stable through every try, so that receivers can tell a repeat.
        person: Whom of the unit it is for; None is the unit itself.
    """

    id: int
    entry: OutboxEntry
    created: datetime
    by: str
    attempts: int
    person: str | None = None


class Delivery(Struct, frozen=True, kw_only=True):
    """How one try went (leveringsforsøk).

    Args:
        address_kind: What sort of address it was, never the address.
        detail: For whoever mends it; without personal data.
    """

    result: Result
    channel: str
    address_kind: str
    detail: str = ""
    message_id: str | None = None


_add = insert_once(
    outbox,
    ("key",),
    "key", "ref", "purpose", "message", "unit", "role", "obligation", "attempt_no",
    "copy_party", "level", "due_at", "urgent", "inbox_only", "still_if", "created_at",
    "not_before", "status", "attempts", "person",
)  # fmt: skip


def enqueue(
    tx: Transaction,
    entries: Iterable[OutboxEntry],
    now: datetime,
    not_before: Callable[[OutboxEntry], datetime] | None = None,
    *,
    person: str | None = None,
) -> None:
    """Put messages in the outbox, in the transaction of their facts. The same key counts once.

    Args:
        not_before: When each may go out at the earliest, as when a digest waits for its hour;
            at once when missing.
        person: Whom of the unit they are for; None is the unit itself.
    """
    tx.write(
        _add,
        [
            (
                entry.key,
                entry.ref,
                entry.purpose,
                entry.message,
                entry.unit,
                entry.role,
                entry.obligation,
                entry.attempt,
                entry.copy_party,
                entry.level,
                entry.due,
                entry.urgent,
                entry.inbox_only,
                entry.still_if,
                now,
                not_before(entry) if not_before else now,
                "queued",
                0,
                person,
            )
            for entry in entries
        ],
    )


_now = bindparam("now", type_=Instant)
_chosen = (
    select(outbox.c.id)
    .where(
        # Written out, as the partial index is used only by a query that names the same statuses.
        text("status IN ('queued', 'claimed')"),
        outbox.c.not_before <= _now,
        or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= _now),
    )
    .order_by(outbox.c.urgent.desc(), outbox.c.not_before, outbox.c.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)
_claim = Statement(
    update(outbox)
    .where(outbox.c.id.in_(_chosen))
    .values(
        status="claimed",
        lease_until=bindparam("until"),
        lease_by=bindparam("by"),
        attempts=outbox.c.attempts + 1,
    )
    .returning(
        outbox.c.id, outbox.c.created_at, outbox.c.attempts, outbox.c.key, outbox.c.ref,
        outbox.c.purpose, outbox.c.message, outbox.c.unit, outbox.c.role, outbox.c.obligation,
        outbox.c.attempt_no, outbox.c.copy_party, outbox.c.level, outbox.c.due_at,
        outbox.c.urgent, outbox.c.inbox_only, outbox.c.still_if, outbox.c.person,
    ),
    "now", "most", "until", "by",
)  # fmt: skip


def claim(
    tx: Transaction, now: datetime, limit: int, by: str, lease: timedelta
) -> list[OutboxClaim]:
    """Take at most *limit* messages to send, urgent ones first, until ``now + lease``."""
    claims = [
        OutboxClaim(
            id=row[0],
            created=row[1],
            by=by,
            attempts=row[2],
            person=row[17],
            entry=OutboxEntry(
                key=row[3],
                ref=row[4],
                purpose=row[5],
                message=row[6],
                unit=row[7],
                role=row[8],
                obligation=row[9],
                attempt=row[10],
                copy_party=row[11],
                level=row[12],
                due=row[13],
                urgent=row[14],
                inbox_only=row[15],
                still_if=row[16],
            ),
        )
        for row in tx.rows(_claim, now, limit, now + lease, by)
    ]
    return sorted(claims, key=lambda one: (not one.entry.urgent, one.id))


_OURS_STILL = (
    outbox.c.id == bindparam("row_id"),
    outbox.c.lease_by == bindparam("by"),
    outbox.c.attempts == bindparam("nth"),
    outbox.c.status == "claimed",
)
"""Nobody else has claimed it since: whoever is too late changes nothing."""

_settle = Statement(
    update(outbox)
    .where(*_OURS_STILL)
    .values(
        status=bindparam("becomes"),
        not_before=bindparam("earliest"),
        last_error=bindparam("error"),
        lease_until=None,
        lease_by=None,
    ),
    "becomes", "earliest", "error", "row_id", "by", "nth",
)  # fmt: skip
_log = insert_into(
    delivery,
    "outbox_id", "at", "channel", "address_kind", "result", "detail", "message_id",
)  # fmt: skip


def finish(
    tx: Transaction,
    claim: OutboxClaim,
    tried: Delivery,
    now: datetime,
    retry_at: datetime | None = None,
) -> None:
    """Say how sending went. The try is logged, and the message is done, queued anew or dead.

    Args:
        retry_at: When to try again after a ``temporary`` failure; None gives it up as dead, for
            a person to look at.

    Raises:
        ClaimLost: The lease had ended and another has it; at the commit at the latest.
    """
    becomes = _becomes(tried.result, retry_at)
    error = tried.detail if becomes in ("queued", "dead") else None
    earliest = retry_at or now
    tx.write_one(
        _settle,
        (becomes, earliest, error, claim.id, claim.by, claim.attempts),
        otherwise=ClaimLost(f"message {claim.id}"),
    )
    tx.write(
        _log,
        [
            (
                claim.id,
                now,
                tried.channel,
                tried.address_kind,
                tried.result,
                tried.detail,
                tried.message_id,
            )
        ],
    )


def _becomes(result: Result, retry_at: datetime | None) -> Status:
    match result:
        case "sent" | "obsolete":
            return result
        case "temporary":
            return "queued" if retry_at is not None else "dead"
        case "permanent":
            return "dead"


_hold = Statement(
    update(outbox)
    .where(*_OURS_STILL)
    .values(
        status="queued",
        not_before=bindparam("until"),
        attempts=outbox.c.attempts - 1,
        lease_until=None,
        lease_by=None,
    ),
    "until", "row_id", "by", "nth",
)  # fmt: skip


def hold(tx: Transaction, claim: OutboxClaim, until: datetime) -> None:
    """Put a message back until its time, as when the unit is closed. It does not count as a try.

    Raises:
        ClaimLost: The lease had ended and another has it; at the commit at the latest.
    """
    tx.write_one(
        _hold,
        (until, claim.id, claim.by, claim.attempts),
        otherwise=ClaimLost(f"message {claim.id}"),
    )


_mark = Statement(
    update(outbox)
    .where(outbox.c.id == bindparam("row_id"), outbox.c.status != "sent")
    .values(
        status=bindparam("becomes"),
        not_before=bindparam("at"),
        lease_until=None,
        lease_by=None,
    ),
    "becomes",
    "at",
    "row_id",
)


def mark(
    tx: Transaction, ids: Sequence[int], status: Literal["queued", "obsolete"], now: datetime
) -> None:
    """A person's choice for messages that were not sent: try again, or let them lie."""
    tx.write(_mark, [(status, now, row_id) for row_id in ids])
