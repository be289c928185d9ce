"""The words every layer may use: identifiers, statuses and codes, once.

Status values are FHIR's own codes where FHIR has one. Their Norwegian stands in
docs/vocabulary.md and in the wording tables, never here.
"""

from enum import StrEnum
from typing import Literal

Language = Literal["nb", "nn", "en"]
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")
"""Bokmål first: it is the source that the other two fall back to."""


class PathwayStatus(StrEnum):
    """FHIR CarePlan.status, the part we use."""

    ACTIVE = "active"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"


class TaskStatus(StrEnum):
    """FHIR Task.status, the part we use (oppgavestatus)."""

    DRAFT = "draft"  # planned: its window has not come near yet
    REQUESTED = "requested"  # on the unit's list, taken by nobody
    IN_PROGRESS = "in-progress"  # a named person has it
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class HandoffStatus(StrEnum):
    """The life of a handoff (overføring). Delivery is not acceptance."""

    OFFERED = "offered"  # sent from us, no receipt yet
    DELIVERED = "delivered"  # the receiver's system took it
    UNDELIVERED = "undelivered"  # it did not arrive, and we know
    SEEN = "seen"  # a person opened it
    RETURNED = "returned"  # back with a question; the sender answers
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class CopyStatus(StrEnum):
    """A copy to a party that is informed only (kopi). Each has a receipt of its own."""

    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    ACKNOWLEDGED = "acknowledged"


class ObligationKind(StrEnum):
    """What an open obligation (forpliktelse) is."""

    TASK = "task"
    HANDOFF = "handoff"
    WAIT = "wait"
    TRANSFER = "transfer"  # a handoff of everything a party holds, as when a patient moves
    CHOOSE_UNIT = "choose-unit"  # a party that nobody could be found for
    REPAIR = "repair"  # a rule failed; a person must choose the way on
    SUBPATHWAY = "subpathway"  # another pathway that this one waits for
    OVERLAP = "overlap"  # the sender stays until the receiver's first step is done


RESTING = frozenset({ObligationKind.WAIT, ObligationKind.OVERLAP, ObligationKind.SUBPATHWAY})
"""Obligations that nobody acts on: they end by themselves, and are on no list of things to do."""


class RungKind(StrEnum):
    """What time can bring to an obligation, in the order it strikes when two fall together."""

    UNTIL = "until"  # a wait ends
    RESTART = "restart"  # a stopped clock goes again
    PLAN = "plan"  # a planned task comes on the list
    OPENS = "opens"  # its window opens
    UNDELIVERED = "undelivered"  # no receipt within its limit
    ABSENT = "absent"  # what another system should have told of has not come
    REMIND = "remind"
    DUE = "due"
    TACIT = "tacit"  # an offer that nobody answered counts as accepted
    ESCALATE = "escalate"
    EXPIRE = "expire"


class DeadlineClass(StrEnum):
    """Where a limit has its force from (fristtype)."""

    LEGAL = "legal"
    REGULATION = "regulation"
    RECOMMENDED = "recommended"
    LOCAL = "local"


class ConsentDecision(StrEnum):
    """What a patient has said about sharing (samtykke, reservasjon)."""

    GIVEN = "given"
    OBJECTED = "objected"


class StuckCause(StrEnum):
    """Why a handoff or task is stuck. The list is closed; each has one suggested act."""

    NO_ANSWER = "no-answer"  # the receiver has let its limit pass
    NOT_DELIVERED = "not-delivered"
    NO_ACTIVE_PERSON = "no-active-person"  # the addressee has nobody at work
    OVERDUE = "overdue"  # the holder has let its own limit pass
    SUBPATHWAY_LATE = "subpathway-late"  # another pathway has not ended within its limit
    STILL_OVERLAPPING = "still-overlapping"  # the sender should have been done by now
    CLOCK_STOPPED = "clock-stopped"  # and no day is set when it goes again
    DATE_MISSING = "date-missing"
    ASK_AGAIN_PASSED = "ask-again-passed"
    NOTHING_SCHEDULED = "nothing-scheduled"
    NOBODY_OWNS = "nobody-owns"  # a decision, or a party, that no unit has
    DEFINITION_FAILED = "definition-failed"


class Urgency(StrEnum):
    """How urgent an item on a list is (hastegruppe), the most urgent first."""

    CRITICAL = "critical"  # its limit has passed, and somebody above has been told
    OVERDUE = "overdue"  # its limit has passed
    SOON = "soon"  # its limit comes before the end of the next working day
    LATER = "later"  # all else, also what has no limit


class Role(StrEnum):
    """What a person may do in a unit they are a member of (rolle)."""

    COORDINATOR = "coordinator"  # does the unit's work
    DESIGNER = "designer"
    MANAGER = "manager"  # leads the unit; hears of an escalation
    ADMINISTRATOR = "administrator"  # of the address book
    AUDITOR = "auditor"  # follows up who has seen what


AT_WORK = frozenset({Role.COORDINATOR, Role.MANAGER})
"""The roles that do a unit's work: with only an auditor there, nobody is at work."""


class NoPerson(StrEnum):
    """Actors that are not people."""

    CLOCK = "clock"
    SYSTEM = "system"


def is_hpr_number(text: str) -> bool:
    """Whether it could be somebody's number in the register of health personnel (HPR-nummer)."""
    return text.isascii() and text.isdecimal() and 1 <= len(text) <= 9 and text[0] != "0"
