"""The inbox at a browser: each unit its own list, its address in full, each act with a result."""

import re
from datetime import timedelta
from html import unescape

import pytest

from hjemover.application import accounts
from hjemover.application.desk.sharing_out import Claim, share_out
from hjemover.application.handle import Order, handle
from hjemover.application.house import THE_SYSTEM, Actor
from hjemover.calendar import say_instant
from hjemover.engine import commands as c
from hjemover.store.address_book import Membership, Person, Unit
from hjemover.vocabulary import Role
from hjemover.web.opaque import obligation_key, step_code, unit_code
from tests.application.town import (
    ASKOY,
    DAY,
    HOSPITAL,
    INTAKE,
    LUNG_WARD,
    MONDAY,
    OTHER_INTAKE,
    PATIENT,
)
from tests.web.people import EVER

SEND = "send#1"
KEY = obligation_key(SEND)
OLA = Actor(id="ola", units=frozenset({INTAKE}))
VIEWS = ("alle", "nye", "mine", "ikke-fordelt", "venter", "forfalt", "utsatt", "ferdig")
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def liv(town):
    """A second coordinator at the intake."""
    town.change(
        Person(id="liv", name="Liv Berg", login="liv"),
        Membership(person="liv", unit=INTAKE, role=Role.COORDINATOR, from_day=EVER),
    )
    return town


def text_of(page):
    """What a person reads of the page: its words, without the tags."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", page.text, flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def count_in(page, name):
    """The number beside a view's name."""
    found = re.search(rf"{re.escape(name)} (\d+)", text_of(page))
    assert found, name
    return int(found[1])


def box(ref):
    return f"{ref}.{KEY}"


def who_has(town, ref):
    return town.open(ref, "send").claimed_by


# --- whose ------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_shows_another_tenants_patient(town, client_for, view):
    town.enrol(1)
    town.enrol(2, parties={"hospital": LUNG_WARD}, municipality=ASKOY)
    done = town.enrol(3, parties={"hospital": LUNG_WARD}, municipality=ASKOY)
    town.order(done, c.AcceptHandoff(obligation=SEND, person="eva"), OTHER_INTAKE)
    page = client_for("ola").get(f"/innboks?visning={view}")
    assert page.status_code == 200
    assert f"{PATIENT} 2" not in page.text
    assert f"{PATIENT} 3" not in page.text
    paper = client_for("ola").get(f"/innboks/utskrift?visning={view}")
    assert f"{PATIENT} 2" not in paper.text


def test_another_tenants_unit_in_the_address_shows_nothing(town, client_for):
    town.enrol(1, municipality=ASKOY)
    page = client_for("ola").get(f"/innboks?enhet={unit_code(OTHER_INTAKE)}")
    assert PATIENT not in page.text
    assert count_in(page, "Alt som venter på oss") == 0


@pytest.mark.parametrize("person", ["dag", "anne", "inger"])
def test_who_is_no_coordinator_and_no_manager_is_told_so(client_for, person):
    page = client_for(person).get("/innboks")
    assert page.status_code == 403
    assert "ikke tilgang" in page.text


def test_a_stranger_is_asked_to_sign_in(client_for):
    assert client_for("").get("/innboks").status_code == 401


def test_nobody_takes_another_tenants_item(town, client_for):
    ref = town.enrol(1, municipality=ASKOY)
    client = client_for("ola")
    page = client.post("/innboks/flere", {"knapp": "ta", "sak": box(ref)})
    assert who_has(town, ref) is None
    assert PATIENT not in page.text


def test_who_looks_at_the_list_is_in_the_access_log(town, client_for):
    town.enrol()
    client_for("ola").get("/innboks")
    client_for("ola").get("/innboks/utskrift")
    mine = [row for row in town.contents()["access_log"] if "ola" in row]
    assert any("inbox" in row for row in mine)
    assert any("printed-list" in row for row in mine)


# --- what it tells ----------------------------------------------------------------------------


def test_who_asked_the_sender_reads_whom_it_waits_for_and_since_when_until_the_answer(
    town, client_for
):
    ref = town.enrol(1)
    ask = {"obligation": SEND, "question": "Hvem?"}
    town.order(ref, c.ReturnHandoff(**ask), INTAKE)
    town.until(MONDAY + DAY)
    page = client_for("ola").get("/innboks?visning=venter")
    told = text_of(page)
    for said in (
        "Spørsmål hos avsenderen: Overfør til kommunen", f"{PATIENT} 1",
        "Venter på Kreftavdelingen", "Spurt i går",
    ):  # fmt: skip
        assert said in told, said
    assert count_in(page, "Venter på andre") == 1
    town.order(ref, c.AnswerHandoff(obligation=SEND, answer="Kari"), HOSPITAL)
    page = client_for("ola").get("/innboks")
    assert count_in(page, "Venter på andre") == 0
    assert count_in(page, "Alt som venter på oss") == 1
    assert "Svar har kommet" in text_of(page)


def test_what_fell_away_says_so_under_done_and_whoever_had_it_finds_out_why(town, client_for):
    ref = town.enrol(1)
    town.order(ref, c.AcceptHandoff(obligation=SEND, person="ola"), INTAKE)
    town.order(ref, c.ReportEvent(event="death"), HOSPITAL)
    back = town.enrol(2)
    town.order(back, c.WithdrawHandoff(obligation=SEND, reason="Innlagt"), HOSPITAL)
    told = text_of(client_for("ola").get("/innboks?visning=ferdig"))
    assert "Pasienten er ikke lenger hos dere" in told
    assert "Trukket tilbake mandag 2. mars 2026" in told
    assert f"{PATIENT} 2" not in told
    nina = client_for("nina")
    done = nina.get("/innboks?visning=ferdig")
    assert "Falt bort mandag 2. mars 2026" in text_of(done)
    assert f"{PATIENT} 1" in text_of(done)
    item = nina.get(re.search(r'href="(/oppgave/[^"]+)"', done.text)[1])
    assert "Dette er avsluttet" in text_of(item)
    assert "Død" in text_of(nina.get(f"/forlop/{ref}"))
    assert "Avsluttet, ikke mer å gjøre" in text_of(nina.get("/varsler"))


def test_a_row_tells_what_to_do_for_whom_until_when_and_from_whom(town, client_for):
    town.enrol(1)
    page = client_for("ola").get("/innboks")
    told = text_of(page)
    for said in (
        "Svar på overføringen: Overfør til kommunen", f"{PATIENT} 1", "onsdag 4. mars 2026",
        "om 2 virkedager", "Fra Kreftavdelingen, Helse Bergen", "Kort vei hjem", "Kom i dag",
        "Ikke forfalt (1)", "Hvorfor da?", "2 virkedager fra",
    ):  # fmt: skip
        assert said in told, said
    assert SEND not in page.text
    assert '"send"' not in page.text


def test_what_came_too_late_is_said_to_be_the_senders_delay(town, client_for):
    from sqlalchemy import update

    from hjemover.store.tables import work_item

    town.enrol(1)
    with town.house.database.writing() as tx:
        tx.execute(update(work_item).values(late_on_arrival=3))
    told = text_of(client_for("ola").get("/innboks"))
    assert "Kom 3 dager etter fristen: forsinkelsen er avsenderens" in told


def test_the_counts_beside_the_views_are_true(liv, client_for):
    found = [liv.enrol(number) for number in range(4)]
    share_out(liv.house, OLA, "o", [(found[0], SEND)], Claim())
    liv.order(found[3], c.AcceptHandoff(obligation=SEND, person="ola"), INTAKE)
    liv.until(MONDAY + 4 * DAY)
    page = client_for("ola").get("/innboks")
    for name, many in (
        ("Alt som venter på oss", 3), ("Nye til oss", 2), ("Mine", 1), ("Ikke fordelt", 2),
        ("Forfalt", 3), ("Utsatt", 0), ("Ferdig siste 30 dager", 1),
    ):  # fmt: skip
        assert count_in(page, name) == many, name
    assert "Forfalt (3)" in text_of(page)


def test_three_kinds_of_nothing(town, client_for):
    client = client_for("ola")
    told = text_of(client.get("/innboks"))
    assert "Ingen oppgaver til dere. Sist sjekket 10.00." in told
    ref = town.enrol(1)
    told = text_of(client.get("/innboks?hast=kritisk"))
    assert "Ingenting passer filteret. Uten filter er det 1 i denne visningen." in told
    assert "Fjern filteret" in told
    told = text_of(client_for("kari").get("/innboks"))
    assert "Ingen oppgaver til dere." in told
    assert "Venter på andre (1)" in told
    assert ref not in told


def test_a_name_that_is_a_script_stays_a_name(town, client_for):
    town.change(Unit(id=HOSPITAL, organisation="hus", name=SCRIPT))
    town.enrol(1, name=SCRIPT)
    for url in ("/innboks", "/innboks/utskrift"):
        page = client_for("ola").get(url)
        assert SCRIPT not in page.text
        assert "&lt;script&gt;alert(1)" in page.text


@pytest.mark.parametrize("language", ["nn", "en"])
def test_it_is_said_in_ones_own_language(town, client_for, language):
    town.enrol(1)
    client = client_for("ola")
    accounts.choose_language(town.house, "ola", language)
    told = text_of(client.get("/innboks"))
    assert {"nn": "Overfør til kommunen", "en": "Hand over"}[language] in told
    assert {"nn": "onsdag 4. mars", "en": "Wednesday 4 March"}[language] in told


# --- the address ------------------------------------------------------------------------------


def test_filters_are_in_the_address_and_each_chip_takes_its_own_away(town, client_for):
    ours = town.enrol(1)
    lung = town.enrol(2, parties={"hospital": LUNG_WARD})
    client = client_for("ola")
    page = client.get(f"/innboks?motpart={unit_code(LUNG_WARD)}&hast=senere")
    assert f"sak-{lung}" in page.text
    assert f"sak-{ours}" not in page.text
    assert "Motpart: Lungeavdelingen, Helse Bergen" in text_of(page)
    assert 'href="/innboks?hast=senere"' in page.text
    assert f'href="/innboks?motpart={unit_code(LUNG_WARD)}"' in page.text.replace("&amp;", "&")


@pytest.mark.parametrize("query", [
    "visning=tull", "hast=tull", "steg=tull", "forlop=tull", "motpart=tull", "hos=tull", "fra=tull",
    "fra=9~x~y~z", "enhet=tull", "sorter=tull", "type=tull", f"steg={SCRIPT}", "steg=" + "x" * 3000,
])  # fmt: skip
def test_an_address_that_makes_no_sense_shows_no_more_than_it_says(town, client_for, query):
    town.enrol(1)
    page = client_for("ola").get(f"/innboks?{query}")
    assert page.status_code == 200
    assert SCRIPT not in page.text


def test_a_search_leads_to_filters_and_never_into_the_address(town, client_for):
    town.enrol(1)
    client = client_for("ola")
    page = client.get("/innboks")
    found = client.send(page, "/innboks/sok", sok="overfør til")
    assert step_code("send") in str(found.url)
    assert "overf" not in str(found.url)
    assert f"{PATIENT} 1" in found.text
    name = client.send(page, "/innboks/sok", sok=f"{PATIENT} 1")
    assert str(name.url).endswith("/innboks")
    assert "Pasienter finnes ikke ved søk her" in name.text
    unit = client.send(page, "/innboks/sok", sok="lunge")
    assert unit_code(LUNG_WARD) in str(unit.url)
    assert "Ingenting passer filteret" in unit.text


def test_pages_follow_by_their_links(town, client_for, monkeypatch):
    from hjemover.web.inbox import views

    monkeypatch.setattr(views, "PAGE_SIZE", 2)
    every = {town.enrol(number) for number in range(5)}
    client, url, seen = client_for("ola"), "/innboks", []
    while url:
        page = client.get(url)
        seen += re.findall(r'class="inbox-row" id="sak-(\w+)-', page.text)
        following = re.search(r'href="(/innboks\?fra=[^"]+)"', page.text)
        url = unescape(following[1]) if following else ""
    assert len(seen) == 5
    assert set(seen) == every


# --- acts -------------------------------------------------------------------------------------


def test_taking_giving_back_and_undoing(town, client_for):
    ref = town.enrol()
    client = client_for("ola")
    page = client.send(client.get("/innboks"), "/innboks/flere", knapp="ta", sak=box(ref))
    assert who_has(town, ref) == "ola"
    assert "1 tatt." in text_of(page)
    page = client.send(page, "/innboks/angre")
    assert who_has(town, ref) is None
    assert "Angret." in text_of(page)
    again = client.send(page, "/innboks/angre") if "/innboks/angre" in page.text else None
    assert again is None


def test_several_at_once_with_a_result_for_each(liv, client_for):
    found = [liv.enrol(number) for number in range(3)]
    share_out(
        liv.house, Actor(id="liv", units=frozenset({INTAKE})), "l", [(found[0], SEND)], Claim()
    )
    client = client_for("ola")
    page = client.post("/innboks/flere", {"knapp": "ta", "sak": [box(ref) for ref in found]})
    told = text_of(page)
    assert "2 tatt." in told
    assert "1 kunne ikke:" in told
    assert "Liv Berg har den." in told
    assert f"{PATIENT} 0" in told
    client.send(page, "/innboks/angre")
    assert [who_has(liv, ref) for ref in found] == ["liv", None, None]


def test_all_that_fit_the_filter_are_given_to_a_colleague(liv, client_for):
    ours = [liv.enrol(number) for number in range(3)]
    lung = liv.enrol(9, parties={"hospital": LUNG_WARD})
    client = client_for("ola")
    page = client.get(f"/innboks?motpart={unit_code(HOSPITAL)}")
    client.send(page, "/innboks/flere", knapp="gi", kollega="liv", alle="1")
    assert [who_has(liv, ref) for ref in ours] == ["liv"] * 3
    assert who_has(liv, lung) is None


def test_more_than_can_be_done_at_once_is_said_and_gone_on_with(town, client_for, monkeypatch):
    for place in ("sharing", "presenter"):
        monkeypatch.setattr(f"hjemover.web.inbox.{place}.MOST_AT_ONCE", 2)
    for number in range(5):
        town.enrol(number)
    client = client_for("ola")
    page = client.get("/innboks")
    assert "Alle 5 i denne visningen, med filtrene, 2 om gangen" in text_of(page)
    page = client.send(page, "/innboks/flere", knapp="ta", alle="1")
    assert "2 tatt. 3 står igjen. Det gjøres høyst 2 om gangen." in text_of(page)
    page = client.send(page, "/innboks/flere")
    assert "2 tatt. 1 står igjen." in text_of(page)
    page = client.send(page, "/innboks/flere")
    assert "1 tatt." in text_of(page)
    assert count_in(page, "Ikke fordelt") == 0
    assert count_in(page, "Mine") == 5


def test_what_did_not_arrive_is_told_of_in_words_and_opened_first(town, client_for):
    arrived, lost = town.enrol(1), town.enrol(2)
    report = c.ReportUndelivered(obligation=SEND, attempt=1)
    handle(town.house, Order(id="lost", ref=lost, command=report, by=THE_SYSTEM))
    client = client_for("ola")
    page = client.get("/innboks?visning=nye")
    told = text_of(page)
    assert "Ikke bekreftet levert (1)" in told
    assert f"{PATIENT} 2" in told
    assert f"Sendt {say_instant(MONDAY, 'nb')}, men meldingen kom ikke fram" in told
    assert f'value="{box(arrived)}"' in page.text
    assert f'value="{box(lost)}"' not in page.text
    assert "meldingen kom ikke fram" in text_of(client.get("/innboks/utskrift?visning=nye"))
    item = text_of(client.get(f"/oppgave/{lost}/{KEY}"))
    assert "Meldingen om dette kom ikke fram til dere." in item
    assert "Ta imot pasienten" in item
    assert "Ikke bekreftet levert" not in text_of(client.get("/innboks"))
    assert "Send på nytt" not in text_of(client_for("kari").get("/innboks"))


def test_what_did_not_arrive_is_new_to_an_open_page_until_it_is_shown(town, client_for):
    client = client_for("ola")
    page = client.get("/innboks")
    asks = unescape(re.search(r'hx-get="(/innboks/nytt[^"]+)"', page.text)[1])
    lost = town.enrol()
    report = c.ReportUndelivered(obligation=SEND, attempt=1)
    handle(town.house, Order(id="lost", ref=lost, command=report, by=THE_SYSTEM))
    assert "1 ny oppgave" in client.fragment(asks).text
    asks = unescape(re.search(r'hx-get="(/innboks/nytt[^"]+)"', client.get("/innboks").text)[1])
    assert "ny oppgave" not in client.fragment(asks).text


def test_putting_off_and_fetching_back(town, client_for):
    ref = town.enrol()
    client = client_for("ola")
    day = (MONDAY + DAY).date()
    page = client.post("/innboks/flere", {"knapp": "utsett", "sak": box(ref), "dag": f"{day}"})
    assert count_in(page, "Utsatt") == 1
    assert count_in(page, "Alt som venter på oss") == 0
    page = client.post("/innboks/flere", {"knapp": "hent", "sak": box(ref)})
    assert count_in(page, "Utsatt") == 0
    too_late = (MONDAY + 2 * DAY).date()
    page = client.post("/innboks/flere", {"knapp": "utsett", "sak": box(ref), "dag": f"{too_late}"})
    assert "kan ikke utsettes til fristen" in text_of(page)


@pytest.mark.parametrize(("fields", "said"), [
    ({"knapp": "ta"}, "Velg minst én rad først."),
    ({"knapp": "tull", "sak": "x.y"}, "Velg hva du vil gjøre."),
    ({"knapp": "gi", "sak": "x.y"}, "Velg en kollega først."),
    ({"knapp": "utsett", "sak": "x.y", "dag": "i morgen"}, "Velg en dag å utsette til først."),
    ({"knapp": "ta", "sak": SCRIPT}, "Velg minst én rad først."),
])  # fmt: skip
def test_what_is_missing_is_said_and_nothing_is_changed(town, client_for, fields, said):
    town.enrol()
    before = town.contents()["journal"]
    page = client_for("ola").post("/innboks/flere", fields)
    assert said in text_of(page)
    assert SCRIPT not in page.text
    assert town.contents()["journal"] == before


def test_the_same_form_twice_takes_once(town, client_for):
    ref = town.enrol()
    client = client_for("ola")
    fields = {"knapp": "ta", "sak": box(ref), "ordre": "en-og-samme"}
    for _ in range(2):
        assert client.post("/innboks/flere", fields).status_code == 200
    assert town.told(ref).count("task-claimed") == 1


def test_a_form_leads_back_to_no_other_site(town, client_for):
    ref = town.enrol()
    client = client_for("ola")
    page = client.post(
        "/innboks/flere",
        {"knapp": "ta", "sak": box(ref), "tilbake": "https://ond.example/?visning=mine"},
        follow_redirects=False,
    )
    assert page.headers["location"].startswith("/innboks")


# --- saved views ------------------------------------------------------------------------------


def test_a_view_is_saved_for_oneself_or_for_the_unit_and_removed(liv, client_for):
    ola, liv_ = client_for("ola"), client_for("liv")
    page = ola.get("/innboks?hast=forfalt")
    page = ola.send(page, "/innboks/visninger", navn="Mine forfalte")
    page = ola.send(page, "/innboks/visninger", navn="Morgenmøtet", **{"for": INTAKE})
    assert "Visningen er lagret." in text_of(page)
    assert "Mine forfalte" in page.text
    other = liv_.get("/innboks")
    assert "Morgenmøtet" in other.text
    assert 'href="/innboks?hast=forfalt"' in other.text
    assert "Mine forfalte" not in other.text
    assert "Morgenmøtet" not in client_for("eva").get("/innboks").text
    page = ola.send(page, "/innboks/visninger", navn="  ")
    assert "Gi visningen et navn først." in text_of(page)
    page = ola.send(page, "/innboks/visninger", navn=SCRIPT)
    assert SCRIPT not in page.text


# --- what is new ------------------------------------------------------------------------------


def test_new_rows_are_told_of_and_do_not_jump_in(town, client_for):
    town.enrol(1)
    client = client_for("ola")
    page = client.get("/innboks")
    url = unescape(re.search(r'hx-get="(/innboks/nytt[^"]+)"', page.text)[1])
    first = client.fragment(url)
    assert text_of(first).strip() == ""
    same = client.get(url, headers={"If-None-Match": first.headers["etag"]})
    assert same.status_code == 304
    town.enrol(2), town.enrol(3)
    news = client.get(url, headers={"If-None-Match": first.headers["etag"]})
    assert "2 nye oppgaver, vis" in text_of(news)
    assert PATIENT not in news.text
    assert news.headers["cache-control"] == "private, no-cache"


def test_what_is_gone_since_is_no_news(town, client_for):
    found = [town.enrol(number) for number in range(3)]
    client = client_for("ola")
    url = unescape(re.search(r'hx-get="(/innboks/nytt[^"]+)"', client.get("/innboks").text)[1])
    town.order(found[0], c.AcceptHandoff(obligation=SEND, person="ola"), INTAKE)
    assert text_of(client.get(url)).strip() == ""
    assert client.get("/innboks/nytt?kjent=%%%").status_code == 200


def test_the_days_list_on_paper_has_every_row_and_nothing_to_press(town, client_for):
    for number in range(3):
        town.enrol(number)
    paper = client_for("ola").get("/innboks/utskrift")
    told = text_of(paper)
    assert "Alt som venter på oss (3)" in told
    assert "Mottak Bergen" in told
    assert "mandag 2. mars 2026" in told
    assert 'name="knapp"' not in paper.text
    town.clock.set(MONDAY + timedelta(hours=1))
