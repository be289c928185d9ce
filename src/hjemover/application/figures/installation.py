"""The whole installation in figures, for its operator and the demo."""

from datetime import datetime
from statistics import median, quantiles
from typing import Any

from msgspec import Struct
from sqlalchemy import Select, case, func, select

from hjemover.application.house import House
from hjemover.store.tables import (
    ball,
    deadline_log,
    delivery,
    handoff_log,
    journal,
    outbox,
    pathway,
    unit,
)
from hjemover.store.transaction import Transaction


class HandoffFigures(Struct, frozen=True, kw_only=True):
    """Handoffs by how they stand, and how long acceptance took."""

    by_status: dict[str, int]
    median_days: float | None  # offered to accepted
    ninety_percent_days: float | None
    answered_in_time: int
    answered_late: int


class HolderFigures(Struct, frozen=True, kw_only=True):
    """How many days an organisation has had the ball, in all and for each obligation."""

    organisation: str
    obligations: int
    days: float

    @property
    def days_each(self) -> float:
        return self.days / self.obligations if self.obligations else 0.0


class DeadlineFigures(Struct, frozen=True, kw_only=True):
    """Deadlines of one class that were met, and that were not."""

    deadline_class: str
    met: int
    missed: int

    @property
    def share(self) -> float:
        return self.met / (self.met + self.missed) if self.met + self.missed else 0.0


class PromptFigures(Struct, frozen=True, kw_only=True):
    """Messages to one unit, and the mails they became when they were gathered."""

    unit: str
    messages: int
    mails: int
    urgent: int


def pathways_by_outcome(house: House) -> dict[str, int]:
    """Pathways by outcome; those under way are under their status."""
    said = func.coalesce(pathway.c.outcome, pathway.c.status)
    with house.database.reading() as tx:
        return _counts(tx, select(said.label("what"), func.count().label("n")).group_by(said))


def _counts(tx: Transaction, query: Select[Any]) -> dict[str, int]:
    rows = tx.execute(query)
    return {row.what: row.n for row in sorted(rows, key=lambda row: -row.n)}


def handoffs(house: House) -> HandoffFigures:
    """Every handoff there has been."""
    with house.database.reading() as tx:
        by_status = _counts(
            tx,
            select(handoff_log.c.status.label("what"), func.count().label("n")).group_by(
                handoff_log.c.status
            ),
        )
        took = [
            _days(row.offered_at, row.ended_at)
            for row in tx.execute(
                select(handoff_log.c.offered_at, handoff_log.c.ended_at).where(
                    handoff_log.c.status == "accepted"
                )
            )
        ]
        kept = tx.execute(
            select(
                func.count(case((handoff_log.c.within_limit, 1))).label("in_time"),
                func.count(case((~handoff_log.c.within_limit, 1))).label("late"),
            )
        ).one()
    return HandoffFigures(
        by_status=by_status,
        median_days=median(took) if took else None,
        # Inclusive: the other way would promise more than the slowest there has been.
        ninety_percent_days=quantiles(took, n=10, method="inclusive")[-1]
        if len(took) > 1
        else None,
        answered_in_time=kept.in_time,
        answered_late=kept.late,
    )


def _days(first: datetime, last: datetime) -> float:
    return max((last - first).total_seconds(), 0.0) / 86_400


def lost_on_the_way(house: House) -> int:
    """Pathways with a handoff that was known not to have arrived, also if it did later."""
    with house.database.reading() as tx:
        found = tx.execute(
            select(func.count(func.distinct(journal.c.pathway_id))).where(
                journal.c.event_type == "handoff-undelivered"
            )
        )
        return int(found.scalar_one())


def holders(house: House) -> list[HolderFigures]:
    """Days with the ball by organisation, the longest first. What is open counts until now."""
    now = house.clock.now()
    with house.database.reading() as tx:
        rows = tx.execute(
            select(unit.c.organisation, ball.c.from_at, ball.c.to_at).join(
                unit, unit.c.id == ball.c.unit
            )
        )
        days: dict[str, list[float]] = {}
        for row in rows:
            days.setdefault(row.organisation, []).append(_days(row.from_at, row.to_at or now))
        names = house.addresses(tx).organisations
    found = [
        HolderFigures(organisation=names[home].name, obligations=len(had), days=sum(had))
        for home, had in days.items()
    ]
    return sorted(found, key=lambda one: -one.days)


def deadlines(house: House) -> list[DeadlineFigures]:
    """Deadlines met and missed, by class."""
    with house.database.reading() as tx:
        rows = tx.execute(
            select(
                deadline_log.c.deadline_class,
                func.count(case((deadline_log.c.met, 1))).label("met"),
                func.count(case((~deadline_log.c.met, 1))).label("missed"),
            )
            .group_by(deadline_log.c.deadline_class)
            .order_by(deadline_log.c.deadline_class)
        )
        return [
            DeadlineFigures(deadline_class=row.deadline_class, met=row.met, missed=row.missed)
            for row in rows
        ]


def prompts(house: House) -> list[PromptFigures]:
    """Messages by unit, the most first."""
    mails = func.count(func.distinct(delivery.c.message_id))
    with house.database.reading() as tx:
        rows = tx.execute(
            select(
                outbox.c.unit,
                func.count(func.distinct(outbox.c.id)).label("messages"),
                mails.label("mails"),
                func.count(func.distinct(case((outbox.c.urgent, outbox.c.id)))).label("urgent"),
            )
            .join(delivery, delivery.c.outbox_id == outbox.c.id)
            .where(
                outbox.c.status == "sent", delivery.c.result == "sent", outbox.c.person.is_(None)
            )
            .group_by(outbox.c.unit)
            .order_by(func.count(func.distinct(outbox.c.id)).desc(), outbox.c.unit)
        ).all()
        addresses = house.addresses(tx)
    return [
        PromptFigures(
            unit=addresses.unit_name(row.unit),
            messages=row.messages,
            mails=row.mails,
            urgent=row.urgent,
        )
        for row in rows
    ]
