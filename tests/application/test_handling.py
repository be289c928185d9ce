"""The one write path: an order is carried out once, wholly, and by whoever it belongs to."""

from datetime import date

import pytest
from msgspec.structs import replace

from hjemover.application.handle import Order, advance_in, handle
from hjemover.application.house import THE_SYSTEM, Actor
from hjemover.application.queries import history
from hjemover.application.upkeeping import broken_chains
from hjemover.engine import commands as c
from hjemover.errors import CommandRefused
from hjemover.store import Transaction, journal
from hjemover.store.address_book import Absence, Deputy
from hjemover.vocabulary import HandoffStatus, PathwayStatus
from tests.application.town import (
    DAY,
    HOSPITAL,
    INTAKE,
    MONDAY,
    NURSE,
    OTHER_INTAKE,
    Town,
    at,
    definition,
)


def _accept(town: Town, ref: str) -> c.AcceptHandoff:
    return c.AcceptHandoff(obligation=town.open(ref, "send").id, person="ola")


def test_the_receiver_accepts_and_the_nurse_gets_the_visit(town):
    ref = town.enrol()
    answer = town.order(ref, _accept(town, ref), INTAKE)
    assert town.open(ref, "visit").holder == NURSE
    told = town.told(ref)
    assert (answer.changed, answer.repeated) == (True, False)
    assert answer.last == len(told)
    assert told[answer.first - 1 : answer.last] == [
        "handoff-delivered", "handoff-seen", "handoff-accepted", "step-entered",
        "party-resolved", "task-requested",
    ]  # fmt: skip


def test_the_same_order_twice_has_one_effect_and_gets_the_same_answer(town):
    ref = town.enrol()
    command = _accept(town, ref)
    first = town.order(ref, command, INTAKE, id="en")
    before = town.contents()
    again = town.order(ref, command, INTAKE, id="en")
    assert again == replace(first, repeated=True)
    assert town.contents() == before


def test_an_order_that_changed_nothing_is_remembered_too(town):
    ref = town.enrol()
    seen = c.MarkSeen(obligation=town.open(ref, "send").id)
    town.order(ref, seen, INTAKE)
    nothing = town.order(ref, seen, INTAKE, id="to")
    again = town.order(ref, seen, INTAKE, id="to")
    assert not nothing.changed
    assert (again.changed, again.repeated) == (False, True)


@pytest.mark.parametrize("what", ["another command", "another actor", "another pathway"])
def test_an_order_id_cannot_be_used_for_something_else(town, what):
    ref, other = town.enrol(), town.enrol(1)
    town.order(ref, _accept(town, ref), INTAKE, id="en")
    order = {
        "another command": (ref, c.MarkSeen(obligation="send#1"), INTAKE),
        "another actor": (ref, c.AcceptHandoff(obligation="send#1", person="ola"), NURSE),
        "another pathway": (other, _accept(town, other), INTAKE),
    }[what]
    before = town.contents()
    with pytest.raises(CommandRefused) as refused:
        town.order(*order, id="en")
    # Somebody who may not act at all is told that first; either way nothing happens.
    assert refused.value.code == "command-id-reused"
    assert town.contents() == before


@pytest.mark.parametrize("unit", [HOSPITAL, NURSE, OTHER_INTAKE])
def test_another_units_handoff_cannot_be_accepted(town, unit):
    ref = town.enrol()
    before = town.contents()
    with pytest.raises(CommandRefused) as refused:
        town.order(ref, _accept(town, ref), unit)
    assert refused.value.code == "not-your-unit"
    assert refused.value.facts["belongs_to"] == INTAKE
    assert town.contents() == before


def test_a_task_of_another_unit_cannot_be_completed(town):
    ref = town.enrol()
    town.order(ref, _accept(town, ref), INTAKE)
    done = c.CompleteTask(obligation=town.open(ref, "visit").id, outcome="done")
    for stranger in (HOSPITAL, INTAKE, OTHER_INTAKE):
        with pytest.raises(CommandRefused, match="not-your-unit"):
            town.order(ref, done, stranger)
    town.order(ref, done, NURSE)
    assert town.pathway(ref).status is PathwayStatus.COMPLETED


def test_a_unit_without_a_part_in_the_pathway_cannot_report_a_death(town):
    ref = town.enrol()
    with pytest.raises(CommandRefused, match="not-your-unit"):
        town.order(ref, c.ReportEvent(event="death"), OTHER_INTAKE)
    with pytest.raises(CommandRefused, match="not-your-unit"):
        handle(
            town.house,
            Order(id="x", ref=ref, command=c.ReportEvent(event="death"), by=Actor(id="ingen")),
        )


def test_a_deputy_acts_for_the_unit_it_stands_in_for_while_it_does(town):
    tuesday = date(2026, 3, 3)
    town.change(
        Absence(person="ola", from_day=tuesday, to_day=tuesday),
        Deputy(unit=INTAKE, deputy=NURSE, from_day=tuesday, to_day=tuesday),
    )
    monday, tuesdays, wednesday = (town.enrol(number) for number in range(3))
    with pytest.raises(CommandRefused, match="not-your-unit"):
        town.order(monday, _accept(town, monday), NURSE)
    town.clock.set(MONDAY + DAY)
    town.order(tuesdays, _accept(town, tuesdays), NURSE)
    town.clock.set(MONDAY + 2 * DAY)
    with pytest.raises(CommandRefused, match="not-your-unit"):
        town.order(wednesday, _accept(town, wednesday), NURSE)
    assert town.open(tuesdays, "visit").holder == NURSE


def test_an_unknown_pathway_is_refused_without_a_trace(town):
    before = town.contents()
    with pytest.raises(CommandRefused) as refused:
        town.order("finnes-ikke", c.MarkSeen(obligation="send#1"), INTAKE)
    assert refused.value.code == "unknown-pathway"
    assert town.contents() == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"parties": {"hospital": "finnes-ikke"}}, "unknown-unit"),
        ({"parties": {}}, "unknown-unit"),
        ({"parties": {"hospital": HOSPITAL, "ukjent": INTAKE}}, "unknown-party"),
        ({"pathway": "finnes-ikke"}, "unknown-definition"),
        ({"version": 7}, "unknown-definition"),
        ({"dates": {}}, "answer-missing"),
        ({"dates": {"diagnosed": date(2027, 1, 1)}}, "date-in-future"),
        ({"start": "finnes-ikke"}, "unknown-step"),
        ({"at": MONDAY + DAY}, "date-in-future"),
    ],
)
def test_a_refused_enrolment_leaves_no_trace_in_any_table(town, change, code):
    before = town.contents()
    with pytest.raises(CommandRefused) as refused:
        town.enrol(**change)
    assert refused.value.code == code
    assert town.contents() == before


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.AcceptHandoff(obligation="send#9", person="ola"), "unknown-obligation"),
        (c.RejectHandoff(obligation="send#1", reason=""), "reason-missing"),
        (
            c.RejectHandoff(obligation="send#1", reason="Feil", answers={"why": "x"}),
            "answer-invalid",
        ),
        (c.ForwardHandoff(obligation="send#1", to="finnes-ikke"), "unknown-unit"),
        (c.ReportEvent(event="finnes-ikke"), "unknown-event"),
        (c.CorrectDate(name="diagnosed", value=date(2027, 1, 1), reason="Feil"), "date-in-future"),
        (
            c.AcceptHandoff(obligation="send#1", person="o", effective=MONDAY + DAY),
            "date-in-future",
        ),
    ],
)
def test_a_refused_order_leaves_no_trace_in_any_table(town, command, code):
    ref = town.enrol()
    before = town.contents()
    with pytest.raises(CommandRefused) as refused:
        town.order(ref, command, INTAKE)
    assert refused.value.code == code
    assert town.contents() == before


def test_a_refused_order_may_be_given_again_under_the_same_id_when_it_has_been_mended(town):
    ref = town.enrol()
    wrong = c.AcceptHandoff(obligation="send#9", person="ola")
    with pytest.raises(CommandRefused):
        town.order(ref, wrong, INTAKE, id="en")
    assert town.order(ref, _accept(town, ref), INTAKE, id="en").changed


def test_two_who_act_on_the_same_thing_the_second_is_told_that_it_is_done(town):
    ref = town.enrol()
    command = _accept(town, ref)
    town.order(ref, command, INTAKE)
    before = town.contents()
    with pytest.raises(CommandRefused) as refused:
        town.order(ref, replace(command, person="en-annen"), INTAKE)
    assert refused.value.code == "already-done"
    assert refused.value.facts["step"] == "send"
    assert town.contents() == before


def test_who_writes_on_what_has_changed_since_it_was_read_is_refused(town):
    ref = town.enrol()
    database = town.house.database
    with database.writing() as tx:
        stale = journal.load(tx, ref, for_update=True)
    town.order(ref, _accept(town, ref), INTAKE)
    entry = history(town.house, ref)[1]
    assert stale is not None
    assert entry.event is not None
    envelope = replace(entry.envelope, command_id="sen")
    facts = [entry.event]

    def write_anyway(tx: Transaction) -> None:
        journal.append(tx, stale, envelope, facts, stale.pathway, patient_id=None)

    with pytest.raises(CommandRefused) as refused:
        database.run_writing(write_anyway)
    assert refused.value.code == "version-conflict"


def test_nothing_more_can_be_done_in_a_closed_pathway(town):
    ref = town.enrol()
    town.order(ref, c.ReportEvent(event="death"), HOSPITAL)
    before = town.contents()
    too_ill = c.ReportEvent(event="too-ill", answers={"review_on": "2026-04-01"})
    with pytest.raises(CommandRefused, match="pathway-closed"):
        town.order(ref, c.WithdrawHandoff(obligation="send#1", reason="Død"), HOSPITAL)
    with pytest.raises(CommandRefused, match="pathway-closed"):
        town.order(ref, too_ill, HOSPITAL)
    # The offer fell away with it: its receiver has no part in it any more.
    with pytest.raises(CommandRefused, match="not-your-unit"):
        town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    assert town.contents() == before


# --- a pathway that begins another ------------------------------------------------------------


_RELAPSE = c.ReportEvent(event="relapse", answers={"diagnosed": "2026-03-01"})


def test_a_relapse_closes_the_pathway_and_begins_the_next_in_one_transaction(town):
    town.publish(definition("nytt-forlop"))
    ref = town.enrol()
    town.order(ref, _RELAPSE, HOSPITAL, id="tilbakefall")
    old, new = town.pathway(ref), town.pathway(f"{ref}-2")
    assert (old.status, old.outcome) == (PathwayStatus.COMPLETED, "ERSTATTET")
    assert (new.definition, new.status, new.parent) == ("nytt-forlop", PathwayStatus.ACTIVE, ref)
    assert new.dates["diagnosed"] == date(2026, 3, 1)
    handoff = town.open(new.ref, "send").handoff
    assert handoff is not None
    assert (handoff.sender, handoff.receiver) == (HOSPITAL, INTAKE)
    assert handoff.status is HandoffStatus.OFFERED
    with town.house.database.reading() as tx:
        both = [journal.load(tx, one, for_update=False) for one in (ref, new.ref)]
    assert both[0]
    assert both[1]
    assert both[0].patient_id == both[1].patient_id is not None


def test_a_relapse_reported_twice_begins_one_new_pathway(town):
    town.publish(definition("nytt-forlop"))
    ref = town.enrol()
    town.order(ref, _RELAPSE, HOSPITAL, id="tilbakefall")
    before = town.contents()
    assert town.order(ref, _RELAPSE, HOSPITAL, id="tilbakefall").repeated
    assert town.contents() == before


def test_where_the_next_pathway_cannot_begin_the_first_one_does_not_end(town):
    ref = town.enrol()  # the next one was never published
    before = town.contents()
    with pytest.raises(CommandRefused, match="unknown-definition"):
        town.order(ref, _RELAPSE, HOSPITAL)
    assert town.contents() == before
    assert town.pathway(ref).status is PathwayStatus.ACTIVE


# --- whoever acts, time has had its turn first ------------------------------------------------


def test_an_act_after_an_outage_finds_what_time_brought_before_it(town):
    ref = town.enrol()
    town.clock.set(MONDAY + 8 * DAY)
    town.order(ref, _accept(town, ref), INTAKE)
    told = town.told(ref)
    assert told.index("deadline-passed") < told.index("escalated") < told.index("handoff-accepted")
    entries = {entry.event_type: entry for entry in history(town.house, ref)}
    assert entries["deadline-passed"].effective < entries["escalated"].effective < MONDAY + 8 * DAY
    assert entries["deadline-passed"].envelope.recorded == MONDAY + 8 * DAY


def test_letting_time_pass_twice_changes_nothing_the_second_time(town):
    refs = [town.enrol(number) for number in range(3)]
    town.clock.set(MONDAY + 4 * DAY)
    database = town.house.database
    moved = database.run_writing(lambda tx: advance_in(town.house, tx, [*refs, "borte"], "en"))
    before = town.contents()
    again = database.run_writing(lambda tx: advance_in(town.house, tx, refs, "to"))
    assert (moved, again) == (3, 0)
    assert town.contents() == before


def test_the_journal_names_who_acted_and_for_which_unit(town):
    ref = town.enrol()
    town.order(ref, _accept(town, ref), INTAKE, id="en")
    late = town.until(MONDAY + 30 * DAY)
    by = {entry.event_type: entry.envelope for entry in history(town.house, ref)}
    assert late.moved == 1
    accepted = by["handoff-accepted"]
    assert (accepted.actor, accepted.actor_unit, accepted.command_id) == (
        at(INTAKE).id, INTAKE, "en",
    )  # fmt: skip
    assert (by["deadline-passed"].actor, by["deadline-passed"].actor_unit) == ("clock", None)


def test_when_the_clock_goes_back_what_was_learnt_later_never_stands_as_learnt_earlier(town):
    ref = town.enrol()
    town.clock.set(MONDAY - DAY / 24)
    town.order(ref, c.MarkSeen(obligation="send#1"), INTAKE)
    town.clock.set(MONDAY + DAY)
    town.order(ref, _accept(town, ref), INTAKE)
    entries = history(town.house, ref)
    learnt = [entry.envelope.recorded for entry in entries]
    assert learnt == sorted(learnt)
    assert {entry.event_type: entry.envelope.recorded for entry in entries}[
        "handoff-seen"
    ] == MONDAY
    assert broken_chains(town.house) == []


def test_the_system_may_act_for_any_unit_but_only_within_the_rules(town):
    ref = town.enrol()
    order = Order(id="s", ref=ref, command=_accept(town, ref), by=THE_SYSTEM)
    assert handle(town.house, order).changed
    with pytest.raises(CommandRefused, match="already-done"):
        handle(town.house, replace(order, id="t"))
