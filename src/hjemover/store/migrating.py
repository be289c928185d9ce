"""Bringing a database up to this release's tables (migrering), without a command line."""

from functools import cache
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

if TYPE_CHECKING:
    from hjemover.store.database import Database

# Any number will do; it keeps two starting processes from migrating at once.
_LOCK = 4_065_833


class StoreTooNew(Exception):
    """A later release has migrated this database; this one must not begin to work on it."""

    def __init__(self, name: str, found: str, needed: str) -> None:
        super().__init__(
            f"The database {name} is at migration {found}, which this release does not know."
            f" It needs {needed}: start the release that made the database, or restore a backup"
            " from before the upgrade."
        )
        self.found = found


class StoreBehind(Exception):
    """This database lacks tables, columns or indexes that this release needs."""

    def __init__(self, name: str, found: str | None, needed: str) -> None:
        standing = f"is at migration {found}" if found else "has no tables of ours"
        super().__init__(
            f"The database {name} {standing}, and this release needs {needed}."
            " Back it up, run `hjemover publish` to bring it up, and start again."
        )
        self.found = found


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings: the migrations lie in this package."""
    made = Config()
    made.set_main_option("script_location", "hjemover.store:migrations")
    made.attributes["connection"] = connection
    return made


def migrate(database: "Database") -> None:
    """Run what is missing, all in one transaction."""
    with database.writing() as tx:
        connection = tx.connection
        if tx.dialect == "postgresql":
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        if _is_behind(database, connection):
            command.upgrade(config(connection), "head")


def require_current(database: "Database") -> None:
    """Refuse to begin on a database that is not at this release's migration.

    Only a start asks it. A release that runs already goes on while a later one brings the tables
    up: a *pre* migration works with it.

    Raises:
        StoreBehind: It lacks some.
        StoreTooNew: A later release has been here.
    """
    with database.reading() as tx:
        if _is_behind(database, tx.connection):
            raise StoreBehind(database.name, revision(tx.connection), newest())


def _is_behind(database: "Database", connection: Connection) -> bool:
    current = revision(connection)
    known = {one.revision for one in _scripts().walk_revisions()}
    if current is not None and current not in known:
        raise StoreTooNew(database.name, current, newest())
    return current != newest()


def newest() -> str:
    """The last migration of this release."""
    head = _scripts().get_current_head()
    assert head is not None
    return head


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(config())


def revision(connection: Connection) -> str | None:
    """The migration the database is at; None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()
