"""The flow "deliver": what waits in the outbox is brought out, a chunk to a task run."""

import asyncio
from collections.abc import Awaitable, Callable

import prefect
from prefect.cache_policies import NO_CACHE

from flows.door import HANDED, Handed
from flows.sealing import sealed
from flows.worksite import Worksite, here
from hjemover.application import delivering
from hjemover.application.delivering import Delivered
from hjemover.bootstrap import mail_channel

CHUNK = 50
"""Messages claimed together. They are to be out before their lease ends."""


async def send_some(site: Worksite) -> Delivered:
    """Send one chunk. All counts are 0 when nothing is due."""
    # Not in the threads of the sweep: deadlines do not wait for a mail server.
    return await asyncio.to_thread(_send_some, site)


def _send_some(site: Worksite) -> Delivered:
    channel = mail_channel(site.house, site.settings)
    try:
        return delivering.deliver(site.house, site.post, channel, site.by, CHUNK)
    finally:
        channel.close()


async def drain(
    send: Callable[[], Awaitable[Delivered]], stop: Callable[[], bool] = lambda: False
) -> Delivered:
    """Send until nothing more is due, or until we are to stop."""
    total = Delivered()
    while not stop() and (one := await send()) != Delivered():
        total += one
    return total


@prefect.task(
    name="send",
    task_run_name="send",
    cache_policy=NO_CACHE,
    persist_result=False,
    log_prints=False,
)
@sealed
async def _send(site: Worksite) -> Delivered:
    done = await send_some(site)
    prefect.get_run_logger().info(
        "%d sent, %d held, %d obsolete, %d to be tried again, %d given up",
        done.sent, done.held, done.obsolete, done.failed, done.dead,
    )  # fmt: skip
    return done


@sealed
async def _drain() -> Delivered:
    site, handed = here(), HANDED.get() or Handed()
    return await handed.carry(lambda: drain(lambda: _send(site), handed.stop), Delivered())


@prefect.flow(name="deliver", validate_parameters=False, persist_result=False, log_prints=False)
async def deliver() -> int:
    """Bring out what waits in the outbox. Returns how many messages were sent."""
    return (await _drain()).sent
