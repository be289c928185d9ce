"""``python -m benchmarks.swept URL HOME``: one sweep through Prefect, in a process of its own.

Prefect reads where its server is when it is first imported.
"""

import asyncio
import sys
import time
from pathlib import Path

from benchmarks.acts import LATER
from benchmarks.region import START, house_at
from flows.door import TALLY
from flows.running import Ending
from flows.worker import Worker
from flows.worksite import Worksite, use
from hjemover.application.house import SetClock
from hjemover.settings import Settings


def main(url: str, home: Path) -> None:
    """Sweep, and print the seconds it took."""
    settings = Settings(home=home, environment="test")
    site = Worksite(house_at(url, home, SetClock(START + LATER)), settings)
    use(site)

    async def sweep() -> float:
        worker = Worker(site, Ending())
        began = time.perf_counter()
        await worker.sweep()
        return time.perf_counter() - began

    took = asyncio.run(sweep())
    if not TALLY.through or TALLY.beneath:
        sys.exit("Prefect did not answer all the time, so this would not be its speed.")
    print(took)  # noqa: T201 - for the process that started this one


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
