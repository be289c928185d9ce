"""A patient's way on the screen: seen by those with a part in it, corrected and reported on."""

import re
from datetime import date
from pathlib import Path

import pytest

from hjemover.application.accounts import choose_language
from hjemover.application.opaque import step_code
from hjemover.birth_number import make_synthetic
from hjemover.definition.diagram import page_style_sheet
from hjemover.engine import commands as c
from hjemover.store import access_log, patients
from tests.application.town import ASKOY, HOSPITAL, INTAKE, NURSE, OTHER_INTAKE, PATIENT
from tests.web.visiting import form_to
from tests.web.ways import kreft_hjem, later, newly_enrolled, offered

DIED, MOVED, OBJECTS = (step_code(one) for one in ("death", "moved", "objects"))
TOLD = step_code("told")
STEPS = [one for one in kreft_hjem().steps if "-" in one]


def text_of(html: str) -> str:
    """What is read: without tags, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


# --- seeing ---------------------------------------------------------------------------------------


def test_the_way_says_who_the_patient_is_who_has_the_ball_and_what_is_ahead(client_for, town):
    ref = offered(town)
    later(town, 5)
    page = client_for("kari").get(f"/forlop/{ref}")

    assert page.status_code == 200
    read = text_of(page.text)
    assert f"{PATIENT} 0" in read
    assert "018350 *****" in read
    assert "Står fast: Ikke svar innen fristen." in read
    assert "Har ansvaret Kreftavdelingen, Helse Bergen" in read
    assert "Venter på Mottak Bergen, Bergen" in read
    assert "24. mai 2026 til 24. juni 2026 Hold samtale 2" in read
    assert "du er her" in read


def test_both_sides_of_the_handoff_read_the_same_clocks(client_for, town):
    ref = offered(town)
    later(town, 2)
    for person in ("kari", "ola"):
        read = text_of(client_for(person).get(f"/forlop/{ref}").text)
        assert "Kreftavdelingen, Helse Bergen har hatt pasienten: 2 dager" in read
        assert "Mottak Bergen, Bergen har hatt den til svar: 2 dager" in read


@pytest.mark.parametrize("person", ["per", "eva", "morten", "nina"])
@pytest.mark.parametrize("what", ["", "/kart", f"/dato/{TOLD}", f"/hendelse/{DIED}"])
def test_another_units_way_is_as_if_it_were_not_there(client_for, town, person, what):
    ref = newly_enrolled(town)
    other = client_for(person).get(f"/forlop/{ref}{what}")
    nothing = client_for(person).get(f"/forlop/p-finnes-ikke{what}")

    allowed = person == "morten" and what.startswith(("/dato", "/hendelse"))
    assert other.status_code == nothing.status_code == (403 if allowed else 404)
    assert text_of(other.text).replace(ref, "") == text_of(nothing.text).replace(ref, "")


@pytest.mark.parametrize("person", ["anne", "inger", "dag"])
def test_administrators_auditors_and_designers_do_not_look_at_patients(client_for, town, person):
    ref = offered(town)
    assert client_for(person).get(f"/forlop/{ref}").status_code == 403


def test_every_look_is_in_the_log_and_an_attempt_as_well(client_for, town):
    ref = newly_enrolled(town)
    client_for("kari").get(f"/forlop/{ref}")
    client_for("eva").get(f"/forlop/{ref}")

    with town.house.database.reading() as tx:
        whose = patients.patients_of(tx, [ref])[ref]
        seen = [(one.actor, one.action) for one in access_log.of_patient(tx, whose)]
    assert ("kari", "open") in seen
    assert ("eva", "deny") in seen
    assert ("eva", "open") not in seen


def test_the_page_for_paper_has_everything_laid_open_and_is_logged_as_print(client_for, town):
    ref = offered(town)
    page = client_for("kari").get(f"/forlop/{ref}/utskrift").text
    assert '<details class="ds-details">' not in page
    assert page.count('<details class="ds-details" open>') > 4
    assert "Inneholder pasientopplysninger" in page
    with town.house.database.reading() as tx:
        whose = patients.patients_of(tx, [ref])[ref]
        seen = [(one.actor, one.action) for one in access_log.of_patient(tx, whose)]
    assert ("kari", "print") in seen


def test_no_step_and_no_pathway_stands_in_an_address(client_for, town):
    ref = offered(town)
    page = client_for("kari").get(f"/forlop/{ref}").text
    addresses = re.findall(r'(?:href|action)="([^"]+)"', page)
    assert not [one for one in addresses if "kreft" in one or any(step in one for step in STEPS)]


def test_a_manager_sees_and_changes_nothing(client_for, town):
    ref = offered(town)
    page = client_for("lise").get(f"/forlop/{ref}")
    assert page.status_code == 200
    assert "Meld fra om en hendelse" not in page.text
    assert client_for("lise").get(f"/forlop/{ref}/hendelse/{DIED}").status_code == 403


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nn", ["Har ansvaret", "Ventar på", "Vidare", "Historie", "Registrer pasienten"]),
        ("en", ["Responsible now", "Waiting for", "Ahead", "History", "The patient was enrolled"]),
    ],
)
def test_nothing_is_mixed_in_the_other_languages(client_for, town, language, words):
    ref = offered(town)
    choose_language(town.house, "kari", language)
    page = client_for("kari").get(f"/forlop/{ref}").text
    assert f'<html lang="{language}"' in page
    assert 'lang="nb"' not in page
    read = text_of(page)
    assert all(word in read for word in words)
    assert "Pasienten ble" not in read


def test_the_map_shows_the_whole_pathway_with_where_the_patient_is(client_for, town):
    ref = offered(town)
    page = client_for("kari").get(f"/forlop/{ref}/kart").text
    assert "<style" not in page
    assert 'class="step handoff here"' in page
    assert page.count(" aside") > 3


def test_the_style_sheet_of_drawings_is_the_pictures_own():
    static = Path("src/hjemover/web/static/features/swimlanes.css")
    written = (Path(__file__).parents[2] / static).read_text(encoding="utf-8")
    assert written.endswith(f"{page_style_sheet()}\n"), "run `python tools/swimlanes.py`"


def test_a_closed_pathway_says_how_it_ended_and_offers_nothing(client_for, town):
    ref = newly_enrolled(town)
    town.order(ref, c.ReportEvent(event="death"), HOSPITAL)
    page = client_for("kari").get(f"/forlop/{ref}")
    read = text_of(page.text)
    assert "Forløpet er avsluttet: Død." in read
    assert "Meld fra om en hendelse" not in read
    assert client_for("kari").get(f"/forlop/{ref}/dato/{TOLD}").status_code == 404


# --- a graded address -----------------------------------------------------------------------------


def grade(town, ref: str) -> None:
    def work(tx) -> None:
        patient = patients.get(tx, town.house.keys, patients.patients_of(tx, [ref])[ref])
        patients.change(tx, town.house.keys, patient.id, patient.identity, protected_address=True)

    town.house.database.run_writing(work)


@pytest.mark.parametrize("what", ["", "?vis=alt", "/kart", f"/dato/{TOLD}"])
def test_a_patient_with_a_graded_address_is_shown_without_place(client_for, town, what):
    ref = offered(town)
    town.order(ref, c.ReportEvent(event="moved", answers={"municipality": ASKOY}), HOSPITAL)
    grade(town, ref)
    page = client_for("kari").get(f"/forlop/{ref}{what}").text
    assert "Sperret adresse" in page
    assert not re.search("Askøy|Mottak Bergen|Kreftsykepleier, Bergen|Torget", page)


def test_the_form_of_a_place_is_not_there_for_a_graded_address(client_for, town):
    ref = offered(town)
    move = c.ReportEvent(event="moved", answers={"municipality": ASKOY})
    town.order(ref, move, HOSPITAL)
    code = step_code("@moved/municipality")
    kari = client_for("kari")
    assert kari.get(f"/forlop/{ref}/svar/{code}").status_code == 200
    grade(town, ref)
    assert kari.get(f"/forlop/{ref}/svar/{code}").status_code == 404


# --- correcting -----------------------------------------------------------------------------------


def test_a_date_is_corrected_when_one_has_seen_what_moves(client_for, town):
    ref = newly_enrolled(town)
    kari, url = client_for("kari"), f"/forlop/{ref}/dato/{TOLD}"
    form = kari.get(url)
    before = town.told(ref)

    shown = kari.send(form, url, dato="2026-02-27", grunn="Feil i journalen")
    assert shown.status_code == 200
    read = text_of(shown.text)
    assert "24. februar 2026 blir til 27. februar 2026" in read
    assert "Fristen for «Registrer pasienten i forløpet» flyttes" in read
    assert town.told(ref) == before

    done = kari.send(shown, url)
    assert done.url.path == f"/forlop/{ref}"
    assert "Datoen er rettet." in done.text
    assert town.pathway(ref).dates["told"].isoformat() == "2026-02-27"
    assert "Feil i journalen" in done.text


def test_a_corrected_date_can_be_taken_back_from_the_banner(client_for, town):
    ref = newly_enrolled(town)
    kari, url = client_for("kari"), f"/forlop/{ref}/dato/{TOLD}"
    done = kari.send(kari.send(kari.get(url), url, dato="2026-02-27"), url)
    undone = kari.send(done, url)
    assert "Datoen er rettet." in undone.text
    assert town.pathway(ref).dates["told"].isoformat() == "2026-02-24"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("i går", "Skriv en dato, som 24.11.2026."),
        ("2026-12-24", "ligger fram i tid"),
        ("0026-02-24", "Skriv en dato"),
    ],
)
def test_a_date_that_cannot_be_is_refused_beside_its_field_and_kept(
    client_for, town, written, told
):
    ref = newly_enrolled(town)
    kari, url = client_for("kari"), f"/forlop/{ref}/dato/{TOLD}"
    answer = kari.send(kari.get(url), url, dato=written, grunn="Skrev feil")
    assert answer.status_code == 422
    assert told in answer.text
    assert form_to(answer.text, url)["grunn"] == "Skrev feil"


def test_a_date_the_definition_demands_cannot_be_emptied(client_for, town):
    ref = newly_enrolled(town)
    kari, url = client_for("kari"), f"/forlop/{ref}/dato/{step_code('diagnosed')}"
    answer = kari.send(kari.get(url), url, dato="")
    assert answer.status_code == 422
    assert "Må fylles ut." in answer.text


def test_an_answer_is_corrected_with_a_reason_and_stays_in_the_history(client_for, town):
    ref = offered(town)
    url = f"/forlop/{ref}/svar/{step_code('hold-1/held_by')}"
    kari = client_for("kari")
    form = kari.get(url)
    assert "Svart i «Hold samtale 1" in form.text

    without = kari.send(form, url, **{"svar.held_by": "Sykepleier Lun Rype", "grunn": " "})
    assert without.status_code == 422
    assert form_to(without.text, url)["svar.held_by"] == "Sykepleier Lun Rype"

    shown = kari.send(form, url, **{"svar.held_by": "Sykepleier Lun Rype", "grunn": "Navnebytte"})
    assert "blir til Sykepleier Lun Rype" in text_of(shown.text)
    done = kari.send(shown, url)
    assert town.pathway(ref).answers["hold-1"]["held_by"] == "Sykepleier Lun Rype"
    assert "Navnebytte" in done.text


# --- events ---------------------------------------------------------------------------------------


def test_a_move_says_who_is_asked_instead_before_it_is_reported(client_for, town):
    ref = offered(town)
    kari, url = client_for("kari"), f"/forlop/{ref}/hendelse/{MOVED}"
    shown = kari.send(kari.get(url), url, **{"svar.municipality": ASKOY})
    read = text_of(shown.text)
    assert (
        "«Overfør pasienten til kommunen» går til Mottak Askøy, Askøy"
        " i stedet for Mottak Bergen, Bergen." in read
    )
    assert town.open(ref, "send-1").awaits == INTAKE
    done = kari.send(shown, url)
    assert "Hendelsen er registrert." in done.text
    assert town.open(ref, "send-1").awaits == OTHER_INTAKE
    assert client_for("eva").get(f"/forlop/{ref}").status_code == 200


def test_a_death_says_that_all_ends_and_nothing_leaves_and_then_it_does(client_for, town):
    ref = offered(town)
    kari, url = client_for("kari"), f"/forlop/{ref}/hendelse/{DIED}"
    shown = kari.send(kari.get(url), url, **{"svar.died_on": "2026-03-02"})
    read = text_of(shown.text)
    assert "Hele forløpet avsluttes: Død." in read
    assert "Ingenting sendes ut av huset." in read
    assert 'data-color="danger"' in shown.text
    kari.send(shown, url)
    assert town.pathway(ref).outcome == "DOD"


def test_an_event_without_what_it_asks_is_refused_beside_the_field(client_for, town):
    ref = offered(town)
    kari, url = client_for("kari"), f"/forlop/{ref}/hendelse/{MOVED}"
    answer = kari.send(kari.get(url), url)
    assert answer.status_code == 422
    assert "Må fylles ut." in answer.text
    assert 'id="f-svar-municipality-feil"' in answer.text


def test_an_event_of_yesterday_is_true_from_yesterday(client_for, town):
    ref = offered(town)
    later(town, 3)
    kari, url = client_for("kari"), f"/forlop/{ref}/hendelse/{OBJECTS}"
    shown = kari.send(kari.get(url), url, dag="2026-03-04")
    kari.send(shown, url)
    page = client_for("kari").get(f"/forlop/{ref}").text
    assert "registrert 5. mars 2026" in text_of(page)


# --- hostile and unlucky --------------------------------------------------------------------------


def test_a_form_from_elsewhere_does_nothing(client_for, town):
    ref = offered(town)
    url = f"/forlop/{ref}/hendelse/{DIED}"
    before = town.contents()
    kari = client_for("kari")
    kari.get(url)
    forged = kari.http.post(url, data={"ja": "ja", "sett": "99", "ordre": "x"})
    assert forged.status_code == 403
    elsewhere = kari.post(url, {"ja": "ja"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status_code == 403
    assert town.pathway(ref).outcome is None
    assert before["journal"] == town.contents()["journal"]


def test_a_yes_to_something_never_shown_is_shown_first(client_for, town):
    ref = offered(town)
    url = f"/forlop/{ref}/hendelse/{DIED}"
    answer = client_for("kari").post(url, {"ja": "ja"})
    assert answer.status_code == 409
    assert "Se over hva som nå vil skje" in answer.text
    assert town.pathway(ref).outcome is None


def test_what_was_foreseen_is_foreseen_anew_when_somebody_acted_meanwhile(client_for, town):
    ref = offered(town)
    kari, url = client_for("kari"), f"/forlop/{ref}/hendelse/{MOVED}"
    shown = kari.send(kari.get(url), url, **{"svar.municipality": ASKOY})
    town.order(ref, c.AcceptHandoff(obligation="send-1#1", person="ola"), INTAKE)

    again = kari.send(shown, url)
    assert again.status_code == 409
    read = text_of(again.text)
    assert "Noe har skjedd i forløpet mens du så på" in read
    assert "Ansvaret tilbys Mottak Askøy, Askøy." in read
    assert form_to(again.text, url)["svar.municipality"] == ASKOY
    assert "interrupt-reported" not in town.told(ref)
    kari.send(again, url)
    assert "interrupt-reported" in town.told(ref)


def test_the_same_yes_twice_is_done_once_and_answered_alike(client_for, town):
    ref = offered(town)
    kari, url = client_for("kari"), f"/forlop/{ref}/hendelse/{OBJECTS}"
    shown = kari.send(kari.get(url), url)
    first, second = kari.send(shown, url), kari.send(shown, url)
    assert first.url.path == second.url.path == f"/forlop/{ref}"
    assert town.told(ref).count("interrupt-reported") == 1


def test_a_script_in_a_text_field_is_shown_as_text(client_for, town):
    ref = offered(town)
    kari, url = client_for("kari"), f"/forlop/{ref}/hendelse/{step_code('palliative')}"
    evil = "<script>alert(1)</script>"
    shown = kari.send(kari.get(url), url, **{"svar.note": evil})
    done = kari.send(shown, url)
    assert evil not in shown.text + done.text
    assert "&lt;script&gt;" in done.text


def test_an_answer_of_two_megabytes_is_refused_in_words(client_for, town):
    ref = offered(town)
    url = f"/forlop/{ref}/hendelse/{step_code('palliative')}"
    answer = client_for("kari").post(url, {"svar.note": "x" * 2_000_000})
    assert answer.status_code == 413
    assert "interrupt-reported" not in town.told(ref)


def test_a_unit_that_lost_its_part_while_the_form_was_open_does_nothing(client_for, town):
    ref = offered(town)
    ola, url = client_for("ola"), f"/forlop/{ref}/hendelse/{OBJECTS}"
    shown = ola.send(ola.get(url), url)
    town.order(ref, c.ReportEvent(event="moved", answers={"municipality": ASKOY}), HOSPITAL)
    answer = ola.send(shown, url)
    assert answer.status_code == 404
    assert town.told(ref).count("interrupt-reported") == 1


def test_the_nurse_who_has_no_part_yet_gets_one_with_the_patient(client_for, town):
    ref = offered(town)
    assert client_for("nina").get(f"/forlop/{ref}").status_code == 404
    town.order(ref, c.AcceptHandoff(obligation="send-1#1", person="ola"), INTAKE)
    appoint = c.CompleteTask(obligation=town.open(ref, "appoint").id, outcome="appointed")
    town.order(ref, appoint, INTAKE)
    assert town.open(ref, "to-owner").awaits == NURSE
    assert client_for("nina").get(f"/forlop/{ref}").status_code == 200


def test_with_emergency_access_one_reads_that_one_has_it_and_can_do_nothing(client_for, town):
    ref = offered(town)
    number = make_synthetic(date(1950, 3, 1), 0)
    eva = client_for("eva")
    assert eva.get(f"/forlop/{ref}").status_code == 404
    eva.send(
        eva.get("/nodrett"),
        "/nodrett",
        fodselsnummer=number,
        grunn="Pasienten er på legevakten og vet ikke hvem som følger opp.",
    )
    page = eva.get(f"/forlop/{ref}")
    assert page.status_code == 200
    assert "Du ser dette med nødrett." in page.text
    assert "Meld fra om en hendelse" not in page.text
    for what in (f"/dato/{TOLD}", f"/hendelse/{DIED}"):
        assert eva.get(f"/forlop/{ref}{what}").status_code == 404
        assert eva.post(f"/forlop/{ref}{what}", {"ja": "ja"}).status_code == 404
    assert town.pathway(ref).outcome is None
