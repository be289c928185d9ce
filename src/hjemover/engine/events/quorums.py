"""A handoff to many receivers, of whom enough must accept."""

from hjemover.engine.events.event import Event
from hjemover.engine.state import Answers


class ReceiversAsked(Event, frozen=True, kw_only=True, tag="receivers-asked"):
    """A handoff goes to many receivers, of whom *need* must accept. Each has its own offer."""

    quorum: str
    step: str
    parties: tuple[str, ...]
    need: int
    branch: str = ""
    item: Answers = {}


class QuorumReached(Event, frozen=True, kw_only=True, tag="quorum-reached"):
    """Enough receivers have accepted, and have the patient from now."""

    quorum: str
    step: str


class QuorumLost(Event, frozen=True, kw_only=True, tag="quorum-lost"):
    """Too few can still accept. The sender keeps the patient."""

    quorum: str
    step: str
    outcome: str


QuorumEvent = ReceiversAsked | QuorumReached | QuorumLost
