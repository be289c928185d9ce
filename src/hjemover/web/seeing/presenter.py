"""The access log in words that a patient would understand."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from hjemover.application.overseeing import Told
from hjemover.application.seeing import Look
from hjemover.birth_number import BirthNumberError, Fault
from hjemover.store.emergencies import ToReview
from hjemover.vocabulary import PathwayStatus
from hjemover.web import formats
from hjemover.web.wording import N_, Words

ACTIONS: Final[Mapping[str, str]] = {
    "search": N_("Søkte etter pasienten"),
    "list-hit": N_("Så navnet i en liste"),
    "open": N_("Åpnet"),
    "print": N_("Skrev ut"),
    "export": N_("Tok ut som fil"),
    "change": N_("Endret"),
    "deny": N_("Prøvde, og fikk ikke tilgang"),
    "emergency": N_("Tok nødrett"),
    "audit": N_("Leste hvem som har sett pasienten"),
}
THINGS: Final[Mapping[str, str]] = {
    "inbox": N_("innboksen"),
    "task": N_("en oppgave"),
    "pathway": N_("forløpet"),
    "way": N_("pasientens vei"),
    "map": N_("kartet over forløpet"),
    "change": N_("en endring"),
    "printed-list": N_("dagens liste på papir"),
    "stuck": N_("listen over det som står fast"),
    "meeting": N_("møtelisten"),
    "measure": N_("listen bak et måltall"),
    "look-up": N_("oppslag på fødselsnummer"),
    "birth-number": N_("hele fødselsnummeret"),
    "patient": N_("pasienten"),
    "page": N_("en side"),
    "access-log": N_("innsynsloggen"),
    "emergency": N_("nødrett"),
    "address-book": N_("adresseboken"),
}
RULES: Final[Mapping[str, str]] = {
    "part-in-pathway": N_("enheten har en del i forløpet"),
    "stands-in": N_("enheten er stedfortreder"),
    "was-sent-it": N_("enheten fikk den tilsendt"),
    "emergency": N_("nødrett"),
    "look-up": N_("oppslag"),
    "auditor": N_("innsynsansvarlig"),
    "administrator": N_("administrator av adresseboken"),
    "none": N_("ingen grunn"),
}
STATUSES: Final[Mapping[PathwayStatus, str]] = {
    PathwayStatus.ACTIVE: N_("pågår"),
    PathwayStatus.ON_HOLD: N_("på pause"),
    PathwayStatus.COMPLETED: N_("avsluttet"),
}
_FAULTS: Final[Mapping[Fault, str]] = {
    "empty": N_("Skriv et fødselsnummer."),
    "not-digits": N_("Et fødselsnummer har bare sifre."),
    "ten-digits": N_("Det er ti sifre. Mangler nullen først?"),
    "wrong-length": N_("Et fødselsnummer har elleve sifre."),
    "no-such-day": N_("De seks første sifrene er ingen dato."),
    "check-digits": N_("Kontrollsifrene stemmer ikke. Se etter en slurvefeil."),
}


class LookRow(Struct, frozen=True, kw_only=True):
    """One line, worded."""

    when: str
    who: str
    where: str
    what: str
    why: str
    denied: bool


class ReviewRow(Struct, frozen=True, kw_only=True):
    """One emergency access to follow up, worded."""

    id: str
    who: str
    unit: str
    when: str
    reason: str
    told: str
    unheard: bool


def look_row(look: Look, words: Words) -> LookRow:
    place = look.organisation if look.unit is None else f"{look.unit}, {look.organisation}"
    thing = words.text(THINGS.get(look.thing, THINGS["page"]))
    return LookRow(
        when=formats.instant(look.at, words.language, weekday=False),
        who=look.who or words.text(N_("Ansatt ved annen virksomhet")),
        where=place,
        what=f"{words.text(ACTIONS.get(look.action, ACTIONS['open']))}: {thing}",
        why=words.text(RULES.get(look.rule, RULES["none"])),
        denied=look.denied,
    )


TOLD: Final[Mapping[Told, str]] = {
    "sent": N_("Beskjed er sendt på e-post."),
    "waiting": N_("Beskjed er på vei på e-post."),
    "nobody": N_("Ingen innsynsansvarlig fikk beskjed på e-post."),
}


def review_row(one: ToReview, units: Mapping[str, str], told: Told, words: Words) -> ReviewRow:
    taken = one.emergency
    return ReviewRow(
        id=taken.id,
        who=one.name,
        unit=units.get(taken.unit, ""),
        when=formats.instant(taken.began, words.language),
        reason=taken.reason,
        told=words.text(TOLD[told]),
        unheard=told == "nobody",
    )


def say_number_fault(wrong: BirthNumberError, words: Words) -> str:
    return words.text(_FAULTS[wrong.code])
