"""One item at a browser: every act, confirmed before it leaves the house; no text is lost."""

import re
from html import unescape

import pytest

from hjemover.application.desk import writing
from hjemover.application.handle import Order, handle
from hjemover.application.house import THE_SYSTEM
from hjemover.application.publishing import publish_folder
from hjemover.engine import commands as c
from hjemover.settings import content_folder
from hjemover.store.address_book import Membership, Person, UnitService
from hjemover.vocabulary import HandoffStatus, Role
from hjemover.web.opaque import obligation_key
from tests.application.town import (
    BERGEN,
    DAY,
    HOSPITAL,
    INTAKE,
    MONDAY,
    NURSE,
    OTHER_INTAKE,
    PATIENT,
)
from tests.web.people import EVER
from tests.web.test_web_inbox import SCRIPT, text_of

SEND = "send#1"
ALREADY = "Dette var allerede gjort. Ingenting ble gjort to ganger."
KEY = obligation_key(SEND)


@pytest.fixture
def liv(town):
    """A second coordinator at the intake."""
    town.change(
        Person(id="liv", name="Liv Berg", login="liv"),
        Membership(person="liv", unit=INTAKE, role=Role.COORDINATOR, from_day=EVER),
    )
    return town


@pytest.fixture
def cancer(town):
    """The cancer home pathway, published, with a patient on its first step."""
    publish_folder(town.house, content_folder("pathways"), "test")
    town.change(UnitService(organisation=BERGEN, service="cancer-coordinator", unit=NURSE))
    return town.enrol(1, pathway="kreft-hjem")


def url(ref, word=""):
    return f"/oppgave/{ref}/{KEY}{'/' + word if word else ''}"


def at(town, ref, step, word=""):
    """The address of the open item of a step."""
    key = obligation_key(town.open(ref, step).id)
    return f"/oppgave/{ref}/{key}{'/' + word if word else ''}"


def status(town, ref):
    return town.open(ref, "send").handoff.status


def ask(client, ref, text="Hvem ringer pasienten?"):
    """Write a question, and come to the page to confirm on."""
    page = client.get(url(ref, "sporsmal"))
    return client.send(page, url(ref, "sporsmal"), tekst=text)


# --- whose ------------------------------------------------------------------------------------

WORDS = ["", "her", "ta-imot", "sporsmal", "avvis", "send-videre", "trekk-tilbake", "fullfor"]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("person", ["eva", "nina", "per"])
def test_another_units_item_is_not_there(town, client_for, word, person):
    ref = town.enrol(1)
    page = client_for(person).get(url(ref, word))
    assert page.status_code == 404
    assert PATIENT not in page.text


@pytest.mark.parametrize("word", [word for word in WORDS if word not in ("", "her")] + ["beskjed"])
def test_nobody_acts_on_another_units_item_with_a_form_of_their_own(town, client_for, word):
    ref = town.enrol(1)
    before = town.contents()["journal"]
    fields = {"bekreftet": "ja", "tekst": "x", "grunn": "x", "enhet": OTHER_INTAKE, "beskjed": "x",
              "svar.why": "not-our-patient", "sett": "1", "ordre": "o"}  # fmt: skip
    page = client_for("eva").post(url(ref, word), fields)
    assert page.status_code == 404
    assert town.contents()["journal"] == before
    assert town.contents()["desk_note"] == []


@pytest.mark.parametrize("path", ["/oppgave/p-finnes-ikke/aaaaaaaaaa", "/oppgave/x/y"])
def test_what_is_not_there_looks_the_same(town, client_for, path):
    assert client_for("ola").get(path).status_code == 404


def test_the_other_side_cannot_do_what_is_this_sides(town, client_for):
    ref = town.enrol()
    page = client_for("kari").get(url(ref, "ta-imot"))
    assert page.status_code == 200
    assert 'name="bekreftet"' not in page.text
    page = client_for("kari").post(url(ref, "ta-imot"), {"bekreftet": "ja"})
    assert page.status_code == 409
    assert status(town, ref) is HandoffStatus.OFFERED


def test_who_opens_it_is_in_the_access_log_and_so_is_who_tried(town, client_for):
    ref = town.enrol()
    client_for("ola").get(url(ref))
    client_for("eva").get(url(ref))
    log = town.contents()["access_log"]
    assert any("ola" in row and "open" in row for row in log)
    assert any("eva" in row and "deny" in row for row in log)


# --- what it tells ----------------------------------------------------------------------------


def test_the_page_tells_what_why_now_and_what_happens_next(town, client_for):
    ref = town.enrol(1)
    page = client_for("ola").get(url(ref))
    told = text_of(page)
    for said in (
        "Svar på overføringen: Overfør til kommunen", f"{PATIENT} 1", "om 2 virkedager",
        "Kreftavdelingen, Helse Bergen vil overføre pasienten til dere.",
        "Kreftsykepleier, Bergen får oppgaven «Besøk pasienten».", "Ta imot pasienten",
        "Har ansvaret for pasienten nå Kreftavdelingen, Helse Bergen", "Tekst til journalen",
    ):  # fmt: skip
        assert said in told, said
    assert SEND not in page.text
    journal = re.search(r'<textarea[^>]*id="journal"[^>]*>(.*?)</textarea>', page.text, re.S)[1]
    assert "Overfør til kommunen" in journal
    assert PATIENT not in journal


def test_the_sender_sees_that_it_is_opened_and_by_nobody_yet(town, client_for):
    ref = town.enrol()
    told = text_of(client_for("kari").get(url(ref)))
    assert "Sendt, ikke bekreftet levert" in told
    client_for("ola").get(url(ref))
    assert "Åpnet av mottakeren" in text_of(client_for("kari").get(url(ref)))


def test_a_colleague_who_looks_is_told_of(liv, client_for):
    ref = liv.enrol()
    client_for("liv").get(url(ref))
    page = client_for("ola").get(url(ref))
    assert "Liv Berg ser på denne nå." in text_of(page)
    assert "Liv Berg ser på denne nå." in text_of(client_for("ola").fragment(url(ref, "her")))
    assert "Liv Berg" not in text_of(client_for("kari").get(url(ref)))


# --- at the receiver --------------------------------------------------------------------------


def test_accepting_is_confirmed_first_and_says_who_is_told(town, client_for):
    ref = town.enrol()
    client = client_for("ola")
    page = client.get(url(ref, "ta-imot"))
    told = text_of(page)
    assert "Ansvaret for pasienten går fra Kreftavdelingen, Helse Bergen til Mottak Bergen" in told
    assert "Får varsel: Kreftavdelingen, Helse Bergen" in told
    assert "trekkes tilbake" not in told
    assert "handoff-accepted" not in town.told(ref)
    page = client.send(page, url(ref, "ta-imot"))
    assert "Mottatt. Ansvaret er hos dere nå." in text_of(page)
    assert "handoff-accepted" in town.told(ref)


def test_it_may_have_happened_on_another_day(town, client_for):
    ref = town.enrol()
    town.until(MONDAY + 2 * DAY)
    client = client_for("ola")
    page = client.get(url(ref, "ta-imot"))
    wrong = client.send(page, url(ref, "ta-imot"), skjedde="2026-12-24")
    assert "Datoen ligger fram i tid." in text_of(wrong)
    client.send(page, url(ref, "ta-imot"), skjedde="2026-03-03")
    assert town.pathway(ref).done["send"].at.date().isoformat() == "2026-03-03"


def test_a_question_goes_back_and_its_answer_comes_again(town, client_for):
    ref = town.enrol()
    ola, kari = client_for("ola"), client_for("kari")
    page = ask(ola, ref)
    assert "Hvem ringer pasienten?" in page.text
    assert status(town, ref) is not HandoffStatus.RETURNED
    page = ola.send(page, url(ref, "sporsmal"))
    assert "Spørsmålet er sendt." in text_of(page)
    assert status(town, ref) is HandoffStatus.RETURNED
    inbox = kari.get("/innboks")
    assert "Svar på spørsmålet om: Overfør til kommunen" in text_of(inbox)
    page = kari.get(url(ref, "svar"))
    assert "Hvem ringer pasienten?" in page.text
    page = kari.send(page, url(ref, "svar"), tekst="Vi gjør det.")
    kari.send(page, url(ref, "svar"))
    told = text_of(ola.get(url(ref)))
    assert "har svart på spørsmålet deres" in told
    assert "Vi gjør det." in told


def test_an_empty_question_is_asked_for_and_nothing_else_is_lost(town, client_for):
    ref = town.enrol()
    page = ask(client_for("ola"), ref, "   ")
    assert page.status_code == 422
    assert "Skriv spørsmålet først." in text_of(page)


def test_a_rejection_has_a_reason_and_the_senders_own_question(town, client_for):
    ref = town.enrol()
    client = client_for("ola")
    page = client.get(url(ref, "avvis"))
    wrong = client.send(page, url(ref, "avvis"), grunn="Bor i Askøy")
    assert wrong.status_code == 422
    assert "Bor i Askøy" in wrong.text
    page = client.send(wrong, url(ref, "avvis"), **{"svar.why": "wrong-municipality"})
    assert "Kreftavdelingen, Helse Bergen beholder ansvaret" in text_of(page)
    client.send(page, url(ref, "avvis"))
    assert "handoff-rejected" in town.told(ref)
    assert "Bor i Askøy" in text_of(client_for("kari").get(url(ref)))


def test_forwarding_finds_the_unit_without_scripts_and_keeps_the_note(town, client_for):
    ref = town.enrol()
    client = client_for("ola")
    form = client.get(url(ref, "send-videre"))
    page = client.send(form, url(ref, "send-videre"), sok="askøy", tekst="Flyttet", knapp="sok")
    assert "Mottak Askøy" in page.text
    assert "Flyttet" in page.text
    none = client.send(page, url(ref, "send-videre"), sok="finnes ikke", knapp="sok")
    assert "Ingen enhet heter det." in text_of(none)
    assert "Flyttet" in none.text
    wrong = client.send(page, url(ref, "send-videre"))
    assert wrong.status_code == 422
    assert "Søk etter en enhet, og velg den." in text_of(wrong)
    page = client.send(page, url(ref, "send-videre"), enhet=OTHER_INTAKE)
    client.send(page, url(ref, "send-videre"))
    assert town.open(ref, "send").awaits == OTHER_INTAKE
    assert client_for("eva").get(url(ref)).status_code == 200
    assert client.get(url(ref)).status_code in (200, 404)


# --- at the sender ----------------------------------------------------------------------------


def test_the_sender_takes_it_back_or_sends_it_elsewhere(town, client_for):
    one, two = town.enrol(1), town.enrol(2)
    client = client_for("kari")
    page = client.get(url(one, "trekk-tilbake"))
    wrong = client.send(page, url(one, "trekk-tilbake"))
    assert "Skriv noen ord om hvorfor." in text_of(wrong)
    page = client.send(page, url(one, "trekk-tilbake"), grunn="Pasienten er innlagt igjen")
    client.send(page, url(one, "trekk-tilbake"))
    assert "handoff-withdrawn" in town.told(one)
    page = client.get(url(two, "trekk-tilbake"))
    page = client.send(page, url(two, "trekk-tilbake"), grunn="x", sok="askøy", knapp="sok")
    page = client.send(page, url(two, "trekk-tilbake"), enhet=OTHER_INTAKE)
    client.send(page, url(two, "trekk-tilbake"))
    assert town.open(two, "send").awaits == OTHER_INTAKE


def test_what_did_not_arrive_is_sent_again(town, client_for):
    ref = town.enrol()
    lost = c.ReportUndelivered(obligation=SEND, attempt=1)
    handle(town.house, Order(id="lost", ref=ref, command=lost, by=THE_SYSTEM))
    assert "Send på nytt, den kom ikke fram" in text_of(client_for("kari").get("/innboks"))
    client = client_for("kari")
    page = client.get(url(ref, "send-pa-nytt"))
    client.send(page, url(ref, "send-pa-nytt"))
    assert town.open(ref, "send").handoff.attempt == 2


# --- two at once ------------------------------------------------------------------------------


def test_the_second_of_two_is_told_who_did_what_and_keeps_the_text(liv, client_for):
    ref = liv.enrol()
    ola, liv_ = client_for("ola"), client_for("liv")
    question = ask(liv_, ref, "Trenger pasienten tolk? Vi har ingen som kan polsk.")
    accept = ola.get(url(ref, "ta-imot"))
    ola.send(accept, url(ref, "ta-imot"))
    late = liv_.send(question, url(ref, "sporsmal"))
    told = text_of(late)
    assert late.status_code == 409
    assert "Noen var her før deg" in told
    assert "Ansatt ola" in told
    assert "Trenger pasienten tolk? Vi har ingen som kan polsk." in late.text


def test_the_second_may_go_on_where_it_can_still_be_done(liv, client_for):
    ref = liv.enrol()
    ola, liv_ = client_for("ola"), client_for("liv")
    question = ask(liv_, ref, "Trenger pasienten tolk?")
    ola.post("/innboks/flere", {"knapp": "ta", "sak": f"{ref}.{KEY}"})
    late = liv_.send(question, url(ref, "sporsmal"))
    assert late.status_code == 409
    assert "Ansatt ola tok den, eller fikk den" in text_of(late)
    assert status(liv, ref) is not HandoffStatus.RETURNED
    page = liv_.send(late, url(ref, "sporsmal"))
    liv_.send(page, url(ref, "sporsmal"))
    assert status(liv, ref) is HandoffStatus.RETURNED


def test_the_same_form_twice_sends_once_and_says_the_same(town, client_for):
    ref = town.enrol()
    client = client_for("ola")
    page = ask(client, ref)
    first = client.send(page, url(ref, "sporsmal"))
    second = client.send(page, url(ref, "sporsmal"))
    assert "Spørsmålet er sendt." in text_of(first)
    assert "Spørsmålet er sendt." in text_of(second)
    assert ALREADY not in text_of(first)
    assert ALREADY in text_of(second)
    assert town.told(ref).count("handoff-returned") == 1


def test_the_same_acceptance_twice_says_the_same(town, client_for):
    ref = town.enrol()
    client = client_for("ola")
    page = client.get(url(ref, "ta-imot"))
    for _ in range(2):
        assert "Mottatt." in text_of(client.send(page, url(ref, "ta-imot")))
    assert town.told(ref).count("handoff-accepted") == 1


def test_back_after_sending_shows_what_became_of_it(town, client_for):
    ref = town.enrol()
    client = client_for("ola")
    client.send(client.get(url(ref, "ta-imot")), url(ref, "ta-imot"))
    page = client.get(url(ref, "ta-imot"))
    assert "Dette er avsluttet" in text_of(page)
    assert 'name="bekreftet"' not in page.text


def test_a_form_from_elsewhere_is_turned_away(town, client_for):
    ref = town.enrol()
    client = client_for("ola")
    page = client.http.post(url(ref, "ta-imot"), data={"bekreftet": "ja"})
    assert page.status_code == 403
    assert status(town, ref) is HandoffStatus.OFFERED


# --- texts ------------------------------------------------------------------------------------


def test_a_script_in_every_text_field_stays_text(town, client_for):
    ref = town.enrol()
    ola, kari = client_for("ola"), client_for("kari")
    pages = [ask(ola, ref, SCRIPT)]
    pages.append(ola.send(pages[0], url(ref, "sporsmal")))
    pages += [kari.get(url(ref)), kari.get(url(ref, "svar"))]
    answer = kari.send(pages[-1], url(ref, "svar"), tekst=SCRIPT)
    pages += [answer, kari.send(answer, url(ref, "svar")), ola.get(url(ref))]
    pages.append(ola.send(ola.get(url(ref)), url(ref, "beskjed"), beskjed=SCRIPT))
    pages.append(ola.send(pages[-1], url(ref, "beskjed")))
    pages.append(kari.get(url(ref)))
    form = ola.get(url(ref, "send-videre"))
    pages.append(ola.send(form, url(ref, "send-videre"), sok=SCRIPT, tekst=SCRIPT, knapp="sok"))
    reject = ola.get(url(ref, "avvis"))
    pages.append(ola.send(reject, url(ref, "avvis"), grunn=SCRIPT))
    for page in pages:
        assert SCRIPT not in page.text
    assert "&lt;script&gt;alert(1)" in pages[0].text


def test_two_megabytes_are_turned_away_with_the_next_move(town, client_for):
    ref = town.enrol()
    page = client_for("ola").post(url(ref, "sporsmal"), {"tekst": "x" * 2_000_000})
    assert page.status_code == 413
    assert "Kort den ned." in text_of(page)
    assert status(town, ref) is HandoffStatus.OFFERED


def test_a_text_that_is_too_long_is_given_back(town, client_for):
    ref = town.enrol()
    page = ask(client_for("ola"), ref, "ord " * 6_000)
    assert page.status_code == 422
    assert "Teksten er for lang." in text_of(page)
    assert "ord ord ord" in page.text


def test_a_draft_waits_where_one_left_it(liv, client_for):
    ref = liv.enrol()
    client = client_for("ola")
    page = client.get(url(ref, "sporsmal"))
    page = client.send(page, url(ref, "sporsmal"), tekst="Pasienten sier at", knapp="kladd")
    assert "Kladden er lagret." in text_of(page)
    assert "Kladd lagret" in text_of(client.get("/innboks"))
    assert "Pasienten sier at" in client.get(url(ref, "sporsmal")).text
    assert "Pasienten sier at" not in client_for("liv").get(url(ref, "sporsmal")).text


NOTE_TEXT = "Hun hører dårlig på høyre øre."


def test_a_note_is_shown_before_it_goes_and_the_same_form_writes_one(town, client_for):
    ref = town.enrol()
    ola, kari = client_for("ola"), client_for("kari")
    page = kari.get(url(ref))
    shown = kari.send(page, url(ref, "beskjed"), beskjed=NOTE_TEXT)
    assert "Send beskjeden til Mottak Bergen, Bergen?" in text_of(shown)
    assert "ny beskjed" not in text_of(ola.get("/innboks"))  # nothing has gone yet
    assert NOTE_TEXT in kari.get(url(ref)).text  # who goes back finds it there
    for _ in range(2):
        kari.send(shown, url(ref, "beskjed"))
    assert "1 ny beskjed" in text_of(ola.get("/innboks"))
    told = text_of(ola.get(url(ref)))
    assert told.count(NOTE_TEXT) == 2  # on the page, and for the journal
    assert "1 ny beskjed" not in text_of(ola.get("/innboks"))


def test_a_note_that_is_half_written_waits_beside_what_else_is_half_written(town, client_for):
    ref = town.enrol()
    ola = client_for("ola")
    question = ola.get(url(ref, "sporsmal"))
    ola.send(question, url(ref, "sporsmal"), tekst="Hvem henter?", knapp="kladd")

    back = ola.send(ola.get(url(ref)), url(ref, "beskjed"), beskjed=NOTE_TEXT, knapp="kladd")

    assert NOTE_TEXT in back.text
    assert "Hvem henter?" in ola.get(url(ref, "sporsmal")).text
    shown = ola.send(back, url(ref, "beskjed"), beskjed=NOTE_TEXT)
    sent = ola.send(shown, url(ref, "beskjed"))
    assert "Beskjeden er sendt." in text_of(sent)
    assert f">{NOTE_TEXT}</textarea>" not in sent.text  # its draft is no more
    assert "Hvem henter?" in ola.get(url(ref, "sporsmal")).text


def test_a_draft_that_was_thrown_away_comes_back_from_the_banner(town, client_for, cancer):
    kari, address = client_for("kari"), at(town, cancer, "include")
    page = kari.get(address)
    kari.send(page, f"{address}/fullfor", knapp="kladd", **FIRST)
    gone = kari.send(kari.get(address), f"{address}/kladd/slett")
    assert "Kladden er slettet." in text_of(gone)
    assert FIRST["svar.contact_person"] not in gone.text

    undone = kari.send(gone, f"{address}/kladd/tilbake")

    assert "Kladden er hentet tilbake." in text_of(undone)
    assert FIRST["svar.contact_person"] in undone.text
    again = kari.send(gone, f"{address}/kladd/tilbake")
    assert "Det kan ikke angres lenger." in text_of(again)


def test_a_note_that_is_emptied_leaves_no_draft(town, client_for):
    ref = town.enrol()
    ola, address = client_for("ola"), url(ref, "beskjed")
    ola.send(ola.get(url(ref)), address, beskjed=NOTE_TEXT, knapp="kladd")
    ola.send(ola.get(url(ref)), address, beskjed="", knapp="kladd")
    assert town.contents()["desk_draft"] == []


def test_a_draft_that_was_thrown_away_is_gone_for_good_after_a_day(town, client_for, cancer):
    kari, address = client_for("kari"), at(town, cancer, "include")
    kari.send(kari.get(address), f"{address}/fullfor", knapp="kladd", **FIRST)
    kari.send(kari.get(address), f"{address}/kladd/slett")
    town.clock.set(MONDAY + 2 * DAY)
    writing.tidy(town.house)
    assert town.contents()["desk_draft"] == []


# --- sharing out from the item ----------------------------------------------------------------


def test_an_item_is_taken_given_and_taken_over_from_its_own_page(liv, client_for):
    ref = liv.enrol()
    ola = client_for("ola")
    page = ola.send(
        ola.get(url(ref)), "/innboks/flere", knapp="ta", sak=f"{ref}.{KEY}", retur="sak"
    )
    assert str(page.url).endswith(url(ref))
    assert liv.open(ref, "send").claimed_by == "ola"
    other = client_for("liv").get(url(ref))
    assert "Ta over fra Ansatt ola" in text_of(other)
    ola.post(
        "/innboks/flere", {"knapp": "gi", "sak": f"{ref}.{KEY}", "kollega": "liv", "retur": "sak"}
    )
    assert liv.open(ref, "send").claimed_by == "liv"


# --- a task with a form -----------------------------------------------------------------------

FIRST = {"svar.kind": "new", "svar.contact_person": "Kari Sykepleier, telefon 5555"}


def complete(client, address, **fields):
    page = client.get(address)
    confirm = client.send(page, f"{address}/fullfor", **fields)
    assert confirm.status_code == 200, text_of(confirm)[:2000]
    return client.send(confirm, f"{address}/fullfor")


def test_a_form_is_filled_in_confirmed_and_its_answers_are_kept(town, client_for, cancer):
    client, address = client_for("kari"), at(town, cancer, "include")
    page = client.get(address)
    assert "Diagnose (ICD-10)" in page.text
    assert "Pakkeforløp hjem for pasienter med kreft" in page.text
    wrong = client.send(page, f"{address}/fullfor", **{"svar.contact_person": "Kari Sykepleier"})
    assert wrong.status_code == 422
    assert "Må fylles ut." in text_of(wrong)
    assert "Kari Sykepleier" in wrong.text
    confirm = client.send(wrong, f"{address}/fullfor", **FIRST)
    told = text_of(confirm)
    assert "Ny sykdom" in told
    assert "får oppgaven «Informer pasienten og tilby samtale 1»" in told
    assert "task-completed" not in town.told(cancer)
    changed = client.send(confirm, f"{address}/fullfor", knapp="endre")
    assert "Kari Sykepleier, telefon 5555" in changed.text
    done = client.send(confirm, f"{address}/fullfor")
    assert "Oppgaven er fullført." in text_of(done)
    assert town.pathway(cancer).answers["include"]["kind"] == "new"


def test_each_way_out_asks_its_own_questions_and_one_must_be_chosen(town, client_for, cancer):
    client = client_for("kari")
    complete(client, at(town, cancer, "include"), **FIRST)
    address = at(town, cancer, "offer-1")
    page = client.get(address)
    wrong = client.send(page, f"{address}/fullfor")
    assert "Velg hva som ble resultatet." in text_of(wrong)
    wrong = client.send(page, f"{address}/fullfor", utfall="declined")
    assert wrong.status_code == 422
    confirm = client.send(
        page, f"{address}/fullfor",
        **{"utfall": "later", "utfall.later.again_on": "2026-04-01",
           "utfall.declined.reason": "hører ikke til her"},
    )  # fmt: skip
    client.send(confirm, f"{address}/fullfor")
    assert town.pathway(cancer).answers["offer-1"] == {"again_on": "2026-04-01"}


def test_what_was_answered_before_is_shown_with_its_source_and_only_to_whom_it_was_sent(
    town, client_for, cancer
):
    client = client_for("kari")
    complete(client, at(town, cancer, "include"), **FIRST)
    told = text_of(client.get(at(town, cancer, "offer-1")))
    assert "Kilde: Kreftavdelingen, Helse Bergen" in told
    assert "Kari Sykepleier, telefon 5555" in told
    complete(client, at(town, cancer, "offer-1"), utfall="declined",
             **{"utfall.declined.scope": "this_talk"})  # fmt: skip
    address = at(town, cancer, "write-handover")
    told = text_of(client.get(address))
    assert "Resultat Takket nei" in told  # before what was asked about it
    assert "Har ansvaret for oppgaven nå Kreftavdelingen, Helse Bergen" in told
    assert "Har ansvaret for pasienten nå" not in told
    complete(client, address, **{"svar.talk_1": "declined", "svar.asked_for": "talk_2",
             "svar.needs_summary": "Trenger hjelp hjemme"})  # fmt: skip
    send = at(town, cancer, "send-1")
    told = text_of(client_for("ola").get(send))
    assert "Trenger hjelp hjemme" in told
    assert "telefon 5555" in told  # goes along with the handover
    assert "Bare denne samtalen" not in told  # what was answered in the ward stays there


def test_a_task_form_is_saved_and_found_again_with_tables_and_all(town, client_for, cancer):
    client = client_for("kari")
    complete(client, at(town, cancer, "include"), **FIRST)
    complete(client, at(town, cancer, "offer-1"), utfall="accepted")
    address = at(town, cancer, "hold-1")
    page = client.get(address)
    typed = {"svar.held_on": "2026-99-99", "svar.themes.nutrition.note": "Spiser lite",
             "svar.what_matters": "Barnebarna", "knapp": "kladd"}  # fmt: skip
    client.send(page, f"{address}/fullfor", **typed)
    back = client.get(address)
    assert "Kladden din fra" in text_of(back)
    for said in ("Spiser lite", "Barnebarna", "2026-99-99"):
        assert said in back.text
    gone = client.send(back, f"{address}/kladd/slett")
    assert "Spiser lite" not in gone.text


def test_what_was_answered_in_a_task_that_is_done_can_be_read_and_put_right(
    town, client_for, cancer
):
    kari = client_for("kari")
    task = at(town, cancer, "include")
    complete(kari, task, **FIRST)

    page = kari.get(task)

    links = re.findall(rf'href="(/forlop/{cancer}/svar/[0-9a-f]+)"', page.text)
    assert links
    assert "Dette ble svart" in text_of(page)
    form = kari.get(links[0])
    assert form.status_code == 200
    assert "Rett svaret på" in text_of(form)
    for reader in ("eva", "lise"):  # of another house, and a leader
        other = client_for(reader).get(task)
        assert f"/forlop/{cancer}/svar/" not in other.text


def test_what_is_done_leads_on_to_what_is_next_for_the_same_patient(town, client_for, cancer):
    client = client_for("kari")

    inbox = complete(client, at(town, cancer, "include"), **FIRST)

    following = at(town, cancer, "offer-1")
    assert f'href="{following}"' in inbox.text
    assert "Neste for pasienten: Informer pasienten og tilby samtale 1" in inbox.text
    assert "Neste for pasienten" not in client.get("/innboks").text  # said once


def test_what_is_next_for_others_is_not_led_on_to(town, client_for):
    ref = town.enrol()
    ola = client_for("ola")
    inbox = ola.send(ola.get(url(ref, "ta-imot")), url(ref, "ta-imot"))  # the nurse goes on

    assert "Mottatt." in inbox.text
    assert "Neste for" not in inbox.text


def test_a_draft_is_saved_as_one_types_without_leaving_the_page(town, client_for, cancer):
    client, address = client_for("kari"), at(town, cancer, "include")
    page = client.get(address)
    from tests.web.visiting import form_to

    form = form_to(page.text, f"{address}/fullfor")
    saved = client.http.post(
        f"{address}/fullfor", data={**form, "svar.contact_person": "Halvskrevet", "knapp": "kladd"},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert "Lagret kl. 10.00." in text_of(saved)
    assert "Halvskrevet" in client.get(address).text


def test_the_page_says_unescaped_nothing(town, client_for, cancer):
    client, address = client_for("kari"), at(town, cancer, "include")
    page = client.get(address)
    confirm = client.send(
        page, f"{address}/fullfor", **{"svar.kind": "new", "svar.diagnosis": SCRIPT}
    )
    client.send(confirm, f"{address}/fullfor")
    later = client.get(at(town, cancer, "offer-1"))
    for one in (confirm, later):
        assert SCRIPT not in one.text
        assert SCRIPT in unescape(one.text)
    assert HOSPITAL not in re.sub(r'value="[^"]*"', "", later.text)
