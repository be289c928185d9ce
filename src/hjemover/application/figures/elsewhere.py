"""How it goes elsewhere (andre steder): figures of handoffs that one's own organisation is not in.

Small counts are hidden, and nothing is ever given that they could be worked out from:

* No sums. A figure is of one organisation, one pathway and one quarter; there is no total, no
  year and no "all pathways" to subtract from.
* What one's own organisation took part in, and so knows, is left out of the count before it is
  looked at whether it is small.
* Within a row, a share is given only where none of what was in time, late or not answered is
  small, and days only where so many were accepted.

So nothing that is shown depends on how many a hidden count is, and a test holds it to that.
"""

from datetime import date
from statistics import median

from msgspec import Struct

from hjemover.application.figures.handoffs import (
    HandoffCount,
    own_organisations,
    tally,
    units_of,
)
from hjemover.application.figures.handoffs import _h as log
from hjemover.application.figures.periods import period_of
from hjemover.application.house import Actor, House


class Elsewhere(Struct, frozen=True, kw_only=True):
    """One organisation that received handoffs. None: hidden, or nothing to measure.

    Args:
        offered: None: fewer than the least that is shown.
    """

    organisation: str
    offered: int | None
    median_days: float | None
    share_in_time: float | None


def elsewhere(house: House, actor: Actor, definition: str, on: date) -> list[Elsewhere]:
    """Who received handoffs of one pathway in the quarter of *on*, and how they were answered.

    Both sides are other organisations than the actor's own.
    """
    quarter = period_of(on, "quarter")
    least = house.small_numbers
    with house.database.reading() as tx:
        directory = house.directory(tx)
        ours = [
            unit
            for home in own_organisations(house, tx, actor)
            for unit in units_of(directory, home)
        ]
        if not ours:
            return []
        found = tally(
            tx,
            [
                log.definition == definition,
                log.offered_at >= quarter.starts,
                log.offered_at < quarter.ends,
                log.sender.not_in(ours),
                log.receiver.not_in(ours),
            ],
            [log.receiver],
            lambda unit: directory.organisation_of(unit) or unit,
            house.clock.now(),
        )
    return [shown(name, count, least) for name, count in sorted(found.items())]


def shown(organisation: str, count: HandoffCount, least: int) -> Elsewhere:
    """What may be told of an organisation that one is no part of."""
    if count.offered < least:
        return Elsewhere(
            organisation=organisation, offered=None, median_days=None, share_in_time=None
        )
    in_time, late = count.counts["in-time"], count.counts["late"]
    unanswered = count.offered - in_time - late
    tellable = in_time >= least and late >= least and (unanswered == 0 or unanswered >= least)
    return Elsewhere(
        organisation=organisation,
        offered=count.offered,
        median_days=round(median(count.days), 1) if len(count.days) >= least else None,
        share_in_time=round(in_time / (in_time + late), 2) if tellable else None,
    )
