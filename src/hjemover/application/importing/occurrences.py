"""What happened to patients (forekomster), from a YAML or CSV file. No message shows a number."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec import Struct

from hjemover.application.importing.days import Unreadable, read_day, read_moment
from hjemover.application.importing.files import whole_file
from hjemover.application.importing.problems import ImportProblem, Parsed, parsed
from hjemover.application.importing.reader import RowReader
from hjemover.application.importing.reading_csv import read_csv
from hjemover.application.importing.reading_yaml import read_yaml
from hjemover.application.importing.records import OccurrenceRow
from hjemover.application.importing.rows import Row, listed, without_traps
from hjemover.application.importing.tables import OCCURRENCES_FILE, occurrences
from hjemover.birth_number import BirthNumberError, check_birth_number
from hjemover.definition.models import Field

Told = str | bool | float
_YES, _NO = ("yes", "true", "ja", "1"), ("no", "false", "nei", "0")
TYPES = frozenset({"text", "long-text", "date", "yes-no", "number", "choice", "unit"})
"""What one cell can tell. Tables and lists need a system that talks to us."""


class KnownOccurrences(Struct, frozen=True, kw_only=True):
    """What the rows may refer to.

    Args:
        fields: By occurrence, what published definitions say is told with it.
    """

    fields: Mapping[str, Mapping[str, Field]]
    units: frozenset[str]


def parse_occurrences(
    path: Path, *, known: KnownOccurrences, now: datetime
) -> Parsed[list[OccurrenceRow]]:
    """Read every row of *path*, a ``.csv`` or ``.yaml`` file."""
    problems: list[ImportProblem] = []
    rows = [without_traps(row, problems) for row in _rows(path, known, problems)]
    reading = _Reading(known, now, problems)
    found = [reading.occurrence(row) for row in rows]
    if not rows and not problems:
        problems.append(whole_file(path, "The file has no occurrences.", "Add a row for each."))
    return parsed([row for row in found if row is not None], problems)


def _rows(path: Path, known: KnownOccurrences, problems: list[ImportProblem]) -> list[Row]:
    table = occurrences(tuple(sorted({name for one in known.fields.values() for name in one})))
    suffix = path.suffix.lower()
    if suffix in {".yaml", ".yml"}:
        return read_yaml(path, OCCURRENCES_FILE, {table.name: table}, problems)[table.name]
    if suffix == ".csv":
        return read_csv(path, table, problems)
    problems.append(
        whole_file(path, "Occurrences are a .csv or a .yaml file.", "Give one of these.")
    )
    return []


class _Reading:
    """Rows to occurrences."""

    def __init__(
        self, known: KnownOccurrences, now: datetime, problems: list[ImportProblem]
    ) -> None:
        self._known = known
        self._now = now
        self._problems = problems
        self._lines: dict[str, int] = {}

    def occurrence(self, row: Row) -> OccurrenceRow | None:
        reader = RowReader(row, self._problems, private=True)
        kind = reader.reference("occurrence", self._known.fields, "occurrence")
        number, reference = self._who(reader)
        reader.text("at")
        found = OccurrenceRow(
            file=row.file,
            line=row.line,
            id=self._id(reader),
            occurrence=kind,
            birth_number=number,
            reference=reference,
            at=self._at(reader),
            unit=reader.reference("unit", self._known.units, "unit"),
            data=self._data(reader, self._known.fields.get(kind)),
        )
        return found if reader.ok else None

    def _id(self, reader: RowReader) -> str:
        text = reader.text("id")
        first = self._lines.setdefault(text, reader.row.line) if text else reader.row.line
        if first != reader.row.line:
            reader.problem(
                "id", f"The same id stands on line {first}.", "Give each row an id of its own."
            )
        return text

    def _who(self, reader: RowReader) -> tuple[str | None, str | None]:
        number = reader.text("birth_number", required=False)
        reference = reader.text("reference", required=False)
        if bool(number) == bool(reference):
            reader.problem(
                None,
                "The row must say who it is about in one way.",
                "Fill in birth_number or reference, and only one of them.",
            )
            return None, None
        if reference:
            return None, reference
        try:
            return check_birth_number(number).digits, None
        except BirthNumberError:
            reader.problem(
                "birth_number",
                "The birth number is not one.",
                "Compare with the record system; it has eleven digits, as text.",
            )
            return None, None

    def _at(self, reader: RowReader) -> datetime:
        at = reader.optional("at", read_moment) or self._now
        if at > self._now:
            reader.problem("at", '"at" is in the future.', "Check the day and the time.")
        return at

    def _data(self, reader: RowReader, fields: Mapping[str, Field] | None) -> dict[str, Told]:
        if fields is None:
            return {}
        found: dict[str, Told] = {}
        for name in {name for one in self._known.fields.values() for name in one}:
            cell = reader.cell(name)
            if cell is None:
                continue
            field = fields.get(name)
            if field is None:
                reader.problem(
                    name, f'"{name}" is not told with this occurrence.', "Empty the cell."
                )
                continue
            value = reader.value(name, cell, partial(read_told, field))
            if value is not None:
                found[name] = value
        return found


def read_told(field: Field, text: str) -> Told:
    """One value as its field has it.

    Raises:
        Unreadable: It is of another type.
    """
    match field.type:
        case "yes-no":
            if text.casefold() not in (*_YES, *_NO):
                raise Unreadable("is not yes or no.", "Write yes or no.")
            return text.casefold() in _YES
        case "number":
            try:
                return float(text.replace(",", "."))
            except ValueError:
                raise Unreadable("is not a number.", "Write digits.") from None
        case "date":
            return read_day(text).isoformat()
        case "choice" if text not in field.choices:
            raise Unreadable(f"is not one of {listed(tuple(field.choices))}.", "Write one of them.")
    return text
