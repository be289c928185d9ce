"""Own prompts, the unit's facts, absences and the log, on the screen."""

import pytest

from hjemover.application.absences import absences
from hjemover.application.noticing import setting_of
from hjemover.application.opaque import person_code
from hjemover.application.queries import inbox
from hjemover.engine import commands as c
from hjemover.store.address_book import ContactPoint, Deputy, Membership, Person
from hjemover.vocabulary import Role
from tests.application.town import INTAKE, MONDAY, NURSE, PERMANENT, Mailbox, at
from tests.web.people import EVER
from tests.web.test_web_way import text_of
from tests.web.visiting import form_to

URL = "/varsler"


def test_the_page_tells_of_the_unit_and_that_the_unit_hears_anyway(client_for):
    read = text_of(client_for("ola").get(URL).text)
    assert "Enheten får sine uansett hva du velger." in read
    assert "Adresse for varsler bergen-mottak@post.example" in read
    assert "Åpningstid virkedager" in read
    assert "Stedfortreder ingen" in read
    assert "Mottak Askøy" not in read


def test_what_one_chooses_is_kept_and_shown_again(client_for, town):
    ola = client_for("ola")
    done = ola.send(
        ola.get(URL), f"{URL}/mine",
        **{"adresse": "ola@post.example", "ved.new-work": "at-once", "time": "7"},
    )  # fmt: skip
    assert "Valgene dine er lagret." in done.text
    kept = setting_of(town.house, "ola")
    assert (kept.address, kept.wish("new-work"), kept.wish("answers"), kept.digest_hour) == (
        "ola@post.example", "at-once", "never", 7,
    )  # fmt: skip
    again = form_to(ola.get(URL).text, f"{URL}/mine")
    assert (again["ved.new-work"], again["time"]) == ("at-once", "7")


@pytest.mark.parametrize(
    ("address", "told"),
    [("", "Skriv adressen din"), ("ola", "Dette er ingen e-postadresse")],
)
def test_an_address_that_will_not_do_is_told_and_the_choices_stay(client_for, town, address, told):
    ola = client_for("ola")
    answer = ola.send(
        ola.get(URL), f"{URL}/mine", **{"adresse": address, "ved.deadlines": "digest"}
    )
    assert answer.status_code == 422
    assert told in answer.text
    kept = form_to(answer.text, f"{URL}/mine")
    assert (kept["adresse"], kept["ved.deadlines"]) == (address, "digest")
    assert setting_of(town.house, "ola").wishes == {}


def test_what_is_not_a_choice_is_no_choice(client_for, town):
    ola = client_for("ola")
    ola.send(ola.get(URL), f"{URL}/mine", **{"ved.new-work": "hourly", "time": "99999"})
    kept = setting_of(town.house, "ola")
    assert (kept.wish("new-work"), kept.digest_hour) == ("never", 8)


@pytest.mark.parametrize("person", ["inger", "anne"])
def test_an_auditor_writes_an_address_and_is_asked_nothing_else(client_for, town, person):
    who = client_for(person)
    page = who.get(URL)
    assert "Du får ikke e-post om nødrett" in page.text
    assert "Det kan ikke velges bort." in page.text
    assert "Enhetene mine" not in page.text
    assert f"{INTAKE}@post.example" not in page.text
    assert set(form_to(page.text, f"{URL}/mine")) == {"_token", "adresse"}

    done = who.send(page, f"{URL}/mine", adresse="meg@bergen.example")

    assert setting_of(town.house, person).address == "meg@bergen.example"
    assert "Du får ikke e-post om nødrett" not in done.text


def test_whoever_looks_at_a_unit_they_only_follow_up_keeps_what_they_chose(client_for, town):
    from hjemover.application.noticing import choose

    town.change(Membership(person="inger", unit=NURSE, role=Role.COORDINATOR, from_day=EVER))
    choose(
        town.house,
        "inger",
        address="inger@post.example",
        digest_hour=7,
        wishes={"answers": "at-once"},
    )
    inger = client_for("inger")
    inger.post("/okt/enhet", {"enhet": INTAKE, "tilbake": URL})

    inger.send(inger.get(URL), f"{URL}/mine", adresse="ny@post.example")

    kept = setting_of(town.house, "inger")
    assert (kept.address, kept.digest_hour, kept.wish("answers")) == (
        "ny@post.example",
        7,
        "at-once",
    )


# --- absences -------------------------------------------------------------------------------------


def visit(town) -> str:
    ref = town.enrol()
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.order(ref, c.ClaimTask(obligation="visit#1", person="nina"), NURSE)
    return ref


def test_the_only_nurse_goes_on_leave_and_her_case_is_on_the_list_the_same_day(client_for, town):
    visit(town)
    nina = client_for("nina")
    done = nina.send(nina.get(URL), f"{URL}/fravaer", fra="2026-03-02", til="2026-03-06")
    read = text_of(done.text)
    assert "Oppgaver som kom tilbake på listen: 1." in read
    assert "Da er ingen på jobb hos Kreftsykepleier" in read
    assert "Ingen er på jobb i dag, og ingen er stedfortreder." in read
    assert [one.claimed_by for one in inbox(town.house, at(NURSE))] == [None]


def test_with_a_deputy_it_says_who_has_the_cases(client_for, town):
    visit(town)
    town.change(Deputy(unit=NURSE, deputy=INTAKE, from_day=MONDAY.date()))
    nina = client_for("nina")
    read = text_of(nina.send(nina.get(URL), f"{URL}/fravaer", fra="2026-03-02").text)
    assert "Ingen er på jobb i dag. Mottak Bergen, Bergen har sakene på listen sin." in read
    assert "Da er ingen på jobb" not in read


def test_an_absence_is_taken_back_from_the_banner(client_for, town):
    nina = client_for("nina")
    done = nina.send(nina.get(URL), f"{URL}/fravaer", fra="2026-03-02")
    assert len(absences(town.house, {"nina"})) == 1
    undone = nina.send(done, f"{URL}/tilbake")
    assert "Fraværet er tatt bort." in undone.text
    assert absences(town.house, {"nina"}) == []


def test_a_manager_enters_it_for_others_and_a_colleague_does_not(client_for, town):
    lise = client_for("lise")
    lise.send(lise.get(URL), f"{URL}/fravaer", hvem=person_code("ola"), fra="2026-03-09")
    assert [one.person for one in absences(town.house, {"ola"})] == ["ola"]
    answer = client_for("ola").post(
        f"{URL}/fravaer", {"hvem": person_code("lise"), "fra": "2026-03-09"}
    )
    assert answer.status_code == 403
    assert absences(town.house, {"lise"}) == []


def test_a_manager_of_another_tenant_enters_nothing_here(client_for, town):
    morten = client_for("morten")
    for url in (f"{URL}/fravaer", f"{URL}/tilbake"):
        answer = morten.post(url, {"hvem": person_code("ola"), "fra": "2026-03-09"})
        assert answer.status_code in (403, 404)
    assert absences(town.house, {"ola"}) == []


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("", "", "Skriv den første dagen."),
        ("2026-03-09", "i morgen", "Skriv en dato"),
        ("2026-03-09", "2026-03-06", "Den siste dagen er før den første"),
    ],
)
def test_days_that_cannot_be_are_told_by_their_field(client_for, town, first, last, told):
    nina = client_for("nina")
    answer = nina.send(nina.get(URL), f"{URL}/fravaer", fra=first, til=last)
    assert answer.status_code == 422
    assert told in answer.text
    assert form_to(answer.text, f"{URL}/fravaer")["til"] == last
    assert absences(town.house, {"nina"}) == []


# --- the log --------------------------------------------------------------------------------------


def test_the_log_tells_what_was_sent_what_was_not_and_why(client_for, town):
    ref = town.enrol()
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.enrol(2)
    town.post()
    read = text_of(client_for("ola").get(URL).text)
    assert "Ny overføring" in read
    assert "Sendt" in read
    assert "Ikke sendt: trengtes ikke lenger Det var allerede gjort." in read


def test_what_did_not_arrive_stands_alone_when_asked_for_and_the_address_is_marked(
    client_for, town
):
    town.enrol()
    town.post(Mailbox(PERMANENT))
    page = client_for("ola").get(f"{URL}?bare=feil")
    read = text_of(page.text)
    assert "Kom ikke fram" in read
    assert "550" in read
    assert "Adressen tar ikke imot post. Varslene kommer ikke fram." in read
    town.change(ContactPoint(unit=INTAKE, channel="email", address="ny@post.example"))
    assert "Varslene kommer ikke fram" not in client_for("ola").get(URL).text


def test_an_empty_log_says_the_truth(client_for):
    assert "Ingenting er sendt ennå." in client_for("eva").get(URL).text
    assert "Alt kom fram." in client_for("eva").get(f"{URL}?bare=feil").text


def test_nobody_reads_another_tenants_log_or_a_colleagues_own(client_for, town):
    town.change(
        Person(id="eli", name="Ansatt eli", login="eli"),
        Membership(person="eli", unit=INTAKE, role=Role.COORDINATOR, from_day=EVER),
    )
    ola = client_for("ola")
    ola.send(
        ola.get(URL), f"{URL}/mine",
        **{"adresse": "ola@post.example", "ved.new-work": "at-once"},
    )  # fmt: skip
    town.enrol()
    town.post()
    assert "deg, for Mottak Bergen" in client_for("ola").get(URL).text
    assert "deg, for" not in client_for("eli").get(URL).text
    assert "ola@post.example" not in client_for("eli").get(URL).text
    assert "Ny overføring" not in client_for("eva").get(URL).text


def test_designers_have_no_page_of_prompts(client_for):
    assert client_for("dag").get(URL).status_code == 403


def test_a_form_from_elsewhere_changes_nothing(client_for, town):
    ola = client_for("ola")
    for url, fields in (
        (f"{URL}/mine", {"adresse": "x@y.example", "ved.new-work": "at-once"}),
        (f"{URL}/fravaer", {"hvem": person_code("ola"), "fra": "2026-03-02"}),
    ):
        assert ola.http.post(url, data=fields).status_code == 403
    assert setting_of(town.house, "ola").address is None
    assert absences(town.house, {"ola"}) == []
