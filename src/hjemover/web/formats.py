"""Days, moments and numbers as people say them, in each language."""

from datetime import date, datetime, timedelta

from babel.numbers import format_decimal

from hjemover.calendar import (
    NORWAY,
    OSLO,
    WorkCalendar,
    end_of_day,
    last_day,
    local_day,
    say_day,
    say_instant,
)
from hjemover.vocabulary import Language
from hjemover.web.wording import N_, Words

_LOCALES: dict[Language, str] = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}

_TODAY, _TOMORROW, _YESTERDAY = N_("i dag"), N_("i morgen"), N_("i går")
_NOT_A_DAY = N_("under en dag")
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
    value: datetime | date, now: datetime, words: Words, calendar: WorkCalendar = NORWAY
) -> str:
    """ "i dag", "om 2 virkedager", "for 3 dager siden"; an instant is the day it ends.

    What is ahead is counted in the days there are to work in, until it is far away. What is past
    is counted in calendar days: so long somebody has waited.
    """
    there, today = (last_day(value) if isinstance(value, datetime) else value), local_day(now)
    ahead = (there - today).days
    if abs(ahead) <= 1:
        return words.text((_YESTERDAY, _TODAY, _TOMORROW)[ahead + 1])
    if ahead < 0:
        return words.count("for %(num)d dag siden", "for %(num)d dager siden", -ahead)
    working = _working_days(today, there, calendar) if ahead < _MANY_DAYS else 0
    if working:
        return words.count("om %(num)d virkedag", "om %(num)d virkedager", working)
    return words.count("om %(num)d dag", "om %(num)d dager", ahead)


def limit(
    due: datetime | date,
    now: datetime,
    words: Words,
    calendar: WorkCalendar = NORWAY,
    *,
    named: bool = False,
) -> str:
    """A limit by how far it is: "om 2 virkedager", "i dag kl. 15.00", "gikk ut i går".

    Args:
        named: It stands where nothing says that it is a limit: "Frist om 2 virkedager",
            "Fristen gikk ut i går".
    """
    when = relative(due, now, words, calendar)
    passed = due <= now if isinstance(due, datetime) else due < local_day(now)
    near = -1 <= (last_day(due) - local_day(now)).days <= 1 if isinstance(due, datetime) else False
    if isinstance(due, datetime) and near and due != end_of_day(last_day(due)):
        when = words.text(N_("%(day)s kl. %(clock)s"), day=when, clock=clock(due))
    if passed:
        said = N_("Fristen gikk ut %(when)s") if named else N_("gikk ut %(when)s")
        return words.text(said, when=when)
    return words.text(N_("Frist %(when)s"), when=when) if named else when


def _working_days(today: date, there: date, calendar: WorkCalendar) -> int:
    """Working days after today, until and with the day."""
    return sum(
        calendar.is_working_day(today + timedelta(days=step))
        for step in range(1, (there - today).days + 1)
    )


def days(n: int, words: Words) -> str:
    """ "3 dager"; "under en dag" for what began today."""
    return words.count("%(num)d dag", "%(num)d dager", n) if n else words.text(_NOT_A_DAY)
