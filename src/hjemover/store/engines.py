"""How the two databases are connected to, so that they keep what they promise."""

import importlib
import logging
import os
from pathlib import Path
from time import monotonic, sleep
from types import ModuleType
from typing import Any, Final

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

log = logging.getLogger(__name__)

# https://sqlite.org/wal.html: two connections that checkpoint at once could corrupt the file.
_WAL_MENDED: Final = (3, 51, 3)
_RESTED_SECONDS: Final = 1.0


def sqlite_module() -> ModuleType:
    """The SQLite that pysqlite3 brings, where there is a wheel; otherwise Python's own."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3.dbapi2")


def journal_mode(version: tuple[int, ...]) -> str:
    """WAL, unless this SQLite can corrupt a file in it: then the slower mode without the fault."""
    return "WAL" if version >= _WAL_MENDED else "DELETE"


def sqlite_engine(url: URL, *, busy_seconds: float, pool_size: int) -> Engine:
    """An engine whose transactions are begun by us; the file is readable by its owner only."""
    module = sqlite_module()
    mode = journal_mode(module.sqlite_version_info)
    if mode != "WAL":
        log.warning(
            "SQLite %s can corrupt a database in WAL mode, so readers and writers take turns."
            " Install pysqlite3, or SQLite 3.51.3 or later.",
            module.sqlite_version,
        )
    _create_privately(url.database)
    engine = create_engine(
        url.set(drivername="sqlite+pysqlite"),
        module=module,
        connect_args={"isolation_level": None, "timeout": busy_seconds},
        pool_size=pool_size,
        max_overflow=pool_size,
    )
    settings = {
        "synchronous": "FULL",
        "foreign_keys": "ON",
        "mmap_size": "0",
    }

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        _set_journal_mode(cursor, mode, module, busy_seconds)
        for name, value in settings.items():
            cursor.execute(f"PRAGMA {name}={value}")
        # Foreign keys are silently off in a SQLite that was built without them.
        kept = cursor.execute("PRAGMA foreign_keys").fetchone()[0]
        cursor.close()
        if kept != 1:
            raise RuntimeError("This SQLite does not hold foreign keys. Use another build.")

    return engine


def _set_journal_mode(cursor: Any, mode: str, module: ModuleType, busy_seconds: float) -> None:
    """Put the file in *mode*, which stays with it.

    Two that open a new file at once both want to: SQLite tells the second that it is locked,
    without waiting as it does otherwise.
    """
    give_up = monotonic() + busy_seconds
    while True:
        try:
            if cursor.execute("PRAGMA journal_mode").fetchone()[0].upper() != mode:
                cursor.execute(f"PRAGMA journal_mode={mode}")
            return
        except module.OperationalError as error:
            if "locked" not in str(error) or monotonic() > give_up:
                raise
            sleep(0.01)


def _create_privately(path: str | None) -> None:
    if not path or path == ":memory:":
        raise ValueError("The SQLite database must be a file: sqlite:///var/hjemover.db")
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


_POSTGRES_DEFAULTS: Final = {
    "connect_timeout": 3,
    "tcp_user_timeout": 5000,
    "keepalives": 1,
    "keepalives_idle": 3,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "application_name": "hjemover",
    "options": (
        "-c timezone=UTC -c statement_timeout=60s -c lock_timeout=10s"
        " -c idle_in_transaction_session_timeout=60s"
    ),
}


def postgres_engine(url: URL, *, pool_size: int) -> Engine:
    """An engine that notices a lost server within seconds instead of hanging on it."""
    given = {name: value for name, value in _POSTGRES_DEFAULTS.items() if name not in url.query}
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args=given,
        paramstyle="format",
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=10,
    )
    _ping_the_rested(engine)
    return engine


def _ping_the_rested(engine: Engine) -> None:
    """Try a connection that has lain unused for a while before it is handed out.

    Trying it every time would cost a round trip in every act.
    """

    @event.listens_for(engine, "checkin")
    def rest(connection: Any, record: ConnectionPoolEntry) -> None:
        record.info["rested"] = monotonic()

    @event.listens_for(engine, "checkout")
    def wake(connection: Any, record: ConnectionPoolEntry, proxy: object) -> None:
        rested = record.info.get("rested")
        if rested is None or monotonic() - rested < _RESTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError("The database server was lost.") from error
