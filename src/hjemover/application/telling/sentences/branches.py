"""Parallel work: branches open, are done, and are joined or left."""

from typing import Final

from hjemover.application.telling.words import Told
from hjemover.engine import events as e

SENTENCES: Final[dict[tuple[type, str], Told]] = {
    (e.BranchesOpened, ""): (
        "Flere grener går nå samtidig: «{what}»",
        "Fleire greiner går no samtidig: «{what}»",
        "Several branches run at once: “{what}”",
    ),
    (e.BranchDone, ""): (
        "En gren er ferdig: «{what}»",
        "Ei grein er ferdig: «{what}»",
        "A branch is done: “{what}”",
    ),
    (e.BranchesJoined, ""): (
        "Grenene møttes: «{what}»",
        "Greinene møttest: «{what}»",
        "The branches met: “{what}”",
    ),
    (e.BranchesLeft, ""): (
        "Grenene ble forlatt: «{what}»",
        "Greinene vart forlatne: «{what}»",
        "The branches were left: “{what}”",
    ),
}
