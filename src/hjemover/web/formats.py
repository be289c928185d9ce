"""Days, moments and numbers as people say them, in each language."""

from datetime import date, datetime, timedelta

from babel.numbers import format_decimal

from hjemover.calendar import NORWAY, OSLO, WorkCalendar, local_day, say_day, say_instant
from hjemover.vocabulary import Language
from hjemover.web.wording import N_, Words

_LOCALES: dict[Language, str] = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}

_TODAY, _TOMORROW, _YESTERDAY = N_("i dag"), N_("i morgen"), N_("i går")
_MANY_DAYS = 15
"""From so far on people count in days, not in working days."""


def day(value: date, language: Language, *, weekday: bool = True) -> str:
    """ "tirsdag 24. november 2026"."""
    return say_day(value, language, weekday=weekday)


def instant(value: datetime, language: Language, *, weekday: bool = True) -> str:
    """ "tirsdag 24. november 2026 kl. 15.00", Oslo time."""
    return say_instant(value, language, weekday=weekday)


def clock(value: datetime, *, seconds: bool = False) -> str:
    """ "10.42", Oslo time."""
    return value.astimezone(OSLO).strftime("%H.%M.%S" if seconds else "%H.%M")


def number(value: float, language: Language) -> str:
    return str(format_decimal(value, locale=_LOCALES[language]))


def relative(
    due: datetime | date, now: datetime, words: Words, calendar: WorkCalendar = NORWAY
) -> str:
    """ "i dag", "om 2 virkedager", "for 3 virkedager siden"; in days when it is far away."""
    # A deadline that ends with a day stands at the midnight after it.
    there = local_day(due - timedelta(microseconds=1)) if isinstance(due, datetime) else due
    today = local_day(now)
    days = (there - today).days
    if abs(days) <= 1:
        return words.text((_YESTERDAY, _TODAY, _TOMORROW)[days + 1])
    working = _working_days(today, there, calendar) if abs(days) < _MANY_DAYS else 0
    if working and days > 0:
        return words.count("om %(num)d virkedag", "om %(num)d virkedager", working)
    if working:
        return words.count("for %(num)d virkedag siden", "for %(num)d virkedager siden", working)
    if days > 0:
        return words.count("om %(num)d dag", "om %(num)d dager", days)
    return words.count("for %(num)d dag siden", "for %(num)d dager siden", -days)


def _working_days(today: date, there: date, calendar: WorkCalendar) -> int:
    """Working days from the earlier day to the later, the earlier not counted."""
    first, last = min(today, there), max(today, there)
    return sum(
        calendar.is_working_day(first + timedelta(days=step))
        for step in range(1, (last - first).days + 1)
    )


def days(n: int, words: Words) -> str:
    """ "3 dager"."""
    return words.count("%(num)d dag", "%(num)d dager", n)
