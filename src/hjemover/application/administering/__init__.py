"""Looking after the address book (forvaltning): changes, what they come to, who made them."""

from hjemover.application.administering.changing import (
    Change,
    LeavesNobody,
    apply,
    consequences,
)
from hjemover.application.administering.looking import (
    ADMINISTRATORS,
    Changed,
    Entry,
    UnitEntry,
    changes,
    entry,
    fingerprint,
    own_homes,
    search,
    unit_entry,
)
from hjemover.application.administering.weighing import Consequences, LeftAlone

__all__ = [
    "ADMINISTRATORS",
    "Change",
    "Changed",
    "Consequences",
    "Entry",
    "LeavesNobody",
    "LeftAlone",
    "UnitEntry",
    "apply",
    "changes",
    "consequences",
    "entry",
    "fingerprint",
    "own_homes",
    "search",
    "unit_entry",
]
