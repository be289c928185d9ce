"""The most walked ways of a coordinator in a real browser: by keys, on a phone, without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from hjemover.application.desk import writing
from hjemover.application.desk.sharing_out import Claim, share_out
from hjemover.application.house import Actor
from hjemover.application.publishing import publish_folder
from hjemover.engine import commands as c
from hjemover.settings import content_folder
from hjemover.store.address_book import Membership, Person, Unit, UnitService
from hjemover.vocabulary import Role
from hjemover.web.opaque import obligation_key
from tests.application.town import BERGEN, DAY, HOSPITAL, INTAKE, LUNG_WARD, MONDAY, NURSE, Town
from tests.browser.conftest import Browse, Complaints, axe, overflows
from tests.web.people import EVER

SEND = "send#1"
KEY = obligation_key(SEND)
OLA = Actor(id="ola", units=frozenset({INTAKE}))
LONG = (
    "Etterbehandlingsenheten for langvarige senskader og rehabilitering ved Universitetssykehuset"
)
ZOOMED = (320, 256)
"""1280 × 1024 at 400 %."""


@pytest.fixture
def busy(town: Town) -> Town:
    """A Mottak on an ordinary morning: late, soon and new, taken and not, with long names."""
    town.change(
        Person(id="liv", name="Liv Marit Bergersen-Thorvaldsen", login="liv"),
        Membership(person="liv", unit=INTAKE, role=Role.COORDINATOR, from_day=EVER),
        Unit(id=LUNG_WARD, organisation="hus", name=LONG),
    )
    late = [town.enrol(1), town.enrol(2, parties={"hospital": LUNG_WARD})]
    town.until(MONDAY + 10 * DAY)
    new = [town.enrol(number) for number in (3, 4)]
    share_out(town.house, OLA, "o", [(late[0], SEND)], Claim())
    kari = Actor(id="kari", units=frozenset({HOSPITAL}))
    writing.write_note(town.house, kari, "n", new[0], SEND, "Hun hører dårlig.")
    return town


def url(ref: str, word: str = "") -> str:
    return f"/oppgave/{ref}/{KEY}{'/' + word if word else ''}"


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


# --- as everybody must be able to read it -----------------------------------------------------


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_axe_finds_nothing_and_nothing_runs_off_the_side(
    browse: Browse, busy: Town, complaints: Complaints, size: str, dark: bool
):
    complaints.expect("422")
    ref = busy.enrol(7)
    page = browse("ola", size=size, dark=dark)
    for path in (
        "/innboks", "/innboks?hast=kritisk", "/innboks?visning=ferdig", "/innboks/utskrift",
        url(ref), url(ref, "ta-imot"), url(ref, "sporsmal"), url(ref, "send-videre"),
    ):  # fmt: skip
        page.goto(path)
        assert axe(page) == [], path
        assert not overflows(page), path
    page.goto(url(ref, "avvis"))
    page.click(".acts button:text-is('Gå videre')")
    assert axe(page) == []
    assert page.evaluate("document.activeElement.id") == "feil"


def test_at_four_hundred_percent_nothing_runs_off_the_side(browse: Browse, busy: Town):
    ref = busy.enrol(7)
    page = browse("ola")
    page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
    for path in ("/innboks", "/innboks?visning=mine", url(ref), url(ref, "ta-imot")):
        page.goto(path)
        assert not overflows(page), path


def test_a_long_form_with_tables_can_be_read_on_a_phone(browse: Browse, town: Town):
    publish_folder(town.house, content_folder("pathways"), "test")
    town.change(UnitService(organisation=BERGEN, service="cancer-coordinator", unit=NURSE))
    ref = town.enrol(1, pathway="kreft-hjem")
    for step, outcome, answers in (
        ("include", "done", {"kind": "new"}), ("offer-1", "accepted", {}),
    ):  # fmt: skip
        done = c.CompleteTask(
            obligation=town.open(ref, step).id, outcome=outcome, answers=dict(answers)
        )
        town.order(ref, done, HOSPITAL)
    page = browse("kari", size="phone")
    page.goto(f"/oppgave/{ref}/{obligation_key(town.open(ref, 'hold-1').id)}")
    assert axe(page) == []
    assert not overflows(page)


# --- by keyboard alone ------------------------------------------------------------------------


def test_rows_are_walked_taken_and_given_back_with_single_keys(browse: Browse, busy: Town):
    page = browse("ola")
    page.goto("/innboks?visning=ikke-fordelt")
    rows = page.locator(".inbox-row")
    many = rows.count()
    press(page, "j", "j", "k")
    focused = page.evaluate("document.activeElement.closest('.inbox-row').id")
    assert focused == rows.first.get_attribute("id")
    press(page, "t")
    expect(page.locator("#sagt")).to_contain_text("1 tatt.")
    expect(rows).to_have_count(many - 1)
    # What stands in its place has the focus, so that one can go on.
    page.wait_for_function("document.activeElement.closest('.inbox-row') !== null")
    page.locator("#sagt button").click()
    expect(page.locator("#sagt")).to_contain_text("Angret.")
    expect(rows).to_have_count(many)


def test_single_keys_can_be_switched_off_and_stay_off(browse: Browse, busy: Town):
    page = browse("ola")
    page.goto("/innboks")
    page.get_by_role("button", name="Slå av hurtigtastene").click()
    expect(page.locator("#sagt")).to_contain_text("Hurtigtastene er av.")
    press(page, "j")
    assert page.evaluate("document.activeElement.closest('.inbox-row') === null")
    page = browse("ola")  # at another machine
    page.goto("/innboks")
    press(page, "j")
    assert page.evaluate("document.activeElement.closest('.inbox-row') === null")
    page.goto("/min-side")
    page.get_by_role("button", name="Slå på hurtigtastene").click()
    expect(page.locator("#sagt")).to_contain_text("Hurtigtastene er på.")
    page.goto("/innboks")
    press(page, "j")
    assert page.evaluate("document.activeElement.closest('.inbox-row') !== null")


def test_a_letter_typed_in_the_search_is_a_letter(browse: Browse, busy: Town):
    page = browse("ola")
    page.goto("/innboks")
    press(page, "/")
    page.keyboard.type("jkxt")
    assert page.input_value("#sok") == "jkxt"


# --- without scripts --------------------------------------------------------------------------


def test_filters_and_the_address_book_work_without_scripts(browse: Browse, busy: Town):
    page = browse("ola", scripts=False)
    page.goto("/innboks")
    page.get_by_role("checkbox", name="Kritisk forfalt").check()
    page.get_by_role("button", name="Bruk filtrene").click()
    assert "hast=kritisk" in page.url
    page.locator(".chips a").first.click()
    assert "hast" not in page.url
    page.goto(url(busy.enrol(8), "send-videre"))
    page.fill("input[name=sok]", "askøy")
    page.get_by_role("button", name="Søk i adresseboken").click()
    page.get_by_label("Mottak Askøy").check()
    page.get_by_role("button", name="Gå videre").last.click()
    expect(page.locator("h1")).to_have_text("Send videre til riktig enhet?")


# --- what makes it smooth ---------------------------------------------------------------------


def test_new_rows_are_offered_and_do_not_jump_in(browse: Browse, busy: Town):
    page = browse("ola")
    page.clock.install()
    page.goto("/innboks")
    before = page.locator(".inbox-row").count()
    busy.enrol(11)
    page.clock.fast_forward(46_000)
    expect(page.locator("#nytt")).to_contain_text("1 ny oppgave, vis")
    assert page.locator(".inbox-row").count() == before
    page.locator("#nytt a").click()
    expect(page.locator(".inbox-row")).to_have_count(before + 1)


def test_what_is_typed_is_kept_as_one_goes(browse: Browse, town: Town):
    publish_folder(town.house, content_folder("pathways"), "test")
    town.change(UnitService(organisation=BERGEN, service="cancer-coordinator", unit=NURSE))
    ref = town.enrol(1, pathway="kreft-hjem")
    path = f"/oppgave/{ref}/{obligation_key(town.open(ref, 'include').id)}"
    page = browse("kari")
    page.clock.install()
    page.goto(path)
    page.fill("[name='svar.contact_person']", "Kari, telefon 5555")
    page.clock.fast_forward(5_000)
    expect(page.locator("#lagret")).to_contain_text("Lagret kl.")
    again = browse("kari")
    again.goto(path)
    assert again.input_value("[name='svar.contact_person']") == "Kari, telefon 5555"


def test_the_text_for_the_record_is_copied_in_one_press(browse: Browse, town: Town):
    ref = town.enrol(1)
    page = browse("ola")
    page.goto(url(ref))
    page.get_by_text("Tekst til journalen").click()
    page.get_by_role("button", name="Kopier teksten").click()
    expect(page.get_by_role("button", name="Kopiert")).to_be_focused()
    note = page.get_by_role("textbox", name="Beskjed til Kreftavdelingen")
    note.press("Control+v")
    expect(note).to_have_value(re.compile(r"Overfør til kommunen[\s\S]*Frist: .*2 virkedager fra"))


def test_a_text_that_the_browser_will_not_copy_is_left_selected(browse: Browse, town: Town):
    ref = town.enrol(1)
    page = browse("ola")
    page.add_init_script("document.execCommand = () => false")
    page.goto(url(ref))
    page.get_by_text("Tekst til journalen").click()
    page.get_by_role("button", name="Kopier teksten").click()
    expect(page.locator("#journal")).to_be_focused()
    assert "Overfør til kommunen" in page.evaluate("getSelection().toString()")


def test_the_second_of_two_reads_who_was_first_and_has_the_text(
    browse: Browse, busy: Town, complaints: Complaints
):
    complaints.expect("409")
    ref = busy.enrol(9)
    liv, ola = browse("liv"), browse("ola")
    liv.goto(url(ref, "sporsmal"))
    liv.fill("textarea[name=tekst]", "Trenger pasienten tolk? Vi har ingen.")
    liv.get_by_role("button", name="Gå videre").last.click()
    ola.goto(url(ref, "ta-imot"))
    ola.get_by_role("button", name="Ja, vi tar imot").click()
    liv.get_by_role("button", name="Ja, send spørsmålet").click()
    expect(liv.get_by_role("alert")).to_contain_text("Noen var her før deg")
    expect(liv.locator("#skrevet")).to_have_value("Trenger pasienten tolk? Vi har ingen.")
    assert axe(liv) == []
