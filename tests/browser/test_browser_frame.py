"""The frame and every component, in a real browser: light and dark, on a desk and on a phone."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from hjemover.application import accounts
from hjemover.application.opaque import definition_code
from hjemover.store import address_book
from hjemover.store.address_book import Membership
from hjemover.vocabulary import Role
from tests.application.town import INTAKE
from tests.browser.conftest import Browse, Complaints, axe, overflows

PAGES = [
    ("", "/logg-inn"),
    ("ola", "/min-side"),
    ("ola", "/komponenter"),
    ("ola", "/sporr"),
    ("ola", "/nodrett"),
    ("rita", "/innsyn"),
    ("dag", "/forlopsbeskrivelser"),
    ("dag", f"/forlopsbeskrivelser/{definition_code('kort-hjem')}/1"),
    ("dag", f"/forlopsbeskrivelser/{definition_code('kort-hjem')}/1/tegning"),
]


@pytest.mark.parametrize(("person", "url"), PAGES)
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_axe_finds_nothing_and_nothing_runs_off_the_side(
    browse: Browse, person: str, url: str, size: str
):
    for dark in (False, True):
        page = browse(person, size=size, dark=dark)
        page.goto(url)

        assert axe(page) == []
        assert not overflows(page)


def test_a_page_printed_from_a_dark_screen_is_light(browse: Browse):
    colours = """() => [document.documentElement, document.body,
        ...document.querySelectorAll("main *")].map(one => {
        const its = getComputedStyle(one);
        return [one.tagName, its.color, its.backgroundColor, its.borderTopColor].join(" ") })"""

    def printed(*, dark: bool) -> list[str]:
        page = browse("ola", dark=dark)
        page.goto("/komponenter")
        page.emulate_media(media="print", color_scheme="dark" if dark else "light")
        return list(page.evaluate(colours))

    assert printed(dark=True) == printed(dark=False)


@pytest.mark.parametrize(("person", "url"), PAGES)
def test_at_400_percent_one_reads_downwards_only(browse: Browse, person: str, url: str):
    page = browse(person)
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024 at 400 %
    page.goto(url)

    assert not overflows(page)


def test_where_one_is_stands_in_sight_in_a_menu_that_is_wider_than_the_window(browse: Browse):
    page = browse("lise", size="phone")
    page.goto("/varsler")
    menu = page.get_by_role("navigation", name="Hovedmeny")

    assert menu.locator("ul").evaluate("row => row.scrollWidth > row.clientWidth")
    expect(menu.get_by_role("link", name="Varsler")).to_be_in_viewport(ratio=1)


def test_before_the_time_is_out_one_is_asked_and_what_is_typed_stays(browse: Browse):
    page = browse("ola")
    page.clock.install()
    page.goto("/nodrett")
    page.fill("#f-grunn", "Bevisstløs i legevakten")
    page.clock.fast_forward(29 * 60 * 1000)

    expect(page.locator("#snart-ute")).to_be_visible()
    page.click("#snart-ute >> text=Fortsett")

    expect(page.locator("#snart-ute")).not_to_be_visible()
    assert page.input_value("#f-grunn") == "Bevisstløs i legevakten"


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_stranger_signs_in_by_keyboard_alone(
    browse: Browse, complaints: Complaints, town, size: str
):
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


def test_what_is_typed_when_the_session_ends_comes_back_after_sign_in(
    browse: Browse, complaints: Complaints, town
):
    complaints.expect("401")
    complaints.expect("422")
    password = "fire ord er godt nok"
    accounts.set_up(town.house, accounts.invite(town.house, "ola"), password)
    page = browse("ola")
    page.goto("/nodrett")
    page.fill("#f-grunn", "Bevisstløs i legevakten, må se avtalen")
    town.clock.set(town.clock.now() + timedelta(hours=1))
    page.click("text=Åpne med nødrett")
    expect(page.locator("h1")).to_have_text("Logg inn")
    assert axe(page) == []

    page.fill("#brukernavn", "ola")
    page.fill("#passord", password)
    page.keyboard.press("Enter")
    expect(page.locator("blockquote")).to_have_text("Bevisstløs i legevakten, må se avtalen")
    assert axe(page) == []
    page.click("text=Send inn det du skrev")

    # The number was never typed: the page asks for it, and the reason stands.
    expect(page.locator("#f-grunn")).to_have_value("Bevisstløs i legevakten, må se avtalen")


def test_whoever_is_taken_out_of_the_unit_is_out_at_the_next_click(
    browse: Browse, complaints: Complaints, town
):
    complaints.expect("401")
    page = browse("ola")
    page.goto("/sporr")
    mine = Membership(person="ola", unit=INTAKE, role=Role.COORDINATOR, from_day=date(2020, 1, 1))
    town.house.database.run_writing(lambda tx: address_book.remove(tx, mine))

    page.click("text=Finn pasient")

    expect(page.locator("main")).to_contain_text("Rettighetene dine er endret")
