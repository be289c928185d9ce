"""/adressebok: everybody finds each other; administrators change their own, with open eyes."""

from datetime import date, timedelta

import pytest

from hjemover.application import accounts
from hjemover.application.administering import entry, person_entry, unit_entry
from hjemover.application.opaque import person_code, unit_code
from hjemover.application.seeing import Looker, accesses_by
from hjemover.store.address_book import (
    Absence,
    ContactPoint,
    Membership,
    NumberSetting,
    Organisation,
    Person,
    Unit,
    records,
)
from hjemover.vocabulary import Role
from tests.application.town import (
    ASKOY,
    BERGEN,
    INTAKE,
    MONDAY,
    NURSE,
    OTHER_INTAKE,
    PATIENT,
    at,
)
from tests.web.conftest import ClientFor

OURS = f"/adressebok/enhet/{unit_code(INTAKE)}"
THEIRS = f"/adressebok/enhet/{unit_code(OTHER_INTAKE)}"
HOME = f"/adressebok/virksomhet/{unit_code(BERGEN)}"
NINA = f"/adressebok/person/{person_code('nina')}"
EVA = f"/adressebok/person/{person_code('eva')}"


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
        people = records(tx, Person)
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
         "Brukernavnet er tatt av"),
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
        assert f"<li>{ref}</li>" in warned.text, "Anne may not open it, so it is no link"
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


# --- people -----------------------------------------------------------------------------------


def test_people_are_found_by_name_and_their_page_says_where_they_work(client_for: ClientFor):
    ola = client_for("ola")
    assert f'href="{NINA}"' in ola.get("/adressebok?sok=ansatt+nina").text
    page = ola.get(NINA).text
    assert "Kreftsykepleier, Bergen" in page
    for form in ("borte", "navn", "rolle", "lenke"):
        assert f'action="{NINA}/{form}"' not in page
    assert ola.get("/adressebok/person/finnes-ikke").status_code == 404


def test_who_is_away_is_asked_of_first_where_it_leaves_nobody(client_for: ClientFor, town, alone):
    anne = client_for("anne")
    ola = f"/adressebok/person/{person_code('ola')}"
    warned = anne.send(anne.get(ola), f"{ola}/borte", borte_fra="2026-03-05", borte_til="6.3.2026")
    assert warned.status_code == 409
    assert "er uten noen på jobb fra torsdag 5. mars 2026" in warned.text
    assert "3 pasienter har noe åpent der" in warned.text
    done = anne.send(warned, f"{ola}/borte")
    assert "fra 5. mars 2026 til og med 6. mars 2026" in done.text
    back = anne.send(done, f"{ola}/tilbake")
    assert "Ikke ført som borte." in back.text


@pytest.mark.parametrize(
    ("form", "typed", "said"),
    [
        ("borte", {"borte_fra": "i morgen"}, "Skriv en dato"),
        ("borte", {"borte_fra": "2026-03-05", "borte_til": "2026-03-04"}, "før den første"),
        ("borte", {"borte_fra": "2026-02-01", "borte_til": "2026-02-04"}, "Dagene har vært."),
        ("rolle", {"enhet": "", "rolle": "manager"}, "Velg fra listen."),
        ("navn", {"navn": "", "brukernavn": "nina"}, "Må fylles ut."),
        ("navn", {"navn": "Nina", "brukernavn": "eva"}, "Brukernavnet er tatt av Ansatt eva."),
        ("navn", {"navn": "Nina", "brukernavn": "nina", "hpr_nummer": "A1"}, "høyst ni"),
    ],
)
def test_what_cannot_be_of_a_person_is_told_at_its_field(client_for, town, form, typed, said):
    before = town.contents()["person"], town.contents()["membership"], town.contents()["absence"]
    anne = client_for("anne")
    answer = anne.send(anne.get(NINA), f"{NINA}/{form}", **typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Rett dette før du går videre" in answer.text
    for value in typed.values():
        assert not value or value == "manager" or f'value="{value}"' in answer.text
    after = town.contents()["person"], town.contents()["membership"], town.contents()["absence"]
    assert after == before


def test_a_person_gets_another_name_and_a_role_more(client_for: ClientFor, town):
    anne = client_for("anne")
    named = anne.send(anne.get(NINA), f"{NINA}/navn", navn="Nina Ny", brukernavn="nina.ny")
    assert "Nina Ny" in named.text
    more = anne.send(named, f"{NINA}/rolle", enhet=unit_code(INTAKE), rolle="auditor")
    assert "Mottak Bergen" in more.text
    found = person_entry(town.house, "nina")
    assert found.person.login == "nina.ny"
    assert {(one.role, unit.id) for one, unit, _ in found.roles} == {
        (Role.COORDINATOR, NURSE), (Role.AUDITOR, INTAKE),
    }  # fmt: skip


def test_who_works_elsewhere_too_is_renamed_by_neither(client_for: ClientFor, town):
    town.change(Membership(
        person="nina", unit=OTHER_INTAKE, role=Role.COORDINATOR, from_day=date(2020, 1, 1)
    ))  # fmt: skip
    page = client_for("anne").get(NINA).text
    assert "Arbeider også hos Askøy." in page
    assert f"{NINA}/lenke" not in page
    assert client_for("anne").post(f"{NINA}/lenke", {}).status_code == 403


def test_a_new_person_is_given_a_link_that_is_shown_once_and_works(client_for: ClientFor, town):
    anne = client_for("anne")
    page = anne.send(
        anne.get(OURS), f"{OURS}/medlem",
        person="", nytt_navn="Ny Sykepleier", brukernavn="ny", rolle="coordinator",
    )  # fmt: skip
    new = f"/adressebok/person/{person_code('ny')}"
    assert "Har ikke valgt passord ennå." in page.text
    shown = anne.send(page, f"{new}/lenke")
    assert "torsdag 5. mars 2026 kl. 10.00" in shown.text
    link = shown.text.partition(f"{town.house.public_url}/oppsett/")[2].partition("<")[0]
    assert len(link) > 20
    assert accounts.invited(town.house, link).person == "ny"
    again = anne.get(new).text
    assert "Har fått en lenke som gjelder til 5. mars 2026 kl. 10.00." in again
    assert link not in again
    assert "lenke for nytt passord" in anne.get("/adressebok/logg").text


def test_nobody_makes_a_link_for_another_organisations_people(client_for: ClientFor, town):
    assert client_for("anne").post(f"{EVA}/lenke", {}).status_code == 403
    for person in ("ola", "lise"):
        assert client_for(person).post(f"{NINA}/lenke", {}).status_code == 403
    assert town.contents()["invitation"] == []


# --- taking it back ---------------------------------------------------------------------------


def test_a_change_is_taken_back_from_the_banner_and_from_the_log(client_for: ClientFor, town):
    anne = client_for("anne")
    before = unit_entry(town.house, INTAKE)
    after = anne.send(anne.get(OURS), f"{OURS}/kontakt", epost="ny@post.example")
    back = anne.send(after, "/adressebok/angre")
    assert "Endringen er tatt tilbake." in back.text
    assert "bergen-mottak@post.example" in back.text
    assert unit_entry(town.house, INTAKE) == before

    anne.send(anne.get(HOME), f"{HOME}/ny-enhet", enhetsnavn="Hverdagsmestring")
    anne.send(anne.get("/adressebok/logg"), "/adressebok/angre")
    assert "Hverdagsmestring" not in anne.get(HOME).text


def test_what_has_changed_since_or_is_not_there_is_not_taken_back(client_for: ClientFor, town):
    anne = client_for("anne")
    first = anne.send(anne.get(OURS), f"{OURS}/kontakt", epost="en@post.example")
    anne.send(anne.get(OURS), f"{OURS}/kontakt", epost="to@post.example")
    late = anne.send(first, "/adressebok/angre")
    assert "Dette kan ikke angres lenger." in late.text
    for lines in ("", "9999999", "²", "1; DROP", "9" * 30):
        answer = anne.post("/adressebok/angre", {"linjer": lines, "hvor": "//ond.example"})
        assert answer.status_code == 409
    assert "to@post.example" in anne.get(OURS).text


# --- an organisation --------------------------------------------------------------------------


def test_another_unit_answers_for_a_service_also_one_of_a_neighbour(client_for: ClientFor, town):
    anne = client_for("anne")
    done = anne.send(
        anne.get(HOME), f"{HOME}/tjeneste", svartjeneste="cancer-nurse", svarenhet=OTHER_INTAKE
    )
    assert "Mottak Askøy, Askøy</a>" in done.text
    warned = anne.send(done, f"{HOME}/tjeneste", svartjeneste="cancer-nurse", svarenhet="")
    assert warned.status_code == 409
    wrong = anne.send(anne.get(HOME), f"{HOME}/tjeneste", svartjeneste="tull", svarenhet=NURSE)
    assert (wrong.status_code, "Velg fra listen." in wrong.text) == (422, True)


def test_an_office_comes_under_the_municipality_with_a_unit(client_for: ClientFor, town):
    anne = client_for("anne")
    done = anne.send(
        anne.get(HOME), f"{HOME}/ny-virksomhet", virksomhetsnavn="Fjellveien", slag="gp-office"
    )
    assert "Adresseboken er endret." in done.text
    assert "fastlegekontor" in done.text
    with town.house.database.reading() as tx:
        [new] = [one for one in records(tx, Organisation) if one.name == "Fjellveien"]
        [unit] = [one for one in records(tx, Unit) if one.organisation == new.id]
    assert (new.parent, new.kind, unit.name) == (BERGEN, "gp-office", "Fjellveien")
    assert "Ingen her logger inn i Hjemover." in anne.get(
        f"/adressebok/enhet/{unit_code(unit.id)}"
    ).text  # fmt: skip
    assert "Fjellveien" in anne.get(HOME).text
    wrong = anne.send(
        anne.get(HOME), f"{HOME}/ny-virksomhet", virksomhetsnavn="X", slag="municipality"
    )
    assert wrong.status_code == 422
    assert entry(town.house, new.id) is not None


# --- local numbers ----------------------------------------------------------------------------


def test_a_unit_has_a_limit_of_its_own_from_a_day_on(client_for: ClientFor, town):
    anne = client_for("anne")
    done = anne.send(
        anne.get(OURS), f"{OURS}/tall", tall="kort-hjem/accept-within", verdi="5",
        malt_i="working days", gjelder_fra="3.3.2026",
    )  # fmt: skip
    assert "<strong>5 virkedager</strong>" in done.text
    assert "fra 3. mars 2026, ellers 2 virkedager" in done.text
    with town.house.database.reading() as tx:
        [kept] = records(tx, NumberSetting)
    assert (kept.scope, kept.scope_id, kept.value) == ("unit", INTAKE, "5 working days")
    gone = anne.send(done, f"{OURS}/tall-slutt")
    assert "Ingen. Forløpenes egne tall og frister gjelder." in gone.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"tall": "", "verdi": "5", "malt_i": "days"}, "Velg fra listen."),
        ({"tall": "kort-hjem/finnes-ikke", "verdi": "5", "malt_i": "days"}, "Velg fra listen."),
        ({"tall": "kort-hjem/accept-within", "verdi": "5", "malt_i": ""}, "Velg fra listen."),
        ({"tall": "kort-hjem/accept-within", "verdi": "fem", "malt_i": "days"}, "et helt tall"),
        ({"tall": "kort-hjem/accept-within", "verdi": "-1", "malt_i": "days"}, "et helt tall"),
        ({"tall": "kort-hjem/accept-within", "verdi": "999999", "malt_i": "years"}, "for lenge"),
        ({"tall": "kort-hjem/accept-within", "verdi": "5", "malt_i": "days",
          "gjelder_fra": "snart"}, "Skriv en dato"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", [OURS, HOME])
def test_a_limit_that_cannot_be_is_told_at_its_field(client_for, town, where, typed, said):
    anne = client_for("anne")
    answer = anne.send(anne.get(where), f"{where}/tall", **typed)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert f'value="{typed["verdi"]}"' in answer.text
    assert town.contents()["number_override"] == []


# --- files ------------------------------------------------------------------------------------


def test_files_of_the_address_book_run_nothing_and_stand_in_the_access_log(
    client_for: ClientFor, town
):
    town.change(Person(id="ond", name='=HYPERLINK("x")', login="ond"), Membership(
        person="ond", unit=INTAKE, role=Role.COORDINATOR, from_day=date(2020, 1, 1)
    ))  # fmt: skip
    anne = client_for("anne")
    people = anne.get("/adressebok/folk.csv")
    assert people.headers["content-type"].startswith("text/csv")
    assert people.text.startswith("\ufeffNavn;Brukernavn;HPR-nummer;Virksomhet;Enhet;Rolle;")
    assert "Ansatt nina;nina;;Bergen;Kreftsykepleier;koordinator;2020-01-01;" in people.text
    assert "\n=" not in people.text
    assert "Ansatt eva" not in people.text, "another organisation's people are theirs"
    assert "Askøy;kommune;Mottak Askøy;" in anne.get("/adressebok/enheter.csv").text
    assert "Bergen;Mottak;Mottak Bergen, Bergen" in anne.get("/adressebok/tjenester.csv").text

    inger = Looker(actor=at(INTAKE), name="Inger", units=frozenset({INTAKE}))
    looks = accesses_by(town.house, inger, only_denied=False)
    assert [(one.who, one.action, one.thing) for one in looks] == [
        ("Ansatt anne", "export", "address-book")
    ] * 3
    for person in ("ola", "lise", "inger"):
        assert client_for(person).get("/adressebok/folk.csv").status_code == 403
