"""The contract between two units, from the offer to its end (overføring)."""

from hjemover.engine.events.event import Event
from hjemover.engine.state import Answers, CopyState, Deadline, ScheduledRung
from hjemover.vocabulary import ObligationKind


class HandoffOffered(Event, frozen=True, kw_only=True, tag="handoff-offered"):
    obligation: str
    step: str
    kind: ObligationKind = ObligationKind.HANDOFF
    sender: str
    receiver: str
    party: str | None = None  # transfer: which party moves; of many receivers: which it is
    quorum: str = ""  # of many receivers: what they are gathered in
    copies: tuple[CopyState, ...] = ()
    branch: str = ""
    item: Answers = {}
    due: Deadline | None = None
    schedule: tuple[ScheduledRung, ...] = ()


class HandoffDelivered(Event, frozen=True, kw_only=True, tag="handoff-delivered"):
    obligation: str
    attempt: int


class HandoffUndelivered(Event, frozen=True, kw_only=True, tag="handoff-undelivered"):
    """Known not to have arrived, or (*reason* "no-receipt") silent past its limit."""

    obligation: str
    attempt: int
    reason: str


class HandoffSeen(Event, frozen=True, kw_only=True, tag="handoff-seen"):
    obligation: str


class HandoffAccepted(Event, frozen=True, kw_only=True, tag="handoff-accepted"):
    obligation: str
    step: str
    receiver: str
    person: str  # empty when nobody said anything
    tacit: bool = False  # silence through the limit
    late_because: str = ""


class HandoffRejected(Event, frozen=True, kw_only=True, tag="handoff-rejected"):
    obligation: str
    step: str
    receiver: str
    reason: str
    answers: Answers = {}


class HandoffReturned(Event, frozen=True, kw_only=True, tag="handoff-returned"):
    obligation: str
    question: str
    due: Deadline | None = None
    schedule: tuple[ScheduledRung, ...] = ()


class HandoffAnswered(Event, frozen=True, kw_only=True, tag="handoff-answered"):
    obligation: str
    answer: str
    due: Deadline | None = None
    schedule: tuple[ScheduledRung, ...] = ()


class HandoffForwarded(Event, frozen=True, kw_only=True, tag="handoff-forwarded"):
    obligation: str
    to: str
    note: str = ""
    due: Deadline | None = None
    schedule: tuple[ScheduledRung, ...] = ()


class HandoffReoffered(Event, frozen=True, kw_only=True, tag="handoff-reoffered"):
    """Sent again, to the same receiver or another; the contract's clocks begin anew."""

    obligation: str
    receiver: str
    reason: str
    due: Deadline | None = None
    schedule: tuple[ScheduledRung, ...] = ()


class HandoffWithdrawn(Event, frozen=True, kw_only=True, tag="handoff-withdrawn"):
    obligation: str
    step: str
    reason: str


class HandoffExpired(Event, frozen=True, kw_only=True, tag="handoff-expired"):
    obligation: str
    step: str


class HandoffBlocked(Event, frozen=True, kw_only=True, tag="handoff-blocked"):
    """The patient does not want it shared; nothing left the house."""

    step: str
    purpose: str
    branch: str = ""


class HandoffHeldBack(Event, frozen=True, kw_only=True, tag="handoff-held-back"):
    """The gate before a handoff was shut, so it was not sent."""

    step: str
    because: str  # the condition that was false
    inputs: Answers = {}  # what it read
    branch: str = ""


HandoffEvent = (
    HandoffOffered
    | HandoffDelivered
    | HandoffUndelivered
    | HandoffSeen
    | HandoffAccepted
    | HandoffRejected
    | HandoffReturned
    | HandoffAnswered
    | HandoffForwarded
    | HandoffReoffered
    | HandoffWithdrawn
    | HandoffExpired
    | HandoffBlocked
    | HandoffHeldBack
)
