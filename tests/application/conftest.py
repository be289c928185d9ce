"""A filled town on each kind of database in turn."""

import pytest

from hjemover.store import Database
from tests.application.town import Town
from tests.databases import (  # noqa: F401
    database,
    database_url,
    open_database,
    postgres_server,
    postgres_template,
    postgres_url,
    sqlite_template,
    sqlite_url,
)


@pytest.fixture
def town(database: Database) -> Town:  # noqa: F811
    return Town(database).fill()
