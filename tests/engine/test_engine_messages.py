"""What the world hears: few messages, to the unit whose act it is, and never twice."""

from hjemover.engine import commands as c
from hjemover.engine.react import AWAY
from tests.engine.story import Story


def test_a_message_names_units_and_the_work_and_never_the_patient() -> None:
    story = Story().enrol(start="send")

    offer, copy = story.latest
    assert (offer.purpose, offer.message, offer.unit) == ("handoff", "handoff-offered", "intake-a")
    assert (offer.obligation, offer.attempt, offer.still_if) == ("send#1", 1, "send#1")
    assert (copy.purpose, copy.copy_party, copy.still_if) == ("copy", "gp", "")
    assert offer.due == story.open("send").due.at  # type: ignore[union-attr] # an offer has a limit


def test_a_message_is_about_something_that_must_still_be_open_when_it_is_sent() -> None:
    story = Story().enrol()
    story.wake("2026-03-31")

    assert {entry.message for entry in story.latest} == {
        "reminder",
        "deadline-passed",
        "escalation",
    }
    assert {entry.still_if for entry in story.latest} == {"offer#1"}


def test_only_an_escalation_and_a_failed_delivery_are_urgent() -> None:
    story = Story().enrol(start="send")
    story.wake("2026-03-31")

    assert {entry.message for entry in story.entries if entry.urgent} == {
        "escalation",
        "handoff-undelivered",
    }


def test_each_try_of_an_offer_is_a_message_of_its_own() -> None:
    story = Story().enrol(start="send")
    for _ in range(3):
        story.do(c.ReofferHandoff(obligation="send#1"))

    offers = [entry for entry in story.entries if entry.message == "handoff-offered"]
    assert [entry.attempt for entry in offers] == [1, 2, 3, 4]
    assert len({entry.key for entry in offers}) == 4


def test_the_sender_hears_of_the_answer_also_when_nothing_is_open_any_more() -> None:
    story = Story().enrol(start="send")
    story.accept("send")

    told = next(entry for entry in story.latest if entry.message == "handoff-accepted")
    assert (told.unit, told.still_if) == ("ward", "")


def test_a_planned_task_is_not_knocked_about_before_its_time() -> None:
    story = Story().enrol(start="talk-2")

    assert story.entries == []


def test_a_reassigned_task_is_told_to_the_unit_that_has_it_now() -> None:
    story = Story().enrol(start="appoint")
    story.report("moved", municipality="kommune-b")

    story.accept("transfer:intake")

    assert ("task-reassigned", "intake-b") in story.messages()


def test_an_offer_whose_reader_is_away_is_told_to_the_receiver_and_not_to_the_sender() -> None:
    story = Story().enrol(start="send")
    story.do(c.ClaimTask(obligation="send#1", person="kari"))

    story.do(c.ReleaseTask(obligation="send#1", reason=AWAY))

    assert story.messages() == [("task-requested", "intake-a")]
