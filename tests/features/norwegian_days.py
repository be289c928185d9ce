"""Days and times as a nurse says them: «mandag 2. mars 2026 kl. 10.00»."""

import re
from datetime import UTC, date, datetime, time

from hjemover.calendar import OSLO

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip

DAY = rf"(?:{'|'.join(WEEKDAYS)}) \d{{1,2}}\. (?:{'|'.join(MONTHS)}) \d{{4}}"
TIME = rf"{DAY} kl\. \d{{2}}\.\d{{2}}"

_DAY = re.compile(
    rf"(?P<weekday>{'|'.join(WEEKDAYS)}) (?P<day>\d{{1,2}})\. (?P<month>{'|'.join(MONTHS)})"
    r" (?P<year>\d{4})"
)


def day(said: str) -> date:
    """The date of «fredag 27. februar 2026».

    Raises:
        ValueError: It is no such date, or the date is not on that day of the week.
    """
    match = _DAY.fullmatch(said)
    if match is None:
        raise ValueError(f"«{said}» er ikke en dag. Skriv for eksempel «mandag 2. mars 2026».")
    month = MONTHS.index(match["month"]) + 1
    found = date(int(match["year"]), month, int(match["day"]))
    really = WEEKDAYS[found.weekday()]
    if really != match["weekday"]:
        raise ValueError(f"«{said}» er en {really}.")
    return found


def instant(said: str) -> datetime:
    """The instant (UTC) of «mandag 2. mars 2026 kl. 10.00», Oslo's time.

    Raises:
        ValueError: As :func:`day`; or there is no such time of day.
    """
    before, found, clock = said.partition(" kl. ")
    match = re.fullmatch(r"(\d{2})\.(\d{2})", clock)
    if not found or match is None:
        raise ValueError(f"«{said}» mangler klokkeslett. Skriv for eksempel «kl. 10.00».")
    at = time(int(match[1]), int(match[2]))
    return datetime.combine(day(before), at, OSLO).astimezone(UTC)
