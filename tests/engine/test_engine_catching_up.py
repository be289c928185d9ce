"""Days without a clock give the same story as none: the same facts, true at the same times."""

from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hjemover.engine import Pathway, Rules, deliberate, next_wakeup
from hjemover.engine import commands as c
from hjemover.engine import events as e
from tests.engine.definitions import (
    CLOCK,
    JOINED,
    after,
    before,
    end,
    limit,
    notice,
    parallel,
    task,
    wait,
)
from tests.engine.story import Story, at, rules_of

LADDER = (("1 week", ("hospital.lead",)), ("3 weeks", ("hospital.lead",)))
LONG = rules_of(
    [
        wait("rest", "call", otherwise=after("3 weeks"), party="hospital"),
        notice("call", "fork", "hospital", "gp"),
        parallel("fork", "again", x="visit", y="pause", join="all"),
        wait("visit", "tell", until=after("2 months", CLOCK)),
        notice("tell", JOINED, "gp"),
        wait("pause", JOINED, otherwise=after("40 days")),
        wait("again", "late", until=before("2 days", CLOCK), otherwise=after("1 day")),
        task(
            "late",
            "hospital",
            limit("6 months", remind=("1 week", "1 month"), escalate=LADDER),
            then="finish",
        ),
        end("finish", "FULLFORT"),
    ]
)
"""Waits, notices and branches that lead on by themselves to a task that nobody ever does."""

START = at("2026-03-02")
stories = st.sampled_from(["rest", "offer", "send", "talk-2", "last-things", "keep-quiet"])
gaps = st.lists(st.integers(min_value=1, max_value=24 * 120), max_size=12)


def begun(start: str) -> Story:
    if start == "rest":
        return Story(LONG).enrol()
    return Story().enrol(start=start)


def passed(story: Story, instants: list[datetime]) -> list[e.AnyEvent]:
    return let_pass(story.rules, story.pathway, instants)


def at_every_timer(story: Story, until: datetime) -> list[e.AnyEvent]:
    return let_strike(story.rules, story.pathway, until)


def let_pass(rules: Rules, pathway: Pathway, instants: list[datetime]) -> list[e.AnyEvent]:
    """What time brings when somebody lets it pass at each of *instants*."""
    found: list[e.AnyEvent] = []
    for now in instants:
        turn = deliberate(rules, pathway, c.AdvanceTime(), now)
        pathway = _stored(turn.pathway)
        found += turn.events
    return found


def _stored(pathway: Pathway) -> Pathway:
    raw = msgspec.json.encode(pathway, order="deterministic")
    return msgspec.json.decode(raw, type=Pathway)


def let_strike(rules: Rules, pathway: Pathway, until: datetime) -> list[e.AnyEvent]:
    """What time brings when the pathway is woken at each of its timers."""
    found: list[e.AnyEvent] = []
    while (wake := next_wakeup(pathway)) is not None and wake <= until:
        turn = deliberate(rules, pathway, c.AdvanceTime(), wake)
        assert turn.events, "a timer that brings nothing would strike for ever"
        assert all(event.at == wake for event in turn.events)
        pathway = _stored(turn.pathway)
        found += turn.events
    return found


@pytest.mark.parametrize("days_away", [3, 45, 550])
@pytest.mark.parametrize("start", ["rest", "offer", "send", "talk-2", "last-things", "keep-quiet"])
def test_an_outage_of_days_or_of_eighteen_months_changes_nothing_in_the_story(
    start: str, days_away: int
) -> None:
    story, until = begun(start), START + timedelta(days=days_away)

    assert passed(story, [until]) == at_every_timer(story, until)


@settings(max_examples=150, deadline=None, database=None)
@given(start=stories, hours=gaps)
def test_it_does_not_matter_when_or_how_often_time_is_let_pass(
    start: str, hours: list[int]
) -> None:
    story, until = begun(start), START + timedelta(days=550)
    now, instants = START, list[datetime]()
    for gap in hours:
        now += timedelta(hours=gap)
        instants.append(min(now, until))

    assert passed(story, [*instants, until]) == at_every_timer(story, until)


@settings(max_examples=60, deadline=None, database=None)
@given(hours=st.integers(min_value=1, max_value=24 * 60))
def test_an_act_after_an_outage_finds_what_it_would_have_found_without_one(hours: int) -> None:
    now = START + timedelta(hours=hours)
    awake, asleep = begun("send"), begun("send")
    expected = at_every_timer(awake, now)
    asleep.now = now

    facts = asleep.accept("send")

    assert list(facts[: len(expected)]) == expected
    assert isinstance(facts[len(expected)], e.HandoffDelivered)


def test_a_pause_that_ended_during_an_outage_ended_on_its_day() -> None:
    story = begun("offer")
    story.report("too-ill", review_on="2026-03-11")

    assert passed(story, [at("2026-05-01")]) == at_every_timer(story, at("2026-05-01"))


def test_what_was_due_happens_in_the_order_it_was_due_in() -> None:
    found = passed(begun("rest"), [START + timedelta(days=550)])

    assert [event.at for event in found] == sorted(event.at for event in found)
    assert len(found) > 15
