"""Typed reading of one row: every bad value becomes a problem, and the row is not used."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Final, Literal, TypeVar

from hjemover.application.importing.days import Unreadable, read_day
from hjemover.application.importing.problems import ImportProblem
from hjemover.application.importing.rows import Cell, Row, listed, nearest

T = TypeVar("T")
W = TypeVar("W", bound=str)

IDENTIFIER: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_YES: Final = frozenset({"yes", "true", "ja", "1", "sann"})
_NO: Final = frozenset({"no", "false", "nei", "0", "usann", ""})
_DATE_LIKE: Final = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}", re.ASCII)


class RowReader:
    """Reads the columns of one row.

    After a problem the values are fillers: look at ``ok`` before a record is made of them.

    Args:
        private: The row is about a patient. A value is then quoted only when it cannot be a name
            or a birth number that slipped into the wrong column.
    """

    def __init__(self, row: Row, problems: list[ImportProblem], *, private: bool = False) -> None:
        self.row = row
        self.ok = not row.spoiled
        self._problems = problems
        self._private = private

    def problem(
        self,
        column: str | None,
        message: str,
        next_move: str,
        severity: Literal["error", "warning"] = "error",
        at: Cell | None = None,
    ) -> None:
        """Complain of a column (or, with None, of the row)."""
        place = at or (self.cell(column) if column else None)
        self._problems.append(
            ImportProblem(
                file=self.row.file,
                line=place.line if place else self.row.line,
                column=place.column if place else self.row.column,
                message=message,
                next_move=next_move,
                severity=severity,
            )
        )
        if severity == "error":
            self.ok = False

    def cell(self, column: str) -> Cell | None:
        cells = self.row.cells.get(column, ())
        return cells[0] if cells else None

    def shown(self, column: str, text: str) -> str:
        """How a value is named in a message: quoted when that is safe."""
        if len(text) > 60 or (self._private and not _DATE_LIKE.fullmatch(text)):
            return f'"{column}"'
        return f'"{column}" is "{text}", which'

    def text(self, column: str, *, required: bool = True) -> str:
        """The value, or "" after a problem and when an optional one is empty."""
        cell = self.cell(column)
        if cell is None and required and column not in self.row.spoiled:
            self.problem(
                column,
                f'"{column}" is missing in this row of {self.row.table}.',
                "Fill it in.",
            )
        return cell.text if cell else ""

    def optional(self, column: str, read: Callable[[str], T]) -> T | None:
        """What *read* makes of the value; None when it is empty or wrong."""
        cell = self.cell(column)
        return self.value(column, cell, read) if cell else None

    def value(self, column: str, cell: Cell, read: Callable[[str], T]) -> T | None:
        """What *read* makes of one cell; None after a problem."""
        try:
            return read(cell.text)
        except Unreadable as unreadable:
            self.problem(
                column,
                f"{self.shown(column, cell.text)} {unreadable.message}",
                unreadable.next_move,
                at=cell,
            )
            return None

    def every(self, column: str, read: Callable[[str], T]) -> list[T]:
        """What *read* makes of each of several values."""
        values = (self.value(column, cell, read) for cell in self.row.cells.get(column, ()))
        return [value for value in values if value is not None]

    def identifier(self, column: str) -> str:
        """A name of our own: small letters, digits and single hyphens."""
        text = self.text(column)
        if text and not IDENTIFIER.fullmatch(text):
            self.problem(
                column,
                f"{self.shown(column, text)} is not an id.",
                "Use small letters a-z, digits and single hyphens, for example levanger-ke.",
            )
        return text

    def day(self, column: str) -> date:
        """A date that must be there."""
        self.text(column)
        return self.optional(column, read_day) or date.min

    def choice(self, column: str, allowed: Sequence[W], default: W | None = None) -> W:
        """One of *allowed*; *default* when it may be empty."""
        text = self.text(column, required=default is None)
        if not text:
            return default if default is not None else allowed[0]
        cell = self.cell(column)
        return self.one_of(column, text, allowed, cell) or allowed[0]

    def one_of(self, column: str, text: str, allowed: Sequence[W], at: Cell | None) -> W | None:
        for word in allowed:
            if word == text:
                return word
        self.problem(
            column,
            f"{self.shown(column, text)} is not one of {listed(allowed)}.",
            _suggestion(text, allowed),
            at=at,
        )
        return None

    def flag(self, column: str) -> bool:
        """Yes or no; empty is no."""
        text = self.text(column, required=False).casefold()
        if text not in _YES | _NO:
            self.problem(
                column, f"{self.shown(column, text)} is not yes or no.", "Write yes or no."
            )
        return text in _YES

    def reference(self, column: str, known: Collection[str], what: str) -> str:
        """The id of something that must be there (*what*: "unit", "person")."""
        text = self.text(column)
        if text:
            self._check_known(column, text, known, what, self.cell(column))
        return text

    def references(self, column: str, known: Collection[str], what: str) -> list[str]:
        """As :meth:`reference`, for each of several; there may be none."""
        cells = self.row.cells.get(column, ())
        for cell in cells:
            self._check_known(column, cell.text, known, what, cell)
        return [cell.text for cell in cells]

    def _check_known(
        self, column: str, text: str, known: Collection[str], what: str, at: Cell | None
    ) -> None:
        if text in known:
            return
        meant = nearest(text, known)
        # In a private row only a near miss is quoted: it cannot be a patient's name.
        quoted = f'"{text}"' if meant or not self._private else f'The value of "{column}"'
        self.problem(
            column,
            f"{quoted} is not a known {what}.",
            f'Did you mean "{meant}"?' if meant else f"Add the {what}, or mend the reference.",
            at=at,
        )


def _suggestion(text: str, allowed: Iterable[str]) -> str:
    meant = nearest(text, allowed)
    return f'Did you mean "{meant}"?' if meant else "Write one of them."
