"""Who a patient is, as this unit may see them, with the trace of it in the same transaction.

No screen reads a name or a number any other way. Whoever has no part in a pathway sees nothing of
it, and that they tried is written down.
"""

from hjemover.application.seeing.auditing import (
    Look,
    accesses_by,
    accesses_to,
    accesses_to_pathway,
    to_review,
    told_by_mail,
)
from hjemover.application.seeing.emergencies import (
    EMERGENCY_LASTS,
    EmergencyRefused,
    Taken,
    reason_suffices,
    review_emergency,
    take_emergency_access,
)
from hjemover.application.seeing.relation import Looker, may_see
from hjemover.application.seeing.searching import Found, FoundPathway, search
from hjemover.application.seeing.shielding import shields
from hjemover.application.seeing.sights import (
    Sight,
    note,
    note_denied,
    note_file,
    number_of,
    see,
    sight,
    sights,
)

__all__ = [
    "EMERGENCY_LASTS",
    "EmergencyRefused",
    "Found",
    "FoundPathway",
    "Look",
    "Looker",
    "Sight",
    "Taken",
    "accesses_by",
    "accesses_to",
    "accesses_to_pathway",
    "may_see",
    "note",
    "note_denied",
    "note_file",
    "number_of",
    "reason_suffices",
    "review_emergency",
    "search",
    "see",
    "shields",
    "sight",
    "sights",
    "take_emergency_access",
    "to_review",
    "told_by_mail",
]
