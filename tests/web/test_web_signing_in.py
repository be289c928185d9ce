"""In and out: by password, by one-time link, for so long, and never for somebody else."""

import logging
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from starlette.testclient import TestClient

from hjemover.application import accounts, sessions
from hjemover.store import address_book
from hjemover.store.address_book import Membership
from hjemover.vocabulary import Role
from tests.application.town import INTAKE, MONDAY, NURSE, Town
from tests.web.conftest import ClientFor
from tests.web.people import EVER
from tests.web.visiting import Client

PASSWORD = "fire ord er godt nok"


@pytest.fixture
def set_up(town: Town) -> Callable[[str], None]:
    def one(login: str) -> None:
        accounts.set_up(town.house, accounts.invite(town.house, login), PASSWORD)

    return one


def sign_in(client: Client, login: str, password: str = PASSWORD, to: str = "/min-side"):
    page = client.get("/logg-inn", params={"til": to})
    return client.send(page, "/logg-inn", brukernavn=login, passord=password)


# --- the one-time link ------------------------------------------------------------------------


def test_the_link_sets_a_password_once_and_then_one_signs_in_with_it(
    town: Town, client_for: ClientFor
):
    stranger = client_for("")
    token = accounts.invite(town.house, "ola")
    page = stranger.get(f"/oppsett/{token}")
    form = {"passord": PASSWORD, "igjen": PASSWORD}

    done = stranger.http.post(f"/oppsett/{token}", data=page_form(page, form))

    assert "Passordet er lagret" in done.text
    assert stranger.get(f"/oppsett/{token}").status_code == 410
    assert sign_in(stranger, "ola").url.path == "/min-side"


def page_form(page, more):
    from tests.web.visiting import form_to

    return {**form_to(page.text, ""), **more}


def test_a_newer_link_makes_the_older_void(town: Town, client_for: ClientFor):
    older = accounts.invite(town.house, "ola")
    newer = accounts.invite(town.house, "ola")

    assert client_for("").get(f"/oppsett/{older}").status_code == 410
    assert client_for("").get(f"/oppsett/{newer}").status_code == 200


def test_after_three_days_the_link_is_void(town: Town, client_for: ClientFor):
    token = accounts.invite(town.house, "ola")
    town.clock.set(MONDAY + timedelta(days=3))

    assert client_for("").get(f"/oppsett/{token}").status_code == 410


@pytest.mark.parametrize("weak", ["kort", "ola ola ola ola", "aaaaaaaaaaaaaa", "Hjemover1234"])
def test_a_password_that_would_be_guessed_is_not_taken(
    town: Town, client_for: ClientFor, weak: str
):
    stranger, token = client_for(""), accounts.invite(town.house, "ola")
    page = stranger.get(f"/oppsett/{token}")

    answer = stranger.http.post(
        f"/oppsett/{token}", data=page_form(page, {"passord": weak, "igjen": weak})
    )

    assert answer.status_code == 422
    assert stranger.get(f"/oppsett/{token}").status_code == 200


# --- attempts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("login", "password"), [("ola", "feil passord her"), ("ingen", PASSWORD)])
def test_a_wrong_password_and_an_unknown_login_are_answered_alike(
    set_up, client_for: ClientFor, login: str, password: str
):
    set_up("ola")

    answer = sign_in(client_for(""), login, password)

    assert answer.status_code == 422
    assert "Brukernavnet eller passordet er feil" in answer.text


def test_somebody_who_guesses_waits_longer_each_time_and_the_right_one_gets_in_after(
    town: Town, set_up, client_for: ClientFor
):
    set_up("ola")
    stranger = client_for("")
    for _ in range(5):
        assert sign_in(stranger, "ola", "feil passord her").status_code == 422

    locked = sign_in(stranger, "ola")
    assert "For mange forsøk" in locked.text
    first = _waited(town, stranger)
    second = _waited(town, stranger)
    assert second > first
    town.clock.set(town.clock.now() + timedelta(hours=1))
    assert sign_in(stranger, "ola").url.path == "/min-side"


def _waited(town: Town, stranger: Client) -> timedelta:
    """Let the clock go on until an attempt, a wrong one, is looked at again."""
    began = town.clock.now()
    while "For mange" in sign_in(stranger, "ola", "feil passord her, igjen").text:
        town.clock.set(town.clock.now() + timedelta(seconds=5))
    return town.clock.now() - began


def test_one_address_that_tries_many_logins_must_wait(set_up, client_for: ClientFor):
    set_up("ola")
    stranger = client_for("")
    for number in range(25):
        sign_in(stranger, f"gjetning-{number}")

    assert "For mange forsøk" in sign_in(stranger, "ola").text


def test_no_password_and_no_hash_is_shown_where_an_account_is_printed(town: Town, set_up):
    set_up("ola")
    with town.house.database.reading() as tx:
        from hjemover.store import accounts as kept

        found = kept.of_login(tx, "ola")

    assert "argon2" not in repr(found)


# --- the session ------------------------------------------------------------------------------


def test_the_cookie_is_for_this_host_alone_and_no_script_reads_it(set_up, client_for: ClientFor):
    set_up("ola")
    stranger = client_for("")
    page = stranger.get("/logg-inn")
    form = {**_form(page), "brukernavn": "ola", "passord": PASSWORD}
    answer = stranger.http.post("/logg-inn", data=form, follow_redirects=False)

    cookie = next(
        one for one in answer.headers.get_list("set-cookie") if one.startswith("__Host-hjemover=")
    )
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def _form(page):
    from tests.web.visiting import form_to

    return form_to(page.text, "/logg-inn")


def test_signing_in_begins_another_session_than_any_before(set_up, client_for: ClientFor):
    set_up("ola")
    client = client_for("ola")
    client.http.cookies.clear()

    sign_in(client, "ola")

    assert client.http.cookies["__Host-hjemover"] != client.secret


def test_signing_in_as_another_in_the_same_browser_leaves_no_session_behind(
    town: Town, set_up, client_for: ClientFor
):
    set_up("eva")
    browser = client_for("ola")

    browser.post("/logg-inn", {"brukernavn": "eva", "passord": PASSWORD})

    assert "Ansatt eva" in browser.get("/min-side").text
    assert sessions.open_sessions(town.house, "ola") == []


def test_only_the_hash_of_a_session_is_kept(town: Town, client_for: ClientFor):
    secret = client_for("ola").secret

    assert secret not in repr(town.contents()["session"])


@pytest.mark.parametrize(
    ("rest", "status"), [(timedelta(minutes=29), 200), (timedelta(minutes=30), 401)]
)
def test_half_an_hour_without_use_ends_it(
    town: Town, client_for: ClientFor, rest: timedelta, status: int
):
    ola = client_for("ola")
    town.clock.set(MONDAY + rest)

    assert ola.get("/min-side").status_code == status


def test_after_a_shift_it_ends_however_much_it_is_used(town: Town, client_for: ClientFor):
    ola = client_for("ola")
    for quarter in range(1, 40):
        town.clock.set(MONDAY + timedelta(minutes=15 * quarter))
        assert ola.get("/min-side").status_code == 200
    town.clock.set(MONDAY + timedelta(hours=10))

    answer = ola.get("/min-side")

    assert answer.status_code == 401
    assert "så lenge den kan" in answer.text


def test_whoever_signs_out_is_out_also_with_the_cookie_they_had(client_for: ClientFor, app):
    ola = client_for("ola")

    ola.send(ola.get("/min-side"), "/logg-ut")

    with TestClient(app, base_url="https://hjemover.example") as other:
        other.cookies.set("__Host-hjemover", ola.secret)
        assert other.get("/min-side").status_code == 401


def test_a_role_that_is_taken_away_ends_the_session_at_the_next_page(
    town: Town, client_for: ClientFor
):
    both = Membership(person="ola", unit=NURSE, role=Role.COORDINATOR, from_day=EVER)
    town.change(both)
    ola = client_for("ola")
    assert ola.get("/min-side").status_code == 200

    town.house.database.run_writing(lambda tx: address_book.remove(tx, both))

    answer = ola.get("/min-side")
    assert answer.status_code == 401
    assert "Rettighetene dine er endret" in answer.text
    assert ola.get("/min-side").status_code == 401


def test_a_membership_that_ended_yesterday_gives_nothing_today(town: Town, client_for: ClientFor):
    ended = Membership(
        person="ola", unit=INTAKE, role=Role.COORDINATOR, from_day=EVER, to_day=date(2026, 3, 1)
    )
    town.change(ended)

    assert "ingen rolle" in client_for("ola").get("/").text


def test_a_role_that_is_given_is_there_at_the_next_page(town: Town, client_for: ClientFor):
    ola = client_for("ola")
    town.change(Membership(person="ola", unit=NURSE, role=Role.MANAGER, from_day=EVER))

    assert "Kreftsykepleier, Bergen: leder" in ola.get("/min-side").text


def test_own_sessions_are_listed_and_the_forgotten_one_ended(client_for: ClientFor):
    here, forgotten = client_for("ola"), client_for("ola")
    page = here.get("/min-side")
    assert page.text.count("Avslutt økten") == 2

    refs = set(_refs(page.text)) - {_own_ref(here)}
    here.post("/min-side/okt", {"okt": refs.pop()})

    assert forgotten.get("/min-side").status_code == 401
    assert here.get("/min-side").status_code == 200


def test_nobody_ends_the_session_of_somebody_else(client_for: ClientFor):
    ola, eva = client_for("ola"), client_for("eva")

    answer = eva.post("/min-side/okt", {"okt": _own_ref(ola)})

    assert answer.status_code == 404
    assert ola.get("/min-side").status_code == 200


def _refs(html: str) -> list[str]:
    import re

    return re.findall(r'name="okt" value="(\w+)"', html)


def _own_ref(client: Client) -> str:
    return accounts.hash_of(client.secret).hex()[:16]


def test_a_new_password_ends_the_other_sessions_and_not_this_one(set_up, client_for: ClientFor):
    set_up("ola")
    here, other = client_for("ola"), client_for("ola")
    new = "helt andre ord nå"

    page = here.get("/min-side")
    answer = here.send(page, "/min-side/passord", gammelt=PASSWORD, passord=new, igjen=new)

    assert "Passordet er byttet" in answer.text
    assert other.get("/min-side").status_code == 401
    assert sign_in(client_for(""), "ola", new).url.path == "/min-side"


def test_a_wrong_old_password_changes_nothing(set_up, client_for: ClientFor):
    set_up("ola")
    ola = client_for("ola")
    new = "helt andre ord nå"
    answer = ola.send(
        ola.get("/min-side"), "/min-side/passord", gammelt="ikke dette nei", passord=new, igjen=new
    )

    assert answer.status_code == 422
    assert sign_in(client_for(""), "ola").url.path == "/min-side"


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil", "javascript:x"]
)
def test_signing_in_never_leads_to_another_site(set_up, client_for: ClientFor, to: str):
    set_up("ola")

    answer = sign_in(client_for(""), "ola", to=to)

    assert answer.url.host == "hjemover.example"


# --- what is typed is not lost ------------------------------------------------------------------


def test_what_was_typed_when_the_session_ended_comes_back_after_sign_in(
    town: Town, set_up, client_for: ClientFor
):
    set_up("ola")
    ola = client_for("ola")
    page = ola.get("/min-side")
    town.clock.set(MONDAY + timedelta(hours=1))

    late = ola.send(page, "/min-side/sprak", sprak="nn", merknad="Pasienten vil helst ha besøk")
    assert late.status_code == 401
    assert "Pasienten vil" not in late.text
    back = ola.send(late, "/logg-inn", brukernavn="ola", passord=PASSWORD)
    assert "Pasienten vil helst ha besøk" in back.text
    done = ola.send(back, "/min-side/sprak")

    assert 'lang="nn"' in done.text


def test_what_one_typed_is_not_shown_to_the_next_one_at_the_machine(
    town: Town, set_up, client_for: ClientFor
):
    set_up("eva")
    ola = client_for("ola")
    page = ola.get("/min-side")
    town.clock.set(MONDAY + timedelta(hours=1))
    late = ola.send(page, "/min-side/sprak", sprak="nn", merknad="Pasienten vil helst ha besøk")

    back = ola.send(late, "/logg-inn", brukernavn="eva", passord=PASSWORD)

    assert "Pasienten vil" not in back.text
    assert "Ansatt eva" in back.text


# --- forged forms -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_from_another_site_is_not_taken(client_for: ClientFor, headers: dict[str, str]):
    ola = client_for("ola")

    answer = ola.post("/min-side/sprak", {"sprak": "nn"}, headers=headers)

    assert answer.status_code == 403
    assert "Ingenting er endret" in answer.text
    assert 'lang="nb"' in ola.get("/min-side").text


@pytest.mark.parametrize("token", ["", "gjettet", "å"])
def test_a_form_without_our_token_is_not_taken(client_for: ClientFor, token: str):
    ola = client_for("ola")

    assert ola.http.post("/min-side/sprak", data={"_token": token}).status_code == 403
    assert ola.http.post("/min-side/sprak", data={"sprak": "nn"}).status_code == 403


def test_the_token_of_one_session_is_of_no_use_in_another(client_for: ClientFor):
    from hjemover.web.visitor import form_token

    ola, eva = client_for("ola"), client_for("eva")

    answer = ola.http.post("/min-side/sprak", data={"_token": form_token(eva.secret)})

    assert answer.status_code == 403


def test_a_form_larger_than_a_page_takes_is_turned_away_in_words(client_for: ClientFor):
    ola = client_for("ola")

    answer = ola.post("/min-side/sprak", {"sprak": "x" * 2_000_000})

    assert answer.status_code == 413
    assert "256 kB" in answer.text


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "multipart/form-data"])
def test_what_is_no_form_is_turned_away_in_words(client_for: ClientFor, kind: str):
    ola = client_for("ola")

    answer = ola.http.post(
        "/min-side/sprak", content=b"\xff\xfe tull", headers={"Content-Type": kind}
    )

    assert answer.status_code in (400, 403)
    assert "<h1" in answer.text


def test_our_own_fault_is_told_by_a_number_and_without_a_trace(
    client_for: ClientFor, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    from hjemover.web.signing_in import own_page

    typed = " ".join(("Tålmodig", "Fjellrev"))  # not as one in a line that a trace may show

    def broken(*_: object) -> None:
        raise RuntimeError(typed)

    monkeypatch.setattr(own_page.sessions, "open_sessions", broken)
    with caplog.at_level(logging.ERROR):
        answer = client_for("ola").get("/min-side")

    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert typed not in answer.text + caplog.text
    assert "RuntimeError" in caplog.text
