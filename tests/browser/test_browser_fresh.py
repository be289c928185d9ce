"""An act by one unit is told of in the other's open inbox, at once and only there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from hjemover.store import Database
from tests.application.town import PATIENT, Town
from tests.browser.conftest import Browse, Complaints, axe


@pytest.fixture
def elsewhere(town: Town, open_database: Callable[[str], Database]) -> Town:
    """The same town in another process: a store of its own on the same database."""
    return Town(open_database(town.house.database.engine.url.render_as_string(False)))


def test_new_tasks_are_told_of_without_moving_the_rows(browse: Browse, elsewhere: Town):
    # The page's own way asks every 45 seconds, long after these expectations have given up.
    ola, eva = browse("ola"), browse("eva")
    for page in (ola, eva):
        with page.expect_response(lambda answer: "/innboks/nytt" in answer.url):
            page.goto("/innboks")  # asks once when the line is open
    elsewhere.enrol(1)

    expect(ola.locator("#nytt")).to_contain_text("1 ny oppgave, vis")
    expect(ola.locator(".inbox-row")).to_have_count(0)
    assert axe(ola) == []
    elsewhere.enrol(2)
    expect(ola.locator("#nytt")).to_contain_text("2 nye oppgaver, vis")
    expect(eva.locator("#nytt")).to_be_empty()

    ola.click("text=2 nye oppgaver, vis")
    expect(ola.locator(".inbox-row")).to_have_count(2)
    expect(ola.locator("main")).to_contain_text(f"{PATIENT} 1")
    expect(ola.locator("#nytt")).to_be_empty()


def test_a_page_that_asks_by_itself_is_not_taken_for_a_person_at_work(
    browse: Browse, complaints: Complaints
):
    complaints.expect("htmx:error: timeout")  # what was on its way when the clock was moved
    page = browse("ola")
    page.clock.install()
    page.goto("/innboks")
    with page.expect_response(lambda answer: "/innboks/nytt" in answer.url):
        page.clock.fast_forward(27 * 60 * 1000)
    page.clock.fast_forward(2 * 60 * 1000)

    expect(page.locator("#snart-ute")).to_be_visible()
