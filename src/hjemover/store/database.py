"""The database: opened, migrated, and worked in, one transaction at a time."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TypeVar

import psycopg
from sqlalchemy import Engine, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import PoolProxiedConnection

from hjemover.errors import CommandRefused
from hjemover.store.engines import postgres_engine, sqlite_engine
from hjemover.store.transaction import (
    DialectName,
    NotWriting,
    PostgresTransaction,
    SqliteTransaction,
    Transaction,
)

T = TypeVar("T")

# SQLITE_BUSY and SQLITE_LOCKED, without their extensions in the upper bits.
_SQLITE_PASSING = {5, 6}
# The other one with the same id is there the second time we look; more often it is a mistake.
_DOUBLES = 2
# serialisation failure, deadlock, lock not available, administrator shutdown and its kin, too
# many connections; and a unique violation: another with the same id was a moment before us.
_POSTGRES_PASSING = {"40001", "40P01", "55P03", "57P01", "57P02", "57P03", "53300", "23505"}


class _Here(threading.local):
    """What a thread has open."""

    moment: Transaction | None = None


class Database:
    """A store on SQLite or PostgreSQL. Safe to share between threads, not across a fork."""

    def __init__(self, engine: Engine, *, patience: float) -> None:
        self.engine = engine
        self._patience = patience
        self._here = _Here()
        self._kind: type[Transaction] = (
            SqliteTransaction if engine.dialect.name == "sqlite" else PostgresTransaction
        )

    @classmethod
    def open(
        cls,
        url: str,
        *,
        busy_seconds: float = 5.0,
        patience: float = 12.0,
        pool_size: int = 5,
    ) -> "Database":
        """Open a database by its URL: ``sqlite:///path`` or ``postgresql://…``.

        Args:
            busy_seconds: How long SQLite waits for another writer.
            patience: How long, in seconds, :meth:`run_writing` tries again in all.

        Raises:
            ValueError: The URL names another kind of database.
        """
        parsed = make_url(url)
        match parsed.get_backend_name():
            case "sqlite":
                engine = sqlite_engine(parsed, busy_seconds=busy_seconds, pool_size=pool_size)
            case "postgresql":
                engine = postgres_engine(parsed, pool_size=pool_size)
            case other:
                raise ValueError(f"{other} is not supported. Use sqlite:///… or postgresql://…")
        return cls(engine, patience=patience)

    @property
    def dialect(self) -> DialectName:
        return self._kind.dialect

    @property
    def name(self) -> str:
        """Which database it is, for an operator: never with who signs in to it, or a password."""
        url = self.engine.url
        return f"{url.database} at {url.host}" if url.host else str(url.database)

    @property
    def server_version(self) -> str:
        """The version of SQLite, or of the PostgreSQL server."""
        if self.dialect == "sqlite":
            return str(self.engine.dialect.loaded_dbapi.sqlite_version)
        with self.reading() as tx:
            return str(tx.connection.exec_driver_sql("SHOW server_version").scalar_one())

    def migrate(self) -> None:
        """Bring the tables up to this release. Harmless when they are.

        Raises:
            StoreTooNew: A later release has been here.
        """
        from hjemover.store.migrating import migrate

        migrate(self)

    def require_current(self) -> None:
        """Refuse to begin on tables of another release, as
        :func:`hjemover.store.migrating.require_current` has it.

        Raises:
            StoreBehind: They lack something.
            StoreTooNew: A later release has been here.
        """
        from hjemover.store.migrating import require_current

        require_current(self)

    def reading(self) -> AbstractContextManager[Transaction]:
        """A transaction that sees one moment and writes nothing."""
        held = self._here.moment
        return nullcontext(held) if held is not None else self._transaction(writing=False)

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """Let all that this thread reads in the block be read in one transaction.

        For a page that asks for many things: they are of the same moment, and there is one
        transaction to begin and to end. Nothing can be written in the block.
        """
        with self.reading() as tx:
            before, self._here.moment = self._here.moment, tx
            try:
                yield
            finally:
                self._here.moment = before

    def writing(self) -> AbstractContextManager[Transaction]:
        """A transaction that commits when the block ends well, and otherwise leaves no trace."""
        if self._here.moment is not None:
            # It would not see what it has written, and might wait for its own reading to end.
            raise NotWriting
        return self._transaction(writing=True)

    def run_writing(self, work: Callable[[Transaction], T]) -> T:
        """Do *work* in one transaction, again as a whole when the database was only busy.

        A connection lost at the commit leaves it unknown whether it was done. So *work* must
        look for its own command id first (:func:`hjemover.store.commands.recall`).

        Raises:
            CommandRefused: ``store-busy``: it stayed busy, or out of reach, beyond our patience.
        """
        give_up = time.monotonic() + self._patience
        pause, doubles = 0.01, 0
        while True:
            try:
                with self.writing() as tx:
                    return work(tx)
            except (DBAPIError, PoolTimeout, self.engine.dialect.loaded_dbapi.Error) as error:
                doubles += _violates_unique(error)
                if doubles > _DOUBLES or not _passing(error):
                    raise
                wait = random.uniform(pause / 2, pause)
                if time.monotonic() + wait > give_up:
                    raise CommandRefused("store-busy") from error
            time.sleep(wait)
            pause = min(pause * 2, 0.5)

    def dispose(self) -> None:
        """Close every connection that is not in use."""
        self.engine.dispose()

    @contextmanager
    def _transaction(self, *, writing: bool) -> Iterator[Transaction]:
        pooled = self.engine.pool.connect()
        tx = self._kind(self.engine, pooled, writing=writing)
        try:
            tx.begin()
            try:
                yield tx
                tx.commit()
            except BaseException:
                self._roll_back(tx, pooled)
                raise
        finally:
            pooled.close()

    def _roll_back(self, tx: Transaction, pooled: PoolProxiedConnection) -> None:
        try:
            tx.rollback()
        except self.engine.dialect.loaded_dbapi.Error:
            # The connection is gone and the transaction with it; what broke it is being raised.
            pooled.invalidate()


def _driver_error(error: BaseException) -> BaseException:
    return error.orig if isinstance(error, DBAPIError) and error.orig else error


def _passing(error: BaseException) -> bool:
    """Whether the same again, a moment later, may well go through."""
    cause = _driver_error(error)
    if isinstance(cause, PoolTimeout):
        return True
    if isinstance(cause, psycopg.Error):
        if cause.sqlstate is None:  # never reached the server, or lost it on the way
            return isinstance(cause, psycopg.OperationalError)
        return cause.sqlstate in _POSTGRES_PASSING or cause.sqlstate.startswith("08")
    return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _SQLITE_PASSING


def _violates_unique(error: BaseException) -> bool:
    return isinstance(_driver_error(error), psycopg.errors.UniqueViolation)
