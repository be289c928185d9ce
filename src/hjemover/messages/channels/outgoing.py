"""What every channel takes and gives back."""

from datetime import datetime
from typing import Literal, Protocol

from msgspec import Struct

from hjemover.messages.rendering import Rendered


class Outgoing(Struct, frozen=True, kw_only=True):
    """A finished message on its way to one mailbox.

    Args:
        id: The outbox entry's. The same id gives the same Message-ID, so a receiver can tell a
            second copy from a second message.
        to: The unit's shared mailbox.
        written: When it was rendered, UTC. Stays the same on a later try.
    """

    id: str
    to: str
    content: Rendered
    written: datetime


class SendResult(Struct, frozen=True, kw_only=True):
    """What came of it.

    Args:
        status: ``temporary`` is worth another try; ``permanent`` is not, and becomes a dead
            letter that a person sees.
        code: The server's reply ("550 5.1.1"), or a short word where it gave none ("timeout").
        detail: Our own sentence. Never holds any of the message, nor what the server wrote.
    """

    status: Literal["sent", "temporary", "permanent"]
    code: str
    detail: str


class Channel(Protocol):
    """A way out. Sending never raises for what the world may do; it says so in the result."""

    def send(self, message: Outgoing) -> SendResult: ...

    def close(self) -> None: ...
