"""A world for each scenario, on a database of its own, and the steps that are said in it."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from installation import LONG_AGO, furnish
from steps_cases import *  # noqa: F403 - pytest-bdd makes each step a fixture, found by its name
from steps_discharge import *  # noqa: F403
from steps_done import *  # noqa: F403
from steps_mental_health import *  # noqa: F403
from steps_seen import *  # noqa: F403
from world import World

from hjemover.application.house import House, SetClock
from hjemover.bootstrap import Settings, build
from hjemover.store import Database


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Every setting that a developer's own environment must not decide."""
    home = tmp_path_factory.mktemp("features")
    url = f"sqlite:///{home / 'furnished.db'}"
    return Settings(home=home, environment="test", database_url=url, smtp_host=None)


@pytest.fixture(scope="session")
def furnished(settings: Settings) -> Iterator[House]:
    """The installation as it is before any scenario: built as in production, and never used."""
    house = build(settings, clock=SetClock(LONG_AGO), migrate=True)
    furnish(house)
    yield house
    house.database.dispose()


@pytest.fixture
def scenario_url(furnished: House, tmp_path: Path) -> str:
    """The scenario's own database: a copy of the furnished one."""
    return _copied_file(furnished, tmp_path / "scenario.db")


@pytest.fixture
def world(
    settings: Settings, furnished: House, scenario_url: str, tmp_path: Path
) -> Iterator[World]:
    opened: list[House] = []
    numbers = count(1)

    def house_on(url: str, like: House) -> House:
        opened.append(
            House(
                database=Database.open(url),
                clock=SetClock(like.clock.now()),
                messages=furnished.messages,
                keys=furnished.keys,
                public_url=furnished.public_url,
            )
        )
        return opened[-1]

    def copied(house: House) -> House:
        return house_on(_copied_file(house, tmp_path / f"copy-{next(numbers)}.db"), house)

    made = World(house_on(scenario_url, furnished), settings, copied)
    yield made
    told = made.told_in_mail()
    for one in opened:
        one.database.dispose()
    assert told == set(), "e-posten forteller hvem det gjelder"


def _copied_file(house: House, target: Path) -> str:
    """A copy of an SQLite database that nobody is writing to. Returns its URL."""
    # The file alone is the database only when nothing is left in the write-ahead log.
    with house.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(str(house.database.engine.url.database), target)
    return f"sqlite:///{target}"
