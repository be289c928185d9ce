"""Lists: each unit sees its own, the most urgent first, and what is stuck says why."""

from datetime import date

import pytest

from hjemover.application.house import Actor
from hjemover.application.queries import (
    WorkItem,
    awaiting_others,
    covered_units,
    health,
    history,
    inbox,
    planned,
    stuck,
)
from hjemover.definition import load_text
from hjemover.engine import commands as c
from hjemover.engine.standing import SUGGESTED_ACTS
from hjemover.store.address_book import (
    Absence,
    ContactPoint,
    Deputy,
    Organisation,
    Unit,
)
from hjemover.vocabulary import StuckCause
from tests.application.town import (
    ASKOY,
    DAY,
    HOSPITAL,
    INTAKE,
    LUNG_WARD,
    MONDAY,
    NURSE,
    OTHER_INTAKE,
    PERMANENT,
    SHORT,
    LosingCarrier,
    Mailbox,
    Town,
    at,
)
from tests.definition.good import BASE, FORMS

UNITS = (HOSPITAL, LUNG_WARD, INTAKE, NURSE, OTHER_INTAKE)


def _refs(items: list[WorkItem]) -> list[str]:
    return [item.ref for item in items]


def _two_tenants(town: Town) -> tuple[str, str]:
    """One patient between the cancer ward and Bergen, one between the lung ward and Askøy."""
    ours = town.enrol(1)
    theirs = town.enrol(2, parties={"hospital": LUNG_WARD}, municipality=ASKOY)
    return ours, theirs


# --- whose ------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [inbox, awaiting_others, planned, stuck])
def test_no_list_shows_anything_of_another_units_patient(town, query):
    loaded = load_text(BASE, forms=FORMS)
    assert loaded.definition is not None
    town.publish(loaded.definition)
    _two_tenants(town)
    for number, ward in ((3, HOSPITAL), (4, LUNG_WARD)):  # something planned for each ward
        ref = town.enrol(number, pathway="trygg-hjem", parties={"hospital": ward})
        town.order(
            ref,
            c.CompleteTask(
                obligation="offer#1", outcome="later", answers={"again_on": "2026-05-01"}
            ),
            ward,
        )
    town.until(MONDAY + 8 * DAY)
    seen = {}
    for unit in UNITS:
        found = query(town.house, at(unit))
        items = [row.item for row in found] if query is stuck else found
        assert all(unit in (item.holder, item.awaits) for item in items)
        seen[unit] = set(_refs(items))
    assert any(seen.values())
    assert not (seen[HOSPITAL] | seen[INTAKE]) & (seen[LUNG_WARD] | seen[OTHER_INTAKE])


@pytest.mark.parametrize("query", [inbox, awaiting_others, planned, stuck])
def test_who_acts_for_no_unit_sees_nothing(town, query):
    _two_tenants(town)
    town.until(MONDAY + 8 * DAY)
    assert query(town.house, Actor(id="ingen")) == []
    assert query(town.house, Actor(id="fremmed", units=frozenset({"finnes-ikke"}))) == []


def test_whoever_acts_for_two_units_sees_both(town):
    ours, theirs = _two_tenants(town)
    both = Actor(id="x", units=frozenset({INTAKE, OTHER_INTAKE}))
    assert set(_refs(inbox(town.house, both))) == {ours, theirs}
    assert both.unit is None
    assert at(INTAKE).unit == INTAKE


def test_the_operator_sees_everything_that_is_stuck(town):
    refs = _two_tenants(town)
    town.until(MONDAY + 8 * DAY)
    assert {row.item.ref for row in stuck(town.house)} == set(refs)


# --- what -------------------------------------------------------------------------------------


def test_the_receiver_has_an_offer_in_the_inbox_and_the_sender_sees_that_it_waits(town):
    ref = town.enrol()
    [item] = inbox(town.house, at(INTAKE))
    assert (item.ref, item.step, item.kind, item.handoff_status) == (
        ref, "send", "handoff", "offered",
    )  # fmt: skip
    assert (item.holder, item.awaits, item.sender, item.receiver) == (
        HOSPITAL, INTAKE, HOSPITAL, INTAKE,
    )  # fmt: skip
    assert (item.since, item.passed, item.cause) == (MONDAY, False, None)
    assert inbox(town.house, at(HOSPITAL)) == []
    assert awaiting_others(town.house, at(HOSPITAL)) == [item]
    assert awaiting_others(town.house, at(INTAKE)) == []


def test_a_question_moves_the_item_to_the_senders_inbox(town):
    ref = town.enrol()
    town.order(ref, c.ReturnHandoff(obligation="send#1", question="Hvilken dose?"), INTAKE)
    assert _refs(inbox(town.house, at(HOSPITAL))) == [ref]
    assert inbox(town.house, at(INTAKE)) == []
    town.order(ref, c.AnswerHandoff(obligation="send#1", answer="Se vedlegg"), HOSPITAL)
    assert _refs(inbox(town.house, at(INTAKE))) == [ref]


def test_the_inbox_has_the_most_urgent_first_and_what_has_no_limit_last(town):
    later = town.enrol(1)
    town.clock.set(MONDAY - 5 * DAY)
    first = town.enrol(2)
    town.clock.set(MONDAY + DAY)
    last = town.enrol(3)
    assert _refs(inbox(town.house, at(INTAKE))) == [first, later, last]
    # A choice of unit has no limit: it comes after everything that has one.
    town.change(Organisation(id="4631", name="Alver", kind="municipality"))
    town.clock.set(MONDAY + 2 * DAY)
    nobody = town.enrol(4, municipality="4631")
    other = town.enrol(5)
    town.order(other, c.ReturnHandoff(obligation="send#1", question="Hvem?"), INTAKE)
    found = inbox(town.house, at(HOSPITAL))
    assert _refs(found) == [other, nobody]
    assert found[0].due is not None
    assert found[1].due is None


def test_what_is_planned_is_healthy_silence_and_in_nobodys_inbox(town):
    loaded = load_text(BASE, forms=FORMS)
    assert loaded.definition is not None
    town.publish(loaded.definition)
    ref = town.enrol(pathway="trygg-hjem")
    assert _refs(inbox(town.house, at(HOSPITAL))) == [ref]
    later = c.CompleteTask(
        obligation="offer#1", outcome="later", answers={"again_on": "2026-05-01"}
    )
    town.order(ref, later, HOSPITAL)
    town.until(MONDAY + 40 * DAY)
    assert inbox(town.house, at(HOSPITAL)) == []
    assert stuck(town.house) == []
    [item] = planned(town.house, at(HOSPITAL))
    assert (item.ref, item.step, item.kind, item.postponed) == (ref, "ask-again", "wait", True)
    town.until(MONDAY + 60 * DAY)
    assert planned(town.house, at(HOSPITAL)) == []
    assert _refs(inbox(town.house, at(HOSPITAL))) == [ref]


# --- covering ---------------------------------------------------------------------------------


def _cover(town: Town) -> None:
    """On Tuesday nobody is at work at Bergen's intake; the nurses stand in until Sunday."""
    tuesday, sunday = date(2026, 3, 3), date(2026, 3, 8)
    town.change(
        Absence(person="ola", from_day=tuesday, to_day=sunday),
        Deputy(unit=INTAKE, deputy=NURSE, from_day=tuesday, to_day=sunday),
    )


def test_a_deputy_sees_the_inbox_of_the_unit_it_stands_in_for_on_those_days(town):
    ref = town.enrol()
    _cover(town)
    assert inbox(town.house, at(NURSE)) == []
    town.clock.set(MONDAY + DAY)
    assert _refs(inbox(town.house, at(NURSE))) == [ref]
    with town.house.database.reading() as tx:
        assert covered_units(town.house, tx, {NURSE}) == {NURSE, INTAKE}
        assert covered_units(town.house, tx, {OTHER_INTAKE}) == {OTHER_INTAKE}
    town.clock.set(MONDAY + 7 * DAY)
    assert inbox(town.house, at(NURSE)) == []


def test_while_a_deputy_stands_in_nothing_is_stuck_for_want_of_people(town):
    town.enrol()
    _cover(town)
    town.clock.set(MONDAY + DAY)
    assert stuck(town.house) == []


# --- stuck, and why ---------------------------------------------------------------------------


def _one_stuck(town: Town, unit: str = HOSPITAL) -> tuple[StuckCause, str, str, int]:
    [row] = stuck(town.house, at(unit))
    assert row.suggested_act == SUGGESTED_ACTS[row.cause]
    assert row in stuck(town.house)
    return row.cause, row.item.holder, row.item.awaits, row.days


def test_stuck_because_the_receiver_does_not_answer(town):
    town.enrol()
    town.until(MONDAY + 2 * DAY)
    assert stuck(town.house) == []
    town.until(MONDAY + 3 * DAY)
    assert _one_stuck(town) == (StuckCause.NO_ANSWER, HOSPITAL, INTAKE, 1)


def test_stuck_because_the_units_own_limit_has_passed(town):
    ref = town.enrol()
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.until(MONDAY + 8 * DAY)
    assert _one_stuck(town, NURSE) == (StuckCause.OVERDUE, NURSE, NURSE, 1)


def test_stuck_because_it_was_not_delivered(town):
    town.enrol()
    town.post(carrier=LosingCarrier(PERMANENT))
    assert _one_stuck(town)[0] is StuckCause.NOT_DELIVERED


def test_stuck_because_the_units_mailbox_does_not_exist(town):
    town.enrol()
    town.post(Mailbox(PERMANENT))
    assert _one_stuck(town) == (StuckCause.NOT_DELIVERED, HOSPITAL, INTAKE, 0)


def test_stuck_because_nobody_is_at_work_there_and_loose_again_when_somebody_is(town):
    town.enrol()
    town.change(Absence(person="ola", from_day=date(2026, 3, 2), to_day=date(2026, 3, 3)))
    assert _one_stuck(town) == (StuckCause.NO_ACTIVE_PERSON, HOSPITAL, INTAKE, 0)
    town.clock.set(MONDAY + 2 * DAY)
    assert stuck(town.house) == []


def test_stuck_because_no_unit_offers_the_service(town):
    town.change(
        Organisation(id="4631", name="Alver", kind="municipality"),
        Unit(id="alver-mottak", organisation="4631", name="Mottak"),
        ContactPoint(unit="alver-mottak", channel="email", address="alver@post.example"),
    )
    town.enrol(municipality="4631")
    assert _one_stuck(town) == (StuckCause.NOBODY_OWNS, HOSPITAL, HOSPITAL, 0)


def test_stuck_because_a_date_is_missing(town):
    text = SHORT.replace("due: {within: $visit-within}", "due: {within: $visit-within, of: told}")
    told = "  told: {name: {nb: Informert, nn: Informert, en: Told}}\nnumbers:"
    loaded = load_text(text.replace("numbers:", told).replace("version: 1", "version: 2"))
    assert loaded.definition is not None
    town.publish(loaded.definition)
    ref = town.enrol()
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    assert _one_stuck(town, NURSE)[0] is StuckCause.DATE_MISSING
    town.order(ref, c.CorrectDate(name="told", value=date(2026, 3, 2)), NURSE)
    assert stuck(town.house) == []


def test_stuck_because_nothing_is_scheduled(town):
    loaded = load_text(
        SHORT.replace("    due: {within: $visit-within}\n", "").replace("version: 1", "version: 2")
    )
    assert loaded.definition is not None
    town.publish(loaded.definition)
    ref = town.enrol()
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    assert _one_stuck(town, NURSE)[0] is StuckCause.NOTHING_SCHEDULED


def test_stuck_because_an_event_left_nothing_to_do(town):
    stop = "  stop: {name: {nb: Stopp, nn: Stopp, en: Stop}, cancel: [send]}\n"
    loaded = load_text(SHORT.replace("version: 1", "version: 2") + stop)
    assert loaded.definition is not None
    town.publish(loaded.definition)
    ref = town.enrol()
    town.order(ref, c.ReportEvent(event="stop"), HOSPITAL)
    assert _one_stuck(town)[0] is StuckCause.DEFINITION_FAILED


def test_a_paused_pathway_is_not_stuck(town):
    ref = town.enrol()
    pause = c.ReportEvent(event="too-ill", answers={"review_on": "2026-06-01"})
    town.order(ref, pause, HOSPITAL)
    town.until(MONDAY + 30 * DAY)
    assert stuck(town.house) == []


def test_what_is_done_is_stuck_no_longer(town):
    ref = town.enrol()
    town.post(Mailbox(PERMANENT))
    town.until(MONDAY + 3 * DAY)
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    assert stuck(town.house) == []


# --- time, and the story ----------------------------------------------------------------------


def test_health_tells_of_the_last_sweep_and_how_late_the_oldest_deadline_is(town):
    empty = health(town.house)
    assert (empty.last_sweep, empty.oldest_due, empty.overdue_seconds) == (None, None, 0.0)
    town.enrol()
    assert health(town.house).overdue_seconds == 0.0
    due = town.open(town.enrol(1), "send").due
    assert due is not None
    town.clock.set(due.at + DAY)
    late = health(town.house)
    assert late.overdue_seconds >= 86_400
    assert late.oldest_due is not None
    town.until(due.at + DAY)
    after = health(town.house)
    assert after.overdue_seconds == 0.0
    assert after.oldest_due is None
    assert after.last_sweep is not None
    assert (after.last_sweep.fired, after.last_sweep.driver) == (2, "command")
    assert after.last_sweep.oldest_lag >= DAY


def test_a_pathways_history_is_in_order_and_its_own(town):
    ours, theirs = _two_tenants(town)
    town.until(MONDAY + 8 * DAY)
    for ref in (ours, theirs):
        entries = history(town.house, ref)
        assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
        assert {entry.ref for entry in entries} == {ref}
    assert history(town.house, "finnes-ikke") == []


def test_lists_name_no_patient(town):
    town.enrol()
    town.until(MONDAY + 3 * DAY)
    shown = repr([*inbox(town.house, at(INTAKE)), *stuck(town.house)])
    wanted = town.enrolment()
    assert wanted.name not in shown
    assert wanted.birth_number is not None
    assert wanted.birth_number not in shown
