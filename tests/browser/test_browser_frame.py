"""The frame and every component, in a real browser: light and dark, on a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Browse, Complaints, axe, overflows


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("url", ["/min-side", "/komponenter"])
def test_axe_finds_nothing_and_nothing_runs_off_the_side(
    browse: Browse, url: str, size: str, dark: bool
):
    page = browse("ola", size=size, dark=dark)
    page.goto(url)

    assert axe(page) == []
    assert not overflows(page)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_stranger_signs_in_by_keyboard_alone(
    browse: Browse, complaints: Complaints, town, size: str
):
    from hjemover.application import accounts

    complaints.expect("401")
    accounts.set_up(town.house, accounts.invite(town.house, "ola"), "fire ord er godt nok")
    page = browse(size=size)
    page.goto("/min-side")
    assert axe(page) == []
    page.focus("#brukernavn")
    page.keyboard.type("ola")
    page.keyboard.press("Tab")
    page.keyboard.type("fire ord er godt nok")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Ansatt ola")


def test_everything_works_without_scripts(browse: Browse):
    page = browse("ola", scripts=False)
    page.goto("/min-side")
    page.click("details.who summary")
    page.click("text=Logg ut")

    expect(page.locator("h1")).to_have_text("Logg inn")
