"""Windows, limits and what strikes around them, each with its reason (domain notes 5.1)."""

from datetime import date, time, timedelta

import pytest
from msgspec.structs import replace

from hjemover.calendar import OpeningHours, WorkCalendar
from hjemover.definition.models import DateRef, NumberOverride, Step, StepRef
from hjemover.engine import Directory, Rules
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.state import Deadline, ScheduledRung
from hjemover.vocabulary import RungKind, TaskStatus
from tests.engine.definitions import ADDRESS_BOOK, CLOCK, TRY_OUT, end, limit, number, task
from tests.engine.story import SUBJECT, Story, at, every, kinds, only, rules_of

FINISH = end("finish", "FULLFORT")


def due(story: Story, step: str) -> Deadline:
    found = story.open(step).due
    assert found is not None
    return found


def rungs(story: Story, step: str, kind: RungKind) -> list[ScheduledRung]:
    return [one for one in story.open(step).schedule if one.kind is kind]


def planned(diagnosed: str, now: str) -> Story:
    return Story(now=now).enrol(start="talk-2", diagnosed=diagnosed)


# --- windows ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("diagnosed", "opens", "work_by"),
    [
        ("2026-01-31", "2026-04-30", "2026-05-29"),  # closes on Sunday the 31st
        ("2025-10-31", "", "2026-02-27"),  # closes on Saturday the 28th: story 1
        ("2025-11-30", "2026-02-28", "2026-03-30"),
    ],
)
def test_a_window_is_calendar_months_and_the_work_is_due_the_working_day_before_its_end(
    diagnosed: str, opens: str, work_by: str
) -> None:
    story = planned(diagnosed, "2026-01-31")

    found = rungs(story, "talk-2", RungKind.OPENS)
    assert [one.at for one in found] == ([at(f"{opens} 00:00")] if opens else [])
    assert due(story, "talk-2").day.isoformat() == work_by


def test_a_deadline_keeps_the_reason_it_was_reckoned_by() -> None:
    reason = due(planned("2025-10-31", "2025-12-01"), "talk-2").reason

    assert (reason.anchor_name, reason.anchor_day) == ("diagnosed", date(2025, 10, 31))
    assert str(reason.duration) == "4 months"
    assert reason.cut_to_month_end
    assert reason.moved_from == date(2026, 2, 28)


def test_the_clock_counts_from_the_day_the_patient_was_told_when_that_is_known() -> None:
    story = Story().enrol(start="talk-2", diagnosed="2026-02-20", told="2026-03-02")

    assert due(story, "talk-2").reason.anchor_name == "told"
    assert due(story, "talk-2").day == date(2026, 7, 2)


def test_a_planned_task_comes_on_the_list_three_weeks_ahead_and_its_opening_is_said_once() -> None:
    story = planned("2026-03-02", "2026-03-02")
    assert story.open("talk-2").status is TaskStatus.DRAFT
    assert story.messages() == []

    assert kinds(story.wake("2026-05-12")) == ["TaskBroughtForward"]
    assert story.messages() == [("task-requested", "owner-a")]
    assert kinds(story.wake("2026-06-02")) == ["WindowOpened"]
    assert story.messages() == [("window-opened", "owner-a")]


def test_whoever_has_taken_a_planned_task_is_not_told_of_it_again() -> None:
    story = planned("2026-03-02", "2026-03-02")
    story.do(c.ClaimTask(obligation="talk-2#1", person="kari"))

    story.wake("2026-06-02")

    assert story.messages() == []
    assert story.open("talk-2").status is TaskStatus.IN_PROGRESS


def test_what_arrives_after_planning_time_is_on_the_list_at_once() -> None:
    story = planned("2026-01-02", "2026-03-20")

    assert story.open("talk-2").status is TaskStatus.REQUESTED
    assert rungs(story, "talk-2", RungKind.PLAN) == []
    assert story.messages() == [("task-requested", "owner-a")]


def test_what_arrives_after_its_window_is_due_today_and_the_delay_is_the_senders() -> None:
    story = planned("2025-10-02", "2026-03-02")  # the window closed on 2 February

    assert due(story, "talk-2").day == date(2026, 3, 2)
    assert due(story, "talk-2").late_on_arrival == 28
    assert due(story, "talk-2").passed is None
    assert story.standing().obligations[0].late_on_arrival == 28


def test_what_arrives_late_on_a_saturday_is_due_on_monday() -> None:
    assert due(planned("2025-10-02", "2026-03-07"), "talk-2").day == date(2026, 3, 9)


def test_what_arrives_late_after_closing_time_is_due_the_next_working_day() -> None:
    units = dict(ADDRESS_BOOK.units)
    week = WorkCalendar(week=_nine_to_three())
    units["owner-a"] = replace(units["owner-a"], calendar=week)
    rules = Rules(definition=TRY_OUT, directory=replace(ADDRESS_BOOK, units=units))

    story = Story(rules, now="2026-03-06 16:00").enrol(start="talk-2", diagnosed="2025-10-02")

    assert due(story, "talk-2").day == date(2026, 3, 9)
    assert due(story, "talk-2").at == at("2026-03-09 15:00")


def _nine_to_three() -> tuple[OpeningHours | None, ...]:
    day = OpeningHours(time(9), time(15))
    return (day, day, day, day, day, None, None)


def test_a_window_that_rests_on_an_unknown_date_is_timed_when_the_date_is_known() -> None:
    check = task("check", "hospital", None, window="open-ended", then="finish")
    story = Story(rules_of([check, FINISH])).enrol()
    assert story.open("check").status is TaskStatus.REQUESTED
    assert story.open("check").date_missing

    facts = story.do(c.CorrectDate(name="surgery", value=date(2026, 4, 1)))

    assert only(e.DeadlineMoved, facts).previous is None
    assert due(story, "check").day == date(2026, 5, 13)
    assert not story.open("check").date_missing


# --- limits -----------------------------------------------------------------------------------


def test_a_limit_in_working_days_skips_easter_and_says_so() -> None:
    rules = rules_of([task("call", "hospital", limit("3 working days"), then="finish"), FINISH])
    story = Story(rules, now="2026-04-01").enrol(diagnosed="2026-04-01")

    assert due(story, "call").day == date(2026, 4, 9)
    assert {one.day.day for one in due(story, "call").reason.skipped} == {2, 3, 6}


def test_reminders_come_before_and_escalations_after_in_the_order_of_time() -> None:
    ladder = (("5 working days", ("intake.lead",)), ("1 working day", ("hospital.lead",)))
    limited = limit("2 weeks", remind=("1 day", "1 week"), escalate=ladder)
    story = Story(rules_of([task("call", "hospital", limited, then="finish"), FINISH])).enrol()

    facts = story.wake("2026-04-30")

    told = [
        (type(one).__name__, getattr(one, "level", 0), one.at.astimezone().date().isoformat())
        for one in facts
    ]
    assert [one[:2] for one in told] == [
        ("ReminderDue", 1),
        ("ReminderDue", 2),
        ("DeadlinePassed", 0),
        ("Escalated", 1),
        ("Escalated", 2),
    ]
    assert every(e.Escalated, facts)[0].to == (("ward", "lead"),)
    assert due(story, "call").passed == at("2026-03-17 00:00")


def test_hours_around_a_limit_count_from_the_instant_it_ends() -> None:
    limited = limit("2 days", remind=("4 hours",), escalate=(("6 hours", ("hospital.lead",)),))
    story = Story(rules_of([task("call", "hospital", limited, then="finish"), FINISH])).enrol()

    ends = due(story, "call").at
    assert ends == at("2026-03-05 00:00")
    assert rungs(story, "call", RungKind.REMIND)[0].at == ends - timedelta(hours=4)
    assert rungs(story, "call", RungKind.ESCALATE)[0].at == ends + timedelta(hours=6)


def test_a_limit_in_hours_ends_at_its_instant_through_the_change_to_summer_time() -> None:
    rules = rules_of([task("call", "hospital", limit("48 hours"), then="finish"), FINISH])
    story = Story(rules, now="2026-03-28 09:00").enrol()

    assert due(story, "call").at == at("2026-03-30 10:00")


def test_an_escalation_to_nobody_that_can_be_found_goes_to_the_holders_lead() -> None:
    limited = limit("1 day", escalate=(("1 day", ("intake.lead",)),))
    story = Story(rules_of([task("call", "hospital", limited, then="finish"), FINISH]))
    story.enrol(subject=replace(SUBJECT, municipality="kommune-c"))

    assert only(e.Escalated, story.wake("2026-03-09")).to == (("ward", "lead"),)


def test_a_limit_that_counts_from_another_step_is_known_when_that_is_done() -> None:
    first = task("first", "hospital", limit("1 week"), then="second")
    second = task("second", "hospital", limit("2 weeks", StepRef("first")), then="finish")
    story = Story(rules_of([first, second, FINISH])).enrol()

    story.on("2026-03-09").complete("first", effective="2026-03-05")

    assert due(story, "second").day == date(2026, 3, 19)
    assert due(story, "second").reason.anchor_name == "first.done"


# --- numbers that a unit, an organisation or a region has changed ------------------------------


def override(scope: str, name: str, value: str, valid_from: str = "2026-01-01") -> NumberOverride:
    return NumberOverride(
        scope=scope,  # type: ignore[arg-type] # one of the three, written out in the test
        id=name,
        valid_from=date.fromisoformat(valid_from),
        value=limit(value).until.offset.duration,  # type: ignore[union-attr, arg-type] # an amount written out is a duration
    )


def limited_by(*overrides: NumberOverride, outside: tuple[NumberOverride, ...] = ()) -> Story:
    steps: list[Step] = [task("call", "hospital", limit("$call-within"), then="finish"), FINISH]
    rules = rules_of(steps, call_within=number("2 working days", *overrides))
    book: Directory = replace(ADDRESS_BOOK, numbers={("try-out", "call-within"): outside})
    return Story(replace(rules, directory=book)).enrol()


@pytest.mark.parametrize(
    ("overrides", "day"),
    [
        ([], 4),
        ([override("region", "vest", "3 working days")], 5),
        ([override("region", "ost", "3 working days")], 4),
        (
            [
                override("region", "vest", "3 working days"),
                override("organisation", "hospital-x", "4 working days"),
            ],
            6,
        ),
        (
            [
                override("unit", "ward", "1 working day"),
                override("organisation", "hospital-x", "4 working days"),
            ],
            3,
        ),
        ([override("unit", "ward-2", "1 working day")], 4),
        ([override("unit", "ward", "1 working day", "2026-03-03")], 4),
        (
            [
                override("unit", "ward", "1 working day", "2026-02-01"),
                override("unit", "ward", "4 working days", "2026-03-01"),
            ],
            6,
        ),
    ],
)
def test_the_nearest_number_in_force_that_day_counts(
    overrides: list[NumberOverride], day: int
) -> None:
    assert due(limited_by(*overrides), "call").day == date(2026, 3, day)
    assert due(limited_by(outside=tuple(overrides)), "call").day == date(2026, 3, day)


def test_a_limit_says_which_number_it_comes_from() -> None:
    assert due(limited_by(), "call").number == "call-within"


def test_a_number_changed_tomorrow_does_not_move_what_began_today() -> None:
    story = limited_by()
    rules = rules_of(
        [task("call", "hospital", limit("$call-within"), then="finish"), FINISH],
        call_within=number("9 working days"),
    )
    story.rules = rules

    assert kinds(story.do(c.CorrectDate(name="told", value=date(2026, 3, 1)))) == ["DateSet"]


def test_the_receivers_own_closed_days_count_in_its_limit() -> None:
    units = dict(ADDRESS_BOOK.units)
    closed = WorkCalendar(closed=frozenset({date(2026, 3, 3), date(2026, 3, 4)}))
    units["intake-a"] = replace(units["intake-a"], calendar=closed)
    rules = Rules(definition=TRY_OUT, directory=replace(ADDRESS_BOOK, units=units))

    story = Story(rules).enrol(start="send")

    assert due(story, "send").day == date(2026, 3, 6)
    assert [one.why for one in due(story, "send").reason.skipped] == ["closed", "closed"]


def test_a_deadline_strikes_at_its_own_instant_and_once() -> None:
    rules = rules_of([task("call", "hospital", limit("2 days", CLOCK), then="finish"), FINISH])
    story = Story(rules).enrol()

    assert story.wake("2026-03-04 23:59") == ()
    assert only(e.DeadlinePassed, story.wake("2026-03-08")).at == at("2026-03-05 00:00")
    assert story.wake("2026-03-09") == ()


def test_a_limit_from_a_date_nobody_knows_waits_for_it() -> None:
    limited = limit("2 days", DateRef("surgery"))
    story = Story(rules_of([task("call", "hospital", limited, then="finish"), FINISH])).enrol()
    assert story.open("call").due is None
    assert story.wake("2026-06-01") == ()

    story.do(c.CorrectDate(name="surgery", value=date(2026, 6, 10)))

    assert due(story, "call").day == date(2026, 6, 12)
