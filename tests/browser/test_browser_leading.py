"""A leader's and an administrator's day in a real browser: by mouse, by keyboard, on a phone."""

import re
from datetime import date

import pytest

from hjemover.application import following_up
from hjemover.application.following_up import NewFollowUp
from hjemover.application.opaque import obligation_key, unit_code
from hjemover.engine import commands as c
from hjemover.store.address_book import Membership
from hjemover.vocabulary import Role
from tests.application.town import (
    ASKOY,
    BERGEN,
    DAY,
    HOSPITAL,
    INTAKE,
    MONDAY,
    OTHER_INTAKE,
    Town,
    at,
)
from tests.browser.conftest import Browse, Complaints, axe, overflows
from tests.web.people import EVER

KEY = obligation_key("send#1")
WEEK = "/ukemote/2026-03-09"
UNIT = f"/adressebok/enhet/{unit_code(INTAKE)}"


@pytest.fixture
def refs(town: Town) -> list[str]:
    """Offers that were answered, and two that were not; a follow-up; a frozen list."""
    town.change(
        Membership(person="kari", unit=HOSPITAL, role=Role.MANAGER, from_day=EVER),
        Membership(person="anne", unit=INTAKE, role=Role.MANAGER, from_day=EVER),
    )
    for number in range(14):
        town.clock.set(MONDAY - (15 - number) * 7 * DAY)
        done = town.enrol(number, municipality=ASKOY if number % 3 else BERGEN)
        town.clock.set(town.house.clock.now() + (1 + number % 3) * DAY)
        unit = OTHER_INTAKE if number % 3 else INTAKE
        town.order(done, c.AcceptHandoff(obligation="send#1", person="ola"), unit)
        task = c.CompleteTask(obligation="visit#1", outcome="done")
        town.order(done, task, OTHER_INTAKE if number % 3 else "bergen-kreft")
    town.clock.set(MONDAY)
    found = [town.enrol(20), town.enrol(21, municipality=ASKOY)]
    town.until(MONDAY + 7 * DAY)
    following_up.freeze_week(town.house)
    town.until(MONDAY + 8 * DAY)
    following_up.follow_up(
        town.house, at(HOSPITAL),
        NewFollowUp(id="n-1", items=[(found[0], "send#1")], text="Ring mottaket", owner="kari",
             day=date(2026, 3, 12)),
    )  # fmt: skip
    return found


PAGES = {
    "stuck": "/fast",
    "row": "/fast/{ref}/{key}",
    "overview": "/oversikt?trinn=uke",
    "list": "/oversikt/overforinger?hva=offered&periode=ar&fra=2026-01-01",
    "elsewhere": "/oversikt/andre-steder",
    "meeting": WEEK,
    "meeting-row": WEEK + "/{ref}/{key}",
    "address-book": "/adressebok",
    "unit": UNIT,
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_axe_finds_nothing_and_nothing_runs_off_the_side(
    browse: Browse, refs: list[str], size: str, dark: bool
):
    kari = browse("kari", size=size, dark=dark)
    for name, url in PAGES.items():
        kari.goto(url.format(ref=refs[0], key=KEY))
        assert axe(kari) == [], name
        assert not overflows(kari), name
    anne = browse("anne", size=size, dark=dark)
    anne.goto(UNIT)
    for summary in anne.locator(".changing summary").all():
        summary.click()
    assert axe(anne) == []
    assert not overflows(anne)


def test_at_four_times_the_size_nothing_runs_off_the_side(browse: Browse, refs: list[str]):
    page = browse("kari", size="phone")
    page.set_viewport_size({"width": 320, "height": 256})
    for name, url in PAGES.items():
        page.goto(url.format(ref=refs[0], key=KEY))
        assert not overflows(page), name


def test_a_leader_follows_up_by_keyboard_alone(browse: Browse, refs: list[str]):
    page = browse("kari")
    page.goto("/fast")
    page.locator(f'input[value="{refs[1]}.{KEY}"]').focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Følg opp valgte").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/fast/oppfolging?**")
    page.get_by_label("Hva gjøres nå?").focus()
    page.keyboard.type("Spør lederen i Askøy")
    page.keyboard.press("Tab")
    page.keyboard.type("Ansatt kari")
    page.get_by_role("button", name="Lagre oppfølging").focus()
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/fast/{refs[1]}/{KEY}")
    assert page.locator(".follow-up-text").inner_text() == "Spør lederen i Askøy"
    assert page.get_by_text("Oppfølgingen er skrevet.").is_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_leader_narrows_the_list_and_goes_back(browse: Browse, refs: list[str], scripts: bool):
    page = browse("kari", scripts=scripts)
    page.goto("/fast")
    page.get_by_label("Motpart").select_option(label="Askøy (1)")
    page.get_by_role("button", name="Vis", exact=True).click()
    assert page.locator("h1").inner_text().startswith("Står fast 1")
    assert "motpart=" in page.url
    page.locator(".chips a").first.click()
    assert page.locator("h1").inner_text().startswith("Står fast 2")


def test_every_number_on_the_overview_is_a_way_to_its_list(browse: Browse, refs: list[str]):
    page = browse("kari")
    page.goto("/oversikt")
    card = page.locator(".card").first
    count = card.locator("strong").inner_text()
    card.click()
    page.wait_for_url("**/fast")
    assert page.locator(".stuck-row").count() == int(count)


def test_a_chart_is_drawn_and_its_table_is_at_hand(browse: Browse, refs: list[str]):
    page = browse("kari")
    page.goto("/oversikt?trinn=uke")
    assert page.locator(".chart svg[role=img] .spot").count() >= 12
    page.get_by_text("Tallene i en tabell").click()
    assert page.locator(".chart table tbody tr").count() >= 12


def test_a_meeting_is_walked_on_a_phone(browse: Browse, refs: list[str]):
    page = browse("kari", size="phone")
    page.goto(f"{WEEK}/{refs[0]}/{KEY}")
    page.get_by_role("button", name="Gjort").click()
    page.goto("/ukemote")
    page.get_by_role("link", name="Start gjennomgangen").click()
    assert page.get_by_text("1 av 2").is_visible()
    page.get_by_role("button", name="Gå videre uten ny oppfølging").click()
    page.get_by_label("Hva gjøres nå?").fill("Ta det opp i samarbeidsmøtet")
    page.get_by_role("button", name="Lagre og gå videre").click()
    page.wait_for_url(f"**{WEEK}")
    assert page.get_by_text("Hele listen er gjennomgått.").is_visible()


def test_an_administrator_is_warned_before_somebody_is_left_with_nobody(
    browse: Browse, complaints: Complaints, town: Town, refs: list[str]
):
    complaints.expect("409")
    town.change(
        Membership(person="anne", unit=INTAKE, role=Role.MANAGER, from_day=EVER,
                   to_day=date(2021, 1, 1)),
        Membership(person="lise", unit=INTAKE, role=Role.MANAGER, from_day=EVER,
                   to_day=date(2021, 1, 1)),
    )  # fmt: skip
    page = browse("anne")
    page.goto(UNIT)
    page.locator(".people li", has_text="Ansatt ola").locator("summary").click()
    page.get_by_role("button", name=re.compile("Avslutt rollen.*Ansatt ola")).click()
    assert page.locator("h1").inner_text() == "Endringen lar noen stå alene"
    assert page.get_by_text(refs[0]).is_visible()
    assert page.get_by_role("link", name=refs[0]).count() == 0  # an administrator may not open it
    assert axe(page) == []
    page.get_by_role("link", name="Nei, gå tilbake").click()
    assert page.get_by_text("Ansatt ola").first.is_visible()


def test_the_printed_list_has_no_menu_and_says_when_it_was_printed(browse: Browse, refs: list[str]):
    page = browse("kari")
    page.goto("/fast/utskrift")
    page.emulate_media(media="print")
    assert not page.locator("nav.places").is_visible()
    assert page.get_by_text("Skrevet ut").is_visible()
    assert page.locator("tbody tr").count() == 2
