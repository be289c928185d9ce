"""The address book as the engine's snapshot, without a database: for checking and trying out."""

from datetime import date

from hjemover.application.importing.checks import in_force
from hjemover.application.importing.records import AddressBook
from hjemover.definition.models import NumberOverride
from hjemover.engine.directory import Directory, UnitFacts


def directory_of(book: AddressBook, day: date) -> Directory:
    """What the engine may know of *book* on *day*: deputies in place, absent people away.

    A unit has somebody at work when one of its members is not absent that day. Services that are
    chosen by name are among the unit's services, but nobody is found through them.
    """
    organisations = {organisation.id: organisation for organisation in book.organisations}
    away = {
        gone.person
        for gone in book.absences
        if gone.first_day <= day <= (gone.last_day or date.max)
    }
    at_work = {member.unit for member in book.memberships if member.person not in away}
    units = {
        unit.id: UnitFacts(
            id=unit.id,
            organisation=unit.organisation,
            region=organisations[unit.organisation].region,
            services=tuple(
                answer.service for answer in book.unit_services if answer.unit == unit.id
            ),
            calendar=unit.calendar,
            has_active_person=unit.id in at_work,
        )
        for unit in book.units
    }
    services = {
        (units[answer.unit].organisation, answer.service): deputy_of(book, answer.unit, day)
        for answer in book.unit_services
        if not answer.chosen_by_name
    }
    return Directory(units=units, services=services, numbers=_numbers(book))


def deputy_of(book: AddressBook, unit: str, day: date) -> str:
    """The unit that answers for *unit* on *day*: itself, or the last of its deputies."""
    places = {deputy.unit: deputy.deputy for deputy in in_force(book.deputies, day)}
    while unit in places:  # ends: an address book with a circle is not imported
        unit = places[unit]
    return unit


def _numbers(book: AddressBook) -> dict[tuple[str, str], tuple[NumberOverride, ...]]:
    numbers: dict[tuple[str, str], tuple[NumberOverride, ...]] = {}
    for override in book.number_overrides:
        key = (override.pathway, override.number)
        numbers[key] = (
            *numbers.get(key, ()),
            NumberOverride(
                scope=override.scope,
                id=override.id,
                valid_from=override.valid_from,
                value=override.value,
            ),
        )
    return numbers
