"""A town with a web, and whoever should sit at a browser in it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from starlette.testclient import TestClient

from hjemover.application import accounts
from hjemover.settings import Settings
from hjemover.store import Database
from hjemover.web.app import create_app
from tests.application.town import Town
from tests.web.people import people
from tests.web.visiting import Client, signed_in

# Hashing is slow on purpose. What it takes is not what is tried here.
accounts._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
accounts._NOBODY = accounts._hasher.hash("nobody")

ClientFor = Callable[[str], Client]


_ON_BOTH = {"matrix", "inbox", "item", "way", "stuck", "overview", "address_book"}
"""The screens whose tests run on PostgreSQL too: those with queries of their own."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    screen = metafunc.module.__name__.rpartition("test_web_")[2]
    if "screens_url" in metafunc.fixturenames and screen in _ON_BOTH:
        metafunc.parametrize("screens_url", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def screens_url(request: pytest.FixtureRequest) -> str:
    """An empty database for the screens; on SQLite where what differs is tested below them."""
    return str(request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url"))


@pytest.fixture
def town(screens_url: str, open_database: Callable[[str], Database]) -> Town:
    """Two tenants with everybody in place."""
    filled = Town(open_database(screens_url)).fill()
    filled.change(*people())
    return filled


@pytest.fixture
def app(town: Town, tmp_path: Path) -> FastAPI:
    return create_app(town.house, Settings(environment="test", home=tmp_path))


@pytest.fixture
def client_for(town: Town, app: FastAPI) -> Iterator[ClientFor]:
    """``client_for("ola")``: Ola at a browser, signed in. ``client_for("")``: a stranger."""
    opened: list[TestClient] = []

    def make(person: str) -> Client:
        http = TestClient(app, base_url=town.house.public_url)
        opened.append(http)
        secret = signed_in(town, person) if person else ""
        return Client(http, app.state.site.session_cookie, secret)

    yield make
    for one in opened:
        one.close()
