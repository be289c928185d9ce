"""Finding a patient, looking because one must, and who may read who has seen whom."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from hjemover.application import accounts
from hjemover.application.noticing import choose
from hjemover.birth_number import make_synthetic
from hjemover.store import access_log
from hjemover.store.address_book import Membership
from hjemover.vocabulary import Role
from hjemover.web.seeing.presenter import ACTIONS, THINGS
from tests.application.town import LUNG_WARD, MONDAY, PATIENT, Mailbox, Town
from tests.web.conftest import ClientFor
from tests.web.people import EVER
from tests.web.visiting import form_to

NUMBER = make_synthetic(date(1950, 3, 1), 0)
WHY = "Bevisstløs i legevakten, må se avtalen"


def look_up(client, number: str = NUMBER):
    return client.send(client.get("/sporr"), "/sporr", fodselsnummer=number)


def actions(town: Town) -> list[str]:
    with town.house.database.reading() as tx:
        return [one.action for one in access_log.latest(tx, ["4601", "4627", "hus"], 50)][::-1]


def test_a_coordinator_finds_the_patient_and_the_way_to_the_pathway(
    town: Town, client_for: ClientFor
):
    ref = town.enrol()

    page = look_up(client_for("ola"))

    assert f"{PATIENT} 0" in page.text
    assert f"/forlop/{ref}" in page.text
    assert NUMBER not in page.text
    assert actions(town) == ["search", "list-hit"]


def test_the_other_tenant_finds_nobody_and_is_offered_emergency_access(
    town: Town, client_for: ClientFor
):
    town.enrol()

    eva = client_for("eva")

    page = look_up(eva)

    assert PATIENT not in page.text
    assert "Ingen treff" in page.text
    form = eva.send(page, "/nodrett")
    assert form.status_code == 200
    assert form_to(form.text, "/nodrett")["fodselsnummer"] == NUMBER
    assert PATIENT not in form.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Skriv et fødselsnummer"),
        ("0183500000", "Mangler nullen"),
        ("01835012345", "Kontrollsifrene"),
        ("<script>alert(1)</script>", "bare sifre"),
    ],
)
def test_a_slip_in_the_number_is_told_beside_the_field(
    client_for: ClientFor, typed: str, said: str
):
    page = look_up(client_for("ola"), typed)

    assert page.status_code == 422
    assert said in page.text
    assert 'href="#f-fodselsnummer"' in page.text  # the summary leads to the field
    assert "<script>alert" not in page.text


def test_emergency_access_shows_at_once_with_the_auditor_who_follows_it_up(
    town: Town, client_for: ClientFor
):
    town.enrol(parties={"hospital": "hus-kreft"})
    eva = client_for("eva")
    page = eva.get("/nodrett")
    taken = eva.send(page, "/nodrett", fodselsnummer=NUMBER, grunn=WHY)
    assert f"{PATIENT} 0" in taken.text
    assert "emergency" in actions(town)

    revisor = client_for("rita")
    page = revisor.get("/innsyn")
    assert "Innsyn (1)" in page.text
    assert "Ansatt eva" in page.text
    assert WHY in page.text
    after = revisor.send(page, "/innsyn/nodrett", vurdering="Berettiget")

    assert "Nødretten er fulgt opp" in after.text
    assert "Innsyn (1)" not in after.text


def test_the_auditor_is_told_by_mail_and_the_page_says_so(town: Town, client_for: ClientFor):
    town.enrol(parties={"hospital": "hus-kreft"})
    town.post()
    choose(town.house, "rita", address="rita@hus.example", digest_hour=8, wishes={})
    eva = client_for("eva")

    taken = eva.send(eva.get("/nodrett"), "/nodrett", fodselsnummer=NUMBER, grunn=WHY)
    before = client_for("rita").get("/innsyn").text
    town.post(out := Mailbox())

    assert "Innsynsansvarlig har fått beskjed." in taken.text
    assert "Beskjed er på vei på e-post." in before
    assert out.addresses == ["rita@hus.example"]
    page = client_for("rita").get("/innsyn").text
    assert "Beskjed er sendt på e-post." in page
    assert "Du får ikke e-post når nødrett brukes" not in page


def test_where_no_auditor_has_an_address_the_list_and_the_address_book_say_so(
    town: Town, client_for: ClientFor
):
    town.enrol(parties={"hospital": "hus-kreft"})
    eva = client_for("eva")

    taken = eva.send(eva.get("/nodrett"), "/nodrett", fodselsnummer=NUMBER, grunn=WHY)

    assert "har fått beskjed" not in taken.text
    assert "Den står på listen som innsynsansvarlig følger opp." in taken.text
    page = client_for("rita").get("/innsyn").text
    assert "Ingen innsynsansvarlig fikk beskjed på e-post." in page
    assert "Skriv adressen din under Varsler" in page
    # Anne keeps Bergen's address book, and sees Bergen's own lack; not the hospital's.
    book = client_for("anne").get("/adressebok").text
    assert "Ingen hos Bergen får e-post når nødrett brukes" in book
    assert "Ingen hos Helse Bergen" not in book
    assert "får e-post når nødrett brukes" not in client_for("ola").get("/adressebok").text


def test_emergency_access_without_a_reason_keeps_what_was_typed(town: Town, client_for: ClientFor):
    town.enrol()
    eva = client_for("eva")

    page = eva.send(eva.get("/nodrett"), "/nodrett", fodselsnummer=NUMBER, grunn="nå")

    assert page.status_code == 422
    assert f'value="{NUMBER}"' in page.text
    assert actions(town) == []


# --- that it is they ------------------------------------------------------------------------------

PASSWORD = "riktig hest batteri stift"


@pytest.fixture
def late(town: Town, client_for: ClientFor):
    """Eva, who signed in more than ten minutes ago, and a patient of others."""
    town.enrol(parties={"hospital": "hus-kreft"})
    accounts.set_up(town.house, accounts.invite(town.house, "eva"), PASSWORD)
    eva = client_for("eva")
    town.clock.set(MONDAY + timedelta(minutes=10))
    return eva


def take(eva, **fields: str):
    return eva.send(
        eva.get("/nodrett"), "/nodrett", **{"fodselsnummer": NUMBER, "grunn": WHY, **fields}
    )


def test_just_signed_in_nobody_is_asked_for_the_password(town: Town, client_for: ClientFor):
    town.enrol()
    town.clock.set(MONDAY + timedelta(minutes=9))

    assert 'name="passord"' not in client_for("eva").get("/nodrett").text


def test_a_browser_left_open_gives_no_emergency_access_without_the_password(town: Town, late):
    page = take(late)

    assert page.status_code == 422
    assert "Skriv passordet ditt." in page.text
    assert WHY in page.text
    assert f'value="{NUMBER}"' in page.text
    assert town.contents()["emergency_access"] == []


def test_with_the_password_it_is_opened_and_not_asked_for_again_for_a_while(town: Town, late):
    assert f"{PATIENT} 0" in take(late, passord=PASSWORD).text
    assert 'name="passord"' not in late.get("/nodrett").text

    town.clock.set(MONDAY + timedelta(minutes=20))

    assert 'name="passord"' in late.get("/nodrett").text


def test_a_wrong_password_opens_nothing_and_is_never_shown_again(town: Town, late):
    page = take(late, passord="Feil passord helt sikkert")

    assert page.status_code == 422
    assert "Passordet er feil." in page.text
    assert "Feil passord" not in page.text
    assert WHY in page.text
    assert town.contents()["emergency_access"] == []


def test_guessing_is_slowed_down_as_it_is_at_the_door_and_together_with_it(town: Town, late):
    for _ in range(6):
        page = take(late, passord="Feil passord helt sikkert")
    assert "For mange forsøk" in page.text

    right = take(late, passord=PASSWORD)

    assert "For mange forsøk" in right.text
    assert WHY in right.text
    assert town.contents()["emergency_access"] == []


def test_what_else_is_wrong_is_told_before_the_password_is_looked_at(town: Town, late):
    for _ in range(8):
        page = take(late, grunn="nå", passord="Feil passord helt sikkert")
    assert "Skriv hvorfor" in page.text

    assert f"{PATIENT} 0" in take(late, passord=PASSWORD).text


def test_a_patient_nobody_knows_is_said_and_the_password_is_not_asked_for_twice(town: Town, late):
    another = make_synthetic(date(1960, 1, 1), 0)

    page = take(late, fodselsnummer=another, passord=PASSWORD)

    assert "Ingen pasient med dette nummeret" in page.text
    assert 'name="passord"' not in page.text


def test_the_unit_that_was_chosen_stays_chosen(town: Town, client_for: ClientFor):
    town.change(Membership(person="eva", unit=LUNG_WARD, role=Role.COORDINATOR, from_day=EVER))
    eva = client_for("eva")

    page = take(eva, enhet=LUNG_WARD, grunn="nå")

    assert form_to(page.text, "/nodrett")["enhet"] == LUNG_WARD


def test_no_password_is_kept_with_what_was_typed_when_the_session_ended(town: Town, late):
    page = late.get("/nodrett")
    town.clock.set(MONDAY + timedelta(hours=2))
    out = late.send(page, "/nodrett", fodselsnummer=NUMBER, grunn=WHY, passord=PASSWORD)

    back = late.send(out, "/logg-inn", brukernavn="eva", passord=PASSWORD)

    assert WHY in back.text
    assert PASSWORD not in back.text


def test_the_auditor_sees_who_has_looked_and_the_look_at_the_log_is_in_it(
    town: Town, client_for: ClientFor
):
    town.enrol()
    look_up(client_for("ola"))
    revisor = client_for("rita")

    page = revisor.send(revisor.get("/innsyn"), "/innsyn", fodselsnummer=NUMBER)

    assert "Ansatt ola" in page.text
    assert "Så navnet i en liste" in page.text
    assert PATIENT not in page.text
    assert actions(town)[-1] == "audit"


def test_a_unit_sees_who_has_seen_its_patient_and_another_unit_does_not(
    town: Town, client_for: ClientFor
):
    ref = town.enrol()
    look_up(client_for("ola"))

    assert "Ansatt ola" in client_for("lise").get(f"/innsyn/forlop/{ref}").text
    assert client_for("eva").get(f"/innsyn/forlop/{ref}").status_code == 404
    assert "deny" in actions(town)


@pytest.mark.parametrize("url", ["/innsyn/forlop/{ref}"])
def test_whoever_asks_for_anothers_pathway_is_written_down_by_the_page(
    town: Town, client_for: ClientFor, url: str
):
    ref = town.enrol()

    client_for("ivar").get(url.format(ref=ref))

    assert actions(town) == ["deny"]


def test_after_four_hours_the_page_is_closed_again(town: Town, client_for: ClientFor):
    ref = town.enrol()
    eva = client_for("eva")
    eva.send(eva.get("/nodrett"), "/nodrett", fodselsnummer=NUMBER, grunn=WHY)
    assert eva.get(f"/innsyn/forlop/{ref}").status_code == 200

    town.clock.set(MONDAY + timedelta(hours=4))

    assert client_for("eva").get(f"/innsyn/forlop/{ref}").status_code == 404


def test_all_that_the_log_is_told_has_words_of_its_own():
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("application/seeing", "web")
        for path in (Path(__file__).parents[2] / "src" / "hjemover" / folder).rglob("*.py")
    )
    named = set(re.findall(r'\bthing(?:: str)? ?= ?"([\w-]+)"', source))

    assert len(named) > 5
    assert named - set(THINGS) == set()
    assert {"open", "print", "export"} <= set(ACTIONS)


@pytest.mark.parametrize(("person", "url"), [("ola", "/sporr"), ("inger", "/innsyn")])
def test_a_number_that_is_none_is_told_of_at_the_head_of_the_form_with_a_link_to_the_field(
    client_for, person, url
):
    client = client_for(person)
    assert 'id="feil"' not in client.get(url).text
    page = client.send(client.get(url), url, fodselsnummer="1234")
    assert page.status_code == 422
    summary = page.text.split('id="feil"')[1].split("</div>")[0]
    assert 'href="#f-fodselsnummer"' in summary
    assert 'id="f-fodselsnummer"' in page.text
