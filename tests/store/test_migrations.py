"""Any database can be brought up to this release, and comes to the tables as they are described."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect

from hjemover.store import Database
from hjemover.store.migrating import StoreTooNew, config, revision
from hjemover.store.tables import metadata
from tests.store import planting
from tests.store.stories import act, enrolled


def test_the_migrated_tables_are_the_tables_as_described(database: Database) -> None:
    with database.reading() as tx:
        context = MigrationContext.configure(tx.connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_migrated_rules_for_rows_are_the_rules_as_described(database: Database) -> None:
    with database.reading() as tx:
        inspector = inspect(tx.connection)
        for table in metadata.sorted_tables:
            described = {
                str(rule.name) for rule in table.constraints if isinstance(rule, CheckConstraint)
            }
            found = {rule["name"] for rule in inspector.get_check_constraints(table.name)}
            assert found == described, table.name


def test_migrating_twice_is_harmless(database: Database) -> None:
    database.run_writing(lambda tx: act(tx, "p-1", [enrolled("p-1")]))

    database.migrate()

    assert planting.count(database, "journal") == 1


def test_two_that_start_at_once_migrate_once(tmp_path: Path) -> None:
    both = [Database.open(f"sqlite:///{tmp_path}/store.db") for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(Database.migrate, both))

    newest = ScriptDirectory.from_config(config()).get_current_head()
    with both[0].reading() as tx:
        assert revision(tx.connection) == newest
    for one in both:
        one.dispose()


def test_a_migration_that_fails_half_way_leaves_nothing(
    tmp_path: Path,
) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/store.db")
    with database.writing() as tx:
        # In the way of the last of the tables.
        tx.connection.exec_driver_sql("CREATE TABLE work_item (id INTEGER)")

    with pytest.raises(Exception, match="already exists"):
        database.migrate()

    assert planting.rows(database, "SELECT name FROM sqlite_master WHERE type = 'table'") == [
        ("work_item",)
    ]
    database.dispose()


def test_a_database_of_a_later_release_is_left_alone(database: Database) -> None:
    planting.edit(database, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StoreTooNew, match="9999"):
        database.migrate()
