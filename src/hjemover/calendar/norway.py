"""Norwegian public holidays (helligdager), by our own keys and our own names."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from holidays.countries.norway import Norway

# Own wording: the holidays package answers in whatever LANGUAGE the process happens to have,
# falls back to English for "nb" and "nn" without a word, and has no Nynorsk at all.
HOLIDAY_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "new-years-day": {
        "nb": "første nyttårsdag",
        "nn": "første nyttårsdag",
        "en": "New Year's Day",
    },
    "maundy-thursday": {"nb": "skjærtorsdag", "nn": "skjærtorsdag", "en": "Maundy Thursday"},
    "good-friday": {"nb": "langfredag", "nn": "langfredag", "en": "Good Friday"},
    "easter-sunday": {"nb": "første påskedag", "nn": "første påskedag", "en": "Easter Sunday"},
    "easter-monday": {"nb": "andre påskedag", "nn": "andre påskedag", "en": "Easter Monday"},
    "labour-day": {"nb": "arbeidernes dag", "nn": "arbeidarane sin dag", "en": "Labour Day"},
    "constitution-day": {
        "nb": "grunnlovsdagen",
        "nn": "grunnlovsdagen",
        "en": "Constitution Day",
    },
    "ascension-day": {
        "nb": "Kristi himmelfartsdag",
        "nn": "Kristi himmelfartsdag",
        "en": "Ascension Day",
    },
    "whit-sunday": {"nb": "første pinsedag", "nn": "første pinsedag", "en": "Whit Sunday"},
    "whit-monday": {"nb": "andre pinsedag", "nn": "andre pinsedag", "en": "Whit Monday"},
    "christmas-day": {"nb": "første juledag", "nn": "første juledag", "en": "Christmas Day"},
    "second-christmas-day": {
        "nb": "andre juledag",
        "nn": "andre juledag",
        "en": "Second Day of Christmas",
    },
}

_FIXED = {
    (1, 1): "new-years-day",
    (5, 1): "labour-day",
    (5, 17): "constitution-day",
    (12, 25): "christmas-day",
    (12, 26): "second-christmas-day",
}
_DAYS_FROM_EASTER = {
    -3: "maundy-thursday",
    -2: "good-friday",
    0: "easter-sunday",
    1: "easter-monday",
    39: "ascension-day",
    49: "whit-sunday",
    50: "whit-monday",
}
# Should the law gain a holiday before this file does, the day is still closed and still explained.
UNNAMED_HOLIDAY = "public-holiday"


@lru_cache(maxsize=256)
def holidays_of(year: int) -> Mapping[date, tuple[str, ...]]:
    """The public holidays of a year, each with its keys in HOLIDAY_NAMES.

    Ordinary Sundays and 24 and 31 December are not public holidays (lov 26. april 1947 nr. 1
    and helligdagsfredloven). Two holidays can share a day: 17 May 2027 is both Constitution Day
    and Whit Monday. The package stops at 2100: from then on this is empty.
    """
    days = sorted(Norway(years=year))
    if not days:
        return MappingProxyType({})
    # Dates only, never names. The year's second holiday is always Maundy Thursday, and the
    # package's own Easter follows from it.
    easter = days[1] + timedelta(days=3)
    return MappingProxyType({day: _keys(day, easter) for day in days})


def _keys(day: date, easter: date) -> tuple[str, ...]:
    keys = (_FIXED.get((day.month, day.day)), _DAYS_FROM_EASTER.get((day - easter).days))
    return tuple(key for key in keys if key) or (UNNAMED_HOLIDAY,)
