"""Dates, opening hours and moments as people and spreadsheets write them."""

import calendar
import re
from datetime import UTC, date, datetime, time
from typing import Final

from hjemover.calendar import OSLO, OpeningHours, start_of_day

_ISO: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_NORWEGIAN: Final = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})", re.ASCII)
_SHORT_YEAR: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2}", re.ASCII)
_SLASHED: Final = re.compile(r"\d{1,4}/\d{1,2}/\d{2,4}", re.ASCII)
_SERIAL: Final = re.compile(r"[3-5]\d{4}([.,]\d+)?", re.ASCII)
_CLOCK: Final = re.compile(r"(\d{1,2})[.:](\d{2})", re.ASCII)
_CLOSED_WORDS: Final = frozenset({"closed", "stengt", "-"})
_WRITE_ISO: Final = "Write it as 2026-03-05 or 05.03.2026."


class Unreadable(ValueError):
    """Says what is wrong with a value (without quoting it), and what to write instead."""

    def __init__(self, message: str, next_move: str) -> None:
        super().__init__(f"{message} {next_move}")
        self.message = message
        self.next_move = next_move


def read_day(text: str) -> date:
    """A civil date: ``2026-03-05``, or ``05.03.2026`` as Norwegian spreadsheets save it.

    Raises:
        Unreadable: The text is no date, or a date that does not exist.
    """
    found = _ISO.fullmatch(text) or _NORWEGIAN.fullmatch(text)
    if found is None:
        raise _no_date(text)
    year, month, day = (int(found[part]) for part in ("year", "month", "day"))
    if not 1 <= month <= 12:
        raise Unreadable(f"is not a date: there is no month {month}.", _WRITE_ISO)
    if not 1850 <= year <= 2200:
        raise Unreadable(f"is not a likely date: the year is {year}.", "Check the year.")
    if (month, day) == (2, 29) and not calendar.isleap(year):
        raise Unreadable(
            f"is not a date: {year} is not a leap year, so it has no 29 February.",
            "Check the date; 28 February or 1 March may be meant.",
        )
    longest = calendar.monthrange(year, month)[1]
    if not 1 <= day <= longest:
        raise Unreadable(
            f"is not a date: {calendar.month_name[month]} {year} has {longest} days.", _WRITE_ISO
        )
    return date(year, month, day)


def _no_date(text: str) -> Unreadable:
    if _SERIAL.fullmatch(text):
        return Unreadable(
            "is a spreadsheet's own day number.",
            "Format the column as a date (yyyy-mm-dd), and save again.",
        )
    if _SLASHED.fullmatch(text):
        return Unreadable("does not say which part is the day and which the month.", _WRITE_ISO)
    if _SHORT_YEAR.fullmatch(text):
        return Unreadable("has a year of two digits.", _WRITE_ISO)
    return Unreadable("is not a date.", _WRITE_ISO)


def read_yearly(text: str) -> tuple[int, int]:
    """A day of every year as (month, day): ``12-24`` or ``24.12``."""
    iso, norwegian = re.fullmatch(r"\d\d?-\d\d?", text), re.fullmatch(r"\d\d?\.\d\d?\.?", text)
    parts = [int(part) for part in re.findall(r"[0-9]+", text)]
    if iso or norwegian:
        month, day = parts if iso else reversed(parts)
        try:
            date(2000, month, day)  # a leap year: 29 February may be closed
        except ValueError:
            raise Unreadable("is not a day of the year.", "Write it as 12-24.") from None
        return month, day
    raise Unreadable("is not a day of the year.", "Write it as 12-24.")


def read_moment(text: str) -> datetime:
    """An instant in UTC from Oslo's local time: ``2026-03-05 10:30``, or a day's beginning."""
    day_text, _, clock = text.replace("T", " ").partition(" ")
    day = read_day(day_text)
    if not clock:
        return start_of_day(day)
    local = datetime.combine(day, _clock(clock.strip()), OSLO)
    instant = local.astimezone(UTC)
    if instant.astimezone(OSLO).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise Unreadable(
            "is in the hour that was skipped when summer time began.", "Write the next hour."
        )
    return instant


def read_hours(text: str) -> OpeningHours | None:
    """One weekday's hours, ``08.30-15.00``; None when it is closed.

    Raises:
        Unreadable: Not hours, or hours that close before they open.
    """
    if text.casefold() in _CLOSED_WORDS:
        return None
    ends = [part.strip() for part in re.split(r"[-\u2013\u2014]", text)]
    if len(ends) != 2:
        raise Unreadable("is not opening hours.", 'Write them as 08.30-15.00, or "closed".')
    opens, closes = (_clock(end) for end in ends)
    if closes != time.min and closes <= opens:
        raise Unreadable(
            f"closes ({closes:%H.%M}) before it opens ({opens:%H.%M}).",
            "Turn the hours round; give hours within one day.",
        )
    return OpeningHours(opens, closes)


def _clock(text: str) -> time:
    found = _CLOCK.fullmatch(text)
    hour, minute = (int(found[1]), int(found[2])) if found else (-1, -1)
    if hour == 24 and minute == 0:
        return time.min
    if not (0 <= hour <= 23 and 0 <= minute <= 59):
        raise Unreadable("is not a time of day.", "Write it as 08.30.")
    return time(hour, minute)
