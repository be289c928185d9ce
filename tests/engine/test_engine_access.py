"""Which unit may give which order: two municipalities, and neither touches the other's."""

import pytest
from msgspec.structs import replace

from hjemover.engine import commands as c
from hjemover.engine.access import check_access, members
from hjemover.errors import CommandRefused
from tests.engine.story import SUBJECT, Story

SEND = "send#1"
RECEIVERS: list[c.AnyCommand] = [
    c.AcceptHandoff(obligation=SEND, person="kari"),
    c.RejectHandoff(obligation=SEND, reason="x"),
    c.ReturnHandoff(obligation=SEND, question="x"),
    c.ForwardHandoff(obligation=SEND, to="intake-b"),
    c.MarkSeen(obligation=SEND),
]
SENDERS: list[c.AnyCommand] = [
    c.WithdrawHandoff(obligation=SEND, reason="x"),
    c.ReofferHandoff(obligation=SEND),
    c.AnswerHandoff(obligation=SEND, answer="x"),
]
WHOLE: list[c.AnyCommand] = [
    c.ReportEvent(event="death"),
    c.CorrectDate(name="told", value=None),
    c.CorrectAnswer(step="offer", field="x", value="x", reason="x"),
    c.AssignParty(party="intake", unit="intake-b"),
]


def may(story: Story, command: c.AnyCommand, unit: str) -> bool:
    try:
        check_access(story.pathway, command, frozenset({unit, "some-other-unit"}))
    except CommandRefused as refusal:
        assert refusal.code == "not-your-unit"
        return False
    return True


@pytest.mark.parametrize("command", RECEIVERS)
def test_only_the_receiver_answers_an_offer(command: c.AnyCommand) -> None:
    story = Story().enrol(start="send")

    assert may(story, command, "intake-a")
    assert not any(may(story, command, unit) for unit in ("ward", "intake-b", "gp-1", "owner-a"))


@pytest.mark.parametrize("command", SENDERS)
def test_only_the_sender_takes_an_offer_back_or_answers_a_question(command: c.AnyCommand) -> None:
    story = Story().enrol(start="send")

    assert may(story, command, "ward")
    assert not any(may(story, command, unit) for unit in ("intake-a", "intake-b", "gp-1"))


def test_the_receiver_that_forwarded_an_offer_no_longer_answers_it() -> None:
    story = Story().enrol(start="send")
    story.do(c.ForwardHandoff(obligation=SEND, to="intake-b"))

    assert may(story, RECEIVERS[0], "intake-b")
    assert not may(story, RECEIVERS[0], "intake-a")


def test_only_the_holder_does_a_task() -> None:
    story = Story().enrol()

    for command in (
        c.CompleteTask(obligation="offer#1", outcome="accepted"),
        c.ClaimTask(obligation="offer#1", person="kari"),
        c.ReleaseTask(obligation="offer#1"),
    ):
        assert may(story, command, "ward")
        assert not may(story, command, "ward-2")


def test_only_the_unit_that_got_the_copy_says_it_has_read_it() -> None:
    story = Story().enrol(start="send")
    command = c.AcknowledgeCopy(obligation=SEND, party="gp")

    assert may(story, command, "gp-1")
    assert not any(may(story, command, unit) for unit in ("ward", "intake-a", "gp-2"))


@pytest.mark.parametrize("command", WHOLE)
def test_what_concerns_the_whole_pathway_belongs_to_every_unit_with_a_part_in_it(
    command: c.AnyCommand,
) -> None:
    story = Story().enrol(start="send")

    assert all(may(story, command, unit) for unit in ("ward", "intake-a", "gp-1"))
    assert not any(may(story, command, unit) for unit in ("intake-b", "owner-b", "gp-2"))


def test_an_obligation_that_is_not_there_is_no_way_in() -> None:
    story = Story().enrol(start="send")

    for obligation in ("nothing#1", "send#2", ""):
        assert not may(story, c.MarkSeen(obligation=obligation), "intake-b")
        assert not may(story, c.ReleaseTask(obligation=obligation), "intake-b")


def test_a_copy_that_could_not_be_sent_makes_nobody_a_member() -> None:
    story = Story().enrol(start="send", subject=replace(SUBJECT, gp=None))

    assert members(story.pathway) == {"ward", "intake-a"}


def test_only_the_awaited_unit_takes_an_offer_and_only_the_sender_a_question() -> None:
    story = Story().enrol(start="send")
    claim = c.ClaimTask(obligation=SEND, person="kari")

    assert may(story, claim, "intake-a")
    assert not any(may(story, claim, unit) for unit in ("ward", "intake-b", "gp-1"))
    story.do(c.ReturnHandoff(obligation=SEND, question="x"))
    assert may(story, claim, "ward")
    assert not may(story, claim, "intake-a")
