"""Is there anything to do? (titting): cheap questions that the worker asks every second."""

from sqlalchemy import bindparam, or_, select, text

from hjemover.application.house import House
from hjemover.calendar import local_day
from hjemover.definition.models import PathwayDefinition
from hjemover.store import definitions
from hjemover.store.statements import Statement
from hjemover.store.tables import outbox
from hjemover.store.types import Instant

_now = bindparam("now", type_=Instant)
_sendable = Statement(
    select(outbox.c.id)
    .where(
        # Written out, as the partial index is used only by a query that names the same statuses.
        text("status IN ('queued', 'claimed')"),
        outbox.c.not_before <= _now,
        or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= _now),
    )
    .limit(1),
    "now",
)


def mail_waits(house: House) -> bool:
    """Whether the outbox has a message that could be sent just now. Claims nothing."""
    with house.database.reading() as tx:
        return tx.row(_sendable, house.clock.now()) is not None


def published_pathways(house: House) -> list[str]:
    """The ids of all pathways that were ever published."""
    with house.database.reading() as tx:
        return sorted({one.id for one in definitions.published(tx)})


def version_in_force(house: House, pathway: str) -> PathwayDefinition | None:
    """Today's version of *pathway*, or its first when it begins later. None: never published."""
    with house.database.reading() as tx:
        current = definitions.in_force(tx, pathway, local_day(house.clock.now()))
        if current is not None:
            return current
        versions = [one.version for one in definitions.published(tx) if one.id == pathway]
        return definitions.get(tx, pathway, min(versions)) if versions else None
