"""A leader's week: what is stuck, who does what about it, and the meeting that goes through it."""

from datetime import date

import pytest

from hjemover.application import following_up
from hjemover.store.address_book import Membership
from hjemover.vocabulary import Role
from tests.application.town import ASKOY, BERGEN, DAY, HOSPITAL, MONDAY, Town
from tests.browser.journeys.conftest import At
from tests.web.people import EVER

STUCK = "Overfør til kommunen"


@pytest.fixture
def stuck(town: Town) -> Town:
    """Kari leads the ward, whose offers to Bergen and to Askøy nobody has answered."""
    town.change(Membership(person="kari", unit=HOSPITAL, role=Role.MANAGER, from_day=EVER))
    for number, home in enumerate((BERGEN, ASKOY)):
        town.clock.set(MONDAY + number * DAY)
        town.enrol(number, municipality=home)
    town.until(MONDAY + 8 * DAY)
    return town


def test_what_is_stuck_is_found_and_somebody_sees_to_it(at: At, stuck: Town):
    """Kari goes from the count to the list, to one counterpart, and writes who does what."""
    kari = at("kari")
    kari.opens("/oversikt")
    kari.is_at("Oversikt")
    kari.presses("2 står fast uten oppfølging")
    kari.is_at("Står fast 2")
    kari.chooses("Motpart", "Askøy (1)")
    kari.presses("Vis", by="Motpart")
    kari.is_at("Står fast 1")
    kari.reads("Tålmodig Fjellrev 1", "Mottak Askøy")
    kari.does_not_read("Tålmodig Fjellrev 0")
    kari.presses("Ingen følger opp. Skriv oppfølging", by="Tålmodig Fjellrev 1")
    kari.is_at(STUCK)
    kari.chooses("Hvem følger opp?", "Ansatt kari")
    kari.writes("Innen når?", date(2026, 3, 2))
    kari.presses("Lagre oppfølging")
    kari.is_asked_to_mend("Hva gjøres nå? Skriv hva som skal gjøres.")
    kari.writes("Hva gjøres nå?", "Ringer lederen på Askøy")
    kari.presses("Lagre oppfølging")
    kari.is_asked_to_mend("Innen når? Datoen har vært.")
    kari.writes("Innen når?", date(2026, 3, 13))
    kari.presses("Lagre oppfølging")
    kari.is_told("Oppfølgingen er skrevet.")
    kari.reads("Ringer lederen på Askøy", "Ansatt kari · innen fredag 13. mars 2026")
    kari.presses("Oversikt")
    kari.presses("1 står fast uten oppfølging")
    kari.does_not_read("Tålmodig Fjellrev 1")


def test_the_weekly_meeting_takes_along_what_was_not_done(at: At, stuck: Town):
    """Two rows are gone through; a week later what was agreed on comes back and gets a new day."""
    kari = at("kari")
    kari.opens("/oversikt")
    kari.presses("Ukemøte")
    kari.presses("Lag ukens liste nå")
    kari.is_told("Listen for uken er klar.")
    kari.is_at("Ukemøte, uke 11, 2026")
    kari.presses("Start gjennomgangen")
    kari.reads("1 av 2", "Tålmodig Fjellrev 0", "Slik står det nå")
    kari.writes("Hva gjøres nå?", "Sender brev til Bergen")
    kari.writes("Innen når?", date(2026, 3, 13))
    kari.presses("Lagre og gå videre")
    kari.reads("2 av 2", "Tålmodig Fjellrev 1")
    kari.presses("Gå videre uten ny oppfølging")
    kari.is_at("Ukemøte, uke 11, 2026")
    kari.reads("Hele listen er gjennomgått.", "2 gjennomgått, 1 med ny oppfølging")

    kari.leaves()
    stuck.until(MONDAY + 15 * DAY)
    following_up.freeze_week(stuck.house)
    kari = at("kari")
    kari.opens("/oversikt")
    kari.presses("Ukemøte")
    kari.is_at("Ukemøte, uke 12, 2026")
    kari.reads("Fra før: Sender brev til Bergen", "Dagen er passert")
    kari.presses(STUCK, by="Tålmodig Fjellrev 0")
    kari.reads("Ikke gjort fra før")
    kari.writes("Ny dag", date(2026, 3, 2))
    kari.presses("Før videre")
    kari.reads("Datoen har vært.")
    kari.writes("Ny dag", date(2026, 3, 20))
    kari.presses("Før videre")
    kari.is_told("Oppfølgingen er ført videre.")
    kari.reads("Avtalt i dette møtet", "innen fredag 20. mars 2026", "ført videre 1 gang")
