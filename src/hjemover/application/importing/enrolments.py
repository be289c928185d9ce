"""Patients to enrol, from a YAML or CSV file. No message names a patient or shows a number."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from hjemover.application.importing.days import Unreadable, read_day, read_moment
from hjemover.application.importing.files import whole_file
from hjemover.application.importing.problems import ImportProblem, Parsed, parsed
from hjemover.application.importing.reader import RowReader
from hjemover.application.importing.reading_csv import read_csv
from hjemover.application.importing.reading_yaml import read_yaml
from hjemover.application.importing.records import AddressBook, EnrolmentRow
from hjemover.application.importing.rows import Row, without_traps
from hjemover.application.importing.tables import ENROLMENTS_FILE, enrolments
from hjemover.birth_number import BirthNumber, BirthNumberError, Fault, Rule, check_birth_number
from hjemover.calendar import local_day

People = Literal["synthetic", "real"]
"""Who may be enrolled: test people only (demo, test), or real people only (production)."""

_FAULTS: Final[dict[Fault, tuple[str, str]]] = {
    "empty": ("is empty.", "Fill it in."),
    "not-digits": (
        "holds something other than digits.",
        "Write eleven digits, and format the column as text.",
    ),
    "ten-digits": (
        "has ten digits: a spreadsheet has taken the leading zero.",
        "Format the column as text, and put the zero back.",
    ),
    "wrong-length": ("does not have eleven digits.", "Compare with the record system."),
    "no-such-day": (
        "begins with a day that does not exist.",
        "Compare with the record system; digits may have changed places.",
    ),
    "check-digits": (
        "has check digits that do not fit.",
        "Compare with the record system; one digit is mistyped.",
    ),
}


class Known(Struct, frozen=True, kw_only=True):
    """What the rows may refer to.

    Args:
        pathways: Definition id to its published versions.
        municipalities: Organisation id to name; a name in the file is answered with its id.
    """

    pathways: Mapping[str, frozenset[int]]
    units: frozenset[str]
    municipalities: Mapping[str, str]
    gps: frozenset[str]

    @staticmethod
    def of(book: AddressBook, pathways: Mapping[str, frozenset[int]]) -> "Known":
        """The units, municipalities and GPs of an address book."""
        towns = [place for place in book.organisations if place.kind == "municipality"]
        hospitals = {place.id for place in book.organisations if place.kind == "hospital-trust"}
        return Known(
            pathways=pathways,
            units=frozenset(unit.id for unit in book.units if unit.organisation in hospitals),
            municipalities={town.id: town.name for town in towns},
            gps=frozenset(place.id for place in book.organisations if place.kind == "gp-office"),
        )


def parse_enrolments(
    path: Path,
    *,
    known: Known,
    today: date,
    people: People = "synthetic",
    dates: tuple[str, ...] = ("diagnosed", "told"),
    rule: Rule = "today",
) -> Parsed[list[EnrolmentRow]]:
    """Read every row of *path*, a ``.csv`` or ``.yaml`` file.

    Args:
        today: The day in Oslo; dates after it are refused.
        dates: The columns with named dates, by the names that the definitions use.
    """
    problems: list[ImportProblem] = []
    rows = [without_traps(row, problems) for row in _rows(path, dates, problems)]
    reading = _Reading(known, today, people, dates, rule, problems)
    found = [reading.enrolment(row) for row in rows]
    reading.check_once()
    if not rows and not problems:
        problems.append(whole_file(path, "The file has no enrolments.", "Add a row for each."))
    return parsed([row for row in found if row is not None], problems)


def _rows(path: Path, dates: tuple[str, ...], problems: list[ImportProblem]) -> list[Row]:
    table = enrolments(dates)
    suffix = path.suffix.lower()
    if suffix in {".yaml", ".yml"}:
        return read_yaml(path, ENROLMENTS_FILE, {table.name: table}, problems)[table.name]
    if suffix == ".csv":
        return read_csv(path, table, problems)
    problems.append(
        whole_file(path, "Enrolments are a .csv or a .yaml file.", "Give one of these.")
    )
    return []


class _Reading:
    """Rows to enrolments."""

    def __init__(
        self,
        known: Known,
        today: date,
        people: People,
        dates: tuple[str, ...],
        rule: Rule,
        problems: list[ImportProblem],
    ) -> None:
        self._known = known
        self._today = today
        self._people = people
        self._dates = dates
        self._rule: Rule = rule
        self._problems = problems
        self._enrolled: list[tuple[tuple[str, str], RowReader]] = []

    def enrolment(self, row: Row) -> EnrolmentRow | None:
        reader = RowReader(row, self._problems, private=True)
        pathway = reader.reference("pathway", self._known.pathways, "pathway")
        number = self._birth_number(reader)
        dates = self._named_dates(reader, number)
        found = EnrolmentRow(
            file=row.file,
            line=row.line,
            pathway=pathway,
            version=self._version(reader, pathway),
            birth_number=number.digits if number else "",
            name=reader.text("name"),
            hospital_unit=reader.reference("hospital_unit", self._known.units, "hospital unit"),
            municipality=self._municipality(reader),
            gp=self._gp(reader),
            dates=dates,
            enrolled_at=reader.optional("enrolled_at", read_moment),
        )
        if found.enrolled_at and local_day(found.enrolled_at) > self._today:
            self._refuse_future(reader, "enrolled_at")
        if number:
            self._enrolled.append(((number.digits, pathway), reader))
        return found if reader.ok else None

    def check_once(self) -> None:
        """The same patient on the same pathway twice."""
        seen: dict[tuple[str, str], int] = {}
        for key, reader in self._enrolled:
            first = seen.setdefault(key, reader.row.line)
            if first != reader.row.line:
                reader.problem(
                    "birth_number",
                    f"The same patient is enrolled on the same pathway on line {first}.",
                    "Take one of the rows out.",
                )

    def _birth_number(self, reader: RowReader) -> BirthNumber | None:
        text = reader.text("birth_number")
        if not text:
            return None
        try:
            number = check_birth_number(text, rule=self._rule)
        except BirthNumberError as wrong:
            message, next_move = _FAULTS[wrong.code]
            reader.problem("birth_number", f"The birth number {message}", next_move)
            return None
        self._check_people(reader, number)
        return number

    def _check_people(self, reader: RowReader, number: BirthNumber) -> None:
        if number.kind == "month-plus-40":
            # In production a warning: to turn a patient away would block care.
            reader.problem(
                "birth_number",
                "The birth number has 40 added to the month: it is a test person of NAV's, or a"
                " hospital's own number for a real patient, and nothing tells which.",
                "Use a fødselsnummer or a D-number; for test people one with month + 80.",
                severity="warning" if self._people == "real" else "error",
            )
        elif self._people == "synthetic" and not number.synthetic:
            reader.problem(
                "birth_number",
                "The birth number may belong to a real person, and this installation is for test"
                " people only.",
                "Use a synthetic number (month + 80), and delete this file if the person is real.",
            )
        elif self._people == "real" and number.synthetic:
            reader.problem(
                "birth_number",
                "The birth number belongs to a test person (month + 80).",
                "Take the row out: test people are not enrolled in production.",
            )

    def _version(self, reader: RowReader, pathway: str) -> int | None:
        version = reader.optional("version", _whole_number)
        published = self._known.pathways.get(pathway)
        if version is not None and published is not None and version not in published:
            there = ", ".join(str(one) for one in sorted(published))
            reader.problem(
                "version",
                f'"{pathway}" has no version {version}.',
                f"Published: {there}. Leave it empty for the version in force.",
            )
        return version

    def _municipality(self, reader: RowReader) -> str:
        text = reader.text("municipality")
        for number, name in self._known.municipalities.items():
            if text.casefold() in {name.casefold(), name.casefold().removesuffix(" kommune")}:
                reader.problem(
                    "municipality",
                    f'"{name}" is the name of a municipality, not its number.',
                    f"Write {number}.",
                )
                return ""
        if not text:
            return ""
        return reader.reference("municipality", self._known.municipalities, "municipality")

    def _gp(self, reader: RowReader) -> str | None:
        if reader.cell("gp") is None:
            return None
        return reader.reference("gp", self._known.gps, "GP office") or None

    def _named_dates(self, reader: RowReader, number: BirthNumber | None) -> dict[str, date]:
        found = {}
        for name in self._dates:
            day = reader.optional(name, read_day)
            if day is None:
                continue
            found[name] = day
            if day > self._today:
                self._refuse_future(reader, name)
            elif number and number.born and day < number.born:
                reader.problem(name, f'"{name}" is before the patient was born.', "Check the year.")
        diagnosed, told = found.get("diagnosed"), found.get("told")
        if diagnosed and told and told < diagnosed:
            reader.problem(
                "told",
                '"told" is before "diagnosed".',
                "Have a look; it is imported as it stands.",
                severity="warning",
            )
        return found

    def _refuse_future(self, reader: RowReader, column: str) -> None:
        reader.problem(
            column,
            f'"{column}" is in the future (after {self._today:%d.%m.%Y}).',
            "Check the date, and that day and month have not changed places.",
        )


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise Unreadable("is not a version.", "Write a whole number, for example 1.")
    return int(text)
