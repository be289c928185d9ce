"""Bringing a database up to this release's tables (migrering), without a command line."""

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
    """A later release has migrated this database; this one must not write to it."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"The database is at migration {found}, which this release does not know."
            " Start the release that made it, or restore a backup from before the upgrade."
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
        current = revision(connection)
        made = config(connection)
        known = ScriptDirectory.from_config(made)
        if current is not None and current not in {s.revision for s in known.walk_revisions()}:
            raise StoreTooNew(current)
        if current != known.get_current_head():
            command.upgrade(made, "head")


def revision(connection: Connection) -> str | None:
    """The migration the database is at; None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()
