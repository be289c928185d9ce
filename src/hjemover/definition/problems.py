"""What is wrong with a definition, as values that a designer can mend (problemer).

All problems are collected before any is shown. A message says what is wrong and with what;
the next move says what to write instead. Neither ever holds a library's own wording.
"""

import difflib
from collections.abc import Collection, Iterable
from typing import Literal

from msgspec import Struct

from hjemover.definition.moves import NORWEGIAN
from hjemover.definition.source import Path, Source

Severity = Literal["error", "warning"]

# Looking for a near word among thousands, thousands of times, would take minutes in a file made
# to be slow; a person mends the first fifty before reading on.
_SUGGESTIONS = 50
_CANDIDATES = 2_000


class Problem(Struct, frozen=True, order=True):
    """One thing to mend, and where. Sorts in the order of the file.

    Args:
        line: From 1. So is *column*.
        code: A stable word for the kind of problem, as ``unknown-step``.
        severity: A definition with an error cannot be used; a warning can be lived with.
        next_move: What to do about it, one sentence. Empty when the message says it.
    """

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    next_move: str = ""

    def __str__(self) -> str:
        told = f"{self.message} {self.next_move}".rstrip()
        return f"{self.file}:{self.line}:{self.column}: {told}"


class Problems:
    """Collects the problems of one file, and knows where in it each path stands."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Problem] = []
        self._suggestions_left = _SUGGESTIONS

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.found)

    def error(
        self, path: Path, code: str, message: str, next_move: str = "", *, key: bool = False
    ) -> None:
        """Note an error at the value of *path*, or at its key."""
        self._add(path, code, "error", message, next_move, key)

    def warning(
        self, path: Path, code: str, message: str, next_move: str = "", *, key: bool = False
    ) -> None:
        """Note something that can be lived with, at the value of *path*, or at its key."""
        self._add(path, code, "warning", message, next_move, key)

    def unknown(
        self, path: Path, kind: str, name: str, known: Iterable[str], code: str = ""
    ) -> None:
        """Note that *path* names a *kind* that there is none of, with the nearest that there is."""
        names = list(known)
        article = "an" if kind[0] in "aeiou" else "a"
        code = code or f"unknown-{kind.replace(' ', '-')}"
        self.error(
            path, code, f"{quoted(name)} is not {article} {kind}.", self.nearest(name, names)
        )

    def nearest(self, name: str, known: Collection[str]) -> str:
        """A sentence with the nearest known name, or with all of them when they are few."""
        english = NORWEGIAN.get(name.casefold())
        if english in known:
            return f"Write {quoted(english)}."
        if known and len(known) <= _CANDIDATES and self._suggestions_left > 0:
            self._suggestions_left -= 1
            near = did_you_mean(name, known)
            if near:
                return near
        if 0 < len(known) <= 12:
            return f"Known: {', '.join(sorted(known))}."
        if not known:
            return "There are none here."
        return f"There are {len(known)}; the first are {', '.join(sorted(known)[:8])}."

    def _add(
        self, path: Path, code: str, severity: Severity, message: str, next_move: str, key: bool
    ) -> None:
        line, column = self.source.key_at(path) if key else self.source.value_at(path)
        self.found.append(
            Problem(self.source.file, line, column, code, severity, message, next_move)
        )


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``Did you mean "role"?``, or nothing when no known name is near.

    Hyphen, underscore and letter case count as the same: those are the commonest slips.
    """
    near = nearest_word(name, known)
    return f"Did you mean {quoted(near)}?" if near else ""


def nearest_word(name: str, known: Iterable[str]) -> str:
    """The word of *known* that *name* is most like, or "" when none is near."""
    by_shape = {_shape(candidate): candidate for candidate in known}
    near = difflib.get_close_matches(_shape(name), by_shape, n=1, cutoff=0.6)
    return by_shape[near[0]] if near else ""


def quoted(name: object) -> str:
    """*name* in quotation marks, cut short when somebody has pasted a novel."""
    text = str(name)
    return f'"{text}"' if len(text) <= 60 else f'"{text[:59]}…"'


def _shape(name: str) -> str:
    return name.replace("_", "-").casefold()[:80]
