"""Whoever changes, removes or cuts off history behind our backs is found, and where."""

from datetime import timedelta

import pytest

from hjemover.engine.evolve import fold
from hjemover.store import Database, chain, journal
from hjemover.store.chain import BrokenLink, verify
from tests.store import planting
from tests.store.stories import MONDAY, act, completed, enrolled, requested, whole_story


@pytest.fixture
def kept(database: Database) -> Database:
    """Three pathways; the one in the middle has five entries."""
    with database.writing() as tx:
        act(tx, "p-1", [enrolled("p-1")])
        act(tx, "p-2", [enrolled("p-2"), requested("offer", MONDAY)])
        act(tx, "p-2", [completed("offer", MONDAY), requested("plan", MONDAY)], "c-2")
        act(tx, "p-2", [completed("plan", MONDAY)], "c-3")
        act(tx, "p-3", [enrolled("p-3")])
    return database


OF_P2 = "pathway_id = (SELECT id FROM pathway WHERE ref = 'p-2')"


def test_an_honest_journal_holds(kept: Database) -> None:
    assert verify(kept, fold) == []


def test_an_empty_store_holds(database: Database) -> None:
    assert verify(database, fold) == []


@pytest.mark.parametrize(
    ("what", "edits", "sequence"),
    [
        ("entry-changed", [f"UPDATE journal SET actor = 'ola' WHERE {OF_P2} AND sequence = 3"], 3),
        (
            "entry-changed",
            [f"UPDATE journal SET event_type = 'task-cancelled' WHERE {OF_P2} AND sequence = 2"],
            2,
        ),
        (
            "payload-changed",
            [f"UPDATE journal_payload SET payload = salt WHERE {OF_P2} AND sequence = 4"],
            4,
        ),
        (
            "payload-missing",
            [f"DELETE FROM journal_payload WHERE {OF_P2} AND sequence = 4"],
            4,
        ),
        (
            "entry-missing",
            [
                f"DELETE FROM journal_payload WHERE {OF_P2} AND sequence = 3",
                f"DELETE FROM journal WHERE {OF_P2} AND sequence = 3",
            ],
            3,
        ),
        (
            "tail-missing",
            [
                f"DELETE FROM journal_payload WHERE {OF_P2} AND sequence = 5",
                f"DELETE FROM journal WHERE {OF_P2} AND sequence = 5",
            ],
            5,
        ),
        (
            "tail-missing",
            [
                f"DELETE FROM journal_payload WHERE {OF_P2}",
                f"DELETE FROM journal WHERE {OF_P2}",
            ],
            1,
        ),
        (
            "entry-changed",  # the third and the fourth change places
            [
                f"UPDATE {table} SET sequence = {to} WHERE {OF_P2} AND sequence = {was}"
                for was, to in ((3, 99), (4, 3), (99, 4))
                for table in ("journal", "journal_payload")
            ],
            3,
        ),
    ],
)
def test_a_planted_edit_is_found_where_it_was_made(
    kept: Database, what: str, edits: list[str], sequence: int
) -> None:
    planting.edit(kept, *edits)

    assert verify(kept) == [BrokenLink(ref="p-2", sequence=sequence, what=what)]


def test_a_pathway_taken_away_whole_is_found_while_its_journal_is_there(kept: Database) -> None:
    planting.edit(kept, "DELETE FROM pathway WHERE ref = 'p-2'")

    (broken,) = verify(kept)

    assert (broken.sequence, broken.what) == (1, "pathway-missing")


def test_a_state_that_the_journal_does_not_tell_is_found(kept: Database) -> None:
    planting.edit(
        kept,
        "UPDATE pathway SET state = (SELECT state FROM pathway WHERE ref = 'p-1')"
        " WHERE ref = 'p-2'",
    )

    assert verify(kept) == []
    assert verify(kept, fold) == [BrokenLink(ref="p-2", sequence=0, what="state-differs")]


def test_content_removed_by_law_leaves_a_chain_that_holds(kept: Database) -> None:
    with kept.writing() as tx:
        journal.remove_payload(tx, "p-2", 3, at=MONDAY + timedelta(days=9), why="sak 26/114")

    assert verify(kept, fold) == []
    with kept.reading() as tx:
        entries = list(journal.read(tx, "p-2"))
        assert [entry.event is None for entry in entries] == [False, False, True, False, False]
        with pytest.raises(journal.JournalUnreadable, match="removed by law"):
            journal.events(tx, "p-2")
    assert planting.rows(
        kept, "SELECT removed_why FROM journal_payload WHERE payload IS NULL AND salt IS NULL"
    ) == [("sak 26/114",)]


def test_an_entry_that_is_not_there_cannot_be_removed(kept: Database) -> None:
    with pytest.raises(LookupError, match="no entry 9"), kept.writing() as tx:
        journal.remove_payload(tx, "p-2", 9, at=MONDAY, why="sak 26/114")


def test_many_long_journals_are_walked_to_the_end(database: Database) -> None:
    with database.writing() as tx:
        for number in range(230):
            story = whole_story(f"p-{number}")
            act(tx, f"p-{number}", [event for events in story for event in events])
    assert verify(database, fold) == []

    planting.edit(
        database,
        "UPDATE journal SET actor_unit = 'x' WHERE sequence = 20"
        " AND pathway_id IN (SELECT id FROM pathway WHERE ref IN ('p-3', 'p-229'))",
    )

    assert verify(database) == [
        BrokenLink(ref=ref, sequence=20, what="entry-changed") for ref in ("p-3", "p-229")
    ]


def test_the_heads_can_be_kept_in_another_place(kept: Database) -> None:
    found = {ref: (count, head) for ref, count, head in chain.heads(kept)}

    with kept.reading() as tx:
        stored = journal.load(tx, "p-2", for_update=False)
    assert stored is not None
    assert found["p-2"] == (5, stored.head_hash)
    assert set(found) == {"p-1", "p-2", "p-3"}
