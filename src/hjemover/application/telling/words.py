"""Words that stand in or beside the sentences, in three languages."""

from typing import Final

from hjemover.vocabulary import LANGUAGES, Language

Told = tuple[str, str, str]
"""Bokmål, nynorsk, English."""

REMOVED: Final[Told] = (
    "Innholdet er fjernet etter loven",
    "Innhaldet er fjerna etter lova",
    "The content was removed by law",
)
"""Of a fact whose content was lawfully taken out: that there was one is all that is left."""

CODES: Final[dict[str, Told]] = {
    "closed": ("forløpet ble avsluttet", "forløpet vart avslutta", "the pathway was closed"),
    "event": ("en hendelse kom i veien", "ei hending kom i vegen", "an event came in the way"),
    "joined": (
        "det var ikke lenger nødvendig",
        "det var ikkje lenger nødvendig",
        "it was no longer needed",
    ),
    "moved": ("pasienten har flyttet", "pasienten har flytta", "the patient has moved"),
    "objected": (
        "pasienten motsetter seg deling",
        "pasienten motset seg deling",
        "the patient objects to sharing",
    ),
    "enough": (
        "nok andre har tatt imot",
        "nok andre har teke imot",
        "enough others have accepted",
    ),
    "too-few": (
        "for få kan ta imot",
        "for få kan ta imot",
        "too few can accept",
    ),
    "answered": ("etter et svar", "etter eit svar", "by an answer"),
    "accepted": ("den nye enheten tok imot", "den nye eininga tok imot", "the new unit accepted"),
}
"""Reasons that the engine gives by a code. What people wrote is told as they wrote it."""

NOT_KNOWN: Final[Told] = ("ikke kjent", "ikkje kjend", "not known")
DETAILS: Final[dict[str, Told]] = {
    "question": ("Spørsmål", "Spørsmål", "Question"),
    "answer": ("Svar", "Svar", "Answer"),
    "late_because": ("Hvorfor det ble sent", "Kvifor det vart seint", "Why it was late"),
    "note": ("Merknad", "Merknad", "Note"),
    "reason": ("Begrunnelse", "Grunngiving", "Reason"),
}


def in_language(told: Told, language: Language) -> str:
    return told[LANGUAGES.index(language)]
