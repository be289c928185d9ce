"""A few of the scenarios once more, on the other database."""

import pytest
from installation import furnish
from pytest_bdd import scenario

from hjemover.application.house import House, SetClock
from hjemover.store import Database


@pytest.fixture
def scenario_url(furnished: House, postgres_url: str) -> str:
    """The scenario's own database, on PostgreSQL."""
    house = House(
        database=Database.open(postgres_url),
        clock=SetClock(furnished.clock.now()),
        messages=furnished.messages,
        keys=furnished.keys,
        public_url=furnished.public_url,
    )
    furnish(house)
    house.database.dispose()
    return postgres_url


@scenario("levert_er_ikke_mottatt.feature", "Meldingen er kvittert, men ingen tar imot")
def test_the_receipt_is_not_the_acceptance() -> None:
    """The store is PostgreSQL; the rest is the feature's."""


@scenario("rettelser.feature", "Rett, og fristene flytter seg")
def test_a_correction_moves_the_limits() -> None:
    """The store is PostgreSQL; the rest is the feature's."""


@scenario("fravaer.feature", "Stedfortrederen har sakene på listen samme dag, og bare så lenge")
def test_the_deputy_sees_the_case_the_same_day() -> None:
    """The store is PostgreSQL; the rest is the feature's."""


@scenario(
    "samhandlingsavvik.feature",
    "Årstallene viser hvor mange som svarte innen fire uker, og røper ingen",
)
def test_the_figures_tell_the_receivers_of_one_case_apart() -> None:
    """The store is PostgreSQL; the rest is the feature's."""


@scenario(
    "psykisk_helse_voksne.feature",
    "Innlagt: kortere intervall, og døgnposten overtar når den tar imot",
)
def test_an_admission_changes_the_interval_and_the_ward_takes_over() -> None:
    """The store is PostgreSQL; the rest is the feature's."""
