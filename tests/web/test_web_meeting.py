"""/ukemote: a meeting walks Monday's list, agrees, and takes along what was not done."""

import re
from datetime import date

import pytest

from hjemover.application import following_up
from hjemover.application.following_up import NewFollowUp
from hjemover.application.opaque import obligation_key
from hjemover.engine import commands as c
from hjemover.store.address_book import Membership
from hjemover.vocabulary import Role
from tests.application.town import (
    ASKOY,
    BERGEN,
    DAY,
    HOSPITAL,
    INTAKE,
    MONDAY,
    OTHER_INTAKE,
    PATIENT,
    Town,
    at,
)
from tests.store import planting
from tests.web.conftest import ClientFor
from tests.web.people import EVER

KEY = obligation_key("send#1")
WEEK = date(2026, 3, 9)
URL = f"/ukemote/{WEEK}"


@pytest.fixture
def frozen(town: Town) -> list[str]:
    """Three rows for the ward, two of them Bergen's; the first has loosened since."""
    town.change(Membership(person="kari", unit=HOSPITAL, role=Role.MANAGER, from_day=EVER))
    refs = []
    for number, home in enumerate((BERGEN, ASKOY, BERGEN)):
        town.clock.set(MONDAY + number * DAY)
        refs.append(town.enrol(number, municipality=home))
    town.until(MONDAY + 7 * DAY)
    following_up.freeze_week(town.house)
    town.until(MONDAY + 8 * DAY)
    town.order(refs[0], c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    return refs


def row(ref: str) -> str:
    return f"{URL}/{ref}/{KEY}"


def test_without_a_list_one_can_be_made_by_hand(client_for: ClientFor, town: Town):
    lise = client_for("lise")
    page = lise.get("/ukemote")
    assert "Det er ingen liste ennå" in page.text
    after = lise.send(page, "/ukemote/frys")
    assert "Listen for uken er klar." in after.text
    assert "Ingenting sto fast hos dere den uken" in after.text


def test_the_list_tells_how_it_was_and_how_it_is(client_for: ClientFor, frozen):
    page = client_for("kari").get("/ukemote")

    assert page.url.path == URL
    assert "Ukemøte, uke 11, 2026" in page.text
    assert "0 gjennomgått, 0 med ny oppfølging, 1 løst siden" in page.text
    assert page.text.count('<th scope="row">') == 3
    assert f"{PATIENT} 0" in page.text


def test_each_side_walks_its_own_rows_and_strangers_none(client_for: ClientFor, frozen):
    assert client_for("morten").get(URL).text.count('<th scope="row">') == 1
    assert client_for("lise").get(row(frozen[1])).status_code == 404
    for person in ("ola", "dag", "anne", "inger"):
        assert client_for(person).get(URL).status_code == 403
    for wrong in ("/ukemote/2026-01-05", "/ukemote/i-dag", f"{URL}/x/y"):
        assert client_for("kari").get(wrong).status_code == 404
    assert client_for("kari").get("/ukemote?uke=2020-01-06").url.path == URL


def test_the_meeting_walks_from_row_to_row(client_for: ClientFor, town, frozen):
    kari = client_for("kari")
    page = kari.get(row(frozen[0]))
    assert "1 av 3" in page.text
    assert "Det står ikke fast lenger." in page.text

    second = kari.send(page, row(frozen[0]), gjor="videre")
    assert second.url.path == row(frozen[1])
    third = kari.send(
        second, row(frozen[1]), gjor="lagre", tekst="Ring Askøy", hvem="kari", dag="2026-03-13"
    )
    assert third.url.path == row(frozen[2])
    done = kari.send(third, row(frozen[2]), gjor="videre")
    assert done.url.path == URL
    assert "Hele listen er gjennomgått." in done.text
    assert "3 gjennomgått, 1 med ny oppfølging" in done.text
    assert "Ring Askøy" in done.text
    # The other side's meeting is its own.
    assert "Ring Askøy" not in client_for("morten").get(URL).text
    assert "0 gjennomgått" in client_for("morten").get(URL).text


def test_a_refused_follow_up_keeps_the_text_and_the_row_is_not_through(
    client_for: ClientFor, town, frozen
):
    kari = client_for("kari")
    answer = kari.send(
        kari.get(row(frozen[1])), row(frozen[1]),
        gjor="lagre", tekst="Lang tekst som ikke skal bli borte", dag="2026-03-01",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Lang tekst som ikke skal bli borte" in answer.text
    assert "0 gjennomgått" in kari.get(URL).text


def test_what_was_not_done_is_carried_on_with_a_new_day(client_for: ClientFor, town, frozen):
    item = (frozen[1], "send#1")
    following_up.follow_up(
        town.house,
        at(HOSPITAL),
        NewFollowUp(id="n-1", items=[item], text="Ring", owner="kari", week=WEEK),
    )
    following_up.follow_up(
        town.house, at(HOSPITAL),
        NewFollowUp(id="n-2", items=[(frozen[2], "send#1")], text="Skriv brev", week=WEEK),
    )  # fmt: skip
    town.order(frozen[2], c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.until(MONDAY + 14 * DAY)
    following_up.freeze_week(town.house)
    kari, url = client_for("kari"), f"/ukemote/2026-03-16/{frozen[1]}/{KEY}"
    week = kari.get("/ukemote/2026-03-16").text
    assert "Fra før" in week
    assert "Ikke gjort fra før, om det som ikke lenger er på listen" in week
    assert "Skriv brev" in week

    page = kari.get(url)
    assert "Ikke gjort fra før" in page.text
    fields = {"gjor": "for-videre", "gammel": "n-1", "id": "ny-1", "dag": "2026-03-20"}
    after = kari.post(url, fields)
    assert "Oppfølgingen er ført videre." in after.text
    assert "ført videre 1 gang" in after.text
    assert "Avtalt i dette møtet" in after.text
    again = kari.post(url, {**fields, "id": "ny-2"})
    assert again.status_code == 409
    assert "ført videre av en annen" in again.text

    finished = kari.post("/fast/gjort", {"id": "n-2", "tilbake": "/ukemote/2026-03-16"})
    assert finished.url.path == "/ukemote/2026-03-16"
    assert "Skriv brev" not in finished.text


def test_the_file_has_names_and_each_is_in_the_access_log(client_for: ClientFor, town, frozen):
    csv = client_for("lise").get(f"{URL}/fil.csv").text

    assert f"{PATIENT} 0" in csv
    assert f"{PATIENT} 1" not in csv
    seen = planting.rows(
        town.house.database,
        "SELECT pathway_ref, actor FROM access_log WHERE object = 'meeting-export'",
    )
    assert sorted(seen) == sorted([(frozen[0], "lise"), (frozen[2], "lise")])


@pytest.mark.parametrize("back", ["https://ond.example", "//ond.example", "/logg-ut", "/fast-x"])
def test_one_is_never_sent_elsewhere_after_an_act(client_for: ClientFor, town, frozen, back):
    item = (frozen[1], "send#1")
    following_up.follow_up(
        town.house, at(HOSPITAL), NewFollowUp(id="n-1", items=[item], text="Ring")
    )
    answer = client_for("kari").post(
        "/fast/gjort", {"id": "n-1", "tilbake": back}, follow_redirects=False
    )
    assert answer.headers["Location"] == "/fast"


def test_no_address_tells_of_a_step(client_for: ClientFor, frozen):
    for url in re.findall(r'(?:href|action)="([^"]+)"', client_for("kari").get(URL).text):
        assert "send#" not in url
        assert "kort-hjem" not in url
    assert OTHER_INTAKE not in client_for("kari").get("/fast").text
