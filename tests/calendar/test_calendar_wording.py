"""How a deadline and its reason are said to the people who must keep it."""

import re
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemover.calendar import (
    HOLIDAY_NAMES,
    NORWAY,
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
    say_closed,
    say_day,
    say_deadline,
    say_instant,
    say_reason,
    work_by,
)

LANGUAGES = ("nb", "nn", "en")
SHORT_DAY = OpeningHours(time(8, 30), time(15))
TUESDAYS = WorkCalendar(week=(None, SHORT_DAY, None, None, None, None, None))
DIAGNOSED = {"nb": "diagnosedato", "nn": "diagnosedato", "en": "date of diagnosis"}


def said(computed: Computed) -> tuple[str, ...]:
    return tuple(
        say_reason(computed.reason, language, names={"diagnosed": DIAGNOSED[language]})
        for language in LANGUAGES
    )


def limit(anchor: str, duration: str, calendar: WorkCalendar = NORWAY) -> Computed:
    return after(date.fromisoformat(anchor), parse_duration(duration), calendar)


def test_working_days_say_which_weekdays_were_skipped() -> None:
    assert said(limit("2026-04-28", "17 working days")) == (
        "17 virkedager fra 28. april 2026, hoppet over 1., 14. og 25. mai",
        "17 virkedagar frå 28. april 2026, hoppa over 1., 14. og 25. mai",
        "17 working days from 28 April 2026, skipping 1, 14 and 25 May",
    )


def test_a_single_skipped_day_says_its_name() -> None:
    assert said(limit("2026-04-30", "1 working day")) == (
        "1 virkedag fra 30. april 2026, hoppet over 1. mai (arbeidernes dag)",
        "1 virkedag frå 30. april 2026, hoppa over 1. mai (arbeidarane sin dag)",
        "1 working day from 30 April 2026, skipping 1 May (Labour Day)",
    )


def test_skipped_days_in_several_months_are_grouped_and_a_new_year_is_named() -> None:
    nb, _, en = said(limit("2026-12-23", "7 working days"))
    assert nb == "7 virkedager fra 23. desember 2026, hoppet over 25. desember og 1. januar 2027"
    assert en == "7 working days from 23 December 2026, skipping 25 December and 1 January 2027"
    spring, *_ = said(limit("2026-03-30", "33 working days"))
    assert spring.endswith("hoppet over 2., 3. og 6. april og 1. og 14. mai")


def test_more_skipped_days_than_can_be_said_are_counted() -> None:
    year = said(limit("2026-01-02", "330 working days"))
    assert year[0].endswith("hoppet over 11 helligdager og stengte dager")
    assert year[1].endswith("hoppa over 11 heilagdagar og stengde dagar")
    assert year[2].endswith("skipping 11 public holidays and closed days")


def test_a_day_the_unit_closed_is_said_to_be_closed() -> None:
    calendar = WorkCalendar(closed=frozenset({date(2026, 8, 14)}))
    assert said(limit("2026-08-13", "1 working day", calendar))[0] == (
        "1 virkedag fra 13. august 2026, hoppet over 14. august (stengt)"
    )


def test_a_tuesday_unit_says_that_only_opening_days_count() -> None:
    assert said(limit("2026-04-28", "2 working days", TUESDAYS)) == (
        "2 virkedager fra 28. april 2026, bare åpningsdager er talt",
        "2 virkedagar frå 28. april 2026, berre opningsdagar er talde",
        "2 working days from 28 April 2026, counting opening days only",
    )


def test_weekends_go_without_saying() -> None:
    assert said(limit("2026-06-12", "3 working days"))[0] == "3 virkedager fra 12. juni 2026"


def test_a_window_cut_to_the_end_of_the_month_and_moved_to_friday_says_both() -> None:
    window = after(date(2025, 10, 31), parse_duration("4 months"), anchor_name="diagnosed")
    assert said(work_by(window, NORWAY)) == (
        "4 måneder etter diagnosedato 31. oktober 2025, siste dag i måneden,"
        " flyttet fra lørdag 28. februar 2026 til virkedagen før",
        "4 månader etter diagnosedato 31. oktober 2025, siste dag i månaden,"
        " flytta frå laurdag 28. februar 2026 til virkedagen før",
        "4 months after date of diagnosis 31 October 2025, last day of the month,"
        " moved from Saturday 28 February 2026 to the working day before",
    )


def test_a_task_moved_off_two_holidays_names_them_both() -> None:
    assert said(work_by(limit("2027-02-17", "3 months"), NORWAY))[0] == (
        "3 måneder etter 17. februar 2027,"
        " flyttet fra mandag 17. mai (grunnlovsdagen og andre pinsedag) til virkedagen før"
    )


def test_a_plan_date_says_the_window_it_was_counted_back_from() -> None:
    window = after(date(2025, 10, 31), parse_duration("3 months"), anchor_name="diagnosed")
    plan = before(window.day, parse_duration("3 weeks"), inner=window.reason)
    assert said(plan)[0] == (
        "3 uker før 31. januar 2026 (3 måneder etter diagnosedato 31. oktober 2025)"
    )


def test_a_holiday_inside_the_inner_step_is_said_without_brackets_in_brackets() -> None:
    inner = after(date(2026, 4, 30), parse_duration("1 working day"))
    outer = after(inner.day, parse_duration("1 week"), inner=inner.reason)
    assert said(outer)[0] == (
        "1 uke etter 4. mai 2026 (1 virkedag fra 30. april 2026, hoppet over 1. mai)"
    )


def test_hours_say_the_minute_they_run_from() -> None:
    receipt = after(datetime(2026, 11, 24, 14, tzinfo=UTC), parse_duration("24 hours"))
    assert said(receipt)[0] == "24 timer etter 24. november 2026 kl. 15.00"
    assert said(receipt)[2] == "24 hours after 24 November 2026 at 15:00"


def test_an_anchor_without_a_name_is_said_by_its_date_not_by_its_key() -> None:
    window = after(date(2026, 1, 31), parse_duration("3 months"), anchor_name="diagnosed")
    assert say_reason(window.reason, "nb") == (
        "3 måneder etter 31. januar 2026, siste dag i måneden"
    )


@pytest.mark.parametrize(
    ("language", "with_weekday", "without", "instant"),
    [
        ("nb", "tirsdag 24. november 2026", "24. november 2026", "kl. 15.00"),
        ("nn", "tysdag 24. november 2026", "24. november 2026", "kl. 15.00"),
        ("en", "Tuesday 24 November 2026", "24 November 2026", "at 15:00"),
    ],
)
def test_a_day_and_an_instant_are_said_in_oslos_time(
    language: str, with_weekday: str, without: str, instant: str
) -> None:
    moment = datetime(2026, 11, 24, 14, tzinfo=UTC)
    assert say_day(date(2026, 11, 24), language) == with_weekday
    assert say_day(date(2026, 11, 24), language, weekday=False) == without
    assert say_instant(moment, language) == f"{with_weekday} {instant}"
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert say_day(late, language) == with_weekday


def test_the_hour_that_comes_twice_says_which_one_is_meant() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert say_instant(first, "nb") == "søndag 25. oktober 2026 kl. 02.30 (sommertid)"
    assert say_instant(second, "nb") == "søndag 25. oktober 2026 kl. 02.30 (vintertid)"
    assert say_instant(second, "nn") == "søndag 25. oktober 2026 kl. 02.30 (vintertid)"
    assert say_instant(datetime(2026, 10, 25, 2, 30, tzinfo=UTC), "nb").endswith("kl. 03.30")
    assert say_instant(datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "nb").endswith("kl. 03.30")


def test_why_a_day_is_closed_is_said_in_the_readers_language() -> None:
    assert say_closed("constitution-day+whit-monday", "nb") == "grunnlovsdagen og andre pinsedag"
    assert say_closed("constitution-day+whit-monday", "en") == "Constitution Day and Whit Monday"
    assert [say_closed("weekend", language) for language in LANGUAGES] == [
        "helg",
        "helg",
        "weekend",
    ]
    assert say_closed("unit-closed-weekday", "nn") == "ikkje opningsdag"
    assert say_closed("public-holiday", "nn") == "heilagdag"
    # A key from a later version of the product.
    assert say_closed("kings-birthday", "nb") == "stengt"


# --- Whatever the reason, it can be said, and in one language only. ----------------------------

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
WHY = st.sampled_from(
    [
        *(*HOLIDAY_NAMES, "constitution-day+whit-monday", "public-holiday"),
        *("weekend", "closed", "unit-closed-weekday", "not-a-known-key"),
    ]
)


def reasons(inner: st.SearchStrategy[Reason | None]) -> st.SearchStrategy[Reason]:
    return st.builds(
        Reason,
        anchor_name=st.sampled_from(["", "diagnosed", "told"]),
        anchor_day=DAYS,
        anchor_instant=st.none() | st.datetimes(timezones=st.just(UTC)).filter(_in_range),
        direction=st.sampled_from(["after", "before"]),
        duration=st.builds(Duration, st.integers(0, 100), st.sampled_from(Unit)),
        skipped=st.lists(st.builds(Skipped, DAYS, WHY), max_size=12).map(tuple),
        cut_to_month_end=st.booleans(),
        moved_from=st.none() | DAYS,
        moved_why=st.none() | WHY,
        then=inner,
    )


def _in_range(moment: datetime) -> bool:
    return 1990 <= moment.year <= 2099


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", text))


ENGLISH_MONTHS = {say_day(date(2026, month, 1), "en").split()[2] for month in range(1, 13)}
ENGLISH_WEEKDAYS = {say_day(date(2026, 6, day), "en").split()[0] for day in range(1, 8)}
ENGLISH = (
    ENGLISH_MONTHS
    | ENGLISH_WEEKDAYS
    | {word for unit in Unit for word in words(unit.value)}
    | {word for names in HOLIDAY_NAMES.values() for word in words(names["en"])}
    | words("hour day week month year working after before from and at skipping closed days")
    | words("public holidays holiday weekend counting opening only last of the moved to not an")
    | words("summer standard")
    | {*HOLIDAY_NAMES, "diagnosed", "told", "unit-closed-weekday", "not-a-known-key"}
)


@given(reasons(st.none() | reasons(st.none() | reasons(st.none()))))
def test_any_reason_can_be_said_and_a_norwegian_one_has_no_english_in_it(reason: Reason) -> None:
    english = say_reason(reason, "en")
    assert words(english) & ENGLISH
    for language in ("nb", "nn"):
        text = say_reason(reason, language)
        assert not words(text) & ENGLISH
        assert "{" not in text
        assert text[0].isdigit()


@given(DAYS, st.sampled_from(LANGUAGES))
def test_every_day_of_every_year_can_be_said(day: date, language: str) -> None:
    text = say_day(day, language)
    assert str(day.day) in text
    assert str(day.year) in text
    assert language == "en" or not words(text) & ENGLISH


def test_a_limit_at_the_end_of_a_day_is_said_as_that_day():
    friday_to_its_end = end_of_day(date(2026, 2, 27))

    assert say_deadline(friday_to_its_end, "nb") == "fredag 27. februar 2026"
    assert say_deadline(friday_to_its_end, "en").startswith("Friday 27 February 2026")


def test_a_limit_at_a_closing_hour_is_said_with_the_hour():
    closing = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)

    assert say_deadline(closing, "nb") == say_instant(closing, "nb")
