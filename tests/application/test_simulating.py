"""Virtual patients live on any definition; the same seed gives the same life."""

from datetime import timedelta

import msgspec
import pytest

from hjemover.application.simulation.cohort import Cohort, one_life, simulate
from hjemover.application.telling.story import Storyteller
from hjemover.engine import events as e
from hjemover.engine import fold
from hjemover.vocabulary import PathwayStatus
from tests.definition.test_explaining import definitions

each = pytest.mark.parametrize("name", sorted(definitions()))


@pytest.fixture(scope="module")
def cohort() -> Cohort:
    return simulate(definitions()["kreft-hjem/1"], seed=3, months=18, patients=60)


@each
def test_one_patient_can_live_on_every_definition_there_is(name: str) -> None:
    definition = definitions()[name]

    for seed in range(4):
        world, life = one_life(definition, seed, months=24)

        assert fold([one.event for one in life.happenings]) == life.pathway
        told = Storyteller(definition, "nb", world.rules.directory).tell(life.events)
        assert told
        # A date that nobody knows yet is told of; nothing else may be missing.
        gaps = [one.said for one in told if "ikke kjent" in one.said.partition("Fristen er")[0]]
        assert gaps == []


@each
def test_nobody_is_left_with_nothing_scheduled_and_nobody_to_act(name: str) -> None:
    for seed in range(4, 8):
        _, life = one_life(definitions()[name], seed, months=24)

        open_ = life.pathway.obligations.values()
        done = life.pathway.status is PathwayStatus.COMPLETED
        assert done or any(one.schedule or not one.rests for one in open_)


def test_the_same_seed_gives_the_same_life_and_another_seed_another() -> None:
    definition = definitions()["kreft-hjem/1"]

    _, first = one_life(definition, 5, months=18)
    _, again = one_life(definition, 5, months=18)
    _, other = one_life(definition, 6, months=18)

    assert first == again
    assert list(first.events) != list(other.events)


def test_the_same_cohort_gives_the_same_figures(cohort: Cohort) -> None:
    again = simulate(definitions()["kreft-hjem/1"], seed=3, months=18, patients=60)

    assert msgspec.json.encode(cohort) == msgspec.json.encode(again)


def test_everybody_is_counted_once_by_how_it_ended(cohort: Cohort) -> None:
    assert sum(one.patients for one in cohort.outcomes) == cohort.patients
    known = {*definitions()["kreft-hjem/1"].outcomes, None}
    assert {one.outcome for one in cohort.outcomes} <= known


def test_the_messages_of_the_weeks_add_up_to_those_of_the_units(cohort: Cohort) -> None:
    for load in cohort.load:
        weeks = [one.count for one in cohort.prompts if one.unit == load.unit]
        assert (load.weeks, load.total, load.most) == (len(weeks), sum(weeks), max(weeks))
        assert load.median <= load.most


def test_margins_are_in_order_and_the_late_ones_are_those_below_zero(cohort: Cohort) -> None:
    assert cohort.margins
    for one in cohort.margins:
        assert one.p10 <= one.p50 <= one.p90
        assert 0 <= one.late <= one.count
        assert one.late == 0 or one.p10 < 0 or one.late * 10 <= one.count + 10


def test_what_is_left_by_all_ways_was_entered(cohort: Cohort) -> None:
    ways = {one.step for one in cohort.ways}

    assert not ways & set(cohort.never)
    assert "include" in ways


def test_the_municipality_that_never_answers_is_seen_to_stand_still(cohort: Cohort) -> None:
    found = {(one.step, one.cause) for one in cohort.stuck}

    assert ("send-1", "no-answer") in found
    assert all(one.days >= one.patients >= 1 for one in cohort.stuck)


def test_nobody_lives_longer_than_was_asked_for(cohort: Cohort) -> None:
    _, life = one_life(definitions()["kreft-hjem/1"], 2, months=2)

    days = [event.at for event in life.events]
    assert max(days) - min(days) <= timedelta(days=62)


def test_work_is_done_only_by_those_it_waits_for(cohort: Cohort) -> None:
    _, life = one_life(definitions()["trygg-hjem/1"], 1, months=18)

    for one in life.happenings:
        if isinstance(one.event, e.TaskCompleted):
            assert one.event.unit == one.before.obligations[one.event.obligation].holder
