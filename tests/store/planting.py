"""What somebody with the database's own password might do behind our backs."""

from contextlib import closing
from typing import Any

from hjemover.store import Database
from hjemover.store.engines import sqlite_module

_GUARDED = ("journal", "journal_payload", "access_log", "pathway")


def edit(database: Database, *commands: str) -> None:
    """Run commands with the guards taken off, and put them back."""
    if database.dialect == "sqlite":
        _edit_file(database.engine.url.database, commands)
        return
    with database.writing() as tx:
        for table in _GUARDED:
            tx.connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        for command in commands:
            tx.connection.exec_driver_sql(command)
        for table in _GUARDED:
            tx.connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER ALL")


def _edit_file(path: str | None, commands: tuple[str, ...]) -> None:
    # A connection of its own holds no foreign keys, as somebody else's tool would not.
    with closing(sqlite_module().connect(path, isolation_level=None)) as connection:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        guards = connection.execute(query).fetchall()
        drops = [f"DROP TRIGGER {name}" for name, _ in guards]
        for command in (*drops, *commands, *(made for _, made in guards)):
            connection.execute(command)


def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    with database.reading() as tx:
        return [tuple(row) for row in tx.connection.exec_driver_sql(query)]


def count(database: Database, table: str) -> int:
    return int(rows(database, f"SELECT count(*) FROM {table}")[0][0])
