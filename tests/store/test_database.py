"""What happens when the database is busy, lost, or asked for the wrong thing."""

import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from hjemover.errors import CommandRefused
from hjemover.store import Database, Transaction, journal, wakeups
from hjemover.store.engines import journal_mode, sqlite_module
from hjemover.store.transaction import NotWriting
from hjemover.store.types import instant_text
from tests.store import planting
from tests.store.stories import DAY, MONDAY, act, enrolled, envelope, requested

REF = "p-1"


@pytest.fixture
def impatient(sqlite_url: str) -> Iterator[Database]:
    database = Database.open(sqlite_url, busy_seconds=0.05, patience=0.3)
    yield database
    database.dispose()


def test_a_store_that_stays_locked_is_said_to_be_busy(impatient: Database) -> None:
    path = impatient.engine.url.database
    with closing(sqlite_module().connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CommandRefused, match="store-busy"):
            impatient.run_writing(lambda tx: act(tx, REF, [enrolled(REF)]))
        with impatient.reading() as tx:  # readers are not kept waiting
            assert journal.load(tx, REF, for_update=False) is None
        other.execute("ROLLBACK")

    impatient.run_writing(lambda tx: act(tx, REF, [enrolled(REF)]))
    assert planting.count(impatient, "journal") == 1


def test_a_command_goes_through_when_the_lock_is_let_go(
    impatient: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite_module().connect(impatient.engine.url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        other.execute("ROLLBACK")

    monkeypatch.setattr("hjemover.store.database.time.sleep", wait)
    impatient.run_writing(lambda tx: act(tx, REF, [enrolled(REF)]))
    other.close()

    assert len(waits) == 1
    assert planting.count(impatient, "journal") == 1


def test_nothing_is_written_in_a_transaction_for_reading(database: Database) -> None:
    with database.reading() as tx, pytest.raises(NotWriting):
        act(tx, REF, [enrolled(REF)])
    with database.reading() as tx, pytest.raises(NotWriting):
        journal.load(tx, REF, for_update=True)
    with database.reading() as tx, pytest.raises(NotWriting):
        wakeups.claim(tx, MONDAY, 1, "w1", DAY)


def test_a_reader_sees_one_moment_however_long_it_looks(database: Database) -> None:
    with database.reading() as tx:
        assert journal.load(tx, REF, for_update=False) is None
        with database.writing() as other:
            act(other, REF, [enrolled(REF)])
        assert journal.load(tx, REF, for_update=False) is None
    with database.reading() as tx:
        assert journal.load(tx, REF, for_update=False) is not None


def test_readers_of_one_moment_see_the_same_and_the_next_sees_what_came(
    database: Database,
) -> None:
    with database.one_moment():
        with database.reading() as tx:
            assert journal.load(tx, REF, for_update=False) is None
        planted = threading.Thread(
            target=database.run_writing, args=(lambda tx: act(tx, REF, [enrolled(REF)]),)
        )
        planted.start()
        planted.join()
        with database.reading() as tx:
            assert journal.load(tx, REF, for_update=False) is None

    with database.reading() as tx:
        assert journal.load(tx, REF, for_update=False) is not None


def test_nothing_is_written_in_one_moment_of_reading(database: Database) -> None:
    with database.one_moment(), pytest.raises(NotWriting), database.writing():
        pass

    with database.writing():
        pass


def test_a_mistake_in_the_work_itself_is_not_tried_again(database: Database) -> None:
    tries = []

    def work(tx: Transaction) -> None:
        tries.append(1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.run_writing(work)
    assert len(tries) == 1


def test_two_that_enrol_the_same_reference_are_told_apart_in_the_end(database: Database) -> None:
    stored = database.run_writing(lambda tx: act(tx, REF, [enrolled(REF)]))
    said = envelope("c-2")

    def again(tx: Transaction) -> None:
        journal.append(tx, None, said, [enrolled(REF)], stored.pathway, patient_id=None)

    with pytest.raises(Exception, match=r"(?i)unique"):
        database.run_writing(again)
    assert planting.count(database, "journal") == 1


def _end_other_sessions(url: str) -> int:
    """As when the server is restarted under us."""
    with psycopg.connect(url, autocommit=True) as connection:
        ended = connection.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchone()
    assert ended is not None
    return int(ended[0])


def test_a_session_lost_in_the_middle_of_a_command_is_taken_up_anew(
    postgres_url: str, open_database: Callable[[str], Database]
) -> None:
    database = open_database(postgres_url)
    tries: list[int] = []

    def work(tx: Transaction) -> None:
        act(tx, REF, [enrolled(REF), requested("offer", MONDAY)])
        tries.append(1)
        if len(tries) == 1:
            assert _end_other_sessions(postgres_url) > 0
            tx.settle()

    database.run_writing(work)

    assert len(tries) == 2
    assert planting.count(database, "journal") == 2


def test_sessions_lost_between_two_looks_are_noticed_before_the_next(
    postgres_url: str, open_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(postgres_url)
    with database.reading() as tx:
        journal.load(tx, REF, for_update=False)
    _end_other_sessions(postgres_url)
    monkeypatch.setattr("hjemover.store.engines._RESTED_SECONDS", 0.0)

    with database.reading() as tx:
        assert journal.load(tx, REF, for_update=False) is None


def test_a_server_that_cannot_be_reached_is_said_to_be_busy(postgres_url: str) -> None:
    nowhere = make_url(postgres_url).set(port=1).render_as_string(hide_password=False)
    database = Database.open(nowhere, patience=0.2)

    with pytest.raises(CommandRefused, match="store-busy"):
        database.run_writing(lambda tx: act(tx, REF, [enrolled(REF)]))
    database.dispose()


def test_the_file_is_for_its_owner_only(sqlite_url: str, tmp_path: Path) -> None:
    made = Database.open(f"sqlite:///{tmp_path}/new/store.db")
    made.migrate()
    mode = (tmp_path / "new" / "store.db").stat().st_mode
    made.dispose()
    assert stat.S_IMODE(mode) == 0o600


def test_answered_commits_survive_a_power_cut(impatient: Database) -> None:
    with impatient.writing() as tx:
        settings = {
            name: tx.connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "foreign_keys", "journal_mode")
        }
    full = 2
    mode = journal_mode(sqlite_module().sqlite_version_info).lower()
    assert settings == {"synchronous": full, "foreign_keys": 1, "journal_mode": mode}


@pytest.mark.parametrize(
    ("version", "mode"), [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL")]
)
def test_a_sqlite_that_can_corrupt_a_file_in_wal_mode_is_not_run_in_it(
    version: tuple[int, ...], mode: str
) -> None:
    assert journal_mode(version) == mode


def test_without_pysqlite3_pythons_own_sqlite_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pysqlite3.dbapi2", None)
    made = Database.open(f"sqlite:///{tmp_path}/store.db")
    made.migrate()
    made.run_writing(lambda tx: act(tx, REF, [enrolled(REF)]))

    assert made.server_version == sqlite3.sqlite_version
    assert planting.count(made, "work_item") == 0
    made.dispose()
    mended = sqlite3.sqlite_version_info >= (3, 51, 3)
    assert ("can corrupt a database" in caplog.text) is not mended


def test_the_version_of_the_database_can_be_told(database: Database) -> None:
    assert database.server_version[0].isdigit()
    assert database.dialect in ("sqlite", "postgresql")


def test_databases_of_other_kinds_are_refused() -> None:
    with pytest.raises(ValueError, match="Use sqlite:///… or postgresql://…"):
        Database.open("mysql://localhost/hjemover")
    with pytest.raises(ValueError, match="must be a file"):
        Database.open("sqlite://")


def test_an_instant_without_a_time_zone_is_never_stored() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        instant_text(MONDAY.replace(tzinfo=None))
