"""Corrections: shown before they are made, erasing nothing, and moving only what hangs on them."""

from datetime import date

import pytest

from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine import preview
from hjemover.vocabulary import ConsentDecision, RungKind, TaskStatus
from tests.engine.definitions import CLOCK, end, limit, task
from tests.engine.story import Story, at, every, kinds, only, rules_of

FINISH = end("finish", "FULLFORT")


def moved_to(said: str, name: str = "diagnosed") -> c.CorrectDate:
    return c.CorrectDate(name=name, value=date.fromisoformat(said), reason="Feilført")


def planned(diagnosed: str = "2026-03-02") -> Story:
    return Story().enrol(start="talk-2", diagnosed=diagnosed)


def limited() -> Story:
    ladder = (("3 days", ("hospital.lead",)), ("6 days", ("hospital.lead",)))
    limit_ = limit("10 days", CLOCK, remind=("2 days",), escalate=ladder)
    rules = rules_of([task("call", "hospital", limit_, then="finish"), FINISH])
    return Story(rules).enrol()


# --- dates ------------------------------------------------------------------------------------


def test_a_corrected_date_moves_what_hangs_on_it_and_keeps_both_values() -> None:
    story = planned()

    facts = story.do(moved_to("2026-02-02"))

    said = only(e.DateSet, facts)
    assert (said.previous, said.value, said.reason) == (
        date(2026, 3, 2),
        date(2026, 2, 2),
        "Feilført",
    )
    moved = only(e.DeadlineMoved, facts)
    assert moved.previous is not None
    assert moved.due is not None
    assert (moved.previous.day, moved.due.day) == (date(2026, 7, 2), date(2026, 6, 2))


def test_a_date_that_nothing_open_counts_from_moves_nothing() -> None:
    story = Story().enrol(start="appoint")

    assert kinds(story.do(moved_to("2026-02-02"))) == ["DateSet"]


def test_correcting_a_date_to_what_it_is_changes_nothing() -> None:
    assert planned().do(moved_to("2026-03-02")) == ()


def test_what_has_struck_is_not_undone_when_its_deadline_moves_ahead() -> None:
    story = limited()
    story.wake("2026-03-17")
    assert story.open("call").escalated == 1

    facts = story.do(moved_to("2026-03-16"))
    assert kinds(facts) == ["DateSet", "DeadlineMoved"]
    due = story.open("call").due
    assert due is not None
    assert due.passed is None
    assert len(every(e.DeadlinePassed, story.events)) == 1

    again = story.wake("2026-04-10")
    assert kinds(again) == ["ReminderDue", "DeadlinePassed", "Escalated", "Escalated"]
    keys = [entry.key for entry in story.entries]
    assert len(keys) == len(set(keys)), "each is said again, under a key of its own"


def test_a_deadline_that_has_passed_and_does_not_move_is_not_passed_twice() -> None:
    story = limited()
    story.wake("2026-03-17")
    story.do(c.CorrectDate(name="told", value=date(2026, 3, 2)))  # the same day by another date

    due = story.open("call").due
    assert due is not None
    assert due.reason.anchor_name == "told"
    assert due.passed == at("2026-03-13 00:00")
    assert kinds(story.wake("2026-04-10")) == ["Escalated"]


def test_a_deadline_moved_into_the_past_has_passed_when_it_really_did() -> None:
    story = limited()
    story.wake("2026-03-10")

    facts = story.do(moved_to("2026-02-20"))

    passed = only(e.DeadlinePassed, facts)
    assert passed.at == at("2026-03-03 00:00")


def test_a_planned_task_whose_window_is_corrected_into_the_past_comes_on_the_list_now() -> None:
    story = planned()
    assert story.open("talk-2").status is TaskStatus.DRAFT

    facts = story.do(moved_to("2025-12-01"))

    assert only(e.TaskBroughtForward, facts).at == story.now
    assert story.open("talk-2").status is TaskStatus.REQUESTED
    assert ("task-requested", "owner-a") in story.messages()


def test_a_task_on_the_list_stays_there_when_its_window_moves_away() -> None:
    story = planned("2025-12-20")
    assert story.open("talk-2").status is TaskStatus.REQUESTED

    story.do(moved_to("2026-02-20"))

    assert story.open("talk-2").status is TaskStatus.REQUESTED
    assert story.open("talk-2").schedule[0].kind is RungKind.OPENS


def test_an_offer_counts_from_when_it_was_made_whatever_dates_are_corrected() -> None:
    story = Story().enrol(start="send")

    assert kinds(story.do(moved_to("2026-02-02"))) == ["DateSet"]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (moved_to("2026-03-03"), "date-in-future"),
        (c.CorrectDate(name="diagnosed", value=None), "answer-missing"),
        (c.CorrectDate(name="clock", value=date(2026, 3, 1)), "unknown-date"),
        (c.CorrectDate(name="nothing", value=date(2026, 3, 1)), "unknown-date"),
        (moved_to("0026-03-01"), "answer-invalid"),
        (moved_to("9999-12-31", "surgery"), "answer-invalid"),
    ],
)
def test_a_date_that_cannot_be_is_refused(command: c.CorrectDate, code: str) -> None:
    assert planned().refused(command).code == code


def test_a_date_that_is_not_known_after_all_takes_its_deadline_along() -> None:
    check = task("check", "hospital", None, window="open-ended", then="finish")
    story = Story(rules_of([check, FINISH])).enrol()
    story.do(moved_to("2026-04-01", "surgery"))

    story.do(c.CorrectDate(name="surgery", value=None))

    assert story.open("check").due is None
    assert story.open("check").date_missing


# --- what it would change, first --------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        moved_to("2026-02-02"),
        moved_to("2025-10-02"),
        c.ReportEvent(event="death"),
        c.ReportEvent(event="moved", answers={"municipality": "kommune-b"}),
        c.CompleteTask(obligation="talk-2#1", outcome="held"),
        c.RecordConsent(purpose="sharing", decision=ConsentDecision.OBJECTED),
    ],
)
def test_a_preview_shows_what_then_happens(command: c.AnyCommand) -> None:
    story = planned()
    before = story.pathway

    shown = preview(story.rules, before, command, story.now)
    assert story.pathway is before
    story.do(command)

    after = story.pathway
    assert {one.id for one in shown.begun} == set(after.obligations) - set(before.obligations)
    assert {one.id for one in shown.ended} == set(before.obligations) - set(after.obligations)
    assert shown.prompts == len(story.latest)
    assert shown.closes_with == after.outcome
    for moved in shown.moved:
        assert moved.before == before.obligations[moved.obligation].due
        assert moved.after == after.obligations[moved.obligation].due


def test_a_preview_of_nothing_says_that_nothing_moves() -> None:
    story = planned()

    assert preview(story.rules, story.pathway, c.AdvanceTime(), story.now).nothing_moves
    moved = preview(story.rules, story.pathway, moved_to("2026-02-02"), story.now)
    assert not moved.nothing_moves
    assert [one.step for one in moved.moved] == ["talk-2"]


# --- answers ----------------------------------------------------------------------------------


def test_a_corrected_answer_keeps_what_was_said_before_and_moves_the_wait_that_hung_on_it() -> None:
    story = Story().enrol()
    story.complete("offer", "later", again_on="2026-04-01")

    facts = story.do(
        c.CorrectAnswer(step="offer", field="again_on", value="2026-05-01", reason="Hørte feil")
    )

    said = only(e.AnswerCorrected, facts)
    assert (said.previous, said.value) == ("2026-04-01", "2026-05-01")
    assert story.open("ask-again").schedule[0].at == at("2026-05-01 00:00")


def test_an_answer_about_where_the_patient_lives_is_corrected_with_what_follows_from_it() -> None:
    story = Story().enrol(start="choose-receiver")
    story.complete("choose-receiver", "chosen", municipality="kommune-b")
    assert story.open("send").awaits == "intake-b"

    story.do(
        c.CorrectAnswer(
            step="choose-receiver", field="municipality", value="kommune-a", reason="Feil"
        )
    )

    assert story.pathway.subject.municipality == "kommune-a"
    assert story.open("send").awaits == "intake-a"


@pytest.mark.parametrize(
    ("step", "field", "value", "reason", "code"),
    [
        ("offer", "again_on", "2026-05-01", " ", "reason-missing"),
        ("offer", "again_on", "i går", "x", "answer-invalid"),
        ("offer", "again_on", "", "x", "answer-missing"),
        ("offer", "nothing", "x", "x", "unknown-step"),
        ("hold", "distress", 4, "x", "unknown-step"),
        ("nothing", "distress", 4, "x", "unknown-step"),
        ("@moved", "municipality", "kommune-b", "x", "unknown-step"),
    ],
)
def test_a_correction_of_an_answer_that_cannot_be_is_refused(
    step: str, field: str, value: str | int, reason: str, code: str
) -> None:
    story = Story().enrol()
    story.complete("offer", "later", again_on="2026-04-01")

    refusal = story.refused(c.CorrectAnswer(step=step, field=field, value=value, reason=reason))

    assert refusal.code == code


def test_the_answers_to_an_event_can_be_corrected_too() -> None:
    story = Story().enrol(start="send")
    story.report("moved", municipality="kommune-without-units")

    story.do(c.CorrectAnswer(step="@moved", field="municipality", value="kommune-b", reason="Feil"))

    assert story.open("send").awaits == "intake-b"


def test_the_same_answer_again_changes_nothing() -> None:
    story = Story().enrol()
    story.complete("offer", "later", again_on="2026-04-01")

    assert (
        story.do(c.CorrectAnswer(step="offer", field="again_on", value="2026-04-01", reason="x"))
        == ()
    )


# --- consent ----------------------------------------------------------------------------------


def test_what_the_patient_says_of_sharing_is_kept_with_when_it_was_said() -> None:
    story = Story().enrol()
    story.on("2026-03-05")

    facts = story.do(
        c.RecordConsent(
            purpose="sharing", decision=ConsentDecision.OBJECTED, effective=at("2026-03-03")
        )
    )

    assert only(e.ConsentRecorded, facts).at == at("2026-03-03")
    assert story.pathway.consents == {"sharing": ConsentDecision.OBJECTED}


@pytest.mark.parametrize(
    ("purpose", "party", "code"),
    [("nothing", None, "unknown-event"), ("sharing", "nobody", "unknown-party")],
)
def test_consent_is_to_a_purpose_and_a_party_that_there_are(
    purpose: str, party: str | None, code: str
) -> None:
    command = c.RecordConsent(purpose=purpose, decision=ConsentDecision.GIVEN, party=party)

    assert Story().enrol().refused(command).code == code


def test_a_letter_that_takes_an_explicit_yes_is_withheld_until_it_is_given() -> None:
    story = Story().enrol(start="follow-up")
    withheld = every(e.NoticeWithheld, story.complete("consider-ip", "yes"))
    assert {one.party for one in withheld} == {"gp", "hospital"}

    other = Story().enrol(start="follow-up")
    other.do(c.RecordConsent(purpose="letters", decision=ConsentDecision.GIVEN))
    facts = other.complete("consider-ip", "yes")
    assert only(e.NoticeGiven, facts).to == (("gp-1", "unit"), ("ward", "unit"))
