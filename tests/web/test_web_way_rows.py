"""Lists in the forms of a patient's way: a row more or less at a press, with scripts or without."""

import re

import pytest

from hjemover.application.opaque import step_code
from hjemover.definition import load_text
from hjemover.engine import commands as c
from tests.application.town import HOSPITAL, SHORT
from tests.web.test_web_inbox import text_of
from tests.web.visiting import form_to

NEEDS = step_code("needs")
ROWS = "svar.services"
EVENT = """\
  needs:
    name: {nb: Nye behov, nn: Nye behov, en: New needs}
    ask:
      services:
        type: list
        name: {nb: Tjenester, nn: Tenester, en: Services}
        columns:
          what: {type: text, name: {nb: Tjeneste, nn: Teneste, en: Service}}
          note: {type: text, required: false, name: {nb: Merknad, nn: Merknad, en: Note}}
    tell: [intake]
"""


@pytest.fixture
def ref(town):
    """A patient on the short pathway, where new needs may be told of at any time."""
    text = SHORT.replace("pathway: kort-hjem", "pathway: behov").replace(
        "events:\n", f"events:\n{EVENT}"
    )
    loaded = load_text(text)
    assert loaded.definition is not None, loaded.problems
    town.publish(loaded.definition)
    return town.enrol(1, pathway="behov")


def event(ref):
    return f"/forlop/{ref}/hendelse/{NEEDS}"


def answer(ref):
    return f"/forlop/{ref}/svar/{step_code('@needs/services')}"


def rows_in(page):
    return len(set(re.findall(rf'name="{ROWS}\.(\d+)\.what"', page.text)))


def told(town, ref):
    return town.pathway(ref).answers["@needs"]["services"]


def report(town, ref, *services):
    town.order(
        ref,
        c.ReportEvent(event="needs", answers={"services": [{"what": one} for one in services]}),
        HOSPITAL,
    )


def test_an_event_has_one_row_and_one_more_at_a_press_and_keeps_what_is_typed(
    town, client_for, ref
):
    kari, url = client_for("kari"), event(ref)
    first = kari.get(url)
    assert rows_in(first) == 1

    more = kari.send(
        first, url, **{f"{ROWS}.0.what": "Dusj", "dag": "2026-03-01", "knapp": f"rad:{ROWS}"}
    )
    assert more.status_code == 200
    assert rows_in(more) == 2
    kept = form_to(more.text, url)
    assert kept[f"{ROWS}.0.what"] == "Dusj"
    assert kept["dag"] == "2026-03-01"

    less = kari.send(more, url, **{f"{ROWS}.1.what": "Mat", "knapp": f"fjern:{ROWS}.0"})
    assert rows_in(less) == 1
    assert form_to(less.text, url)[f"{ROWS}.0.what"] == "Mat"
    assert "interrupt-reported" not in town.told(ref)


def test_a_row_more_is_given_before_what_is_typed_is_checked(town, client_for, ref):
    kari = client_for("kari")
    report(town, ref, "Dusj")
    for url in (event(ref), answer(ref)):
        more = kari.send(kari.get(url), url, dag="i går", grunn="", knapp=f"rad:{ROWS}")
        assert more.status_code == 200
        assert 'id="feil"' not in more.text
        assert rows_in(more) == 2, url


def test_the_press_for_a_row_is_not_carried_over_the_confirmation(town, client_for, ref):
    kari, url = client_for("kari"), event(ref)
    more = kari.send(kari.get(url), url, **{f"{ROWS}.0.what": "Dusj", "knapp": f"rad:{ROWS}"})
    shown = kari.send(more, url, **{f"{ROWS}.1.what": "Mat"})
    assert "knapp" not in form_to(shown.text, url)
    kari.send(shown, url)
    assert told(town, ref) == [{"what": "Dusj"}, {"what": "Mat"}]


def test_a_blank_row_between_two_comes_last_and_is_no_answer(town, client_for, ref):
    kari, url = client_for("kari"), event(ref)
    form = {f"{ROWS}.0.what": "Dusj", f"{ROWS}.1.what": "", f"{ROWS}.2.what": "Mat"}
    again = kari.send(kari.get(url), url, **form, dag="i går")
    kept = form_to(again.text, url)
    assert [kept[f"{ROWS}.{place}.what"] for place in range(3)] == ["Dusj", "Mat", ""]
    kari.send(kari.send(again, url, dag=""), url)
    assert told(town, ref) == [{"what": "Dusj"}, {"what": "Mat"}]


def test_a_list_is_corrected_with_as_many_rows_as_it_has_and_one_more_at_a_press(
    town, client_for, ref
):
    report(town, ref, "Dusj", "Mat")
    kari, url = client_for("kari"), answer(ref)
    first = kari.get(url)
    assert rows_in(first) == 2

    less = kari.send(first, url, grunn="Feil rad", knapp=f"fjern:{ROWS}.0")
    assert rows_in(less) == 1
    more = kari.send(less, url, knapp=f"rad:{ROWS}")
    assert form_to(more.text, url)["grunn"] == "Feil rad"
    shown = kari.send(more, url, **{f"{ROWS}.1.what": "Handling"})
    assert "Mat" in text_of(shown)
    kari.send(shown, url)
    assert told(town, ref) == [{"what": "Mat"}, {"what": "Handling"}]


def test_all_rows_taken_away_leave_one_to_write_in(town, client_for, ref):
    report(town, ref, "Dusj")
    kari, url = client_for("kari"), answer(ref)
    less = kari.send(kari.get(url), url, knapp=f"fjern:{ROWS}.0")
    assert rows_in(less) == 1
    assert form_to(less.text, url)[f"{ROWS}.0.what"] == ""


def test_enter_in_a_field_goes_on_and_takes_no_row_away(town, client_for, ref):
    report(town, ref, "Dusj")
    kari = client_for("kari")
    for url in (event(ref), answer(ref)):
        form = kari.get(url).text.split(f'action="{url}"')[1]
        buttons = re.findall(r"<button[^>]*>", form)
        assert "first-button" in buttons[0]
        assert "name=" not in buttons[0]
        assert any(f"fjern:{ROWS}.0" in one for one in buttons)
