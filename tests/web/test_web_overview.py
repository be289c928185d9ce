"""/oversikt: counts that lead to what they count, charts with their numbers, small ones hidden."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from sqlalchemy import event

from hjemover.application.opaque import definition_code, unit_code
from hjemover.engine import commands as c
from hjemover.store.address_book import Membership
from hjemover.vocabulary import Role
from tests.application.town import ASKOY, BERGEN, DAY, HOSPITAL, INTAKE, MONDAY, OTHER_INTAKE, Town
from tests.web.conftest import ClientFor
from tests.web.people import EVER

MARCH = "/oversikt?fra=2026-03-01"


@pytest.fixture
def month(town: Town) -> list[str]:
    """Five offers to Bergen, one to Askøy: accepted, late, rejected, open."""
    town.change(Membership(person="kari", unit=HOSPITAL, role=Role.MANAGER, from_day=EVER))
    refs = [town.enrol(n, municipality=ASKOY if n == 5 else BERGEN) for n in range(6)]
    accept = c.AcceptHandoff(obligation="send#1", person="ola")
    town.order(refs[5], accept, OTHER_INTAKE)
    town.order(refs[0], accept, INTAKE)
    town.order(
        refs[1],
        c.RejectHandoff(obligation="send#1", reason="Feil", answers={"why": "wrong-municipality"}),
        INTAKE,
    )
    town.until(MONDAY + 8 * DAY)
    town.order(refs[2], accept, INTAKE)
    return refs


def links(page: str) -> list[tuple[int, str]]:
    """Every count that is a link, with where it leads."""
    found = re.findall(r'<td>\s*<a class="ds-link" href="([^"]+)">(\d+)', page)
    return [(int(count), unescape(url)) for url, count in found]


def test_every_number_leads_to_a_list_of_so_many(client_for: ClientFor, month):
    kari = client_for("kari")
    page = kari.get(MARCH).text
    found = links(page)

    assert len(found) >= 15
    for count, url in found:
        listed = kari.get(url)
        assert listed.status_code == 200, url
        assert f'<span class="count">{count}</span>' in listed.text, url
        assert listed.text.count('<th scope="row">') == count, url


def test_the_whole_page_is_of_one_moment_and_asks_no_more_where_there_is_more(
    client_for: ClientFor, town: Town, month: list[str]
) -> None:
    kari = client_for("kari")
    kari.get(MARCH)  # what the house keeps has been read
    begun, asked = _asked_for(town, lambda: kari.get(MARCH))
    for n in range(6, 12):
        town.enrol(n)
    more = _asked_for(town, lambda: kari.get(MARCH))

    # Who asks, and then the page: eleven transactions before, one for each figure.
    assert begun == 2
    assert more == (begun, asked)


def _asked_for(town: Town, get: Callable[[], object]) -> tuple[int, int]:
    """How many transactions and how many statements it takes."""
    engine, found = town.house.database.engine, {"checkout": 0, "before_cursor_execute": 0}

    def counting(name: str) -> Callable[..., None]:
        def count(*_: Any) -> None:
            found[name] += 1

        return count

    counts = {name: counting(name) for name in found}
    for name, count in counts.items():
        event.listen(engine, name, count)
    try:
        get()
    finally:
        for name, count in counts.items():
            event.remove(engine, name, count)
    return found["checkout"], found["before_cursor_execute"]


def test_the_first_row_is_what_needs_somebody_now(client_for: ClientFor, month):
    kari = client_for("kari")
    page = kari.get("/oversikt").text
    cards = re.findall(r'<a href="([^"]+)" class="card[^"]*"><strong>(\d+)</strong>', page)

    # Two offers without an answer, and the choice after the one that was rejected.
    assert [int(count) for _, count in cards] == [3, 3, 2, 0]
    for url, count in cards:
        assert f"Står fast ({count})" in kari.get(unescape(url)).text


def test_both_sides_see_the_same_figures(client_for: ClientFor, month):
    ours = client_for("kari").get(f"{MARCH}&motpart={unit_code(BERGEN)}").text
    theirs = client_for("lise").get(f"{MARCH}&motpart={unit_code('hus')}").text

    def numbers(page: str) -> list[str]:
        table = page.split('class="ds-table figures"')[1].split("</table>")[0]
        return re.findall(r"<td>\s*(?:<a[^>]*>)?([^<]*)", table)

    assert numbers(ours) == numbers(theirs)
    assert numbers(ours)[0] == "5"


def test_no_step_and_no_pathway_stands_in_an_address(client_for: ClientFor, month):
    page = client_for("kari").get(f"{MARCH}&forlop={definition_code('kort-hjem')}").text

    for url in re.findall(r'(?:href|action)="([^"]+)"', page):
        assert "kort-hjem" not in url
        assert "hus-kreft" not in url
        assert "send" not in url.replace("sendt", "")


def test_only_leaders_and_only_their_own(client_for: ClientFor, month):
    for url in ("", "/overforinger?hva=offered", "/frister?klasse=local&hva=met", "/andre-steder"):
        assert client_for("ola").get(f"/oversikt{url}").status_code == 403
    # Another's organisation in the address shows one's own.
    page = client_for("morten").get(f"{MARCH}&virksomhet={unit_code('hus')}").text
    assert "Askøy, mars 2026" in page
    listed = client_for("morten").get(
        "/oversikt/overforinger?fra=2026-03-01&vei=mottatt&hva=offered"
    )
    assert month[5] in listed.text
    assert month[0] not in listed.text


@pytest.mark.parametrize(
    "url",
    ["/overforinger", "/overforinger?hva=alt", "/overforinger.csv?hva=x", "/frister",
     "/frister?klasse=local&hva=x", "/frister?klasse=x&hva=met"],
)  # fmt: skip
def test_a_list_of_nothing_known_is_not_there(client_for: ClientFor, month, url):
    assert client_for("kari").get(f"/oversikt{url}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["fra=i-dag", "fra=0001-01-01", "fra=9999-12-31", "periode=x", "mal=x", "vei=x", "trinn=x",
     "forlop=x", "motpart=x", "nybasis=x", "periode=uke", "periode=kvartal", "periode=ar"],
)  # fmt: skip
def test_an_address_that_cannot_be_understood_is_a_page_all_the_same(
    client_for: ClientFor, month, query
):
    assert client_for("kari").get(f"/oversikt?{query}").status_code == 200


def test_small_numbers_of_others_are_hidden_and_nothing_is_summed(client_for: ClientFor, month):
    url = f"/oversikt/andre-steder?forlop={definition_code('kort-hjem')}&fra=2026-03-01"
    page = client_for("lise").get(url).text
    row = re.search(r"Askøy</th>(.*?)</tr>", page, re.S)
    assert row is not None
    assert "under 3" in row[1]
    assert not re.search(r">\s*[12]\s*<", row[1])

    theirs = client_for("morten").get(url).text
    bergen = re.search(r"Bergen</th>(.*?)</tr>", theirs, re.S)
    assert bergen is not None
    assert re.findall(r"<td>\s*([^<\s]+)", bergen[1])[0] == "5"
    assert "I alt" not in theirs
    assert "Ingen overføringer mellom andre" in client_for("kari").get(url).text


def test_a_chart_has_its_numbers_in_a_table_and_a_file(client_for: ClientFor, town: Town):
    town.change(Membership(person="kari", unit=HOSPITAL, role=Role.MANAGER, from_day=EVER))
    for number in range(15):
        town.clock.set(MONDAY + number * 7 * DAY)
        ref = town.enrol(number)
        town.clock.set(
            town.house.clock.now() + timedelta(days=60 if number == 14 else 1 + number % 3)
        )
        town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.clock.set(MONDAY + 20 * 7 * DAY)
    kari = client_for("kari")
    page = kari.get("/oversikt?trinn=uke").text

    assert "Gjennomsnittet er" in page
    assert "Verre: utenfor grensene" in page
    assert 'class="spot worse"' in page
    assert page.count('class="spot') == 15 + 3, "each point, and three in the legend"
    rows = kari.get("/oversikt/graf.csv?trinn=uke").text.strip().splitlines()
    # Fifteen weeks with a value, and those after in which nothing was offered.
    assert len(rows) == 1 + 20
    for line in rows[1:]:
        period, value = line.split(";")[:2]
        assert re.search(rf"{period}</th>\s*<td>{value}</td>", page), line

    rebased = kari.get("/oversikt?trinn=uke&nybasis=2026-04-01&merknad=<b>ny rutine</b>").text
    assert "Nye grenser regnes fra" in rebased
    assert "&lt;b&gt;ny rutine&lt;/b&gt;" in rebased
    assert "<b>ny rutine" not in rebased


def test_few_points_are_a_run_chart_and_none_says_so(client_for: ClientFor, month):
    page = client_for("kari").get("/oversikt?trinn=uke").text
    assert "Det trengs tolv punkter" in page
    assert "Det er ingenting å vise ennå." in client_for("morten").get("/oversikt?vei=sendt").text


def test_the_list_of_limits_and_the_file_of_handoffs(client_for: ClientFor, month):
    kari = client_for("kari")
    csv = kari.get("/oversikt/overforinger.csv?fra=2026-03-01&hva=offered")
    assert csv.headers["Content-Disposition"].endswith('"overforinger-offered-2026-03-01.csv"')
    assert len(csv.text.strip().splitlines()) == 7
    lise = client_for("lise")
    limits = lise.get("/oversikt/frister?fra=2026-03-01&klasse=local&hva=missed").text
    assert limits.count('<th scope="row">') == 3


def test_the_list_of_limits_is_taken_along_as_it_stands(client_for: ClientFor, month):
    kari = client_for("kari")
    urls = {
        unescape(url)
        for url in re.findall(r'href="(/oversikt/frister[^"]+)"', kari.get(MARCH).text)
    }
    assert urls
    for url in urls:
        page = kari.get(url).text
        [link] = re.findall(r'href="(/oversikt/frister\.csv[^"]+)"', page)
        file = kari.get(unescape(link))
        assert file.headers["content-type"].startswith("text/csv")
        lines = file.text.removeprefix("\ufeff").splitlines()
        assert lines[0] == "Sak;Hva;Forløp;Enhet;Frist;Avsluttet;Dager for sent da det kom"
        assert len(lines) - 1 == page.count('<th scope="row">')
        for line in lines[1:]:
            assert f'href="/forlop/{line.partition(";")[0]}"' in page
