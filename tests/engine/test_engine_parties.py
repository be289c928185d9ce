"""Which unit a party is: looked up, chosen by a person, or another than before."""

import pytest
from msgspec.structs import replace

from hjemover.definition.models import Step
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.vocabulary import ObligationKind
from tests.engine.definitions import TRY_OUT, ask, limit, out, task
from tests.engine.story import SUBJECT, Story, kinds, only, rules_of

NOWHERE = replace(SUBJECT, municipality="kommune-without-units")


def test_a_party_is_looked_up_when_it_is_first_needed_and_remembered() -> None:
    story = Story().enrol()
    assert story.pathway.parties == {"hospital": "ward"}

    facts = story.complete("offer", "declined", scope="all")

    assert only(e.PartyResolved, facts).unit == "intake-a"
    assert story.pathway.parties == {"hospital": "ward", "intake": "intake-a"}


def test_a_party_nobody_can_be_found_for_is_asked_of_whoever_has_the_patient() -> None:
    story = Story().enrol(start="send", subject=NOWHERE)

    choice = story.open("send")
    assert choice.kind is ObligationKind.CHOOSE_UNIT
    assert (choice.id, choice.detail, choice.holder) == ("send#1?intake", "intake", "ward")
    assert story.messages() == [("choice-needed", "ward")]


def test_the_way_goes_on_when_somebody_has_chosen_the_unit() -> None:
    story = Story().enrol(start="send", subject=NOWHERE)

    facts = story.do(c.AssignParty(party="intake", unit="intake-b", reason="Avtalt på telefon"))

    assert only(e.PartyResolved, facts).reason == "Avtalt på telefon"
    assert only(e.TaskCompleted, facts).answers == {"choice": "intake-b"}
    assert only(e.HandoffOffered, facts).obligation == "send#1"
    assert story.open("send").awaits == "intake-b"
    assert "send" not in story.pathway.answers


def test_a_choice_is_not_completed_as_a_task() -> None:
    story = Story().enrol(start="send", subject=NOWHERE)

    refusal = story.refused(c.CompleteTask(obligation="send#1?intake", outcome="done"))

    assert refusal.code == "wrong-status"


def test_a_patient_who_moves_to_a_place_with_a_unit_answers_the_choice() -> None:
    story = Story().enrol(start="send", subject=NOWHERE)

    facts = story.report("moved", municipality="kommune-b")

    assert only(e.HandoffOffered, facts).receiver == "intake-b"


def test_a_party_that_depends_on_another_is_found_in_its_organisation() -> None:
    story = Story().enrol(start="appoint", subject=NOWHERE)
    story.do(c.AssignParty(party="intake", unit="intake-b"))

    story.complete("appoint")

    assert story.open("talk-2").holder == "owner-b"


def test_a_party_that_holds_something_is_offered_to_the_new_unit_first() -> None:
    story = Story().enrol(start="appoint")

    facts = story.do(c.AssignParty(party="intake", unit="intake-b", reason="Ny bydel"))

    assert only(e.HandoffOffered, facts).kind is ObligationKind.TRANSFER
    assert story.open("appoint").holder == "intake-a"
    story.accept("transfer:intake")
    assert story.open("appoint").holder == "intake-b"


def test_an_offer_on_its_way_goes_to_the_unit_that_was_chosen_instead() -> None:
    story = Story().enrol(start="send")

    facts = story.do(c.AssignParty(party="intake", unit="intake-b"))

    assert only(e.HandoffReoffered, facts).receiver == "intake-b"
    assert kinds(facts)[-1] == "PartyResolved"


def test_what_the_party_sends_goes_along_when_it_becomes_another_unit() -> None:
    story = Story().enrol(start="send")
    story.do(c.AssignParty(party="hospital", unit="ward-2"))
    assert story.open("send").holder == "ward"

    story.accept("transfer:hospital")

    offer = story.open("send")
    assert offer.holder == "ward-2"
    assert offer.handoff is not None
    assert offer.handoff.sender == "ward-2"
    assert offer.awaits == "intake-a"


def test_assigning_the_unit_a_party_is_already_changes_nothing() -> None:
    story = Story().enrol(start="appoint")

    assert story.do(c.AssignParty(party="intake", unit="intake-a")) == ()


@pytest.mark.parametrize(
    ("party", "unit", "code"),
    [("nobody", "ward", "unknown-party"), ("intake", "nowhere", "unknown-unit")],
)
def test_a_party_and_its_unit_must_be_known(party: str, unit: str, code: str) -> None:
    assert Story().enrol().refused(c.AssignParty(party=party, unit=unit)).code == code


def test_a_unit_named_in_an_answer_is_the_party_of_that_name_from_then_on() -> None:
    asked = {"done": out("send", ask(intake="unit"))}
    steps: list[Step] = [
        task("choose", "hospital", limit("1 day"), outcomes=asked),
        TRY_OUT.steps["send"],
        TRY_OUT.steps["choose-receiver"],
        TRY_OUT.steps["keep-quiet"],
        task("appoint", "intake", limit("1 day"), then="end-objected"),
        TRY_OUT.steps["end-objected"],
    ]
    story = Story(rules_of(steps)).enrol()

    unknown = c.CompleteTask(obligation="choose#1", outcome="done", answers={"intake": "nowhere"})
    assert story.refused(unknown).code == "unknown-unit"
    story.complete("choose", intake="intake-b")

    assert story.open("send").awaits == "intake-b"


def test_a_copy_to_somebody_who_cannot_be_found_is_told_to_the_sender() -> None:
    story = Story().enrol(start="send", subject=replace(SUBJECT, gp=None))

    assert only(e.CopyUndelivered, story.events).reason == "unknown-unit"
    assert ("handoff-undelivered", "ward") in story.messages()
    assert only(e.HandoffOffered, story.events).copies == ()
