"""Due days: the worked dates of the field, a brute-force reference, and what always holds."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import msgspec
import pytest
from dateutil.easter import easter  # type: ignore[import-untyped]  # ships no types
from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]  # ships no types
from hypothesis import given
from hypothesis import strategies as st

from hjemover.calendar import (
    NORWAY,
    OSLO,
    Computed,
    Duration,
    OpeningHours,
    Reason,
    Skipped,
    Unit,
    WorkCalendar,
    after,
    before,
    end_of_day,
    parse_duration,
    start_of_day,
    work_by,
)

OFFICE = OpeningHours(time(8), time(16))
SHORT_DAY = OpeningHours(time(8, 30), time(15))
TUESDAYS = WorkCalendar(week=(None, SHORT_DAY, None, None, None, None, None))
SIX_DAYS = WorkCalendar(week=(SHORT_DAY,) * 6 + (None,))
EVES = WorkCalendar(closed_yearly=frozenset({(12, 24), (12, 31)}))


def day(written: str) -> date:
    return date.fromisoformat(written)


def utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("anchor", "duration", "due"),
    [
        # The field's own worked dates: windows are calendar months, never moved.
        ("2026-01-31", "3 months", "2026-04-30"),
        ("2026-01-31", "4 months", "2026-05-31"),
        ("2026-01-31", "12 months", "2027-01-31"),
        ("2026-01-31", "18 months", "2027-07-31"),
        ("2025-10-31", "3 months", "2026-01-31"),
        ("2025-10-31", "4 months", "2026-02-28"),
        # Easter, Christmas, New Year, 17 May on a Whit Monday.
        ("2026-04-01", "3 working days", "2026-04-09"),
        ("2026-12-23", "3 working days", "2026-12-29"),
        ("2026-12-30", "2 working days", "2027-01-04"),
        ("2027-05-14", "1 working day", "2027-05-18"),
        ("2026-04-28", "17 working days", "2026-05-26"),
        # Leap days.
        ("2028-02-29", "1 year", "2029-02-28"),
        ("2028-02-29", "4 years", "2032-02-29"),
        ("2027-08-29", "6 months", "2028-02-29"),
        ("2028-02-28", "1 day", "2028-02-29"),
        ("2096-02-29", "48 months", "2100-02-28"),
        # Anchored on a day off: counting starts on the day after all the same.
        ("2026-05-16", "1 working day", "2026-05-18"),
        ("2026-05-16", "0 working days", "2026-05-18"),
        ("2026-05-18", "0 working days", "2026-05-18"),
        ("2026-04-28", "0 months", "2026-04-28"),
    ],
)
def test_a_limit_falls_on_the_day_the_field_expects(anchor: str, duration: str, due: str) -> None:
    assert after(day(anchor), parse_duration(duration)).day == day(due)


@pytest.mark.parametrize(
    ("anchor", "duration", "due"),
    [
        ("2026-01-31", "3 weeks", "2026-01-10"),
        ("2026-03-31", "1 month", "2026-02-28"),
        ("2028-02-29", "1 year", "2027-02-28"),
        ("2026-04-07", "1 working day", "2026-04-01"),
        ("2026-05-16", "0 working days", "2026-05-15"),
        ("2027-01-04", "1 working day", "2026-12-31"),
    ],
)
def test_a_plan_date_is_counted_back_in_the_same_way(anchor: str, duration: str, due: str) -> None:
    assert before(day(anchor), parse_duration(duration)).day == day(due)


def test_the_window_stays_on_saturday_and_the_task_is_due_on_friday() -> None:
    window = after(day("2025-10-31"), parse_duration("4 months"), anchor_name="diagnosed")
    task = work_by(window, NORWAY)

    assert window.day == day("2026-02-28")
    assert window.reason.cut_to_month_end
    assert task.day == day("2026-02-27")
    assert (task.reason.moved_from, task.reason.moved_why) == (day("2026-02-28"), "weekend")
    assert task.reason.anchor_name == "diagnosed"
    assert work_by(task, NORWAY) == task


def test_a_window_ending_on_a_double_holiday_moves_the_task_before_the_weekend() -> None:
    task = work_by(after(day("2027-02-17"), parse_duration("3 months")), NORWAY)
    assert task.day == day("2027-05-14")
    assert task.reason.moved_why == "constitution-day+whit-monday"


def test_a_limit_in_hours_is_never_moved_to_a_working_day() -> None:
    limit = after(utc("2026-05-15T12:00"), parse_duration("24 hours"))
    assert limit.day == day("2026-05-16")
    assert work_by(limit, NORWAY) == limit


def test_christmas_eve_counts_unless_the_unit_closes_then() -> None:
    two = parse_duration("2 working days")
    assert after(day("2026-12-22"), two).day == day("2026-12-24")
    assert after(day("2026-12-22"), two, EVES).day == day("2026-12-28")
    assert after(day("2026-12-30"), parse_duration("1 working day"), EVES).day == day("2027-01-04")


@pytest.mark.parametrize(
    ("anchor", "hours", "exact"),
    [
        # Spring: the hour from 02 to 03 is not there. Autumn: it comes twice.
        ("2026-03-28T12:00", 24, "2026-03-29T12:00"),
        ("2026-03-29T00:30", 1, "2026-03-29T01:30"),
        ("2026-10-24T12:00", 24, "2026-10-25T12:00"),
        ("2026-10-25T00:30", 1, "2026-10-25T01:30"),
        ("2027-03-27T20:00", 12, "2027-03-28T08:00"),
        ("2027-10-30T20:00", 48, "2027-11-01T20:00"),
        ("2026-12-31T22:30", 2, "2027-01-01T00:30"),
    ],
)
def test_hours_are_elapsed_time_through_both_time_changes(
    anchor: str, hours: int, exact: str
) -> None:
    limit = after(utc(anchor), Duration(hours, Unit.HOURS))
    assert limit.exact == limit.opens() == limit.closes(TUESDAYS) == utc(exact)
    assert limit.day == utc(exact).astimezone(OSLO).date()
    assert before(utc(exact), Duration(hours, Unit.HOURS)).exact == utc(anchor)


@pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"])
def test_a_day_over_a_time_change_is_still_a_day(change: str) -> None:
    eve = day(change) - timedelta(days=1)
    limit = after(eve, parse_duration("1 day"))
    assert limit.day == day(change)
    assert limit.opens() == start_of_day(day(change))
    assert limit.closes() == end_of_day(day(change))
    assert limit.closes() - after(eve, parse_duration("0 days")).closes() != timedelta(hours=24)


def test_hours_from_a_date_run_from_its_local_midnight() -> None:
    limit = after(day("2026-03-29"), parse_duration("24 hours"))
    assert limit.exact == utc("2026-03-29T23:00")
    assert limit.day == day("2026-03-30")
    assert limit.reason.anchor == day("2026-03-29")


def test_a_day_counted_from_an_instant_is_counted_from_its_day_in_oslo() -> None:
    half_past_midnight = utc("2026-04-28T22:30")
    limit = after(half_past_midnight, parse_duration("1 working day"))
    assert limit.reason.anchor_day == day("2026-04-29")
    assert limit.reason.anchor == half_past_midnight
    assert limit.day == day("2026-04-30")
    assert limit.exact is None


def test_a_message_outside_opening_hours_is_counted_like_any_other_that_day() -> None:
    two = parse_duration("2 working days")
    received = [utc("2026-04-28T04:00"), utc("2026-04-28T10:00"), utc("2026-04-28T20:00")]
    assert {after(at, two, TUESDAYS).day for at in received} == {day("2026-05-12")}
    sunday_night = utc("2026-05-03T21:00")
    assert after(sunday_night, parse_duration("1 working day"), TUESDAYS).day == day("2026-05-05")


def test_a_limit_at_a_tuesday_unit_is_passed_at_its_closing_time() -> None:
    limit = after(day("2026-11-17"), parse_duration("1 working day"), TUESDAYS)
    assert limit.day == day("2026-11-24")
    assert limit.closes(TUESDAYS) == utc("2026-11-24T14:00")
    assert limit.closes(NORWAY) == utc("2026-11-24T23:00")


def test_a_step_counted_from_a_step_keeps_both_reasons() -> None:
    window = after(day("2025-10-31"), parse_duration("3 months"), anchor_name="diagnosed")
    plan = before(window.day, parse_duration("3 weeks"), inner=window.reason)
    assert plan.day == day("2026-01-10")
    assert plan.reason.then == window.reason
    assert plan.reason.then.anchor_name == "diagnosed"


def test_ten_years_of_working_days_are_counted_one_by_one() -> None:
    limit = after(day("2026-01-02"), parse_duration("2530 working days"))
    assert limit.day == reference_due(day("2026-01-02"), 2530, Unit.WORKING_DAYS, 1, NORWAY)


def test_a_naive_anchor_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        after(datetime(2026, 4, 28, 12), parse_duration("1 day"))


# --- The reference: slow, obvious, and written without looking at the product's own code. ------


def reference_is_working(a_day: date, calendar: WorkCalendar) -> bool:
    sunday = easter(a_day.year)
    movable = {sunday + timedelta(days=n) for n in (-3, -2, 0, 1, 39, 49, 50)}
    fixed = {(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)}
    if a_day in movable or (a_day.month, a_day.day) in fixed | calendar.closed_yearly:
        return False
    if a_day in calendar.closed:
        return False
    if calendar.week:
        return calendar.week[a_day.weekday()] is not None
    return a_day.isoweekday() <= 5


def reference_due(anchor: date, amount: int, unit: Unit, sign: int, cal: WorkCalendar) -> date:
    if unit is Unit.WORKING_DAYS:
        a_day = anchor
        if amount == 0:
            while not reference_is_working(a_day, cal):
                a_day += timedelta(days=sign)
        for _ in range(amount):
            a_day += timedelta(days=sign)
            while not reference_is_working(a_day, cal):
                a_day += timedelta(days=sign)
        return a_day
    if unit is Unit.WORKING_HOURS:
        return reference_open_time(anchor, 2 * amount, sign, cal)
    if unit is Unit.HOURS:
        midnight = datetime(anchor.year, anchor.month, anchor.day, tzinfo=OSLO).timestamp()
        return datetime.fromtimestamp(midnight + sign * amount * 3600, OSLO).date()
    moved: date = anchor + relativedelta(**{unit.value: sign * amount})
    return moved


def reference_open_time(anchor: date, half_hours: int, sign: int, cal: WorkCalendar) -> date:
    """Half an hour at a time; what is known of no hours is open from 8 to 16."""
    half = timedelta(minutes=30) * sign
    at = datetime(anchor.year, anchor.month, anchor.day, tzinfo=OSLO).astimezone(UTC)
    while True:
        begins = (at if sign > 0 else at + half).astimezone(OSLO)
        hours = (cal.week[begins.weekday()] if cal.week else None) or OFFICE
        is_open = hours.opens <= begins.time() < hours.closes
        if is_open and reference_is_working(begins.date(), cal):
            if not half_hours:
                return at.astimezone(OSLO).date()
            half_hours -= 1
            if not half_hours:
                return (at + half).astimezone(OSLO).date()
        at += half


DUE_DAYS_PER_UNIT = 80
LARGEST = {
    Unit.HOURS: 2000,
    Unit.DAYS: 800,
    Unit.WEEKS: 110,
    Unit.MONTHS: 60,
    Unit.YEARS: 9,
    Unit.WORKING_DAYS: 90,
    Unit.WORKING_HOURS: 200,
}
CALENDARS = {"norway": NORWAY, "eves": EVES, "tuesdays": TUESDAYS, "six days": SIX_DAYS}


def due_day_table() -> Iterator[tuple[date, int, Unit, int, str]]:
    draw = random.Random("Hjemover 1990-2099")  # the same table every time
    for unit in Unit:
        for _ in range(DUE_DAYS_PER_UNIT):
            anchor = date(1990, 1, 1) + timedelta(days=draw.randrange(109 * 365))
            if draw.random() < 0.4:  # lean towards the days that hurt
                anchor = draw.choice(
                    [
                        easter(anchor.year) - timedelta(days=draw.randrange(9)),
                        date(anchor.year, 5, draw.randrange(1, 20)),
                        date(anchor.year, 12, draw.randrange(20, 32)),
                        date(anchor.year, draw.choice([1, 3, 5, 8, 10]), 31),
                        date(anchor.year, 2, 28) + timedelta(days=1),
                    ]
                )
            amount = draw.randrange(LARGEST[unit] if draw.random() < 0.5 else 8)
            yield anchor, amount, unit, draw.choice([1, -1]), draw.choice(list(CALENDARS))


TABLE = list(due_day_table())


@pytest.mark.parametrize(
    ("anchor", "amount", "unit", "sign", "calendar"),
    TABLE,
    ids=lambda value: str(value),
)
def test_the_due_day_is_the_one_found_by_stepping_day_by_day(
    anchor: date, amount: int, unit: Unit, sign: int, calendar: str
) -> None:
    count = after if sign > 0 else before
    computed = count(anchor, Duration(amount, unit), CALENDARS[calendar])
    assert computed.day == reference_due(anchor, amount, unit, sign, CALENDARS[calendar])


def test_the_table_is_broad_enough_to_mean_something() -> None:
    assert len(set(TABLE)) >= 400
    assert {row[0].year // 10 for row in TABLE} == set(range(199, 210))
    assert {(row[2], row[3]) for row in TABLE} == {(u, s) for u in Unit for s in (1, -1)}


# --- What holds for every date, duration and calendar. ----------------------------------------

DAYS = st.dates(date(1990, 1, 1), date(2095, 12, 31))
COUNTS = st.integers(0, 60)
SOME_CALENDARS = st.builds(
    WorkCalendar,
    closed=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20),
    closed_yearly=st.frozensets(st.sampled_from([(12, 24), (12, 31), (2, 29), (7, 1)])),
    week=st.sampled_from([(), TUESDAYS.week, SIX_DAYS.week, (SHORT_DAY,) * 5 + (None,) * 2]),
)
# Half of the days lie where the calendars above close days of their own.
CLOSE_DAYS = st.one_of(DAYS, st.dates(date(2025, 11, 1), date(2027, 2, 1)))
DURATIONS = st.sampled_from(Unit).flatmap(
    lambda unit: st.builds(Duration, st.integers(0, LARGEST[unit]), st.just(unit))
)


def working_days(count: int) -> Duration:
    return Duration(count, Unit.WORKING_DAYS)


@given(CLOSE_DAYS, COUNTS, SOME_CALENDARS)
def test_counting_forth_and_back_returns_to_the_same_working_day(
    a_day: date, count: int, calendar: WorkCalendar
) -> None:
    start = calendar.working_day_on_or_after(a_day)
    there = after(start, working_days(count), calendar).day
    assert before(there, working_days(count), calendar).day == start
    back = before(start, working_days(count), calendar).day
    assert after(back, working_days(count), calendar).day == start


@given(CLOSE_DAYS, COUNTS, SOME_CALENDARS)
def test_a_limit_in_working_days_never_falls_on_a_day_off(
    a_day: date, count: int, calendar: WorkCalendar
) -> None:
    for count_from in (after, before):
        assert calendar.is_working_day(count_from(a_day, working_days(count), calendar).day)


@given(CLOSE_DAYS, DURATIONS, SOME_CALENDARS)
def test_work_by_is_the_last_working_day_not_after_the_window(
    a_day: date, duration: Duration, calendar: WorkCalendar
) -> None:
    window = after(a_day, duration, calendar)
    task = work_by(window, calendar)
    if window.exact is not None:
        assert task == window
        return
    assert calendar.is_working_day(task.day)
    between = [window.day - timedelta(days=n) for n in range((window.day - task.day).days)]
    assert not any(calendar.is_working_day(skipped) for skipped in between)
    assert task.reason.moved_from == (window.day if between else None)


@given(CLOSE_DAYS, CLOSE_DAYS, DURATIONS, SOME_CALENDARS)
def test_a_later_anchor_never_gives_an_earlier_limit(
    one: date, other: date, duration: Duration, calendar: WorkCalendar
) -> None:
    first, last = sorted((one, other))
    for count_from in (after, before):
        assert count_from(first, duration, calendar).closes(calendar) <= count_from(
            last, duration, calendar
        ).closes(calendar)


@given(CLOSE_DAYS, DURATIONS, SOME_CALENDARS)
def test_a_longer_duration_never_gives_an_earlier_limit(
    a_day: date, duration: Duration, calendar: WorkCalendar
) -> None:
    longer = Duration(duration.amount + 1, duration.unit)
    assert after(a_day, duration, calendar).opens() <= after(a_day, longer, calendar).opens()
    assert before(a_day, duration, calendar).opens() >= before(a_day, longer, calendar).opens()


@given(CLOSE_DAYS, st.integers(0, 240))
def test_months_land_in_the_month_counted_to_and_are_cut_only_to_its_end(
    a_day: date, months: int
) -> None:
    for count_from, sign in ((after, 1), (before, -1)):
        computed = count_from(a_day, Duration(months, Unit.MONTHS))
        moved = (computed.day.year - a_day.year) * 12 + computed.day.month - a_day.month
        assert moved == sign * months
        assert computed.reason.cut_to_month_end is (computed.day.day != a_day.day)
        if computed.reason.cut_to_month_end:
            assert (computed.day + timedelta(days=1)).day == 1


@given(CLOSE_DAYS, COUNTS, SOME_CALENDARS, st.booleans())
def test_the_reason_lists_exactly_the_weekdays_that_were_not_counted(
    a_day: date, count: int, calendar: WorkCalendar, forth: bool
) -> None:
    computed = (after if forth else before)(a_day, working_days(count), calendar)
    low, high = sorted((a_day, computed.day))
    passed = [low + timedelta(days=n) for n in range((high - low).days + 1)]
    if count:
        passed.remove(a_day)  # counting starts beside the anchor
    expected = tuple(
        Skipped(one, why)
        for one in passed
        if (why := calendar.why_closed(one)) is not None and why != "weekend"
    )
    assert computed.reason.skipped == expected


@given(st.datetimes(datetime(1990, 1, 1), datetime(2095, 1, 1)), DURATIONS, SOME_CALENDARS)
def test_a_computed_day_comes_back_from_storage_as_it_was(
    moment: datetime, duration: Duration, calendar: WorkCalendar
) -> None:
    window = after(moment.replace(tzinfo=UTC), duration, calendar, anchor_name="received")
    plan = work_by(before(window.day, duration, calendar, inner=window.reason), calendar)
    for computed in (window, plan):
        stored = msgspec.json.encode(computed)
        assert msgspec.json.decode(stored, type=Computed) == computed
        stored = msgspec.json.encode(computed.reason)
        assert msgspec.json.decode(stored, type=Reason) == computed.reason
