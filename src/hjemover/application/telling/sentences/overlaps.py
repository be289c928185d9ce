"""Two units at once: the receiver has it, and the sender stays a while."""

from typing import Final

from hjemover.application.telling.words import Told
from hjemover.engine import events as e

SENTENCES: Final[dict[tuple[type, str], Told]] = {
    (e.OverlapBegan, ""): (
        "{unit} blir med videre etter «{what}»",
        "{unit} blir med vidare etter «{what}»",
        "{unit} stays on after “{what}”",
    ),
    (e.OverlapEnded, ""): (
        "Avsenderen er ferdig etter «{what}»",
        "Avsendaren er ferdig etter «{what}»",
        "The sender is done after “{what}”",
    ),
}
