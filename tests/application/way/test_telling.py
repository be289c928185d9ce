"""Every fact of a journal is told in plain words, in three languages, without a code in it."""

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from hjemover.application.house import Addresses
from hjemover.application.telling import Labels, say
from hjemover.application.telling.sentences import SENTENCES
from hjemover.application.telling.story import SILENT
from hjemover.application.telling.words import CODES, DETAILS
from hjemover.application.way.telling import BY_ITSELF, tell
from hjemover.definition.loading import load_folder
from hjemover.definition.models import PathwayDefinition
from hjemover.engine import decide
from hjemover.engine import events as e
from hjemover.engine.directory import Rules
from hjemover.engine.state import OverlapState
from hjemover.settings import content_folder
from hjemover.store.address_book import Organisation, Unit
from hjemover.store.journal import Entry, Envelope
from hjemover.vocabulary import LANGUAGES
from tests.pathways.walking import Seen, Walk, address_book

EVENTS = get_args(e.AnyEvent)
WALKS = 40


@cache
def kreft_hjem() -> PathwayDefinition:
    """Version 1: the one in force while these stories are told."""
    versions = [
        one.definition
        for one in load_folder(content_folder("pathways"))
        if one.definition is not None and one.definition.id == "kreft-hjem"
    ]
    return min(versions, key=lambda one: one.version)


@cache
def rules() -> Rules:
    return Rules(definition=kreft_hjem(), directory=address_book(kreft_hjem()))


@cache
def journals() -> tuple[tuple[e.AnyEvent, ...], ...]:
    """What random patients have been through, on ways that go everywhere."""
    seen, found = Seen(), []
    for seed in range(WALKS):
        walk = Walk(rules(), seed, seen)
        walk.go()
        found.append(tuple(walk.journal))
    return tuple(found)


def labels(language="nb") -> Labels:
    directory = rules().directory
    places = {facts.organisation for facts in directory.units.values()}
    addresses = Addresses(
        organisations={
            one: Organisation(id=one, name=one.title(), kind="municipality") for one in places
        },
        units={
            one: Unit(id=one, organisation=facts.organisation, name=f"Enheten {number}")
            for number, (one, facts) in enumerate(directory.units.items())
        },
        mail={},
    )
    return Labels(kreft_hjem(), addresses, {"kari": "Kari Nilsen"}, language)


def test_every_fact_has_its_sentence_and_no_other() -> None:
    assert {kind for kind, _ in SENTENCES} == set(EVENTS)
    assert set(EVENTS) >= BY_ITSELF | SILENT


@pytest.mark.parametrize("told", [*SENTENCES.values(), *CODES.values(), *DETAILS.values()])
def test_each_sentence_is_in_three_languages_with_the_same_names_in_it(told) -> None:
    assert len(told) == len(LANGUAGES)
    assert all(text.strip() for text in told)
    names = [{part[1] for part in Formatter().parse(text)} for text in told]
    assert names[0] == names[1] == names[2]
    assert not any(text.endswith(".") for text in told), "it stands beside other facts of a list"


def seldom() -> tuple[e.AnyEvent, ...]:
    """Facts that random patients seldom see, each once."""
    at, offer, talk = datetime(2026, 3, 2, 9, tzinfo=UTC), "send-1#1", "hold-2#1"
    unit = next(iter(rules().directory.units))
    struck = next(event for event in kreft_hjem().events if "-" in event)
    due = next(event.due for event in journals()[0] if getattr(event, "due", None))
    return (
        e.AnswerCorrected(
            at=at, step="hold-1", field="urgent", value=True, previous=False, reason="Feil kryss"
        ),
        e.DateSet(at=at, name="told", value=None, previous=at.date()),
        e.TaskBroughtForward(at=at, obligation=talk),
        e.TaskClaimed(at=at, obligation=talk, person="kari"),
        e.TaskReleased(at=at, obligation=talk),
        e.TaskReleased(at=at, obligation=talk, reason="away"),
        e.ItemChecked(at=at, obligation=talk, item="Medisiner"),
        e.ItemUnchecked(at=at, obligation=talk, item="Medisiner"),
        e.HandoffHeldBack(at=at, step="send-1", because="dates.told != null", branch=""),
        e.HandoffAccepted(
            at=at, obligation=talk, step="send-1", receiver=unit, person="", tacit=True
        ),
        e.ReceiversAsked(at=at, quorum="send-1#1", step="send-1", parties=("gp",), need=1),
        e.QuorumReached(at=at, quorum="send-1#1", step="send-1"),
        e.QuorumLost(at=at, quorum="send-1#1", step="send-1", outcome="rejected"),
        e.OverlapBegan(
            at=at,
            obligation=talk,
            step="send-1",
            holder=unit,
            overlap=OverlapState(until="hold-1"),
        ),
        e.OverlapEnded(at=at, obligation=talk, step="send-1", reason="r"),
        e.TaskGivenUp(at=at, obligation=talk, step="hold-1", unit=unit),
        e.LimitExtended(at=at, obligation=talk, reason="r", due=due, previous=due, schedule=()),
        e.ClockStopped(at=at, obligation=talk, reason="patient-ill", previous=due),
        e.ClockStarted(at=at, obligation=talk, by="day", due=due, schedule=()),
        e.TaskReassigned(at=at, obligation=talk, owner=unit),
        e.DeadlineMoved(at=at, obligation=talk, due=due, previous=None, schedule=()),
        e.DeadlineMoved(at=at, obligation=talk, due=due, previous=due, schedule=()),
        e.CopyWithheld(at=at, obligation=offer, party="gp", purpose="sharing"),
        e.CopyDelivered(at=at, obligation=offer, party="gp"),
        e.CopyUndelivered(at=at, obligation=offer, party="gp", reason="unknown-unit"),
        e.CopyAcknowledged(at=at, obligation=offer, party="gp"),
        e.HandoffReoffered(at=at, obligation=offer, receiver=unit, reason=""),
        e.HandoffReoffered(at=at, obligation=offer, receiver=unit, reason="moved"),
        e.HandoffWithdrawn(at=at, obligation=offer, step="send-1", reason="enough"),
        e.HandoffWithdrawn(at=at, obligation=offer, step="send-1", reason=struck),
        e.HandoffWithdrawn(at=at, obligation=offer, step="send-1", reason="too-few"),
        e.DecisionTaken(at=at, step="hold-1", then="joined", because="true"),
        e.DecisionTaken(at=at, step="hold-1", then="send-1", because=""),
        e.HandoffExpired(at=at, obligation=offer, step="send-1"),
        e.BranchesLeft(at=at, join="after-2#1"),
        e.SubpathwayStarted(
            at=at,
            obligation=talk,
            step="hold-1",
            definition="x",
            children=("p2",),
            holder=unit,
        ),
        e.SubpathwayStarted(
            at=at,
            obligation=talk,
            step="hold-1",
            definition="x",
            children=("p2",),
            joined=True,
            holder=unit,
        ),
        e.SubpathwaySkipped(at=at, step="hold-1", definition="x"),
        e.SubpathwayReported(at=at, obligation=talk, step="hold-1", child="p2", outcome="FERDIG"),
        e.SubpathwayEnded(at=at, obligation=talk, step="hold-1", outcome=""),
        e.SubpathwayRefused(at=at, step="hold-1", child="p2", why="answer-missing"),
        e.PathwayAwaited(at=at, by="p9"),
        e.NoticeWithheld(at=at, step="tell-finished", party="gp", purpose="sharing"),
        e.OccurrenceTold(at=at, occurrence="Blodprøve"),
        e.AbsenceWatched(at=at, obligation=talk, event="moved", until=at),
        e.AbsenceNoticed(at=at, obligation=talk, event="moved", occurrence="Blodprøve"),
        e.AccrualStarted(at=at, accrual="Betaling", because="x", unit=unit, counts_from=at),
        e.AccrualStopped(at=at, accrual="Betaling", because="x"),
        e.AccrualMoved(at=at, accrual="Betaling", run=0, counts_from=at, previous=at),
    )


def test_the_facts_that_are_tried_are_all_there_are() -> None:
    tried = {type(event) for journal in (*journals(), seldom()) for event in journal}
    assert tried == set(EVENTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_has_a_code_or_an_empty_place_in_it(language) -> None:
    named = labels(language)
    codes = {
        *kreft_hjem().steps, *kreft_hjem().events, *kreft_hjem().dates, *kreft_hjem().parties,
        *kreft_hjem().outcomes, *(outcome for step in kreft_hjem().steps.values()
        for outcome in getattr(step, "outcomes", {})),
    }  # fmt: skip
    # What is a word of its own as well cannot be told from one.
    codes = {code for code in codes if re.search("[-_0-9]", code)}
    for journal in (*journals(), seldom()):
        for event in journal:
            told = say(event, named)
            assert not re.search(r"[{}#@]|None|\bTrue\b|\bFalse\b", told), told
            assert not codes & set(re.findall(r"[\w-]+", told)), told


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_somebody_wrote_stands_beside_the_sentence(language) -> None:
    named = labels(language)
    told = [one for journal in journals() for one in tell(entries(journal), named)]
    written = [text for one in told for _, text in one.details]
    assert len(written) > WALKS
    assert all(label for one in told for label, _ in one.details)
    assert not any(re.search("[{}]", text) for text in written)


def entries(journal) -> list[Entry]:
    return [
        Entry(
            ref="p",
            sequence=number,
            event_type="",
            event=event,
            effective=event.at,
            envelope=Envelope(command_id="x", actor="kari", recorded=journal[-1].at),
            hash=b"",
        )
        for number, event in enumerate(journal, start=1)
    ]


def test_both_times_are_told_and_a_late_one_is_marked() -> None:
    journal = next(one for one in journals() if one[0].at.date() < one[-1].at.date())
    first, last = (tell(entries(journal), labels())[place] for place in (0, -1))
    assert (first.effective, first.recorded, first.late) == (journal[0].at, journal[-1].at, True)
    assert (last.effective, last.late) == (journal[-1].at, False)
    assert first.actor == "Kari Nilsen"


def test_of_content_that_was_removed_by_law_only_that_it_was_is_told() -> None:
    (entry,) = (
        Entry(
            ref="p", sequence=1, event_type="task-completed", event=None, effective=event.at,
            envelope=Envelope(command_id="x", actor="system", recorded=event.at), hash=b"",
        )
        for event in journals()[0][:1]
    )  # fmt: skip
    (told,) = tell([entry], labels("en"))
    assert told.said == "The content was removed by law"
    assert told.actor == "The system"


def test_every_reason_that_the_engine_itself_ends_something_for_has_words() -> None:
    engine = Path(decide.__code__.co_filename).parent
    source = "".join(file.read_text(encoding="utf-8") for file in engine.glob("*.py"))
    reasons = set(re.findall(r'(?:end_all|withdraw_rest)\(.*"([a-z-]+)"\)', source))

    assert len(reasons) > 5
    assert reasons <= set(CODES)


def test_each_row_of_a_table_is_a_line_where_there_is_room_and_a_clause_in_a_sentence():
    said = labels()
    themes = said.fields("hold-1")["themes"]
    told = {"nutrition": {"note": "Spiser lite"}, "leisure": {"note": "Sykepenger"}}

    lines = said.answer_in_lines(themes, told).splitlines()

    assert len(lines) == 2
    assert "Spiser lite" in lines[0]
    assert "Sykepenger" in lines[1]
    assert said.answer(themes, told) == "; ".join(lines)
    assert said.answer_in_lines(themes, None) == said.answer(themes, None)
