"""The features' own steps and installation, with a web on it and a browser at the web."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from clicking import ClickedWorld
from installation import LONG_AGO, furnish
from playwright.sync_api import Browser, BrowserContext, Page
from steps_cases import *  # noqa: F403 - pytest-bdd makes each step a fixture, found by its name
from steps_done import *  # noqa: F403
from steps_seen import *  # noqa: F403

from hjemover.application.house import House, SetClock
from hjemover.bootstrap import build
from hjemover.settings import Settings
from hjemover.supervisor import free_port
from hjemover.web.app import create_app
from tests.browser.conftest import Complaints, served


@pytest.fixture
def world(tmp_path: Path, chromium: Browser) -> Iterator[ClickedWorld]:
    port = free_port(0)
    address = f"http://127.0.0.1:{port}"
    settings = Settings(
        home=tmp_path, environment="test", database_url=None, smtp_host=None, public_url=address
    )
    house = build(settings, clock=SetClock(LONG_AGO), migrate=True)
    furnish(house)
    complaints = Complaints(address)
    opened: list[BrowserContext] = []

    def at_browser(secret: str) -> Page:
        context = chromium.new_context(base_url=address, locale="nb-NO")
        opened.append(context)
        context.add_cookies([{"name": "hjemover", "value": secret, "url": address}])
        page = context.new_page()
        complaints.watch(page)
        return page

    made = ClickedWorld(house, settings, _never)
    made.at_browser = at_browser
    with served(create_app(house, settings), port):
        yield made
        for one in opened:
            one.close()
    told = made.told_in_mail()
    house.database.dispose()
    complaints.check()
    assert told == set(), "e-posten forteller hvem det gjelder"
    assert made.clicked > 0, "no step of the scenario was taken at a browser"


def _never(house: House) -> House:
    raise AssertionError("no scenario here is played twice")
