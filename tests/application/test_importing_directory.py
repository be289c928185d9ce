"""The imported address book answers the engine's questions: who does what, and is anybody there."""

from datetime import date
from pathlib import Path

import pytest

from hjemover.application.importing import AddressBook, parse_address_book
from hjemover.application.importing.directory import directory_of
from hjemover.calendar import Duration, Unit
from hjemover.definition.models import NumberOverride

REGION = Path(__file__).parents[2] / "deploy" / "region"
ORDINARY_DAY = date(2026, 3, 4)


@pytest.fixture(scope="module")
def region() -> AddressBook:
    parsed = parse_address_book(REGION / "address-book.yaml")
    assert parsed.value is not None
    return parsed.value


def test_every_municipality_resolves_the_services_of_the_cancer_pathway(region):
    directory = directory_of(region, ORDINARY_DAY)
    towns = [place.id for place in region.organisations if place.kind == "municipality"]
    for town in towns:
        for service in ("intake", "cancer-coordinator", "coordinating-unit"):
            unit = directory.unit_for(town, service)
            assert unit is not None
            assert directory.organisation_of(unit) == town
            assert directory.units[unit].has_active_person


def test_a_gp_office_and_a_hospital_without_a_named_ward_resolve(region):
    directory = directory_of(region, ORDINARY_DAY)
    assert directory.unit_for("lege-stjordal-a", "gp") == "lege-stjordal-a-post"
    assert directory.unit_for("st-olavs", "cancer-care") == "st-olavs-kreft"
    assert "cancer-care" in directory.units["st-olavs-bryst"].services


def test_a_service_that_a_municipality_lacks_resolves_to_nobody(region):
    assert directory_of(region, ORDINARY_DAY).unit_for("5046", "nutrition") is None


def test_a_deputy_answers_on_its_days_and_not_on_others(region):
    before = directory_of(region, date(2026, 7, 5)).unit_for("5038", "intake")
    first = directory_of(region, date(2026, 7, 6)).unit_for("5038", "intake")
    last = directory_of(region, date(2026, 7, 31)).unit_for("5038", "intake")
    after = directory_of(region, date(2026, 8, 1)).unit_for("5038", "intake")
    assert (before, first, last, after) == (
        "verdal-kreft",
        "verdal-ke",
        "verdal-ke",
        "verdal-kreft",
    )


def test_when_the_only_nurse_is_away_the_unit_has_nobody(region):
    assert directory_of(region, date(2026, 12, 27)).units["hoylandet-kreft"].has_active_person
    assert not directory_of(region, date(2026, 12, 28)).units["hoylandet-kreft"].has_active_person


def test_a_number_is_overridden_for_the_unit_that_asked_for_it(region):
    numbers = directory_of(region, ORDINARY_DAY).numbers
    assert numbers["kreft-hjem", "accept-within"] == (
        NumberOverride(
            scope="unit",
            id="hoylandet-kreft",
            valid_from=date(2026, 1, 1),
            value=Duration(1, Unit.WORKING_DAYS),
        ),
    )
