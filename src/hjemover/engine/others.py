"""The patient's other pathways, as a decision may know them (pasientens andre forløp).

The shell reads them in the transaction that decides. A decision that reads of them keeps what
it read, so that it can be explained when they have long moved on.
"""

from datetime import datetime
from typing import Any

from msgspec import Struct

from hjemover.calendar import local_day
from hjemover.definition.expressions import fact_name


class Others(Struct, frozen=True, kw_only=True):
    """The other pathways of the same patient, by definition.

    Args:
        open: References of those that are under way, the oldest first.
        closed: How many are over.
        closed_at: When the latest of those was closed.
        services: How many different services have something open in those under way.
        waiting: References of pathways that wait for this one, directly or through others:
            to wait for them in turn would be for ever.
        startable: Definitions that are in force; None where nobody has asked.
        read: When the shell read this; None where it read nothing.
    """

    open: dict[str, tuple[str, ...]] = {}
    closed: dict[str, int] = {}
    closed_at: dict[str, datetime] = {}
    services: int = 0
    waiting: frozenset[str] = frozenset()
    startable: frozenset[str] | None = None
    read: datetime | None = None

    def facts(self, at: datetime) -> dict[str, Any]:
        """As conditions read them at *at*."""
        today = local_day(at)
        return {
            "open": {fact_name(name): len(refs) for name, refs in self.open.items()},
            "closed": {fact_name(name): count for name, count in self.closed.items()},
            "days_since": {
                fact_name(name): (today - local_day(when)).days
                for name, when in self.closed_at.items()
            },
            "open_count": sum(len(refs) for refs in self.open.values()),
            "services": self.services,
        }


NO_OTHERS = Others()
