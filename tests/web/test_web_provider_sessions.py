"""Shown anew at the provider, and signed out there: what comes of it here. With a real provider."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.testclient import TestClient

from hjemover.application import accounts
from hjemover.birth_number import make_synthetic
from hjemover.store.tables import session
from hjemover.web.app import create_app
from hjemover.web.provider.answers import ProviderFailed
from tests.application.town import MONDAY, PATIENT, Town
from tests.web.openid import CLIENT, OpenId, running
from tests.web.test_web_provider import client, set_out, settings_of
from tests.web.visiting import form_to

NUMBER = make_synthetic(date(1950, 3, 1), 0)
WHY = "Bevisstløs i legevakten, må se avtalen"
EVENT = "http://schemas.openid.net/event/backchannel-logout"
TOLD_AT = "/logg-ut/leverandor"


@pytest.fixture(scope="module")
def openid() -> Iterator[OpenId]:
    with running() as found:
        yield found


@pytest.fixture
def app(town: Town, openid: OpenId, tmp_path: Path) -> FastAPI:
    return create_app(town.house, settings_of(openid, tmp_path))


@pytest.fixture
def browser(town: Town, app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url=town.house.public_url) as client:
        yield client


@pytest.fixture
def there(openid: OpenId) -> Iterator[httpx.Client]:
    """The same person's browser, with what it keeps for the provider."""
    with openid.browser() as found:
        yield found


def sign_in(
    browser: TestClient, openid: OpenId, person: str, there: httpx.Client, **fields: str
) -> Any:
    back = openid.sign_in(set_out(browser, **fields), person, there)
    return browser.get(back.raw_path.decode())


def tie(town: Town, browser: TestClient, openid: OpenId, login: str, there: httpx.Client) -> Any:
    link = accounts.invite(town.house, login)
    return sign_in(browser, openid, f"{login}-4", there, lenke=link)


# --- shown anew -----------------------------------------------------------------------------------


def ask(browser: TestClient) -> Any:
    page = browser.get("/nodrett")
    form = form_to(page.text, "/nodrett") | {"fodselsnummer": NUMBER, "grunn": WHY}
    return browser.post("/nodrett", data=form)


def go_there(page: Any, browser: TestClient) -> str:
    """Press the button of the page that asks to sign in anew; gives where the provider is."""
    form = form_to(page.text, "/logg-inn/leverandor")
    answer = browser.post("/logg-inn/leverandor", data=form)
    return answer.text.partition("url=")[2].partition('"')[0].replace("&amp;", "&")


@pytest.fixture
def late(town: Town, browser: TestClient, openid: OpenId, there: httpx.Client) -> TestClient:
    """Eva, who signed in at the provider half a quarter of an hour ago."""
    town.enrol(parties={"hospital": "hus-kreft"})
    tie(town, browser, openid, "eva", there)
    town.clock.set(MONDAY + timedelta(minutes=11))
    return browser


def test_whoever_has_just_signed_in_at_the_provider_is_not_sent_there_again(
    town: Town, browser: TestClient, openid: OpenId, there: httpx.Client
):
    town.enrol(parties={"hospital": "hus-kreft"})
    tie(town, browser, openid, "eva", there)

    assert f"{PATIENT} 0" in ask(browser).text


def test_later_one_signs_in_anew_and_comes_back_to_what_was_typed(
    town: Town, late: TestClient, openid: OpenId, there: httpx.Client
):
    page = ask(late)
    assert "Logg inn på nytt" in page.text
    assert town.contents()["emergency_access"] == []

    back = openid.sign_in(go_there(page, late), "eva-4", there)
    kept = late.get(back.raw_path.decode())
    assert WHY in kept.text
    assert "ikke sendt ennå" in kept.text
    taken = late.post("/nodrett", data=form_to(kept.text, "/nodrett"))

    assert f"{PATIENT} 0" in taken.text
    assert len(town.contents()["emergency_access"]) == 1
    # One session, not two: the one from before is over.
    open_now = [
        row for row in town.contents()["session"] if row[session.c.keys().index("ended_at")] is None
    ]
    assert len(open_now) == 1


def test_another_person_at_the_provider_takes_no_emergency_access_in_ones_name(
    town: Town, late: TestClient, openid: OpenId, there: httpx.Client
):
    with (
        openid.browser() as another,
        TestClient(late.app, base_url="https://hjemover.example") as at,
    ):
        tie(town, at, openid, "ola", another)
    url = go_there(ask(late), late)

    with openid.browser() as fresh:
        answer = late.get(openid.sign_in(url, "ola-4", fresh).raw_path.decode())

    assert "som en annen enn den du er her" in answer.text
    assert "Ansatt eva" in late.get("/min-side").text
    assert town.contents()["emergency_access"] == []


def test_a_provider_that_did_not_ask_anew_proves_nothing(openid: OpenId):
    """Its word of when they signed in is held against when we sent them there."""
    ours = client(openid)
    url, started = ours.start(anew=True)
    with openid.browser() as there:
        back = dict(openid.sign_in(url, "kari-4", there).params)
    later = type(started)(**{**_fields(started), "asked": int(time.time()) + 60})

    with pytest.raises(ProviderFailed, match="did not sign in anew"):
        ours.finish(later, back)


def test_the_provider_tells_when_they_signed_in(openid: OpenId):
    ours = client(openid)
    url, started = ours.start(anew=True)
    with openid.browser() as there:
        who = ours.finish(started, dict(openid.sign_in(url, "kari-4", there).params))

    assert who.ago is not None
    assert who.ago < 60


def _fields(struct: Any) -> dict[str, Any]:
    return {name: getattr(struct, name) for name in struct.__struct_fields__}


# --- signed out there -----------------------------------------------------------------------------


@contextmanager
def served(app: FastAPI, port: int) -> Iterator[None]:
    """The web on a real port, for the provider to call."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    running = threading.Thread(target=server.run)
    running.start()
    try:
        while not server.started:
            assert running.is_alive()
            time.sleep(0.02)
        yield
    finally:
        server.should_exit = True
        running.join(20)


def test_signing_out_at_the_provider_ends_the_session_here_at_once(
    town: Town, app: FastAPI, browser: TestClient, openid: OpenId, there: httpx.Client
):
    tie(town, browser, openid, "ola", there)
    with TestClient(app, base_url=town.house.public_url) as eva, openid.browser() as evas:
        tie(town, eva, openid, "eva", evas)

        with served(app, openid.told_at):
            openid.sign_out(there)

        assert browser.get("/min-side").status_code == 401
        assert eva.get("/min-side").status_code == 200


def test_only_the_session_of_that_browser_ends_when_one_has_two(
    town: Town, app: FastAPI, browser: TestClient, openid: OpenId, there: httpx.Client
):
    tie(town, browser, openid, "ola", there)
    with TestClient(app, base_url=town.house.public_url) as home, openid.browser() as another:
        sign_in(home, openid, "ola-4", another)

        with served(app, openid.told_at):
            openid.sign_out(there)

        assert browser.get("/min-side").status_code == 401
        assert home.get("/min-side").status_code == 200


def test_signing_out_here_leads_there_and_the_word_that_comes_back_finds_nothing(
    town: Town, app: FastAPI, browser: TestClient, openid: OpenId, there: httpx.Client
):
    tie(town, browser, openid, "ola", there)
    left = browser.post("/logg-ut", data=form_to(browser.get("/min-side").text, "/logg-ut"))
    url = left.text.partition(f'href="{openid.issuer}/session/end')[2].partition('"')[0]
    with served(app, openid.told_at):
        answer = openid.sign_out(there, f"/session/end{url.replace('&amp;', '&')}")

    assert answer.headers["location"].startswith("https://hjemover.example/logg-inn")


def word(openid: OpenId, **other: Any) -> str:
    """The provider's word that ola-4 has signed out everywhere, changed as told."""
    now = int(time.time())
    claims: dict[str, Any] = {
        "iss": openid.issuer, "aud": CLIENT, "iat": now, "exp": now + 120, "jti": f"j-{now}",
        "sub": "ola-4", "events": {EVENT: {}},
    }  # fmt: skip
    key = other.pop("key", openid.theirs)
    header = {"alg": "PS256", "typ": "logout+jwt", "kid": openid.theirs.kid}
    header |= other.pop("header", {})
    claims = {name: value for name, value in (claims | other).items() if value is not None}
    return jwt.encode(header, claims, key, algorithms=["PS256", "HS256"])


def tell(browser: TestClient, token: str) -> Any:
    return browser.post(TOLD_AT, data={"logout_token": token})


def test_a_word_without_a_session_ends_everything_of_that_person(
    town: Town, app: FastAPI, browser: TestClient, openid: OpenId, there: httpx.Client
):
    tie(town, browser, openid, "ola", there)
    with TestClient(app, base_url=town.house.public_url) as home, openid.browser() as another:
        sign_in(home, openid, "ola-4", another)

        answer = tell(TestClient(app, base_url="https://hjemover.example"), word(openid))

        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["Cache-Control"] == "no-store"
        assert browser.get("/min-side").status_code == 401
        assert home.get("/min-side").status_code == 401


def test_a_word_of_somebody_who_has_nothing_open_is_taken_all_the_same(
    app: FastAPI, openid: OpenId
):
    stranger = TestClient(app, base_url="https://hjemover.example")

    assert tell(stranger, word(openid, jti="ingen", sub="fremmed-4")).status_code == 200


def test_the_same_word_is_taken_once(
    town: Town, app: FastAPI, browser: TestClient, openid: OpenId, there: httpx.Client
):
    """Else whoever saw it could keep somebody out for as long as it is good."""
    tie(town, browser, openid, "ola", there)
    provider = TestClient(app, base_url="https://hjemover.example")
    token = word(openid)
    assert tell(provider, token).status_code == 200
    with openid.browser() as another:
        sign_in(browser, openid, "ola-4", another)

    again = tell(provider, token)

    assert again.status_code == 400
    assert browser.get("/min-side").status_code == 200


FORGED: dict[str, Callable[[OpenId], str]] = {
    "another's key": lambda openid: word(
        openid, key=RSAKey.generate_key(2048, {"alg": "PS256", "kid": openid.theirs.kid})
    ),
    "a secret that everybody knows": lambda openid: word(
        openid, key=OctKey.import_key(CLIENT * 8), header={"alg": "HS256"}
    ),
    "unsigned": lambda openid: "eyJhbGciOiJub25lIn0." + word(openid).split(".")[1] + ".",
    "another issuer": lambda openid: word(openid, iss="https://evil.example"),
    "no issuer": lambda openid: word(openid, iss=None),
    "for another client": lambda openid: word(openid, aud="another"),
    "for nobody": lambda openid: word(openid, aud=None),
    "too old": lambda openid: word(openid, exp=int(time.time()) - 60),
    "no end": lambda openid: word(openid, exp=None),
    "good for years": lambda openid: word(openid, exp=int(time.time()) + 10**9),
    "from the future": lambda openid: word(openid, iat=int(time.time()) + 3600),
    "no time": lambda openid: word(openid, iat=None),
    "no event": lambda openid: word(openid, events=None),
    "another event": lambda openid: word(openid, events={"http://evil.example": {}}),
    "an event that is no object": lambda openid: word(openid, events={EVENT: "ja"}),
    "events that are no object": lambda openid: word(openid, events=[EVENT]),
    "a nonce": lambda openid: word(openid, nonce="n"),
    "an empty nonce": lambda openid: word(openid, nonce=""),
    "no name": lambda openid: word(openid, jti=None),
    "neither session nor person": lambda openid: word(openid, sub=None),
    "an access token": lambda openid: word(openid, header={"typ": "at+jwt"}),
    "no token": lambda openid: "tull",
    "nothing": lambda openid: "",
}


@pytest.mark.parametrize("how", FORGED)
def test_a_word_that_is_not_as_it_must_be_ends_nothing(
    town: Town,
    app: FastAPI,
    browser: TestClient,
    openid: OpenId,
    there: httpx.Client,
    how: str,
    caplog: pytest.LogCaptureFixture,
):
    tie(town, browser, openid, "ola", there)

    answer = tell(TestClient(app, base_url="https://hjemover.example"), FORGED[how](openid))

    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_request"
    assert answer.headers["Cache-Control"] == "no-store"
    assert browser.get("/min-side").status_code == 200
    assert "ola-4" not in answer.text + caplog.text


@pytest.mark.parametrize(
    "sent",
    [
        {
            "content": b"x" * 200_000,
            "headers": {"Content-Type": "application/x-www-form-urlencoded"},
        },
        {"content": b"\xff", "headers": {"Content-Type": "multipart/form-data"}},
        {"json": {"logout_token": "x"}},
        {"data": {"logout_token": ["a", "b"]}},
        {},
    ],
    ids=["huge", "no-form", "json", "twice", "empty"],
)
def test_what_is_no_form_with_a_token_is_refused(app: FastAPI, sent: dict[str, Any]):
    answer = TestClient(app, base_url="https://hjemover.example").post(TOLD_AT, **sent)

    assert answer.status_code == 400
    assert answer.headers["Cache-Control"] == "no-store"


def test_where_no_provider_is_set_up_nobodys_word_is_taken(town: Town, tmp_path: Path):
    from hjemover.settings import Settings

    app = create_app(town.house, Settings(environment="test", home=tmp_path))
    answer = TestClient(app, base_url="https://hjemover.example").post(
        TOLD_AT, data={"logout_token": "x"}
    )

    assert answer.status_code == 400


def test_what_the_provider_calls_session_and_person_stands_nowhere_in_clear(
    town: Town, browser: TestClient, openid: OpenId, there: httpx.Client
):
    tie(town, browser, openid, "ola", there)
    (row,) = town.contents()["session"]
    values = dict(zip(session.c.keys(), row, strict=True))

    assert values["provider_session"]
    assert values["provider_subject"]
    assert "ola-4" not in repr(row)
