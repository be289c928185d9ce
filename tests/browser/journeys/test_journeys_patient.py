"""One patient: enrolled, put right, and what happened told of."""

from datetime import date

from hjemover.birth_number import make_synthetic
from tests.application.town import Town
from tests.browser.journeys.conftest import At
from tests.web.ways import newly_enrolled, offered

NUMBER = make_synthetic(date(1950, 3, 1), 0)
SLIP = NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)
"""As NUMBER, with a slip in its last digit."""


def test_a_patient_who_is_on_the_pathway_already_is_enrolled_once_more(at: At, town: Town):
    """Kari writes the number wrong, mends it, and is asked whether there are to be two."""
    town.enrol()
    kari = at("kari")
    kari.opens("/innboks")
    kari.presses("Meld inn")
    kari.is_at("Meld inn en pasient")
    kari.writes("Fødselsnummer", SLIP)
    kari.writes("Navn", "Tålmodig Fjellrev 0")
    kari.chooses("Kommune", "Bergen")
    kari.writes("Diagnosedato", date(2026, 2, 27))
    kari.presses("Se hva som skjer")
    kari.is_asked_to_mend("Nummeret stemmer ikke: to sifre kan ha byttet plass.")
    kari.writes("Fødselsnummer", NUMBER)
    kari.presses("Se hva som skjer")
    kari.is_at("Bekreft innmeldingen")
    kari.reads("Pasienten er allerede i dette forløpet.", "til Mottak Bergen, Bergen")
    kari.presses("Meld inn pasienten")
    kari.is_asked_to_mend("Kryss av, eller gå tilbake.")
    kari.ticks("Ja, pasienten skal ha et forløp til av samme slag")
    kari.presses("Meld inn pasienten")
    kari.is_told("Pasienten er meldt inn.")
    kari.is_at("Kort vei hjem")
    kari.reads("Tålmodig Fjellrev 0", "Mottak Bergen")


def test_a_date_is_put_right_when_what_moves_is_seen(at: At, town: Town):
    """Kari corrects when the patient was told, looks at what moves, and takes it back."""
    newly_enrolled(town)
    kari = at("kari")
    kari.opens("/innboks")
    kari.presses("Registrer pasienten i forløpet")
    kari.presses("Pakkeforløp hjem for pasienter med kreft")
    kari.is_at("Pakkeforløp hjem for pasienter med kreft")
    kari.presses("Rett Pasienten fikk vite diagnosen")
    kari.is_at("Rett «Pasienten fikk vite diagnosen»")
    kari.writes("Pasienten fikk vite diagnosen", date(2026, 12, 27))
    kari.presses("Se hva som skjer")
    kari.is_asked_to_mend("ligger fram i tid. Oppgi en dag som har vært.")
    kari.writes("Pasienten fikk vite diagnosen", date(2026, 2, 27))
    kari.presses("Se hva som skjer")
    kari.reads("Dette vil skje", "flyttes")
    kari.presses("Lagre rettelsen")
    kari.is_told("Datoen er rettet.")
    kari.reads("27. februar 2026")


def test_that_the_patient_has_moved_is_told_of(at: At, town: Town):
    """Kari tells where to; the offer that nobody has answered goes to the other town."""
    offered(town)
    kari = at("kari")
    kari.opens("/sporr")
    kari.writes("Fødselsnummer", NUMBER)
    kari.presses("Finn", by="Fødselsnummer")
    kari.presses("Pakkeforløp hjem for pasienter med kreft")
    kari.presses("Pasienten har flyttet")
    kari.presses("Se hva som skjer")
    kari.is_asked_to_mend("Kommune: Må fylles ut.")
    kari.chooses("Kommune", "Askøy")
    kari.presses("Se hva som skjer")
    kari.reads("Dette vil skje", "går til Mottak Askøy, Askøy i stedet for")
    kari.presses("Ja, meld fra")
    kari.is_told("Hendelsen er registrert.")
    kari.reads("Mottak Askøy, Askøy")
