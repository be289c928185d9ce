"""The address book from a YAML file or a folder of CSV files: all of it, or its problems."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar, get_args

from hjemover.application.importing.checks import check_address_book
from hjemover.application.importing.days import read_day, read_hours, read_yearly
from hjemover.application.importing.files import whole_file
from hjemover.application.importing.problems import ImportProblem, Parsed, parsed
from hjemover.application.importing.reader import RowReader
from hjemover.application.importing.reading_csv import read_folder
from hjemover.application.importing.reading_yaml import read_yaml
from hjemover.application.importing.records import (
    DIGEST_HOUR,
    Absence,
    AddressBook,
    Channel,
    ContactPoint,
    ContactRole,
    Deputy,
    Membership,
    NumberOverride,
    Organisation,
    OrganisationKind,
    Person,
    Scope,
    Service,
    Unit,
    UnitService,
)
from hjemover.application.importing.rows import Rows, without_traps
from hjemover.application.importing.tables import ADDRESS_BOOK, ADDRESS_BOOK_FILE, WEEKDAYS
from hjemover.application.importing.values import (
    read_email,
    read_hour,
    read_hpr_number,
    read_municipality_number,
    read_number,
)
from hjemover.calendar import NORWAY, Duration, WorkCalendar
from hjemover.definition.models import Text
from hjemover.vocabulary import LANGUAGES, Role

R = TypeVar("R")

_KINDS: Final[tuple[OrganisationKind, ...]] = get_args(OrganisationKind)
_CHANNELS: Final[tuple[Channel, ...]] = get_args(Channel)
_CONTACT_ROLES: Final[tuple[ContactRole, ...]] = get_args(ContactRole)
_ROLES: Final = tuple(role.value for role in Role)
_SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)


def parse_address_book(path: Path) -> Parsed[AddressBook]:
    """Read *path*, a ``.yaml`` file or a folder of CSV files, as one address book."""
    problems: list[ImportProblem] = []
    if path.is_dir():
        rows = read_folder(path, problems)
    elif path.suffix.lower() in {".yaml", ".yml"}:
        rows = read_yaml(path, ADDRESS_BOOK_FILE, ADDRESS_BOOK, problems)
    else:
        problems.append(
            whole_file(
                path,
                "An address book is a .yaml file, or a folder of .csv files.",
                "Give one of these.",
            )
        )
        return parsed(AddressBook(), problems)
    rows = {name: [without_traps(row, problems) for row in found] for name, found in rows.items()}
    if not problems and not rows["organisations"]:
        problems.append(
            whole_file(
                path,
                "The address book has no organisations.",
                "Add at least one organisation with a unit.",
            )
        )
    return parsed(_Reading(rows, problems).address_book(), problems)


class _Reading:
    """Rows to records, table by table; references are held against the ids in the same rows."""

    def __init__(self, rows: Rows, problems: list[ImportProblem]) -> None:
        self._rows = rows
        self._problems = problems
        # Ids also of rows that have other faults, so that one fault is told once.
        self._ids = {
            name: _column(rows, name, "id") for name in ("organisations", "units", "people")
        }
        self._codes = _column(rows, "services", "code")
        self._regions = _column(rows, "organisations", "region")

    def address_book(self) -> AddressBook:
        book = AddressBook(
            services=self._all("services", _service),
            organisations=self._all("organisations", self._organisation),
            units=self._all("units", self._unit),
            unit_services=self._all("unit-services", self._unit_service),
            contact_points=self._all("contact-points", self._contact_point),
            deputies=self._all("deputies", self._deputy),
            people=self._all("people", _person),
            memberships=self._all("memberships", self._membership),
            absences=self._all("absences", self._absence),
            number_overrides=self._all("number-overrides", self._number_override),
        )
        check_address_book(book, self._rows, self._problems)
        return book

    def _all(self, table: str, read: Callable[[RowReader], R]) -> tuple[R, ...]:
        records = []
        for row in self._rows[table]:
            reader = RowReader(row, self._problems)
            record = read(reader)
            if reader.ok:
                records.append(record)
        return tuple(records)

    def _organisation(self, row: RowReader) -> Organisation:
        kind = row.choice("kind", _KINDS)
        organisation = row.identifier("id")
        if row.ok and kind == "municipality":
            row.optional("id", read_municipality_number)
        parent = row.cell("parent") and row.reference(
            "parent", self._ids["organisations"], "organisation"
        )
        return Organisation(
            id=organisation,
            name=row.text("name"),
            kind=kind,
            region=row.text("region", required=False),
            parent=parent or None,
            language=row.choice("language", LANGUAGES, "nb"),
        )

    def _unit(self, row: RowReader) -> Unit:
        digest = row.optional("digest_hour", read_hour)
        return Unit(
            id=row.identifier("id"),
            organisation=row.reference("organisation", self._ids["organisations"], "organisation"),
            name=row.text("name"),
            language=row.choice("language", LANGUAGES, "nb"),
            calendar=_calendar(row),
            digest_hour=DIGEST_HOUR if digest is None else digest,
        )

    def _unit_service(self, row: RowReader) -> UnitService:
        return UnitService(
            unit=row.reference("unit", self._ids["units"], "unit"),
            service=row.reference("service", self._codes, "service"),
            chosen_by_name=row.flag("chosen_by_name"),
            also_for=tuple(row.references("also_for", self._ids["organisations"], "organisation")),
        )

    def _contact_point(self, row: RowReader) -> ContactPoint:
        row.text("address")
        return ContactPoint(
            unit=row.reference("unit", self._ids["units"], "unit"),
            channel=row.choice("channel", _CHANNELS),
            address=row.optional("address", read_email) or "",
            role=row.choice("role", _CONTACT_ROLES, "unit"),
        )

    def _deputy(self, row: RowReader) -> Deputy:
        deputy = Deputy(
            unit=row.reference("unit", self._ids["units"], "unit"),
            deputy=row.reference("deputy", self._ids["units"], "unit"),
            first_day=row.optional("from", read_day),
            last_day=row.optional("to", read_day),
        )
        if deputy.first_day and deputy.last_day and deputy.last_day < deputy.first_day:
            row.problem("to", '"to" is before "from".', "Turn the two days round.")
        return deputy

    def _membership(self, row: RowReader) -> Membership:
        return Membership(
            person=row.reference("person", self._ids["people"], "person"),
            unit=row.reference("unit", self._ids["units"], "unit"),
            role=Role(row.choice("role", _ROLES, Role.COORDINATOR.value)),
        )

    def _absence(self, row: RowReader) -> Absence:
        absence = Absence(
            person=row.reference("person", self._ids["people"], "person"),
            first_day=row.day("from"),
            last_day=row.optional("to", read_day),
        )
        if row.ok and absence.last_day and absence.last_day < absence.first_day:
            row.problem("to", '"to" is before "from".', "Turn the two days round.")
        return absence

    def _number_override(self, row: RowReader) -> NumberOverride:
        scope = row.choice("scope", _SCOPES)
        known = self._regions if scope == "region" else self._ids[f"{scope}s"]
        # Without a scope nobody can say what the id should be the id of.
        scoped = row.reference("id", known, scope) if row.ok else ""
        return NumberOverride(
            pathway=row.identifier("pathway"),
            number=row.identifier("number"),
            scope=scope,
            id=scoped,
            valid_from=row.day("from"),
            value=_override_value(row),
        )


def _override_value(row: RowReader) -> Duration | int | float:
    row.text("value")
    value = row.optional("value", read_number)
    return 0 if value is None else value


def _column(rows: Rows, table: str, column: str) -> frozenset[str]:
    return frozenset(cell.text for row in rows[table] for cell in row.cells.get(column, ()))


def _service(row: RowReader) -> Service:
    cells = row.row.cells.get("required_of", ())
    kinds = [row.one_of("required_of", cell.text, _KINDS, cell) for cell in cells]
    return Service(
        code=row.identifier("code"),
        name=Text(
            nb=row.text("name_nb"),
            nn=row.text("name_nn", required=False) or None,
            en=row.text("name_en", required=False) or None,
        ),
        required_of=tuple(kind for kind in kinds if kind),
    )


def _person(row: RowReader) -> Person:
    person = row.identifier("id")
    return Person(
        id=person,
        name=row.text("name"),
        login=row.text("login", required=False) or person,
        hpr_number=row.optional("hpr_number", read_hpr_number),
    )


def _calendar(row: RowReader) -> WorkCalendar:
    """The unit's calendar; without any hours the ordinary one, Monday to Friday."""
    given = [row.cell(f"hours_{weekday}") for weekday in WEEKDAYS]
    week = tuple(
        row.value(f"hours_{weekday}", cell, read_hours) if cell else None
        for weekday, cell in zip(WEEKDAYS, given, strict=True)
    )
    closed = frozenset(row.every("closed", read_day))
    yearly = frozenset(row.every("closed_yearly", read_yearly))
    if row.ok and any(given) and not any(week):
        row.problem(None, "This unit is closed all week.", "Give hours for at least one weekday.")
    if not row.ok:
        return NORWAY
    return WorkCalendar(closed=closed, closed_yearly=yearly, week=week if any(given) else ())
