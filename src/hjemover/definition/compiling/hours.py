"""The opening hours of a party, as ``{mon-fri: "08:00-15:30"}`` (åpningstid)."""

import re
from collections.abc import Mapping
from datetime import time
from typing import Final

from hjemover.calendar import OpeningHours
from hjemover.definition.problems import Problems, quoted
from hjemover.definition.source import Path

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS: Final = re.compile(
    r"(?P<h1>\d{1,2})[.:](?P<m1>\d{2}) ?[-\u2013] ?(?P<h2>\d{1,2})[.:](?P<m2>\d{2})", re.ASCII
)


def party_hours(
    problems: Problems, words: Mapping[str, str], path: Path
) -> tuple[OpeningHours | None, ...]:
    """Hours for Monday to Sunday, closed where none are written; empty when none are at all."""
    if not words:
        return ()
    week: dict[int, OpeningHours] = {}
    for days, written in words.items():
        hours = _hours(problems, written, (*path, days))
        for day in _days(problems, days, (*path, days)):
            if day in week:
                problems.error(
                    (*path, days),
                    "day-twice",
                    f"There are two opening hours for {DAYS[day]}.",
                    "Write each day once.",
                    key=True,
                )
            if hours is not None:
                week[day] = hours
    return tuple(week.get(day) for day in range(7)) if week else ()


def _days(problems: Problems, written: str, path: Path) -> range:
    first, dash, last = written.partition("-")
    if first in DAYS and (last in DAYS if dash else True):
        begin, finish = DAYS.index(first), DAYS.index(last or first)
        if begin <= finish:
            return range(begin, finish + 1)
    problems.error(
        path,
        "bad-days",
        f"{quoted(written)} is not a day of the week, or some on end.",
        f"Write {', '.join(DAYS)}, or some on end as mon-fri.",
        key=True,
    )
    return range(0)


def _hours(problems: Problems, written: str, path: Path) -> OpeningHours | None:
    found = _HOURS.fullmatch(written.strip())
    try:
        if found is None:
            raise ValueError
        opens = time(int(found["h1"]), int(found["m1"]))
        midnight = (found["h2"], found["m2"]) == ("24", "00")
        closes = time.min if midnight else time(int(found["h2"]), int(found["m2"]))
        return OpeningHours(opens, closes)
    except ValueError:
        problems.error(
            path,
            "bad-hours",
            f"{quoted(written)} is not opening hours within one day.",
            'Write them as "08:00-15:30".',
        )
        return None
