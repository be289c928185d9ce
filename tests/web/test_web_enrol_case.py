"""A case, which is about no patient, is opened and worked on at a browser."""

from datetime import date

import pytest
from sqlalchemy import func, select

from hjemover.application.publishing import publish_folder
from hjemover.birth_number import make_synthetic
from hjemover.engine import commands as c
from hjemover.settings import content_folder
from hjemover.store.address_book import UnitService
from hjemover.store.tables import pathway
from hjemover.web.opaque import obligation_key
from tests.application.town import BERGEN, INTAKE, NURSE
from tests.web.test_web_inbox import text_of
from tests.web.visiting import form_to

URL = "/forlop/ny"


@pytest.fixture
def deviations(town):
    """Bergen reports deviations; the cancer nurses are its secretariat."""
    publish_folder(town.house, content_folder("pathways"), "test")
    town.change(
        UnitService(organisation=BERGEN, service="deviations", unit=INTAKE),
        UnitService(organisation=BERGEN, service="cooperation-secretariat", unit=NURSE),
    )
    return town


def form(client):
    page = client.get(URL)
    if "saksnummer" in page.text:
        return page
    link = page.text.split("Samhandlingsavvik</a>")[0].rsplit('href="', 1)[1].split('"')[0]
    return client.get(link)


def opened(town) -> int:
    with town.house.database.reading() as tx:
        return int(tx.execute(select(func.count()).select_from(pathway)).scalar_one())


def begun(client, number="2026/118"):
    shown = client.send(form(client), URL, saksnummer=number)
    assert shown.status_code == 200, text_of(shown)
    return shown, client.send(shown, URL)


def test_nobody_is_asked_for_a_patient(deviations, client_for):
    page = form(client_for("ola"))
    assert "Meld inn en sak" in page.text
    for name in ("nummer", "navn", "uten", "kommune", "fastlege"):
        assert f'name="{name}"' not in page.text


@pytest.mark.parametrize("number", ["", "2026/118"])
def test_a_case_is_opened_when_one_has_seen_what_follows(deviations, client_for, number):
    ola = client_for("ola")
    before = deviations.contents()["access_log"]
    shown, done = begun(ola, number)
    read = text_of(shown)
    assert "Meldes inn av Mottak Bergen, Bergen" in read
    assert "Mottak Bergen, Bergen får oppgaven «Skriv meldingen om avviket»" in read
    assert "Meld inn saken" in read
    main = shown.text.split("<main", 1)[1].split("</main>")[0]
    assert "asient" not in main
    assert done.url.path.startswith("/forlop/p")
    assert "Saken er meldt inn." in done.text
    ref = done.url.path.rpartition("/")[2]
    subject = deviations.pathway(ref).subject
    assert (subject.organisation, subject.case) == (BERGEN, number or None)
    assert deviations.contents()["patient"] == []
    assert deviations.contents()["access_log"] == before


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (make_synthetic(date(1961, 5, 7), 0), "Dette er et fødselsnummer."),
        ("9" * 61, "Saksnummeret er for langt"),
    ],
    ids=["a person", "too long"],
)
def test_a_cases_number_is_no_persons(deviations, client_for, number, told):
    ola = client_for("ola")
    answer = ola.send(form(ola), URL, saksnummer=number)
    assert answer.status_code == 422
    assert told in answer.text
    assert opened(deviations) == 0


def test_its_pages_speak_of_the_case(deviations, client_for):
    ola = client_for("ola")
    ref = begun(ola)[1].url.path.rpartition("/")[2]
    (task,) = deviations.pathway(ref).obligations.values()
    page = ola.get(f"/oppgave/{ref}/{obligation_key(task.id)}")
    read = text_of(page)
    assert "Fordi saken ble meldt inn" in read
    assert "Har ansvaret for oppgaven nå Mottak Bergen, Bergen" in read
    for url in (str(page.url), f"/forlop/{ref}"):
        shown = ola.get(url)
        assert shown.status_code == 200
        assert 'class="patient"' not in shown.text
        assert "/innsyn/forlop/" not in shown.text


def test_whoever_takes_a_case_over_takes_a_case(deviations, client_for):
    ola, nina = client_for("ola"), client_for("nina")
    ref = begun(ola)[1].url.path.rpartition("/")[2]
    answers = {"kind": "deviation", "happened_on": "2026-02-27", "what_happened": "Listen manglet."}
    deviations.order(ref, c.CompleteTask(obligation=_only(deviations, ref), outcome="done",
                     answers=answers), INTAKE)  # fmt: skip
    task = f"/oppgave/{ref}/{obligation_key(_only(deviations, ref))}"
    shown = ola.send(ola.get(task), f"{task}/fullfor", **{"utfall": "approved",
                     "svar.serious": "nei"})  # fmt: skip
    assert "Mottak Bergen, Bergen har saken til noen der tar imot." in text_of(shown)
    ola.send(shown, f"{task}/fullfor")
    offer = f"/oppgave/{ref}/{obligation_key(_only(deviations, ref))}"
    read = text_of(nina.get(offer))
    for said in ("vil overføre saken til dere", "Ta imot saken", "Har ansvaret for saken nå"):
        assert said in read, said
    confirm = nina.get(f"{offer}/ta-imot")
    assert "Ansvaret for saken går fra Mottak Bergen, Bergen" in text_of(confirm)
    for page in (read, text_of(confirm)):
        assert "asienten" not in page
    way = text_of(nina.get(f"/forlop/{ref}"))
    assert "Mottak Bergen, Bergen har hatt saken" in way
    assert "Saken ble meldt inn" in way
    assert "asienten" not in way


def _only(town, ref) -> str:
    (one,) = town.pathway(ref).obligations
    return one


def test_back_and_send_again_says_that_it_was_done_already(deviations, client_for):
    ola = client_for("ola")
    shown, first = begun(ola)
    again = ola.send(shown, URL)
    assert again.url.path == first.url.path
    assert "Saken var allerede meldt inn. Ingenting ble gjort to ganger." in again.text
    assert opened(deviations) == 1


def test_a_list_has_a_row_more_or_less_at_a_press_and_keeps_what_is_typed(deviations, client_for):
    ola, nina = client_for("ola"), client_for("nina")
    ref = begun(ola)[1].url.path.rpartition("/")[2]
    answers = {"kind": "deviation", "happened_on": "2026-02-27", "what_happened": "Listen manglet."}
    deviations.order(ref, c.CompleteTask(obligation=_only(deviations, ref), outcome="done",
                     answers=answers), INTAKE)  # fmt: skip
    deviations.order(ref, c.CompleteTask(obligation=_only(deviations, ref), outcome="approved",
                     answers={"serious": False}), INTAKE)  # fmt: skip
    deviations.order(ref, c.AcceptHandoff(obligation=_only(deviations, ref), person="nina"), NURSE)
    task = f"/oppgave/{ref}/{obligation_key(_only(deviations, ref))}"
    url, rows = f"{task}/fullfor", "svar.receivers"
    first = nina.get(task)
    assert f'name="{rows}.0.receiver"' in first.text
    assert f'name="{rows}.1.receiver"' not in first.text

    more = nina.send(first, url, **{f"{rows}.0.receiver": INTAKE, "knapp": f"rad:{rows}"})
    assert more.status_code == 200
    kept = form_to(more.text, url)
    assert kept[f"{rows}.0.receiver"] == INTAKE
    assert f'name="{rows}.1.receiver"' in more.text

    less = nina.send(more, url, **{f"{rows}.1.receiver": NURSE, "knapp": f"fjern:{rows}.0"})
    kept = form_to(less.text, url)
    assert kept[f"{rows}.0.receiver"] == NURSE
    assert f'name="{rows}.1.receiver"' not in less.text
