"""Days, durations and reasons in words, in Bokmål, Nynorsk and English.

Any other language gets Bokmål: a page in Sámi still needs its deadline said.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby

from hjemover.calendar.arithmetic import Reason
from hjemover.calendar.durations import Duration, Unit
from hjemover.calendar.norway import HOLIDAY_NAMES
from hjemover.calendar.words import Words, month_names, weekday_names, words_of
from hjemover.calendar.working import (
    BOTH,
    CLOSED,
    OSLO,
    UNIT_CLOSED_WEEKDAY,
    WEEKEND,
    Skipped,
    aware,
    local_day,
)
from hjemover.phrasing import listed

# More dates than this in a row cannot be said aloud, so they are counted instead.
_MOST_LISTED = 8


def say_duration(duration: Duration, language: str) -> str:
    """ "2 virkedager", "2 virkedagar" or "2 working days"."""
    one, many = words_of(language).units[duration.unit]
    return f"{duration.amount} {one if duration.amount == 1 else many}"


def say_day(day: date, language: str, *, weekday: bool = True) -> str:
    """ "tirsdag 24. november 2026"; of an instant, its day in Oslo."""
    local = aware(day).astimezone(OSLO) if isinstance(day, datetime) else day
    return _date(local, words_of(language), weekday=weekday, year=True)


def say_instant(instant: datetime, language: str, *, weekday: bool = True) -> str:
    """ "tirsdag 24. november 2026 kl. 15.00", in Oslo's local time.

    In the hour that comes twice each October it also says which of the two is meant.
    """
    words = words_of(language)
    local = aware(instant).astimezone(OSLO)
    said = f"{_date(local, words, weekday=weekday, year=True)} {words.at} {local:{words.clock}}"
    if local.utcoffset() == local.replace(fold=1 - local.fold).utcoffset():
        return said
    return f"{said} ({words.standard_time if local.fold else words.summer_time})"


def say_deadline(instant: datetime, language: str, *, weekday: bool = True) -> str:
    """A limit as people say it: a day that may be used to its end is said as that day.

    "mandag 9. mars 2026" for a limit at the midnight that ends it; otherwise as `say_instant`.
    """
    local = aware(instant).astimezone(OSLO)
    if local.time() == time.min:
        return say_day(local.date() - timedelta(days=1), language, weekday=weekday)
    return say_instant(instant, language, weekday=weekday)


def say_closed(why: str, language: str) -> str:
    """The key from `why_closed` in words: "grunnlovsdagen og andre pinsedag", "helg"."""
    words = words_of(language)
    return listed([_closed_name(key, words) for key in why.split(BOTH)], words.and_)


def say_reason(reason: Reason, language: str, *, names: Mapping[str, str] | None = None) -> str:
    """ "17 virkedager fra 28. april 2026, hoppet over 1., 14. og 25. mai".

    Weekends are not listed. `names` gives each anchor's name in that language ("diagnosedato");
    an anchor without one is said by its date alone, never by its key.
    """
    return _reason(reason, words_of(language), names or {}, outermost=True)


def _reason(reason: Reason, words: Words, names: Mapping[str, str], *, outermost: bool) -> str:
    said = [_counting(reason, words, names)]
    if reason.extended:
        said[0] = words.extended.format(said[0])
    if reason.then is not None:
        said[0] += f" ({_reason(reason.then, words, names, outermost=False)})"
    if reason.cut_to_month_end:
        said.append(words.month_end)
    said.extend(_skips(reason, words, explained=outermost))
    said.extend(_stops(reason, words))
    if reason.moved_from is not None:
        said.append(words.moved.format(_moved_day(reason, reason.moved_from, words)))
    return ", ".join(said)


def _counting(reason: Reason, words: Words, names: Mapping[str, str]) -> str:
    duration = reason.duration
    if reason.direction == "before":
        preposition = words.before
    elif duration.unit in (Unit.WORKING_DAYS, Unit.WORKING_HOURS):
        preposition = words.working_days_after
    else:
        preposition = words.after
    if duration.unit.exact and reason.anchor_instant is not None:
        anchor = say_instant(reason.anchor_instant, words.language, weekday=False)
    else:
        anchor = _date(reason.anchor_day, words, weekday=False, year=True)
    parts = (say_duration(duration, words.language), preposition)
    return " ".join((*parts, *filter(None, [names.get(reason.anchor_name)]), anchor))


def _stops(reason: Reason, words: Words) -> Iterable[str]:
    for since, until in reason.stops:
        if reason.duration.unit.exact:
            ends = [say_instant(one, words.language, weekday=False) for one in (since, until)]
        else:
            ends = [
                _date(local_day(one), words, weekday=False, year=True) for one in (since, until)
            ]
        yield words.stood_still.format(*ends)


def _skips(reason: Reason, words: Words, *, explained: bool) -> Iterable[str]:
    dated = [skip for skip in reason.skipped if skip.why != UNIT_CLOSED_WEEKDAY]
    if len(dated) > _MOST_LISTED:
        yield words.skipped_many.format(len(dated))
    elif len(dated) == 1 and explained:
        name = say_closed(dated[0].why, words.language)
        yield words.skipped.format(f"{_skipped_days(dated, reason, words)} ({name})")
    elif dated:
        yield words.skipped.format(_skipped_days(dated, reason, words))
    if len(dated) < len(reason.skipped):
        yield words.opening_days_only


def _skipped_days(skipped: Sequence[Skipped], reason: Reason, words: Words) -> str:
    """ "2., 3. og 6. april og 1. mai"; the year only where it is not the anchor's."""
    months = []
    for (year, month), days in groupby((skip.day for skip in skipped), _month):
        numbers = listed([words.day_number.format(day.day) for day in days], words.and_)
        in_year = f" {year}" if year != reason.anchor_day.year else ""
        months.append(f"{numbers} {month_names(words.language)[month]}{in_year}")
    return listed(months, words.and_)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _moved_day(reason: Reason, day: date, words: Words) -> str:
    said = _date(day, words, weekday=True, year=day.year != reason.anchor_day.year)
    if reason.moved_why in (None, WEEKEND):
        return said  # the weekday has said it
    return f"{said} ({say_closed(reason.moved_why or CLOSED, words.language)})"


def _closed_name(key: str, words: Words) -> str:
    if key in HOLIDAY_NAMES:
        return HOLIDAY_NAMES[key][words.language]
    return words.closed.get(key, words.closed[CLOSED])


def _date(day: date, words: Words, *, weekday: bool, year: bool) -> str:
    said = f"{words.day_number.format(day.day)} {month_names(words.language)[day.month]}"
    if weekday:
        said = f"{weekday_names(words.language)[day.weekday()]} {said}"
    return f"{said} {day.year}" if year else said
