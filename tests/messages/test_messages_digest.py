"""What is sent now, what waits for the unit to be at work, and what is gathered."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemover.calendar import OSLO, OpeningHours, WorkCalendar
from hjemover.engine.outbox import MessageId
from hjemover.messages import (
    MESSAGES,
    Plan,
    Preferences,
    Queued,
    WorkKind,
    digest_lines,
    next_try,
    plan,
    work_kind,
)
from hjemover.messages.digest import ALWAYS_URGENT, is_open, next_opening

OFFICE = OpeningHours(time(8), time(15, 30))
DAYTIME = WorkCalendar(week=(OFFICE,) * 5 + (None, None))


def oslo(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """An instant in 2026; Monday is 2 March."""
    return datetime(2026, month, day, hour, minute, tzinfo=OSLO).astimezone(UTC)


def prompt(
    key: str = "a",
    message: MessageId = "task-requested",
    *,
    since: datetime,
    item: str = "",
    deadline: datetime | None = None,
    urgent: bool = False,
) -> Queued:
    return Queued(
        key=key,
        item=item or key,
        message=message,
        kind=work_kind(message),
        since=since,
        deadline=deadline,
        urgent=urgent,
    )


def sent(result: Plan) -> list[tuple[str, list[str]]]:
    return [(mail.message, [p.key for p in mail.prompts]) for mail in result.send]


AT_ONCE = Preferences()
DAILY = Preferences(default="digest", digest_at=time(12))


def test_a_new_task_in_working_hours_is_told_at_once() -> None:
    now = oslo(2, 10)

    result = plan([prompt(since=now)], AT_ONCE, DAYTIME, now)

    assert sent(result) == [("task-requested", ["a"])]


def test_a_task_that_comes_in_the_night_waits_for_the_morning() -> None:
    (held,) = plan([prompt(since=oslo(2, 23))], AT_ONCE, DAYTIME, oslo(2, 23)).hold

    assert held.until == oslo(3, 8)


def test_what_comes_on_maundy_thursday_evening_waits_until_after_easter() -> None:
    evening = oslo(1, 20, month=4)  # Wednesday; Thursday to Monday are holidays

    (held,) = plan([prompt(since=evening)], AT_ONCE, DAYTIME, evening).hold

    assert held.until == oslo(7, 8, month=4)


def test_what_came_over_the_weekend_is_one_mail_on_monday() -> None:
    weekend = [prompt(key, since=oslo(7, hour)) for key, hour in (("a", 9), ("b", 10), ("c", 11))]
    monday = [prompt("d", since=oslo(9, 8))]

    result = plan([*weekend, *monday], AT_ONCE, DAYTIME, oslo(9, 8))

    assert sent(result) == [("task-requested", ["d"]), ("digest", ["a", "b", "c"])]


def test_a_digest_of_one_is_sent_as_the_message_itself() -> None:
    result = plan([prompt(since=oslo(2, 9))], DAILY, DAYTIME, oslo(2, 12))

    assert sent(result) == [("task-requested", ["a"])]


def test_a_unit_that_wants_a_digest_gets_it_at_its_hour() -> None:
    morning = [prompt("a", since=oslo(2, 9)), prompt("b", since=oslo(2, 11))]

    early = plan(morning, DAILY, DAYTIME, oslo(2, 11, 59))
    noon = plan(morning, DAILY, DAYTIME, oslo(2, 12))

    assert [held.until for held in early.hold] == [oslo(2, 12)] * 2
    assert sent(noon) == [("digest", ["a", "b"])]


def test_what_comes_after_the_digest_waits_for_the_next_working_day() -> None:
    friday = oslo(6, 13)

    (held,) = plan([prompt(since=friday)], DAILY, DAYTIME, friday).hold

    assert held.until == oslo(9, 12)


def test_a_digest_hour_when_the_unit_is_closed_moves_to_the_opening() -> None:
    early_bird = Preferences(default="digest", digest_at=time(6))

    (held,) = plan([prompt(since=oslo(2, 9))], early_bird, DAYTIME, oslo(2, 9)).hold

    assert held.until == oslo(3, 8)


def test_a_digest_that_we_were_down_for_is_not_sent_in_the_night() -> None:
    missed = [prompt(key, since=oslo(2, 9)) for key in "ab"]

    late = plan(missed, DAILY, DAYTIME, oslo(2, 22))

    assert [held.until for held in late.hold] == [oslo(3, 8)] * 2
    assert sent(plan(missed, DAILY, DAYTIME, oslo(3, 8))) == [("digest", ["a", "b"])]


def test_a_message_that_the_unit_does_not_want_is_not_sent() -> None:
    quiet = Preferences(by_message={"reminder": "never"})
    now = oslo(2, 10)

    result = plan(
        [prompt(message="reminder", since=now), prompt("b", since=now)], quiet, DAYTIME, now
    )

    assert sent(result) == [("task-requested", ["b"])]
    assert [dropped.key for dropped in result.drop] == ["a"]


@pytest.mark.parametrize("message", sorted(ALWAYS_URGENT))
def test_nobody_can_choose_away_that_somebody_is_being_waited_for(message: MessageId) -> None:
    deaf = Preferences(default="never", by_message={message: "never"})
    night = oslo(8, 3)  # a Sunday

    result = plan([prompt(message=message, since=night)], deaf, DAYTIME, night)

    assert sent(result) == [(message, ["a"])]


def test_a_unit_whose_calendar_never_opens_still_hears() -> None:
    start = date(2026, 1, 1)
    closed = WorkCalendar(closed=frozenset(start + timedelta(days=n) for n in range(900)))

    result = plan([prompt(since=oslo(2, 10))], AT_ONCE, closed, oslo(2, 10))

    assert sent(result) == [("task-requested", ["a"])]


def test_a_digest_counts_each_work_item_once_and_says_the_earliest_deadline() -> None:
    now = oslo(2, 10)
    prompts = [
        prompt("1", "task-requested", since=now, item="x", deadline=oslo(6, 15)),
        prompt("2", "reminder", since=now, item="x", deadline=oslo(6, 15)),
        prompt("3", "task-requested", since=now, item="y", deadline=oslo(2, 9)),
        prompt("4", "handoff-offered", since=now, item="z"),
    ]

    handoffs, tasks = digest_lines(prompts, now)

    assert (handoffs.kind_of_work, handoffs.count, handoffs.deadline) == (WorkKind.HANDOFF, 1, None)
    assert (tasks.kind_of_work, tasks.count, tasks.deadline) == (WorkKind.TASK, 2, oslo(2, 9))
    assert tasks.late
    assert not handoffs.late


@pytest.mark.parametrize(
    ("instant", "opens"),
    [
        (oslo(2, 7, 59), oslo(2, 8)),
        (oslo(2, 8), oslo(3, 8)),
        (oslo(6, 15, 30), oslo(9, 8)),
        (oslo(27, 16), oslo(30, 8)),  # summer time begins on Sunday 29 March
    ],
)
def test_the_next_opening_is_by_the_clock_on_the_wall(instant: datetime, opens: datetime) -> None:
    assert next_opening(DAYTIME, instant) == opens


def test_without_hours_a_working_day_is_the_whole_day() -> None:
    assert is_open(WorkCalendar(), oslo(2, 0))
    assert is_open(WorkCalendar(), oslo(6, 23, 59))
    assert not is_open(WorkCalendar(), oslo(7, 0))
    assert next_opening(WorkCalendar(), oslo(7, 12)) == oslo(9, 0)


# --- whatever comes ----------------------------------------------------------------------------

INSTANTS = st.integers(0, 364 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
WISHES = st.sampled_from(["at-once", "digest", "never"])
PREFERENCES = st.builds(
    Preferences,
    default=WISHES,
    by_message=st.dictionaries(st.sampled_from(MESSAGES), WISHES, max_size=4),
    digest_at=st.times(),
)
CALENDARS = st.sampled_from(
    [DAYTIME, WorkCalendar(), WorkCalendar(week=(None, OFFICE, None, None, None, OFFICE, None))]
)


@st.composite
def queues(draw: st.DrawFn, now: datetime) -> list[Queued]:
    ages = draw(st.lists(st.integers(0, 20_000), max_size=12))
    return [
        prompt(
            f"key-{number}",
            draw(st.sampled_from(MESSAGES)),
            since=now - timedelta(minutes=age),
            item=draw(st.sampled_from("xyz")),
            urgent=draw(st.booleans()),
        )
        for number, age in enumerate(ages)
    ]


@given(data=st.data(), now=INSTANTS, preferences=PREFERENCES, calendar=CALENDARS)
def test_nothing_is_lost_nothing_goes_out_twice_and_nothing_urgent_waits(
    data: st.DataObject, now: datetime, preferences: Preferences, calendar: WorkCalendar
) -> None:
    queued = data.draw(queues(now))

    result = plan(queued, preferences, calendar, now)

    mailed = [p for mail in result.send for p in mail.prompts]
    held = [waiting.prompt for waiting in result.hold]
    everything = Counter(p.key for p in (*mailed, *held, *result.drop))
    assert everything == Counter(p.key for p in queued)
    assert not any(p.cannot_wait for p in (*held, *result.drop))
    if not is_open(calendar, now):
        assert all(p.cannot_wait for p in mailed)
    for waiting in result.hold:
        assert waiting.until > now
        assert is_open(calendar, waiting.until)


@given(data=st.data(), now=INSTANTS, preferences=PREFERENCES, calendar=CALENDARS)
def test_what_is_held_goes_out_when_its_time_comes(
    data: st.DataObject, now: datetime, preferences: Preferences, calendar: WorkCalendar
) -> None:
    for waiting in plan(data.draw(queues(now)), preferences, calendar, now).hold:
        later = plan([waiting.prompt], preferences, calendar, waiting.until)

        assert [p for mail in later.send for p in mail.prompts] == [waiting.prompt]


# --- trying again ------------------------------------------------------------------------------


def test_a_mail_that_cannot_be_sent_is_tried_for_almost_two_days_and_then_given_up() -> None:
    waits = [next_try(attempt) for attempt in range(1, 8)]

    assert waits[0] == timedelta(minutes=1)
    assert all(wait is not None for wait in waits)
    assert waits == sorted(wait for wait in waits if wait is not None)
    assert timedelta(hours=36) < sum((w for w in waits if w), timedelta()) < timedelta(hours=48)
    assert next_try(8) is None
    assert next_try(100) is None


def test_attempts_are_counted_from_one() -> None:
    with pytest.raises(ValueError, match="counted from 1"):
        next_try(0)


def test_what_is_due_before_the_digest_does_not_wait_for_it() -> None:
    monday = oslo(2, 13)
    tonight = prompt("tonight", since=monday, deadline=oslo(2, 16))
    tomorrow = prompt("tomorrow", since=monday, deadline=oslo(3, 12, 30))
    late = prompt("late", message="deadline-passed", since=monday, deadline=oslo(2, 12))
    result = plan([tonight, tomorrow, late], DAILY, DAYTIME, monday)
    assert sent(result) == [("task-requested", ["tonight"])]
    assert {held.prompt.key: held.until for held in result.hold} == {
        "tomorrow": oslo(3, 12),
        "late": oslo(3, 12),
    }
