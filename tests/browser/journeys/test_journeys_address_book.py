"""The address book is put right with open eyes: who would be left alone is told first."""

from datetime import date

from hjemover.store.address_book import Absence
from tests.application.town import Town
from tests.browser.conftest import Complaints
from tests.browser.journeys.conftest import At

OLA = "Avslutt rollen: Ansatt ola"
"""What the form says that ends his work, for who cannot see whose row it stands in."""


def test_the_last_to_leave_is_warned_of_and_it_is_taken_back(
    at: At, town: Town, complaints: Complaints
):
    """Anne ends Ola's work, reads whom that touches, does it after all, and undoes it."""
    complaints.expect("409")  # what must be confirmed with open eyes
    town.change(Absence(person="lise", from_day=date(2020, 1, 1)))
    refs = [town.enrol(number) for number in range(2)]
    anne = at("anne")
    anne.opens("/adressebok")
    anne.writes("Virksomhet, enhet eller person", "mottak bergen")
    anne.presses("Søk")
    anne.presses("Mottak Bergen")
    anne.is_at("Mottak Bergen")
    anne.unfolds("Slutter: Ansatt ola")
    anne.writes("Siste dag", date(2026, 3, 6), by=OLA)
    anne.presses("Avslutt rollen", by=OLA)
    anne.is_at("Endringen lar noen stå alene")
    anne.reads("Mottak Bergen, Bergen er uten noen på jobb fra lørdag 7. mars 2026", *refs)
    anne.presses("Nei, gå tilbake")
    anne.does_not_read("til og med 6. mars 2026")
    anne.unfolds("Slutter: Ansatt ola")
    anne.writes("Siste dag", date(2026, 3, 6), by=OLA)
    anne.presses("Avslutt rollen", by=OLA)
    anne.presses("Gjør endringen likevel")
    anne.is_told("Adresseboken er endret.")
    anne.reads("til og med 6. mars 2026")
    anne.presses("Angre")
    anne.is_told("Endringen er tatt tilbake.")
    anne.does_not_read("til og med 6. mars 2026")
