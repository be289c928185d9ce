"""The features would prove nothing if their days were read wrongly."""

from datetime import UTC, date, datetime

import norwegian_days as days
import pytest


def test_a_day_is_read_as_it_is_said() -> None:
    assert days.day("lørdag 28. februar 2026") == date(2026, 2, 28)


def test_a_time_is_oslo_time_in_winter_and_in_summer() -> None:
    assert days.instant("mandag 2. mars 2026 kl. 10.00") == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert days.instant("onsdag 1. juli 2026 kl. 10.00") == datetime(2026, 7, 1, 8, tzinfo=UTC)


def test_a_wrong_weekday_is_refused_with_the_right_one() -> None:
    with pytest.raises(ValueError, match="er en mandag"):
        days.day("tirsdag 2. mars 2026")


@pytest.mark.parametrize(
    "said", ["mandag 31. februar 2026", "2. mars 2026", "mandag 2. mars", "mandag 2. Mars 2026"]
)
def test_what_is_no_day_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"er ikke en dag|day is out of range"):
        days.day(said)


def test_a_time_without_a_clock_is_refused() -> None:
    with pytest.raises(ValueError, match="mangler klokkeslett"):
        days.instant("mandag 2. mars 2026")
