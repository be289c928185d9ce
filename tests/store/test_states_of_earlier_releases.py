"""A database from an earlier release is built on as if this one had written it.

An earlier release kept less in the state of a pathway. The journal has it all, so the state is
folded anew; nothing that only the journal tells is lost, and the chains hold.
"""

import msgspec
import pytest

from hjemover.application.handle import PROJECTION_RULES
from hjemover.engine.evolve import fold
from hjemover.store import Database, codec, journal
from hjemover.store.chain import verify
from hjemover.store.projections import rebuild
from tests.store import planting
from tests.store.stories import MONDAY, act, completed, enrolled, requested


@pytest.fixture
def older(database: Database) -> Database:
    """A pathway whose state an earlier release wrote: without what was done, and a format less."""
    with database.writing() as tx:
        act(tx, "p-1", [enrolled("p-1"), requested("offer", MONDAY), completed("offer", MONDAY)])
    [(state,)] = planting.rows(database, "SELECT state FROM pathway")
    kept = msgspec.json.decode(bytes(state))
    kept.pop("done")
    written = msgspec.json.encode(kept).hex()
    literal = f"'\\x{written}'" if database.dialect == "postgresql" else f"x'{written}'"
    planting.edit(
        database, f"UPDATE pathway SET state = {literal}, state_format = {codec.STATE_FORMAT - 1}"
    )
    return database


def test_what_an_earlier_release_did_not_keep_is_there_when_the_next_act_comes(
    older: Database,
) -> None:
    with older.writing() as tx:
        stored = journal.load(tx, "p-1", for_update=True)

    assert stored is not None
    assert "offer" in stored.pathway.done


def test_the_chains_of_an_earlier_release_hold(older: Database) -> None:
    assert verify(older, fold) == []


def test_the_next_act_writes_the_state_as_this_release_does(older: Database) -> None:
    with older.writing() as tx:
        act(tx, "p-1", [requested("plan", MONDAY)], "c-2")

    assert planting.rows(older, "SELECT state_format FROM pathway") == [(codec.STATE_FORMAT,)]
    assert verify(older, fold) == []


def test_a_rebuild_brings_every_state_up(older: Database) -> None:
    rebuild(older, fold, PROJECTION_RULES)

    assert planting.rows(older, "SELECT state_format FROM pathway") == [(codec.STATE_FORMAT,)]
    assert verify(older, fold) == []


def test_where_content_was_removed_by_law_the_state_is_taken_as_it_was_kept(
    older: Database,
) -> None:
    with older.writing() as tx:
        journal.remove_payload(tx, "p-1", 3, at=MONDAY, why="pasientens krav, sak 1")

    with older.reading() as tx:
        stored = journal.load(tx, "p-1", for_update=False)

    assert stored is not None
    assert stored.pathway.dates != {}
    assert stored.pathway.done == {}
