"""One open transaction, on either database.

Statements of the write path run straight on the driver (see ``statements``). On PostgreSQL
they go through a pipeline: nothing waits for an answer until one is asked for, so an act with
a dozen statements costs a handful of round trips.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Literal

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, CursorResult, Engine, Executable
from sqlalchemy.pool import PoolProxiedConnection

from hjemover.store.statements import Row, Statement

DialectName = Literal["sqlite", "postgresql"]


class NotWriting(RuntimeError):
    """Something was to be written in a transaction that was opened for reading."""

    def __init__(self) -> None:
        super().__init__("This transaction is for reading. Open it with Database.writing().")


class Transaction(ABC):
    """What the store's functions work in. Made by :class:`~hjemover.store.database.Database`."""

    dialect: DialectName

    def __init__(self, engine: Engine, pooled: PoolProxiedConnection, *, writing: bool) -> None:
        self._engine = engine
        self._pooled = pooled
        self.writing = writing
        self._core: Connection | None = None

    @property
    def connection(self) -> Connection:
        """The same transaction for SQLAlchemy Core, as migrations need it. Never commit it."""
        self.settle()
        if self._core is None:
            self._core = Connection(self._engine, connection=self._pooled)
        return self._core

    def execute(
        self,
        statement: Executable,
        parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    ) -> CursorResult[Any]:
        """Run a Core statement: for what is asked now and then, not for the write path."""
        return self.connection.execute(statement, parameters)

    def rows(self, statement: Statement, *parameters: Any) -> list[tuple[Any, ...]]:
        """Every row that the statement gives."""
        compiled = statement.compiled(self._engine.dialect)
        if compiled.writes and not self.writing:
            raise NotWriting
        return compiled.read(self._fetch(compiled.sql, compiled.bind(parameters)))

    def row(self, statement: Statement, *parameters: Any) -> tuple[Any, ...] | None:
        """The first row that the statement gives, or None."""
        found = self.rows(statement, *parameters)
        return found[0] if found else None

    def write(self, statement: Statement, rows: Iterable[Row]) -> None:
        """Run the statement for each row. A failure may show as late as at the commit."""
        if not self.writing:
            raise NotWriting
        compiled = statement.compiled(self._engine.dialect)
        bound = [compiled.bind(row) for row in rows]
        if bound:
            self._send(compiled.sql, bound)

    def write_one(self, statement: Statement, row: Row, otherwise: Exception) -> None:
        """Run the statement, which must change one row.

        Otherwise *otherwise* is raised, at the commit at the latest.
        """
        if not self.writing:
            raise NotWriting
        compiled = statement.compiled(self._engine.dialect)
        self._send_one(compiled.sql, compiled.bind(row), otherwise)

    @abstractmethod
    def settle(self) -> None:
        """Wait until everything written so far has been answered, and raise what went wrong."""

    @abstractmethod
    def begin(self) -> None: ...

    @abstractmethod
    def commit(self) -> None: ...

    @abstractmethod
    def rollback(self) -> None: ...

    @abstractmethod
    def _fetch(self, sql: str, parameters: Row) -> list[Any]: ...

    @abstractmethod
    def _send(self, sql: str, rows: list[Row]) -> None: ...

    @abstractmethod
    def _send_one(self, sql: str, row: Row, otherwise: Exception) -> None: ...


class SqliteTransaction(Transaction):
    """Writers take the write lock at once; a reader that became a writer would be refused."""

    dialect: DialectName = "sqlite"

    def begin(self) -> None:
        self._cursor: Any = self._pooled.cursor()
        self._cursor.execute("BEGIN IMMEDIATE" if self.writing else "BEGIN")

    def settle(self) -> None:
        """Nothing is ever unanswered here."""

    def commit(self) -> None:
        self._cursor.execute("COMMIT")

    def rollback(self) -> None:
        # A full disk ends the transaction by itself; to end it again would hide the cause.
        if getattr(self._pooled.dbapi_connection, "in_transaction", False):
            self._cursor.execute("ROLLBACK")

    def _fetch(self, sql: str, parameters: Row) -> list[Any]:
        found: list[Any] = self._cursor.execute(sql, parameters).fetchall()
        return found

    def _send(self, sql: str, rows: list[Row]) -> None:
        if len(rows) == 1:
            self._cursor.execute(sql, rows[0])
        else:
            self._cursor.executemany(sql, rows)

    def _send_one(self, sql: str, row: Row, otherwise: Exception) -> None:
        self._cursor.execute(sql, row)
        if self._cursor.rowcount != 1:
            raise otherwise


class PostgresTransaction(Transaction):
    """Statements wait for nobody until an answer is asked for."""

    dialect: DialectName = "postgresql"

    def begin(self) -> None:
        driver = self._pooled.dbapi_connection
        assert isinstance(driver, psycopg.Connection)
        self._driver: psycopg.Connection[Any] = driver
        # Readers see one moment, as they do on SQLite. BEGIN itself goes with the first statement.
        driver.isolation_level = (
            psycopg.IsolationLevel.READ_COMMITTED
            if self.writing
            else psycopg.IsolationLevel.REPEATABLE_READ
        )
        driver.read_only = not self.writing
        self._pipeline: AbstractContextManager[psycopg.Pipeline] | None = None
        self._expected: list[tuple[psycopg.Cursor[Any], Exception]] = []

    def commit(self) -> None:
        self.settle()
        self._driver.commit()

    def rollback(self) -> None:
        self._leave_pipeline_quietly()
        if not self._driver.closed:
            self._driver.rollback()

    def settle(self) -> None:
        if self._pipeline is not None:
            pipeline, self._pipeline = self._pipeline, None
            with self._first_cause():
                pipeline.__exit__(None, None, None)
        expected, self._expected = self._expected, []
        for cursor, otherwise in expected:
            if cursor.rowcount != 1:
                raise otherwise

    @contextmanager
    def _first_cause(self) -> Iterator[None]:
        """Raise what went wrong first, as a statement that changed nothing, not what came of it."""
        try:
            yield
        except psycopg.Error as error:
            for cursor, otherwise in self._expected:
                if cursor.rowcount == 0:
                    raise otherwise from error
            raise

    def _leave_pipeline_quietly(self) -> None:
        pipeline, self._pipeline = self._pipeline, None
        if pipeline is not None:
            try:
                pipeline.__exit__(None, None, None)
            except psycopg.Error:
                # Whatever failed has been raised already, where it was noticed first.
                if self._driver.info.transaction_status is TransactionStatus.UNKNOWN:
                    self._driver.close()

    def _cursor(self) -> psycopg.Cursor[Any]:
        if self._pipeline is None:
            self._pipeline = self._driver.pipeline()
            self._pipeline.__enter__()
        return self._driver.cursor()

    def _fetch(self, sql: str, parameters: Row) -> list[Any]:
        with self._first_cause():
            return self._cursor().execute(sql.encode(), parameters).fetchall()

    def _send(self, sql: str, rows: list[Row]) -> None:
        with self._first_cause():
            cursor = self._cursor()
            for row in rows:
                cursor.execute(sql.encode(), row)

    def _send_one(self, sql: str, row: Row, otherwise: Exception) -> None:
        with self._first_cause():
            cursor = self._cursor()
            cursor.execute(sql.encode(), row)
            self._expected.append((cursor, otherwise))
