"""Wording that ships with the language, so that a designer need not write it again.

Outcomes, fields and choices with these names get these labels; a name in the file wins.
Hyphen and underscore count as the same in a lookup.
"""

from typing import Final

from hjemover.definition.models import Text

# code: (bokmål, nynorsk, English)
_OUTCOMES: Final = {
    "accepted": ("Takket ja", "Takka ja", "Accepted"),
    "declined": ("Takket nei", "Takka nei", "Declined"),
    "later": ("Ønsker det senere", "Ønskjer det seinare", "Later"),
    "rejected": ("Avvist", "Avvist", "Rejected"),
    "objected": (
        "Pasienten motsetter seg deling",
        "Pasienten motset seg deling",
        "Patient objects",
    ),
    "expired": ("Fristen løp ut", "Fristen gjekk ut", "Expired"),
    "blocked": ("Kan ikke sendes ennå", "Kan ikkje sendast enno", "Cannot be sent yet"),
    "withdrawn": ("Trukket tilbake", "Trekt tilbake", "Withdrawn"),
    "done": ("Gjort", "Gjort", "Done"),
    "held": ("Gjennomført", "Gjennomført", "Held"),
    "not_held": ("Ikke gjennomført", "Ikkje gjennomført", "Not held"),
    "no_show": ("Møtte ikke", "Møtte ikkje", "Did not attend"),
    "no_answer": ("Fikk ikke svar", "Fekk ikkje svar", "No answer"),
    "booked": ("Time avtalt", "Time avtalt", "Booked"),
    "no_need": ("Ingen behov", "Ingen behov", "No needs"),
    "needs": ("Har behov", "Har behov", "Has needs"),
    "yes": ("Ja", "Ja", "Yes"),
    "no": ("Nei", "Nei", "No"),
    "not_needed": ("Ikke nødvendig", "Ikkje nødvendig", "Not needed"),
    "no_offer": ("Ikke noe tilbud", "Ikkje noko tilbod", "No service available"),
    "too_ill": ("For syk", "For sjuk", "Too ill"),
    "not_reached": ("Ikke nådd", "Ikkje nådd", "Not reached"),
    "sent": ("Sendt", "Sendt", "Sent"),
    "appointed": ("Oppnevnt", "Oppnemnd", "Appointed"),
    "wrong_receiver": ("Feil mottaker", "Feil mottakar", "Wrong receiver"),
}

# What a receiver says of a handoff is not what a patient says of an offer.
_HANDOFF_OUTCOMES: Final = {
    "accepted": ("Mottatt", "Motteken", "Taken over"),
    "rejected": ("Avvist av mottakeren", "Avvist av mottakaren", "Rejected by the receiver"),
    "withdrawn": ("Trukket tilbake av avsenderen", "Trekt tilbake av avsendaren", "Withdrawn"),
}

_FIELDS: Final = {
    "again_on": ("Spør igjen", "Spør igjen", "Ask again on"),
    "ask_again_on": ("Spør igjen", "Spør igjen", "Ask again on"),
    "agreed_on": ("Avtalt dato", "Avtalt dato", "Agreed date"),
    "booked_for": ("Avtalt til", "Avtalt til", "Booked for"),
    "appointment": ("Avtalt time", "Avtalt time", "Appointment"),
    "comment": ("Kommentar", "Kommentar", "Comment"),
    "date": ("Dato", "Dato", "Date"),
    "date_of_death": ("Dødsdato", "Dødsdato", "Date of death"),
    "death_date": ("Dødsdato", "Dødsdato", "Date of death"),
    "contact_person": ("Kontaktperson", "Kontaktperson", "Contact person"),
    "gp": ("Fastlege", "Fastlege", "GP"),
    "held_on": ("Gjennomført dato", "Gjennomført dato", "Held on"),
    "happened_on": ("Når det skjedde", "Når det skjedde", "When it happened"),
    "how": ("Hvordan", "Korleis", "How"),
    "moved_on": ("Flyttedato", "Flyttedato", "Moving date"),
    "municipality": ("Kommune", "Kommune", "Municipality"),
    "needs": ("Behov", "Behov", "Needs"),
    "new_date": ("Ny dato", "Ny dato", "New date"),
    "note": ("Merknad", "Merknad", "Note"),
    "place": ("Sted", "Stad", "Place"),
    "reason": ("Begrunnelse", "Grunngiving", "Reason"),
    "receiver": ("Mottaker", "Mottakar", "Receiver"),
    "relapse_date": ("Dato for tilbakefall", "Dato for tilbakefall", "Date of relapse"),
    "review_on": ("Vurderes på nytt", "Vurderast på nytt", "Review on"),
    "scope": ("Hva det gjelder", "Kva det gjeld", "What it concerns"),
    "service": ("Tjeneste", "Teneste", "Service"),
    "told_on": ("Informert dato", "Informert dato", "Told on"),
    "unit": ("Enhet", "Eining", "Unit"),
    "urgent": ("Haster", "Hastar", "Urgent"),
    "what": ("Hva", "Kva", "What"),
    "when": ("Når", "Når", "When"),
    "why": ("Hvorfor", "Kvifor", "Why"),
}

_CHOICES: Final = {
    "all": ("Alle", "Alle", "All"),
    "by_letter": ("Brev", "Brev", "By letter"),
    "by_phone": ("Telefon", "Telefon", "By phone"),
    "by_video": ("Video", "Video", "By video"),
    "does_not_want": ("Ønsker det ikke", "Ønskjer det ikkje", "Does not want it"),
    "digital": ("Digitalt", "Digitalt", "Digital"),
    "high": ("Høy", "Høg", "High"),
    "home_visit": ("Hjemmebesøk", "Heimebesøk", "Home visit"),
    "low": ("Lav", "Låg", "Low"),
    "medium": ("Middels", "Middels", "Medium"),
    "missing_information": (
        "Opplysninger mangler",
        "Opplysningar manglar",
        "Information is missing",
    ),
    "no": ("Nei", "Nei", "No"),
    "no_capacity": ("Ikke kapasitet", "Ikkje kapasitet", "No capacity"),
    "no_offer": ("Ikke noe tilbud", "Ikkje noko tilbod", "No service available"),
    "no_need": ("Ingen behov", "Ingen behov", "No needs"),
    "none": ("Ingen", "Ingen", "None"),
    "not_our_patient": ("Ikke vår pasient", "Ikkje vår pasient", "Not our patient"),
    "not_reached": ("Ikke nådd", "Ikkje nådd", "Not reached"),
    "other": ("Annet", "Anna", "Other"),
    "phone": ("Telefon", "Telefon", "Phone"),
    "this_talk": ("Denne samtalen", "Denne samtalen", "This talk"),
    "too_ill": ("For syk", "For sjuk", "Too ill"),
    "unknown": ("Vet ikke", "Veit ikkje", "Unknown"),
    "video": ("Video", "Video", "Video"),
    "whole_pathway": ("Hele forløpet", "Heile forløpet", "The whole pathway"),
    "wrong_municipality": ("Feil kommune", "Feil kommune", "Wrong municipality"),
    "wrong_service": ("Feil tjeneste", "Feil teneste", "Wrong service"),
    "yes": ("Ja", "Ja", "Yes"),
}

_STEPS: Final = {
    "decide": ("Automatisk valg", "Automatisk val", "Automatic choice"),
    "parallel": ("Parallelle grener", "Parallelle greiner", "Parallel branches"),
}


def _texts(rows: dict[str, tuple[str, str, str]]) -> dict[str, Text]:
    return {code: Text(nb=nb, nn=nn, en=en) for code, (nb, nn, en) in rows.items()}


OUTCOME_WORDS: Final = _texts(_OUTCOMES)
HANDOFF_OUTCOME_WORDS: Final = OUTCOME_WORDS | _texts(_HANDOFF_OUTCOMES)
FIELD_WORDS: Final = _texts(_FIELDS)
CHOICE_WORDS: Final = _texts(_CHOICES)
STEP_WORDS: Final = _texts(_STEPS)


def word_for(words: dict[str, Text], code: str) -> Text | None:
    """The built-in wording of *code*, or None when it needs a name in the file."""
    return words.get(code.replace("-", "_"))
