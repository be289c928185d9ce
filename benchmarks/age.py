"""Whether a step costs the same on day 500 as on day 1: the same act on young and old pathways."""

import gc
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.databases import new_database
from benchmarks.region import NURSE, START, enrol_many, furnish, house_at
from hjemover.application.handle import Order, handle
from hjemover.application.house import House, SetClock
from hjemover.engine.commands import ClaimTask, ReleaseTask
from hjemover.store import journal

_ACTS = 200


@dataclass(frozen=True)
class Age:
    """What an act costs when the journal has so many entries."""

    entries: int
    microseconds: float


def compare_ages(home: Path) -> list[Age]:
    """Take and give back a task again and again, and time the acts as the journal grows."""
    house = house_at(new_database(f"sqlite:///{home}"), home, SetClock(START))
    furnish(house)
    ref = enrol_many(house, 1)[0]
    found = [_measure(house, ref) for _ in range(6)]
    house.database.dispose()
    return found


def _measure(house: House, ref: str) -> Age:
    with house.database.reading() as tx:
        stored = journal.load(tx, ref, for_update=False)
    assert stored is not None
    task = next(iter(stored.pathway.obligations))
    times = []
    gc.collect()
    for number in range(_ACTS):
        command = (
            ClaimTask(obligation=task, person="bench-nurse")
            if number % 2 == 0
            else ReleaseTask(obligation=task)
        )
        order = Order(id=f"age/{stored.sequence}/{number}", ref=ref, command=command, by=NURSE)
        began = time.perf_counter()
        handle(house, order)
        times.append(time.perf_counter() - began)
    return Age(entries=stored.sequence, microseconds=median(times) * 1e6)
