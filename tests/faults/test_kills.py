"""A process may be killed at any instant: what was answered is kept, and nothing is half done."""

import random
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.connection import Connection
from typing import Any

import pytest

from hjemover.application import handle, sweeping
from hjemover.application.queries import history
from hjemover.application.sweeping import sweep_once
from hjemover.engine import commands as c
from hjemover.engine.events import DeadlinePassed
from hjemover.store import Database, commands, journal, outbox, transaction
from tests.application.town import DAY, HOSPITAL, MONDAY, Town, definition
from tests.databases import OpenDatabase
from tests.faults.checker import Asked, check
from tests.faults.processes import (
    Child,
    child,
    command_of,
    die_at,
    outcomes,
    shortly,
    status_of,
    write_orders,
)

KILLS = 25
_TALK = ("handoff-returned", "handoff-answered")


def _repeat(town: Town, unanswered: list[tuple[str, str, str, Any]]) -> list[Asked]:
    """Give each order that was never answered once more, under the same id."""
    repeated = []
    for order, ref, unit, command in unanswered:
        town.order(ref, command, unit, id=order)
        repeated.append(Asked(id=order, ref=ref, outcome="ok"))
    return repeated


def test_killed_at_any_instant_nothing_answered_is_lost_and_nothing_is_half_done(
    database_url, open_database: OpenDatabase
):
    town = Town(open_database(database_url)).fill()
    refs = [town.enrol(number) for number in range(3)]
    draw = random.Random(7)
    asked: list[Asked] = []
    for kill in range(KILLS):
        town.house.database.dispose()  # nothing of ours is open in the child
        with child(write_orders(database_url, refs, f"drept-{kill}")) as writer:
            for _ in range(2 * draw.randint(1, 4)):
                writer.hear()
            shortly(draw, 0.012)
            writer.kill()
            told, unanswered = outcomes(writer.everything())
        asked += told
        asked += _repeat(town, unanswered)
    assert sum(one.outcome == "ok" for one in asked) > KILLS
    assert check(town.house.database, asked, now=town.clock.now()) == []
    # Every answered order is one fact, and there are no others.
    answered = {one.id for one in asked if one.outcome == "ok"}
    told_of = [
        entry.envelope.command_id
        for ref in refs
        for entry in history(town.house, ref)
        if entry.event_type in _TALK
    ]
    assert sorted(told_of) == sorted(answered)


def _commit(database: Database) -> type[transaction.Transaction]:
    return (
        transaction.SqliteTransaction
        if database.dialect == "sqlite"
        else transaction.PostgresTransaction
    )


FAILPOINTS: dict[str, tuple[Callable[[Database], Any], str, bool]] = {
    "before anything is read": (lambda _: handle, "handle_in", False),
    "after the answer was looked for": (lambda _: commands, "recall", True),
    "before the facts": (lambda _: journal, "append", False),
    "after the facts": (lambda _: journal, "append", True),
    "after the read tables": (lambda _: handle, "project", True),
    "after the outbox": (lambda _: outbox, "enqueue", True),
    "after the answer was written": (lambda _: commands, "remember", True),
    "before the commit": (_commit, "commit", False),
    "after the commit, before the reply": (_commit, "commit", True),
}


@pytest.mark.parametrize("failpoint", FAILPOINTS)
def test_killed_at_each_point_of_an_act_the_order_is_done_wholly_or_not_at_all(
    database_url, open_database: OpenDatabase, failpoint
):
    town = Town(open_database(database_url)).fill()
    ref = town.enrol()
    holder, name, after = FAILPOINTS[failpoint]
    unit, command = command_of("a", status_of(town, ref))
    before = town.contents()
    town.house.database.dispose()

    def work(telling: Connection) -> None:
        mine = Town(Database.open(database_url))
        die_at(holder(mine.house.database), name, nth=1, after=after)
        mine.order(ref, command, unit, id="a")
        telling.send("alive")

    with child(work) as writer:
        assert writer.everything() == []
        assert writer.process.exitcode == -9
    done = failpoint == "after the commit, before the reply"
    assert (town.contents() != before) == done
    answer = town.order(ref, command, unit, id="a")
    assert answer.repeated == done
    assert check(town.house.database, [Asked(id="a", ref=ref, outcome="ok")]) == []
    assert town.told(ref).count("handoff-returned") == 1


@pytest.mark.parametrize("after", [False, True], ids=["before it", "after it"])
def test_killed_between_a_pathway_and_the_one_it_begins_neither_has_happened(
    database_url, open_database: OpenDatabase, after
):
    town = Town(open_database(database_url)).fill(definition("nytt-forlop"))
    ref = town.enrol()
    relapse = c.ReportEvent(event="relapse", answers={"diagnosed": "2026-03-01"})
    before = town.contents()
    town.house.database.dispose()

    def work(telling: Connection) -> None:
        mine = Town(Database.open(database_url))
        die_at(journal, "append", nth=2, after=after)  # the first is the old pathway's end
        mine.order(ref, relapse, HOSPITAL, id="a")
        telling.send("alive")

    with child(work) as writer:
        assert writer.everything() == []
    assert town.contents() == before
    town.order(ref, relapse, HOSPITAL, id="a")
    assert town.open(f"{ref}-2", "send").holder == HOSPITAL
    assert check(town.house.database, [Asked(id="a", ref=ref, outcome="ok")]) == []


@pytest.mark.parametrize("same", [True, False], ids=["the same order", "an order each"])
def test_two_who_enrol_one_patient_at_once_make_one_patient(
    database_url, open_database: OpenDatabase, same
):
    town = Town(open_database(database_url)).fill()
    town.house.database.dispose()

    def enrolling(name: str) -> Callable[[Connection], None]:
        def work(telling: Connection) -> None:
            mine = Town(Database.open(database_url))
            for number in range(8):
                order = f"{number}" if same else f"{name}-{number}"
                telling.send(mine.enrol(number, id=order))

        return work

    both = [Child(enrolling(name)) for name in ("en", "to")]
    refs = [one.everything() for one in both]
    assert [len(found) for found in refs] == [8, 8]
    assert (refs[0] == refs[1]) == same
    rows = town.contents()
    assert len(rows["patient"]) == 8
    assert len(rows["pathway"]) == (8 if same else 16)
    assert check(town.house.database) == []


def test_two_processes_at_the_same_pathways_lose_no_update(
    database_url, open_database: OpenDatabase
):
    town = Town(open_database(database_url)).fill()
    refs = [town.enrol(number) for number in range(2)]
    town.house.database.dispose()
    writers = [Child(write_orders(database_url, refs, name, most=40)) for name in ("en", "to")]
    asked: list[Asked] = []
    heard = [writer.everything() for writer in writers]
    for said in heard:
        told, unanswered = outcomes(said)
        assert unanswered == []
        assert len(told) == 40
        asked += told
    assert check(town.house.database, asked, now=town.clock.now()) == []
    # Who came second saw what the first had done: nobody decided on what they had not seen.
    assert {said[2] for writer in heard for said in writer if len(said) == 3} <= {"wrong-status"}
    done = sorted(one.id for one in asked if one.outcome == "ok")
    talk = [
        (entry.event_type, entry.envelope.command_id)
        for ref in refs
        for entry in history(town.house, ref)
        if entry.event_type in _TALK
    ]
    assert sorted(order for _, order in talk) == done
    assert len(done) >= 40
    for ref in refs:  # each answer was to a question: nobody wrote on what they had not seen
        kinds = [kind for kind in town.told(ref) if kind in _TALK]
        assert kinds == [_TALK[number % 2] for number in range(len(kinds))]


@pytest.mark.parametrize(
    ("nth", "after"), [(1, False), (7, True), (12, False)], ids=["first", "midway", "late"]
)
def test_a_sweep_that_is_killed_midway_is_finished_by_the_next_one(
    database_url, open_database: OpenDatabase, nth, after
):
    town = Town(open_database(database_url)).fill()
    refs = [town.enrol(number) for number in range(14)]
    late = MONDAY + 4 * DAY
    town.house.database.dispose()

    def work(telling: Connection) -> None:
        mine = Town(Database.open(database_url))
        mine.clock.set(late)
        sweeping.TOGETHER = 3
        die_at(journal, "append", nth=nth, after=after)
        sweep_once(mine.house, "drept")
        telling.send("alive")

    with child(work) as sweeper:
        assert sweeper.everything() == []
    town.clock.set(late)
    # The dead one had claimed twelve, four transactions of three; its claims still stand.
    assert sweep_once(town.house, "neste").moved == len(refs) - 12
    town.clock.set(late + timedelta(seconds=town.house.lease_seconds))
    sweep_once(town.house, "neste")
    passed = [
        sum(isinstance(entry.event, DeadlinePassed) for entry in history(town.house, ref))
        for ref in refs
    ]
    assert passed == [1] * len(refs)
    assert check(town.house.database, now=town.clock.now()) == []


def test_two_sweeps_at_once_fire_each_deadline_once(database_url, open_database: OpenDatabase):
    town = Town(open_database(database_url)).fill()
    refs = [town.enrol(number) for number in range(30)]
    late = MONDAY + 4 * DAY
    town.house.database.dispose()

    def work(telling: Connection) -> None:
        mine = Town(Database.open(database_url))
        mine.clock.set(late)
        sweeping.TOGETHER = 2
        telling.send(sweep_once(mine.house, f"feier-{id(telling)}").moved)

    sweepers = [Child(work) for _ in range(2)]
    moved = [sum(one.everything()) for one in sweepers]
    assert sum(moved) == len(refs)
    town.clock.set(late)
    assert check(town.house.database, now=late) == []
