"""A handoff to many receivers, of whom enough must accept."""

from typing import Final

from hjemover.application.telling.words import Told
from hjemover.engine import events as e

SENTENCES: Final[dict[tuple[type, str], Told]] = {
    (e.ReceiversAsked, ""): (
        "«{what}» ble sendt til flere mottakere; {need} av dem må si ja",
        "«{what}» vart send til fleire mottakarar; {need} av dei må seie ja",
        "“{what}” was sent to several receivers; {need} of them must say yes",
    ),
    (e.QuorumReached, ""): (
        "Nok mottakere har tatt imot «{what}», og de har nå ansvaret",
        "Nok mottakarar har teke imot «{what}», og dei har no ansvaret",
        "Enough receivers have accepted “{what}”, and now have the responsibility",
    ),
    (e.QuorumLost, ""): (
        "For få kan ta imot «{what}»; avsenderen har fortsatt ansvaret",
        "For få kan ta imot «{what}»; avsendaren har framleis ansvaret",
        "Too few can accept “{what}”; the sender still has the responsibility",
    ),
}
