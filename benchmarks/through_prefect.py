"""Deadlines due at the same moment, fired by the worker through a real Prefect server."""

import asyncio
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.acts import LATER
from benchmarks.databases import copy_of, new_database, settle
from benchmarks.region import START, enrol_many, furnish, house_at
from flows.door import TALLY
from flows.running import Ending
from flows.worker import Worker
from flows.worksite import Worksite, use
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
    settings = Settings(home=home, environment="test")
    with _prefect(settings):
        through = _through_prefect(copy_of(template, server), home, settings)
    return Fired(prefect=through, bare=_bare(copy_of(template, server), home))


@contextmanager
def _prefect(settings: Settings) -> Iterator[None]:
    with prefect_server(settings) as url:
        os.environ["PREFECT_API_URL"] = url
        try:
            yield
        finally:
            del os.environ["PREFECT_API_URL"]
            shutil.rmtree(settings.home / "prefect", ignore_errors=True)


def _through_prefect(url: str, home: Path, settings: Settings) -> float:
    house = house_at(url, home, SetClock(START + LATER))
    site = Worksite(house, settings)
    use(site)

    async def sweep() -> float:
        worker = Worker(site, Ending())
        began = time.perf_counter()
        await worker.sweep()
        return time.perf_counter() - began

    took = asyncio.run(sweep())
    if not TALLY.through or TALLY.beneath:
        raise SystemExit("Prefect did not answer all the time, so this would not be its speed.")
    use(None)
    return _deadlines(house) / took


def _bare(url: str, home: Path) -> float:
    house = house_at(url, home, SetClock(START + LATER))
    began = time.perf_counter()
    sweeping.sweep_once(house, "bench")
    took = time.perf_counter() - began
    return _deadlines(house) / took


def _deadlines(house: House) -> int:
    """How many deadlines were let pass: counted in the journal, each once."""
    with house.database.reading() as tx:
        count = tx.execute(
            select(func.count()).where(journal.c.event_type == "deadline-passed")
        ).scalar_one()
    house.database.dispose()
    return int(count)
