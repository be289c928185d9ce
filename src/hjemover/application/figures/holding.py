"""Days with the ball, by unit (dager med ansvaret): what of a period each has had it."""

from msgspec import Struct
from sqlalchemy import case, func, or_, select

from hjemover.application.figures.handoffs import (
    Slice,
    days_between,
    own_organisations,
    units_of,
)
from hjemover.application.house import Actor, House
from hjemover.errors import CommandRefused
from hjemover.store.tables import ball, pathway


class UnitDays(Struct, frozen=True, kw_only=True):
    """How many obligations a unit had in a period, and for how many days of it in all."""

    unit: str
    obligations: int
    days: float

    @property
    def days_each(self) -> float:
        return self.days / self.obligations if self.obligations else 0.0


def days_held(house: House, actor: Actor, wanted: Slice) -> list[UnitDays]:
    """The organisation's own units, most days first. What is open counts until now.

    Raises:
        CommandRefused: ``not-your-unit``.
    """
    now = house.clock.now()
    first, last = wanted.period.starts, min(wanted.period.ends, now)
    if first >= last:
        return []
    with house.database.reading() as tx:
        if wanted.organisation not in own_organisations(house, tx, actor):
            raise CommandRefused("not-your-unit")
        had = days_between(
            tx,
            case((ball.c.from_at < first, first), else_=ball.c.from_at),
            case((ball.c.to_at < last, ball.c.to_at), else_=last),
        )
        query = (
            select(ball.c.unit, func.count(), func.sum(had))
            .where(
                ball.c.unit.in_(units_of(house.directory(tx), wanted.organisation)),
                ball.c.from_at < last,
                or_(ball.c.to_at.is_(None), ball.c.to_at > first),
            )
            .group_by(ball.c.unit)
        )
        if wanted.definition is not None:
            query = query.join(pathway, pathway.c.ref == ball.c.ref).where(
                pathway.c.definition == wanted.definition
            )
        found = [
            UnitDays(unit=unit, obligations=count, days=float(days))
            for unit, count, days in tx.execute(query)
        ]
    return sorted(found, key=lambda one: (-one.days, one.unit))
