"""The imported address book answers the engine's questions: who does what, and is anybody there."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from hjemover.application.importing import AddressBook, parse_address_book
from hjemover.application.registering import store_records
from hjemover.calendar import Duration, Unit
from hjemover.definition.models import NumberOverride
from hjemover.engine.directory import Directory
from hjemover.store import Database, address_book

REGION = Path(__file__).parents[2] / "deploy" / "region"
ORDINARY_DAY = date(2026, 3, 4)

DirectoryOn = Callable[[date], Directory]


@pytest.fixture(scope="module")
def region() -> AddressBook:
    parsed = parse_address_book(REGION / "address-book.yaml")
    assert parsed.value is not None
    return parsed.value


@pytest.fixture(scope="module")
def directory_on(region: AddressBook, tmp_path_factory: pytest.TempPathFactory) -> DirectoryOn:
    """The region as the store has it, on a day."""
    database = Database.open(f"sqlite:///{tmp_path_factory.mktemp('region') / 'region.db'}")
    database.migrate()
    with database.writing() as tx:
        address_book.put(tx, *store_records(region))

    def on(day: date) -> Directory:
        with database.reading() as tx:
            return address_book.snapshot(tx, day)

    return on


def test_every_municipality_resolves_the_services_of_the_cancer_pathway(region, directory_on):
    directory = directory_on(ORDINARY_DAY)
    towns = [place.id for place in region.organisations if place.kind == "municipality"]
    for town in towns:
        for service in ("intake", "cancer-coordinator", "coordinating-unit"):
            unit = directory.unit_for(town, service)
            assert unit is not None
            assert directory.organisation_of(unit) == town
            assert directory.units[unit].has_active_person


def test_a_gp_office_and_a_hospital_without_a_named_ward_resolve(directory_on):
    directory = directory_on(ORDINARY_DAY)
    assert directory.unit_for("lege-stjordal-a", "gp") == "lege-stjordal-a-post"
    assert directory.unit_for("st-olavs", "cancer-care") == "st-olavs-kreft"


def test_one_secretariat_answers_for_all_the_organisations_that_share_it(region, directory_on):
    directory = directory_on(ORDINARY_DAY)
    hubs = {
        place.id: directory.unit_for(place.id, "cooperation-secretariat")
        for place in region.organisations
        if place.kind != "other"
    }
    assert set(hubs.values()) == {"hnt-samhandling", "st-olavs-samhandling"}
    assert hubs["5038"] == hubs["lege-verdal-a"] == hubs["hnt"] == "hnt-samhandling"
    assert directory.units["hnt-samhandling"].services == ("cooperation-secretariat",)


def test_every_trust_resolves_the_services_of_the_mental_health_pathway(region, directory_on):
    directory = directory_on(ORDINARY_DAY)
    for place in region.organisations:
        if place.kind == "hospital-trust":
            for service in (
                "mental-health-outpatient",
                "mental-health-ward",
                "pathway-coordinator",
            ):
                unit = directory.unit_for(place.id, service)
                assert unit is not None
                assert directory.units[unit].has_active_person


def test_a_service_that_a_municipality_lacks_resolves_to_nobody(directory_on):
    assert directory_on(ORDINARY_DAY).unit_for("5046", "nutrition") is None


def test_a_deputy_answers_on_its_days_and_not_on_others(directory_on):
    before = directory_on(date(2026, 7, 5)).unit_for("5038", "intake")
    first = directory_on(date(2026, 7, 6)).unit_for("5038", "intake")
    last = directory_on(date(2026, 7, 31)).unit_for("5038", "intake")
    after = directory_on(date(2026, 8, 1)).unit_for("5038", "intake")
    assert (before, first, last, after) == (
        "verdal-kreft",
        "verdal-ke",
        "verdal-ke",
        "verdal-kreft",
    )


def test_when_the_only_nurse_is_away_the_unit_has_nobody(directory_on):
    assert directory_on(date(2026, 12, 27)).units["hoylandet-kreft"].has_active_person
    assert not directory_on(date(2026, 12, 28)).units["hoylandet-kreft"].has_active_person


def test_a_number_is_overridden_for_the_unit_that_asked_for_it(directory_on):
    numbers = directory_on(ORDINARY_DAY).numbers
    assert numbers["kreft-hjem", "accept-within"] == (
        NumberOverride(
            scope="unit",
            id="hoylandet-kreft",
            valid_from=date(2026, 1, 1),
            value=Duration(1, Unit.WORKING_DAYS),
        ),
    )


def test_a_ward_of_every_trust_with_beds_may_enrol_a_patient_who_will_be_ready_to_leave(
    region, directory_on
):
    directory = directory_on(date(2026, 11, 2))
    for trust, ward in (("st-olavs", "st-olavs-medisin"), ("hnt", "hnt-medisin-levanger")):
        assert directory.unit_for(trust, "hospital-ward") == ward
