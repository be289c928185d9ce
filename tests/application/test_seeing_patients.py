"""A patient is seen by the units with a part in the pathway, and every look leaves its trace."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from hjemover.application import seeing
from hjemover.application.desk.item import open_item
from hjemover.application.desk.over import Over
from hjemover.application.house import Actor
from hjemover.application.opaque import obligation_key
from hjemover.application.seeing import EmergencyRefused, Looker
from hjemover.birth_number import make_synthetic
from hjemover.engine import commands as c
from hjemover.store import access_log, patients
from hjemover.store.access_log import Access
from hjemover.store.address_book import Absence, Deputy
from tests.application.town import (
    DAY,
    HOSPITAL,
    INTAKE,
    LUNG_WARD,
    MONDAY,
    OTHER_INTAKE,
    PATIENT,
    Town,
    at,
)

NUMBER = make_synthetic(date(1950, 3, 1), 0)


def looker(unit: str, person: str = "") -> Looker:
    name = person or f"{unit}-ansatt"
    units = frozenset({unit})
    return Looker(actor=Actor(id=name, units=units), name=f"Ansatt {name}", units=units, ip="::1")


def log(town: Town) -> list[Access]:
    with town.house.database.reading() as tx:
        rows = access_log.latest(tx, ["hus", "4601", "4627", "-"], 100)
    return rows[::-1]


def told(town: Town) -> list[tuple[str, str, str, str]]:
    return [(one.actor, one.action, one.decision_ref, one.result) for one in log(town)]


def see(town: Town, ref: str, who: Looker) -> seeing.Sight | None:
    return seeing.see(town.house, who, ref, thing="pathway")


@pytest.mark.parametrize("unit", [HOSPITAL, INTAKE])
def test_a_unit_with_a_part_sees_the_name_and_a_masked_number(town: Town, unit: str):
    ref = town.enrol()

    seen = see(town, ref, looker(unit))

    assert seen is not None
    assert (seen.name, seen.number, seen.place) == (f"{PATIENT} 0", "018350 *****", "Bergen")
    assert told(town) == [(f"{unit}-ansatt", "open", "part-in-pathway", "ok")]
    (line,) = log(town)
    assert (line.pathway_ref, line.patient_id, line.fields) == (ref, seen.patient, "identity")


@pytest.mark.parametrize("unit", [OTHER_INTAKE, LUNG_WARD])
def test_another_unit_sees_nothing_and_that_it_tried_is_kept(town: Town, unit: str):
    ref = town.enrol()

    assert see(town, ref, looker(unit)) is None

    assert told(town) == [(f"{unit}-ansatt", "deny", "none", "denied")]
    (line,) = log(town)
    assert (line.pathway_ref, line.fields) == (ref, None)
    assert line.patient_id


def test_a_pathway_there_is_none_of_leaves_no_line(town: Town):
    assert see(town, "p-finnes-ikke", looker(INTAKE)) is None
    assert log(town) == []


def test_in_the_log_stands_neither_name_nor_number(town: Town):
    ref = town.enrol()
    see(town, ref, looker(INTAKE))
    seeing.search(town.house, looker(INTAKE), NUMBER)
    seeing.number_of(town.house, looker(INTAKE), ref)

    kept = repr(town.contents()["access_log"])
    assert PATIENT not in kept
    assert NUMBER not in kept


def test_the_unit_that_stands_in_sees_and_the_log_says_why(town: Town):
    ref = town.enrol()
    town.change(
        Deputy(unit=INTAKE, deputy=OTHER_INTAKE, from_day=MONDAY.date()),
        Absence(person="ola", from_day=MONDAY.date()),
    )

    assert see(town, ref, looker(OTHER_INTAKE)) is not None
    assert told(town) == [("askoy-mottak-ansatt", "open", "stands-in", "ok")]


def test_whose_offer_was_taken_back_sees_whom_it_was_about_on_its_page_alone(town: Town):
    ref = town.enrol()
    town.order(ref, c.WithdrawHandoff(obligation="send#1", reason="Innlagt igjen"), HOSPITAL)
    over = open_item(town.house, at(INTAKE), ref, obligation_key("send#1"))
    assert isinstance(over, Over)
    assert (over.was_sent, over.has_part) == (INTAKE, False)
    assert see(town, ref, looker(INTAKE)) is None

    def work(tx):
        return seeing.sight(
            town.house, tx, looker(INTAKE), ref, thing="task", was_sent=over.was_sent
        )

    seen = town.house.database.run_writing(work)
    assert seen is not None
    assert (seen.name, seen.place) == (f"{PATIENT} 0", None)
    assert told(town)[-1] == (f"{INTAKE}-ansatt", "open", "was-sent-it", "ok")


def test_who_said_no_is_not_told_again_whom_it_was_about(town: Town):
    ref = town.enrol()
    answers = {"why": "wrong-municipality"}
    no = c.RejectHandoff(obligation="send#1", reason="Ikke vår", answers=answers)
    town.order(ref, no, INTAKE)
    over = open_item(town.house, at(INTAKE), ref, obligation_key("send#1"))
    assert isinstance(over, Over)
    assert over.was_sent is None


def test_a_protected_address_is_shown_without_place(town: Town):
    ref = town.enrol()
    with town.house.database.writing() as tx:
        patient = patients.find(tx, town.house.keys, "hus", NUMBER)
        assert patient is not None
        patients.change(tx, town.house.keys, patient.id, patient.identity, protected_address=True)

    seen = see(town, ref, looker(INTAKE))

    assert seen is not None
    assert (seen.protected, seen.place) == (True, None)


def test_a_list_shows_only_those_one_may_see_with_a_line_for_each(town: Town):
    mine, other = town.enrol(0), town.enrol(1, municipality="4627")

    def work(tx):
        return seeing.sights(town.house, tx, looker(INTAKE), [mine, other], thing="inbox")

    shown = town.house.database.run_writing(work)

    assert list(shown) == [mine]
    assert [(one.action, one.pathway_ref, one.object) for one in log(town)] == [
        ("list-hit", mine, "inbox")
    ]


def test_what_is_rolled_back_was_not_seen_and_what_was_seen_is_in_the_log(town: Town):
    """The log is written in the transaction that reads: no trace, no sight."""
    ref = town.enrol()

    def work(tx):
        assert seeing.sight(town.house, tx, looker(INTAKE), ref, thing="pathway")
        raise RuntimeError("the page was never made")

    with pytest.raises(RuntimeError):
        town.house.database.run_writing(work)

    assert log(town) == []


def test_the_whole_number_is_shown_only_when_asked_for_with_a_line_of_its_own(town: Town):
    ref = town.enrol()

    assert seeing.number_of(town.house, looker(INTAKE), ref) == NUMBER
    assert seeing.number_of(town.house, looker(OTHER_INTAKE), ref) is None

    assert sorted((one.action, one.fields) for one in log(town)) == [
        ("deny", None),
        ("open", "birth-number"),
    ]


# --- look-up ------------------------------------------------------------------------------------


def test_a_look_up_finds_the_patient_and_the_pathways_one_has_a_part_in(town: Town):
    ref = town.enrol()

    found = seeing.search(town.house, looker(INTAKE), f"{NUMBER[:6]} {NUMBER[6:]}")

    assert found.sight is not None
    assert found.sight.name == f"{PATIENT} 0"
    assert [one.ref for one in found.pathways] == [ref]
    assert [one.action for one in log(town)] == ["search", "list-hit"]


def test_a_patient_of_others_and_one_nobody_knows_look_the_same(town: Town):
    town.enrol()
    unknown = make_synthetic(date(1960, 1, 1), 0)

    theirs = seeing.search(town.house, looker(OTHER_INTAKE), NUMBER)
    nobody = seeing.search(town.house, looker(OTHER_INTAKE), unknown)

    assert theirs == nobody == seeing.Found()
    assert [one.action for one in log(town)] == ["search", "deny", "search"]


def test_a_patient_of_others_can_see_that_somebody_looked_for_them(town: Town):
    town.enrol()

    seeing.search(town.house, looker(OTHER_INTAKE, "eva"), NUMBER)

    seen = seeing.accesses_to(town.house, looker(HOSPITAL, "revisor"), NUMBER)
    assert seen is not None
    [tried] = [one for one in seen if one.thing == "look-up"]
    assert (tried.organisation, tried.denied) == ("Askøy", True)


def test_whom_ones_own_organisation_knows_is_found_without_pathways(town: Town):
    town.enrol()

    found = seeing.search(town.house, looker(LUNG_WARD), NUMBER)

    assert found.sight is not None
    assert found.pathways == ()


# --- emergency access ---------------------------------------------------------------------------


def take(town: Town, who: Looker, reason: str = "Pasienten er bevisstløs i mottak") -> None:
    seeing.take_emergency_access(
        town.house, who, unit=OTHER_INTAKE, birth_number=NUMBER, reason=reason
    )


def test_emergency_access_opens_the_one_patient_to_the_one_person_for_four_hours(town: Town):
    ref, another = town.enrol(0), town.enrol(1)
    eva = looker(OTHER_INTAKE, "eva")
    take(town, eva)

    seen = see(town, ref, eva)
    assert seen is not None
    assert seen.emergency
    assert see(town, another, eva) is None
    assert see(town, ref, looker(OTHER_INTAKE)) is None
    town.clock.set(MONDAY + timedelta(hours=4))
    assert see(town, ref, eva) is None


def test_emergency_access_is_in_the_log_and_with_the_auditor_of_whoever_has_the_data(town: Town):
    town.enrol()
    take(town, looker(OTHER_INTAKE, "eva"))

    (line,) = log(town)
    assert (line.action, line.purpose, line.organisation) == ("emergency", "emergency", "4627")
    (waiting,) = seeing.to_review(town.house, looker(HOSPITAL, "revisor"))
    assert waiting.name == "Ansatt eva"
    assert waiting.emergency.reason == "Pasienten er bevisstløs i mottak"
    assert seeing.to_review(town.house, looker(OTHER_INTAKE)) == []


def test_the_reason_is_sealed_where_it_is_kept(town: Town):
    town.enrol()
    take(town, looker(OTHER_INTAKE, "eva"))

    assert "bevisstløs" not in repr(town.contents()["emergency_access"])


@pytest.mark.parametrize("reason", ["", "  ", "haster"])
def test_without_a_reason_there_is_none(town: Town, reason: str):
    town.enrol()
    with pytest.raises(EmergencyRefused) as refused:
        take(town, looker(OTHER_INTAKE, "eva"), reason)

    assert refused.value.why == "reason-missing"
    assert log(town) == []


def test_for_somebody_nobody_knows_there_is_none_but_a_trace(town: Town):
    with pytest.raises(EmergencyRefused) as refused:
        take(town, looker(OTHER_INTAKE, "eva"))

    assert refused.value.why == "unknown-patient"
    assert [(one.action, one.object) for one in log(town)] == [("search", "emergency")]


def test_nobody_takes_it_for_a_unit_that_is_not_theirs(town: Town):
    town.enrol()
    with pytest.raises(EmergencyRefused):
        take(town, looker(INTAKE))


def test_the_auditor_follows_it_up_once_and_never_ones_own(town: Town):
    town.enrol()
    take(town, looker(OTHER_INTAKE, "eva"))
    auditor, eva_as_auditor = looker(HOSPITAL, "revisor"), looker(HOSPITAL, "eva")
    (waiting,) = seeing.to_review(town.house, auditor)

    this = waiting.emergency.id
    assert not seeing.review_emergency(town.house, eva_as_auditor, this, "Helt greit")
    assert seeing.review_emergency(town.house, auditor, this, "Berettiget, snakket med Eva")
    assert not seeing.review_emergency(town.house, auditor, this, "En gang til")
    assert seeing.to_review(town.house, auditor) == []
    (done,) = seeing.to_review(town.house, auditor, only_open=False)
    assert done.emergency.review == "Berettiget, snakket med Eva"


# --- who has seen -------------------------------------------------------------------------------


def test_the_auditor_reads_who_has_seen_a_patient_of_theirs(town: Town):
    ref = town.enrol()
    see(town, ref, looker(INTAKE))
    town.clock.set(MONDAY + DAY)
    see(town, ref, looker(OTHER_INTAKE))

    found = seeing.accesses_to(town.house, looker(HOSPITAL, "revisor"), NUMBER)

    assert found is not None
    assert [(one.who, one.action, one.denied) for one in found] == [
        ("Ansatt askoy-mottak-ansatt", "deny", True),
        ("Ansatt bergen-mottak-ansatt", "open", False),
    ]
    assert ("revisor", "audit", "auditor", "ok") in told(town)


def test_an_auditor_elsewhere_sees_only_what_their_own_people_did(town: Town):
    ref = town.enrol()
    see(town, ref, looker(INTAKE))
    see(town, ref, looker(OTHER_INTAKE))

    found = seeing.accesses_to(town.house, looker(OTHER_INTAKE, "revisor"), NUMBER)

    assert found is not None
    assert [one.who for one in found] == ["Ansatt askoy-mottak-ansatt"]


def test_a_unit_reads_who_has_seen_its_patient_with_names_of_its_own_people(town: Town):
    ref = town.enrol()
    see(town, ref, looker(HOSPITAL))
    see(town, ref, looker(INTAKE))

    found = seeing.accesses_to_pathway(town.house, looker(INTAKE), ref)

    assert found is not None
    named = {(one.organisation, one.who) for one in found}
    assert ("Helse Bergen", None) in named
    assert ("Bergen", "Ansatt bergen-mottak-ansatt") in named
    assert seeing.accesses_to_pathway(town.house, looker(OTHER_INTAKE), ref) is None


def test_the_chain_of_the_log_holds_after_all_this(town: Town):
    ref = town.enrol()
    take(town, looker(OTHER_INTAKE, "eva"))
    see(town, ref, looker(OTHER_INTAKE, "eva"))
    seeing.note_denied(town.house, looker(LUNG_WARD), ref, thing="page")
    seeing.note_denied(town.house, looker(INTAKE), ref, thing="page")

    with town.house.database.reading() as tx:
        assert access_log.verify(tx) == []
    assert [one.action for one in log(town)].count("deny") == 1


def test_nothing_that_is_printed_of_a_sight_shows_who_it_is(town: Town):
    seen = see(town, town.enrol(), looker(INTAKE))

    assert seen is not None
    assert PATIENT not in repr(replace(seen, ref="x"))
