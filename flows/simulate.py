"""``python -m flows.simulate``: the demo's months on a simulated clock, through the same flows.

The worker here is the worker; only its clock is set, a working day at a time.
"""

import argparse
import asyncio
from collections.abc import Coroutine
from datetime import UTC, date, datetime, time
from threading import Thread
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from flows.running import Ending, leave, set_up_logging
from flows.upkeep import upkeep
from flows.worker import Worker
from flows.worksite import Worksite, use
from hjemover.application.house import SetClock
from hjemover.application.simulation import FailingPost, Progress, demo_script, run
from hjemover.bootstrap import build, read_settings

T = TypeVar("T")


class Loop:
    """An event loop in a thread of its own, which synchronous code hands its flows to."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        Thread(target=self._loop.run_forever, daemon=True, name="flows").start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


def main() -> int:
    options = _options()
    set_up_logging()
    settings = read_settings()
    clock = SetClock(datetime.combine(options.first_day, time(6), UTC))
    house = build(settings, clock=clock)
    script, region = demo_script(
        house,
        options.pathway,
        options.first_day,
        options.last_day,
        options.patients,
        options.seed,
    )
    post = FailingPost(house, script.outage)
    site = Worksite(house, settings, post)
    use(site)
    worker, loop = Worker(site, Ending()), Loop()
    with _bar() as bar:
        shown = bar.add_task("", total=None)

        def tell(progress: Progress) -> None:
            label = f"{progress.day:%B %Y}, {progress.acts} acts by people"
            bar.update(
                shown,
                completed=progress.days_done,
                total=progress.days_in_all,
                description=label,
            )

        run(
            house,
            clock,
            script,
            region,
            fire_due=lambda: _done(loop.run(worker.sweep())),
            deliver_due=lambda: loop.run(worker.send()),
            tell=tell,
        )
    loop.run(upkeep())
    return 0


def _done(fired: object) -> None:
    """What a sweep fired is in the journal; the simulation does not count it again."""


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pathway", required=True)
    options.add_argument("--from", dest="first_day", type=date.fromisoformat, required=True)
    options.add_argument("--to", dest="last_day", type=date.fromisoformat, required=True)
    options.add_argument("--patients", type=int, default=200)
    options.add_argument("--seed", type=int, default=17)
    return options.parse_args()


def _bar() -> Bar:
    return Bar(
        TextColumn("{task.description:<36}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("days"),
        TimeElapsedColumn(),
        console=Console(highlight=False),
    )


if __name__ == "__main__":
    leave(main())
