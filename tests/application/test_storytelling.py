"""What happened is told in sentences, in three languages, with parties by name."""

from datetime import date, datetime
from string import Formatter
from zoneinfo import ZoneInfo

import pytest

from hjemover.application.storytelling import Storyteller
from hjemover.application.storytelling.words import SENTENCES
from hjemover.engine import Rules, deliberate
from hjemover.engine import commands as c
from hjemover.engine.directory import Directory, UnitFacts
from hjemover.engine.state import Subject
from hjemover.vocabulary import Language
from tests.application.town import definition

OSLO = ZoneInfo("Europe/Oslo")
UNITS = {
    "ward": ("hus", "cancer-care"),
    "bergen-intake": ("bergen", "intake"),
    "bergen-nurse": ("bergen", "cancer-nurse"),
}
DIRECTORY = Directory(
    units={
        name: UnitFacts(id=name, organisation=place, services=(service,))
        for name, (place, service) in UNITS.items()
    },
    services={pair: name for name, pair in UNITS.items()},
)
RULES = Rules(definition=definition(), directory=DIRECTORY)


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=OSLO)


def story(language: Language) -> list[str]:
    """Handed over on a Monday, nobody answers in two working days, then accepted."""
    teller = Storyteller(RULES.definition, language, DIRECTORY)
    told: list[str] = []
    pathway = None
    acts: list[tuple[datetime, c.AnyCommand]] = [
        (
            at(2),
            c.EnrolPathway(
                ref="p1",
                parties={"hospital": "ward"},
                dates={"diagnosed": date(2026, 3, 2)},
                subject=Subject(municipality="bergen"),
            ),
        ),
        (at(5), c.AdvanceTime()),
        (at(5, 11), c.AcceptHandoff(obligation="send#1", person="ola")),
        (at(6), c.CompleteTask(obligation="visit#1", outcome="done")),
    ]
    for now, command in acts:
        turn = deliberate(RULES, pathway, command, now)
        pathway = turn.pathway
        told += [sentence.said for sentence in teller.tell(turn.events)]
    return told


def test_the_story_is_told_in_bokmaal() -> None:
    assert story("nb") == [
        "Pasienten meldes inn i «Kort vei hjem».",
        "Sykehuset sender «Overfør til kommunen» til mottak, og har ansvaret til de svarer. "
        "Frist onsdag 4. mars 2026 (2 virkedager fra 2. mars 2026).",
        "Mottak blir minnet om «Overfør til kommunen».",
        "Fristen for «Overfør til kommunen» går ut hos mottak.",
        "«Overfør til kommunen» er kommet fram til mottak.",
        "En person hos mottak har sett «Overfør til kommunen».",
        "Mottak tar over ansvaret: «Overfør til kommunen».",
        "Kreftsykepleier får oppgaven «Besøk pasienten». "
        "Frist torsdag 12. mars 2026 (5 virkedager fra 5. mars 2026).",
        "Kreftsykepleier er ferdig med «Besøk pasienten»: Gjort.",
        "Forløpet avsluttes: Fullført.",
    ]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nn", "Kreftsjukepleiar er ferdig med «Besøk pasienten»: Gjort."),
        ("en", "Cancer nurse has finished “Visit the patient”: Done."),
    ],
)
def test_the_story_is_told_in_the_other_languages(language: Language, sentence: str) -> None:
    told = story(language)

    assert sentence in told
    assert len(told) == len(story("nb"))


@pytest.mark.parametrize("key", sorted(SENTENCES))
def test_a_sentence_says_the_same_in_each_language(key: str) -> None:
    gaps = [{name for _, name, _, _ in Formatter().parse(said) if name} for said in SENTENCES[key]]

    assert gaps[0] == gaps[1] == gaps[2]
    assert len({bool(said) for said in SENTENCES[key]}) == 1
