"""Working hours, limits that were prolonged, and clocks that stood still."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemover.calendar import (
    NORWAY,
    OSLO,
    Duration,
    OpeningHours,
    Unit,
    WorkCalendar,
    after,
    before,
    extended,
    parse_duration,
    say_reason,
    stood_still,
)

LAB = WorkCalendar(week=(OpeningHours(time(8), time(15, 30)),) * 5 + (None, None))


def oslo(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=OSLO)


@pytest.mark.parametrize(
    ("begins", "said", "ends"),
    [
        ("2026-03-02 10:00", "3 working hours", "2026-03-02 13:00"),
        ("2026-03-02 14:00", "3 working hours", "2026-03-03 09:30"),
        ("2026-03-02 20:00", "1 working hour", "2026-03-03 09:00"),
        ("2026-03-06 15:00", "1 working hour", "2026-03-09 08:30"),
        ("2026-03-02 08:00", "8 working hours", "2026-03-03 08:30"),
        ("2026-03-02 08:00", "7 working hours", "2026-03-02 15:00"),
        # The whole of Easter lies between, and nothing of it counts.
        ("2026-04-01 14:30", "2 working hours", "2026-04-07 09:00"),
        ("2026-03-07 12:00", "0 working hours", "2026-03-09 08:00"),
        ("2026-03-02 12:00", "0 working hours", "2026-03-02 12:00"),
        # The night that summer time begins takes no working hour away.
        ("2026-03-27 15:00", "2 working hours", "2026-03-30 09:30"),
    ],
)
def test_working_hours_pass_while_the_unit_is_open(begins: str, said: str, ends: str) -> None:
    assert after(oslo(begins), parse_duration(said), LAB).exact == oslo(ends)


def test_working_hours_are_counted_back_as_well() -> None:
    limit = before(oslo("2026-03-09 09:00"), parse_duration("2 working hours"), LAB)

    assert limit.exact == oslo("2026-03-06 14:30")


def test_a_unit_whose_hours_are_not_known_is_open_from_eight_to_four() -> None:
    limit = after(oslo("2026-03-02 15:00"), parse_duration("2 working hours"), NORWAY)

    assert limit.exact == oslo("2026-03-03 09:00")


def test_a_limit_in_working_hours_says_so() -> None:
    limit = after(oslo("2026-04-30 14:00"), parse_duration("3 working hours"), LAB)

    assert say_reason(limit.reason, "nb") == (
        "3 arbeidstimer fra 30. april 2026 kl. 14.00, hoppet over 1. mai (arbeidernes dag)"
    )


@given(
    begins=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),
    hours=st.integers(0, 60),
)
def test_what_was_worked_between_is_what_was_counted(begins: datetime, hours: int) -> None:
    start = begins.replace(tzinfo=OSLO)
    exact = after(start, Duration(hours, Unit.WORKING_HOURS), LAB).exact

    assert exact is not None
    assert LAB.worked(start, exact) == timedelta(hours=hours)


def test_a_prolonged_limit_counts_from_where_it_ended_before() -> None:
    limit = after(date(2026, 3, 2), parse_duration("4 weeks"))

    longer = extended(limit, parse_duration("2 weeks"))

    assert longer.day == date(2026, 4, 13)
    assert say_reason(longer.reason, "nb") == (
        "forlenget 2 uker etter 30. mars 2026 (4 uker etter 2. mars 2026)"
    )
    assert say_reason(longer.reason, "en").startswith("extended 2 weeks after 30 March 2026")


@pytest.mark.parametrize(
    ("said", "since", "until", "day"),
    [
        ("4 weeks", "2026-03-09 10:00", "2026-03-12 09:00", "2026-04-02"),
        ("10 days", "2026-03-03 10:00", "2026-03-03 16:00", "2026-03-12"),
        # Thursday evening to Monday is two working days: Friday and Monday.
        ("10 working days", "2026-03-05 20:00", "2026-03-09 08:00", "2026-03-18"),
        # A stop through a weekend costs no working day.
        ("10 working days", "2026-03-06 20:00", "2026-03-08 08:00", "2026-03-16"),
    ],
)
def test_a_limit_moves_by_what_its_clock_stood_still_in_its_own_unit(
    said: str, since: str, until: str, day: str
) -> None:
    length = parse_duration(said)
    limit = after(date(2026, 3, 2), length)

    moved = stood_still(limit, oslo(since), oslo(until), length.unit)

    assert moved.day == date.fromisoformat(day)
    assert moved.reason.stops == ((oslo(since), oslo(until)),)


def test_hours_move_by_the_time_itself() -> None:
    limit = after(oslo("2026-03-02 10:00"), parse_duration("24 hours"))

    moved = stood_still(limit, oslo("2026-03-02 12:00"), oslo("2026-03-02 14:20"), Unit.HOURS)

    assert moved.exact == oslo("2026-03-03 12:20")
    assert say_reason(moved.reason, "nb") == (
        "24 timer etter 2. mars 2026 kl. 10.00, klokka sto stille fra 2. mars 2026 kl. 12.00 til"
        " 2. mars 2026 kl. 14.20"
    )


def test_working_hours_move_by_those_the_unit_was_open() -> None:
    limit = after(oslo("2026-03-02 10:00"), parse_duration("3 working hours"), LAB)

    moved = stood_still(
        limit, oslo("2026-03-02 12:00"), oslo("2026-03-03 09:00"), Unit.WORKING_HOURS, LAB
    )

    # One of the three hours is left, and nine o'clock is when it goes again.
    assert moved.exact == oslo("2026-03-03 10:00")


def test_a_stop_is_told_by_its_days_where_days_are_counted() -> None:
    limit = after(date(2026, 3, 2), parse_duration("4 weeks"))
    moved = stood_still(limit, oslo("2026-03-09 10:00"), oslo("2026-03-12 09:00"), Unit.WEEKS)

    assert [say_reason(moved.reason, language) for language in ("nb", "nn", "en")] == [
        "4 uker etter 2. mars 2026, klokka sto stille fra 9. mars 2026 til 12. mars 2026",
        "4 veker etter 2. mars 2026, klokka stod stille frå 9. mars 2026 til 12. mars 2026",
        "4 weeks after 2 March 2026, the clock stood still from 9 March 2026 to 12 March 2026",
    ]
