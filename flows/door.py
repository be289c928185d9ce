"""The way through Prefect, and the way beneath it when Prefect does not answer.

Deadlines fire within seconds either way. What is lost without Prefect is only that it is seen.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from typing import Any, TypeVar

import prefect
from msgspec import Struct

from flows.turn import Turn

log = logging.getLogger(__name__)
T = TypeVar("T")

BEGINS_WITHIN = 6.0
"""Seconds from a flow is called until its body must run. A lost server says so in 1.6."""
ENDS_WITHIN = 3.0
"""Seconds Prefect has to note that a run is over, before we go on without waiting for it."""
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0


class Tally(Struct, kw_only=True):
    """What this process has done through Prefect and beneath it: for health and metrics."""

    through: int = 0
    beneath: int = 0
    away_since: float | None = None  # seconds since the epoch


TALLY = Tally()


class Handed:
    """What a worker hands to the flow it calls, and how it sees that the flow has it.

    Claims are no flow parameters: Prefect keeps parameters.

    Args:
        stop: Asked before more is begun.
    """

    def __init__(self, turn: Turn | None = None, stop: Callable[[], bool] = lambda: False) -> None:
        self.turn = turn
        self.stop = stop
        self.begun = asyncio.Event()
        self.over = asyncio.Event()
        self.error: Exception | None = None
        self._withdrawn = False

    def withdraw(self) -> None:
        """Take it back. A run that begins after this does nothing."""
        self._withdrawn = True

    @property
    def done(self) -> bool:
        return self.over.is_set() and self.error is None

    async def carry(self, work: Callable[[], Awaitable[T]], nothing: T) -> T:
        """Do *work* in a run's body; *nothing* when it was taken back meanwhile."""
        if self._withdrawn:
            return nothing
        self.begun.set()
        try:
            return await work()
        except Exception as error:
            self.error = error
            raise
        finally:
            self.over.set()


HANDED: ContextVar[Handed | None] = ContextVar("handed", default=None)


class Door:
    """Calls flows while Prefect answers, and the work beneath them while it does not.

    The log says once that Prefect is away and once that it is back.
    """

    def __init__(self) -> None:
        self._shut = asyncio.Event()
        self._pause = _FIRST_PAUSE
        self._tails: set[asyncio.Task[object]] = set()

    async def go(
        self,
        flow: Callable[[], Coroutine[Any, Any, object]],
        handed: Handed,
        beneath: Callable[[], Awaitable[object]],
    ) -> None:
        """Have the work done: by *flow*, or by *beneath* what *flow* left undone.

        Raises:
            Exception: What the work itself raised beneath.
        """
        if not self._shut.is_set():
            await self._through(flow, handed)
        if handed.done:
            TALLY.through += 1
            return
        TALLY.beneath += 1
        await beneath()

    async def _through(
        self, flow: Callable[[], Coroutine[Any, Any, object]], handed: Handed
    ) -> None:
        token = HANDED.set(handed)
        run: asyncio.Task[object] = asyncio.create_task(flow())
        HANDED.reset(token)
        await _until(run, handed.begun, BEGINS_WITHIN)
        if handed.begun.is_set():
            await _until(run, handed.over, None)
            await asyncio.wait({run}, timeout=ENDS_WITHIN)
        else:
            handed.withdraw()
        if not run.done():
            self._tails.add(run)
            run.add_done_callback(self._forget)
            self._lost("TimeoutError")
        elif (error := run.exception()) is None:
            self._found()
        elif handed.error is None:
            self._lost(type(error).__name__)

    def _forget(self, run: asyncio.Task[object]) -> None:
        self._tails.discard(run)
        if not run.cancelled():
            run.exception()  # it has been told: retrieved, so that asyncio does not tell it again

    def _lost(self, why: str) -> None:
        self._shut.set()
        if TALLY.away_since is None:
            TALLY.away_since = time.time()
            log.warning(
                "Prefect does not answer (%s). Deadlines fire without it, unobserved, until it is"
                " back. See that its server runs and that PREFECT_API_URL leads to it.",
                why,
            )

    def _found(self) -> None:
        self._pause = _FIRST_PAUSE
        if TALLY.away_since is not None:
            away = time.time() - TALLY.away_since
            TALLY.away_since = None
            log.info("Prefect is back after %.0f s.", away)

    async def watch(self) -> None:
        """While Prefect is away, look for it now and then. Ends when it is cancelled."""
        while True:
            await self._shut.wait()
            await asyncio.sleep(self._pause)
            self._pause = min(self._pause * 2, _LONGEST_PAUSE)
            if await answers():
                # Only a run that succeeds shows that it is back.
                self._shut.clear()


async def _until(run: asyncio.Task[object], event: asyncio.Event, seconds: float | None) -> None:
    """Wait for *event*, for the end of *run*, or for so long; whichever is first."""
    waiting = asyncio.create_task(event.wait())
    try:
        await asyncio.wait({run, waiting}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()


async def answers() -> bool:
    """Whether Prefect's API answers. That alone does not show that runs succeed."""
    try:
        async with asyncio.timeout(5), prefect.get_client() as client:
            return await client.api_healthcheck() is None
    except Exception:  # noqa: BLE001 - whatever it raises, it does not answer
        return False
