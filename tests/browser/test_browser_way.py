"""The journeys of a patient's way in a real browser: enrol, correct a date, moved, died."""

from contextlib import suppress
from datetime import date

import pytest
from playwright.sync_api import Error, Page, expect

from hjemover.application.opaque import step_code
from hjemover.birth_number import make_synthetic
from tests.application.town import ASKOY, BERGEN, OTHER_INTAKE, Town
from tests.browser.conftest import Browse, Complaints, axe, overflows
from tests.web.ways import later, newly_enrolled, offered

NUMBER = make_synthetic(date(1961, 5, 7), 0)
LONG = "Nysgjerrig Jordbærplante-Tømmerhuggerstad av Undrende Ekspedisjoner"


def well(page: Page) -> None:
    """Nothing for axe to find, and nothing that runs off the side."""
    assert axe(page) == []
    assert not overflows(page)


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_patient_is_enrolled(browse: Browse, town: Town, size: str, scripts: bool):
    page = browse("kari", size=size, scripts=scripts)
    page.goto("/")
    page.goto("/forlop/ny")
    page.fill("[name=nummer]", f"{NUMBER[:6]} {NUMBER[6:]}")
    page.fill("[name=navn]", LONG)
    page.select_option("[name=kommune]", BERGEN)
    page.locator("input[type=date]").first.fill("2026-02-27")
    page.get_by_role("button", name="Se hva som skjer").click()
    expect(page.locator("h1")).to_have_text("Bekreft innmeldingen")
    assert not overflows(page)
    page.get_by_role("button", name="Meld inn pasienten").click()
    expect(page.get_by_role("status")).to_contain_text("Pasienten er meldt inn.")
    expect(page.locator("main")).to_contain_text(LONG)
    assert NUMBER not in page.url


def test_a_patient_is_enrolled_by_keyboard_alone(browse: Browse, complaints: Complaints):
    complaints.expect("422")
    page = browse("kari")
    page.goto("/forlop/ny")
    page.focus("[name=nummer]")
    page.keyboard.type("0703")
    page.keyboard.press("Enter")
    expect(page.locator("#feil")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[name=nummer]")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(NUMBER)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Stille Brygge")
    page.keyboard.press("Tab")
    page.keyboard.type("Bergen")
    page.keyboard.press("Tab")
    page.keyboard.type("02272026")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Bekreft innmeldingen")
    page.get_by_role("button", name="Meld inn pasienten").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Pasienten er meldt inn.")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_date_is_corrected_with_what_moves_shown_first(browse: Browse, town: Town, size: str):
    ref = newly_enrolled(town)
    page = browse("kari", size=size)
    page.goto(f"/forlop/{ref}")
    page.get_by_role("link", name="Rett Pasienten fikk vite diagnosen").click()
    page.fill("[name=dato]", "2026-02-27")
    page.get_by_role("button", name="Se hva som skjer").click()
    expect(page.locator(".effects")).to_contain_text("flyttes")
    page.get_by_role("button", name="Lagre rettelsen").click()
    expect(page.get_by_role("status")).to_contain_text("Datoen er rettet.")
    assert town.pathway(ref).dates["told"] == date(2026, 2, 27)
    page.get_by_role("button", name="Angre").click()
    expect(page.get_by_role("status")).to_contain_text("Datoen er rettet.")
    assert town.pathway(ref).dates["told"] == date(2026, 2, 24)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_that_the_patient_has_moved_is_reported(browse: Browse, town: Town, size: str):
    ref = offered(town)
    page = browse("kari", size=size)
    page.goto(f"/forlop/{ref}")
    page.get_by_role("link", name="Pasienten har flyttet", exact=True).click()
    page.locator("select").select_option(ASKOY)
    page.get_by_role("button", name="Se hva som skjer").click()
    expect(page.locator(".effects")).to_contain_text("går til Mottak Askøy, Askøy i stedet for")
    page.get_by_role("button", name="Ja, meld fra").click()
    expect(page.get_by_role("status")).to_contain_text("Hendelsen er registrert.")
    assert town.open(ref, "send-1").awaits == OTHER_INTAKE


def test_that_the_patient_has_died_is_reported_and_back_does_not_do_it_again(
    browse: Browse, town: Town
):
    ref = offered(town)
    page = browse("kari")
    page.goto(f"/forlop/{ref}")
    page.get_by_role("link", name="Pasienten er død").click()
    page.get_by_role("button", name="Se hva som skjer").click()
    expect(page.locator(".effects")).to_contain_text("Ingenting sendes ut av huset.")
    page.get_by_role("button", name="Ja, meld fra").click()
    expect(page.locator("main")).to_contain_text("Forløpet er avsluttet: Død.")
    with suppress(Error):  # the browser itself asks before it sends a form again
        page.go_back()
    assert town.told(ref).count("interrupt-reported") == 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_axe_finds_nothing_on_any_of_these_pages(
    browse: Browse, town: Town, complaints: Complaints, size: str, dark: bool
):
    complaints.expect("422")
    ref = offered(town)
    later(town, 8)
    town.post()
    page = browse("kari", size=size, dark=dark)
    for url in (
        f"/forlop/{ref}",
        f"/forlop/{ref}?vis=alt",
        f"/forlop/{ref}/kart",
        f"/forlop/{ref}/dato/{step_code('told')}",
        f"/forlop/{ref}/hendelse/{step_code('moved')}",
        "/forlop/ny",
        "/varsler",
    ):
        page.goto(url)
        well(page)
    page.goto(f"/forlop/{ref}/hendelse/{step_code('moved')}")
    page.get_by_role("button", name="Se hva som skjer").click()
    well(page)
    page.locator("select").select_option(ASKOY)
    page.get_by_role("button", name="Se hva som skjer").click()
    well(page)


def test_at_four_hundred_percent_nothing_runs_off_the_side(browse: Browse, town: Town):
    ref = offered(town)
    page = browse("kari")
    page.set_viewport_size({"width": 320, "height": 256})
    for url in (f"/forlop/{ref}", "/forlop/ny", "/varsler"):
        page.goto(url)
        assert not overflows(page)


def test_the_drawing_opens_where_the_patient_is(browse: Browse, town: Town):
    ref = offered(town)
    page = browse("kari")
    page.goto(f"/forlop/{ref}/kart")
    expect(page.locator("svg .here").first).to_be_in_viewport()
