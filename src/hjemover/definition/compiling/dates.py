"""Dates that are counted from others: an age, a week of pregnancy, so long after or before."""

from collections.abc import Mapping
from typing import Literal

from msgspec.structs import replace

from hjemover.calendar import Duration, Unit
from hjemover.definition.compiling.draft import Draft
from hjemover.definition.compiling.moments import amount
from hjemover.definition.grammar.document import DateWords
from hjemover.definition.models import Amount, Counted, NamedDate
from hjemover.definition.source import Path

TERM_WEEKS = 40
"""The week of pregnancy that a term date (termin) is counted to: 40+0."""


def compile_counted(draft: Draft, dates: Mapping[str, NamedDate]) -> dict[str, NamedDate]:
    """*dates*, those that are counted from others with how. The numbers must be compiled."""
    return {
        name: replace(date, counted=_counted(draft, name, draft.words.dates[name]))
        for name, date in dates.items()
    }


def _counted(draft: Draft, name: str, words: DateWords) -> Counted | None:
    path: Path = ("dates", name)
    given = [key for key in ("after", "before", "week") if getattr(words, key) is not None]
    if not given and words.of is None:
        return None
    if words.of is None or len(given) != 1 or words.first_known_of:
        draft.problems.error(
            path,
            "bad-date-rule",
            f'date "{name}" is not counted from one other date in one way.',
            "Write {after: 16 years, of: <a date>}, or {week: 18+0, of: <a term date>}.",
            key=True,
        )
        return None
    draft.refer("date", words.of, (*path, "of"))
    if words.week is not None:
        weeks, _, days = words.week.partition("+")
        before_term = 7 * TERM_WEEKS - (7 * int(weeks) + int(days))
        offset = Amount(duration=Duration(abs(before_term), Unit.DAYS))
        direction: Literal["after", "before"] = "before" if before_term >= 0 else "after"
        return Counted(of=words.of, offset=offset, direction=direction, week=words.week)
    written = words.after or words.before or ""
    offset = amount(draft, written, (*path, given[0]))
    if offset.duration and offset.duration.unit.exact:
        draft.problems.error(
            (*path, given[0]),
            "date-in-hours",
            f'date "{name}" is a day, and cannot be counted in hours.',
            "Write days, weeks, months, years or working days.",
        )
    return Counted(of=words.of, offset=offset, direction="before" if words.before else "after")
