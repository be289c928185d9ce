"""Time passes for everybody: what cannot be moved fails alone, and nothing fires twice."""

import logging
from datetime import timedelta

import pytest

from hjemover.application.queries import health, history, stuck
from hjemover.application.sweeping import (
    TOGETHER,
    Fired,
    batches,
    claim,
    fire,
    peek,
    sweep_once,
)
from hjemover.application.upkeeping import broken_chains, forget_old_sweeps
from hjemover.engine import commands as c
from hjemover.engine.events import DeadlinePassed
from hjemover.store.tables import sweep, wakeup
from hjemover.store.wakeups import Waiting
from tests.application.town import DAY, HOSPITAL, INTAKE, MONDAY, Town, definition
from tests.store.planting import edit

LATE = MONDAY + 4 * DAY


def _passed(town: Town, ref: str) -> int:
    return sum(isinstance(entry.event, DeadlinePassed) for entry in history(town.house, ref))


def _enrol(town: Town, count: int) -> list[str]:
    return [town.enrol(number) for number in range(count)]


def test_nothing_due_and_nothing_moves_but_the_sweep_is_noted(town):
    before = town.contents()
    assert sweep_once(town.house, "prøve") == Fired()
    after = town.contents()
    assert len(after.pop(sweep.name)) == 1
    assert before.pop(sweep.name) == []
    assert after == before
    last = health(town.house).last_sweep
    assert last is not None
    assert (last.fired, last.oldest_lag) == (0, timedelta(0))


def test_every_deadline_that_has_passed_fires_once(town):
    refs = _enrol(town, TOGETHER + 3)  # more than fit in one transaction
    fired = town.until(LATE)
    assert (fired.moved, fired.failed) == (len(refs), ())
    assert {_passed(town, ref) for ref in refs} == {1}
    again = sweep_once(town.house, "en annen")
    assert again == Fired()


def test_a_reminder_that_is_not_due_yet_does_not_fire(town):
    ref = town.enrol()
    due = min(rung.at for rung in town.open(ref, "send").schedule)
    assert town.until(due - timedelta(seconds=1)) == Fired()
    assert town.until(due).moved == 1


def test_three_days_of_outage_tell_the_same_story_as_none(town):
    steady, down = town.enrol(1), town.enrol(2)
    end = MONDAY + 10 * DAY
    moment = MONDAY
    database = town.house.database
    while moment < end:
        moment += timedelta(hours=6)
        town.clock.set(moment)
        # As in a house where one patient's wake-ups are not fired for a while.
        mine = [one for one in claim(town.house, None, 10, "alltid") if one.ref == steady]
        fire(town.house, mine)
        edit(database, "UPDATE wakeup SET lease_until = NULL, lease_by = NULL")
    assert town.until(end).moved == 1
    stories = [
        [(entry.event_type, entry.effective) for entry in history(town.house, ref)]
        for ref in (steady, down)
    ]
    assert stories[0] == stories[1]
    late = history(town.house, down)[-1]
    assert late.effective < late.envelope.recorded == end


def test_peeking_counts_what_is_due_by_pathway_and_claims_nothing(town):
    town.publish(definition("annet-forlop"))
    _enrol(town, 2)
    town.enrol(7, pathway="annet-forlop")
    assert peek(town.house) == []
    town.clock.set(LATE)
    seen = {(one.definition, one.count) for one in peek(town.house)}
    assert seen == {("kort-hjem", 2), ("annet-forlop", 1)}
    assert all(isinstance(one, Waiting) and one.oldest < LATE for one in peek(town.house))
    assert {one.definition for one in claim(town.house, "kort-hjem", 10, "a")} == {"kort-hjem"}
    assert [one.definition for one in peek(town.house)] == ["annet-forlop"]


def test_batches_end_when_nothing_more_is_due(town):
    refs = _enrol(town, 7)
    town.clock.set(LATE)
    sizes = []
    for claims in batches(town.house, None, 3, "a"):
        sizes.append(len(claims))
        fire(town.house, claims)
    assert sizes == [3, 3, 1]
    assert {_passed(town, ref) for ref in refs} == {1}


# --- one that cannot be moved -----------------------------------------------------------------


@pytest.mark.parametrize(
    "poison",
    [
        "UPDATE pathway SET state = X'7B7D' WHERE ref = '{ref}'",
        "UPDATE pathway SET state_format = 99 WHERE ref = '{ref}'",
        "DELETE FROM definition WHERE id = 'forgiftet'",
    ],
    ids=["a state that is not one", "a state of a later release", "a definition that is gone"],
)
def test_a_pathway_that_cannot_be_moved_fails_alone(town, poison, caplog):
    town.publish(definition("forgiftet"))
    well = _enrol(town, 4)
    sick = town.enrol(8, pathway="forgiftet")
    text = poison.format(ref=sick)
    if town.house.database.dialect == "postgresql":
        text = text.replace("X'7B7D'", r"'\x7B7D'::bytea")
    edit(town.house.database, text)
    fresh = Town(town.house.database, town.clock)  # with no rules remembered
    town.clock.set(LATE)
    with caplog.at_level(logging.ERROR):
        fired = sweep_once(fresh.house, "prøve")
    assert (fired.moved, fired.failed) == (4, (sick,))
    assert {_passed(town, ref) for ref in well} == {1}
    [record] = [one for one in caplog.records if one.msg == "wakeup failed"]
    assert record.__dict__["ref"] == sick
    assert town.enrolment(8).name not in caplog.text
    # It does not come back before its lease ends; then it is tried again.
    assert sweep_once(fresh.house, "prøve") == Fired()
    town.clock.set(LATE + timedelta(seconds=town.house.lease_seconds))
    assert sweep_once(fresh.house, "prøve").failed == (sick,)


def test_what_failed_goes_on_when_it_has_been_mended(town):
    town.publish(definition("forgiftet"))
    sick = town.enrol(8, pathway="forgiftet")
    database = town.house.database
    edit(database, f"UPDATE pathway SET state_format = 99 WHERE ref = '{sick}'")
    assert town.until(LATE).failed == (sick,)
    edit(database, f"UPDATE pathway SET state_format = 1 WHERE ref = '{sick}'")
    town.clock.set(LATE + timedelta(minutes=5))
    assert sweep_once(town.house, "prøve").moved == 1
    assert _passed(town, sick) == 1


# --- leases -----------------------------------------------------------------------------------


def test_a_claim_that_was_lost_writes_nothing(town):
    refs = _enrol(town, 3)
    town.clock.set(LATE)
    slow = claim(town.house, None, 10, "langsom")
    town.clock.set(LATE + timedelta(seconds=town.house.lease_seconds))
    quick = claim(town.house, None, 10, "rask")
    assert {one.ref for one in slow} == {one.ref for one in quick} == set(refs)
    before = town.contents()
    assert fire(town.house, slow) == Fired(oldest=slow[0].due)
    assert town.contents() == before
    assert fire(town.house, quick).moved == 3
    assert {_passed(town, ref) for ref in refs} == {1}


def test_one_lost_claim_does_not_take_the_others_with_it(town):
    refs = _enrol(town, 3)
    town.clock.set(LATE)
    claims = claim(town.house, None, 10, "langsom")
    edit(town.house.database, f"UPDATE wakeup SET lease_by = 'rask' WHERE ref = '{refs[0]}'")
    assert fire(town.house, claims).moved == 2
    assert [_passed(town, ref) for ref in refs] == [0, 1, 1]


def test_what_was_done_while_it_was_claimed_is_not_escalated(town):
    ref = town.enrol()
    town.clock.set(MONDAY + 2 * DAY)
    claims = claim(town.house, None, 10, "a")
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    told = town.told(ref)
    fire(town.house, claims)
    assert town.told(ref) == told
    assert town.told(ref).count("reminder-due") == 1  # it was due when they accepted


def test_a_closed_pathway_wakes_no_more(town):
    ref = town.enrol()
    town.order(ref, c.ReportEvent(event="death"), HOSPITAL)
    assert town.until(MONDAY + 100 * DAY) == Fired()
    [(_, _, due, *_)] = town.contents()[wakeup.name]
    assert due is None
    assert stuck(town.house) == []


# --- the night's upkeep -----------------------------------------------------------------------


def test_at_night_every_chain_is_walked_and_old_notes_of_sweeps_go(town):
    ref = town.enrol()
    for _ in range(3):
        sweep_once(town.house, "prøve")
    assert forget_old_sweeps(town.house) == 0
    town.until(MONDAY + 31 * DAY)
    assert forget_old_sweeps(town.house) == 3
    assert health(town.house).last_sweep is not None
    assert broken_chains(town.house) == []
    edit(town.house.database, "UPDATE journal SET actor = 'en-annen' WHERE sequence = 2")
    assert [(link.ref, link.sequence, link.what) for link in broken_chains(town.house)] == [
        (ref, 2, "entry-changed")
    ]
