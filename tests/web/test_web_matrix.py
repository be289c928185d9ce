"""Every route, every role, both tenants. Made from the routes themselves: a new one is in it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI

from hjemover.application import accounts
from hjemover.application.opaque import obligation_key
from hjemover.engine import commands as c
from hjemover.store import access_log
from hjemover.vocabulary import Role
from hjemover.web.headers import HEADERS
from hjemover.web.pages import Access
from hjemover.web.seeing.presenter import ACTIONS, THINGS
from tests.application.town import HOSPITAL, INTAKE, PATIENT, Town
from tests.web.conftest import ClientFor
from tests.web.crawling import Walk, route_of, routes, walk
from tests.web.people import ASKOY_PEOPLE, BERGEN_PEOPLE

OWN = {"session", "access_chain", "access_log", "sign_in_pause", "address_book_version"}
"""Tables that anybody's page may write a line in."""

WORD = "<script>alert(1)</script>"


def access_of(route: Any) -> Access:
    found: Access = route.endpoint.access
    return found


def methods_of(route: Any) -> list[str]:
    return sorted(set(route.methods or ()) - {"HEAD"})


@pytest.fixture
def ref(town: Town) -> str:
    """A patient of Bergen's, with work on the list, and another whose handoff is accepted."""
    other = town.enrol(1)
    offered = town.open(other, "send")
    town.order(other, c.AcceptHandoff(obligation=offered.id, person="ola"), INTAKE)
    return town.enrol(0)


@pytest.fixture
def fill(town: Town, ref: str) -> Callable[[str], str]:
    """An address with Bergen's own patient in it; what is not known gets a word of no meaning."""
    known = {"ref": ref, "key": obligation_key(town.open(ref, "send").id)}

    def put(path: str) -> str:
        return re.sub(r"\{(\w+)(?::\w+)?\}", lambda one: known.get(one[1], "tull"), path)

    return put


def test_every_route_says_whom_it_is_for(app: FastAPI):
    assert [one.path for one in routes(app) if not hasattr(one.endpoint, "access")] == []
    assert len(routes(app)) > 25


def test_a_stranger_is_asked_to_sign_in_on_every_page_that_is_not_open(
    app: FastAPI, client_for: ClientFor, fill: Callable[[str], str]
):
    stranger = client_for("")
    for route in routes(app):
        for method in methods_of(route):
            if access_of(route).open:
                continue
            url = fill(route.path)
            answer = stranger.get(url) if method == "GET" else stranger.post(url)
            # Without a session a form has no token that would do.
            assert answer.status_code == (401 if method == "GET" else 403), route.path
            assert PATIENT not in answer.text


@pytest.mark.parametrize("role", Role)
def test_each_role_gets_the_pages_that_are_for_it_and_no_other(
    app: FastAPI, client_for: ClientFor, fill: Callable[[str], str], role: Role
):
    person = client_for(BERGEN_PEOPLE[role])
    tried = 0
    for route in routes(app):
        access = access_of(route)
        for method in methods_of(route):
            if access.open or route.path == "/logg-ut":
                continue
            url = fill(route.path)
            answer = person.get(url) if method == "GET" else person.post(url)
            allowed = not access.roles or role in access.roles
            assert answer.status_code != 401, url
            assert answer.status_code < 500, url
            if not allowed:
                assert answer.status_code == 403, f"{method} {route.path} as {role}"
                assert PATIENT not in answer.text
            elif method == "GET" and "{" not in route.path:
                # 404, 422: a page that asks for more than its bare address.
                assert answer.status_code in (200, 404, 422), f"{method} {route.path} as {role}"
            assert {name: answer.headers[name] for name in HEADERS} == HEADERS
            tried += 1
    assert tried > 20


@pytest.mark.parametrize("role", Role)
def test_the_other_tenant_sees_nothing_of_a_patient_that_is_not_theirs(
    app: FastAPI,
    client_for: ClientFor,
    town: Town,
    ref: str,
    fill: Callable[[str], str],
    role: Role,
):
    other = client_for(ASKOY_PEOPLE[role])
    before = town.contents()
    for route in routes(app):
        if access_of(route).open or route.path == "/logg-ut":
            continue
        for method in methods_of(route):
            url = fill(route.path)
            answer = other.get(url) if method == "GET" else other.post(url)
            assert PATIENT not in answer.text, f"{method} {route.path} as {role}"
            if "{ref}" in route.path:
                assert answer.status_code in (403, 404), f"{method} {route.path} as {role}"
    assert ours_changed(before, town.contents(), ref) == []


@pytest.mark.parametrize("role", Role)
def test_whose_offer_was_taken_back_sees_the_patient_on_the_page_of_that_offer_alone(
    app: FastAPI, client_for: ClientFor, town: Town, role: Role
):
    ref = town.enrol(0)
    offer = town.open(ref, "send").id
    back = c.WithdrawHandoff(obligation=offer, reason="Innlagt igjen")
    town.order(ref, back, HOSPITAL)
    known = {"ref": ref, "key": obligation_key(offer)}
    former = client_for(BERGEN_PEOPLE[role])
    for route in routes(app):
        its_page = route.path.startswith("/oppgave/{ref}/{key}")
        if access_of(route).open or route.path == "/logg-ut" or its_page:
            continue
        filled = re.sub(r"\{(\w+)(?::\w+)?\}", lambda one: known.get(one[1], "tull"), route.path)
        for method in methods_of(route):
            answer = former.get(filled) if method == "GET" else former.post(filled)
            assert PATIENT not in answer.text, f"{method} {route.path} as {role}"
    seen = walked(app, client_for, role)
    assert [url for url, one in seen.pages.items() if PATIENT in one.text] == []


def ours_changed(before: dict[str, Any], after: dict[str, Any], ref: str) -> list[str]:
    """Rows that are gone or new, and have to do with Bergen or its patient."""
    theirs = {*re.findall(r"\b[\w-]*(?:bergen|4601)[\w-]*\b", repr(before["unit"])), ref}
    return [
        f"{name}: {row!r}"
        for name, rows in changed(before, after).items()
        for row in rows
        if any(re.search(rf"['\"]{re.escape(one)}['\"]", repr(row)) for one in theirs)
    ]


def changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """The rows that are gone, and those that are new, by table."""
    return {
        name: rows
        for name in before
        if name not in OWN
        and (rows := [one for one in before[name] + after[name] if
                      (one in before[name]) != (one in after[name])])
    }  # fmt: skip


# --- walked by links and forms --------------------------------------------------------------------


def starts(app: FastAPI) -> Iterator[str]:
    return (one.path for one in routes(app) if "{" not in one.path and "GET" in (one.methods or ()))


def walked(app: FastAPI, client_for: ClientFor, role: Role) -> Walk:
    return walk(app, client_for(BERGEN_PEOPLE[role]), starts(app))


@pytest.mark.parametrize("role", Role)
def test_no_page_that_a_link_leads_to_fails(
    app: FastAPI, client_for: ClientFor, town: Town, ref: str, role: Role
):
    seen = walked(app, client_for, role)

    bare = set(starts(app))
    wrong = {
        url: one.status_code
        for url, one in seen.pages.items()
        if one.status_code >= (500 if url in bare else 300)
    }
    assert wrong == {}
    # What was looked at on the way has words that a patient who asks would understand.
    with town.house.database.reading() as tx:
        looks = access_log.latest(tx, ["hus", "4601", "4627", "-"], 500)
    assert {one.object for one in looks} <= set(THINGS)
    assert {one.action for one in looks} <= set(ACTIONS)
    if role is Role.COORDINATOR:
        assert any(PATIENT in one.text for one in seen.pages.values())


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER, Role.ADMINISTRATOR])
def test_the_addresses_that_one_tenant_sees_show_the_other_nothing(
    app: FastAPI, client_for: ClientFor, ref: str, role: Role
):
    seen = walked(app, client_for, role)
    other = client_for(ASKOY_PEOPLE[role])
    for url in seen.pages:
        answer = other.get(url)
        assert PATIENT not in answer.text, url
        assert answer.status_code < 500, url


@pytest.mark.parametrize("role", Role)
def test_the_forms_of_one_tenant_do_nothing_in_the_hands_of_the_other(
    app: FastAPI, client_for: ClientFor, town: Town, ref: str, role: Role
):
    """The other tenant posts what stands in our forms, with a token of their own."""
    seen = walked(app, client_for, role)
    before = town.contents()
    for form in seen.forms:
        if form.method != "post" or form.action == "/logg-ut":
            continue
        other = client_for(ASKOY_PEOPLE[role])
        fields = {name: value for name, value in form.fields.items() if name != "_token"}
        answer = other.post(form.action, fields)
        assert answer.status_code < 500, form.action
        assert PATIENT not in answer.text, form.action

    assert ours_changed(before, town.contents(), ref) == []


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER, Role.ADMINISTRATOR])
def test_a_script_in_every_text_field_stays_text(
    app: FastAPI, client_for: ClientFor, ref: str, role: Role
):
    seen = walked(app, client_for, role)
    tried = 0
    for form in seen.forms:
        if form.action.startswith(("/logg", "/okt", "/min-side/okt")):
            continue
        client = client_for(BERGEN_PEOPLE[role])
        fields = {
            name: WORD if isinstance(value, str) else value
            for name, value in form.fields.items()
            if name != "_token"  # that of the session that walked; each sends its own
        }
        for some in (fields, _only_empty(form.fields)):
            method = client.post if form.method == "post" else client.get
            answer = (
                method(form.action, some) if form.method == "post"
                else client.get(form.action, params=some)
            )  # fmt: skip
            assert WORD not in answer.text, form.action
            assert answer.status_code < 500, form.action
            tried += answer.status_code != 403
    again = walked(app, client_for, role)

    assert tried > 3
    # A file of text is no page: nothing in it is run.
    shown = {
        url: one for url, one in again.pages.items() if "csv" not in one.headers["content-type"]
    }
    assert [url for url, one in shown.items() if WORD in one.text] == []


def _only_empty(fields: dict[str, Any]) -> dict[str, Any]:
    """Only what a person would type in, so that what is hidden still leads somewhere."""
    return {
        name: WORD if value == "" else value for name, value in fields.items() if name != "_token"
    }


@pytest.mark.parametrize("role", Role)
def test_every_form_of_ours_is_turned_away_without_its_token(
    app: FastAPI, client_for: ClientFor, town: Town, ref: str, role: Role
):
    seen = walked(app, client_for, role)
    before = town.contents()
    client = client_for(BERGEN_PEOPLE[role])
    for form in seen.forms:
        if form.method != "post":
            continue
        route = route_of(app, form.action, "POST")
        assert route is not None, f"{form.page} has a form to {form.action}, which is no route"
        fields = {name: value for name, value in form.fields.items() if name != "_token"}
        assert client.http.post(form.action, data=fields).status_code == 403, form.action
        forged = client.post(form.action, fields, headers={"Sec-Fetch-Site": "cross-site"})
        assert forged.status_code == 403, form.action
    assert changed(before, town.contents()) == {}


@pytest.mark.parametrize("language", ["nn", "en"])
def test_no_page_mixes_languages(
    app: FastAPI, client_for: ClientFor, town: Town, ref: str, language: str
):
    """A text that is missing would be marked as bokmål; a person's own words are not."""
    for role in Role:
        accounts.choose_language(town.house, BERGEN_PEOPLE[role], language)
        for url, page in walked(app, client_for, role).pages.items():
            assert '<span lang="nb">' not in page.text, f"{url} as {role}"
            if "<html" in page.text:
                assert f'<html lang="{language}"' in page.text, f"{url} as {role}"
