"""A condition is told as a clause that can follow "hvis", read from its tree."""

from functools import cache

import pytest

from hjemover.definition import load_text
from hjemover.definition.diagram.wording import Wording
from hjemover.definition.explaining.conditions import ConditionTeller
from hjemover.vocabulary import Language
from tests.definition.good import BASE, FORMS


@cache
def teller(language: Language = "nb") -> ConditionTeller:
    definition = load_text(BASE, forms=FORMS).definition
    assert definition is not None
    return ConditionTeller(Wording(definition, language))


CLAUSES = {
    "talk.urgent": "det er svart ja på «Haster»",
    "!talk.urgent": "det ikke er svart ja på «Haster»",
    "talk.urgent == false": "det ikke er svart ja på «Haster»",
    "talk.distress >= number.high": "«Grad av påkjenning» er minst 4",
    "4 <= talk.distress": "«Grad av påkjenning» er minst 4",
    "talk.distress < 2": "«Grad av påkjenning» er mindre enn 2",
    'offer.scope == "this-talk"': "«Hva det gjelder» er «Denne samtalen»",
    'offer.scope in ["this-talk", "whole-pathway"]': (
        "«Hva det gjelder» er en av «Denne samtalen» og «Hele forløpet»"
    ),
    'outcome.offer != "declined"': "«Tilby samtale» ikke endte med «Takket nei»",
    "rounds.offer > 1": "antall ganger «Tilby samtale» er gjort er mer enn 1",
    "late.send > 0": "antall dager «Overfør til kommunen» kom for sent er mer enn 0",
    'date.told == ""': "«Informert» ikke er kjent",
    'date.told >= "2026-01-01"': "«Informert» er 1. januar 2026 eller senere",
    "talk.urgent && talk.distress > 3 || date.told == ''": (
        "(det er svart ja på «Haster» og «Grad av påkjenning» er mer enn 3) "
        "eller «Informert» ikke er kjent"
    ),
    "talk.urgent && (talk.distress > 3 || date.told == '')": (
        "det er svart ja på «Haster» og "
        "(«Grad av påkjenning» er mer enn 3 eller «Informert» ikke er kjent)"
    ),
    "!(talk.urgent && talk.distress > 3)": (
        "det ikke er slik at det er svart ja på «Haster» og «Grad av påkjenning» er mer enn 3"
    ),
    "second_talk.needs.exists(need, need.service == 'x')": (
        "det i «Behov» er noe der «Tjeneste» er «x»"
    ),
    "size(second_talk.needs) > 0": "antallet i «Behov» er mer enn 0",
}


@pytest.mark.parametrize(("source", "told"), CLAUSES.items())
def test_a_condition_is_told_as_it_is_meant(source: str, told: str) -> None:
    assert teller().tell_source(source) == told


def test_the_other_languages_say_it_too() -> None:
    source = "talk.urgent && talk.distress >= number.high"

    assert teller("nn").tell_source(source) == (
        "det er svart ja på «Hastar» og «Grad av påkjenning» er minst 4"
    )
    assert teller("en").tell_source(source) == (
        "the answer to “Urgent” is yes and “Distress” is at least 4"
    )


def test_what_cannot_be_read_stays_as_it_was_written() -> None:
    assert teller().tell_source("talk.urgent &") == "talk.urgent &"
