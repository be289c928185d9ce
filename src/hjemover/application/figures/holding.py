"""Days with the ball, by unit (dager med ansvaret): what of a period each has had it."""

from msgspec import Struct
from sqlalchemy import or_, select

from hjemover.application.figures.handoffs import Slice, own_organisations, units_of
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
    with house.database.reading() as tx:
        if wanted.organisation not in own_organisations(house, tx, actor):
            raise CommandRefused("not-your-unit")
        query = select(ball.c.unit, ball.c.from_at, ball.c.to_at).where(
            ball.c.unit.in_(units_of(house.directory(tx), wanted.organisation)),
            ball.c.from_at < last,
            or_(ball.c.to_at.is_(None), ball.c.to_at > first),
        )
        if wanted.definition is not None:
            query = query.join(pathway, pathway.c.ref == ball.c.ref).where(
                pathway.c.definition == wanted.definition
            )
        days: dict[str, list[float]] = {}
        for row in tx.execute(query):
            held = min(row.to_at or last, last) - max(row.from_at, first)
            days.setdefault(row.unit, []).append(max(held.total_seconds(), 0.0) / 86_400)
    found = [UnitDays(unit=unit, obligations=len(o), days=sum(o)) for unit, o in days.items()]
    return sorted(found, key=lambda one: (-one.days, one.unit))
