"""Who answers for what today: services, deputies, absences, opening hours and numbers."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from msgspec.structs import replace

from hjemover.calendar import Duration, DurationError, OpeningHours
from hjemover.calendar import Unit as Per
from hjemover.definition.models import NumberOverride
from hjemover.store import Database, address_book
from hjemover.store.address_book import (
    Absence,
    AddressBook,
    ContactPoint,
    Deputy,
    Membership,
    NumberSetting,
    Organisation,
    Person,
    Record,
    Unit,
    UnitService,
    number_value,
)
from hjemover.vocabulary import Role

TODAY = date(2026, 3, 2)
BERGEN = Organisation(id="964338531", name="Bergen kommune", kind="municipality", region="vest")
INTAKE = Unit(id="bergen-mottak", organisation=BERGEN.id, name="Mottak")
WEEKEND = Unit(
    id="bergen-vakt",
    organisation=BERGEN.id,
    name="Vakttjenesten",
    week=(OpeningHours(time(8), time(15, 30)), *(None,) * 5, OpeningHours(time(10), time(14))),
    closed=(date(2026, 5, 15),),
    closed_yearly=((12, 24),),
)
KARI = Person(id="kari", name="Kari Nordmann", login="kari")
WORKS = Membership(person="kari", unit=INTAKE.id, role=Role.COORDINATOR, from_day=date(2026, 1, 1))
AWAY = Absence(person="kari", from_day=TODAY)
OLA = Person(id="ola", name="Ola Nordmann", login="ola")
ON_CALL = Membership(person="ola", unit=WEEKEND.id, role=Role.COORDINATOR, from_day=TODAY)
ANSWERS = UnitService(organisation=BERGEN.id, service="intake", unit=INTAKE.id)

Written = Callable[..., Database]


@pytest.fixture
def written(database: Database) -> Written:
    def write(*records: Record) -> Database:
        with database.writing() as tx:
            address_book.put(tx, BERGEN, INTAKE, WEEKEND, KARI, WORKS, ANSWERS, *records)
        return database

    return write


def test_records_are_read_as_they_were_written(written: Written) -> None:
    more = ContactPoint(unit=INTAKE.id, channel="email", address="mottak@kommune.example")
    away = Absence(person="kari", from_day=TODAY, to_day=TODAY, reason="course")
    database = written(more, away)

    with database.reading() as tx:
        assert address_book.records(tx, Organisation) == [BERGEN]
        assert address_book.records(tx, Unit) == [INTAKE, WEEKEND]
        assert address_book.records(tx, Person) == [KARI]
        assert address_book.records(tx, Membership) == [WORKS]
        assert address_book.records(tx, UnitService) == [ANSWERS]
        assert address_book.records(tx, ContactPoint) == [more]
        assert address_book.records(tx, Absence) == [away]
        assert address_book.records(tx, Deputy) == []


def test_a_unit_answers_for_its_services_in_its_own_calendar(written: Written) -> None:
    with written().reading() as tx:
        directory = address_book.snapshot(tx, TODAY)

    assert directory.unit_for(BERGEN.id, "intake") == INTAKE.id
    facts = directory.units[INTAKE.id]
    assert (facts.organisation, facts.region, facts.services) == (BERGEN.id, "vest", ("intake",))
    hours = directory.calendar(WEEKEND.id)
    assert hours.is_working_day(date(2026, 3, 8))  # a Sunday
    assert not hours.is_working_day(date(2026, 3, 3))
    assert date(2026, 5, 15) in hours.closed
    assert (12, 24) in hours.closed_yearly


@pytest.mark.parametrize(
    ("first", "last", "who"),
    [
        (TODAY, TODAY, WEEKEND.id),
        (TODAY - timedelta(days=9), None, WEEKEND.id),
        (TODAY + timedelta(days=1), None, INTAKE.id),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), INTAKE.id),
    ],
)
def test_a_deputy_answers_from_the_first_day_to_the_last(
    written: Written, first: date, last: date | None, who: str
) -> None:
    stands_in = Deputy(unit=INTAKE.id, deputy=WEEKEND.id, from_day=first, to_day=last)
    with written(AWAY, OLA, ON_CALL, stands_in).reading() as tx:
        directory = address_book.snapshot(tx, TODAY)

    assert directory.unit_for(BERGEN.id, "intake") == who
    assert directory.units[who].services == ("intake",)
    assert directory.stand_ins == ({INTAKE.id: WEEKEND.id} if who == WEEKEND.id else {})


def test_a_deputy_waits_while_somebody_of_the_unit_is_at_work(written: Written) -> None:
    here = Membership(person="ola", unit=INTAKE.id, role=Role.COORDINATOR, from_day=TODAY)
    stands_in = Deputy(unit=INTAKE.id, deputy=WEEKEND.id, from_day=TODAY)
    database = written(OLA, ON_CALL, here, stands_in, AWAY)
    with database.reading() as tx:
        directory = address_book.snapshot(tx, TODAY)
    assert (directory.unit_for(BERGEN.id, "intake"), directory.stand_ins) == (INTAKE.id, {})

    with database.writing() as tx:
        address_book.remove(tx, here)
        directory = address_book.snapshot(tx, TODAY)
    assert directory.unit_for(BERGEN.id, "intake") == WEEKEND.id
    assert directory.stand_ins == {INTAKE.id: WEEKEND.id}


def test_where_nobody_is_at_work_at_the_deputy_either_nobody_stands_in(written: Written) -> None:
    stands_in = Deputy(unit=INTAKE.id, deputy=WEEKEND.id, from_day=TODAY)
    with written(AWAY, stands_in).reading() as tx:
        directory = address_book.snapshot(tx, TODAY)

    assert directory.unit_for(BERGEN.id, "intake") == INTAKE.id
    assert directory.stand_ins == {}


def test_the_deputy_of_a_deputy_answers_and_a_ring_of_deputies_harms_nobody(
    written: Written,
) -> None:
    third = replace(INTAKE, id="bergen-tredje")
    there = Membership(person="ola", unit=third.id, role=Role.COORDINATOR, from_day=TODAY)
    one = Deputy(unit=INTAKE.id, deputy=WEEKEND.id, from_day=TODAY)
    two = Deputy(unit=WEEKEND.id, deputy=third.id, from_day=TODAY)
    database = written(third, OLA, there, AWAY, one, two)
    with database.writing() as tx:
        directory = address_book.snapshot(tx, TODAY)
        assert directory.unit_for(BERGEN.id, "intake") == third.id
        assert directory.stand_ins == {INTAKE.id: third.id, WEEKEND.id: third.id}
        address_book.put(tx, Deputy(unit=third.id, deputy=INTAKE.id, from_day=TODAY))
        address_book.remove(tx, there)
        directory = address_book.snapshot(tx, TODAY)
        assert directory.unit_for(BERGEN.id, "intake") == INTAKE.id
        assert directory.stand_ins == {}


def test_a_unit_where_everybody_is_away_has_nobody_at_work(written: Written) -> None:
    away = Absence(person="kari", from_day=TODAY, to_day=TODAY + timedelta(days=2))
    with written(away).reading() as tx:
        at_work = [
            address_book.snapshot(tx, TODAY + timedelta(days=days))
            .units[INTAKE.id]
            .has_active_person
            for days in (-1, 0, 2, 3)
        ]
        nobody = address_book.snapshot(tx, TODAY).units[WEEKEND.id].has_active_person

    assert at_work == [True, False, False, True]
    assert not nobody


def test_numbers_set_outside_the_definition_are_read_as_definitions_write_them(
    written: Written,
) -> None:
    settings = [
        NumberSetting(
            definition="kreft-hjem", number="accept_within", scope="unit", scope_id=INTAKE.id,
            valid_from=TODAY, value="3 working days",
        ),
        NumberSetting(
            definition="kreft-hjem", number="accept_within", scope="region", scope_id="vest",
            valid_from=TODAY, value="4",
        ),
    ]  # fmt: skip
    with written(*settings).reading() as tx:
        numbers = address_book.snapshot(tx, TODAY).numbers

    assert set(numbers[("kreft-hjem", "accept_within")]) == {
        NumberOverride(
            scope="unit", id=INTAKE.id, valid_from=TODAY, value=Duration(3, Per.WORKING_DAYS)
        ),
        NumberOverride(scope="region", id="vest", valid_from=TODAY, value=4),
    }


def test_a_number_may_be_a_share() -> None:
    assert number_value("0.5") == 0.5
    with pytest.raises(DurationError):
        number_value("en stund")


def test_a_snapshot_is_kept_until_something_changes_or_the_day_does(written: Written) -> None:
    database = written()
    book = AddressBook()
    with database.reading() as tx:
        first = book.directory(tx, TODAY)
        assert book.directory(tx, TODAY) is first
        assert book.directory(tx, TODAY + timedelta(days=1)) is not first
        first = book.directory(tx, TODAY)
    with database.writing() as tx:
        address_book.put(
            tx, AWAY, OLA, ON_CALL, Deputy(unit=INTAKE.id, deputy=WEEKEND.id, from_day=TODAY)
        )

    with database.reading() as tx:
        assert book.directory(tx, TODAY).unit_for(BERGEN.id, "intake") == WEEKEND.id


def test_a_record_is_changed_and_taken_away_by_its_key(written: Written) -> None:
    database = written(Deputy(unit=INTAKE.id, deputy=WEEKEND.id, from_day=TODAY))
    with database.writing() as tx:
        address_book.put(tx, replace(INTAKE, name="Tjenestekontoret"))
        address_book.remove(tx, Deputy(unit=INTAKE.id, deputy="", from_day=TODAY))

    with database.reading() as tx:
        assert address_book.records(tx, Unit)[0].name == "Tjenestekontoret"
        assert address_book.records(tx, Deputy) == []


def test_taking_away_what_is_not_there_is_said(written: Written) -> None:
    with pytest.raises(LookupError, match="no such Person: ola"), written().writing() as tx:
        address_book.remove(tx, Person(id="ola", name="", login=""))
