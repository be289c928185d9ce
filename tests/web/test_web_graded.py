"""A patient with a graded address: no page, file or print of ours tells where they are."""

import re
from datetime import date

import pytest

from hjemover.application.following_up import freeze_week
from hjemover.engine import commands as c
from hjemover.store.address_book import Membership
from hjemover.vocabulary import Role
from tests.application.town import HOSPITAL, INTAKE, OTHER_INTAKE, PATIENT, Town
from tests.web.crawling import walk
from tests.web.test_web_matrix import starts
from tests.web.test_web_shared import read
from tests.web.test_web_way import grade
from tests.web.ways import later, offered

PLACES = re.compile(r"Mottak Bergen|Mottak Askøy|Torget|Kreftsykepleier, Bergen")
OPTIONS = re.compile(r"<(option|select)\b.*?</\1>", re.DOTALL)
NOBODYS = ("/adressebok", "/komponenter", "/forlop/ny")
"""Pages that name every unit, and are about no patient."""


@pytest.fixture
def ref(town: Town) -> str:
    """Offered to Bergen, which has opened it and let the limit pass; the week's list has it."""
    lead = Membership(person="kari", unit=HOSPITAL, role=Role.MANAGER, from_day=date(2020, 1, 1))
    town.change(lead)
    found = offered(town)
    grade(town, found)
    later(town, 9)
    freeze_week(town.house)
    return found


def test_the_sender_reads_nowhere_where_the_patient_is(app, client_for, ref):
    client_for("ola").get(f"/forlop/{ref}")
    kari = client_for("kari")
    more = [f"/innsyn/forlop/{ref}", f"/forlop/{ref}/utskrift", "/innboks?visning=venter"]
    seen = walk(app, kari, [*more, *starts(app)])

    told = {
        url: PLACES.findall(page.text)
        for url, page in seen.pages.items()
        if not url.startswith(NOBODYS) and PLACES.search(OPTIONS.sub("", page.text))
    }
    assert told == {}
    of_the_patient = {url for url, page in seen.pages.items() if PATIENT in page.text}
    for page in ("/innboks", "/fast", "/ukemote/", f"/oppgave/{ref}", f"/fast/{ref}", "/innsyn/"):
        assert any(url.startswith(page) for url in of_the_patient), page
    assert {"/fast/fil.csv", "/fast/utskrift"} <= set(seen.pages)


def test_who_is_to_be_reached_is_said_by_what_they_do(client_for, ref):
    assert "Venter på Kommunens mottak" in read(client_for("kari").get("/fast"))


def test_the_unit_that_has_the_patient_reads_its_own_name(client_for, ref):
    assert "Mottak Bergen" in client_for("ola").get(f"/forlop/{ref}").text


def test_a_unit_that_one_has_chosen_oneself_is_shown_before_it_is_sent(client_for, town, ref):
    page = client_for("kari").get("/innboks?visning=venter").text
    url = re.search(rf'"(/oppgave/{ref}/\w+)', page)
    assert url is not None
    kari, take_back = client_for("kari"), f"{url[1]}/trekk-tilbake"
    form = kari.send(kari.get(take_back), take_back, grunn="x", sok="askøy", knapp="sok")
    shown = kari.send(form, take_back, enhet=OTHER_INTAKE)

    assert "Mottak Askøy" in read(shown)
    assert "Mottak Bergen" not in read(shown)


def test_a_handoff_that_is_done_is_listed_without_the_place(client_for, town, ref):
    offer = town.open(ref, "send-1").id
    town.order(ref, c.AcceptHandoff(obligation=offer, person="ola"), INTAKE)
    kari = client_for("kari")
    for page in ("overforinger", "overforinger.csv"):
        url = f"/oversikt/{page}?fra=2026-03-01&periode=maned&vei=sendt&hva=accepted"
        shown = kari.get(url)
        assert ref in shown.text, url
        assert not PLACES.search(shown.text), url
