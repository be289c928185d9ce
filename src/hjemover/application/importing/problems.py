"""What is wrong with a file, as values: all of it is collected before any of it is printed."""

from typing import Generic, Literal, TypeVar

from msgspec import Struct

T = TypeVar("T")


class ImportProblem(Struct, frozen=True, kw_only=True):
    """One thing to mend, where, and how. Never holds a birth number or a patient's name.

    Args:
        line: Of the file, from 1; 0 when the file as a whole is meant.
        column: In YAML the character, in CSV the cell, from 1; 0 when the whole line is meant.
        severity: Nothing is imported while there is an error; a warning only asks for a look.
    """

    file: str
    line: int
    column: int
    message: str
    next_move: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number]
        return f"{':'.join([self.file, *numbers])}: {self.message} {self.next_move}"


class Parsed(Struct, Generic[T], frozen=True, kw_only=True):
    """All of a file, or nothing: ``value`` is None as soon as there is one error."""

    value: T | None
    problems: tuple[ImportProblem, ...] = ()

    @property
    def errors(self) -> tuple[ImportProblem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")


def parsed(value: T, problems: list[ImportProblem]) -> Parsed[T]:
    """*value* if nothing but warnings were found, with the problems in reading order."""
    # A wrong value that several rows inherit is told once.
    distinct = dict.fromkeys(problems)
    in_order = tuple(sorted(distinct, key=lambda found: (found.file, found.line, found.column)))
    clean = not any(problem.severity == "error" for problem in in_order)
    return Parsed(value=value if clean else None, problems=in_order)
