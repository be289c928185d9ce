"""How many days people say that there are between two moments (dager siden).

Everywhere the same: by the day on the wall calendar in Oslo, never by spans of 24 hours. What
came late last night came "yesterday" this morning, also on the nights that are 23 or 25 hours.
"""

from datetime import date, datetime, timedelta

from hjemover.calendar.working import local_day

_A_MOMENT = timedelta(microseconds=1)


def last_day(limit: datetime) -> date:
    """The last day that could be used: a limit at midnight ends the day before it."""
    return local_day(limit - _A_MOMENT)


def days_between(since: datetime, until: datetime) -> int:
    """The days on the calendar from *since* until *until*, and 0 when it comes before.

    What changes hands several times adds up to the days of the whole.
    """
    return max((local_day(until) - local_day(since)).days, 0)


def days_past(limit: datetime, now: datetime) -> int:
    """How many days ago the last day of *limit* was; 0 on that day itself, and before it."""
    return max((local_day(now) - last_day(limit)).days, 0)
