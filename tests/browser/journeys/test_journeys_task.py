"""A task that asks much: begun, left, found again, mended, done, and on to the next."""

from datetime import date

import pytest

from hjemover.engine import commands as c
from tests.application.town import DAY, HOSPITAL, MONDAY, Town
from tests.browser.journeys.conftest import At
from tests.web.ways import INCLUSION, filled, newly_enrolled

TALK = "Hold samtale 1 om hva pasienten trenger"


@pytest.fixture
def talk(town: Town) -> Town:
    """A patient who has said yes to the first talk."""
    ref = newly_enrolled(town)
    for step, outcome, form in (("include", "done", INCLUSION), ("offer-1", "accepted", "")):
        answers = filled(form) if form else {}
        done = c.CompleteTask(obligation=town.open(ref, step).id, outcome=outcome, answers=answers)
        town.order(ref, done, HOSPITAL)
    town.until(MONDAY + DAY)
    return town


def test_a_form_is_begun_left_found_again_and_sent(at: At, talk: Town):
    """Kari is called away in the middle, and later comes back to what she had written."""
    kari = at("kari")
    kari.opens("/innboks")
    kari.presses(TALK)
    kari.is_at(TALK)
    kari.ticks("Gjennomført")
    kari.writes("Samtalen ble holdt", date(2026, 3, 2))
    kari.writes("Tallet fra termometeret", "seks")
    kari.writes("Hva er viktig for deg?", "Barnebarna")
    kari.chooses("Behov", "Stort behov", by="Ernæring og måltider")
    kari.ticks("Ja", by="Barn som er pårørende")
    kari.presses("Lagre og fortsett senere")
    kari.is_told("Kladden er lagret. Den venter på deg her.")
    kari.presses("Finn pasient")
    kari.presses("Innboks")
    kari.presses(TALK)
    kari.reads("Kladden din fra")
    kari.finds("Samtalen ble holdt", date(2026, 3, 2))
    kari.finds("Hva er viktig for deg?", "Barnebarna")
    kari.presses("Gå videre")
    kari.is_asked_to_mend("Holdt av (navn og rolle): Må fylles ut.", "Tallet fra termometeret")
    kari.finds("Tallet fra termometeret", "seks")
    kari.writes("Tallet fra termometeret", "6")
    kari.writes("Holdt av", "Kari, kreftsykepleier")
    kari.presses("Gå videre")
    kari.is_at("Fullfør oppgaven?")
    kari.reads("mandag 2. mars 2026", "Barnebarna", "Stort behov", "Dette skjer")
    kari.presses("Ja, fullfør")
    kari.is_told("Oppgaven er fullført.")
    kari.presses("Neste for pasienten: Skriv overføring til kommunen")
    kari.is_at("Skriv overføring til kommunen")
    kari.reads("Barnebarna")
