"""/adressebok: everybody finds each other; administrators change their own, with open eyes."""

from datetime import date, timedelta

import pytest

from hjemover.application.administering import unit_entry
from hjemover.application.opaque import unit_code
from hjemover.store import address_book
from hjemover.store.address_book import Absence, ContactPoint
from tests.application.town import ASKOY, BERGEN, INTAKE, MONDAY, NURSE, OTHER_INTAKE, PATIENT
from tests.web.conftest import ClientFor

OURS = f"/adressebok/enhet/{unit_code(INTAKE)}"
THEIRS = f"/adressebok/enhet/{unit_code(OTHER_INTAKE)}"
HOME = f"/adressebok/virksomhet/{unit_code(BERGEN)}"


# --- looking ----------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["ola", "lise", "dag", "anne", "inger", "eva"])
def test_everybody_finds_everybody(client_for: ClientFor, person: str):
    client = client_for(person)
    assert "Mottak Askøy" in client.get("/adressebok").text
    found = client.get("/adressebok?sok=mottak+bergen").text
    assert "Mottak Bergen" in found
    assert ">Mottak Askøy</a>" not in found
    unit = client.get(OURS).text
    assert "bergen-mottak@post.example" in unit
    assert "Ansatt ola" in unit
    assert "Fant ingen med det navnet" in client.get("/adressebok?sok=finnes+ikke").text


def test_a_stranger_finds_nobody(client_for: ClientFor):
    for url in ("/adressebok", OURS, HOME, "/adressebok/logg"):
        assert client_for("").get(url).status_code == 401


def test_forms_are_for_those_who_look_after_it(client_for: ClientFor):
    assert "/medlem" in client_for("anne").get(OURS).text
    assert "/medlem" not in client_for("anne").get(THEIRS).text
    for person in ("ola", "lise", "inger", "arne"):
        assert "/medlem" not in client_for(person).get(OURS).text


@pytest.mark.parametrize("url", ["/adressebok/enhet/finnes-ikke", "/adressebok/virksomhet/x"])
def test_a_unit_there_is_none_of(client_for: ClientFor, url: str):
    assert client_for("anne").get(url).status_code == 404


def test_a_unit_where_nobody_is_at_work_says_so(client_for: ClientFor, town):
    for person in ("ola", "lise"):
        town.change(Absence(person=person, from_day=date(2020, 1, 1)))
    page = client_for("ola").get(OURS).text
    assert "Ingen er på jobb her i dag" in page
    assert "borte i dag" in page
    assert "Ingen på jobb" in client_for("ola").get("/adressebok").text


# --- changing ---------------------------------------------------------------------------------


def test_a_change_is_made_and_stands_in_the_log_with_who(client_for: ClientFor, town):
    anne = client_for("anne")
    after = anne.send(anne.get(OURS), f"{OURS}/kontakt", epost="ny@post.example", lederepost="")
    assert "Adresseboken er endret." in after.text
    assert "ny@post.example" in after.text
    log = anne.get("/adressebok/logg").text
    assert "Ansatt anne" in log
    assert "Endret kontaktpunkt: Mottak Bergen" in log
    assert "adresse: bergen-mottak@post.example → ny@post.example" in log
    assert "Fjernet kontaktpunkt" in log
    assert "Ingen endringer ennå." in client_for("arne").get("/adressebok/logg").text
    assert client_for("lise").get("/adressebok/logg").status_code == 403


def test_a_new_address_has_not_bounced(client_for: ClientFor, town):
    town.change(
        ContactPoint(unit=INTAKE, channel="email", address="gammel@post.example", status="bounced")
    )
    anne = client_for("anne")
    page = anne.get(OURS)
    assert "kommer i retur" in page.text
    after = anne.send(page, f"{OURS}/kontakt", epost="ny@post.example")
    assert "kommer i retur" not in after.text


def test_opening_hours_and_closed_days(client_for: ClientFor, town):
    anne = client_for("anne")
    after = anne.send(
        anne.get(OURS), f"{OURS}/apningstid",
        fra0="08:00", til0="15:30", stengt_arlig="24.12, 31.12.", stengt="23.12.2026",
    )  # fmt: skip
    assert "mandag 08.00–15.30" in after.text
    assert "tirsdag stengt" in after.text
    assert "24.12." in after.text
    assert "23. desember 2026" in after.text
    unit = unit_entry(town.house, INTAKE).unit
    assert unit.closed_yearly == ((12, 24), (12, 31))
    back = anne.send(anne.get(OURS), f"{OURS}/apningstid", fra0="", til0="", stengt="")
    assert "vanlige virkedager" in back.text


def test_somebody_new_and_somebody_known_begin(client_for: ClientFor, town):
    anne = client_for("anne")
    new = anne.send(
        anne.get(OURS), f"{OURS}/medlem",
        person="", nytt_navn="Ny Sykepleier", brukernavn="Ny", rolle="coordinator",
        hpr_nummer="181 000 001",
    )  # fmt: skip
    assert "Ny Sykepleier" in new.text
    with town.house.database.reading() as tx:
        people = address_book.records(tx, address_book.Person)
    assert {one.hpr_number for one in people if one.id == "ny"} == {"181000001"}
    known = anne.send(anne.get(OURS), f"{OURS}/medlem", person="nina", rolle="manager")
    assert "Ansatt nina" in known.text
    assert {person.id for _, person in unit_entry(town.house, INTAKE).people} >= {"ny", "nina"}


@pytest.mark.parametrize(
    ("form", "typed", "said"),
    [
        ("kontakt", {"epost": "ikke en adresse"}, "Skriv en e-postadresse"),
        ("apningstid", {"fra0": "15:00", "til0": "08:00"}, "åpner og stenger samme dag"),
        ("apningstid", {"fra0": "abc"}, "åpner og stenger samme dag"),
        ("apningstid", {"stengt": "31.2.2026"}, "Skriv dager som 23.12.2026"),
        ("apningstid", {"stengt_arlig": "jul"}, "Skriv dager som 24.12"),
        ("vikar", {"vikar": ""}, "Velg fra listen."),
        ("vikar", {"vikar": NURSE, "vikar_fra": "2026-05-01", "vikar_til": "2026-04-01"},
         "Siste dag er før den første."),
        ("vikar", {"vikar": NURSE, "vikar_fra": "i morgen"}, "Skriv en dato"),
        ("vikar", {"vikar": "finnes-ikke"}, "finnes ikke i adresseboken"),
        ("medlem", {"brukernavn": "Å lang", "nytt_navn": "X", "rolle": "manager"},
         "Skriv et brukernavn"),
        ("medlem", {"brukernavn": "eva", "nytt_navn": "X", "rolle": "manager"},
         "Brukernavnet er tatt."),
        ("medlem", {"brukernavn": "ny", "nytt_navn": " ", "rolle": "manager"}, "Må fylles ut."),
        ("medlem", {"brukernavn": "ny", "nytt_navn": "X", "hpr_nummer": "A1", "rolle": "manager"},
         "bare sifre, høyst ni"),
        ("medlem", {"person": "ola", "rolle": "konge"}, "Velg fra listen."),
        ("medlem", {"person": "finnes-ikke", "rolle": "manager"}, "Personen arbeider ikke"),
        ("navn", {"navn": ""}, "Må fylles ut."),
        ("navn", {"navn": "x" * 201}, "for lang"),
        ("navn", {"time": "25"}, "Skriv en time fra 0 til 23."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_at_its_field_and_nothing_typed_is_lost(
    client_for: ClientFor, town, form, typed, said
):
    before = town.contents()
    anne = client_for("anne")
    answer = anne.send(anne.get(OURS), f"{OURS}/{form}", **typed)
    assert answer.status_code in (404, 422)
    assert said in answer.text
    for value in typed.values():
        if value.strip() and value not in ("konge", "finnes-ikke"):
            assert value in answer.text
    after = town.contents()
    for table in ("unit", "contact_point", "deputy", "person", "membership", "address_change"):
        assert after[table] == before[table]


def test_another_organisations_unit_is_not_changed_by_a_made_up_form(client_for: ClientFor, town):
    anne = client_for("anne")
    before = unit_entry(town.house, OTHER_INTAKE)
    for form, fields in (
        ("navn", {"navn": "Tatt over", "time": "8"}),
        ("kontakt", {"epost": "ond@post.example"}),
        ("medlem", {"person": "anne", "rolle": "administrator"}),
        ("vikar", {"vikar": INTAKE}),
    ):
        answer = anne.post(f"{THEIRS}/{form}", {**fields, "sett": before.seen})
        assert answer.status_code == 403, form
    assert unit_entry(town.house, OTHER_INTAKE) == before
    for person in ("ola", "lise", "inger"):
        assert client_for(person).post(f"{OURS}/navn", {"navn": "X"}).status_code == 403
    assert anne.post(f"{OURS}/finnes-ikke", {}).status_code == 404


def test_a_form_from_before_somebody_elses_change_is_not_written_over_it(
    client_for: ClientFor, town
):
    anne = client_for("anne")
    old = anne.get(OURS)
    anne.send(old, f"{OURS}/kontakt", epost="en@post.example")
    late = anne.send(old, f"{OURS}/kontakt", epost="to@post.example")
    assert late.status_code == 409
    assert "Noen andre har nettopp endret dette." in late.text
    assert 'value="to@post.example"' in late.text, "what was typed is still there"
    unit = unit_entry(town.house, INTAKE)
    assert "en@post.example" in {one.address for one in unit.contacts}


# --- what it would come to --------------------------------------------------------------------


@pytest.fixture
def alone(town):
    """Nobody but Ola does the work of Bergen's intake, and three patients have come."""
    town.change(Absence(person="lise", from_day=date(2020, 1, 1)))
    return sorted(town.enrol(number) for number in range(3))


def test_the_last_to_leave_is_warned_of_with_the_patients_it_touches(
    client_for: ClientFor, town, alone
):
    anne = client_for("anne")
    last = (MONDAY + timedelta(days=4)).date().isoformat()
    fields = {
        "person": "ola", "rolle": "nurse", "fra": "2020-01-01", "siste_dag": last,
        "sett": unit_entry(town.house, INTAKE).seen,
    }  # fmt: skip
    role = next(o.role for o, p in unit_entry(town.house, INTAKE).people if p.id == "ola")
    fields["rolle"] = role
    warned = anne.post(f"{OURS}/medlem-slutt", fields)
    assert warned.status_code == 409
    assert "Endringen lar noen stå alene" in warned.text
    assert "Mottak Bergen, Bergen er uten noen på jobb fra lørdag 7. mars 2026" in warned.text
    assert "3 pasienter har noe åpent der" in warned.text
    for ref in alone:
        assert f'href="/forlop/{ref}"' in warned.text
    assert PATIENT not in warned.text
    assert not any(o.to_day for o, _ in unit_entry(town.house, INTAKE).people)

    done = anne.send(warned, f"{OURS}/medlem-slutt")
    assert "Adresseboken er endret." in done.text
    assert "til og med 6. mars 2026" in done.text


def test_with_a_deputy_first_nobody_is_warned(client_for: ClientFor, town, alone):
    anne = client_for("anne")
    page = anne.send(anne.get(OURS), f"{OURS}/vikar", vikar=NURSE)
    assert "Kreftsykepleier, Bergen" in page.text
    role = next(o.role for o, p in unit_entry(town.house, INTAKE).people if p.id == "ola")
    after = anne.post(
        f"{OURS}/medlem-slutt",
        {
            "person": "ola", "rolle": role, "fra": "2020-01-01",
            "sett": unit_entry(town.house, INTAKE).seen,
        },
    )  # fmt: skip
    assert "Adresseboken er endret." in after.text
    # Ola is gone, so the deputy does the work: without it nobody would.
    warned = anne.send(anne.get(OURS), f"{OURS}/vikar-slutt")
    assert warned.status_code == 409
    assert "Mottak Bergen" in warned.text


def test_a_service_nobody_would_answer_for_is_warned_of(client_for: ClientFor, town):
    anne = client_for("anne")
    warned = anne.send(anne.get(OURS), f"{OURS}/tjenester", tjeneste=[])
    assert warned.status_code == 409
    assert "Ingen enhet svarer for" in warned.text
    assert "Mottak, Bergen" in warned.text
    done = anne.send(warned, f"{OURS}/tjenester")
    assert "Adresseboken er endret." in done.text


def test_a_new_unit_and_a_new_name_of_the_organisation(client_for: ClientFor, town):
    anne = client_for("anne")
    after = anne.send(anne.get(HOME), f"{HOME}/ny-enhet", enhetsnavn="Hverdagsmestring")
    assert "Hverdagsmestring" in after.text
    named = anne.send(anne.get(HOME), f"{HOME}/navn", navn="Bergen kommune", maalform="nn")
    assert "Bergen kommune" in named.text
    empty = anne.send(anne.get(HOME), f"{HOME}/ny-enhet", enhetsnavn="")
    assert empty.status_code == 422
    theirs = f"/adressebok/virksomhet/{unit_code(ASKOY)}"
    assert anne.post(f"{theirs}/navn", {"navn": "Vår nå", "sett": "x"}).status_code in (403, 409)
    assert anne.post(f"{theirs}/ny-enhet", {"enhetsnavn": "Vår"}).status_code == 403
    assert anne.post(f"{HOME}/finnes-ikke", {}).status_code == 404


def test_no_id_of_a_unit_or_a_person_stands_in_an_address(client_for: ClientFor, town):
    page = client_for("anne").get(OURS).text
    for part in page.split('href="')[1:] + page.split('action="')[1:]:
        assert INTAKE not in part.partition('"')[0]
