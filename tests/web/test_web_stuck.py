"""/fast: leaders see what is stuck with their own units, follow it up, and send again."""

import pytest

from hjemover.application import following_up
from hjemover.application.following_up import NewFollowUp
from hjemover.application.opaque import definition_code, obligation_key, unit_code
from hjemover.engine import commands as c
from hjemover.store.address_book import Membership
from hjemover.vocabulary import Role
from tests.application.town import (
    ASKOY,
    DAY,
    HOSPITAL,
    INTAKE,
    LUNG_WARD,
    MONDAY,
    PATIENT,
    PERMANENT,
    LosingCarrier,
    Town,
    at,
)
from tests.store import planting
from tests.web.conftest import ClientFor
from tests.web.people import EVER

SEND = obligation_key("send#1")


@pytest.fixture
def stuck(town: Town) -> list[str]:
    """Two offers to Bergen and one to Askøy that nobody has answered. Kari leads the ward."""
    town.change(Membership(person="kari", unit=HOSPITAL, role=Role.MANAGER, from_day=EVER))
    refs = [town.enrol(n, municipality=ASKOY if n == 2 else "4601") for n in range(3)]
    town.until(MONDAY + 8 * DAY)
    return refs


# --- the list ---------------------------------------------------------------------------------


def test_a_leader_sees_why_whose_turn_and_what_to_try(client_for: ClientFor, stuck):
    page = client_for("lise").get("/fast").text

    assert "Står fast (2)" in page
    assert "Ikke svar innen fristen" in page
    assert "Overfør til kommunen" in page
    assert "Kreftavdelingen, Helse Bergen" in page
    assert "Svar på overføringen" in page
    assert "Ingen følger opp" in page
    assert f"{PATIENT} 0" in page
    assert f"{PATIENT} 2" not in page


def test_every_name_on_the_list_is_a_line_in_the_access_log(client_for: ClientFor, town, stuck):
    client_for("lise").get("/fast")
    client_for("lise").get("/fast/utskrift")

    seen = planting.rows(town.house.database, "SELECT pathway_ref, object FROM access_log")
    assert sorted(seen) == sorted(
        (ref, thing) for ref in stuck[:2] for thing in ("stuck", "stuck-print")
    )


def test_the_file_tells_no_name(client_for: ClientFor, town, stuck):
    assert PATIENT not in client_for("lise").get("/fast/fil.csv").text
    assert planting.rows(town.house.database, "SELECT * FROM access_log") == []


def test_the_other_side_sees_the_same_rows_with_its_own_next_move(client_for: ClientFor, stuck):
    page = client_for("kari").get("/fast").text

    assert "Står fast (3)" in page
    assert "Trekk tilbake og send til en annen" in page
    assert "Svar på overføringen" not in page


def test_only_leaders_have_the_list(client_for: ClientFor, stuck):
    for person in ("ola", "dag", "anne", "inger"):
        assert client_for(person).get("/fast").status_code == 403
    assert client_for("").get("/fast").status_code == 401


@pytest.mark.parametrize("url", ["/fast", "/fast/utskrift", "/fast/fil.csv"])
def test_another_tenants_rows_are_nowhere(client_for: ClientFor, stuck, url):
    ours, theirs = client_for("lise").get(url).text, client_for("morten").get(url).text

    assert stuck[0] in ours
    assert stuck[2] not in ours
    assert stuck[2] in theirs
    assert stuck[0] not in theirs


def test_filters_are_in_the_address_and_can_be_taken_away(client_for: ClientFor, stuck):
    kari = client_for("kari")
    page = kari.get(f"/fast?motpart={unit_code(ASKOY)}&arsak=no-answer").text
    assert "Står fast (1)" in page
    assert 'href="/fast?arsak=no-answer"' in page
    assert 'href="/fast?motpart=' in page
    assert stuck[2] in page
    assert stuck[0] not in page

    none = kari.get("/fast?arsak=overdue").text
    assert "Ingenting passer til filtrene" in none
    assert "3 står fast i alt" in none
    for nonsense in ("forlop=finnes-ikke", "enhet=1", "motpart=x"):
        assert "Ingenting passer" in kari.get(f"/fast?{nonsense}").text
    assert "Står fast (3)" in kari.get("/fast?arsak=finnes-ikke&side=abc").text
    assert "Står fast (3)" in kari.get(f"/fast?forlop={definition_code('kort-hjem')}&side=9").text
    assert "kort-hjem" not in kari.get("/fast").text


def test_when_nothing_is_stuck_the_page_says_so(client_for: ClientFor):
    page = client_for("lise").get("/fast").text

    assert "Ingenting står fast" in page
    assert "Sist sjekket kl." in page


def test_the_file_opens_in_a_spreadsheet_and_runs_nothing(client_for: ClientFor, town, stuck):
    following_up.follow_up(
        town.house, at(INTAKE),
        NewFollowUp(id="n", items=[(stuck[0], "send#1")], text='=HYPERLINK("http://x";"y")'),
    )  # fmt: skip
    answer = client_for("lise").get("/fast/fil.csv")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="fast-2026-03-10.csv"'
    assert answer.text.startswith("\ufeffÅrsak;")
    assert '"\'=HYPERLINK(""http://x"";""y"")"' in answer.text
    assert len(answer.text.strip().splitlines()) == 3


# --- one row ----------------------------------------------------------------------------------


def test_a_row_in_full_tells_what_the_next_move_would_do(client_for: ClientFor, town, stuck):
    page = client_for("lise").get(f"/fast/{stuck[0]}/{SEND}").text

    assert "Mottakeren har ikke svart innen fristen" in page
    assert "Tar dere imot, har dere ansvaret fra da av" in page
    assert f'href="/oppgave/{stuck[0]}/{SEND}"' in page


@pytest.mark.parametrize("path", ["{other}/{key}", "{own}/feil", "finnes-ikke/{key}"])
def test_a_row_that_is_not_there_or_not_theirs_looks_the_same(client_for: ClientFor, stuck, path):
    url = "/fast/" + path.format(own=stuck[0], other=stuck[2], key=SEND)

    assert client_for("lise").get(url).status_code == 404


def test_a_follow_up_is_written_and_done_and_undone(client_for: ClientFor, town, stuck):
    lise, url = client_for("lise"), f"/fast/{stuck[0]}/{SEND}"
    page = lise.get(url)
    after = lise.send(page, "/fast/oppfolging", tekst="Ring ola", hvem="ola", dag="2026-03-12")
    assert after.url.path == url
    assert "Oppfølgingen er skrevet." in after.text
    assert "Ring ola" in after.text
    assert "torsdag 12. mars" in after.text

    done = lise.send(after, "/fast/gjort")
    assert "Oppfølgingen er gjort." in done.text
    assert "Gjort " in done.text
    undone = lise.send(done, "/fast/ikke-gjort")
    assert "Oppfølgingen er åpen igjen." in undone.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"tekst": "  "}, "Hva gjøres nå? Skriv hva som skal gjøres."),
        ({"dag": "2026-03-09"}, "Innen når? Datoen har vært"),
        ({"dag": "i morgen"}, "Innen når? Skriv en dato, som 24.11.2026."),
        ({"hvem": "eva"}, "Hvem følger opp? Personen arbeider ikke i virksomheten"),
        ({"tekst": "x" * 2001}, "Hva gjøres nå? Teksten er for lang."),
    ],
)
def test_a_form_that_is_refused_keeps_what_was_typed(
    client_for: ClientFor, town, stuck, typed, said
):
    lise, url = client_for("lise"), f"/fast/{stuck[0]}/{SEND}"
    fields = {"tekst": "Skrevet med møye", "hvem": "ola", "dag": ""} | typed
    answer = lise.send(lise.get(url), "/fast/oppfolging", **fields)

    assert answer.status_code == 422
    assert said in answer.text
    assert fields["tekst"] in answer.text
    assert following_up.follow_ups_on(town.house, at(INTAKE), (stuck[0], "send#1")) == []


def test_a_double_press_writes_once_and_the_second_of_two_hears_who_was_first(
    client_for: ClientFor, town, stuck
):
    lise, url = client_for("lise"), f"/fast/{stuck[0]}/{SEND}"
    page = lise.get(url)
    for _ in range(2):
        lise.send(page, "/fast/oppfolging", tekst="Ring", hvem="", dag="")
    [written] = following_up.follow_ups_on(town.house, at(INTAKE), (stuck[0], "send#1"))

    town.change(Membership(person="nina", unit=INTAKE, role=Role.MANAGER, from_day=EVER))
    nina = client_for("nina")
    nina.post("/fast/gjort", {"id": written.id})
    late = lise.post("/fast/gjort", {"id": written.id, "tilbake": url})
    assert "Ansatt nina hadde alt meldt den som gjort." in late.text


def test_several_rows_are_followed_up_at_once(client_for: ClientFor, town, stuck):
    lise = client_for("lise")
    codes = [f"{ref}.{SEND}" for ref in stuck]  # the third is not hers
    page = lise.get("/fast/oppfolging", params={"sak": codes})
    assert "Følg opp 2 rader" in page.text
    after = lise.send(page, "/fast/oppfolging", tekst="Ta opp i møtet")
    assert "Oppfølgingen er skrevet på 2 rader." in after.text
    assert lise.get("/fast?uten=1").text.count("stuck-row") == 0


def test_nothing_ticked_is_told_in_words(client_for: ClientFor, stuck):
    for url in ("/fast/oppfolging", "/fast/send"):
        answer = client_for("lise").get(url)
        assert answer.status_code == 422
        assert "Kryss av for minst én rad" in answer.text


def test_another_organisations_follow_up_cannot_be_done_or_read(client_for: ClientFor, town, stuck):
    following_up.follow_up(
        town.house,
        at(HOSPITAL),
        NewFollowUp(id="n-1", items=[(stuck[0], "send#1")], text="Hemmelig"),
    )
    lise = client_for("lise")
    assert "Hemmelig" not in lise.get(f"/fast/{stuck[0]}/{SEND}").text
    for act in ("gjort", "ikke-gjort"):
        assert lise.post(f"/fast/{act}", {"id": "n-1"}).status_code == 404


# --- sending again ----------------------------------------------------------------------------


def test_what_was_lost_is_sent_again_after_a_page_that_tells_what_leaves(
    client_for: ClientFor, town: Town
):
    town.change(Membership(person="kari", unit=HOSPITAL, role=Role.MANAGER, from_day=EVER))
    refs = [town.enrol(n) for n in range(2)]
    town.post(carrier=LosingCarrier(PERMANENT, PERMANENT))
    kari = client_for("kari")
    assert "Ikke levert" in kari.get("/fast").text
    page = kari.get("/fast/send", params={"sak": [f"{ref}.{SEND}" for ref in refs]})
    assert "Send 2 overføringer på nytt?" in page.text
    assert "Mottak Bergen" in page.text
    assert town.pathway(refs[0]).obligations["send#1"].handoff.attempt == 1, "nothing is sent yet"

    after = kari.send(page, "/fast/send")
    assert "Sendt på nytt: 2." in after.text
    assert "Ingenting står fast" in after.text
    kari.send(page, "/fast/send")  # the button once more, from a page that was left open
    assert town.pathway(refs[0]).obligations["send#1"].handoff.attempt == 2


def test_one_that_cannot_be_sent_stops_no_other(client_for: ClientFor, town: Town):
    town.change(Membership(person="kari", unit=HOSPITAL, role=Role.MANAGER, from_day=EVER))
    lost = town.enrol(1)
    town.post(carrier=LosingCarrier(PERMANENT))
    kari = client_for("kari")
    page = kari.get("/fast/send", params={"sak": f"{lost}.{SEND}"})
    town.order(lost, c.WithdrawHandoff(obligation="send#1", reason="Feil", to=None), HOSPITAL)
    answer = kari.send(page, "/fast/send")
    assert answer.status_code == 409
    assert "Står ikke fast lenger." in answer.text


def test_the_receiver_cannot_send_the_senders_offer(client_for: ClientFor, town: Town):
    ref = town.enrol(1)
    town.post(carrier=LosingCarrier(PERMANENT))
    lise = client_for("lise")
    assert "Neste trekk er hos Kreftavdelingen" in lise.get("/fast").text
    page = lise.get("/fast/send", params={"sak": f"{ref}.{SEND}"})
    assert "Ingen av de valgte kan sendes på nytt" in page.text
    lise.post("/fast/send", {"sak": f"{ref}.{SEND}", "id": "x"})
    assert town.pathway(ref).obligations["send#1"].handoff.attempt == 1


@pytest.mark.parametrize("language", ["nn", "en"])
def test_the_list_is_in_the_readers_language(client_for: ClientFor, town, stuck, language):
    from hjemover.application import accounts

    accounts.choose_language(town.house, "lise", language)
    page = client_for("lise").get("/fast").text
    assert {"nn": "Ikkje svar innan fristen", "en": "No answer within the limit"}[language] in page
    assert 'lang="nb"' not in page


def test_a_ward_that_lost_its_leader_is_seen_by_nobody_else(client_for: ClientFor, town, stuck):
    town.change(Membership(person="per", unit=LUNG_WARD, role=Role.MANAGER, from_day=EVER))
    assert "Ingenting står fast" in client_for("per").get("/fast").text
