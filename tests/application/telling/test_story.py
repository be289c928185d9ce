"""What happened is told in sentences, in three languages, with parties by name."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from hjemover.application.telling.story import Storyteller
from hjemover.engine import Rules, deliberate
from hjemover.engine import commands as c
from hjemover.engine import events as e
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
ENROL = c.EnrolPathway(
    ref="p1",
    parties={"hospital": "ward"},
    dates={"diagnosed": date(2026, 3, 2)},
    subject=Subject(municipality="bergen"),
)


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
            ENROL,
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
        "Pasienten ble meldt inn.",
        "Sykehuset sendte «Overfør til kommunen» til mottak. "
        "Frist onsdag 4. mars 2026 (2 virkedager fra 2. mars 2026).",
        "Påminnelse om «Overfør til kommunen».",
        "Fristen for «Overfør til kommunen» gikk ut.",
        "«Overfør til kommunen» er levert i mottakerens system. Ingen har svart ennå.",
        "«Overfør til kommunen» ble åpnet hos mottakeren.",
        "En person hos mottak tok imot «Overfør til kommunen» og har nå ansvaret.",
        "Kreftsykepleier fikk oppgaven «Besøk pasienten». "
        "Frist torsdag 12. mars 2026 (5 virkedager fra 5. mars 2026).",
        "«Besøk pasienten» er gjort.",
        "Forløpet ble avsluttet: Fullført.",
    ]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nn", "Ein person hos mottak tok imot «Overfør til kommunen» og har no ansvaret."),
        ("en", "The pathway was closed: Completed."),
    ],
)
def test_the_story_is_told_in_the_other_languages(language: Language, sentence: str) -> None:
    told = story(language)

    assert sentence in told
    assert len(told) == len(story("nb"))


def test_a_party_that_becomes_another_unit_is_told_with_both_units() -> None:
    teller = Storyteller(RULES.definition, "nb", DIRECTORY)
    teller.tell(deliberate(RULES, None, ENROL, at(2)).events)

    [told] = teller.tell(
        [e.PartyResolved(at=at(3), party="intake", unit="bergen-nurse", previous="bergen-intake")]
    )

    assert told.said == "Mottak er nå bergen-nurse, ikke lenger bergen-intake."


def test_a_reason_that_ends_with_a_full_stop_gets_no_other() -> None:
    teller = Storyteller(RULES.definition, "nb", DIRECTORY)
    turn = deliberate(RULES, None, ENROL, at(2))
    no = c.RejectHandoff(
        obligation="send#1", reason="Vi har ikke plass.", answers={"why": "not-our-patient"}
    )
    after = deliberate(RULES, turn.pathway, no, at(3))

    told = [one.said for one in teller.tell([*turn.events, *after.events])]

    assert "Mottak avviste «Overfør til kommunen»: Vi har ikke plass." in told
