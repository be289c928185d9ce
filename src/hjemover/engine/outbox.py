"""What the world should hear because of a fact: entries for the outbox (utboks).

An entry names units and a kind of message, never a person or a pathway. It is checked
again when it is sent: what is already done is not knocked about.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct

Purpose = Literal["handoff", "copy", "prompt", "notice"]
"""``handoff`` and ``copy`` carry the thing itself to the receiver's system and come back with a
receipt; ``prompt`` and ``notice`` only knock."""

MessageId = Literal[
    "handoff-offered",
    "handoff-copy",
    "task-requested",
    "window-opened",
    "reminder",
    "deadline-passed",
    "limit-moved",
    "escalation",
    "handoff-undelivered",
    "handoff-returned",
    "handoff-answered",
    "handoff-rejected",
    "handoff-accepted",
    "handoff-withdrawn",
    "task-reassigned",
    "notice",
    "pathway-closed",
    "choice-needed",
    "emergency-taken",
    "auditor-unreached",
]
"""A folder each in ``notifications/``. The last two are of no pathway: see ``Oversight``."""

Oversight = Literal["emergency-taken", "auditor-unreached"]
"""What goes to those who follow up who has seen whom; no rule of a pathway makes it."""


class OutboxEntry(Struct, frozen=True, kw_only=True):
    """One message to one unit.

    Args:
        key: One per work item and rung, where the rung counts attempts, clocks set anew and levels:
            "<ref>/<obligation>/<message>/<attempt>.<clock>.<level>/<unit>/<role>".
            Writing the same key twice is writing it once.
        urgent: Goes out at once, also outside the digest (not outside the law: silence wins).
        inbox_only: Shown in the product; nothing leaves the house for it (as after a death).
        still_if: The obligation that must still be open when it is sent; empty for none.
    """

    key: str
    ref: str
    purpose: Purpose
    message: MessageId
    unit: str
    role: Literal["unit", "lead"] = "unit"
    obligation: str = ""
    attempt: int = 0
    copy_party: str | None = None
    level: int = 0
    due: datetime | None = None
    urgent: bool = False
    inbox_only: bool = False
    still_if: str = ""
