"""Who has the ball, and why a patient is stuck: each cause by a story, and healthy silence."""

from datetime import date

import pytest
from msgspec.structs import replace

from hjemover.definition.models import DateRef
from hjemover.engine import SUGGESTED_ACTS, Rules
from hjemover.engine import commands as c
from hjemover.engine.standing import settled_cause
from hjemover.vocabulary import StuckCause
from tests.engine.definitions import ADDRESS_BOOK, TRY_OUT, choose, end, limit, task
from tests.engine.story import SUBJECT, Story, rules_of

FINISH = end("finish", "FULLFORT")
C = StuckCause


def causes(story: Story) -> list[StuckCause]:
    return [cause for one in story.standing().obligations for cause in one.causes]


def settled(story: Story) -> list[StuckCause | None]:
    return [settled_cause(story.pathway, one) for one in story.pathway.obligations.values()]


def test_every_cause_has_one_suggested_act() -> None:
    assert set(SUGGESTED_ACTS) == set(StuckCause)


def test_a_task_in_time_is_not_stuck_and_no_silence_either() -> None:
    story = Story().enrol()

    assert causes(story) == []
    assert settled(story) == [None]
    assert not story.standing().healthy_silence


def test_a_talk_planned_in_four_months_is_healthy_silence() -> None:
    story = Story().enrol(start="talk-2")

    assert causes(story) == []
    assert story.standing().healthy_silence
    assert story.standing().next_event is not None


def test_a_task_past_its_limit_is_overdue_with_its_holder() -> None:
    story = Story().enrol()
    story.wake("2026-03-20")

    assert causes(story) == [C.OVERDUE]
    assert settled(story) == [C.OVERDUE]


def test_a_limit_counts_as_passed_also_before_the_clock_has_told() -> None:
    story = Story().enrol()
    story.on("2026-03-20")

    assert causes(story) == [C.OVERDUE]
    assert settled(story) == [None]


def test_an_offer_nobody_answers_waits_for_the_receiver() -> None:
    story = Story().enrol(start="send")
    story.do(c.ConfirmDelivery(obligation="send#1", attempt=1))
    story.wake("2026-03-10")

    one = story.standing().obligations[0]
    assert one.causes == (C.NO_ANSWER,)
    assert (one.holder, one.awaits) == ("ward", "intake-a")
    assert settled(story) == [C.NO_ANSWER]


def test_a_question_nobody_answers_is_the_senders_own_delay() -> None:
    story = Story().enrol(start="send")
    story.do(c.ReturnHandoff(obligation="send#1", question="?"))
    story.wake("2026-03-10")

    assert causes(story) == [C.OVERDUE]
    assert settled(story) == [C.OVERDUE]


def test_an_offer_that_did_not_arrive_is_the_first_thing_to_mend() -> None:
    story = Story().enrol(start="send")
    story.wake("2026-03-10")

    assert story.standing().obligations[0].stuck is C.NOT_DELIVERED
    assert causes(story) == [C.NOT_DELIVERED, C.NO_ANSWER]
    assert settled(story) == [C.NOT_DELIVERED]


def test_a_unit_with_nobody_at_work_is_a_cause_before_any_limit_passes() -> None:
    units = dict(ADDRESS_BOOK.units)
    units["intake-a"] = replace(units["intake-a"], has_active_person=False)
    rules = Rules(definition=TRY_OUT, directory=replace(ADDRESS_BOOK, units=units))

    story = Story(rules).enrol(start="send")

    assert causes(story) == [C.NO_ACTIVE_PERSON]


def test_a_planned_task_needs_nobody_yet() -> None:
    units = dict(ADDRESS_BOOK.units)
    units["owner-a"] = replace(units["owner-a"], has_active_person=False)
    rules = Rules(definition=TRY_OUT, directory=replace(ADDRESS_BOOK, units=units))
    story = Story(rules).enrol(start="talk-2")
    assert causes(story) == []

    story.wake("2026-05-12")
    assert causes(story) == [C.NO_ACTIVE_PERSON]


def test_a_limit_that_rests_on_an_unknown_date_says_that_a_date_is_missing() -> None:
    limited = limit("2 days", DateRef("surgery"))
    story = Story(rules_of([task("call", "hospital", limited, then="finish"), FINISH])).enrol()
    assert causes(story) == settled(story) == [C.DATE_MISSING]

    story.do(c.CorrectDate(name="surgery", value=date(2026, 6, 1)))
    assert causes(story) == []


def test_a_task_that_nothing_is_scheduled_for_is_told_apart_from_silence() -> None:
    story = Story(rules_of([task("call", "hospital", None, then="finish"), FINISH])).enrol()

    assert causes(story) == settled(story) == [C.NOTHING_SCHEDULED]
    assert not story.standing().healthy_silence


def test_a_day_the_patient_named_that_has_passed_is_a_cause_until_the_clock_goes_on() -> None:
    story = Story().enrol()
    story.complete("offer", "later", again_on="2026-04-01")
    assert story.standing().healthy_silence

    story.on("2026-04-01 10:00")
    assert causes(story) == [C.ASK_AGAIN_PASSED]

    story.do(c.AdvanceTime())
    assert causes(story) == []


def test_a_party_nobody_could_be_found_for_is_a_choice_that_nobody_owns() -> None:
    story = Story().enrol(start="send", subject=replace(SUBJECT, municipality=None))

    assert causes(story) == settled(story) == [C.NOBODY_OWNS]


def test_a_rule_that_failed_is_a_cause() -> None:
    fork = choose("fork", "finish", finish="nothing.at_all == 1")
    story = Story(rules_of([fork, FINISH])).enrol()

    assert causes(story) == settled(story) == [C.DEFINITION_FAILED]


@pytest.mark.parametrize("when", ["2026-03-03", "2026-04-12"])
def test_a_patient_on_hold_is_not_stuck(when: str) -> None:
    story = Story().enrol()
    story.report("too-ill", review_on="2026-04-13")
    story.wake(when)

    assert causes(story) == []
    assert settled(story) == [None]
    assert story.standing().healthy_silence


def test_a_closed_pathway_has_nobody_with_the_ball() -> None:
    story = Story().enrol()
    story.report("death")

    stands = story.standing()
    assert stands.obligations == ()
    assert not stands.healthy_silence
