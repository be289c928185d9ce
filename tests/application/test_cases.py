"""A pathway about a case or an organisation: nobody's birth number, and no patient."""

from functools import cache

import pytest

from hjemover.application.enrolling import Enrolment, enrol
from hjemover.definition import load_text
from hjemover.definition.models import PathwayDefinition
from hjemover.engine import commands as c
from hjemover.errors import CommandRefused
from hjemover.store import journal
from tests.application.town import BERGEN, DAY, HOSPITAL, INTAKE, MONDAY, Town, at

DEVIATION = """\
pathway: avvik
version: 1
valid_from: 2020-01-01
subject: case
name: {nb: Avvik, nn: Avvik, en: Deviation}
parties:
  reporter: {name: {nb: Melder, nn: Meldar, en: Reporter}, service: cancer-care}
  hub: {name: {nb: Sekretariatet, nn: Sekretariatet, en: Secretariat}, service: cancer-care}
  other: {name: {nb: Den det gjelder, nn: Den det gjeld, en: Whom it concerns}, service: intake, of: subject.organisation}
outcomes:
  LUKKET: {nb: Lukket, nn: Lukka, en: Closed}
start: report
steps:
  report:
    handoff: {nb: Meld avvik, nn: Meld avvik, en: Report}
    from: reporter
    to: hub
    accept: {within: 2 working days}
    rounds: {at_most: 3, then: closed}
    outcomes: {accepted: relay, rejected: mend}
  mend:
    task: {nb: Rett meldingen, nn: Rett meldinga, en: Mend it}
    party: reporter
    due: {within: 3 working days}
    then: report
  relay:
    handoff: {nb: Send videre, nn: Send vidare, en: Send on}
    from: hub
    to: other
    accept: {within: 2 working days}
    rounds: {at_most: 3, then: closed}
    outcomes: {accepted: handle, rejected: find}
  find:
    task: {nb: Finn mottaker, nn: Finn mottakar, en: Find receiver}
    party: hub
    due: {within: 2 working days}
    then: relay
  handle:
    task: {nb: Behandle avviket, nn: Behandle avviket, en: Handle it}
    party: other
    due: {within: 4 weeks}
    then: answer
  answer:
    handoff: {nb: Svar via sekretariatet, nn: Svar via sekretariatet, en: Answer via the hub}
    from: other
    to: hub
    accept: {within: 2 working days}
    rounds: {at_most: 3, then: closed}
    outcomes: {accepted: pass-on, rejected: handle}
  pass-on:
    handoff: {nb: Send svaret til melder, nn: Send svaret til meldar, en: Pass the answer on}
    from: hub
    to: reporter
    accept: {within: 2 working days}
    rounds: {at_most: 3, then: closed}
    outcomes: {accepted: closed, rejected: handle}
  closed:
    end: LUKKET
"""  # noqa: E501
"""A relay through a hub, there and back, as handoffs through a party of its own."""

HUB = "hus-lunge"


@cache
def deviation() -> PathwayDefinition:
    loaded = load_text(DEVIATION)
    assert loaded.definition is not None, [str(one) for one in loaded.problems]
    return loaded.definition


def _enrolment(**other: object) -> Enrolment:
    known = {
        "id": "avvik-1",
        "pathway": "avvik",
        "parties": {"reporter": HOSPITAL, "hub": HUB},
        "organisation": BERGEN,
        "case": "4711",
    }
    return Enrolment(**(known | other))  # type: ignore[arg-type] # written out above


def test_a_case_has_an_organisation_and_a_number_and_no_patient(town: Town) -> None:
    town.publish(deviation())

    ref = enrol(town.house, _enrolment(), at(HOSPITAL)).ref

    with town.house.database.reading() as tx:
        stored = journal.load(tx, ref, for_update=False)
    assert stored is not None
    assert stored.patient_id is None
    assert (stored.pathway.subject.organisation, stored.pathway.subject.case) == (BERGEN, "4711")


def test_a_case_goes_through_the_hub_in_both_directions(town: Town) -> None:
    town.publish(deviation())
    ref = enrol(town.house, _enrolment(), at(HOSPITAL)).ref

    def hand(step: str, to: str) -> None:
        assert town.open(ref, step).awaits == to
        town.order(ref, c.AcceptHandoff(obligation=town.open(ref, step).id, person="kari"), to)

    hand("report", HUB)
    hand("relay", INTAKE)
    assert town.open(ref, "handle").holder == INTAKE
    town.order(ref, c.CompleteTask(obligation="handle#1", outcome="done"), INTAKE)
    hand("answer", HUB)
    hand("pass-on", HOSPITAL)

    assert town.pathway(ref).outcome == "LUKKET"


def test_time_passes_for_a_case_as_for_a_patient(town: Town) -> None:
    town.publish(deviation())
    ref = enrol(town.house, _enrolment(), at(HOSPITAL)).ref

    town.until(MONDAY + 4 * DAY)

    assert "deadline-passed" in town.told(ref)
    town.post()


@pytest.mark.parametrize("who", [{"name": "Tålmodig Fjellrev"}, {"birth_number": "x"}])
def test_a_case_takes_no_patient(town: Town, who: dict[str, str]) -> None:
    town.publish(deviation())
    before = town.contents()

    with pytest.raises(CommandRefused) as refused:
        enrol(town.house, _enrolment(**who), at(HOSPITAL))

    assert refused.value.code == "answer-invalid"
    assert town.contents() == before


def test_a_case_without_an_organisation_is_refused(town: Town) -> None:
    town.publish(deviation())

    with pytest.raises(CommandRefused) as refused:
        enrol(town.house, _enrolment(organisation=None), at(HOSPITAL))

    assert (refused.value.code, refused.value.facts["field"]) == ("answer-missing", "organisation")
