"""The day at the list: begin, find what is most urgent, share out, end."""

from datetime import date

import pytest

from hjemover.application import accounts
from hjemover.store.address_book import Membership, Person
from hjemover.vocabulary import Role
from tests.application.town import DAY, INTAKE, MONDAY, Town
from tests.browser.journeys.conftest import At
from tests.web.people import EVER

PASSWORD = "fire ord er godt nok"
LIV = "Liv Marit Bergersen-Thorvaldsen"


@pytest.fixture
def busy(town: Town) -> Town:
    """Two offers whose limit has passed, two that came today, and a colleague at work."""
    town.change(
        Person(id="liv", name=LIV, login="liv"),
        Membership(person="liv", unit=INTAKE, role=Role.COORDINATOR, from_day=EVER),
    )
    for number in (1, 2):
        town.enrol(number)
    town.until(MONDAY + 10 * DAY)
    for number in (3, 4):
        town.enrol(number)
    return town


def test_the_day_begins_and_ends(at: At, busy: Town):
    """Ola signs in, sees what is on the list, looks at the late ones alone, and signs out."""
    accounts.set_up(busy.house, accounts.invite(busy.house, "ola"), PASSWORD)
    ola = at()
    ola.opens("/logg-inn")
    ola.is_at("Logg inn")
    ola.writes("Brukernavn", "ola")
    ola.writes("Passord", "noe helt annet")
    ola.presses("Logg inn")
    ola.is_at("Logg inn")
    ola.reads("Brukernavnet eller passordet er feil")
    ola.writes("Passord", PASSWORD)
    ola.presses("Logg inn")
    ola.is_at("Alt som venter på oss (4)")
    ola.reads("Kritisk forfalt (2)", "Frist snart", "Tålmodig Fjellrev 1", "Tålmodig Fjellrev 3")
    ola.ticks("Kritisk forfalt")
    ola.presses("Bruk filtrene")
    ola.is_at("Alt som venter på oss (2)")
    ola.reads("Tålmodig Fjellrev 2")
    ola.does_not_read("Tålmodig Fjellrev 3")
    ola.presses("Fjern filteret Hast: Kritisk forfalt")
    ola.is_at("Alt som venter på oss (4)")
    ola.unfolds("Ansatt ola")
    ola.presses("Logg ut")
    ola.is_at("Logg inn")


def test_several_rows_are_shared_out_at_once(at: At, busy: Town):
    """Ola gives three rows to Liv, and reads which of them somebody had taken before."""
    ola = at("ola")
    ola.opens("/innboks?visning=ikke-fordelt")
    ola.is_at("Ikke fordelt (4)")
    ola.presses("Ta", by="Tålmodig Fjellrev 3")
    ola.is_told("1 tatt.")
    ola.presses("Alt som venter på oss")
    for number in (1, 3, 4):
        ola.ticks("Velg", by=f"Tålmodig Fjellrev {number}")
    ola.chooses("Kollega", LIV)
    ola.presses("Gi til kollegaen")
    ola.is_told("3 gitt til kollegaen.")
    ola.presses("Angre")
    ola.is_told("Angret.")
    for number in (1, 4):
        ola.ticks("Velg", by=f"Tålmodig Fjellrev {number}")
    ola.writes("Utsett til dag", date(2026, 3, 13))
    ola.presses("Utsett", by="Utsett til dag")
    ola.is_at("Slik gikk det")
    ola.reads("1 utsatt. 1 kunne ikke:", "Tålmodig Fjellrev 1")
    ola.presses("Til listen")
    ola.does_not_read("Tålmodig Fjellrev 4")
    ola.presses("Utsatt")
    ola.reads("Tålmodig Fjellrev 4")
