"""What htmx asks for when the session is over: the page to sign in on, and not a hole in a page."""

from datetime import timedelta

from playwright.sync_api import expect

from tests.browser.conftest import Browse, Complaints, axe


def test_a_part_that_is_asked_for_too_late_becomes_the_page_to_sign_in_on(
    browse: Browse, complaints: Complaints, town
):
    complaints.expect("401")
    page = browse("ola")
    page.goto("/innboks")
    town.clock.set(town.clock.now() + timedelta(hours=1))

    page.evaluate("htmx.ajax('GET', '/innboks', {target: 'main', swap: 'innerHTML'})")

    expect(page.locator("h1")).to_have_text("Logg inn")
    expect(page.locator("header.top")).to_have_count(1)
    assert axe(page) == []
