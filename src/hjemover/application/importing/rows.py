"""Rows of text with their places in the file: what YAML and CSV both come down to.

All values stay text until a column says what they are, so a leading zero, ``no`` and ``1e5``
arrive as they were written.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from hjemover.application.importing.problems import ImportProblem

_LONGEST: Final = 300
# What a spreadsheet would run as a formula. A sign before a digit or a space is a number or a
# telephone number.
_FORMULA: Final = re.compile(r"[=@]|[+-](?![0-9 ])")
_SPREADSHEET_ERROR: Final = re.compile(
    r"#(REF|NAME|VALUE|N/A|DIV/0|NULL|NUM|NAVN|VERDI|I/T)[!?]?|#{3,}"
)
# UTF-8 letters that were read as Windows-1252: "Ã" and another for each "ø".
_GARBLED: Final = re.compile(
    "\u00c3[\u00a6\u00b8\u00a5\u02dc\u2026\u2020]|\u00ef\u00bf\u00bd|\ufffd"
)


class Cell(Struct, frozen=True):
    """One value, trimmed and in Unicode's composed form."""

    text: str
    line: int
    column: int


class Row(Struct, frozen=True, kw_only=True):
    """One row. A column that is not in *cells* was empty.

    Args:
        spoiled: Columns whose value has been complained of already.
    """

    table: str
    file: str
    line: int
    column: int
    cells: dict[str, tuple[Cell, ...]]
    spoiled: frozenset[str] = frozenset()


Rows = dict[str, list[Row]]


def cell(text: str, line: int, column: int) -> Cell:
    return Cell(unicodedata.normalize("NFC", text).strip(), line, column)


def without_traps(row: Row, problems: list[ImportProblem]) -> Row:
    """The row without the values that no column could make sense of; each is a problem."""
    spoiled = set(row.spoiled)
    kept = {}
    for column, cells in row.cells.items():
        kept[column] = cells
        for one in cells:
            trap = _trap(one.text)
            if trap is None:
                continue
            message, next_move = trap
            problems.append(
                ImportProblem(
                    file=row.file,
                    line=one.line,
                    column=one.column,
                    message=f'"{column}" {message}',
                    next_move=next_move,
                )
            )
            spoiled.add(column)
    return Row(
        table=row.table,
        file=row.file,
        line=row.line,
        column=row.column,
        cells={column: cells for column, cells in kept.items() if column not in spoiled},
        spoiled=frozenset(spoiled),
    )


def _trap(text: str) -> tuple[str, str] | None:
    """What is wrong with a text whatever column it is in. Never quotes it."""
    if _FORMULA.match(text):
        return (
            "begins like a spreadsheet formula.",
            "Paste the values instead of the formulas, and save again.",
        )
    if _SPREADSHEET_ERROR.fullmatch(text):
        return (
            "holds an error from the spreadsheet.",
            "Mend the cell in the spreadsheet (or make it wider), and save again.",
        )
    if any(unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"} for character in text):
        return (
            "holds a line break or another character that cannot be seen.",
            "Write it again by hand, on one line.",
        )
    if _GARBLED.search(text):
        return (
            "holds garbled letters: æ, ø and å were read in the wrong encoding.",
            'Go back to the original file, and save it as "CSV UTF-8".',
        )
    if len(text) > _LONGEST:
        return (
            f"is {len(text)} characters long; the limit is {_LONGEST}.",
            "Shorten it. A missing quotation mark can also run several cells together.",
        )
    return None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant."""
    folded = {candidate.casefold(): candidate for candidate in known}
    close = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.7)
    return folded[close[0]] if close else None


# Words that people write in their own language. Recognised in the answer, not accepted.
_MEANT_BY: Final = {
    "fødselsnummer": "birth_number", "fnr": "birth_number", "personnummer": "birth_number",
    "navn": "name", "forløp": "pathway", "versjon": "version", "kommune": "municipality",
    "fastlege": "gp", "avdeling": "hospital_unit", "diagnosedato": "diagnosed",
    "informert": "told", "virksomhet": "organisation", "enhet": "unit", "tjeneste": "service",
    "stedfortreder": "deputy", "rolle": "role", "fra": "from", "til": "to", "språk": "language",
    "mandag": "monday", "tirsdag": "tuesday", "onsdag": "wednesday", "torsdag": "thursday",
    "fredag": "friday", "lørdag": "saturday", "søndag": "sunday",
}  # fmt: skip


def suggested(word: str, columns: Iterable[str]) -> str | None:
    """The column that was probably meant, also by a Norwegian word for it."""
    known = list(columns)
    translated = _MEANT_BY.get(word.casefold())
    return translated if translated in known else nearest(word, known)


def listed(words: Iterable[str]) -> str:
    """At most a dozen of the words, for telling what may be written."""
    every = list(words)
    shown = ", ".join(every[:12])
    return f"{shown} and {len(every) - 12} more" if len(every) > 12 else shown
