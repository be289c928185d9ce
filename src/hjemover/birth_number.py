"""Norwegian identity numbers of eleven digits (fødselsnummer, D-nummer), checked and made.

Text in, facts out: no clock, no setting, no register. A number that passes is well formed;
only Folkeregisteret knows whether it belongs to somebody. Nothing here puts a number into a
message, a ``repr`` or an exception.

Rules: today both check digits must fit. For numbers given out from 1 January 2032 the first
check digit may leave a remainder of 0, 1, 2 or 3, the individnummer no longer tells the
century, and no digit tells the sex. Old numbers stay valid under the new rule.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Final, Literal

from msgspec import Struct

Rule = Literal["today", "2032"]
Kind = Literal["fnr", "dnr", "synthetic", "month-plus-40", "fh"]
"""What the number is.

- ``fnr``, ``dnr``: fødselsnummer, and D-nummer (day + 40).
- ``synthetic``: a test person of Skatteetaten's (Tenor): month + 80, with or without day + 40.
- ``month-plus-40``: NAV's test persons *or* a hospital's own H-nummer, of a real patient. The
  digits do not tell which, so such a number is neither safe in a test nor certain in production.
- ``fh``: a shared help number (felles hjelpenummer), first digit 8 or 9, without a birth date.
"""

Fault = Literal["empty", "not-digits", "ten-digits", "wrong-length", "no-such-day", "check-digits"]
"""Why a text is not a number. Ten digits is what a spreadsheet makes of a leading zero."""

_FIRST_WEIGHTS: Final = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND_WEIGHTS: Final = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_FIRST_REMAINDERS: Final[dict[Rule, frozenset[int]]] = {
    "today": frozenset({0}),
    "2032": frozenset({0, 1, 2, 3}),
}
# (individnummer from, to, first year, last year): how the century is told until 2032.
_CENTURIES: Final = (
    (0, 499, 1900, 1999),
    (500, 749, 1854, 1899),
    (500, 999, 2000, 2039),
    (900, 999, 1940, 1999),
)
# "010170 12345" is how people write it; any other punctuation is a slip.
_WRITTEN: Final = re.compile(r"[0-9]{6}[ \u00a0]?[0-9]{5}")


class BirthNumberError(ValueError):
    """The text is not an identity number. Carries only the reason, never the text."""

    def __init__(self, code: Fault) -> None:
        super().__init__(code)
        self.code: Fault = code


class BirthNumber(Struct, frozen=True, kw_only=True):
    """A well-formed number. Printing it shows the masked form.

    Args:
        digits: The eleven digits.
        born: The birth date that today's century table gives; None when the number does not
            tell it (``fh``, and numbers of the 2032 kind). Folkeregisteret's field goes before.
    """

    kind: Kind
    digits: str
    born: date | None = None

    @property
    def synthetic(self) -> bool:
        """Surely nobody's: safe in a test, refused in production."""
        return self.kind == "synthetic"

    def masked(self) -> str:
        return masked(self.digits)

    def __str__(self) -> str:
        return self.masked()

    def __repr__(self) -> str:
        return f"BirthNumber(kind={self.kind!r}, digits={self.masked()!r})"


def masked(digits: str) -> str:
    """How a number is shown until somebody asks, with a reason, to see it: ``010170 *****``."""
    return f"{digits[:6]} *****"


def check_birth_number(text: str, *, rule: Rule = "today") -> BirthNumber:
    """Read a number as people write it: eleven digits, perhaps with a space after the sixth.

    Raises:
        BirthNumberError: With the reason in ``code``.
    """
    digits = _digits(text.strip())
    if not _check_digits_fit(digits, rule):
        # A day that does not exist says more than a check digit, so it is looked for first.
        _read_date(digits)
        raise BirthNumberError("check-digits")
    kind, born = _read_date(digits)
    return BirthNumber(kind=kind, digits=digits, born=born)


def make_synthetic(birth: date, serial: int) -> str:
    """A well-formed number of nobody, born that day: month + 80 (Tenor's way).

    Args:
        serial: 0 for the first number of the day; different serials give different numbers.

    Raises:
        ValueError: The day is outside 1854-2039, or has no number left for that serial.
    """
    if serial < 0:
        raise ValueError(f"The serial {serial} is negative. Count from 0.")
    number = next(islice(_synthetic_of(birth), serial, None), None)
    if number is None:
        raise ValueError(f"No synthetic number is left for {birth} at serial {serial}.")
    return number


def _digits(text: str) -> str:
    if not text:
        raise BirthNumberError("empty")
    digits = text
    if _WRITTEN.fullmatch(text):
        digits = text[:6] + text[-5:]
    if not (digits.isascii() and digits.isdigit()):
        raise BirthNumberError("not-digits")
    if len(digits) != 11:
        raise BirthNumberError("ten-digits" if len(digits) == 10 else "wrong-length")
    return digits


def _check_digits_fit(digits: str, rule: Rule) -> bool:
    values = [int(digit) for digit in digits]
    first = sum(w * v for w, v in zip(_FIRST_WEIGHTS, values, strict=False)) % 11
    second = sum(w * v for w, v in zip(_SECOND_WEIGHTS, values, strict=True)) % 11
    return first in _FIRST_REMAINDERS[rule] and second == 0


def _read_date(digits: str) -> tuple[Kind, date | None]:
    """The kind of number, and its birth date if the digits tell it."""
    if digits[0] in "89":
        return "fh", None
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    kind: Kind = "fnr"
    if day > 40:
        kind, day = "dnr", day - 40
    if month > 80:
        kind, month = "synthetic", month - 80
    elif month > 40:
        kind, month = "month-plus-40", month - 40
    # 2000 was a leap year and 1900 was not; a number that tells its century is held to it.
    if not _exists(2000 + year, month, day):
        raise BirthNumberError("no-such-day")
    full_year = _full_year(year, int(digits[6:9]))
    if full_year is None:
        return kind, None
    if not _exists(full_year, month, day):
        raise BirthNumberError("no-such-day")
    return kind, date(full_year, month, day)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _full_year(year: int, individual: int) -> int | None:
    for low, high, first, last in _CENTURIES:
        full = first // 100 * 100 + year
        if low <= individual <= high and first <= full <= last:
            return full
    return None


def _synthetic_of(birth: date) -> Iterator[str]:
    stem = f"{birth.day:02}{birth.month + 80}{birth.year % 100:02}"
    for low, high, first, last in _CENTURIES:
        if not first <= birth.year <= last:
            continue
        for individual in range(low, high + 1):
            yield from _completed(f"{stem}{individual:03}")


def _completed(nine: str) -> Iterator[str]:
    """The nine digits with both check digits, or nothing when they have none."""
    values = [int(digit) for digit in nine]
    first = -sum(w * v for w, v in zip(_FIRST_WEIGHTS, values, strict=False)) % 11
    second = -sum(w * v for w, v in zip(_SECOND_WEIGHTS, [*values, first], strict=False)) % 11
    if first < 10 and second < 10:
        yield f"{nine}{first}{second}"
