"""A patient is enrolled on the screen: looked over, confirmed on a page of its own, once."""

from datetime import date

import pytest
from sqlalchemy import func, select

from hjemover.application.opaque import step_code
from hjemover.birth_number import make_synthetic
from hjemover.store import access_log, patients
from hjemover.store.tables import pathway
from tests.application.town import ASKOY, BERGEN, LUNG_WARD
from tests.web.test_web_way import text_of
from tests.web.visiting import form_to
from tests.web.ways import GP, prepare

URL = "/forlop/ny"
NUMBER = make_synthetic(date(1961, 5, 7), 0)
NAME = "Stille Brygge"
DIAGNOSED = f"dato.{step_code('diagnosed')}"
FILLED = {"nummer": NUMBER, "navn": NAME, "kommune": BERGEN, DIAGNOSED: "2026-02-27"}


def enrolled(town) -> int:
    with town.house.database.reading() as tx:
        return int(tx.execute(select(func.count()).select_from(pathway)).scalar_one())


def form(client):
    """The form of the only way in that the town's short pathway gives the ward."""
    return client.get(URL)


def test_a_patient_is_enrolled_when_one_has_seen_what_follows(client_for, town):
    kari = client_for("kari")
    shown = kari.send(form(kari), URL, **FILLED)
    assert shown.status_code == 200
    read = text_of(shown.text)
    assert f"Pasient {NAME}" in read
    assert "sender «Overfør til kommunen» til Mottak Bergen, Bergen." in read
    assert "Får varsel: Mottak Bergen, Bergen." in read
    assert enrolled(town) == 0

    done = kari.send(shown, URL)
    assert done.url.path.startswith("/forlop/p")
    assert "Pasienten er meldt inn." in done.text
    assert NAME in done.text
    assert enrolled(town) == 1


def test_neither_name_nor_number_ever_stands_in_an_address(client_for, town):
    kari = client_for("kari")
    done = kari.send(kari.send(form(kari), URL, **FILLED), URL)
    for address in [str(one.url) for one in (*done.history, done)]:
        assert NUMBER not in address
        assert "Stille" not in address


def test_the_same_form_twice_enrols_once_and_leads_to_the_same_patient(client_for, town):
    kari = client_for("kari")
    shown = kari.send(form(kari), URL, **FILLED)
    first, second = kari.send(shown, URL), kari.send(shown, URL)
    assert first.url.path == second.url.path
    assert enrolled(town) == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"nummer": NUMBER[1:]}, "Mangler det en null foran?"),
        ({"nummer": NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)}, "Nummeret stemmer ikke"),
        ({"nummer": ""}, "eller kryss av for at pasienten ikke har noe"),
        ({"nummer": "82345678928"}, "her er det bare prøvepersoner"),
        ({"navn": ""}, "Skriv navnet på pasienten."),
        ({"kommune": ""}, "Velg fra listen."),
        ({DIAGNOSED: ""}, "Fyll ut datoen."),
        ({DIAGNOSED: "32.1.2026"}, "Skriv en dato, som 24.11.2026."),
        ({DIAGNOSED: "2026-03-20"}, "Er dag og måned byttet om?"),
        ({DIAGNOSED: "1961-05-06"}, "Datoen er før pasienten ble født."),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_by_its_field_and_nothing_is_lost(client_for, town, wrong, told):
    kari = client_for("kari")
    answer = kari.send(form(kari), URL, **{**FILLED, **wrong})
    assert answer.status_code == 422
    assert told in answer.text
    kept = form_to(answer.text, URL)
    assert {name: kept[name] for name in FILLED if name != "kommune"} == {
        name: value for name, value in {**FILLED, **wrong}.items() if name != "kommune"
    }
    assert enrolled(town) == 0


def test_a_patient_without_a_number_is_enrolled_when_that_is_ticked(client_for, town):
    kari = client_for("kari")
    shown = kari.send(form(kari), URL, **{**FILLED, "nummer": "", "uten": "ja"})
    assert "Fødselsnummer uten" in text_of(shown.text)
    kari.send(shown, URL)
    assert enrolled(town) == 1


def test_one_who_is_on_the_pathway_already_is_not_enrolled_by_a_slip(client_for, town):
    kari = client_for("kari")
    first = kari.send(kari.send(form(kari), URL, **FILLED), URL)
    shown = kari.send(form(kari), URL, **FILLED)
    assert "Pasienten er allerede i dette forløpet." in shown.text
    assert f'href="{first.url.path}"' in shown.text

    slip = kari.send(shown, URL)
    assert slip.status_code == 422
    assert "Kryss av, eller gå tilbake." in slip.text
    assert enrolled(town) == 1

    kari.send(slip, URL, likevel="ja")
    assert enrolled(town) == 2


def test_a_pathway_of_other_units_is_told_of_without_a_way_there(client_for, town):
    ref = town.enrol(birth_number=NUMBER, parties={"hospital": LUNG_WARD})
    kari = client_for("kari")
    shown = kari.send(form(kari), URL, **FILLED)
    assert "hos andre enheter" in shown.text
    assert ref not in shown.text


def test_one_goes_back_from_the_confirmation_with_everything_in_the_form(client_for, town):
    kari = client_for("kari")
    shown = kari.send(form(kari), URL, **FILLED)
    back = kari.http.post(f"{URL}/rett", data=form_to(shown.text, URL))
    kept = form_to(back.text, URL)
    assert kept | FILLED == kept
    assert "ds-error-summary" not in back.text


def test_every_look_up_of_a_number_is_in_the_log(client_for, town):
    town.enrol(birth_number=NUMBER)
    kari = client_for("kari")
    kari.send(form(kari), URL, **FILLED)
    with town.house.database.reading() as tx:
        known = patients.find(tx, town.house.keys, "hus", NUMBER)
        looks = [(one.actor, one.action) for one in access_log.of_patient(tx, known.id)]
    assert ("kari", "search") in looks


def test_only_units_that_begin_a_pathway_enrol_and_only_coordinators(client_for, town):
    nothing = client_for("ola").get(URL)
    assert nothing.status_code == 200
    assert "Enhetene dine kan ikke melde inn pasienter" in nothing.text
    assert client_for("lise").get(URL).status_code == 403
    assert client_for("inger").get(URL).status_code == 403


def test_another_units_way_in_cannot_be_taken_by_its_code(client_for, town):
    kari = client_for("kari")
    theirs = form_to(form(kari).text, URL)
    theirs.pop("_token")
    answer = client_for("per").post(URL, {**theirs, **FILLED, "ja": "ja"})
    assert "Velg forløpet, og enheten det meldes inn fra." in answer.text
    assert "Lungeavdelingen" in answer.text
    assert enrolled(town) == 0


def test_a_form_from_elsewhere_enrols_nobody(client_for, town):
    kari = client_for("kari")
    fields = {**form_to(form(kari).text, URL), **FILLED, "ja": "ja"}
    fields.pop("_token")
    assert kari.http.post(URL, data=fields).status_code == 403
    assert enrolled(town) == 0


def test_with_several_ways_in_one_chooses_first(client_for, town):
    prepare(town)
    kari = client_for("kari")
    choose = kari.get(URL).text
    assert "Pakkeforløp hjem for pasienter med kreft" in choose
    assert "Kort vei hjem" in choose
    assert "kreft-hjem" not in choose


def test_the_municipality_enrols_one_who_came_by_themselves_with_its_own_town_chosen(
    client_for, town
):
    prepare(town)
    ola = client_for("ola")
    page = ola.get(URL)
    assert form_to(page.text, URL)["kommune"] == BERGEN
    shown = ola.send(page, URL, **{**FILLED, "fastlege": GP})
    assert "Ta imot pasienten som selv har tatt kontakt" in shown.text
    ola.send(shown, URL)
    assert enrolled(town) == 1


def test_a_script_in_the_name_is_shown_as_text(client_for, town):
    kari = client_for("kari")
    evil = '"><script>alert(1)</script>'
    shown = kari.send(form(kari), URL, **{**FILLED, "navn": evil})
    assert "<script>alert" not in shown.text
    done = kari.send(shown, URL)
    assert "<script>alert" not in done.text


def test_the_receiver_is_the_one_the_municipality_has(client_for, town):
    kari = client_for("kari")
    shown = kari.send(form(kari), URL, **{**FILLED, "kommune": ASKOY})
    assert "til Mottak Askøy, Askøy" in text_of(shown.text)
