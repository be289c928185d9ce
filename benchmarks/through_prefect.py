"""Deadlines due at the same moment, fired by the worker through a real Prefect server."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.acts import LATER
from benchmarks.databases import copy_of, new_database, settle
from benchmarks.region import START, enrol_many, furnish, house_at
from hjemover.application import sweeping
from hjemover.application.house import House, SetClock
from hjemover.settings import Settings
from hjemover.store.tables import journal
from hjemover.supervisor import prefect_server


@dataclass(frozen=True)
class Fired:
    """Deadlines fired a second."""

    prefect: float
    bare: float


def fire_deadlines(home: Path, due: int) -> Fired:
    """Fire *due* patients' deadlines through Prefect, and again without, on the same data."""
    server = f"sqlite:///{home}"
    template = new_database(server)
    house = house_at(template, home, SetClock(START))
    furnish(house)
    enrol_many(house, due)
    house.database.dispose()
    settle(template)
    with prefect_server(Settings(home=home, environment="test")) as api:
        through = _through_prefect(copy_of(template, server), home, api)
    return Fired(prefect=through, bare=_bare(copy_of(template, server), home))


def _through_prefect(url: str, home: Path, api: str) -> float:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.swept", url, str(home)],
        env={**os.environ, "PREFECT_API_URL": api, "PREFECT_LOGGING_LEVEL": "ERROR"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return _deadlines(url, home) / float(done.stdout.split()[-1])


def _bare(url: str, home: Path) -> float:
    house = house_at(url, home, SetClock(START + LATER))
    began = time.perf_counter()
    sweeping.sweep_once(house, "bench")
    took = time.perf_counter() - began
    house.database.dispose()
    return _deadlines(url, home) / took


def _deadlines(url: str, home: Path) -> int:
    """How many deadlines were let pass: counted in the journal, each once."""
    house: House = house_at(url, home, SetClock(START))
    with house.database.reading() as tx:
        count = tx.execute(
            select(func.count()).where(journal.c.event_type == "deadline-passed")
        ).scalar_one()
    house.database.dispose()
    return int(count)
