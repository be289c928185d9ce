"""What the definition decides by itself: with its reasons, and with a person where a rule fails."""

import pytest

from hjemover.definition.models import Rounds, Step
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.turn import MAX_STEPS
from hjemover.vocabulary import ObligationKind, StuckCause
from tests.engine.definitions import (
    JOINED,
    after,
    choose,
    end,
    limit,
    notice,
    parallel,
    task,
    wait,
)
from tests.engine.story import Story, every, kinds, only, rules_of

FINISH = end("finish", "FULLFORT")
CALL = task("call", "hospital", limit("1 week"), then="finish")


def held(*, distress: int, urgent: bool = False) -> Story:
    story = Story().enrol(start="hold")
    story.complete("hold", "held", distress=distress, urgent=urgent)
    story.accept("send")
    return story


def test_a_decision_shows_what_it_read_and_which_rule_was_true() -> None:
    story = held(distress=6)

    taken = only(e.DecisionTaken, story.complete("appoint"))

    assert taken.then == "early"
    assert taken.because == "hold.urgent || hold.distress >= number.distress_high"
    assert taken.inputs == {
        "hold.urgent": False,
        "hold.distress": 6,
        "number.distress_high": 4,
    }
    assert story.steps == {"early"}


def test_where_no_rule_is_true_the_way_goes_on_and_says_so() -> None:
    story = held(distress=3)

    taken = only(e.DecisionTaken, story.complete("appoint"))

    assert (taken.then, taken.because) == ("talk-2", "")


def test_what_was_never_answered_reads_as_empty() -> None:
    story = Story().enrol(start="triage")

    assert only(e.DecisionTaken, story.events).inputs["hold.distress"] == 0


def test_the_first_true_rule_counts_and_later_ones_are_not_read() -> None:
    fork = choose("fork", "finish", call="rounds.fork == 1", finish="outcome.call == 'done'")
    story = Story(rules_of([fork, CALL, FINISH])).enrol()

    taken = only(e.DecisionTaken, story.events)

    assert taken.then == "call"
    assert taken.inputs == {"rounds.fork": 1}


@pytest.mark.parametrize(
    ("rule", "then"),
    [
        ('date.told == ""', "call"),
        ('date.clock == "2026-03-02"', "call"),
        ('date.surgery != ""', "finish"),
        ("number.distress_high == 4", "call"),
        ('outcome.fork == ""', "call"),
        ("late.call > 0", "finish"),
    ],
)
def test_rules_read_dates_numbers_outcomes_and_delays(rule: str, then: str) -> None:
    fork = choose("fork", "finish", call=rule)
    story = Story(rules_of([fork, CALL, FINISH])).enrol()

    assert only(e.DecisionTaken, story.events).then == then


def test_how_late_a_task_arrived_can_be_read_after_it_is_done() -> None:
    fork = choose("fork", "finish", call="late.visit > 0")
    visit = task("visit", "hospital", None, window="point-2", then="fork")
    story = Story(rules_of([visit, fork, CALL, FINISH])).enrol(diagnosed="2025-03-02")

    story.complete("visit")

    assert story.steps == {"call"}


def broken() -> Story:
    fork = choose("fork", "finish", call="no_such_step.answer == 1")
    return Story(rules_of([fork, CALL, FINISH])).enrol()


def test_a_rule_that_fails_asks_a_person_and_says_what_failed() -> None:
    story = broken()

    repair = story.open("fork")
    assert repair.kind is ObligationKind.REPAIR
    assert repair.holder == "ward"
    assert "no_such_step.answer == 1" in repair.detail
    assert story.messages() == [("choice-needed", "ward")]
    assert story.standing().obligations[0].stuck is StuckCause.DEFINITION_FAILED


def test_a_person_chooses_the_way_on_with_a_reason() -> None:
    story = broken()
    fork = story.open("fork").id

    story.do(c.ChooseWay(obligation=fork, step="call", reason="Pasienten ba om det"))

    assert story.steps == {"call"}
    assert "fork" not in story.pathway.answers


def test_a_way_must_lead_somewhere_and_be_reasoned() -> None:
    story = broken()
    fork = story.open("fork").id

    unknown = story.refused(c.ChooseWay(obligation=fork, step="nowhere", reason="x"))
    assert unknown.code == "unknown-step"
    assert (
        story.refused(c.ChooseWay(obligation=fork, step=JOINED, reason="x")).code == "unknown-step"
    )
    assert (
        story.refused(c.ChooseWay(obligation=fork, step="call", reason="")).code == "reason-missing"
    )
    task_ = Story().enrol()
    assert task_.refused(c.ChooseWay(obligation="offer#1", step="hold", reason="x")).code == (
        "wrong-status"
    )


def in_branch() -> Story:
    steps: list[Step] = [
        parallel("both", "finish", a="fork", b="write"),
        choose("fork", JOINED, call="no_such_step.answer == 1"),
        task("call", "hospital", limit("1 week"), then=JOINED),
        task("write", "hospital", limit("1 week"), then=JOINED),
        task("outside", "hospital", limit("1 week"), then="finish"),
        FINISH,
    ]
    return Story(rules_of(steps)).enrol()


def test_a_way_chosen_inside_a_branch_stays_inside_it() -> None:
    story = in_branch()
    fork = story.open("fork").id

    refusal = story.refused(c.ChooseWay(obligation=fork, step="outside", reason="x"))
    assert refusal.code == "unknown-step"
    assert refusal.facts["known"] == ("call", "fork", JOINED)
    story.do(c.ChooseWay(obligation=fork, step=JOINED, reason="x"))
    story.complete("write")
    assert story.pathway.outcome == "FULLFORT"


# --- never for ever ---------------------------------------------------------------------------


def test_a_loop_that_no_check_caught_ends_with_a_person() -> None:
    ping = notice("ping", "pong", "hospital")
    pong = notice("pong", "ping", "hospital")
    story = Story(rules_of([ping, pong, FINISH])).enrol()

    repair = story.open("ping")
    assert repair.kind is ObligationKind.REPAIR
    assert repair.detail == "too-many-steps"
    assert len(every(e.StepEntered, story.events)) == MAX_STEPS + 1


def test_past_the_last_step_each_way_is_a_persons_choice_and_is_followed() -> None:
    ping = wait("ping", "ping", otherwise=after("1 hour"))
    story = Story(rules_of([ping, CALL, FINISH])).enrol()
    story.wake("2026-07-01")
    first = story.open("ping")
    assert first.detail == "too-many-steps"

    story.do(c.ChooseWay(obligation=first.id, step="call", reason="Ring i stedet"))
    assert story.steps == {"call"}
    story.complete("call")
    assert story.open("finish").kind is ObligationKind.REPAIR
    story.do(c.ChooseWay(obligation=story.open("finish").id, step="finish", reason="Ferdig"))
    assert story.pathway.outcome == "FULLFORT"


def test_two_branches_that_both_walk_too_far_each_have_a_person() -> None:
    steps: list[Step] = [
        parallel("both", "finish", a="ping", b="ping"),
        wait("ping", "ping", otherwise=after("1 hour")),
        FINISH,
    ]
    story = Story(rules_of(steps)).enrol()
    story.wake("2026-07-01")

    assert [one.kind for one in story.pathway.obligations.values()] == [ObligationKind.REPAIR] * 2


def test_a_long_chain_of_decisions_is_no_deep_stack() -> None:
    chain = [choose(f"s{n}", f"s{n + 1}", finish="rounds.s0 > 1") for n in range(600)]
    story = Story(rules_of([*chain, choose("s600", "call"), CALL, FINISH])).enrol()

    assert story.steps == {"call"}
    assert kinds(story.events).count("DecisionTaken") == 601


def test_loops_that_only_lead_out_of_each_other_end_with_a_person() -> None:
    a = task("a", "hospital", None, then="a", rounds=Rounds(at_most=1, then="b"))
    b = task("b", "hospital", None, then="a", rounds=Rounds(at_most=0, then="a"))
    story = Story(rules_of([a, b, FINISH])).enrol()

    story.complete("a")

    assert [one.kind for one in story.pathway.obligations.values()] == [ObligationKind.REPAIR]
