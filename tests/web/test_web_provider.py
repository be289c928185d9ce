"""Signing in at a provider that demands what HelseID demands: a real one, in a process."""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from pydantic import SecretStr
from starlette.testclient import TestClient

from hjemover.application import accounts
from hjemover.bootstrap import SettingsWrong
from hjemover.settings import Settings
from hjemover.web.app import create_app
from hjemover.web.provider.answers import ProviderFailed
from hjemover.web.provider.building import provider_of
from hjemover.web.provider.client import Client, Provider
from tests.application.town import Town
from tests.web.openid import CLIENT, REDIRECT, SCOPES, OpenId, running
from tests.web.visiting import form_to

PSEUDONYM = "helseid://claims/identity/pid_pseudonym"
LEVEL = "helseid://claims/identity/security_level"


@pytest.fixture(scope="module")
def openid() -> Iterator[OpenId]:
    with running() as found:
        yield found


def settings_of(openid: OpenId, home: Path, **other: object) -> Settings:
    told = {
        "environment": "test",
        "home": home,
        "public_url": "https://hjemover.example",
        "provider_issuer": openid.issuer,
        "provider_client_id": CLIENT,
        "provider_key": SecretStr(openid.private_key),
        "provider_scopes": SCOPES,
    }
    return Settings(**{**told, **other})


@pytest.fixture
def browser(town: Town, openid: OpenId, tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(town.house, settings_of(openid, tmp_path))
    with TestClient(app, base_url=town.house.public_url) as client:
        yield client


def set_out(browser: TestClient, **fields: str) -> str:
    """Press the button on the page to sign in. Gives where the provider is."""
    page = browser.get("/logg-inn")
    form = form_to(page.text, "/logg-inn/leverandor") | fields
    answer = browser.post("/logg-inn/leverandor", data=form)
    assert answer.status_code == 200, answer.text
    url = answer.text.partition("url=")[2].partition('"')[0]
    return url.replace("&amp;", "&")


def sign_in(browser: TestClient, openid: OpenId, person: str, **fields: str):
    back = openid.sign_in(set_out(browser, **fields), person)
    return browser.get(back.raw_path.decode())


def tie(town: Town, browser: TestClient, openid: OpenId, login: str, person: str):
    link = accounts.invite(town.house, login)
    return sign_in(browser, openid, person, lenke=link)


def test_a_link_ties_a_person_once_and_from_then_on_they_sign_in_there(
    town: Town, browser: TestClient, openid: OpenId
):
    first = tie(town, browser, openid, "ola", "ola-4")
    assert "Ansatt ola" in first.text
    browser.cookies.clear()

    again = sign_in(browser, openid, "ola-4", til="/min-side")

    assert again.url.path == "/min-side"
    assert "Ansatt ola" in again.text


def test_somebody_at_the_provider_who_is_nobody_here_is_not_let_in(
    browser: TestClient, openid: OpenId
):
    answer = sign_in(browser, openid, "fremmed-4")

    assert answer.status_code == 403
    assert "ikke koblet til noen bruker" in answer.text
    assert browser.get("/min-side").status_code == 401


def test_a_sign_in_that_is_not_sure_enough_is_turned_away(
    town: Town, browser: TestClient, openid: OpenId
):
    tie(town, browser, openid, "ola", "ola-4")
    browser.cookies.clear()

    answer = tie(town, browser, openid, "eva", "eva-3")

    assert "ikke sikker nok" in answer.text
    assert browser.get("/min-side").status_code == 401


def test_the_level_is_asked_for_at_every_page_not_only_at_the_door(
    town: Town, browser: TestClient, openid: OpenId, tmp_path: Path
):
    tie(town, browser, openid, "ola", "ola-4")
    stricter = create_app(town.house, settings_of(openid, tmp_path, provider_level=5))
    with TestClient(stricter, base_url=town.house.public_url) as later:
        later.cookies.update(browser.cookies)
        answer = later.get("/min-side")

    assert answer.status_code == 401
    assert "ikke sikker nok" in answer.text


def test_one_at_the_provider_is_one_person_here(town: Town, browser: TestClient, openid: OpenId):
    tie(town, browser, openid, "ola", "ola-4")
    browser.cookies.clear()

    answer = tie(town, browser, openid, "eva", "ola-4")

    assert answer.status_code == 403
    assert "koblet til en annen bruker" in answer.text


def test_the_way_back_can_be_walked_once(town: Town, browser: TestClient, openid: OpenId):
    back = openid.sign_in(set_out(browser), "ola-4").raw_path.decode()
    browser.get(back)

    answer = browser.get(back)

    assert answer.status_code == 403
    assert "er brukt" in answer.text


def test_the_way_back_is_of_no_use_in_another_browser(
    town: Town, browser: TestClient, openid: OpenId, tmp_path: Path
):
    """Else somebody could have another sign in as them without knowing."""
    tie(town, browser, openid, "ola", "ola-4")
    browser.cookies.clear()
    back = openid.sign_in(set_out(browser), "ola-4").raw_path.decode()
    app = create_app(town.house, settings_of(openid, tmp_path))

    with TestClient(app, base_url=town.house.public_url) as another:
        answer = another.get(back)

    assert answer.status_code == 403
    assert "Ansatt ola" not in answer.text


@pytest.mark.parametrize(
    "change",
    [
        lambda url: url.copy_set_param("iss", "https://another.example"),
        lambda url: url.copy_remove_param("iss"),
        lambda url: url.copy_set_param("code", "gjettet"),
        lambda url: url.copy_remove_param("code"),
    ],
    ids=["other-issuer", "no-issuer", "other-code", "no-code"],
)
def test_an_answer_that_is_not_as_it_must_be_lets_nobody_in(
    town: Town,
    browser: TestClient,
    openid: OpenId,
    change: Callable[[httpx.URL], httpx.URL],
    caplog: pytest.LogCaptureFixture,
):
    tie(town, browser, openid, "ola", "ola-4")
    browser.cookies.clear()
    back = change(openid.sign_in(set_out(browser), "ola-4"))
    with caplog.at_level(logging.WARNING):
        answer = browser.get(back.raw_path.decode())

    assert answer.status_code == 502
    assert "svarte ikke som den skal" in answer.text
    assert browser.get("/min-side").status_code == 401
    assert "p-ola" not in caplog.text


def test_no_token_and_no_pseudonym_reaches_the_browser_or_stands_readable_in_the_store(
    town: Town, browser: TestClient, openid: OpenId
):
    answer = tie(town, browser, openid, "ola", "ola-4")

    everything = answer.text + repr(dict(browser.cookies)) + repr(answer.headers)
    assert "eyJ" not in everything
    assert "p-ola-4" not in everything
    kept = town.contents()
    assert "eyJ" not in repr({name: rows for name, rows in kept.items() if name != "definition"})
    assert kept["pending_sign_in"] == []


def test_what_was_typed_comes_along_through_the_provider(
    town: Town, browser: TestClient, openid: OpenId
):
    from datetime import timedelta

    from tests.application.town import MONDAY

    tie(town, browser, openid, "ola", "ola-4")
    page = browser.get("/min-side")
    town.clock.set(MONDAY + timedelta(hours=1))
    form = form_to(page.text, "/min-side/sprak") | {"merknad": "Pasienten vil ha besøk"}
    late = browser.post("/min-side/sprak", data=form)
    kept = form_to(late.text, "/logg-inn/leverandor")["husk"]

    back = sign_in(browser, openid, "ola-4", husk=kept)

    assert "Pasienten vil ha besøk" in back.text


def test_whoever_signs_out_is_shown_the_way_to_sign_out_there_too(
    town: Town, browser: TestClient, openid: OpenId
):
    tie(town, browser, openid, "ola", "ola-4")

    answer = browser.post("/logg-ut", data=form_to(browser.get("/min-side").text, "/logg-ut"))

    assert f"{openid.issuer}/session/end" in answer.text
    assert browser.get("/min-side").status_code == 401


def test_where_passwords_are_switched_off_there_is_only_the_provider(
    town: Town, openid: OpenId, tmp_path: Path
):
    app = create_app(town.house, settings_of(openid, tmp_path, password_sign_in=False))
    with TestClient(app, base_url=town.house.public_url) as browser:
        page = browser.get("/logg-inn")
        assert 'name="passord"' not in page.text
        form = form_to(page.text, "/logg-inn/leverandor")
        answer = browser.post("/logg-inn", data=form | {"brukernavn": "ola", "passord": "x"})

    assert answer.status_code == 404


# --- what the provider itself would not have ----------------------------------------------------


def client(openid: OpenId, **other: object) -> Client:
    told = {
        "issuer": openid.issuer,
        "client_id": CLIENT,
        "key": openid.key,
        "scopes": SCOPES,
        "redirect_uri": REDIRECT,
        "subject_claim": PSEUDONYM,
        "level_claim": LEVEL,
        "hpr_claim": "helseid://claims/hpr/hpr_number",
    }
    return Client(Provider(**{**told, **other}))


def test_the_provider_takes_us_and_tells_who_it_is(openid: OpenId):
    ours = client(openid)
    url, started = ours.start()

    who = ours.finish(started, dict(openid.sign_in(url, "kari-4").params))

    assert (who.subject, who.level) == (f"{openid.issuer}|p-kari-4", 4)


def test_the_provider_turns_away_whoever_has_another_key(openid: OpenId):
    stolen = RSAKey.generate_key(2048, parameters={"alg": "PS256"}, auto_kid=True)
    with pytest.raises(ProviderFailed, match="401"):
        client(openid, key=stolen).start()


def test_an_assertion_of_an_hour_ago_is_not_taken(openid: OpenId):
    import time

    ours = client(openid)
    late = Client(ours.provider, now=lambda: time.time() - 3600)
    with pytest.raises(ProviderFailed):
        late.start()


def test_a_code_without_the_verifier_is_of_no_use(openid: OpenId):
    from msgspec.structs import replace

    ours = client(openid)
    url, started = ours.start()
    back = openid.sign_in(url, "kari-4")
    with pytest.raises(ProviderFailed, match="invalid_grant"):
        ours.finish(replace(started, verifier="x" * 64), dict(back.params))


def test_a_code_is_bound_to_the_key_that_asked_for_it(openid: OpenId):
    from joserfc.jwk import ECKey
    from msgspec.structs import replace

    ours = client(openid)
    url, started = ours.start()
    back = openid.sign_in(url, "kari-4")
    other = dict(ECKey.generate_key("P-256").as_dict(private=True))
    with pytest.raises(ProviderFailed, match="400"):
        ours.finish(replace(started, proof_key=other), dict(back.params))


def test_a_token_that_answers_another_request_is_not_taken(openid: OpenId):
    from msgspec.structs import replace

    ours = client(openid)
    url, started = ours.start()
    back = openid.sign_in(url, "kari-4")
    with pytest.raises(ProviderFailed, match="does not hold"):
        ours.finish(replace(started, nonce="another"), dict(back.params))


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://another.example"},
        {"aud": "somebody-else"},
        {"exp": 1_000_000_000},
        {"nonce": "another"},
        {"azp": "somebody-else"},
        {"sub": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_token_for_others_or_of_yesterday_is_not_taken(change: dict[str, object]):
    """What a provider that is taken over might send."""
    import time

    theirs = RSAKey.generate_key(2048, parameters={"alg": "PS256"}, auto_kid=True)
    issuer, now = "https://provider.example", int(time.time())
    claims = {
        "iss": issuer, "aud": CLIENT, "sub": "x", "iat": now, "exp": now + 60, "nonce": "n",
        PSEUDONYM: "p-x", LEVEL: "4",
    }  # fmt: skip
    sent = {name: value for name, value in {**claims, **change}.items() if value is not None}
    good = _finish(issuer, theirs, claims)
    assert good.level == 4

    with pytest.raises(ProviderFailed):
        _finish(issuer, theirs, sent)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_that_anybody_could_have_signed_is_not_taken(algorithm: str):
    import time

    from joserfc.jwk import OctKey

    theirs = RSAKey.generate_key(2048, parameters={"alg": "PS256"}, auto_kid=True)
    issuer, now = "https://provider.example", int(time.time())
    claims = {
        "iss": issuer, "aud": CLIENT, "sub": "x", "iat": now, "exp": now + 60, "nonce": "n",
        PSEUDONYM: "p-x", LEVEL: "4",
    }  # fmt: skip
    if algorithm == "none":
        token = _plain(claims)
    else:
        public = OctKey.import_key(json.dumps(theirs.as_dict(private=False)))
        token = jwt.encode({"alg": "HS256", "kid": theirs.kid}, claims, public, ["HS256"])

    with pytest.raises(ProviderFailed, match="does not hold"):
        _finish(issuer, theirs, claims, token=token)


def _plain(claims: dict[str, object]) -> str:
    from base64 import urlsafe_b64encode

    parts = (json.dumps(one).encode() for one in ({"alg": "none"}, claims))
    return ".".join(urlsafe_b64encode(one).rstrip(b"=").decode() for one in parts) + "."


def _finish(issuer: str, theirs: RSAKey, claims: dict[str, object], *, token: str = ""):
    """The client against a provider that answers as it is told to."""
    from hjemover.web.provider.client import Started

    signed = token or jwt.encode(
        {"alg": "PS256", "kid": theirs.kid}, claims, theirs, algorithms=["PS256"]
    )

    def answer(request: httpx.Request) -> httpx.Response:
        match request.url.path:
            case "/.well-known/openid-configuration":
                return httpx.Response(200, json={
                    "issuer": issuer, "token_endpoint": f"{issuer}/token",
                    "jwks_uri": f"{issuer}/jwks",
                })  # fmt: skip
            case "/jwks":
                return httpx.Response(200, json={"keys": [theirs.as_dict(private=False)]})
        return httpx.Response(200, json={"token_type": "DPoP", "id_token": signed})

    ours = Client(
        Provider(
            issuer=issuer, client_id=CLIENT, key=theirs, scopes=SCOPES, redirect_uri=REDIRECT,
            subject_claim=PSEUDONYM, level_claim=LEVEL, hpr_claim="hpr",
        ),
        http=httpx.Client(transport=httpx.MockTransport(answer)),
    )  # fmt: skip
    from joserfc.jwk import ECKey

    key = dict(ECKey.generate_key("P-256").as_dict(private=True))
    started = Started(state="s", nonce="n", verifier="v" * 43, proof_key=key)
    return ours.finish(started, {"iss": issuer, "state": "s", "code": "c"})


@pytest.mark.parametrize(
    "wrong", [{"provider_client_id": None}, {"provider_key": SecretStr("nøkkel")}]
)
def test_settings_that_are_half_there_are_refused_at_the_start(
    wrong: dict[str, object], tmp_path: Path
):
    key = RSAKey.generate_key(2048, auto_kid=True)
    told: dict[str, object] = {
        "home": tmp_path,
        "provider_issuer": "https://provider.example",
        "provider_client_id": CLIENT,
        "provider_key": SecretStr(json.dumps(key.as_dict(private=True))),
    }
    assert provider_of(Settings(**told)) is not None

    with pytest.raises(SettingsWrong) as refused:
        provider_of(Settings(**{**told, **wrong}))

    assert "nøkkel" not in str(refused.value)
