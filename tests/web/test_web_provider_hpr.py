"""Known at the first sign-in by the number in the register of health personnel, or told why not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from hjemover.application import accounts
from hjemover.store.address_book import Person
from hjemover.web.app import create_app
from hjemover.web.provider.answers import hpr_number_of
from tests.application.town import Town
from tests.web.openid import HPR_SCOPE, SCOPES, OpenId, running
from tests.web.test_web_provider import settings_of, sign_in

NUMBER = "181000001"
Browse = Callable[[], TestClient]


@pytest.fixture(scope="module")
def openid() -> Iterator[OpenId]:
    with running() as found:
        yield found


@pytest.fixture
def browse(town: Town, openid: OpenId, tmp_path: Path) -> Iterator[Browse]:
    """A new browser at a web that asks the provider for the number too."""
    scopes = f"{SCOPES} {HPR_SCOPE}"
    app = create_app(town.house, settings_of(openid, tmp_path, provider_scopes=scopes))
    opened: list[TestClient] = []

    def one() -> TestClient:
        opened.append(TestClient(app, base_url=town.house.public_url))
        return opened[-1]

    yield one
    for browser in opened:
        browser.close()


def has_number(town: Town, person: str, number: str = NUMBER) -> None:
    town.change(Person(id=person, name=f"Ansatt {person}", login=person, hpr_number=number))


def test_whoever_has_the_number_in_the_address_book_needs_no_link(
    town: Town, browse: Browse, openid: OpenId
):
    has_number(town, "ola")

    answer = sign_in(browse(), openid, f"kari-4-{NUMBER}")

    assert "Ansatt ola" in answer.text


def test_from_then_on_it_is_the_person_at_the_provider_who_is_known(
    town: Town, browse: Browse, openid: OpenId
):
    has_number(town, "ola")
    sign_in(browse(), openid, f"kari-4-{NUMBER}")
    has_number(town, "ola", "7777777")
    has_number(town, "eva")

    assert "Ansatt ola" in sign_in(browse(), openid, f"kari-4-{NUMBER}").text


@pytest.mark.parametrize("link", [True, False])
def test_the_page_says_why_a_number_does_not_let_one_in(
    town: Town, browse: Browse, openid: OpenId, link: bool
):
    town.change(Person(id="ola", name="Ansatt ola", login="ola", hpr_number="7777777"))
    browser = browse()

    refused = sign_in(browser, openid, f"kari-4-{NUMBER}")

    assert refused.status_code == 403
    assert "ingen i adresseboken har HPR-nummeret ditt" in refused.text
    assert browser.get("/min-side").status_code == 401
    if link:  # a link always works
        token = accounts.invite(town.house, "ola")
        assert "Ansatt ola" in sign_in(browser, openid, f"kari-4-{NUMBER}", lenke=token).text


def test_a_number_that_two_have_by_a_slip_lets_neither_in(
    town: Town, browse: Browse, openid: OpenId
):
    has_number(town, "ola")
    has_number(town, "eva")

    refused = sign_in(browse(), openid, f"kari-4-{NUMBER}")

    assert refused.status_code == 403
    assert "står på flere i adresseboken" in refused.text


def test_nobody_is_taken_from_the_one_they_are_tied_to(town: Town, browse: Browse, openid: OpenId):
    has_number(town, "ola")
    sign_in(browse(), openid, f"kari-4-{NUMBER}")

    refused = sign_in(browse(), openid, f"siri-4-{NUMBER}")

    assert refused.status_code == 403
    assert "koblet til en annen innlogging" in refused.text


def test_a_sign_in_that_is_not_sure_enough_ties_nobody(town: Town, browse: Browse, openid: OpenId):
    has_number(town, "ola")

    refused = sign_in(browse(), openid, f"kari-3-{NUMBER}")

    assert "ikke sikker nok" in refused.text
    with town.house.database.reading() as tx:
        from hjemover.store import accounts as kept

        found = kept.of_person(tx, "ola")
    assert found is not None
    assert found.subject is None


def test_where_the_number_is_not_asked_for_nobody_is_known_by_it(
    town: Town, openid: OpenId, tmp_path: Path
):
    has_number(town, "ola")
    app = create_app(town.house, settings_of(openid, tmp_path))
    with TestClient(app, base_url=town.house.public_url) as browser:
        refused = sign_in(browser, openid, f"kari-4-{NUMBER}")

    assert "ikke koblet til noen bruker" in refused.text


@pytest.mark.parametrize(
    ("told", "read"),
    [
        (NUMBER, NUMBER), (181000001, NUMBER), ("1", "1"), ("", None), (None, None), (True, None),
        ("0123", None), ("1810000011", None), ("18100000x", None), ("١٢٣", None), ([NUMBER], None),
        (-5, None), (1.5, None),
    ],
)  # fmt: skip
def test_only_a_number_is_read_as_one(told: object, read: str | None):
    assert hpr_number_of(told) == read
