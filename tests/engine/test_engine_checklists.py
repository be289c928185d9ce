"""Checklists that are ticked one by one, and gates that wait for them."""

import pytest
from msgspec.structs import replace

from hjemover.definition.models import ChecklistItem, Condition, Gate, Outcome, Registration, Step
from hjemover.engine import Rules, fold
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.access import check_access
from hjemover.errors import CommandRefused
from tests.engine.definitions import ask, end, handoff, limit, out, task, text
from tests.engine.story import Story, every, kinds, only, rules_of


def gated(then: str, *, when: str = "", **asked: str) -> Outcome:
    gate = Gate(
        checklist=True,
        when=Condition(source=when) if when else None,
        say=text("Utskrivningsrapporten er skrevet") if when else None,
    )
    return replace(out(then, ask(**asked)), gate=gate)


def leaving(*, when: str = "") -> Rules:
    """A ward that makes a patient ready to travel."""
    ready = replace(
        task("ready", "hospital", limit("2 days")),
        checklist={
            "medicines": ChecklistItem(label=text("Medisiner er med")),
            "aids": ChecklistItem(label=text("Hjelpemidler"), when=Condition(source="ready.aids")),
            "flowers": ChecklistItem(label=text("Blomster"), optional=True),
        },
        outcomes={
            "done": gated("finish", when=when, aids="yes-no"),
            "stays": out("finish"),
        },
    )
    return rules_of([ready, end("finish", "FULLFORT")])


def tick(story: Story, item: str, *, done: bool = True) -> tuple[e.AnyEvent, ...]:
    return story.do(c.CheckItem(obligation="ready#1", item=item, done=done))


def test_the_patient_cannot_leave_before_what_applies_is_ticked() -> None:
    story = Story(leaving()).enrol()
    done = c.CompleteTask(obligation="ready#1", outcome="done", answers={"aids": True})

    refusal = story.refused(done)
    assert refusal.code == "gate-closed"
    assert refusal.facts["items"] == ("medicines", "aids")
    assert refusal.facts["missing"] == ("Medisiner er med", "Hjelpemidler")

    tick(story, "medicines")
    assert story.refused(done).facts["items"] == ("aids",)
    tick(story, "aids")
    assert "TaskCompleted" in kinds(story.do(done))


def test_an_item_that_does_not_apply_and_one_that_is_optional_are_not_waited_for() -> None:
    story = Story(leaving()).enrol()
    tick(story, "medicines")

    story.complete("ready", "done", aids=False)

    assert story.pathway.outcome == "FULLFORT"


def test_another_way_out_has_no_gate() -> None:
    story = Story(leaving()).enrol()

    story.complete("ready", "stays")

    assert story.pathway.outcome == "FULLFORT"


def test_a_tick_can_be_taken_away_and_ticking_twice_changes_nothing() -> None:
    story = Story(leaving()).enrol()

    assert kinds(tick(story, "medicines")) == ["ItemChecked"]
    assert tick(story, "medicines") == ()
    assert kinds(tick(story, "medicines", done=False)) == ["ItemUnchecked"]
    assert tick(story, "medicines", done=False) == ()
    assert story.refused(
        c.CompleteTask(obligation="ready#1", outcome="done", answers={"aids": False})
    ).facts["items"] == ("medicines",)
    assert fold(story.events) == story.pathway


def test_an_item_that_is_not_on_the_list_is_refused_with_those_that_are() -> None:
    story = Story(leaving()).enrol()

    refusal = story.refused(c.CheckItem(obligation="ready#1", item="shoes"))

    assert refusal.code == "unknown-item"
    assert refusal.facts["known"] == ("medicines", "aids", "flowers")


def test_a_gate_with_a_condition_tells_what_it_asks_for() -> None:
    story = Story(leaving(when="ready.aids")).enrol()
    tick(story, "medicines")

    refusal = story.refused(
        c.CompleteTask(obligation="ready#1", outcome="done", answers={"aids": False})
    )

    assert refusal.facts["missing"] == ("Utskrivningsrapporten er skrevet",)


def test_a_condition_that_cannot_be_evaluated_keeps_the_gate_shut() -> None:
    story = Story(leaving(when="ready.no_such_answer")).enrol()
    tick(story, "medicines")

    refusal = story.refused(
        c.CompleteTask(obligation="ready#1", outcome="done", answers={"aids": False})
    )

    assert refusal.code == "gate-closed"


def test_the_ticks_follow_the_task_to_another_unit() -> None:
    story = Story(leaving()).enrol()
    tick(story, "medicines")

    story.do(c.AssignParty(party="hospital", unit="ward-2"))
    story.do(c.AcceptHandoff(obligation=story.open("transfer:hospital").id, person="kari"))

    assert story.open("ready").holder == "ward-2"
    assert story.open("ready").checked == ("medicines",)


def sending(condition: str) -> Rules:
    steps: list[Step] = [
        task(
            "write", "hospital", limit("2 days"), outcomes={"done": out("send", ask(ok="yes-no"))}
        ),
        replace(
            handoff(
                "send",
                ("hospital", "intake"),
                limit("2 days"),
                {"accepted": out("finish"), "rejected": out("write"), "blocked": out("write")},
            ),
            gate=Gate(when=Condition(source=condition), say=text("Rapporten er skrevet")),
        ),
        end("finish", "FULLFORT"),
    ]
    return rules_of(steps)


def test_a_handoff_is_not_sent_while_its_gate_is_shut() -> None:
    story = Story(sending("write.ok")).enrol()

    held = only(e.HandoffHeldBack, story.complete("write", ok=False))

    assert (held.because, held.inputs) == ("write.ok", {"write.ok": False})
    assert story.steps == {"write"}
    assert story.pathway.done["send"].outcome == "blocked"
    assert [entry.unit for entry in story.latest] == ["ward"]
    story.complete("write", ok=True)
    assert story.steps == {"send"}
    assert story.pathway.done["send"].outcome == "blocked", "the latest that it came to"


def test_a_gate_that_fails_asks_a_person_for_the_way() -> None:
    story = Story(sending("write.nothing_like_it")).enrol()

    story.complete("write", ok=True)

    assert story.open("send").kind == "repair"


@pytest.mark.parametrize("unit", ["ward", "intake-a"])
def test_only_the_unit_that_has_the_task_ticks(unit: str) -> None:
    story = Story(leaving()).enrol()
    command = c.CheckItem(obligation="ready#1", item="medicines")
    if unit == "ward":
        check_access(story.pathway, command, frozenset({unit}))
    else:
        with pytest.raises(CommandRefused, match="not-your-unit"):
            check_access(story.pathway, command, frozenset({unit}))


def test_nothing_is_ticked_after_it_is_done() -> None:
    story = Story(leaving()).enrol()

    story.complete("ready", "stays")

    assert story.refused(c.CheckItem(obligation="ready#1", item="aids")).code == "pathway-closed"


def test_no_code_is_asked_for_what_was_held_back() -> None:
    rules = sending("write.ok")
    begun = Registration(code_set="NPR", code="3", verified=True, at="started")
    send = replace(rules.definition.steps["send"], register=begun)
    steps = {**rules.definition.steps, "send": send}
    story = Story(replace(rules, definition=replace(rules.definition, steps=steps))).enrol()

    assert every(e.CodeToRegister, story.complete("write", ok=False)) == []
    assert only(e.CodeToRegister, story.complete("write", ok=True)).code == "3"
