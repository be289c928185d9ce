"""/oversikt/mal: what pathways declare, drawn by month, led back to patients, with kept limits."""

import re
from html import unescape

import pytest

from hjemover.application.figures import period_of
from hjemover.application.measured import counted, measured
from hjemover.application.opaque import definition_code, measure_code, unit_code
from hjemover.application.rebasing import kept
from hjemover.engine import commands as c
from hjemover.store import access_log
from hjemover.store.address_book import Membership
from hjemover.vocabulary import Role
from tests.application.test_measures import _second
from tests.application.test_measures import kept as first_version
from tests.application.town import (
    ASKOY,
    BERGEN,
    DAY,
    HOSPITAL,
    INTAKE,
    MONDAY,
    NURSE,
    PATIENT,
    Town,
)
from tests.web.conftest import ClientFor
from tests.web.people import EVER

PATHWAY = f"forlop={definition_code('kort-hjem')}"
CHART = f"/oversikt/mal?{PATHWAY}&maltall={measure_code('answered')}"
LIST = f"/oversikt/mal/liste?{PATHWAY}&maltall={measure_code('answered')}&fra=2026-03-01"
NAME = "measure/kort-hjem/answered"


@pytest.fixture
def refs(town: Town) -> list[str]:
    """In March three of Bergen's patients: taken in time, late, and not at all. It is April now."""
    town.publish(_second(first_version()))
    found = [town.enrol(number, version=2) for number in range(3)]
    accept = c.AcceptHandoff(obligation="send#1", person="ola")
    town.until(MONDAY + DAY)
    town.order(found[0], accept, INTAKE)
    town.until(MONDAY + 7 * DAY)
    town.order(found[1], accept, INTAKE)
    town.until(MONDAY + 35 * DAY)
    return found


def test_the_overview_leads_to_the_chart_and_every_number_to_its_list(
    client_for: ClientFor, refs: list[str]
):
    lise = client_for("lise")
    page = lise.get("/oversikt?fra=2026-03-01").text
    [url] = {
        unescape(one) for one in re.findall(r'href="(/oversikt/mal[^"]+)"', page)
        if measure_code("answered") in one
    }  # fmt: skip
    shown = lise.get(url).text
    assert "Svar i tide" in shown
    assert "Målet er 80 %." in shown
    assert "Kilden til målet er ikke bekreftet." in shown
    assert "<svg viewBox" in shown
    [(listed, count)] = re.findall(r'<a class="ds-link" href="([^"]+liste[^"]+)">(\d+)', shown)
    behind = lise.get(unescape(listed)).text
    assert f'<span class="count">{count}</span>' in behind
    assert behind.count('<th scope="row">') == int(count) == 3
    for ref in refs:
        assert f'href="/forlop/{ref}"' in behind


def test_a_month_that_is_not_over_is_no_point(client_for: ClientFor, town: Town, refs: list[str]):
    town.enrol(7, version=2)
    found = measured(town.house, BERGEN, "kort-hjem", "answered", _last(town))
    assert [one.first.isoformat() for one in found.periods] == ["2026-03-01"]
    assert found.chart.points[0].value == pytest.approx(100 / 3)
    table = client_for("lise").get(CHART).text
    assert ">april 2026<" not in table
    assert measured(town.house, ASKOY, "kort-hjem", "answered", _last(town)) is None


def _last(town: Town):
    return period_of(town.house.clock.now().date(), "month").before


def test_names_stand_in_the_list_and_each_look_in_the_access_log(
    client_for: ClientFor, town: Town, refs: list[str]
):
    page = client_for("lise").get(LIST).text
    assert f"{PATIENT} 0" in page
    with town.house.database.reading() as tx:
        looks = [one for one in access_log.latest(tx, [BERGEN], 50) if one.object == "measure"]
    assert {(one.pathway_ref, one.action) for one in looks} == {(ref, "list-hit") for ref in refs}


def test_who_has_no_part_in_a_pathway_is_told_how_many_and_not_whom(
    client_for: ClientFor, town: Town, refs: list[str]
):
    town.change(Membership(person="rita", unit=NURSE, role=Role.MANAGER, from_day=EVER))
    page = client_for("rita").get(LIST).text
    # The nurse has the two that were taken over.
    assert f"{PATIENT} 2" not in page
    assert refs[2] not in page
    assert "1 til er talt med." in page


def test_the_other_municipality_sees_nothing_of_it(client_for: ClientFor, refs: list[str]):
    morten = client_for("morten")
    own = f"&virksomhet={unit_code(BERGEN)}"
    assert "Det er ingenting å vise ennå." in morten.get(CHART + own).text
    listed = morten.get(LIST + own).text
    assert not any(ref in listed for ref in refs)
    assert morten.get(CHART.replace("mal?", "mal.csv?") + own).status_code == 404
    for wrong in (f"/oversikt/mal?{PATHWAY}", f"/oversikt/mal?maltall={measure_code('answered')}"):
        assert morten.get(wrong).status_code == 404


@pytest.mark.parametrize(
    ("measure", "person"), [("answered", "lise"), ("answering", "kari"), ("began", "kari")]
)
def test_each_kind_of_measure_is_drawn_and_taken_along(
    client_for: ClientFor, town: Town, refs: list[str], measure: str, person: str
):
    town.change(Membership(person="kari", unit=HOSPITAL, role=Role.MANAGER, from_day=EVER))
    reader = client_for(person)
    url = CHART.replace(measure_code("answered"), measure_code(measure))
    assert reader.get(url).status_code == 200
    file = reader.get(url.replace("mal?", "mal.csv?"))
    assert file.text.startswith("\ufeffPeriode;Verdi;Bygger på;Signal")
    assert "mars 2026;" in file.text


def test_what_is_counted_is_the_organisations_own(town: Town, refs: list[str]):
    march = period_of(MONDAY.date(), "month")
    found = counted(town.house, BERGEN, "kort-hjem", "answered", march, most=10)
    assert {one.ref for one in found} == set(refs)
    assert counted(town.house, ASKOY, "kort-hjem", "answered", march, most=10) == []
    assert len(counted(town.house, BERGEN, "kort-hjem", "answered", march, most=2)) == 2


# --- new limits -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "chart"), [(CHART, NAME), ("/oversikt", "handoffs/sent/median-days//")]
)
def test_new_limits_are_kept_for_everybody_in_the_organisation_with_who_and_why(
    client_for: ClientFor, town: Town, refs: list[str], page: str, chart: str
):
    lise = client_for("lise")
    done = lise.send(
        lise.get(page), "/oversikt/nybasis", fradag="2.3.2026", hvorfor="ny <b>rutine</b>"
    )
    assert "Grensene regnes på nytt fra den dagen" in done.text
    assert "Nye grenser fra 2. mars 2026: ny &lt;b&gt;rutine&lt;/b&gt;" in done.text
    assert "Ansatt lise, 6. april 2026 kl. 11.00" in done.text
    [one] = kept(town.house, BERGEN, chart)
    assert (one.note, one.by) == ("ny <b>rutine</b>", "lise")

    town.change(Membership(person="nina", unit=NURSE, role=Role.MANAGER, from_day=EVER))
    assert "Nye grenser fra 2. mars 2026" in client_for("nina").get(page).text
    gone = lise.send(lise.get(page), "/oversikt/nybasis")
    assert "Grensene regnes som før." in gone.text
    assert kept(town.house, BERGEN, chart) == []


@pytest.mark.parametrize("page", [CHART, "/oversikt"])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"fradag": "", "hvorfor": "ny rutine"}, "Skriv en dato"),
        ({"fradag": "snart", "hvorfor": "ny rutine"}, "Skriv en dato"),
        ({"fradag": "2030-01-01", "hvorfor": "ny rutine"}, "Dagen har ikke vært ennå."),
        ({"fradag": "2026-03-02", "hvorfor": " "}, "Skriv noen ord om hvorfor."),
    ],
)
def test_new_limits_without_a_day_or_a_reason_are_asked_for_again(
    client_for: ClientFor, town: Town, refs: list[str], page: str, typed, said: str
):
    lise = client_for("lise")
    answer = lise.send(lise.get(page), "/oversikt/nybasis", **typed)
    assert (answer.status_code, said in answer.text) == (422, True)
    for value in typed.values():
        assert f'value="{value}"' in answer.text
    assert town.contents()["chart_rebase"] == []


def test_nobody_keeps_limits_for_another_organisation(client_for: ClientFor, town: Town, refs):
    theirs = {"virksomhet": unit_code(BERGEN), "fradag": "2026-03-02", "hvorfor": "x"}
    client_for("morten").post("/oversikt/nybasis", theirs)
    assert kept(town.house, BERGEN, "handoffs/sent/median-days//") == []
    for person in ("ola", "anne"):
        assert client_for(person).post("/oversikt/nybasis", theirs).status_code == 403
