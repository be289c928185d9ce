"""What the features call units, messages and causes, and how a sentence becomes a step."""

from collections.abc import Callable
from typing import Any

import norwegian_days as days
from pytest_bdd import parsers

from hjemover.vocabulary import StuckCause

PATIENT = r"(?P<patient>[A-ZÆØÅ][a-zæøå]+)"
PLACE = r"(?P<place>Innbygda|Utbygda)"
ON = rf"(?P<day>{days.DAY})"
AT = rf"(?P<time>{days.TIME})"
LABEL = r"«(?P<label>[^»]+)»"
_UNIT = (
    r"(?:kreftavdelingen|nabosykehuset|koordinerende enhet på sykehuset|fastlegen"
    r"|medisinsk avdeling|samhandlingssekretariatet|fagrådet"
    r"|sengeposten|poliklinikken|døgnposten|forløpskoordinatoren"
    r"|nabosykehusets poliklinikk|avtalespesialisten"
    r"|(?:mottaket|kreftkoordinatoren|koordinerende enhet|fysioterapeuten|hjemmetjenesten"
    r"|tjenestekontoret|hjemmesykepleien)"
    r" i (?:Innbygda|Utbygda))"
)
UNIT = rf"(?P<unit>{_UNIT})"
TO_UNIT = rf"(?P<to>{_UNIT})"
LISTENER = rf"(?P<listener>(?:lederen for )?{_UNIT})"

UNITS = {
    "kreftavdelingen": "nordre/cancer-care",
    "nabosykehuset": "sondre/cancer-care",
    "koordinerende enhet på sykehuset": "nordre/coordinating-unit",
    "fastlegen": "legesenteret/gp",
    "medisinsk avdeling": "nordre/deviations",
    "samhandlingssekretariatet": "nordre/cooperation-secretariat",
    "fagrådet": "nordre/professional-council",
    "poliklinikken": "nordre/mental-health-outpatient",
    "sengeposten": "nordre/hospital-ward",
    "døgnposten": "nordre/mental-health-ward",
    "forløpskoordinatoren": "nordre/pathway-coordinator",
    "nabosykehusets poliklinikk": "sondre/mental-health-outpatient",
    "avtalespesialisten": "psykologen/mental-health-outpatient",
}
SERVICES = {
    "mottaket": "intake",
    "kreftkoordinatoren": "cancer-coordinator",
    "koordinerende enhet": "coordinating-unit",
    "fysioterapeuten": "physiotherapy",
    "hjemmetjenesten": "deviations",
    "tjenestekontoret": "intake",
    "hjemmesykepleien": "home-nursing",
}
MESSAGES = {
    "ny oppgave": "task-requested",
    "ny overføring": "handoff-offered",
    "kopi": "handoff-copy",
    "påminnelse": "reminder",
    "fristen er passert": "deadline-passed",
    "ingen har tatt tak i dette": "escalation",
    "overføringen kom ikke fram": "handoff-undelivered",
    "spørsmål om overføringen": "handoff-returned",
    "svar om overføringen": "handoff-answered",
    "overføringen er avvist": "handoff-rejected",
    "overføringen er tatt imot": "handoff-accepted",
    "overføringen er trukket tilbake": "handoff-withdrawn",
    "til orientering": "notice",
}
WHY = {
    "feil kommune": "wrong_municipality",
    "feil tjeneste": "wrong_service",
    "ikke vår pasient": "not_our_patient",
    "opplysninger mangler": "missing_information",
}
CAUSES = {
    "meldingen ikke kom fram": StuckCause.NOT_DELIVERED,
    "ingen har svart i tide": StuckCause.NO_ANSWER,
    "ingen er på jobb der": StuckCause.NO_ACTIVE_PERSON,
}


def unit_of(said: str) -> str:
    """The unit that is called so."""
    service, found, place = said.partition(" i ")
    return f"{place.lower()}/{SERVICES[service]}" if found else UNITS[said]


def step(kind: Callable[..., Callable[..., Any]], pattern: str) -> Callable[..., Any]:
    """A step said in one way, matched whole."""
    return kind(parsers.re(rf"{pattern}\Z"))
