"""What no single row can show: duplicates, services that nobody answers, deputies in a circle."""

from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import date
from typing import Final

from hjemover.application.importing.problems import ImportProblem
from hjemover.application.importing.reader import RowReader
from hjemover.application.importing.records import AddressBook, Deputy, Unit
from hjemover.application.importing.rows import Row, Rows
from hjemover.vocabulary import AT_WORK, Role

# The columns that together may occur once.
_KEYS: Final = {
    "services": ("code",),
    "organisations": ("id",),
    "units": ("id",),
    "unit-services": ("unit", "service"),
    "contact-points": ("unit", "role", "channel"),
    "deputies": ("unit", "deputy", "from"),
    "people": ("id",),
    "memberships": ("person", "unit", "role"),
    "absences": ("person", "from"),
    "number-overrides": ("pathway", "number", "scope", "id", "from"),
}


def check_address_book(book: AddressBook, rows: Rows, problems: list[ImportProblem]) -> None:
    """Add what is wrong between the rows.

    *book* holds the rows that are sound by themselves, so a unit that could not be read is not
    also reported as a service that nobody answers: those checks wait until every row is sound.
    """
    for table, columns in _KEYS.items():
        _check_once(rows[table], columns, problems)
    _check_deputies(book.deputies, rows["deputies"], problems)
    if any(problem.severity == "error" for problem in problems):
        return
    _check_one_answers(book, rows["unit-services"], problems)
    _check_all_answered(book, rows, problems)
    _check_logins(book, rows["people"], problems)
    _check_hpr_numbers(book, rows["people"], problems)
    _check_one_lead(book, rows["memberships"], problems)
    _check_peopled(book, rows["units"], problems)


def _check_once(rows: list[Row], columns: tuple[str, ...], problems: list[ImportProblem]) -> None:
    seen: dict[Hashable, Row] = {}
    for row in rows:
        key = tuple(tuple(c.text for c in row.cells.get(name, ())) for name in columns)
        if not key[0]:
            continue
        first = seen.setdefault(key, row)
        if first is not row:
            values = " ".join(texts[0] for texts in key if texts)
            RowReader(row, problems).problem(
                columns[0],
                f'"{values}" is already in {row.table}, on line {first.line}.',
                "Take one of them out, or mend the one that is mistyped.",
            )


def _check_one_answers(book: AddressBook, rows: list[Row], problems: list[ImportProblem]) -> None:
    organisations = {unit.id: unit.organisation for unit in book.units}
    answering: dict[tuple[str, str], str] = {}
    for answer, row in zip(book.unit_services, rows, strict=True):
        if answer.chosen_by_name:
            continue
        for organisation in (organisations[answer.unit], *answer.also_for):
            first = answering.setdefault((organisation, answer.service), answer.unit)
            if first != answer.unit:
                RowReader(row, problems).problem(
                    "service",
                    f'Both "{first}" and "{answer.unit}" answer for "{answer.service}" in'
                    f' "{organisation}".',
                    "Let one answer, and mark the others with chosen_by_name: yes.",
                )


def _check_all_answered(book: AddressBook, rows: Rows, problems: list[ImportProblem]) -> None:
    organisations = {unit.id: unit.organisation for unit in book.units}
    offered = {answer.service for answer in book.unit_services}
    answered = {
        (organisation, answer.service)
        for answer in book.unit_services
        for organisation in (organisations[answer.unit], *answer.also_for)
        if not answer.chosen_by_name
    }
    for service, row in zip(book.services, rows["services"], strict=True):
        if service.code not in offered:
            RowReader(row, problems).problem(
                "code",
                f'No unit answers for the service "{service.code}".',
                "Give it to a unit, or take the service out.",
            )
    for organisation, row in zip(book.organisations, rows["organisations"], strict=True):
        for service in book.services:
            missing = (organisation.id, service.code) not in answered
            if organisation.kind in service.required_of and missing:
                RowReader(row, problems).problem(
                    "id",
                    f'No unit of "{organisation.id}" answers for "{service.code}", which every'
                    f" {organisation.kind} must.",
                    "Give the service to one of its units.",
                )


def _check_logins(book: AddressBook, rows: list[Row], problems: list[ImportProblem]) -> None:
    owners: dict[str, str] = {}
    for person, row in zip(book.people, rows, strict=True):
        if owners.setdefault(person.login, person.id) != person.id:
            RowReader(row, problems).problem(
                "login",
                f'"{owners[person.login]}" and "{person.id}" sign in as the same "{person.login}".',
                "Give each a login of their own.",
            )


def _check_hpr_numbers(book: AddressBook, rows: list[Row], problems: list[ImportProblem]) -> None:
    owners: dict[str, str] = {}
    for person, row in zip(book.people, rows, strict=True):
        number = person.hpr_number
        if number is not None and owners.setdefault(number, person.id) != person.id:
            RowReader(row, problems).problem(
                "hpr_number",
                f'"{owners[number]}" and "{person.id}" have the same HPR number.',
                "Correct one of them: nobody is known by a number that two have.",
            )


def _check_one_lead(book: AddressBook, rows: list[Row], problems: list[ImportProblem]) -> None:
    leads: dict[str, str] = {}
    for member, row in zip(book.memberships, rows, strict=True):
        if member.role is not Role.MANAGER:
            continue
        if leads.setdefault(member.unit, member.person) != member.person:
            RowReader(row, problems).problem(
                "role",
                f'"{member.unit}" has two managers: "{leads[member.unit]}" and "{member.person}".',
                "Let one lead it, and make the other a coordinator.",
            )


def _check_peopled(book: AddressBook, rows: list[Row], problems: list[ImportProblem]) -> None:
    members = Counter(one.unit for one in book.memberships if one.role in AT_WORK)
    organisations = {organisation.id: organisation for organisation in book.organisations}

    def unpeopled(unit: Unit) -> bool:
        # Most GPs get copies in their own record system and never sign in here.
        return not members[unit.id] and organisations[unit.organisation].kind != "gp-office"

    for unit, row in zip(book.units, rows, strict=True):
        if unpeopled(unit):
            RowReader(row, problems).problem(
                "id",
                f'Nobody works in "{unit.id}", so nobody will see what comes to it.',
                "Add a member, or a deputy unit.",
                severity="warning",
            )


def _check_deputies(
    deputies: tuple[Deputy, ...], rows: list[Row], problems: list[ImportProblem]
) -> None:
    """On any one day a unit has one deputy, and the deputies lead to somebody.

    A for B in July and B for A in August is no circle, so each day that something changes is
    looked at by itself.
    """
    row_of = {_ends(row): row for row in rows}
    told: set[frozenset[str]] = set()
    for day in sorted({deputy.first_day or date.min for deputy in deputies}):
        places: dict[str, str] = {}
        for deputy in in_force(deputies, day):
            reader = RowReader(row_of[deputy.unit, deputy.deputy], problems)
            other = places.setdefault(deputy.unit, deputy.deputy)
            if other != deputy.deputy and frozenset({other, deputy.deputy}) not in told:
                told.add(frozenset({other, deputy.deputy}))
                reader.problem(
                    "deputy",
                    f'"{deputy.unit}" has two deputies on {day}: "{other}" and "{deputy.deputy}".',
                    "Let the days of one end before the other begins.",
                )
        for unit, deputy_unit in places.items():
            circle = _circle(unit, places)
            if circle and frozenset(circle) not in told:
                told.add(frozenset(circle))
                RowReader(row_of[unit, deputy_unit], problems).problem(
                    "deputy",
                    f"These units are each other's deputies in a circle:"
                    f" {' -> '.join([*circle, unit])}.",
                    "Let the last one be a unit that has no deputy in those days.",
                )


def in_force(deputies: Iterable[Deputy], day: date) -> list[Deputy]:
    """The deputies that answer on *day*."""
    return [
        deputy
        for deputy in deputies
        if (deputy.first_day or date.min) <= day <= (deputy.last_day or date.max)
    ]


def _circle(start: str, places: dict[str, str]) -> list[str]:
    """The units from *start* round to itself; empty when the way does not come back to it."""
    way = [start]
    while (deputy := places.get(way[-1])) and len(way) <= len(places):
        if deputy == start:
            return way
        way.append(deputy)
    return []


def _ends(row: Row) -> tuple[str, str]:
    """The two units of a row of deputies."""
    unit, deputy = ("".join(c.text for c in row.cells.get(end, ())) for end in ("unit", "deputy"))
    return unit, deputy
