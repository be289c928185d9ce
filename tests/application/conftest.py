"""A filled town on each kind of database in turn."""

import pytest

from hjemover.store import Database
from tests.application.town import Town


@pytest.fixture
def town(database: Database) -> Town:
    return Town(database).fill()
