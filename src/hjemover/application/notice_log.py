"""What was sent to a unit and to oneself, arrived or not, and why (varselloggen)."""

from datetime import datetime
from typing import Literal

from msgspec import Struct
from sqlalchemy import and_, func, or_, select

from hjemover.application.house import Actor, House
from hjemover.application.queries import covered_units
from hjemover.engine.outbox import MessageId
from hjemover.store.tables import delivery, outbox

Outcome = Literal["waiting", "sent", "inbox", "not-needed", "failed", "trying"]
MOST = 100


class Notice(Struct, frozen=True, kw_only=True):
    """One message to a unit, or to the one who looks, and how it went.

    Args:
        own: To the person's own address, beside the unit's.
        outcome: ``inbox`` was shown in the inbox only; ``not-needed`` was overtaken before it
            was sent; ``failed`` was given up, and somebody must mend the address.
        detail: The sender's own words for why, when there is anything to say.
        next_try: When it goes, or is tried again; None when it is settled.
    """

    id: int
    message: MessageId
    unit: str
    lead: bool
    own: bool
    created: datetime
    due: datetime | None
    outcome: Outcome
    at: datetime | None
    detail: str
    next_try: datetime | None
    tries: int


def notices(
    house: House,
    by: Actor,
    *,
    also_in: frozenset[str] = frozenset(),
    failed_only: bool = False,
    skip: int = 0,
) -> list[Notice]:
    """The latest messages to the actor's units and to themselves, the newest first.

    Nobody sees what went to a colleague's own address.

    Args:
        also_in: Units in which they only follow up, or keep the address book: what went to
            themselves there is shown, and nothing else.
    """
    latest = (
        select(func.max(delivery.c.id))
        .where(delivery.c.outbox_id == outbox.c.id)
        .correlate(outbox)
        .scalar_subquery()
    )
    with house.database.reading() as tx:
        units = covered_units(house, tx, by.units)
        conditions = [
            outbox.c.unit.in_(units | also_in),
            or_(
                and_(outbox.c.unit.in_(units), outbox.c.person.is_(None)),
                outbox.c.person == by.id,
            ),
        ]
        if failed_only:
            conditions.append(outbox.c.status == "dead")
        found = tx.execute(
            select(
                outbox.c.id, outbox.c.message, outbox.c.unit, outbox.c.role, outbox.c.person,
                outbox.c.created_at, outbox.c.due_at, outbox.c.status, outbox.c.not_before,
                outbox.c.attempts, delivery.c.at, delivery.c.channel, delivery.c.result,
                delivery.c.detail,
            )
            .select_from(
                outbox.outerjoin(
                    delivery, and_(delivery.c.outbox_id == outbox.c.id, delivery.c.id == latest)
                )
            )
            .where(*conditions)
            .order_by(outbox.c.created_at.desc(), outbox.c.id.desc())
            .limit(MOST)
            .offset(skip)
        )  # fmt: skip
        return [
            Notice(
                id=row.id,
                message=row.message,
                unit=row.unit,
                lead=row.role == "lead",
                own=row.person is not None,
                created=row.created_at,
                due=row.due_at,
                outcome=_outcome(row.status, row.channel, row.attempts),
                at=row.at,
                detail=row.detail or "",
                next_try=row.not_before if row.status in ("queued", "claimed") else None,
                tries=row.attempts,
            )
            for row in found
        ]


def _outcome(status: str, channel: str | None, tries: int) -> Outcome:
    if status == "sent":
        return "inbox" if channel == "inbox" else "sent"
    if status == "obsolete":
        return "not-needed"
    if status == "dead":
        return "failed"
    return "trying" if tries and channel else "waiting"
