"""Facts are added, never changed, and two people never overwrite each other."""

import multiprocessing
from datetime import timedelta
from functools import partial

import pytest

from hjemover.engine import events as e
from hjemover.engine.evolve import evolve
from hjemover.errors import CommandRefused
from hjemover.store import Database, Transaction, commands, journal
from hjemover.store.journal import JournalUnreadable
from tests.store import planting
from tests.store.stories import MONDAY, act, completed, enrolled, envelope, requested, whole_story

REF = "p-1"


def test_a_pathway_is_read_as_it_was_written(database: Database) -> None:
    events: list[e.AnyEvent] = [enrolled(REF), requested("offer", MONDAY)]
    with database.writing() as tx:
        written = act(tx, REF, events)

    with database.reading() as tx:
        assert journal.load(tx, REF, for_update=False) == written
        assert journal.events(tx, REF) == events
        assert journal.load(tx, "p-2", for_update=False) is None


def test_an_entry_knows_who_said_so_and_when_we_learnt_it(database: Database) -> None:
    said = envelope("c-7", at=MONDAY + timedelta(hours=3))
    with database.writing() as tx:
        journal.append(
            tx, None, said, [enrolled(REF)], evolve(None, enrolled(REF)), patient_id=None
        )

    with database.reading() as tx:
        (entry,) = journal.read(tx, REF)
    assert (entry.effective, entry.envelope, entry.sequence) == (MONDAY, said, 1)


def test_a_long_journal_is_read_in_order_to_its_end(database: Database) -> None:
    events: list[e.AnyEvent] = [
        enrolled(REF),
        *(e.PathwayHeld(at=MONDAY, review=MONDAY) for _ in range(1_100)),
    ]
    with database.writing() as tx:
        act(tx, REF, events)

    with database.reading() as tx:
        assert [entry.sequence for entry in journal.read(tx, REF)] == list(range(1, 1_102))
        assert [entry.sequence for entry in journal.read(tx, REF, after=1_099)] == [1_100, 1_101]


def test_whoever_acts_on_an_old_picture_is_refused(database: Database) -> None:
    with database.writing() as tx:
        old = act(tx, REF, [enrolled(REF), requested("offer", MONDAY)])
    with database.writing() as tx:
        act(tx, REF, [completed("offer", MONDAY)], "c-2")
    claim = e.TaskClaimed(at=MONDAY, obligation="offer#1", person="ola")

    with pytest.raises(CommandRefused, match="version-conflict"), database.writing() as tx:
        journal.append(
            tx, old, envelope("c-3"), [claim], evolve(old.pathway, claim), patient_id=None
        )

    with database.reading() as tx:
        assert len(journal.events(tx, REF)) == 3


def test_an_act_that_fails_half_way_leaves_no_trace(database: Database) -> None:
    def break_off(tx: Transaction) -> None:
        act(tx, REF, [enrolled(REF), requested("offer", MONDAY)])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.run_writing(break_off)

    with database.reading() as tx:
        assert journal.load(tx, REF, for_update=False) is None
    assert planting.count(database, "work_item") == 0


def test_nothing_happened_is_not_written(database: Database) -> None:
    with database.writing() as tx:
        stored = act(tx, REF, [enrolled(REF)])
        with pytest.raises(ValueError, match="no events"):
            journal.append(tx, stored, envelope(), [], stored.pathway, patient_id=None)


def test_the_closing_time_stays_when_more_is_learnt_afterwards(database: Database) -> None:
    with database.writing() as tx:
        for number, events in enumerate(whole_story(REF)):
            act(tx, REF, events, f"c-{number}")
        act(tx, REF, [e.DateSet(at=MONDAY, name="told", value=None, previous=None)], "c-99")

    (row,) = planting.rows(database, "SELECT status, outcome, closed_at FROM pathway")
    assert row[:2] == ("completed", "died")
    assert row[2] is not None


def test_two_at_work_on_one_pathway_lose_no_update(database_url: str, database: Database) -> None:
    with database.writing() as tx:
        act(tx, REF, [enrolled(REF)])
    each = 40

    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_hold, args=(database_url, name, each)) for name in "ab"]
    for one in both:
        one.start()
    for one in both:
        one.join(60)

    assert [one.exitcode for one in both] == [0, 0]
    with database.reading() as tx:
        found = list(journal.read(tx, REF))
    assert len(found) == 1 + 2 * each
    assert len({entry.envelope.command_id for entry in found}) == 1 + 2 * each


def _hold(url: str, name: str, times: int) -> None:
    store = Database.open(url)
    event = e.PathwayHeld(at=MONDAY, review=MONDAY)
    for number in range(times):
        store.run_writing(partial(act, ref=REF, events=[event], command_id=f"{name}-{number}"))
    store.dispose()


def test_an_entry_that_cannot_be_read_is_named(database: Database) -> None:
    with database.writing() as tx:
        act(tx, REF, [enrolled(REF), requested("offer", MONDAY)])
    planting.edit(database, "UPDATE journal_payload SET payload = salt WHERE sequence = 2")

    with database.reading() as tx, pytest.raises(JournalUnreadable) as caught:
        journal.events(tx, REF)

    assert (caught.value.ref, caught.value.sequence, caught.value.why) == (REF, 2, "corrupt")


def test_what_a_later_release_wrote_is_named_and_not_guessed_at(database: Database) -> None:
    with database.writing() as tx:
        act(tx, REF, [enrolled(REF)])
    planting.edit(database, "UPDATE journal SET format = 99")
    with database.reading() as tx, pytest.raises(JournalUnreadable, match="later release"):
        journal.events(tx, REF)

    planting.edit(database, "UPDATE pathway SET state_format = 99")
    with database.reading() as tx, pytest.raises(JournalUnreadable, match="later release"):
        journal.load(tx, REF, for_update=False)


def test_a_state_that_cannot_be_read_is_named(database: Database) -> None:
    with database.writing() as tx:
        act(tx, REF, [enrolled(REF)])
    planting.edit(database, "UPDATE pathway SET state = head_hash")

    with database.reading() as tx, pytest.raises(JournalUnreadable, match=REF):
        journal.load(tx, REF, for_update=False)


def test_the_same_command_twice_is_remembered_once(database: Database) -> None:
    request = commands.fingerprint("complete-task", REF, "kari", {"outcome": "accepted"})
    first = commands.Remembered(
        id="c-1",
        ref=REF,
        kind="complete-task",
        request_hash=request,
        recorded=MONDAY,
        first_sequence=4,
        last_sequence=6,
        result=b'{"ok":true}',
    )
    with database.writing() as tx:
        assert commands.recall(tx, "c-1", request) is None
        commands.remember(tx, first)

    with database.writing() as tx:
        assert commands.recall(tx, "c-1", request) == first
        other = commands.fingerprint("complete-task", REF, "kari", {"outcome": "declined"})
        with pytest.raises(CommandRefused, match="command-id-reused"):
            commands.recall(tx, "c-1", other)


def test_the_journal_itself_refuses_to_be_changed(database: Database) -> None:
    with database.writing() as tx:
        act(tx, REF, [enrolled(REF)])

    for attempt in (
        "UPDATE journal SET actor = 'ola'",
        "DELETE FROM journal",
        "UPDATE journal_payload SET payload = salt",
        "DELETE FROM journal_payload",
    ):
        with pytest.raises(Exception, match=r"append-only|never changed"), database.writing() as tx:
            tx.connection.exec_driver_sql(attempt)
