"""A patient goes from one unit to another: accepted, asked about, sent on."""

from tests.application.town import Town
from tests.browser.journeys.conftest import At

OFFER = "Svar på overføringen: Overfør til kommunen"


def test_a_handoff_is_accepted(at: At, town: Town):
    """Ola finds the patient on the list, reads what is asked of them, and takes over."""
    town.enrol(1)
    ola = at("ola")
    ola.opens("/innboks")
    ola.is_at("Alt som venter på oss (1)")
    ola.presses(OFFER, by="Tålmodig Fjellrev 1")
    ola.is_at(OFFER)
    ola.reads("Tålmodig Fjellrev 1", "Frist om 2 virkedager", "Kreftavdelingen, Helse Bergen")
    ola.presses("Ta imot pasienten")
    ola.is_at("Ta imot pasienten?")
    ola.reads("Dette skjer")
    ola.presses("Ja, vi tar imot")
    ola.is_told("Mottatt. Ansvaret er hos dere nå.")
    ola.is_at("Alt som venter på oss (0)")


def test_a_handoff_is_returned_with_a_question_and_answered(at: At, town: Town):
    """Ola must know more before she can accept. Kari answers, and then Ola accepts."""
    town.enrol(1)
    ola, kari = at("ola"), at("kari")
    ola.opens("/innboks")
    ola.presses(OFFER)
    ola.presses("Send tilbake med et spørsmål")
    ola.is_at("Send tilbake med et spørsmål")
    ola.presses("Gå videre")
    ola.is_asked_to_mend("Skriv spørsmålet først.")
    ola.writes("Hva må dere vite", "Hvem ringer pasienten?")
    ola.presses("Gå videre")
    ola.is_at("Send tilbake med et spørsmål?")
    ola.reads("Hvem ringer pasienten?", "Dette skjer")
    ola.presses("Endre")
    ola.writes("Hva må dere vite", "Hvem ringer pasienten i kveld?")
    ola.presses("Gå videre")
    ola.presses("Ja, send spørsmålet")
    ola.is_told("Spørsmålet er sendt.")

    kari.opens("/innboks")
    kari.presses("Svar på spørsmålet")
    kari.reads("Hvem ringer pasienten i kveld?")
    kari.presses("Svar på spørsmålet")
    kari.is_at("Svar på spørsmålet")
    kari.reads("Hvem ringer pasienten i kveld?")
    kari.writes("Svaret", "Det gjør vi, klokka seks.")
    kari.presses("Gå videre")
    kari.presses("Ja, send svaret")
    kari.is_told("Svaret er sendt.")

    ola.opens("/innboks")
    ola.presses(OFFER)
    ola.reads("Det gjør vi, klokka seks.")
    ola.presses("Ta imot pasienten")
    ola.presses("Ja, vi tar imot")
    ola.is_told("Mottatt. Ansvaret er hos dere nå.")


def test_a_handoff_is_sent_on_to_the_right_unit(at: At, town: Town):
    """It is not for Ola's unit: the right one is found in the address book."""
    town.enrol(1)
    ola, eva = at("ola"), at("eva")
    ola.opens("/innboks")
    ola.presses(OFFER)
    ola.presses("Send videre til riktig enhet")
    ola.is_at("Send videre til riktig enhet")
    ola.writes("Søk etter enhet eller virksomhet", "Utopia")
    ola.presses("Søk i adresseboken")
    ola.reads("Ingen enhet heter det.")
    ola.writes("Søk etter enhet eller virksomhet", "askøy")
    ola.presses("Søk i adresseboken")
    ola.ticks("Mottak Askøy")
    ola.writes("Beskjed til dem", "Hun har flyttet til datteren.")
    ola.presses("Gå videre")
    ola.is_at("Send videre til riktig enhet?")
    ola.reads("Mottak Askøy", "Hun har flyttet til datteren.")
    ola.presses("Ja, send videre")
    ola.is_told("Sendt videre.")

    eva.opens("/innboks")
    eva.presses(OFFER)
    eva.reads("Hun har flyttet til datteren.")
