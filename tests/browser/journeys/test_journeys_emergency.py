"""Somebody must help a patient who is not theirs; and somebody looks at that afterwards."""

from datetime import date

from hjemover.birth_number import make_synthetic
from tests.application.town import Town
from tests.browser.journeys.conftest import At

NUMBER = make_synthetic(date(1950, 3, 1), 0)


def test_a_stranger_opens_one_patient_with_a_reason_and_the_auditor_sees_to_it(at: At, town: Town):
    """Eva finds nobody, says why she must, reads the way; Rita reads that she did."""
    town.enrol()
    eva, rita = at("eva"), at("rita")
    eva.opens("/innboks")
    eva.presses("Finn pasient")
    eva.writes("Fødselsnummer", NUMBER[:10])
    eva.presses("Finn", by="Fødselsnummer")
    eva.is_asked_to_mend("Det er ti sifre. Mangler nullen først?")
    eva.writes("Fødselsnummer", NUMBER)
    eva.presses("Finn", by="Fødselsnummer")
    eva.reads("Ingen treff")
    eva.does_not_read("Tålmodig Fjellrev 0")
    eva.presses("Bruk nødrett")
    eva.is_at("Nødrett")
    eva.finds("Fødselsnummer", NUMBER)
    eva.presses("Åpne med nødrett")
    eva.is_asked_to_mend("Hvorfor")
    eva.writes("Hvorfor", "Bevisstløs i legevakten, må se avtalen")
    eva.presses("Åpne med nødrett")
    eva.is_at("Åpnet med nødrett")
    eva.reads("Tålmodig Fjellrev 0")
    eva.presses("Kort vei hjem")
    eva.is_at("Kort vei hjem")
    eva.reads("Du ser dette med nødrett.", "Kreftavdelingen, Helse Bergen")
    eva.does_not_read("Meld fra om en hendelse")

    rita.opens("/varsler")
    rita.presses("Innsyn")
    rita.is_at("Innsyn")
    rita.reads("Nødrett å følge opp (1)", "Ansatt eva", "Bevisstløs i legevakten, må se avtalen")
    rita.writes("Hva oppfølgingen viste", "Ringte legevakten: berettiget")
    rita.presses("Fulgt opp")
    rita.is_told("Nødretten er fulgt opp")
    rita.reads("Ingen venter på oppfølging.")
