"""``python -m flows.serve``: runs what Prefect schedules, and shows it every published pathway.

The sweep every few minutes, upkeep at night; a pathway or the deliveries when somebody presses
"run". Each run is a process of its own, started by Prefect's runner.
"""

import argparse
import asyncio
import logging
import sys
from datetime import timedelta

from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron, Interval
from prefect.types.entrypoint import EntrypointType

from flows.deliver import deliver
from flows.door import answers
from flows.published import deployment
from flows.running import Ending, leave, run_until_told, set_up_logging
from flows.sweep import sweep
from flows.upkeep import upkeep
from flows.worksite import Worksite, here
from hjemover.application.peeking import published_pathways, version_in_force
from hjemover.bootstrap import CANNOT_START

log = logging.getLogger(__name__)

SWEEP_EVERY = timedelta(minutes=5)
UPKEEP_AT = Cron("15 3 * * *", timezone="Europe/Oslo")
_LOOK_FOR_NEW = 30.0
"""Seconds between looks for newly published versions."""
_LOOK_FOR_SERVER = 2.0
_AT_A_TIME = 2


def standing_deployments(every: timedelta) -> list[RunnerDeployment]:
    """The deployments that are there whatever is published."""
    module = EntrypointType.MODULE_PATH
    return [
        RunnerDeployment.from_flow(
            sweep, name="scheduled", schedule=Interval(every), entrypoint_type=module
        ),
        RunnerDeployment.from_flow(
            upkeep, name="nightly", schedule=UPKEEP_AT, entrypoint_type=module
        ),
        RunnerDeployment.from_flow(deliver, name="by-hand", entrypoint_type=module),
    ]


async def serve(site: Worksite, ending: Ending, every: timedelta = SWEEP_EVERY) -> None:
    """Serve the deployments until we are told to end. What is running then is broken off."""
    while not await answers():
        if await ending.within(_LOOK_FOR_SERVER):
            return
    # Schedules are not paused when it ends: a tick too many is harmless, one too few is not.
    runner = Runner(name="hjemover", pause_on_shutdown=False, limit=_AT_A_TIME)
    for one in standing_deployments(every):
        await runner.aadd_deployment(one)
    shown: dict[str, str] = {}
    await _show(site, runner, shown)
    log.info("serving the schedule: the sweep every %.0f s, upkeep at night", every.total_seconds())
    running = asyncio.create_task(runner.start())
    while not await ending.within(_LOOK_FOR_NEW) and not running.done():
        await _show(site, runner, shown)
    if runner.started:
        await runner.astop()
    await running


async def _show(site: Worksite, runner: Runner, shown: dict[str, str]) -> None:
    """Have a deployment for each published pathway, in its version of today."""
    for pathway in await site.thread(published_pathways, site.house):
        definition = await site.thread(version_in_force, site.house, pathway)
        if definition is not None and shown.get(pathway) != definition.fingerprint:
            await runner.aadd_deployment(deployment(definition))
            shown[pathway] = definition.fingerprint


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m flows.serve", description=__doc__)
    parser.add_argument("--every", type=float, default=SWEEP_EVERY.total_seconds(),
                        help="seconds between sweeps")  # fmt: skip
    every = timedelta(seconds=parser.parse_args().every)
    set_up_logging()
    try:
        site = here()
    except CANNOT_START as wrong:
        print(wrong, file=sys.stderr)  # noqa: T201 - for the person at the terminal
        return 2
    return run_until_told(lambda ending: serve(site, ending, every))


if __name__ == "__main__":
    leave(main())
