"""The worker (arbeideren): peeks every second, and has what is due done in its own process."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import prefect

from flows.deliver import deliver, drain, send_some
from flows.door import Door, Handed
from flows.pathway import pathway_flow
from flows.running import Ending
from flows.sealing import say
from flows.turn import MOST, Turn
from flows.worksite import Worksite, use
from hjemover.application import peeking, sweeping
from hjemover.application.sweeping import Fired

if TYPE_CHECKING:
    from flows.pathway import PathwayFlow

log = logging.getLogger(__name__)

_IDLE_NOTE = timedelta(seconds=30)
"""How often a sweep that found nothing is noted: the alarm goes by when one last finished."""


class Worker:
    """Two loops in one process, so that no deadline waits for a mail server.

    Args:
        ending: Asked between batches. What is claimed is finished first.
    """

    def __init__(self, site: Worksite, ending: Ending) -> None:
        self._site = site
        self._ending = ending
        self._door = Door()
        self._noted: datetime | None = None
        self._flows: dict[str, tuple[str, PathwayFlow]] = {}

    async def run(self) -> None:
        """Work until we are told to end."""
        use(self._site)
        log.info("the worker is up as %s", self._site.by)
        watching = asyncio.create_task(self._door.watch())
        try:
            await asyncio.gather(
                self._repeat("sweep", self.sweep), self._repeat("delivery", self.send)
            )
        finally:
            watching.cancel()
        log.info("the worker has ended")

    async def _repeat(self, what: str, once: Callable[[], Awaitable[object]]) -> None:
        """Do it again and again. A fault is told once, and once that it is over."""
        failing = False
        while not self._ending.told():
            try:
                await once()
            except Exception as error:  # noqa: BLE001 - the worker outlives its database
                if not failing:
                    log.error("the %s fails (%s) and is tried again every second", what, say(error))
                failing = True
            else:
                if failing:
                    log.info("the %s works again", what)
                failing = False
            await self._ending.within(self._site.settings.sweep_seconds)

    async def sweep(self) -> Fired:
        """Fire all that is due, definition by definition. One that fails stops no other."""
        site = self._site
        started, total = site.house.clock.now(), Fired()
        waiting = await site.thread(sweeping.peek, site.house)
        while waiting and not self._ending.told():
            fired = Fired()
            for one in waiting:
                fired += await self._fire(one.definition)
            total += fired
            if not fired.moved:
                break  # claimed by others, or failing: not again before the next second
            waiting = await site.thread(sweeping.peek, site.house)
        await self._note(started, total)
        return total

    async def _fire(self, definition: str) -> Fired:
        turn = Turn(self._site, definition, stop=self._ending.told)
        try:
            # Claimed before the flow is called: where another worker was first, there is no run.
            if await turn.claim():
                flow, tags = await self._flow(definition)
                run = partial(_tagged, flow, tags)
                await self._door.go(run, Handed(turn), turn.play_plainly)
        except Exception as error:  # noqa: BLE001 - one definition's fault must not stop the others
            log.error("wake-ups failed (%s): tried again when their lease ends", say(error))
        return turn.fired

    async def _flow(self, definition: str) -> tuple["PathwayFlow", list[str]]:
        found = await self._site.thread(peeking.version_in_force, self._site.house, definition)
        assert found is not None, "a pathway is enrolled in a published definition"
        known = self._flows.get(definition)
        if known is None or known[0] != found.fingerprint:
            known = self._flows[definition] = (found.fingerprint, pathway_flow(found))
        return known[1], list(found.tags)

    async def _note(self, started: datetime, done: Fired) -> None:
        house = self._site.house
        if done.oldest is None and self._noted and started - self._noted < _IDLE_NOTE:
            return
        self._noted = started
        await self._site.thread(sweeping.record, house, started, "worker", done)

    async def send(self) -> None:
        """Bring out what waits in the outbox, if anything does."""
        site = self._site
        if not await asyncio.to_thread(peeking.mail_waits, site.house):
            return
        told = self._ending.told
        await self._door.go(
            deliver, Handed(stop=told), lambda: drain(lambda: send_some(site), told)
        )


async def _tagged(flow: "PathwayFlow", tags: list[str]) -> int:
    with prefect.tags(*tags):
        return int(await flow(MOST))


async def work(site: Worksite, ending: Ending) -> None:
    """Be the worker until we are told to end."""
    await Worker(site, ending).run()
