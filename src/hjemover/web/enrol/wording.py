"""What is wrong with an enrolment, in words, with the next move."""

from collections.abc import Mapping
from typing import Final

from hjemover.application.admitting import Finding, FindingCode
from hjemover.application.way import Labels
from hjemover.web.wording import N_, Words

FINDINGS: Final[Mapping[FindingCode, str]] = {
    "empty": N_("Skriv fødselsnummeret, eller kryss av for at pasienten ikke har noe."),
    "not-digits": N_("Nummeret skal bare ha sifre. Skriv de elleve sifrene, gjerne med mellomrom."),
    "ten-digits": N_("Nummeret har ti sifre. Mangler det en null foran?"),
    "wrong-length": N_("Et fødselsnummer har elleve sifre. Se over at alle er med."),
    "no-such-day": N_("De seks første sifrene er ingen dato. Se over dem."),
    "check-digits": N_("Nummeret stemmer ikke: to sifre kan ha byttet plass. Se over det."),
    "may-be-real": N_(
        "Nummeret kan tilhøre en ekte person, og her er det bare prøvepersoner."
        " Bruk et syntetisk nummer (måned + 80)."
    ),
    "test-person": N_("Nummeret tilhører en prøveperson. De meldes ikke inn her."),
    "unclear-number": N_(
        "Måneden i nummeret er 40 for høy: et hjelpenummer fra et sykehus, eller en prøveperson."
        " Se over at det er riktig pasient."
    ),
    "name-missing": N_("Skriv navnet på pasienten."),
    "name-too-long": N_(
        "Navnet er for langt, eller har tegn som ikke kan brukes. Skriv det kortere."
    ),
    "case-unfit": N_("Saksnummeret er for langt, eller har tegn som ikke kan brukes."),
    "case-is-a-person": N_(
        "Dette er et fødselsnummer. En sak har ingen pasient: skriv sakens eget nummer, eller"
        " la feltet stå tomt."
    ),
    "date-missing": N_("Fyll ut datoen."),
    "date-in-future": N_("Datoen ligger fram i tid. Er dag og måned byttet om?"),
    "date-before-birth": N_("Datoen er før pasienten ble født. Se over årstallet."),
    "place-missing": N_("Velg fra listen."),
    "nobody-answers": N_(
        "Ingen enhet der svarer for «%(party)s» i adresseboken. Noen må velge enhet når det trengs."
    ),
    "known-patient": N_("Pasienten er registrert her fra før. Navnet som står der, blir brukt."),
    "open-here": N_("Pasienten er allerede i dette forløpet. Skal det virkelig startes et til?"),
    "open-elsewhere": N_("Pasienten har allerede et annet forløp som pågår."),
    "late-on-arrival": N_("Noe er allerede over fristen når forløpet starter: %(num)d dager."),
}


def say_finding(finding: Finding, words: Words, labels: Labels) -> str:
    """One sentence or two."""
    party = labels.party(finding.party) if finding.party else ""
    return words.text(FINDINGS[finding.code], party=party, num=finding.days)
