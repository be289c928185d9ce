"""Measures and accruals in the store: kept in step, rebuilt the same, small numbers hidden."""

from datetime import date, timedelta
from functools import cache

import pytest

from hjemover.application.accruing import accruals
from hjemover.application.handle import PROJECTION_RULES
from hjemover.application.measures import EVERYBODY, MeasureFigures, measures, yearly_figures
from hjemover.definition import load_text
from hjemover.definition.models import PathwayDefinition
from hjemover.engine import commands as c
from hjemover.engine.evolve import fold
from hjemover.store.projections import rebuild
from tests.application.town import ASKOY, BERGEN, DAY, INTAKE, MONDAY, OTHER_INTAKE, SHORT, Town

KEPT = """
tables:
  daily-rate:
    unit: NOK
    source: the domain notes, 3.1
    verified: true
    rows: [{from: 2024-01-01, until: 2026-03-04, value: 5745}]
accruals:
  payment-days:
    name: {nb: Betalingsdøgn, nn: Betalingsdøgn, en: Payment days}
    per: day
    rate: daily-rate
    starts: [send.rejected, send.overdue]
    stops: send.accepted
    party: intake
measures:
  answered:
    name: {nb: Svar i tide, nn: Svar i tide, en: Answered in time}
    kind: share
    from: send.started
    to: [send.accepted, send.rejected]
    within: $accept-within
    target: 80
    source: proposal
    verified: false
    small: 2
    party: intake
  answering: {name: {nb: Svartid, nn: Svartid, en: Time to answer}, kind: median, from: send.started, to: send.accepted, source: proposal, verified: false, small: 2}
  began: {name: {nb: Påbegynt, nn: Påbegynt, en: Begun}, kind: count, from: enrolled, source: proposal, verified: false, small: 2}
"""  # noqa: E501


@cache
def kept() -> PathwayDefinition:
    loaded = load_text(SHORT + KEPT)
    assert loaded.definition is not None, [str(one) for one in loaded.problems]
    return loaded.definition


@pytest.fixture
def counted(town: Town) -> Town:
    """Three of Bergen's patients (taken in time, late, and not at all), and one of Askøy's."""
    town.publish(_second(kept()))
    for number, (home, intake, days) in enumerate(
        [
            (BERGEN, INTAKE, 1),
            (BERGEN, INTAKE, 4),
            (BERGEN, INTAKE, None),
            (ASKOY, OTHER_INTAKE, 1),
        ]
    ):
        town.clock.set(MONDAY)
        ref = town.enrol(number, municipality=home, version=2)
        if days is not None:
            town.until(MONDAY + days * DAY)
            offer = town.open(ref, "send").id
            town.order(ref, c.AcceptHandoff(obligation=offer, person="ola"), intake)
    town.until(MONDAY + 7 * DAY)
    return town


def _second(first: PathwayDefinition) -> PathwayDefinition:
    loaded = load_text((SHORT + KEPT).replace("version: 1", "version: 2"))
    assert loaded.definition is not None
    assert loaded.definition.id == first.id
    return loaded.definition


def by_organisation(found: list[MeasureFigures], measure: str) -> dict[str, MeasureFigures]:
    return {one.organisation: one for one in found if one.measure == measure}


def test_a_share_counts_those_in_time_of_those_that_could_be(counted: Town) -> None:
    found = by_organisation(measures(counted.house, own=["hus", BERGEN, ASKOY]), "answered")

    shown = {home: (one.numerator, one.denominator) for home, one in found.items()}
    assert shown == {EVERYBODY: (2, 4), BERGEN: (1, 3), ASKOY: (1, 1)}
    bergen = found[BERGEN]
    assert (bergen.period, bergen.version, bergen.on_target) == ("2026-03", 2, False)
    assert bergen.share == pytest.approx(100 / 3)


def test_both_sides_see_the_same_figure(counted: Town) -> None:
    mine = by_organisation(measures(counted.house, own=[BERGEN]), "answering")
    theirs = by_organisation(measures(counted.house, own=["hus"]), "answering")

    assert mine[BERGEN].median_hours == theirs[BERGEN].median_hours == 60
    assert mine["hus"].denominator == theirs["hus"].denominator == 3
    assert mine[BERGEN].ninetieth_hours == pytest.approx(24 + 0.9 * 72)


def test_small_numbers_are_for_ones_own_eyes(counted: Town) -> None:
    theirs = by_organisation(measures(counted.house, own=[BERGEN]), "began")
    theirs |= by_organisation(measures(counted.house, own=[BERGEN]), "answered")

    assert theirs[ASKOY].hidden
    assert (theirs[ASKOY].numerator, theirs[ASKOY].denominator, theirs[ASKOY].share) == (None,) * 3
    assert not theirs[BERGEN].hidden, "one's own"
    mine = by_organisation(measures(counted.house, own=[ASKOY]), "answered")
    assert (mine[ASKOY].numerator, mine[BERGEN].hidden) == (1, True), "one of three would tell"


@pytest.mark.parametrize("home", ["hus", BERGEN, ASKOY])
def test_an_organisations_own_figures_are_the_same_when_no_others_are_read(counted, home):
    everybodys = measures(counted.house, own=[home])
    own = measures(counted.house, own=[home], organisation=home)
    assert own == [one for one in everybodys if one.organisation == home]
    assert own
    one = own[0].measure
    assert measures(counted.house, own=[home], organisation=home, measure=one) == [
        figure for figure in own if figure.measure == one
    ]


def test_figures_of_a_year_and_of_other_days(counted: Town) -> None:
    year = measures(counted.house, own=["hus"], period="year")
    none = measures(counted.house, own=["hus"], since=date(2026, 4, 1))

    assert {one.period for one in year} == {"2026"}
    assert none == measures(counted.house, definition="another") == []
    assert len(measures(counted.house, until=date(2026, 3, 3))) == len(measures(counted.house))


def test_what_can_still_be_in_time_is_not_counted_yet(town: Town) -> None:
    town.publish(_second(kept()))
    town.enrol(1, version=2)

    found = by_organisation(measures(town.house, own=[BERGEN]), "answered")
    assert (found[BERGEN].denominator, found[BERGEN].share) == (0, None)
    town.until(MONDAY + 7 * DAY)
    found = by_organisation(measures(town.house, own=[BERGEN]), "answered")
    assert (found[BERGEN].numerator, found[BERGEN].denominator) == (0, 1)


def test_who_died_before_the_limit_is_not_counted_as_late(town: Town) -> None:
    town.publish(_second(kept()))
    ref = town.enrol(1, version=2)
    town.clock.set(MONDAY + timedelta(hours=1))
    town.order(ref, c.ReportEvent(event="death"), INTAKE)
    town.until(MONDAY + 30 * DAY)

    found = by_organisation(measures(town.house, own=[BERGEN]), "answered")
    assert found[BERGEN].denominator == 0


def test_the_figures_of_a_year_can_be_given_to_anybody(counted: Town) -> None:
    told = yearly_figures(counted.house, 2026)

    rows = [line.split(";") for line in told.splitlines()]
    assert rows[0][:4] == ["definition", "version", "measure", "name"]
    of = {(row[2], row[5]): row for row in rows[1:]}
    assert of["answered", "Askøy"][7:10] == ["<2", "<2", "<2"]
    assert of["answered", ""][7:10] == ["2", "4", "50"]
    assert "Fjellrev" not in told


def test_what_has_accrued_is_told_by_who_it_belongs_to(counted: Town) -> None:
    (one,) = accruals(counted.house)

    # The limit passed when Wednesday ended: two days for the second patient, who was taken on
    # Friday, and until today, Monday, for the third.
    assert (one.organisation, one.pathways, one.running) == (BERGEN, 2, 1)
    assert (one.days, one.unknown_days, one.unit) == (7, 7, "NOK")
    assert accruals(counted.house, since=date(2026, 4, 1)) == []


def test_both_tables_are_rebuilt_from_the_journal_as_they_were(counted: Town) -> None:
    before = counted.contents()
    assert len(before["measure_log"]) > 8
    assert len(before["accrual_run"]) == 2

    rebuild(counted.house.database, fold, PROJECTION_RULES)

    after = counted.contents()
    assert {name: after[name] for name in ("measure_log", "accrual_run")} == {
        name: before[name] for name in ("measure_log", "accrual_run")
    }


def test_nobody_can_take_those_that_are_shown_from_the_total(counted: Town) -> None:
    found = by_organisation(measures(counted.house), "answering")

    assert found[ASKOY].hidden, "a single patient"
    assert found[BERGEN].hidden, "or else the total less Bergen's would be Askøy's"
    assert (found[BERGEN].numerator, found[EVERYBODY].numerator) == (None, 3)
    rows = [line.split(";") for line in yearly_figures(counted.house, 2026).splitlines()[1:]]
    shown = [row[7] for row in rows if row[2] == "answering"]
    assert sorted(shown) == ["3", "3", "<2", "<2"]


def test_where_no_other_can_be_hidden_the_total_is(town: Town) -> None:
    town.publish(_second(kept()))
    town.enrol(1, version=2)

    found = by_organisation(measures(town.house), "began")

    assert {one.hidden for one in found.values()} == {True}
