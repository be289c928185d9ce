"""Pathways among each other: begun, waited for, reported."""

from typing import Final

from hjemover.application.telling.words import Told
from hjemover.engine import events as e

SENTENCES: Final[dict[tuple[type, str], Told]] = {
    (e.PathwaySpawned, ""): (
        "Et nytt forløp ble startet for pasienten",
        "Eit nytt forløp vart starta for pasienten",
        "A new pathway was started for the patient",
    ),
    (e.SubpathwayStarted, ""): (
        "Et eget forløp begynte: «{what}»",
        "Eit eige forløp byrja: «{what}»",
        "A pathway of its own began: “{what}”",
    ),
    (e.SubpathwayStarted, "joined"): (
        "«{what}» venter på et forløp som alt var i gang",
        "«{what}» ventar på eit forløp som alt var i gang",
        "“{what}” waits for a pathway that was under way already",
    ),
    (e.SubpathwaySkipped, ""): (
        "«{what}» var i gang fra før og begynte ikke på nytt",
        "«{what}» var i gang frå før og byrja ikkje på nytt",
        "“{what}” was under way already and did not begin again",
    ),
    (e.SubpathwayReported, ""): (
        "Et av forløpene i «{what}» er over",
        "Eit av forløpa i «{what}» er over",
        "One of the pathways of “{what}” is over",
    ),
    (e.SubpathwayEnded, ""): (
        "Det andre forløpet er over: «{what}»",
        "Det andre forløpet er over: «{what}»",
        "The other pathway is over: “{what}”",
    ),
    (e.SubpathwayRefused, ""): (
        "Det andre forløpet kunne ikke begynne: «{what}»",
        "Det andre forløpet kunne ikkje byrje: «{what}»",
        "The other pathway could not begin: “{what}”",
    ),
    (e.PathwayAwaited, ""): (
        "Et annet forløp venter på dette",
        "Eit anna forløp ventar på dette",
        "Another pathway waits for this one",
    ),
}
