"""What nobody sends by mistake, and what some programs paste: refused in words, or done without."""

import re
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from hjemover.settings import Settings
from hjemover.store.preferences import NoticeSetting
from hjemover.vocabulary import Role
from hjemover.web.app import create_app
from hjemover.web.signing_in.views import safe_target
from hjemover.web.visitor import form_token
from tests.application.town import Town
from tests.databases import OpenDatabase
from tests.web.conftest import ClientFor
from tests.web.crawling import routes, walk
from tests.web.people import BERGEN_PEOPLE, people
from tests.web.visiting import Client, signed_in

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ROLES = [Role.COORDINATOR, Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR]


@pytest.fixture
def postgres_town(postgres_url: str, open_database: OpenDatabase) -> Town:
    """On the database that keeps no NUL in a text, and says so by failing."""
    town = Town(open_database(postgres_url)).fill()
    town.change(*people())
    town.enrol()
    town.post()
    return town


@pytest.fixture
def postgres_app(postgres_town: Town, tmp_path: Path) -> FastAPI:
    return create_app(postgres_town.house, Settings(environment="test", home=tmp_path))


def at(town: Town, app: FastAPI, role: Role) -> Client:
    http = TestClient(app, base_url=town.house.public_url)
    secret = signed_in(town, BERGEN_PEOPLE[role])
    return Client(http, app.state.site.session_cookie, secret)


def starts(app: FastAPI) -> Iterator[str]:
    return (one.path for one in routes(app) if "{" not in one.path and "GET" in (one.methods or ()))


@pytest.mark.parametrize("role", ROLES)
def test_no_form_fails_on_signs_that_no_text_has(
    postgres_town: Town, postgres_app: FastAPI, role: Role
):
    tried = 0
    client = at(postgres_town, postgres_app, role)
    for form in walk(postgres_app, client, starts(postgres_app)).forms:
        if form.action.startswith(("/logg", "/okt", "/min-side/okt")):
            continue
        for odd, only_empty in (("x%00y", False), ("x%00y", True), ("%ED%A0%80", True)):
            fields = {
                name: odd if isinstance(value, str) and (value == "" or not only_empty) else value
                for name, value in form.fields.items()
                if name != "_token"
            }
            body = urllib.parse.urlencode(fields, doseq=True).replace("%25", "%")
            mine = at(postgres_town, postgres_app, role)
            if form.method == "post":
                signed = f"{body}&_token={form_token(mine.secret)}"
                answer = mine.http.post(form.action, content=signed.encode(), headers=FORM)
            else:
                answer = mine.get(f"{form.action}?{body}")
            assert answer.status_code < 500, f"{form.method} {form.action}"
            tried += answer.status_code not in (401, 403)
    assert tried > 3


@pytest.mark.parametrize("role", ROLES)
def test_no_address_fails_on_signs_that_no_text_has(
    postgres_town: Town, postgres_app: FastAPI, role: Role
):
    client = at(postgres_town, postgres_app, role)
    for route in routes(postgres_app):
        if "GET" in (route.methods or ()):
            url = re.sub(r"\{[^}]*\}", "%00", route.path)
            for asked in (url, f"{url}?sok=%00&side=%00&til=%00"):
                assert client.get(asked).status_code != 500, asked
    for asked in ("/forlop/%00", "/innboks?sok=%00"):
        assert client.get(asked).status_code in (403, 404), asked


def test_what_was_pasted_with_such_a_sign_is_kept_without_it(
    postgres_town: Town, postgres_app: FastAPI
):
    from hjemover.application.noticing import setting_of

    ola = at(postgres_town, postgres_app, Role.COORDINATOR)

    ola.send(ola.get("/varsler"), "/varsler/mine", adresse="ola\x00@post.example")

    kept: NoticeSetting = setting_of(postgres_town.house, "ola")
    assert kept.address == "ola@post.example"


# --- from where -----------------------------------------------------------------------------------


def test_over_https_a_host_that_agrees_with_a_foreign_origin_makes_it_none_of_ours(
    client_for: ClientFor,
):
    """The Host is what whoever sends says it is."""
    ola = client_for("ola")
    foreign = {"Origin": "https://evil.example", "Host": "evil.example"}

    answer = ola.post("/min-side/sprak", {"sprak": "nn"}, headers=foreign)

    assert answer.status_code == 403
    assert 'lang="nb"' in ola.get("/min-side").text


def test_on_a_machine_of_ones_own_any_name_of_it_will_do(town: Town, tmp_path: Path):
    town.house.public_url = "http://127.0.0.1:8080"
    app = create_app(town.house, Settings(environment="test", home=tmp_path))
    ola = Client(
        TestClient(app, base_url="http://localhost:8081"),
        app.state.site.session_cookie,
        signed_in(town, "ola"),
    )
    own = {"Origin": "http://localhost:8081"}

    assert ola.post("/min-side/sprak", {"sprak": "nn"}, headers=own).url.path == "/min-side"
    foreign = {"Origin": "http://evil.example"}
    assert ola.post("/min-side/sprak", {"sprak": "nn"}, headers=foreign).status_code == 403


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example",
        "/..//evil.example", "/.//evil.example", "/x//evil.example", "/%2f/evil.example",
        "/%5Cevil.example", "/@evil.example", "javascript:alert(1)", "/innboks\r\nX: y",
        "/innboks%0d%0aX:y", "innboks", "",
    ],
)  # fmt: skip
def test_after_sign_in_one_goes_on_to_a_page_of_ours_and_nowhere_else(to: str):
    assert safe_target(to) == "/"


@pytest.mark.parametrize(
    "to", ["/", "/min-side", "/innboks?visning=alt&sok=%C3%A5", "/forlop/p1/kart"]
)
def test_a_page_of_ours_is_gone_on_to_as_it_was_asked_for(to: str):
    assert safe_target(to) == to


@pytest.mark.parametrize(
    ("url", "name", "secure"),
    [
        ("https://hjemover.example", "__Host-hjemover", True),
        ("http://127.0.0.1:8080", "hjemover", False),
    ],
)
def test_no_script_reads_a_cookie_and_over_https_no_other_host_sets_one(
    town: Town, tmp_path: Path, url: str, name: str, secure: bool
):
    town.house.public_url = url
    app = create_app(town.house, Settings(environment="test", home=tmp_path))
    with TestClient(app, base_url=url) as browser:
        given = browser.get("/logg-inn").headers["Set-Cookie"]

    assert given.startswith(f"{name}-gate=")
    parts = {part.strip().lower() for part in given.split(";")[1:]}
    assert {"httponly", "path=/", "samesite=lax"} <= parts
    assert ("secure" in parts) is secure
    assert not any(part.startswith("domain") for part in parts)
