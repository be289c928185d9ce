"""Mail that stays in the house: without a mail server, it is kept to be read (lagret e-post)."""

from collections.abc import Callable

from hjemover.messages.channels.outgoing import Outgoing, SendResult


class KeptChannel:
    """Hands each message to *keep*, which stores it for ``hjemover mail``.

    *keep* must take the same id twice without keeping it twice. What it raises is let through:
    a store that cannot store is not a matter of the message.
    """

    def __init__(self, keep: Callable[[Outgoing], None]) -> None:
        self._keep = keep

    def send(self, message: Outgoing) -> SendResult:
        self._keep(message)
        detail = "There is no mail server in the settings. Read it with hjemover mail."
        return SendResult(status="sent", code="kept", detail=detail)

    def close(self) -> None:
        """Nothing is open."""
