"""The frame of every page: who one is, where one may go, what browsers must hold to."""

import pytest

from hjemover.web.headers import HEADERS
from tests.application.town import INTAKE
from tests.web.conftest import ClientFor


def test_a_stranger_is_asked_to_sign_in_and_comes_back_to_where_they_were(client_for: ClientFor):
    answer = client_for("").get("/min-side?a=b")

    assert answer.status_code == 401
    assert 'name="til" value="/min-side?a=b"' in answer.text


def test_the_one_who_is_signed_in_sees_their_name_and_unit_on_every_page(client_for: ClientFor):
    page = client_for("ola").get("/min-side").text

    assert "Ansatt ola" in page
    assert "Mottak Bergen" in page


@pytest.mark.parametrize(
    "url", ["/", "/min-side", "/finnes-ikke", "/static/hjemover.css", "/livez"]
)
def test_every_answer_carries_what_browsers_must_hold_to(client_for: ClientFor, url: str):
    answer = client_for("ola").get(url)

    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert answer.headers["Cache-Control"]


def test_pages_are_not_kept_by_the_browser_and_style_sheets_are(client_for: ClientFor):
    ola = client_for("ola")

    assert ola.get("/min-side").headers["Cache-Control"] == "no-store"
    assert "immutable" in ola.get("/static/hjemover.css?v=1").headers["Cache-Control"]


def test_a_page_there_is_none_of_says_so_in_words(client_for: ClientFor):
    answer = client_for("ola").get("/finnes-ikke")

    assert answer.status_code == 404
    assert "Fant ikke siden" in answer.text


def test_whoever_has_two_units_chooses_which_to_look_at(client_for: ClientFor, town):
    from hjemover.store.address_book import Membership
    from hjemover.vocabulary import Role
    from tests.application.town import NURSE
    from tests.web.people import EVER

    town.change(Membership(person="ola", unit=NURSE, role=Role.COORDINATOR, from_day=EVER))
    ola = client_for("ola")
    page = ola.get("/min-side")
    assert "2 enheter" in page.text

    after = ola.send(page, "/okt/enhet", enhet=INTAKE)

    assert after.url.path == "/min-side"
    assert "2 enheter" not in after.text


def test_every_component_has_its_example(client_for: ClientFor):
    page = client_for("ola").get("/komponenter")

    assert page.status_code == 200
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "17 virkedager fra 28. april 2026" in page.text


def test_what_only_a_later_release_can_read_gives_a_calm_page(client_for, town):
    ref = town.enrol()
    with town.house.database.writing() as tx:
        tx.connection.exec_driver_sql("UPDATE pathway SET state_format = 99")
    for url in ("/innboks", f"/forlop/{ref}"):
        page = client_for("ola").get(url)
        assert page.status_code == 503
        assert page.headers["Retry-After"] == "120"
        assert "Hjemover blir oppdatert" in page.text
    assert client_for("eva").get("/innboks").status_code == 200
