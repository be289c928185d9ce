"""The picture says what a checklist, a gate, a limit and a quorum ask of people."""

import pytest

from hjemover.definition import load_text
from hjemover.definition.diagram.nodes import build_graph
from hjemover.definition.diagram.wording import Wording
from hjemover.vocabulary import LANGUAGES, Language
from tests.docs.pages import blocks, page

(UTREDNING,) = [
    one.text
    for one in blocks(page("language.md"))
    if (one.mark, one.name) == ("definition", "utredning")
]


def said(language: Language) -> list[str]:
    definition = load_text(UTREDNING).definition
    assert definition is not None
    nodes = build_graph(Wording(definition, language)).nodes.values()
    effects = [Wording(definition, language).effects(one) for one in definition.events.values()]
    notes = [note for node in nodes for note in node.notes]
    return [*notes, *(way.label for node in nodes for way in node.exits), *effects]


@pytest.mark.parametrize(
    "phrase",
    [
        "sjekkliste med 3 punkter",
        "Gjort (når sjekklisten er klar og Planen er avtalt)",
        "sendes når Planen er skrevet",
        "kan forlenges 2 ganger",
        "klokka kan stoppes",
        "stopper klokka for «Utred pasienten»",
        "når fristen er passert",
        "taushet er samtykke",
        "avsenderen er med til «Følg opp pasienten», senest 3 uker",
        "til Tjenestekontoret og Frivilligsentralen; én er nok",
        "svar innen 4 arbeidstimer",
    ],
)
def test_it_stands_in_the_picture(phrase: str) -> None:
    assert phrase in said("nb")


def test_nothing_is_left_unsaid_in_any_language() -> None:
    assert len({len(said(language)) for language in LANGUAGES}) == 1
    assert not any("{" in phrase for language in LANGUAGES for phrase in said(language))
