"""How long something may take, and what happens around the end of it."""

from typing import Literal

from msgspec import Struct

from hjemover.definition.models.moments import Amount, Moment
from hjemover.definition.models.text import Text
from hjemover.vocabulary import DeadlineClass


class Recipient(Struct, frozen=True, kw_only=True):
    """A party's unit, or the lead of it (leder)."""

    party: str
    role: Literal["unit", "lead"] = "unit"


class Rung(Struct, frozen=True, kw_only=True):
    """One step of an escalation ladder: *after* the limit has passed, tell *to*."""

    after: Amount
    to: tuple[Recipient, ...]


class Extension(Struct, frozen=True, kw_only=True):
    """How a limit may be prolonged: *by* so much each time, *at_most* so many times."""

    by: Amount
    at_most: int = 1


BREACHED = "breached"
"""What a task came to that was given up when its limit was let pass."""


class Breach(Struct, frozen=True, kw_only=True):
    """What happens when a limit is let pass (fristbrudd), beside that somebody is told."""

    ask_reason: bool = False  # doing it late needs a reason
    then: str | None = None  # a task: it is given up, and the way goes on here
    start: str | None = None  # another pathway, linked to this one


class Overlap(Struct, frozen=True, kw_only=True):
    """The sender stays after the receiver has accepted, until a step is done (overlapp)."""

    until: str
    within: Amount


class Limit(Struct, frozen=True, kw_only=True):
    """How long something may take, and what happens around the end of it (frist)."""

    until: Moment
    deadline_class: DeadlineClass = DeadlineClass.LOCAL
    remind: tuple[Amount, ...] = ()  # this long before the limit
    escalate: tuple[Rung, ...] = ()
    expire: bool = False  # a handoff: the offer ends when the last rung has passed
    extend: Extension | None = None
    stops: bool = False  # its clock may be stopped
    stop_reasons: dict[str, Text] = {}  # only for these; empty for any that is written
    breach: Breach | None = None
    tacit: bool = False  # a handoff: silence through the limit is acceptance
