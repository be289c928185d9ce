"""A measure over time in a real browser: on a desk and on a phone, without scripts."""

import pytest

from hjemover.application.opaque import person_code
from hjemover.engine import commands as c
from tests.application.test_measures import _second, kept
from tests.application.town import DAY, INTAKE, MONDAY, Town
from tests.browser.conftest import Browse, Complaints, axe, overflows
from tests.web.test_web_measured import CHART, LIST


@pytest.fixture
def months(town: Town) -> None:
    """Fourteen months, the last of them worse than chance."""
    town.publish(_second(kept()))
    for number in range(14):
        town.clock.set(MONDAY - (14 - number) * 30 * DAY)
        ref = town.enrol(number, version=2)
        town.until(town.house.clock.now() + (1 if number < 12 else 6) * DAY)
        offer = town.open(ref, "send").id
        town.order(ref, c.AcceptHandoff(obligation=offer, person="ola"), INTAKE)
    town.until(MONDAY + 35 * DAY)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_chart_its_list_and_new_limits_are_for_everybody(
    browse: Browse, complaints: Complaints, months: None, size: str, scripts: bool
):
    complaints.expect("422")
    lise = browse("lise", size=size, scripts=scripts)
    lise.goto(CHART)
    assert lise.locator("svg .spot").count() > 12
    details = lise.get_by_text("Ta vare på nye grenser for virksomheten")
    details.click()
    lise.get_by_role("button", name="Lagre").click()
    assert lise.get_by_text("Skriv en dato, som 24.11.2026.").first.is_visible()
    assert not overflows(lise)
    lise.get_by_label("Nye grenser fra dag").fill("2026-01-01")
    lise.get_by_label("Fordi").fill("flere folk på mottaket")
    lise.get_by_role("button", name="Lagre").click()
    assert lise.get_by_text("1. januar 2026: flere folk på mottaket").first.is_visible()
    assert not overflows(lise)
    if scripts:
        assert axe(lise) == []
    lise.goto(LIST.replace("2026-03", "2026-01"))
    assert lise.locator("tbody tr").count() == 2
    assert not overflows(lise)
    if scripts:
        assert axe(lise) == []


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_person_and_an_organisation_are_looked_after_in_any_window(browse: Browse, size: str):
    anne = browse("anne", size=size)
    anne.goto(f"/adressebok/person/{person_code('nina')}")
    for summary in anne.locator(".changing summary, details.why summary").all():
        summary.click()
    assert axe(anne) == []
    assert not overflows(anne)
    anne.get_by_role("button", name="Lag lenke for passord").click()
    assert "/oppsett/" in anne.get_by_label("Lenken").input_value()
    assert axe(anne) == []
    assert not overflows(anne)
    anne.goto("/adressebok")
    anne.locator(".book-own a").first.click()
    for summary in anne.locator(".changing summary").all():
        summary.click()
    assert axe(anne) == []
    assert not overflows(anne)
    anne.goto("/adressebok/logg")
    assert axe(anne) == []
    assert not overflows(anne)
