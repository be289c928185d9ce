"""The world outside: what other systems tell of, and what they do not."""

from typing import Final

from hjemover.application.telling.words import Told
from hjemover.engine import events as e

SENTENCES: Final[dict[tuple[type, str], Told]] = {
    (e.OccurrenceTold, ""): (
        "Det ble meldt fra: {occurrence}",
        "Det vart meldt frå: {occurrence}",
        "It was told of: {occurrence}",
    ),
    (e.AbsenceWatched, ""): (
        "«{event}» skjer hvis ingenting er meldt innen {day}",
        "«{event}» skjer dersom ingenting er meldt innan {day}",
        "“{event}” strikes if nothing is told of by {day}",
    ),
    (e.AbsenceNoticed, ""): (
        "Ingenting ble meldt i tide: {occurrence}",
        "Ingenting vart meldt i tide: {occurrence}",
        "Nothing was told of in time: {occurrence}",
    ),
}
