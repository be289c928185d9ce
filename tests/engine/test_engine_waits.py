"""Waits: until a day the patient named, else a while; bounded; and never without a holder."""

from datetime import date

import pytest

from hjemover.definition.models import AnswerRef, DateRef, Moment, Step, StepRef
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.vocabulary import StuckCause
from tests.engine.definitions import JOINED, after, ask, end, limit, out, parallel, task, wait
from tests.engine.story import Story, at, every, only, rules_of

WEEK = limit("1 week")
FINISH = end("finish", "FULLFORT")


def test_later_waits_until_the_day_the_patient_named_and_says_it_was_the_patient() -> None:
    story = Story().enrol()

    story.complete("offer", "later", again_on="2026-04-07")

    waiting = story.open("ask-again")
    assert waiting.postponed
    assert waiting.holder == "ward"
    assert waiting.schedule[0].at == at("2026-04-07 00:00")
    assert story.standing().healthy_silence


def test_no_reminder_goes_out_while_the_patient_has_asked_for_later() -> None:
    story = Story().enrol()
    story.complete("offer", "later", again_on="2026-04-07")
    assert story.latest == []

    story.wake("2026-04-06")
    assert story.latest == []

    facts = story.wake("2026-04-07")
    assert only(e.WaitEnded, facts).at == at("2026-04-07 00:00")
    assert story.messages() == [("task-requested", "ward")]


def test_without_a_day_the_wait_is_four_weeks() -> None:
    story = Story().enrol(start="hold")
    story.complete("hold", "no_show", why="syk")

    assert story.open("ask-again").schedule[0].at == at("2026-03-30 00:00")


def test_a_day_that_has_passed_ends_the_wait_at_once() -> None:
    story = Story().enrol()

    facts = story.complete("offer", "later", again_on="2026-02-01")

    assert only(e.WaitEnded, facts).at == story.now
    assert story.steps == {"offer"}


def test_the_third_time_the_way_leads_out_of_the_loop() -> None:
    story = Story().enrol()
    for again_on in ("2026-04-01", "2026-05-01"):
        story.complete("offer", "later", again_on=again_on)
        story.wake(again_on)

    facts = story.complete("offer", "later", again_on="2026-06-01")

    assert only(e.RoundsExhausted, facts).then == "send"
    assert story.steps == {"send"}


@pytest.mark.parametrize("last", ["first", "other"])
def test_the_latest_answer_counts_wherever_in_the_flow_it_was_given(last: str) -> None:
    day = ask(again_on="date")
    steps: list[Step] = [
        task("first", "hospital", WEEK, outcomes={"on": out("other", day), "go": out("rest", day)}),
        task("other", "hospital", WEEK, outcomes={"on": out("first", day), "go": out("rest", day)}),
        wait("rest", "finish", until=Moment(of=AnswerRef("again_on"))),
        FINISH,
    ]
    story = Story(rules_of(steps)).enrol()
    for number, step in enumerate(["first", "other"] * 2, start=4):
        latest = f"2026-0{number}-01"
        going = number > 5 and step == last
        story.complete(step, "go" if going else "on", again_on=latest)
        if going:
            break

    assert story.open("rest").schedule[0].at == at(f"{latest} 00:00")


def test_a_wait_for_a_date_nobody_knows_is_stuck_until_somebody_says_it() -> None:
    pause = wait("pause", "finish", until=Moment(of=DateRef("surgery")), party="hospital")
    story = Story(rules_of([pause, FINISH])).enrol()
    assert story.standing().obligations[0].stuck is StuckCause.DATE_MISSING

    story.do(c.CorrectDate(name="surgery", value=date(2026, 3, 20)))

    assert story.open("pause").schedule[0].at == at("2026-03-20 00:00")
    story.wake("2026-03-20")
    assert story.pathway.outcome == "FULLFORT"


def test_a_wait_for_a_date_that_turns_out_to_have_passed_ends_when_it_is_known() -> None:
    pause = wait("pause", "finish", until=Moment(of=DateRef("told")), party="hospital")
    story = Story(rules_of([pause, FINISH])).enrol()

    facts = story.on("2026-03-05").do(c.CorrectDate(name="told", value=date(2026, 2, 20)))

    assert only(e.WaitEnded, facts).at == story.now
    assert story.pathway.outcome == "FULLFORT"


def test_a_wait_in_one_branch_for_a_step_in_another_is_timed_when_that_is_done() -> None:
    fork = parallel("fork", "finish", a="pause", b="call")
    pause = wait("pause", "after", until=after("1 week", StepRef("call")))
    steps: list[Step] = [
        fork,
        pause,
        task("call", "hospital", limit("1 week"), then=JOINED),
        task("after", "hospital", limit("1 week"), then=JOINED),
        FINISH,
    ]
    story = Story(rules_of(steps)).enrol()
    assert story.open("pause").schedule == ()

    facts = story.on("2026-03-04").complete("call")

    assert only(e.DeadlineMoved, facts).obligation == "pause#1"
    assert story.open("pause").schedule[0].at == at("2026-03-11 00:00")


def test_a_wait_in_one_branch_does_not_move_for_an_answer_in_another() -> None:
    asked = {"later": out("pause", ask(again_on="date"))}
    steps: list[Step] = [
        parallel("fork", "finish", a="call", b="write"),
        task("call", "hospital", limit("1 week"), outcomes=asked),
        wait("pause", JOINED, until=Moment(of=AnswerRef("again_on"))),
        task(
            "write", "hospital", limit("1 week"), outcomes={"x": out(JOINED, ask(again_on="date"))}
        ),
        FINISH,
    ]
    story = Story(rules_of(steps)).enrol()
    story.complete("call", "later", again_on="2026-05-01")

    assert every(e.DeadlineMoved, story.complete("write", "x", again_on="2026-04-01")) == []
    moved = story.do(c.CorrectDate(name="told", value=date(2026, 3, 1)))
    assert every(e.DeadlineMoved, moved) == []
    assert story.open("pause").schedule[0].at == at("2026-05-01 00:00")


@pytest.mark.parametrize("party", ["hospital", None])
def test_somebody_has_the_patient_also_while_nothing_is_to_be_done(party: str | None) -> None:
    first = task("first", "hospital", limit("1 week"), then="pause")
    pause = wait("pause", "finish", otherwise=after("36 hours"), party=party)
    story = Story(rules_of([first, pause, FINISH])).enrol()

    story.complete("first")

    assert story.open("pause").holder == "ward"
    assert story.open("pause").schedule[0].at == at("2026-03-03 21:00")
