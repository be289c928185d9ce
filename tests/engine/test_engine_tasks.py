"""Tasks: taken, given back, completed early, late, twice, and with answers that do not fit."""

import pytest

from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.moves import TASK_MOVES
from hjemover.vocabulary import TaskStatus
from tests.engine.story import Story, at, every, only


def test_the_first_task_is_on_the_wards_list_when_the_patient_is_enrolled() -> None:
    story = Story().enrol()

    assert story.steps == {"offer"}
    assert story.open("offer").holder == "ward"
    assert story.messages() == [("task-requested", "ward")]


def test_a_task_that_somebody_takes_is_theirs_until_they_give_it_back() -> None:
    story = Story().enrol()
    offer = story.open("offer").id

    story.do(c.ClaimTask(obligation=offer, person="kari"))
    assert story.open("offer").claimed_by == "kari"
    assert story.open("offer").status is TaskStatus.IN_PROGRESS
    assert story.do(c.ClaimTask(obligation=offer, person="kari")) == ()

    released = story.do(c.ReleaseTask(obligation=offer, reason="på kurs"))
    assert only(e.TaskReleased, released).reason == "på kurs"
    assert story.open("offer").status is TaskStatus.REQUESTED
    assert story.do(c.ReleaseTask(obligation=offer)) == ()


def test_the_latest_to_take_a_task_has_it() -> None:
    story = Story().enrol()
    offer = story.open("offer").id
    story.do(c.ClaimTask(obligation=offer, person="kari"))

    story.do(c.ClaimTask(obligation=offer, person="ola"))

    assert story.open("offer").claimed_by == "ola"


def test_completing_a_task_leads_on_by_its_outcome() -> None:
    story = Story().enrol()

    facts = story.complete("offer", "accepted")

    done = only(e.TaskCompleted, facts)
    assert (done.unit, done.outcome) == ("ward", "accepted")
    assert story.steps == {"hold"}


def test_a_code_to_register_elsewhere_is_told_when_the_talk_is_held() -> None:
    story = Story().enrol(start="hold")

    code = only(e.CodeToRegister, story.complete("hold", "held"))

    assert (code.code_set, code.code, code.unit) == ("NCMP", "WMFG11", "ward")


def test_a_task_completed_twice_is_refused_the_second_time_with_who_did_it() -> None:
    story = Story().enrol()
    offer = story.open("offer").id
    story.complete("offer", "accepted")

    refusal = story.refused(c.CompleteTask(obligation=offer, outcome="accepted"))

    assert refusal.code == "already-done"
    assert refusal.facts["unit"] == "ward"


@pytest.mark.parametrize("obligation", ["offer#2", "nothing#1", "", "offer", "offer#x", "send#1"])
def test_a_task_that_never_was_cannot_be_completed(obligation: str) -> None:
    story = Story().enrol()

    refusal = story.refused(c.CompleteTask(obligation=obligation, outcome="accepted"))

    assert refusal.code == "unknown-obligation"


def test_an_outcome_the_step_does_not_have_is_refused_with_those_it_has() -> None:
    story = Story().enrol()

    refusal = story.refused(c.CompleteTask(obligation="offer#1", outcome="perhaps"))

    assert refusal.code == "unknown-outcome"
    assert refusal.facts["known"] == ("accepted", "later", "declined")


def test_a_talk_registered_late_has_the_time_it_was_held() -> None:
    story = Story().enrol(start="hold")
    story.wake("2026-03-20")

    facts = story.complete("hold", "held", effective="2026-03-18 13:00")

    assert only(e.TaskCompleted, facts).at == at("2026-03-18 13:00")
    assert only(e.HandoffOffered, facts).at == at("2026-03-18 13:00")
    assert story.pathway.done["hold"].at == at("2026-03-18 13:00")


def test_what_a_late_registration_leads_to_may_be_overdue_at_once() -> None:
    story = Story().enrol(start="appoint")
    story.wake("2026-03-03")

    facts = story.on("2026-03-20").complete("appoint", effective="2026-03-03 10:00")
    passed = [one.obligation for one in every(e.DeadlinePassed, facts)]

    assert passed == ["appoint#1"]
    assert story.steps == {"talk-2"}


@pytest.mark.parametrize(
    ("when", "code"),
    [("2026-03-03", "date-in-future"), ("2026-03-01", "date-before-start")],
)
def test_nothing_is_true_before_the_patient_was_enrolled_or_after_now(when: str, code: str) -> None:
    story = Story().enrol()

    refusal = story.refused(
        c.CompleteTask(obligation="offer#1", outcome="accepted", effective=at(when))
    )

    assert refusal.code == code


def test_a_task_cannot_be_done_on_a_pathway_that_is_closed() -> None:
    story = Story().enrol()
    story.report("death")

    refusal = story.refused(c.CompleteTask(obligation="offer#1", outcome="accepted"))

    assert refusal.code == "pathway-closed"
    assert refusal.facts["outcome"] == "DOD"


@pytest.mark.parametrize(
    ("answers", "field", "why"),
    [
        ({"distress": 11}, "distress", "too-large"),
        ({"distress": -1}, "distress", "too-small"),
        ({"distress": 10**400}, "distress", "too-large"),
        ({"distress": float("nan")}, "distress", "not-a-number"),
        ({"distress": True}, "distress", "not-a-number"),
        ({"urgent": "yes"}, "urgent", "not-yes-or-no"),
        ({"held-on": "2026-03-03"}, "held-on", "date-in-future"),
        ({"held-on": "2026-02-30"}, "held-on", "not-a-date"),
        ({"held-on": "0026-03-01"}, "held-on", "not-a-date"),
        ({"themes": ["pain", "money"]}, "themes", "not-a-choice"),
        ({"themes": [["pain"]]}, "themes", "not-a-choice"),
        ({"scores": {"hunger": {}}}, "scores", "not-a-row"),
        ({"scores": {"sleep": {}}}, "scores", "score: missing"),
        ({"name": "x"}, "name", "unknown-field"),
    ],
)
def test_an_answer_that_does_not_fit_its_field_is_refused(
    answers: dict[str, object], field: str, why: str
) -> None:
    story = Story().enrol(start="hold")

    refusal = story.refused(
        c.CompleteTask(obligation="hold#1", outcome="held", answers=answers)  # type: ignore[arg-type] # some are wrong on purpose
    )

    assert refusal.code == "answer-invalid"
    assert (refusal.facts["field"], refusal.facts["why"]) == (field, why)


@pytest.mark.parametrize("said", ["nobody", ["this-talk"], {"this-talk": 1}])
def test_only_what_is_on_the_list_can_be_chosen(said: object) -> None:
    story = Story().enrol()

    refusal = story.refused(
        c.CompleteTask(obligation="offer#1", outcome="declined", answers={"scope": said})  # type: ignore[dict-item] # wrong on purpose
    )

    assert refusal.facts["why"] == "not-a-choice"


@pytest.mark.parametrize("said", ["\x00", "\ud800", "x" * 30_000, 4])
def test_a_text_that_cannot_be_kept_is_refused(said: object) -> None:
    story = Story().enrol(start="hold")

    refusal = story.refused(
        c.CompleteTask(obligation="hold#1", outcome="no_show", answers={"why": said})  # type: ignore[dict-item] # wrong on purpose
    )

    assert refusal.code == "answer-invalid"


def test_an_answer_that_the_outcome_asks_for_cannot_be_left_out() -> None:
    story = Story().enrol()

    refusal = story.refused(c.CompleteTask(obligation="offer#1", outcome="later"))

    assert refusal.code == "answer-missing"
    assert refusal.facts["field"] == "again_on"


def test_a_planned_task_can_be_done_before_its_window_comes_near() -> None:
    story = Story().enrol(start="talk-2")
    assert story.open("talk-2").status is TaskStatus.DRAFT

    story.complete("talk-2", "held")

    assert story.steps == {"plan", "consider-ip"}


def test_a_wait_is_no_task() -> None:
    story = Story().enrol()
    story.complete("offer", "later", again_on="2026-05-01")

    for command in (
        c.CompleteTask(obligation="ask-again#1", outcome="done"),
        c.ClaimTask(obligation="ask-again#1", person="kari"),
    ):
        assert story.refused(command).code == "wrong-status"


@pytest.mark.parametrize("status", list(TaskStatus))
def test_no_way_leads_out_of_a_task_that_is_over(status: TaskStatus) -> None:
    over = {TaskStatus.COMPLETED, TaskStatus.CANCELLED}

    assert (TASK_MOVES[status] == frozenset()) is (status in over)
    assert status in over or over <= TASK_MOVES[status]
