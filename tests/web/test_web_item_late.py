"""Where the definition asks why a limit was let pass, whoever is late can say so on the screen."""

from datetime import timedelta

import pytest

from hjemover.definition import load_text
from hjemover.store.address_book import Membership, Person
from hjemover.vocabulary import HandoffStatus, Role
from hjemover.web.opaque import obligation_key
from tests.application.town import DAY, INTAKE, MONDAY, NURSE, SHORT
from tests.web.people import EVER
from tests.web.test_web_inbox import text_of

ASKED = "Hvorfor ble det sent?"
MISSING = "Fristen er passert. Skriv noen ord om hvorfor."
BECAUSE = "Ventet på prøvesvar"
MINUTE = timedelta(minutes=1)
LATE = 'name="forsinket"'


@pytest.fixture
def strict(town):
    """The short pathway, where both limits ask for a reason; a patient offered on Monday."""
    text = (
        SHORT.replace("pathway: kort-hjem", "pathway: streng")
        .replace("accept: {within", "accept: {breach: {ask: reason}, within")
        .replace(
            "due: {within: $visit-within", "due: {breach: {ask: reason}, within: $visit-within"
        )
    )
    loaded = load_text(text)
    assert loaded.definition is not None, loaded.problems
    town.publish(loaded.definition)
    town.change(
        Person(id="nora", name="Nora Vik", login="nora"),
        Membership(person="nora", unit=NURSE, role=Role.COORDINATOR, from_day=EVER),
        Membership(person="nora", unit=INTAKE, role=Role.COORDINATOR, from_day=EVER),
    )
    return town.enrol(1, pathway="streng")


def at(town, ref, step, word=""):
    key = obligation_key(town.open(ref, step).id)
    return f"/oppgave/{ref}/{key}{'/' + word if word else ''}"


def accepted(town, client, ref):
    """Accepted in time; the visit is next."""
    client.send(client.get(at(town, ref, "send", "ta-imot")), at(town, ref, "send", "ta-imot"))
    return at(town, ref, "visit"), at(town, ref, "visit", "fullfor")


def test_nobody_is_asked_before_the_limit_has_passed(town, client_for, strict):
    nora = client_for("nora")
    page = nora.get(at(town, strict, "send", "ta-imot"))
    assert "Ja, vi tar imot" in page.text
    assert LATE not in page.text
    address, _ = accepted(town, nora, strict)
    assert LATE not in nora.get(address).text


def test_a_limit_that_does_not_ask_is_let_pass_without_a_word(town, client_for):
    ref = town.enrol(2)
    town.until(MONDAY + 10 * DAY)
    page = client_for("ola").get(at(town, ref, "send", "ta-imot"))
    assert "Ja, vi tar imot" in page.text
    assert LATE not in page.text


def test_who_accepts_late_is_asked_why_and_it_stands_in_the_history(town, client_for, strict):
    town.until(MONDAY + 10 * DAY)
    nora, url = client_for("nora"), at(town, strict, "send", "ta-imot")
    form = nora.get(url)
    assert ASKED in form.text
    silent = nora.send(form, url)
    assert silent.status_code == 422
    assert f"{ASKED} {MISSING}" in text_of(silent)
    assert town.open(strict, "send").handoff.status is not HandoffStatus.ACCEPTED

    shown = nora.send(silent, url, forsinket=BECAUSE)
    assert f"{ASKED} {BECAUSE}" in text_of(shown)
    item = at(town, strict, "send")
    nora.send(shown, url)
    assert "visit" in {one.step for one in town.pathway(strict).obligations.values()}
    for page in (item, f"/forlop/{strict}"):
        assert f"Hvorfor det ble sent {BECAUSE}" in text_of(nora.get(page)).replace(":", "")


def test_a_late_task_keeps_the_reason_in_its_draft_and_in_its_history(town, client_for, strict):
    nora = client_for("nora")
    address, url = accepted(town, nora, strict)
    town.until(MONDAY + 20 * DAY)
    nora = client_for("nora")
    form = nora.get(address)
    nora.send(form, url, forsinket=BECAUSE, knapp="kladd")
    form = nora.get(address)
    assert BECAUSE in form.text
    silent = nora.send(form, url, forsinket="  ")
    assert silent.status_code == 422
    assert f"{ASKED} {MISSING}" in text_of(silent)
    shown = nora.send(form, url)
    assert f"{ASKED} {BECAUSE}" in text_of(shown)
    nora.send(shown, url)
    assert f"Hvorfor det ble sent: {BECAUSE}" in text_of(nora.get(address)).replace(" :", ":")


def test_what_was_done_in_time_and_told_late_needs_no_reason(town, client_for, strict):
    nora = client_for("nora")
    address, url = accepted(town, nora, strict)
    town.until(MONDAY + 20 * DAY)
    nora = client_for("nora")
    shown = nora.send(nora.get(address), url, skjedde="2026-03-03")
    assert shown.status_code == 200
    assert "Ja, fullfør" in shown.text
    # The day is moved past the limit after it was looked over: the order itself is refused.
    late = nora.send(shown, url, skjedde="2026-03-19")
    assert late.status_code == 422
    assert f"{ASKED} {MISSING}" in text_of(late)


def test_a_limit_that_runs_out_while_somebody_types_is_asked_about_at_its_field(
    town, client_for, strict
):
    address, url = accepted(town, client_for("nora"), strict)
    limit = town.open(strict, "visit").due.at
    town.until(limit - MINUTE)
    nora = client_for("nora")
    form = nora.get(address)
    assert LATE not in form.text
    town.until(limit + MINUTE)
    refused = nora.send(form, url)
    assert refused.status_code == 422
    assert LATE in refused.text
