"""A frozen snapshot of the address book for the engine, as it stands on one day."""

from collections import defaultdict
from datetime import date

from hjemover.calendar import Duration, WorkCalendar, parse_duration
from hjemover.definition.models import NumberOverride
from hjemover.engine.directory import Directory, UnitFacts
from hjemover.store.address_book.records import (
    Absence,
    Deputy,
    Membership,
    NumberSetting,
    Organisation,
    Unit,
    UnitService,
)
from hjemover.store.address_book.writing import records, version
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import AT_WORK


class AddressBook:
    """Snapshots for the engine, taken anew only when something has changed or the day has.

    Safe to share between threads.
    """

    def __init__(self) -> None:
        self._kept: tuple[tuple[int, date], Directory] | None = None

    def directory(self, tx: Transaction, on: date) -> Directory:
        """What the engine may know on that day (Oslo): deputies in place, absences counted."""
        key = (version(tx), on)
        kept = self._kept
        if kept is None or kept[0] != key:
            kept = self._kept = (key, snapshot(tx, on))
        return kept[1]


def snapshot(tx: Transaction, on: date) -> Directory:
    """The address book on that day, read now."""
    at_work = _at_work(tx, on)
    stand_ins = _stand_ins(tx, on, at_work)
    services = {
        (one.organisation, one.service): stand_ins.get(one.unit, one.unit)
        for one in records(tx, UnitService)
    }
    return Directory(
        units=_units(tx, at_work, services),
        services=services,
        stand_ins=stand_ins,
        numbers=_numbers(tx),
    )


def _covers(first: date, last: date | None, on: date) -> bool:
    return first <= on and (last is None or on <= last)


def _at_work(tx: Transaction, on: date) -> frozenset[str]:
    """The units where somebody is at work that day."""
    away = {one.person for one in records(tx, Absence) if _covers(one.from_day, one.to_day, on)}
    return frozenset(
        one.unit
        for one in records(tx, Membership)
        if one.role in AT_WORK and one.person not in away and _covers(one.from_day, one.to_day, on)
    )


def _stand_ins(tx: Transaction, on: date, at_work: frozenset[str]) -> dict[str, str]:
    """Who stands in for each unit where nobody is at work: only one where somebody is.

    A deputy who is away too has its own deputy stand in. Where that leads to nobody, nobody
    stands in, so that the unit's work is seen to be stuck.
    """
    deputies = {
        one.unit: one.deputy for one in records(tx, Deputy) if _covers(one.from_day, one.to_day, on)
    }
    found = {unit: _somebody(unit, deputies, at_work) for unit in deputies.keys() - at_work}
    return {unit: deputy for unit, deputy in sorted(found.items()) if deputy is not None}


def _somebody(unit: str, deputies: dict[str, str], at_work: frozenset[str]) -> str | None:
    been = {unit}
    while (deputy := deputies.get(unit)) is not None and deputy not in been:
        if deputy in at_work:
            return deputy
        been.add(deputy)
        unit = deputy
    return None


def _units(
    tx: Transaction, at_work: frozenset[str], answers: dict[tuple[str, str], str]
) -> dict[str, UnitFacts]:
    region = {one.id: one.region for one in records(tx, Organisation)}
    services: dict[str, set[str]] = defaultdict(set)
    for (_, service), unit in answers.items():
        services[unit].add(service)
    return {
        unit.id: UnitFacts(
            id=unit.id,
            organisation=unit.organisation,
            region=region[unit.organisation],
            services=tuple(sorted(services[unit.id])),
            calendar=_calendar(unit),
            has_active_person=unit.id in at_work,
        )
        for unit in records(tx, Unit)
    }


def _calendar(unit: Unit) -> WorkCalendar:
    return WorkCalendar(
        closed=frozenset(unit.closed),
        closed_yearly=frozenset(unit.closed_yearly),
        week=unit.week,
    )


def _numbers(tx: Transaction) -> dict[tuple[str, str], tuple[NumberOverride, ...]]:
    found: dict[tuple[str, str], list[NumberOverride]] = defaultdict(list)
    for one in records(tx, NumberSetting):
        found[(one.definition, one.number)].append(
            NumberOverride(
                scope=one.scope,
                id=one.scope_id,
                valid_from=one.valid_from,
                value=number_value(one.value),
            )
        )
    return {key: tuple(overrides) for key, overrides in found.items()}


def number_value(text: str) -> Duration | int | float:
    """A number as a definition writes it: "2 working days", "4" or "0.5".

    Raises:
        DurationError: It is neither a number nor a duration; worded for who wrote it.
    """
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return parse_duration(text)
