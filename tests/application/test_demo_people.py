"""Whoever tries the demo can sign in as each of those who use the product, and nowhere else."""

from collections.abc import Callable

import pytest

from hjemover.application import accounts, demo_people
from hjemover.application.importing import parse_address_book
from hjemover.application.registering import register_address_book
from hjemover.settings import content_folder
from hjemover.store import Database
from hjemover.vocabulary import Role
from tests.application.town import Town


@pytest.fixture
def region(sqlite_url: str, open_database: Callable[[str], Database]) -> Town:
    town = Town(open_database(sqlite_url))
    parsed = parse_address_book(content_folder("region") / "address-book.yaml")
    assert parsed.value is not None
    register_address_book(town.house, parsed.value)
    return town


def test_each_of_them_can_sign_in_also_when_they_are_let_in_again(region: Town) -> None:
    demo_people.let_in(region.house)
    demo_people.let_in(region.house)

    for person in demo_people.PEOPLE:
        found = accounts.check_password(
            region.house, person.login, demo_people.PASSWORD, address="127.0.0.1"
        )
        assert found.person == person.id


def test_every_role_has_somebody(region: Town) -> None:
    assert {role for person in demo_people.PEOPLE for _, role in person.roles} == set(Role)


def test_where_nobody_let_them_in_they_cannot_sign_in(region: Town) -> None:
    with pytest.raises(accounts.SignInRefused):
        accounts.check_password(region.house, "leder", demo_people.PASSWORD, address="127.0.0.1")
