"""Bringing parsed files into the store (import): all of a file in one transaction, or nothing."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from hjemover.application.enrolling import Enrolment, enrol_in
from hjemover.application.house import Actor, House
from hjemover.application.importing import AddressBook, EnrolmentRow, ImportProblem, Known
from hjemover.calendar import Duration, local_day
from hjemover.errors import CommandRefused, RefusalCode
from hjemover.store import address_book as book
from hjemover.store import commands, definitions
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Role

_EVER = date(1900, 1, 1)
"""Memberships and deputies without a first day were always so."""


class ImportRefused(Exception):
    """Nothing was imported. Carries every row that stood in the way."""

    def __init__(self, problems: Sequence[ImportProblem]) -> None:
        super().__init__(f"{len(problems)} rows could not be imported")
        self.problems = tuple(problems)


def register_address_book(house: House, parsed: AddressBook) -> int:
    """Write the whole address book over what is there. Returns how many records it has.

    What the file does not name is left as it is: a file is an addition, not a deletion.
    """
    records = store_records(parsed)
    house.database.run_writing(lambda tx: book.put(tx, *records))
    house.forget_directory()
    return len(records)


def store_records(parsed: AddressBook) -> list[book.Record]:
    """The parsed records as the store keeps them, referred-to ones first."""
    leads = {one.unit: one.person for one in parsed.memberships if one.role is Role.MANAGER}
    organisation = {unit.id: unit.organisation for unit in parsed.units}
    parents_first = sorted(parsed.organisations, key=lambda one: one.parent is not None)
    return [
        *(
            book.Organisation(
                id=one.id,
                name=one.name,
                kind=one.kind,
                region=one.region,
                parent=one.parent,
                language=one.language,
            )
            for one in parents_first
        ),
        *(
            book.Unit(
                id=one.id,
                organisation=one.organisation,
                name=one.name,
                language=one.language,
                lead=leads.get(one.id),
                week=one.calendar.week,
                closed=tuple(sorted(one.calendar.closed)),
                closed_yearly=tuple(sorted(one.calendar.closed_yearly)),
                digest_hour=one.digest_hour,
            )
            for one in parsed.units
        ),
        *(
            book.Service(code=one.code, name=one.name.nb, name_nn=one.name.nn, name_en=one.name.en)
            for one in parsed.services
        ),
        *(
            book.UnitService(organisation=place, service=one.service, unit=one.unit)
            for one in parsed.unit_services
            if not one.chosen_by_name
            for place in (organisation[one.unit], *one.also_for)
        ),
        *(
            book.ContactPoint(
                unit=one.unit, role=one.role, channel=one.channel, address=one.address
            )
            for one in parsed.contact_points
        ),
        *(
            book.Deputy(
                unit=one.unit,
                deputy=one.deputy,
                from_day=one.first_day or _EVER,
                to_day=one.last_day,
            )
            for one in parsed.deputies
        ),
        *(
            book.Person(id=one.id, name=one.name, login=one.login, hpr_number=one.hpr_number)
            for one in parsed.people
        ),
        *(
            book.Membership(person=one.person, unit=one.unit, role=one.role, from_day=_EVER)
            for one in parsed.memberships
        ),
        *(
            book.Absence(person=one.person, from_day=one.first_day, to_day=one.last_day)
            for one in parsed.absences
        ),
        *(
            book.NumberSetting(
                definition=one.pathway,
                number=one.number,
                scope=one.scope,
                scope_id=one.id,
                valid_from=one.valid_from,
                value=_value(one.value),
            )
            for one in parsed.number_overrides
        ),
    ]


def _value(value: Duration | int | float) -> str:
    return str(value) if isinstance(value, Duration) else json.dumps(value)


def register_enrolments(house: House, rows: Sequence[EnrolmentRow], by: Actor) -> int:
    """Enrol every row, in one transaction. A row that was imported before is left as it is.

    Raises:
        ImportRefused: At least one row was refused; nobody was enrolled.
    """
    return house.database.run_writing(lambda tx: _enrol_all(house, tx, rows, by))


def _enrol_all(house: House, tx: Transaction, rows: Sequence[EnrolmentRow], by: Actor) -> int:
    refused: list[ImportProblem] = []
    new = 0
    for row in rows:
        try:
            new += not enrol_in(house, tx, _enrolment(house, tx, row), by).repeated
        except CommandRefused as refusal:
            refused.append(_problem(row, refusal))
    if refused:
        raise ImportRefused(refused)
    return new


def _enrolment(house: House, tx: Transaction, row: EnrolmentRow) -> Enrolment:
    return Enrolment(
        id=_order_id(house, tx, row),
        pathway=row.pathway,
        version=row.version,
        name=row.name,
        birth_number=row.birth_number,
        parties=_enrolment_parties(house, tx, row),
        municipality=row.municipality,
        gp=row.gp,
        dates=row.dates,
        at=row.enrolled_at,
    )


def _order_id(house: House, tx: Transaction, row: EnrolmentRow) -> str:
    """By the keyed hash of the number, so that the same file twice enrols nobody twice.

    While the index key is changed, what was imported by the other one is still the same.
    """
    when = ",".join(f"{name}={day}" for name, day in sorted(row.dates.items()))
    ids = [
        f"import/{row.pathway}/{who.hex()[:24]}/{when}"
        for who in house.keys.blind_indexes(row.birth_number)
    ]
    return next((one for one in ids[1:] if commands.was_given(tx, one)), ids[0])


def _enrolment_parties(house: House, tx: Transaction, row: EnrolmentRow) -> dict[str, str]:
    """The definition's parties that are named at enrolment: all of them the enrolling unit."""
    on = local_day(row.enrolled_at or house.clock.now())
    definition = (
        definitions.get(tx, row.pathway, row.version)
        if row.version is not None
        else definitions.in_force(tx, row.pathway, on)
    )
    if definition is None:
        raise CommandRefused("unknown-definition", definition=row.pathway, version=row.version)
    return {
        name: row.hospital_unit
        for name, party in definition.parties.items()
        if party.of == "enrolment" and not party.service.startswith("item.")
    }


_SAID: Mapping[RefusalCode, tuple[str, str]] = {
    "unknown-definition": (
        "The pathway is not published for that day.",
        "Publish it first, or correct the pathway, the version or the day of enrolment.",
    ),
    "unknown-unit": ("The hospital unit is not in the address book.", "Import it first."),
    "date-in-future": ("A date lies in the future.", "Correct the date."),
    "answer-missing": ("A date that the pathway needs is missing.", "Fill it in."),
    "unknown-date": ("The pathway has no such date.", "Remove the column."),
    "already-enrolled": ("The patient is enrolled already.", "Remove the row."),
}


def _problem(row: EnrolmentRow, refusal: CommandRefused) -> ImportProblem:
    message, next_move = _SAID.get(
        refusal.code, (f"The row was refused ({refusal.code}).", "Correct the row.")
    )
    return ImportProblem(
        file=row.file, line=row.line, column=0, message=message, next_move=next_move
    )


def known_to_store(house: House) -> Known:
    """What rows of an enrolment file may refer to: what this installation has."""
    with house.database.reading() as tx:
        organisations = book.records(tx, book.Organisation)
        units = book.records(tx, book.Unit)
        versions: dict[str, set[int]] = {}
        for one in definitions.published(tx):
            versions.setdefault(one.id, set()).add(one.version)
    kinds = {one.id: one.kind for one in organisations}
    return Known(
        pathways={name: frozenset(numbers) for name, numbers in versions.items()},
        units=frozenset(one.id for one in units if kinds.get(one.organisation) == "hospital-trust"),
        municipalities={one.id: one.name for one in organisations if one.kind == "municipality"},
        gps=frozenset(one.id for one in organisations if one.kind == "gp-office"),
    )
