"""Looking after the address book (forvaltning): changes, what they come to, who made them."""

from hjemover.application.administering.changing import (
    Applied,
    Change,
    LeavesNobody,
    apply,
    consequences,
)
from hjemover.application.administering.inviting import Invitation, Standing, invite, standing
from hjemover.application.administering.looking import (
    ADMINISTRATORS,
    Changed,
    Entry,
    PersonEntry,
    UnitEntry,
    changes,
    entry,
    fingerprint,
    looked_after,
    own_homes,
    person_entry,
    search,
    search_people,
    unit_entry,
)
from hjemover.application.administering.undoing import undo, undoable
from hjemover.application.administering.weighing import Consequences, LeftAlone

__all__ = [
    "ADMINISTRATORS",
    "Applied",
    "Change",
    "Changed",
    "Consequences",
    "Entry",
    "Invitation",
    "LeavesNobody",
    "LeftAlone",
    "PersonEntry",
    "Standing",
    "UnitEntry",
    "apply",
    "changes",
    "consequences",
    "entry",
    "fingerprint",
    "invite",
    "looked_after",
    "own_homes",
    "person_entry",
    "search",
    "search_people",
    "standing",
    "undo",
    "undoable",
    "unit_entry",
]
