"""One's own settings: how one is told, in which language, and that one is away."""

from datetime import date

from hjemover.engine import commands as c
from hjemover.store.address_book import Deputy
from tests.application.town import INTAKE, MONDAY, NURSE, Town
from tests.browser.journeys.conftest import At


def test_one_chooses_how_to_be_told_and_in_which_language(at: At):
    """Ola wants new work at once and no copies, and all of it in Nynorsk."""
    ola = at("ola")
    ola.opens("/innboks")
    ola.presses("Varsler")
    ola.is_at("Varsler")
    ola.ticks("Med en gang", by="Nytt arbeid")
    ola.ticks("Samlet én gang om dagen", by="Frister")
    ola.ticks("Aldri", by="Til orientering")
    ola.chooses("Samlevarselet kommer", "kl. 07.00")
    ola.presses("Lagre")
    ola.is_asked_to_mend("Skriv adressen din")
    ola.writes("E-postadressen din på jobb", "ola@post.example")
    ola.presses("Lagre")
    ola.is_told("Valgene dine er lagret.")
    ola.finds("E-postadressen din på jobb", "ola@post.example")
    ola.unfolds("Ansatt ola")
    ola.presses("Min side")
    ola.ticks("Nynorsk")
    ola.presses("Bytt språk")
    ola.is_told("Språket er bytt.")
    ola.presses("Varsel")
    ola.reads("Mine eigne varsel", "Samla éin gong om dagen")


def test_who_is_away_has_a_deputy_who_has_the_cases(at: At, town: Town):
    """Nina goes on leave; the intake stands in for her unit, and Ola has her case on his list."""
    ref = town.enrol(1)
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.order(ref, c.ClaimTask(obligation="visit#1", person="nina"), NURSE)
    town.change(Deputy(unit=NURSE, deputy=INTAKE, from_day=MONDAY.date()))
    nina, ola = at("nina"), at("ola")
    nina.opens("/varsler")
    nina.finds("Første dag", date(2026, 3, 2))
    nina.writes("Siste dag", date(2026, 3, 1))
    nina.presses("Registrer fravær")
    nina.is_asked_to_mend("Siste dag")
    nina.writes("Siste dag", date(2026, 3, 6))
    nina.presses("Registrer fravær")
    nina.is_told("Oppgaver som kom tilbake på listen: 1.")
    nina.reads("Ingen er på jobb i dag. Mottak Bergen, Bergen har sakene på listen sin.")

    ola.opens("/innboks")
    ola.reads("Besøk pasienten", "Tålmodig Fjellrev 1")
