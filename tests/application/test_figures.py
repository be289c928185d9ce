"""What a manager asks, against small stories that were counted by hand."""

from datetime import timedelta

import pytest

from hjemover.application import figures
from hjemover.application.figures import (
    DeadlineFigures,
    HandoffFigures,
    HolderFigures,
    PromptFigures,
)
from hjemover.engine import commands as c
from tests.application.town import (
    ASKOY,
    DAY,
    HOSPITAL,
    INTAKE,
    MONDAY,
    NURSE,
    OTHER_INTAKE,
    Mailbox,
    Town,
)


def _accept(town: Town, ref: str, unit: str, after: timedelta) -> None:
    town.until(MONDAY + after)
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), unit)


def test_an_empty_installation_has_nothing_to_count(database):
    house = Town(database).house
    assert figures.pathways_by_outcome(house) == {}
    assert figures.handoffs(house) == HandoffFigures(
        by_status={}, median_days=None, ninety_percent_days=None,
        answered_in_time=0, answered_late=0,
    )  # fmt: skip
    assert figures.holders(house) == figures.deadlines(house) == figures.prompts(house) == []


def test_pathways_are_counted_by_how_they_went(town):
    refs = [town.enrol(number) for number in range(5)]
    for ref in refs[:2]:
        town.order(ref, c.ReportEvent(event="death"), HOSPITAL)
    pause = c.ReportEvent(event="too-ill", answers={"review_on": "2026-06-01"})
    town.order(refs[2], pause, HOSPITAL)
    assert figures.pathways_by_outcome(town.house) == {"DOD": 2, "active": 2, "on-hold": 1}


def test_handoffs_in_time_and_late_with_the_days_they_took(town):
    """Offered on Monday at ten, to be answered by the end of Wednesday."""
    refs = [town.enrol(number) for number in range(4)]
    _accept(town, refs[0], INTAKE, DAY)
    _accept(town, refs[1], INTAKE, 2 * DAY)
    town.order(
        refs[2],
        c.RejectHandoff(obligation="send#1", reason="Feil", answers={"why": "wrong-municipality"}),
        INTAKE,
    )
    _accept(town, refs[3], INTAKE, 6 * DAY)  # four days late
    found = figures.handoffs(town.house)
    assert found.by_status == {"accepted": 3, "rejected": 1}
    assert (found.answered_in_time, found.answered_late) == (3, 1)
    assert found.median_days == pytest.approx(2.0)
    # Between two and six days; never more than the slowest there has been.
    assert found.ninety_percent_days == pytest.approx(2 + 0.8 * 4)


def test_one_handoff_alone_has_a_median_and_no_ninety_percent(town):
    _accept(town, town.enrol(), INTAKE, DAY)
    found = figures.handoffs(town.house)
    assert (found.median_days, found.ninety_percent_days) == (pytest.approx(1.0), None)


def test_open_handoffs_are_neither_in_time_nor_late(town):
    town.enrol()
    found = figures.handoffs(town.house)
    assert found.by_status == {"offered": 1}
    assert (found.answered_in_time, found.answered_late) == (0, 0)


def test_days_with_the_ball_are_counted_until_it_was_taken_over_and_until_now(town):
    """The hospital keeps the patient until somebody accepts; then the nurse has the visit."""
    ref = town.enrol(1)
    other = town.enrol(2, municipality=ASKOY)
    _accept(town, ref, INTAKE, 2 * DAY)
    town.until(MONDAY + 5 * DAY)
    by_name = {one.organisation: one for one in figures.holders(town.house)}
    # The hospital: two days for the first, five and counting for the second.
    assert by_name["Helse Bergen"].days == pytest.approx(2 + 5)
    assert by_name["Bergen"].days == pytest.approx(3)
    assert by_name["Bergen"].days_each == pytest.approx(3 / by_name["Bergen"].obligations)
    assert "Askøy" not in by_name  # was asked, has had nothing
    assert next(one.organisation for one in figures.holders(town.house)) == "Helse Bergen"
    assert town.open(other, "send").awaits == OTHER_INTAKE
    assert HolderFigures(organisation="x", obligations=0, days=0.0).days_each == 0.0


def test_deadlines_met_and_missed_by_class(town):
    """The limit for an answer is local, the one for the visit is recommended."""
    refs = [town.enrol(number) for number in range(3)]
    _accept(town, refs[0], INTAKE, DAY)
    town.order(refs[0], c.CompleteTask(obligation="visit#1", outcome="done"), NURSE)
    _accept(town, refs[1], INTAKE, 2 * DAY)
    town.until(MONDAY + 14 * DAY)  # nobody answers the third, nobody visits the second
    assert figures.deadlines(town.house) == [
        DeadlineFigures(deadline_class="local", met=2, missed=1),
        DeadlineFigures(deadline_class="recommended", met=1, missed=1),
    ]
    assert figures.deadlines(town.house)[0].share == pytest.approx(2 / 3)
    assert DeadlineFigures(deadline_class="legal", met=0, missed=0).share == 0.0


def test_prompts_by_unit_and_the_mails_they_became(town):
    mailbox = Mailbox()
    town.clock.set(MONDAY - 2 * DAY)  # a Saturday
    for number in range(3):
        town.enrol(number)
    town.enrol(4, municipality=ASKOY)
    town.post(mailbox)
    town.clock.set(MONDAY)
    town.post(mailbox)
    assert len(mailbox.sent) == 2
    assert figures.prompts(town.house) == [
        PromptFigures(unit="Mottak Bergen, Bergen", messages=3, mails=1, urgent=0),
        PromptFigures(unit="Mottak Askøy, Askøy", messages=1, mails=1, urgent=0),
    ]
    town.until(MONDAY + 9 * DAY)
    town.post(mailbox)
    urgent = {one.unit: one.urgent for one in figures.prompts(town.house)}
    assert urgent == {"Mottak Bergen, Bergen": 3, "Mottak Askøy, Askøy": 1}  # to those who lead
