"""Back after sending: the browser offers to send again, and nothing is done twice."""

import pytest
from playwright.sync_api import Error, Page, expect

from hjemover.application.publishing import publish_folder
from hjemover.settings import content_folder
from hjemover.store.address_book import UnitService
from hjemover.web.opaque import obligation_key
from tests.application.town import BERGEN, INTAKE, NURSE, Town
from tests.browser.conftest import Browse, axe

ALREADY = "Ingenting ble gjort to ganger."


def back_and_send_again(page: Page) -> None:
    """The browser's own question about sending a form once more, answered with yes."""
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        page.go_back()
    page.wait_for_url("chrome-error://chromewebdata/")
    page.reload()


def test_an_acceptance_sent_again_by_the_browser_is_told_to_be_done(browse: Browse, town: Town):
    ref = town.enrol()
    page = browse("ola", scripts=False)
    page.goto(f"/oppgave/{ref}/{obligation_key('send#1')}/sporsmal")
    page.fill("#f-tekst", "Hvem ringer pasienten?")
    page.click("main >> text=Gå videre >> visible=true >> nth=-1")
    page.click("text=Ja, send spørsmålet")
    expect(page.locator("body")).not_to_contain_text(ALREADY)
    back_and_send_again(page)
    expect(page.locator("body")).to_contain_text(ALREADY)
    assert town.told(ref).count("handoff-returned") == 1


def test_a_case_is_opened_once_however_often_one_goes_back(browse: Browse, town: Town):
    publish_folder(town.house, content_folder("pathways"), "test")
    town.change(
        UnitService(organisation=BERGEN, service="deviations", unit=INTAKE),
        UnitService(organisation=BERGEN, service="cooperation-secretariat", unit=NURSE),
    )
    page = browse("ola")
    page.goto("/forlop/ny")
    if page.locator("a:has-text('Samhandlingsavvik')").count():
        page.locator("a:has-text('Samhandlingsavvik')").first.click()
    page.fill("#f-saksnummer", "2026/118")
    page.click("text=Se hva som skjer")
    assert axe(page) == []
    page.click("text=Meld inn saken")
    expect(page.locator("body")).to_contain_text("Saken er meldt inn.")
    address = page.url
    back_and_send_again(page)
    expect(page.locator("body")).to_contain_text(ALREADY)
    assert page.url == address
    page.locator(".way-open h3 a").first.click()
    expect(page.locator("body")).to_contain_text("Har ansvaret for oppgaven nå")
