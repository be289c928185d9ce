"""A pathway's beginning, its way from step to step, and its end."""

from typing import Final

from hjemover.application.telling.words import Told
from hjemover.engine import events as e

SENTENCES: Final[dict[tuple[type, str], Told]] = {
    (e.PathwayEnrolled, ""): (
        "Pasienten ble meldt inn",
        "Pasienten vart meld inn",
        "The patient was enrolled",
    ),
    (e.PathwayEnrolled, "linked"): (
        "Pasienten ble meldt inn, fra et tidligere forløp",
        "Pasienten vart meld inn, frå eit tidlegare forløp",
        "The patient was enrolled, from an earlier pathway",
    ),
    (e.StepEntered, ""): (
        "Forløpet kom til «{what}»",
        "Forløpet kom til «{what}»",
        "The pathway came to “{what}”",
    ),
    (e.DecisionTaken, ""): (
        "Forløpet valgte «{then}» ved «{what}», fordi {because}",
        "Forløpet valde «{then}» ved «{what}», fordi {because}",
        "The pathway chose “{then}” at “{what}”, because {because}",
    ),
    (e.DecisionTaken, "joined"): (
        "Ved «{what}» var denne grenen ferdig, fordi {because}",
        "Ved «{what}» var denne greina ferdig, fordi {because}",
        "At “{what}” this branch was done, because {because}",
    ),
    (e.DecisionTaken, "withheld"): (
        "Forløpet valgte vei ved «{what}»",
        "Forløpet valde veg ved «{what}»",
        "The pathway chose its way at “{what}”",
    ),
    (e.RoundsExhausted, ""): (
        "«{what}» er prøvd så mange ganger som avtalt; veien går til «{then}»",
        "«{what}» er prøvd så mange gonger som avtalt; vegen går til «{then}»",
        "“{what}” was tried as often as agreed; the way goes to “{then}”",
    ),
    (e.InterruptReported, ""): (
        "Hendelse: {event}",
        "Hending: {event}",
        "Event: {event}",
    ),
    (e.PathwayHeld, ""): (
        "Forløpet ble satt på pause til {day}",
        "Forløpet vart sett på pause til {day}",
        "The pathway was paused until {day}",
    ),
    (e.PathwayResumed, "reported"): (
        "Pausen ble avsluttet",
        "Pausen vart avslutta",
        "The pause was ended",
    ),
    (e.PathwayResumed, "review-date"): (
        "Pausen er over: dagen for ny vurdering er kommet",
        "Pausen er over: dagen for ny vurdering er komen",
        "The pause is over: the review date has come",
    ),
    (e.PathwayClosed, ""): (
        "Forløpet ble avsluttet: {outcome}",
        "Forløpet vart avslutta: {outcome}",
        "The pathway was closed: {outcome}",
    ),
    (e.PathwayClosed, "silent"): (
        "Forløpet ble avsluttet: {outcome}. Ingenting sendes ut av huset",
        "Forløpet vart avslutta: {outcome}. Ingenting blir sendt ut av huset",
        "The pathway was closed: {outcome}. Nothing leaves the house",
    ),
}
