"""Enrolment: what must be known, and what is refused."""

from datetime import date

import pytest
from msgspec.structs import replace

from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.vocabulary import PathwayStatus
from tests.engine.definitions import JOINED, after, end, limit, parallel, task, wait
from tests.engine.story import SUBJECT, Story, at, kinds, only, rules_of

ENROL = c.EnrolPathway(
    ref="p1",
    parties={"hospital": "ward"},
    dates={"diagnosed": date(2026, 3, 1)},
    subject=SUBJECT,
)


def test_a_patient_is_enrolled_with_the_unit_that_has_them() -> None:
    facts = Story().do(ENROL)

    assert kinds(facts) == ["PathwayEnrolled", "StepEntered", "TaskRequested"]
    enrolled = only(e.PathwayEnrolled, facts)
    assert (enrolled.definition, enrolled.version, enrolled.responsible) == ("try-out", 1, "ward")


def test_an_enrolment_told_late_counts_from_when_it_was() -> None:
    story = Story()

    story.do(replace(ENROL, effective=at("2026-03-01 12:00")))

    assert story.pathway.enrolled == at("2026-03-01 12:00")
    assert story.open("offer").started == at("2026-03-01 12:00")


def test_a_patient_the_municipality_finds_begins_at_another_step() -> None:
    story = Story()

    story.do(replace(ENROL, parties={"intake": "intake-a"}, start="appoint"))

    assert story.open("appoint").holder == "intake-a"
    assert story.pathway.responsible == "intake-a"


def test_the_unit_that_is_only_informed_is_not_the_one_that_has_the_patient() -> None:
    story = Story()

    story.do(replace(ENROL, parties={"gp": "gp-1", "intake": "intake-a"}, start="keep-quiet"))

    assert story.pathway.responsible == "intake-a"


def test_what_was_answered_before_enrolment_can_be_read() -> None:
    story = Story()

    story.do(replace(ENROL, answers={"hold": {"distress": 9}}, start="triage"))

    assert story.steps == {"early"}


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (replace(ENROL, parties={}), "unknown-party"),
        (replace(ENROL, parties={"nobody": "ward"}), "unknown-party"),
        (replace(ENROL, parties={"hospital": "nowhere"}), "unknown-unit"),
        (replace(ENROL, dates={}), "answer-missing"),
        (replace(ENROL, dates={**ENROL.dates, "clock": date(2026, 3, 1)}), "unknown-date"),
        (replace(ENROL, dates={"diagnosed": date(2026, 3, 3)}), "date-in-future"),
        (replace(ENROL, dates={"diagnosed": date(26, 3, 1)}), "answer-invalid"),
        (replace(ENROL, start="nowhere"), "unknown-step"),
        (replace(ENROL, start="plan"), "unknown-step"),  # inside a branch
        (replace(ENROL, answers={"nothing": {}}), "unknown-step"),
        (replace(ENROL, effective=at("2026-03-03")), "date-in-future"),
    ],
)
def test_an_enrolment_that_cannot_be_is_refused(command: c.EnrolPathway, code: str) -> None:
    assert Story().refused(command).code == code


def test_a_patient_is_enrolled_once() -> None:
    assert Story().enrol().refused(ENROL).code == "already-enrolled"


def test_nothing_can_be_done_on_a_pathway_that_is_not_there() -> None:
    assert Story().refused(c.AdvanceTime()).code == "unknown-pathway"


def test_a_date_that_may_lie_ahead_may_be_told_at_enrolment() -> None:
    story = Story()

    story.do(replace(ENROL, dates={**ENROL.dates, "surgery": date(2026, 6, 1)}))

    assert story.pathway.dates["surgery"] == date(2026, 6, 1)


def test_a_definition_may_end_as_soon_as_it_begins() -> None:
    story = Story(rules_of([end("finish", "FULLFORT")])).enrol()

    assert story.pathway.status is PathwayStatus.COMPLETED
    assert story.wake("2027-01-01") == ()


def test_a_pathway_may_begin_with_branches_and_waits() -> None:
    fork = parallel("fork", "finish", x="a", y="pause")
    a = task("a", "hospital", limit("1 week"), then=JOINED)
    pause = wait("pause", JOINED, otherwise=after("1 week"))
    story = Story(rules_of([fork, a, pause, end("finish", "FULLFORT")])).enrol()

    assert story.steps == {"a", "pause"}
    assert story.open("pause").holder == "ward"
