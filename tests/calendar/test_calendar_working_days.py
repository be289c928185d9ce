"""Which days a unit works, why it does not, and when its day ends."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import msgspec
import pytest
from dateutil.easter import easter  # type: ignore[import-untyped]  # ships no types
from holidays.countries.norway import Norway
from hypothesis import given
from hypothesis import strategies as st

from hjemover.calendar import (
    HOLIDAY_NAMES,
    NORWAY,
    NoWorkingDay,
    OpeningHours,
    WorkCalendar,
    end_of_day,
    local_day,
    norway,
    start_of_day,
)
from hjemover.calendar.norway import holidays_of

SHORT_DAY = OpeningHours(time(8, 30), time(15))
TUESDAYS = WorkCalendar(week=(None, SHORT_DAY, None, None, None, None, None))
SIX_DAYS = WorkCalendar(week=(SHORT_DAY,) * 5 + (OpeningHours(time(10), time(13)), None))
CLOSED_ON_THE_EVES = WorkCalendar(closed_yearly=frozenset({(12, 24), (12, 31)}))


def holidays_by_law(year: int) -> dict[date, set[str]]:
    """The twelve public holidays, counted from another Easter than the product's."""
    sunday = easter(year)
    by_key = {
        "new-years-day": date(year, 1, 1),
        "maundy-thursday": sunday - timedelta(days=3),
        "good-friday": sunday - timedelta(days=2),
        "easter-sunday": sunday,
        "easter-monday": sunday + timedelta(days=1),
        "labour-day": date(year, 5, 1),
        "constitution-day": date(year, 5, 17),
        "ascension-day": sunday + timedelta(days=39),
        "whit-sunday": sunday + timedelta(days=49),
        "whit-monday": sunday + timedelta(days=50),
        "christmas-day": date(year, 12, 25),
        "second-christmas-day": date(year, 12, 26),
    }
    assert by_key.keys() == HOLIDAY_NAMES.keys()
    days: dict[date, set[str]] = {}
    for key, day in by_key.items():
        days.setdefault(day, set()).add(key)
    return days


@pytest.mark.parametrize("year", range(1990, 2100))
def test_every_holiday_is_on_its_day_and_has_its_key(year: int) -> None:
    assert {day: set(keys) for day, keys in holidays_of(year).items()} == holidays_by_law(year)
    assert all(len(keys) == len(set(keys)) for keys in holidays_of(year).values())


def test_every_holiday_has_its_name_in_all_three_languages() -> None:
    for names in HOLIDAY_NAMES.values():
        assert names.keys() == {"nb", "nn", "en"}
        assert all(names.values())


def test_the_language_of_the_process_does_not_change_the_holidays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = dict(holidays_of(2027))
    for language in ("uk", "nb", "th", "no"):
        monkeypatch.setenv("LANGUAGE", language)
        assert dict(holidays_of.__wrapped__(2027)) == expected


def test_a_holiday_the_law_gains_is_closed_before_we_have_a_name_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = list(holidays_of(2031))
    sami_day = date(2031, 10, 6)
    monkeypatch.setattr(norway, "Norway", lambda years: dict.fromkeys([*known, sami_day], ""))
    assert holidays_of.__wrapped__(2031)[sami_day] == ("public-holiday",)
    assert set(holidays_of.__wrapped__(2031)) == {*known, sami_day}


def test_the_holidays_of_a_year_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    real = Norway

    def counting(years: int) -> object:
        asked.append(years)
        return real(years=years)

    monkeypatch.setattr(norway, "Norway", counting)
    holidays_of.cache_clear()
    for month in range(1, 13):
        # A calendar no other test has, so that nothing of it is remembered.
        WorkCalendar(closed=frozenset({date(2043, month, 3)})).is_working_day(date(2043, 5, 1))
    assert asked == [2043]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 4, 28), None),
        (date(2026, 4, 25), "weekend"),
        (date(2026, 5, 17), "weekend"),  # a Sunday: closed whatever else it is
        (date(2026, 5, 1), "labour-day"),
        (date(2026, 5, 14), "ascension-day"),
        (date(2027, 5, 17), "constitution-day+whit-monday"),
        (date(2026, 12, 24), None),
        (date(2026, 12, 31), None),
        (date(2100, 5, 17), "constitution-day+whit-monday"),
    ],
)
def test_a_closed_day_says_why(day: date, why: str | None) -> None:
    assert NORWAY.why_closed(day) == why
    assert NORWAY.is_working_day(day) is (why is None)


def test_a_unit_may_close_on_the_eves_and_on_days_of_its_own() -> None:
    assert CLOSED_ON_THE_EVES.why_closed(date(2026, 12, 24)) == "closed"
    assert CLOSED_ON_THE_EVES.why_closed(date(2035, 12, 31)) == "closed"
    planning_day = WorkCalendar(closed=frozenset({date(2026, 8, 14), date(2026, 5, 1)}))
    assert planning_day.why_closed(date(2026, 8, 14)) == "closed"
    assert planning_day.why_closed(date(2026, 5, 1)) == "labour-day"
    assert planning_day.is_working_day(date(2027, 8, 13))


def test_a_unit_open_on_tuesdays_works_on_tuesdays_only() -> None:
    assert TUESDAYS.is_working_day(date(2026, 4, 28))
    assert TUESDAYS.why_closed(date(2026, 4, 29)) == "unit-closed-weekday"
    assert TUESDAYS.why_closed(date(2026, 5, 2)) == "weekend"
    # Tuesday 17 May 2033 is Constitution Day; Monday 17 May 2027 was never an opening day.
    assert TUESDAYS.why_closed(date(2033, 5, 17)) == "constitution-day"
    assert TUESDAYS.why_closed(date(2027, 5, 17)) == "unit-closed-weekday"


def test_a_saturday_counts_only_for_a_unit_with_hours_on_it() -> None:
    assert SIX_DAYS.is_working_day(date(2026, 4, 25))
    assert SIX_DAYS.why_closed(date(2026, 4, 26)) == "weekend"
    assert SIX_DAYS.why_closed(date(2027, 5, 1)) == "labour-day"  # a Saturday it would have worked


def test_the_nearest_working_day_is_found_over_easter_and_new_year() -> None:
    assert NORWAY.working_day_on_or_before(date(2026, 4, 6)) == date(2026, 4, 1)
    assert NORWAY.working_day_on_or_after(date(2026, 4, 2)) == date(2026, 4, 7)
    assert NORWAY.working_day_on_or_after(date(2027, 1, 1)) == date(2027, 1, 4)
    assert NORWAY.working_day_on_or_before(date(2027, 1, 3)) == date(2026, 12, 31)
    assert CLOSED_ON_THE_EVES.working_day_on_or_before(date(2027, 1, 3)) == date(2026, 12, 30)
    assert NORWAY.working_day_on_or_before(date(2026, 4, 8)) == date(2026, 4, 8)


@pytest.mark.parametrize(
    ("calendar", "day", "closes"),
    [
        (TUESDAYS, date(2026, 11, 24), datetime(2026, 11, 24, 14, tzinfo=UTC)),
        (TUESDAYS, date(2026, 6, 23), datetime(2026, 6, 23, 13, tzinfo=UTC)),
        (TUESDAYS, date(2026, 6, 24), datetime(2026, 6, 24, 22, tzinfo=UTC)),
        (NORWAY, date(2026, 11, 24), datetime(2026, 11, 24, 23, tzinfo=UTC)),
        (NORWAY, date(2026, 3, 28), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (NORWAY, date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (NORWAY, date(2026, 10, 24), datetime(2026, 10, 24, 22, tzinfo=UTC)),
        (NORWAY, date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
)
def test_a_working_day_ends_at_closing_time_or_at_local_midnight(
    calendar: WorkCalendar, day: date, closes: datetime
) -> None:
    assert calendar.closing(day) == closes
    assert calendar.closing(day).tzinfo is UTC


def test_closing_at_midnight_is_the_end_of_that_day() -> None:
    day_and_night = OpeningHours(time(0), time(0))
    calendar = WorkCalendar(week=(day_and_night,) * 7)
    assert calendar.closing(date(2026, 6, 24)) == end_of_day(date(2026, 6, 24))


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 3, 29), 23),
        (date(2026, 10, 25), 25),
        (date(2027, 3, 28), 23),
        (date(2027, 10, 31), 25),
        (date(2028, 2, 29), 24),
        (date(2026, 12, 31), 24),
    ],
)
def test_a_civil_day_is_as_long_as_oslos_clocks_make_it(day: date, hours: int) -> None:
    assert end_of_day(day) - start_of_day(day) == timedelta(hours=hours)
    assert end_of_day(day) == start_of_day(day + timedelta(days=1))


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_an_instant_belongs_to_the_day_that_has_begun_in_oslo(day: date) -> None:
    assert local_day(start_of_day(day)) == day
    assert local_day(end_of_day(day) - timedelta(microseconds=1)) == day
    tokyo = timezone(timedelta(hours=9))
    assert local_day(start_of_day(day).astimezone(tokyo)) == day


def test_an_instant_is_not_taken_for_a_day_nor_a_naive_time_for_an_instant() -> None:
    may_day_noon = datetime(2026, 5, 1, 12, tzinfo=UTC)
    for ask in (
        NORWAY.is_working_day,
        NORWAY.why_closed,
        NORWAY.working_day_on_or_after,
        NORWAY.working_day_on_or_before,
        NORWAY.closing,
        TUESDAYS.closing,
        start_of_day,
        end_of_day,
    ):
        with pytest.raises(TypeError, match="is an instant"):
            ask(may_day_noon)
    with pytest.raises(ValueError, match="has no time zone"):
        local_day(datetime(2026, 5, 1, 12))


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda: WorkCalendar(week=(SHORT_DAY,) * 5), "lists 5"),
        (lambda: WorkCalendar(week=(None,) * 7), "no opening day"),
        (lambda: WorkCalendar(closed_yearly=frozenset({(2, 30)})), "day"),
        (lambda: OpeningHours(time(15), time(8, 30)), "close before they open"),
        (lambda: OpeningHours(time(8, tzinfo=UTC), time(15)), "without a time zone"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(make: object, complaint: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=complaint):
        make()


def test_a_unit_may_close_on_leap_day() -> None:
    calendar = WorkCalendar(closed_yearly=frozenset({(2, 29)}))
    assert calendar.why_closed(date(2028, 2, 29)) == "closed"


def test_a_unit_closed_for_years_is_told_so_instead_of_searched_for_ever() -> None:
    every_day = ((m, d) for m in range(1, 13) for d in range(1, 29 if m == 2 else 31))
    calendar = WorkCalendar(closed_yearly=frozenset(every_day) | {(2, 29), *_the_31sts()})
    with pytest.raises(NoWorkingDay, match="closed dates"):
        calendar.working_day_on_or_after(date(2026, 4, 28))
    with pytest.raises(NoWorkingDay, match="closed dates"):
        calendar.working_day_on_or_before(date(2026, 4, 28))


def _the_31sts() -> set[tuple[int, int]]:
    return {(month, 31) for month in (1, 3, 5, 7, 8, 10, 12)}


@pytest.mark.parametrize(
    "calendar",
    [
        NORWAY,
        TUESDAYS,
        SIX_DAYS,
        WorkCalendar(
            closed=frozenset({date(2026, 8, 14), date(2027, 8, 13)}),
            closed_yearly=frozenset({(12, 24), (12, 31), (2, 29)}),
            week=TUESDAYS.week,
        ),
    ],
)
def test_a_calendar_comes_back_from_storage_as_it_was(calendar: WorkCalendar) -> None:
    assert msgspec.json.decode(msgspec.json.encode(calendar), type=WorkCalendar) == calendar
