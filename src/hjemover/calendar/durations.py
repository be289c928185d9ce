"""Durations (varighet) as designers write them: a whole number and one unit."""

import difflib
import re
from enum import StrEnum
from typing import Final

import msgspec


class Unit(StrEnum):
    """What a duration is counted in.

    Hours are elapsed time, and working hours the part of it that a unit is open; all others
    count civil dates.
    """

    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    WORKING_DAYS = "working days"
    WORKING_HOURS = "working hours"

    @property
    def exact(self) -> bool:
        """Whether it counts to an instant, not to a day."""
        return self in (Unit.HOURS, Unit.WORKING_HOURS)


class DurationError(ValueError):
    """Says in one or two sentences what is wrong with a duration and what to write instead."""


# A hundred years in each unit: anything longer is a slip of the pen.
LONGEST: Final = {
    Unit.HOURS: 876_600,
    Unit.DAYS: 36_525,
    Unit.WEEKS: 5_217,
    Unit.MONTHS: 1_200,
    Unit.YEARS: 100,
    Unit.WORKING_DAYS: 26_000,
    Unit.WORKING_HOURS: 200_000,
}


class Duration(msgspec.Struct, frozen=True):
    """A length of time (varighet), never negative and at most a hundred years.

    The direction is not part of it: `after` and `before` say that.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise _negative(str(self), str(self).lstrip("-"))
        if self.amount > LONGEST[self.unit]:
            raise _too_long(str(self))

    def __str__(self) -> str:
        """The duration as a designer writes it, so that `parse_duration` reads it back."""
        return _written(str(self.amount), self.unit)


_EXAMPLES = 'Write for example "2 working days", "3 weeks" or "24 hours".'
_UNITS_IN_WORDS = "Use hours, days, weeks, months, years, working days or working hours."
_SINGULAR = {unit: unit.value.removesuffix("s") for unit in Unit}
_UNIT_BY_WORD = {unit.value: unit for unit in Unit} | {word: u for u, word in _SINGULAR.items()}
# Not accepted, so that every definition is written alike, but recognised in the answer.
_MEANT_BY = {
    **dict.fromkeys(("h", "hr", "hrs", "time", "timer", "timar"), Unit.HOURS),
    **dict.fromkeys(("d", "dag", "dager", "dagar", "døgn", "calendar days"), Unit.DAYS),
    **dict.fromkeys(("w", "wk", "wks", "uke", "uker", "veke", "veker"), Unit.WEEKS),
    **dict.fromkeys(("m", "mo", "måned", "måneder", "månad", "månader"), Unit.MONTHS),
    **dict.fromkeys(("y", "yr", "yrs", "år"), Unit.YEARS),
    **dict.fromkeys(
        ("wd", "working", "workday", "workdays", "weekday", "weekdays", "business days"),
        Unit.WORKING_DAYS,
    ),
    **dict.fromkeys(("virkedag", "virkedager", "virkedagar"), Unit.WORKING_DAYS),
    **dict.fromkeys(("arbeidsdag", "arbeidsdager", "arbeidsdagar"), Unit.WORKING_DAYS),
    **dict.fromkeys(("arbeidstime", "arbeidstimer", "arbeidstimar"), Unit.WORKING_HOURS),
    **dict.fromkeys(("office hours", "business hours", "opening hours"), Unit.WORKING_HOURS),
}
_KINDS: Final[dict[type, str]] = {bool: "A yes or no", list: "A list", dict: "A mapping"}
_TOO_FINE = frozenset(("s", "sec", "secs", "second", "seconds", "min", "mins", "minute", "minutes"))


def parse_duration(text: object) -> Duration:
    """Read "2 working days", "1 month" or "24 hours"; singular and plural, any letter case.

    Takes any object because a YAML value may be a number, a list or nothing at all.

    Raises:
        DurationError: Worded for the designer, with what to write instead.
    """
    if text is None:
        raise DurationError(f"The duration is missing. {_EXAMPLES}")
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        kind = _KINDS.get(type(text), "This value")
        raise DurationError(f"{kind} is not a duration. {_EXAMPLES}")
    if isinstance(text, float):
        raise _not_whole(str(text))
    written = " ".join(_digits(text).split())
    if not written:
        raise DurationError(f"The duration is empty. {_EXAMPLES}")
    number, words = _split(written)
    if not words:
        raise DurationError(f"{_quoted(written)} has no unit. {_EXAMPLES}")
    unit = _unit(number, words, written)
    if len(number) > 9 or int(number) > LONGEST[unit]:
        raise _too_long(written)
    return Duration(int(number), unit)


def _digits(text: str | int) -> str:
    # Python refuses to print very long integers; whatever its size, such a number has no unit.
    if isinstance(text, int) and abs(text) > 10**15:
        return "1" + "0" * 15
    return str(text)


def _split(written: str) -> tuple[str, str]:
    """The leading number and what follows it, or a refusal of the number."""
    match = re.match(
        r"(?P<sign>[-\u2212\u2013])? ?(?P<number>[0-9]+)(?P<part>[.,][0-9]+)? ?", written
    )
    if match is None:
        if written.casefold() in _UNIT_BY_WORD:
            raise DurationError(f"{_quoted(written)} has no number. {_EXAMPLES}")
        raise DurationError(f"{_quoted(written)} does not begin with a number. {_EXAMPLES}")
    words = written[match.end() :]
    if match["part"]:
        raise _not_whole(written)
    if match["sign"] and words:
        raise _negative(written, f"{match['number']} {words}")
    if words and written[match.end() - 1] != " ":
        meant = None if _has_digit(words) else _recognised(words)
        if meant is None:
            raise DurationError(f"{_quoted(written)} is not a duration. {_EXAMPLES}")
        spaced = _quoted(_written(match["number"], meant))
        raise DurationError(
            f"{_quoted(written)} needs a space between number and unit. Write {spaced}."
        )
    return match["number"], words


def _unit(number: str, words: str, written: str) -> Unit:
    unit = _UNIT_BY_WORD.get(words.casefold())
    if unit is not None:
        return unit
    if _has_digit(words):
        raise DurationError(
            f"{_quoted(written)} has more than one part. "
            'Write one number and one unit, for example "17 days".'
        )
    if words.casefold() in _TOO_FINE:
        raise DurationError(
            f"{_quoted(words)} is too fine a unit: hours are the shortest. {_UNITS_IN_WORDS}"
        )
    meant = _recognised(words)
    hint = f"Did you mean {_quoted(_written(number, meant))}?" if meant else _UNITS_IN_WORDS
    raise DurationError(f"{_quoted(words)} is not a known unit. {hint}")


def _has_digit(words: str) -> bool:
    return any(character in "0123456789" for character in words)


def _recognised(words: str) -> Unit | None:
    word = words.casefold()
    known = _UNIT_BY_WORD | _MEANT_BY
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.7)
    return known.get(word) or (known[close[0]] if close else None)


def _written(number: str, unit: Unit) -> str:
    return f"{number} {_SINGULAR[unit] if number == '1' else unit.value}"


def _not_whole(written: str) -> DurationError:
    return DurationError(
        f"{_quoted(written)} is not a whole number. "
        'Choose a smaller unit, for example "10 days" or "36 hours".'
    )


def _negative(written: str, positive: str) -> DurationError:
    return DurationError(
        f'{_quoted(written)} is negative. Write {_quoted(positive)}: "before" and "after" say the'
        " direction."
    )


def _too_long(written: str) -> DurationError:
    return DurationError(
        f"{_quoted(written)} is longer than 100 years. Check the number and the unit."
    )


def _quoted(written: str) -> str:
    return f'"{written}"' if len(written) <= 40 else f'"{written[:39]}…"'
