"""One measure of a definition over time, and the pathways that each of its numbers counts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct
from sqlalchemy import select

from hjemover.application.charts import Better, Chart, Point, Rebase, chart
from hjemover.application.figures import Period, up_to
from hjemover.application.house import House
from hjemover.application.measures import MeasureFigures, concerns, measures
from hjemover.store.tables import measure_log

MONTHS: Final = 24
"""How many a chart shows."""
BETTER: Final[Mapping[str, Better]] = {"share": "higher", "median": "lower", "count": "neither"}


class Measured(Struct, frozen=True, kw_only=True):
    """A measure of one organisation, month by month.

    Args:
        latest: The newest figures, for what the measure is called and where it is from.
    """

    latest: MeasureFigures
    periods: tuple[Period, ...]
    figures: tuple[MeasureFigures | None, ...]  # one for each period; None where nothing began
    chart: Chart


class Counted(Struct, frozen=True, kw_only=True):
    """A pathway that a number counts: from when to when, and what its limit was."""

    ref: str
    begun: datetime
    ended: datetime | None
    limit: datetime | None


def measured(
    house: House,
    organisation: str,
    definition: str,
    measure: str,
    last: Period,
    *,
    rebases: Sequence[Rebase] = (),
    screen: bool = True,
) -> Measured | None:
    """The measure for each month up to *last*; None where it has never been measured there.

    Args:
        organisation: One of the actor's own: no small number is hidden from it.
    """
    periods = up_to(last, MONTHS)
    found = {
        one.period: one
        for one in measures(
            house,
            own={organisation},
            organisation=organisation,
            definition=definition,
            measure=measure,
            since=periods[0].first,
            until=last.after,
        )
    }
    by_period = [found.get(f"{one.first:%Y-%m}") for one in periods]
    # What was before the first that was ever counted is not nothing: it is not known.
    known = next((n for n, one in enumerate(by_period) if one is not None), None)
    if known is None:
        return None
    latest = found[max(found)]
    points = [
        _point(period, one) for period, one in zip(periods[known:], by_period[known:], strict=True)
    ]
    return Measured(
        latest=latest,
        periods=tuple(periods[known:]),
        figures=tuple(by_period[known:]),
        chart=chart(
            points,
            better=BETTER[latest.kind],
            target=latest.target,
            rebases=rebases,
            screen=screen,
        ),
    )


def _point(period: Period, found: MeasureFigures | None) -> Point:
    if found is None:
        return Point(on=period.first, value=None)
    values = {
        "share": found.share,
        "median": found.median_hours,
        "count": None if found.numerator is None else float(found.numerator),
    }
    count = found.numerator if found.denominator is None else found.denominator
    return Point(on=period.first, value=values[found.kind], count=count or 0)


def counted(
    house: House, organisation: str, definition: str, measure: str, period: Period, *, most: int
) -> list[Counted]:
    """What the number of that month rests on, the latest first."""
    with house.database.reading() as tx:
        rows = tx.execute(
            select(measure_log)
            .where(
                concerns(tx, organisation),
                measure_log.c.definition == definition,
                measure_log.c.measure == measure,
                measure_log.c.from_at >= period.starts,
                measure_log.c.from_at < period.ends,
            )
            .order_by(measure_log.c.from_at.desc(), measure_log.c.ref)
            .limit(most)
        )
        return [
            Counted(ref=row.ref, begun=row.from_at, ended=row.to_at, limit=row.limit_at)
            for row in rows
        ]
