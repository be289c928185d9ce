"""Days as people count them: by the wall calendar in Oslo, whatever the clocks do at night."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemover.calendar import OSLO, days_between, days_past, end_of_day, last_day


def oslo(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=OSLO).astimezone(UTC)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (oslo(2026, 3, 2, 10), oslo(2026, 3, 2, 23, 59), 0),
        (oslo(2026, 3, 2, 23, 59), oslo(2026, 3, 3, 0, 0), 1),
        (oslo(2026, 3, 2, 0, 0), oslo(2026, 3, 3, 23, 59), 1),
        (oslo(2026, 3, 28, 23, 30), oslo(2026, 3, 29, 23, 30), 1),  # a day of 23 hours
        (oslo(2026, 10, 24, 23, 30), oslo(2026, 10, 25, 22, 45), 1),  # and one of 25
        (oslo(2026, 10, 25, 0, 30), oslo(2026, 10, 25, 23, 45), 0),
        (oslo(2026, 12, 31, 12), oslo(2027, 1, 1, 8), 1),
        (oslo(2026, 3, 5, 8), oslo(2026, 3, 2, 8), 0),
    ],
)
def test_days_are_those_of_the_calendar_on_the_wall(since: datetime, until: datetime, days: int):
    assert days_between(since, until) == days


def test_a_limit_at_midnight_was_for_the_day_that_ended():
    limit = end_of_day(date(2026, 3, 2))

    assert last_day(limit) == date(2026, 3, 2)
    assert days_past(limit, oslo(2026, 3, 2, 23, 59)) == 0
    assert days_past(limit, oslo(2026, 3, 3, 0, 1)) == 1
    assert days_past(oslo(2026, 3, 2, 15), oslo(2026, 3, 2, 16)) == 0
    assert days_past(oslo(2026, 3, 2, 15), oslo(2026, 3, 3, 0, 1)) == 1


_MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))


@given(st.lists(_MOMENTS, min_size=2, max_size=6).map(sorted))
def test_what_changes_hands_adds_up_to_the_days_of_the_whole(moments: list[datetime]):
    parts = sum(days_between(one, other) for one, other in pairwise(moments))

    assert parts == days_between(moments[0], moments[-1])
