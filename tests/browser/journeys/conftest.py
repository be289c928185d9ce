"""The ways a journey is walked. Each is the same story; a journey is written once.

With a mouse on a desk; with a finger on a phone, in the dark; by keyboard alone; by keyboard with
everything four times as large; and with a mouse where the browser runs no scripts.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.application.town import Town
from tests.browser.conftest import PATIENCE, Complaints, axe
from tests.browser.journeys.hands import Hand, KeyboardHand, MouseHand, TouchHand
from tests.browser.journeys.looking import too_small_for_a_finger
from tests.browser.journeys.person import Person
from tests.web.visiting import signed_in

At = Callable[..., Person]
"""``at("ola")``: Ola at a browser of their own, signed in; ``at()``: somebody who is not."""

WAYS = {
    "mouse": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True,
              "color_scheme": "dark"},
    "keyboard": {"viewport": {"width": 1280, "height": 900}},
    "zoomed": {"viewport": {"width": 320, "height": 256}},
    "scriptless": {"viewport": {"width": 1280, "height": 900}, "java_script_enabled": False},
}  # fmt: skip
"""How the browser is in each. Zoomed is a window of 1280 by 1024 at 400 %."""


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def at(way: str, chromium: Browser, web: str, town: Town, complaints: Complaints) -> Iterator[At]:
    complaints.expect("422")  # a form that must be mended
    opened: list[BrowserContext] = []

    def start(person: str = "") -> Person:
        context = chromium.new_context(base_url=web, locale="nb-NO", **WAYS[way])
        opened.append(context)
        context.set_default_timeout(PATIENCE)
        if person:
            context.add_cookies(
                [{"name": "hjemover", "value": signed_in(town, person), "url": web}]
            )
        page = context.new_page()
        complaints.watch(page)
        return Person(
            page, _hand(way, page), lambda it: _look(way, it), scripts=way != "scriptless"
        )

    yield start
    for context in opened:
        context.close()


def _hand(way: str, page: Page) -> Hand:
    match way:
        case "keyboard" | "zoomed":
            return KeyboardHand(page)
        case "phone":
            return TouchHand()
        case _:
            return MouseHand()


def _look(way: str, page: Page) -> None:
    if way in ("mouse", "phone"):
        assert axe(page) == [], page.url
    if way == "phone":
        assert too_small_for_a_finger(page) == [], page.url
