"""The database is busy, gone, changed by others or written by a later release; the clock jumps."""

import signal
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from multiprocessing.connection import Connection

import psycopg
import pytest
from sqlalchemy import make_url

from hjemover.application.handle import Order, handle_in
from hjemover.application.queries import history, inbox
from hjemover.application.sweeping import Fired, sweep_once
from hjemover.application.upkeeping import broken_chains
from hjemover.engine import commands as c
from hjemover.engine.events import DeadlinePassed
from hjemover.errors import CommandRefused
from hjemover.store import Database, Transaction, codec
from hjemover.store.engines import sqlite_module
from hjemover.store.journal import JournalUnreadable
from tests.application.town import DAY, HOSPITAL, INTAKE, MONDAY, NURSE, Mailbox, Town, at
from tests.databases import OpenDatabase
from tests.faults.checker import Asked, check, kinds
from tests.faults.processes import Child, child
from tests.store.planting import edit

ACCEPT = c.AcceptHandoff(obligation="send#1", person="ola")
HOUR = timedelta(hours=1)


def _passed(town: Town, ref: str) -> int:
    return sum(isinstance(entry.event, DeadlinePassed) for entry in history(town.house, ref))


# --- busy -------------------------------------------------------------------------------------


@pytest.fixture
def locked(sqlite_url: str) -> Iterator[tuple[Town, Child]]:
    """A town whose SQLite file another process writes to, and a short patience of ours."""
    town = Town(Database.open(sqlite_url, busy_seconds=0.02, patience=0.2)).fill()
    town.enrol()
    town.house.database.dispose()
    path = make_url(sqlite_url).database

    def hold(telling: Connection) -> None:
        with closing(sqlite_module().connect(path, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            telling.send("held")
            signal.pause()

    with child(hold) as holder:
        assert holder.hear() == "held"
        yield town, holder
    town.house.database.dispose()


def test_a_file_that_another_process_holds_gives_a_clear_refusal_and_changes_nothing(locked):
    town, holder = locked
    [ref] = [row[1] for row in town.contents()["pathway"]]  # reading goes on meanwhile
    before = town.contents()
    with pytest.raises(CommandRefused) as refused:
        town.order(ref, ACCEPT, INTAKE, id="a")
    assert refused.value.code == "store-busy"
    assert town.contents() == before
    holder.kill()
    assert not town.order(ref, ACCEPT, INTAKE, id="a").repeated
    assert check(town.house.database, [Asked(id="a", ref=ref, outcome="ok")]) == []


def test_a_sweep_of_a_busy_file_moves_nobody_and_the_next_one_does(locked):
    town, holder = locked
    town.clock.set(MONDAY + 4 * DAY)
    with pytest.raises(CommandRefused, match="store-busy"):
        sweep_once(town.house, "prøve")
    holder.kill()
    assert sweep_once(town.house, "prøve").moved == 1


# --- gone -------------------------------------------------------------------------------------


def _drop_connections(url: str) -> int:
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()
    return len(found)


def test_connections_dropped_between_acts_are_made_anew(postgres_url, open_database: OpenDatabase):
    town = Town(open_database(postgres_url)).fill()
    ref = town.enrol()
    assert _drop_connections(postgres_url) > 0
    assert town.order(ref, ACCEPT, INTAKE, id="a").changed
    assert check(town.house.database, [Asked(id="a", ref=ref, outcome="ok")]) == []


@pytest.mark.parametrize("times", [1, 3])
def test_a_connection_dropped_in_the_middle_of_an_act_leaves_one_effect(
    postgres_url, open_database: OpenDatabase, times
):
    town = Town(open_database(postgres_url)).fill()
    ref = town.enrol()
    order = Order(id="a", ref=ref, command=ACCEPT, by=at(INTAKE))
    tries = []

    def work(tx: Transaction) -> object:
        answer = handle_in(town.house, tx, order)
        tries.append(answer)
        if len(tries) <= times:
            _drop_connections(postgres_url)
        return answer

    town.house.database.run_writing(work)
    assert len(tries) == times + 1
    assert town.told(ref).count("handoff-accepted") == 1
    assert check(town.house.database, [Asked(id="a", ref=ref, outcome="ok")]) == []


def test_a_list_that_lost_its_connection_is_there_at_the_next_look(
    postgres_url, open_database: OpenDatabase
):
    town = Town(open_database(postgres_url)).fill()
    ref = town.enrol()
    inbox(town.house, at(INTAKE))
    _drop_connections(postgres_url)
    with pytest.raises(psycopg.OperationalError):
        inbox(town.house, at(INTAKE))
    assert [item.ref for item in inbox(town.house, at(INTAKE))] == [ref]


# --- the clock --------------------------------------------------------------------------------


def test_a_clock_set_back_an_hour_fires_nothing_twice_and_turns_no_story_around(town):
    ref = town.enrol()
    town.until(MONDAY + 3 * DAY)
    town.order(ref, ACCEPT, INTAKE)
    town.clock.set(MONDAY + 3 * DAY - HOUR)
    assert sweep_once(town.house, "prøve") == Fired()
    town.order(ref, c.ClaimTask(obligation="visit#1", person="nina"), NURSE)
    town.order(ref, c.CompleteTask(obligation="visit#1", outcome="done"), NURSE)
    town.post(Mailbox())
    assert _passed(town, ref) == 1
    entries = history(town.house, ref)
    learnt = [entry.envelope.recorded for entry in entries]
    assert learnt == sorted(learnt)
    assert learnt[-1] == MONDAY + 3 * DAY  # the latest there was, until the clock has caught up
    assert kinds(check(town.house.database)) <= {"true-before-it-was"}
    town.clock.set(MONDAY + 4 * DAY)
    other = town.enrol(1)
    assert history(town.house, other)[0].envelope.recorded == MONDAY + 4 * DAY


def test_a_clock_three_days_ahead_fires_once_and_again_only_what_is_new(town):
    ref = town.enrol()
    assert town.until(MONDAY + 3 * DAY).moved == 1
    told = town.told(ref)
    town.clock.set(MONDAY)  # it was wrong, and has been set right
    assert sweep_once(town.house, "prøve") == Fired()
    town.order(ref, c.MarkSeen(obligation="send#1"), INTAKE)
    assert town.until(MONDAY + 3 * DAY) == Fired()
    assert town.told(ref) == [*told, "handoff-delivered", "handoff-seen"]
    assert _passed(town, ref) == 1


def test_leases_taken_before_the_clock_was_set_back_come_free_again(town):
    town.enrol()
    town.clock.set(MONDAY + 4 * DAY)
    edit(town.house.database, "UPDATE wakeup SET lease_by = 'død', attempt = 1")
    assert sweep_once(town.house, "prøve").moved == 1


# --- written by others ------------------------------------------------------------------------


def _as_a_later_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "JOURNAL_FORMAT", codec.JOURNAL_FORMAT + 1)
    monkeypatch.setattr(codec, "link", partial(codec.link, journal_format=codec.JOURNAL_FORMAT))


def test_a_fact_that_a_later_release_wrote_is_named_and_the_others_go_on(town, monkeypatch):
    newer, well = town.enrol(1), town.enrol(2)
    with monkeypatch.context() as later:
        _as_a_later_release(later)
        town.order(newer, c.MarkSeen(obligation="send#1"), INTAKE)
    first = len(town.told(well)) + 1
    assert [(link.ref, link.sequence, link.what) for link in broken_chains(town.house)] == [
        (newer, first, "unreadable")
    ]
    with pytest.raises(JournalUnreadable, match="later release"):
        history(town.house, newer)
    town.order(well, ACCEPT, INTAKE)
    assert town.until(MONDAY + 20 * DAY).moved == 2


@pytest.mark.parametrize(
    ("column", "where", "what"),
    [
        ("payload", "journal_payload", "payload-changed"),
        ("salt", "journal_payload", "payload-changed"),
        ("hash", "journal", "entry-changed"),
        ("commitment", "journal", "entry-changed"),
    ],
)
def test_a_corrupt_row_is_named_and_the_others_go_on(town, column, where, what):
    sick, well = town.enrol(1), town.enrol(2)
    junk = "X'00FF'" if town.house.database.dialect == "sqlite" else r"'\x00FF'::bytea"
    edit(
        town.house.database,
        f"UPDATE {where} SET {column} = {junk} WHERE sequence = 2"
        f" AND pathway_id = (SELECT id FROM pathway WHERE ref = '{sick}')",
    )
    assert [(link.ref, link.sequence, link.what) for link in broken_chains(town.house)] == [
        (sick, 2, what)
    ]
    town.order(well, ACCEPT, INTAKE)
    town.order(sick, ACCEPT, INTAKE)  # its state is whole: the patient is not kept waiting
    assert town.until(MONDAY + 20 * DAY).failed == ()
    assert "tail-missing" not in kinds(check(town.house.database))


def test_a_corrupt_state_stops_its_own_pathway_only_and_is_named(town):
    sick, well = town.enrol(1), town.enrol(2)
    junk = "X'00FF'" if town.house.database.dialect == "sqlite" else r"'\x00FF'::bytea"
    edit(town.house.database, f"UPDATE pathway SET state = {junk} WHERE ref = '{sick}'")
    assert [(link.ref, link.what) for link in broken_chains(town.house)] == [
        (sick, "state-differs")
    ]
    with pytest.raises(JournalUnreadable, match="not readable"):
        town.order(sick, ACCEPT, INTAKE)
    town.order(well, ACCEPT, INTAKE)
    fired = town.until(MONDAY + 20 * DAY)
    assert (fired.moved, fired.failed) == (1, (sick,))
    assert [item.ref for item in inbox(town.house, at(NURSE))] == [well]
    assert town.open(well, "visit").holder == NURSE
    assert HOSPITAL in town.pathway(well).parties.values()
