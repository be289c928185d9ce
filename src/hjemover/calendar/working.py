"""Which days a unit works (virkedager), and when such a day begins and ends.

Civil days are Europe/Oslo, instants are aware UTC datetimes.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from hjemover.calendar.norway import holidays_of

OSLO: Final = ZoneInfo("Europe/Oslo")
WEEKEND: Final = "weekend"
CLOSED: Final = "closed"
UNIT_CLOSED_WEEKDAY: Final = "unit-closed-weekday"
# Joins the keys of two holidays that share a day.
BOTH: Final = "+"

_ONE_DAY = timedelta(days=1)
_LONGEST_CLOSURE = 2 * 366


class NoWorkingDay(ValueError):
    """The calendar is closed for two years on end, so no working day can be found."""


class OpeningHours(msgspec.Struct, frozen=True):
    """Opening hours (åpningstid) of one weekday, in Oslo's local time.

    Closing at 00:00 means at the end of the day.
    """

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens.tzinfo or self.closes.tzinfo:
            raise ValueError("Opening hours are local times: write them without a time zone.")
        if self.closes != time.min and self.closes <= self.opens:
            raise ValueError(
                f"Opening hours {self.opens:%H:%M}-{self.closes:%H:%M} close before they open."
                " Give hours within one day."
            )


OFFICE_HOURS: Final = OpeningHours(time(8), time(16))
"""When a unit works whose opening hours are not known. A proposal; units write their own."""


class Skipped(msgspec.Struct, frozen=True):
    """A day that was not counted as a working day, and the key of why."""

    day: date
    why: str


class WorkCalendar(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, cache_hash=True):
    """The days and hours one unit works (enhetens kalender).

    Public holidays are always closed. `closed` adds single dates, `closed_yearly` dates as
    (month, day): `{(12, 24), (12, 31)}` for a unit that closes on Christmas and New Year's Eve,
    which are working days by law.

    `week` is Monday to Sunday. Empty means Monday to Friday, whole days. Otherwise a weekday
    without hours is not a working day of this unit, and a Saturday with hours is one.
    """

    closed: frozenset[date] = frozenset()
    closed_yearly: frozenset[tuple[int, int]] = frozenset()
    week: tuple[OpeningHours | None, ...] = ()

    def __post_init__(self) -> None:
        if self.week and len(self.week) != 7:
            raise ValueError(
                f"A week has 7 days, Monday to Sunday; this calendar lists {len(self.week)}."
            )
        if self.week and not any(self.week):
            raise ValueError("This calendar has no opening day. Give hours for one weekday.")
        for month, day in self.closed_yearly:
            date(2000, month, day)  # a leap year, so that 29 February may be closed

    def is_working_day(self, day: date) -> bool:
        return _civil(day) not in _closed_days(self, day.year)

    def why_closed(self, day: date) -> str | None:
        """Why no work is expected that day, as a key for `say_closed`; None on a working day.

        The standing reason comes first ("weekend", "unit-closed-weekday"), then holidays (two
        on one day are joined: "constitution-day+whit-monday"), then "closed".
        """
        return _closed_days(self, _civil(day).year).get(day)

    def working_day_on_or_before(self, day: date) -> date:
        return self.walk(_civil(day), 0, -1)[0]

    def working_day_on_or_after(self, day: date) -> date:
        return self.walk(_civil(day), 0, +1)[0]

    def closing(self, day: date) -> datetime:
        """The UTC instant when that day ends for work.

        The closing hour if the unit has hours that weekday, otherwise the next local midnight.
        """
        hours = self.week[day.weekday()] if self.week else None
        if hours is None or hours.closes == time.min:
            return end_of_day(day)
        return datetime.combine(_civil(day), hours.closes, OSLO).astimezone(UTC)

    def hours_of(self, day: date) -> tuple[datetime, datetime] | None:
        """From when until when the unit works that day, as UTC instants; None on a closed day.

        A unit whose hours nobody has written down works :data:`OFFICE_HOURS`.
        """
        if not self.is_working_day(day):
            return None
        hours = (self.week[day.weekday()] if self.week else None) or OFFICE_HOURS
        opens = datetime.combine(day, hours.opens, OSLO).astimezone(UTC)
        if hours.closes == time.min:
            return opens, end_of_day(day)
        return opens, datetime.combine(day, hours.closes, OSLO).astimezone(UTC)

    def worked(self, since: datetime, until: datetime) -> timedelta:
        """How much of the time from *since* until *until* the unit was open."""
        total, day = timedelta(), local_day(since)
        while day <= local_day(until):
            hours = self.hours_of(day)
            if hours is not None:
                total += max(min(until, hours[1]) - max(since, hours[0]), timedelta())
            day += _ONE_DAY
        return total

    def working_time_from(
        self, instant: datetime, length: timedelta, step: int
    ) -> tuple[datetime, tuple[Skipped, ...]]:
        """The instant *length* of open time after *instant*, or (*step* -1) before it.

        No time at all leads to the nearest instant the unit is open, in that direction. Also
        returns the closed days between, in date order, except ordinary weekends.

        Raises:
            NoWorkingDay: Two years on end are closed.
        """
        day, left = local_day(instant), length
        skipped: list[Skipped] = []
        streak = 0
        while True:
            hours = self.hours_of(day)
            if hours is None:
                why = self.why_closed(day) or CLOSED
                skipped += [] if why == WEEKEND else [Skipped(day, why)]
                streak += 1
                if streak > _LONGEST_CLOSURE:
                    raise NoWorkingDay(
                        f"No opening hour in the two years up to {day}."
                        " Check the unit's closed dates."
                    )
            else:
                streak = 0
                begin, finish = hours if step > 0 else (hours[1], hours[0])
                begin = max(begin, instant) if step > 0 else min(begin, instant)
                open_time = (finish - begin) * step
                if open_time > timedelta() and left <= open_time:
                    return begin + left * step, tuple(skipped if step > 0 else reversed(skipped))
                left -= max(open_time, timedelta())
            day += _ONE_DAY * step

    def walk(self, day: date, count: int, step: int) -> tuple[date, tuple[Skipped, ...]]:
        """Go `count` working days from `day` (not counted), `step` +1 onwards or -1 back.

        With a count of zero, stay if `day` is a working day, otherwise go to the nearest in that
        direction. Also returns the days skipped in date order, except ordinary weekends.

        Raises:
            NoWorkingDay: Two years on end are closed.
        """
        stride = _ONE_DAY * step
        skipped: list[Skipped] = []
        day = day + stride if count else day
        remaining = max(count, 1)
        streak = 0
        year = day.year
        closed = _closed_days(self, year)
        while True:
            if day.year != year:
                year = day.year
                closed = _closed_days(self, year)
            why = closed.get(day)
            if why is None:
                remaining -= 1
                streak = 0
                if not remaining:
                    return day, tuple(skipped if step > 0 else reversed(skipped))
            else:
                streak += 1
                if why != WEEKEND:
                    skipped.append(Skipped(day, why))
                if streak > _LONGEST_CLOSURE:
                    raise NoWorkingDay(
                        f"No working day in the two years up to {day}."
                        " Check the unit's closed dates."
                    )
            day += stride


NORWAY: Final = WorkCalendar()


@lru_cache(maxsize=1024)
def _closed_days(calendar: WorkCalendar, year: int) -> Mapping[date, str]:
    """Every day of the year that is not a working day, with the key of why."""
    days = (date.fromordinal(n) for n in range(*_ordinals(year)))
    return MappingProxyType({day: why for day in days if (why := _why(calendar, day))})


def _ordinals(year: int) -> tuple[int, int]:
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1


def _why(calendar: WorkCalendar, day: date) -> str | None:
    weekday = day.weekday()
    if calendar.week:
        if calendar.week[weekday] is None:
            return WEEKEND if weekday >= 5 else UNIT_CLOSED_WEEKDAY
    elif weekday >= 5:
        return WEEKEND
    if keys := holidays_of(day.year).get(day):
        return BOTH.join(keys)
    if day in calendar.closed or (day.month, day.day) in calendar.closed_yearly:
        return CLOSED
    return None


def start_of_day(day: date) -> datetime:
    """The UTC instant of local midnight when that Oslo day begins."""
    return datetime.combine(_civil(day), time.min, OSLO).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The UTC instant of the next local midnight; the day is over at that instant."""
    return start_of_day(_civil(day) + _ONE_DAY)


def local_day(instant: datetime) -> date:
    """The Oslo date at that instant."""
    return aware(instant).astimezone(OSLO).date()


def aware(instant: datetime) -> datetime:
    """The instant itself; a naive one is a bug of the caller."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone. Instants are aware UTC datetimes.")
    return instant


def _civil(day: date) -> date:
    # A datetime is a date to Python, but never equal to one: it would pass as a working day.
    if isinstance(day, datetime):
        raise TypeError(f"{day} is an instant. Ask with local_day(...) of it.")
    return day
