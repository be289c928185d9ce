"""A process of ours from start to SIGTERM: what it has begun is finished, then it ends."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from threading import Event, Thread
from types import FrameType

from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker

log = logging.getLogger(__name__)

_TIDIES_WITHIN = 3.0
"""Seconds at the end for what is not our work."""


class Ending:
    """Whether this process has been told to end; asked from any thread, awaited in its loop."""

    def __init__(self) -> None:
        self._told = Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()

    def attach(self) -> None:
        """Say that the running loop is the one to be woken."""
        self._loop = asyncio.get_running_loop()
        if self._told.is_set():
            self._wake.set()

    def tell(self) -> None:
        self._told.set()
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake.set)

    def told(self) -> bool:
        return self._told.is_set()

    async def within(self, seconds: float) -> bool:
        """Wait so long, or until we are told to end; then it is True."""
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            pass
        return self.told()


def run_until_told(main: Callable[[Ending], Awaitable[None]]) -> int:
    """Run *main* until SIGTERM or Ctrl-C. Returns the exit status.

    *main* runs in a thread of its own: in the main thread, Prefect would take SIGTERM for an
    order to break off the flow that is running.
    """
    ending, done, failure = Ending(), Event(), list[Exception]()

    async def attached() -> None:
        ending.attach()
        try:
            await main(ending)
        except Exception as error:  # noqa: BLE001 - told by the main thread
            failure.append(error)
        finally:
            done.set()

    def told(signum: int, frame: FrameType | None) -> None:
        if ending.told():
            os._exit(128 + signum)  # asked twice: at once
        ending.tell()

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, told)
    thread = Thread(target=asyncio.run, args=(attached(),), name="main-loop", daemon=True)
    thread.start()
    done.wait()
    # Our work is done. A run that still tells a hanging server of its end is not waited for.
    thread.join(_TIDIES_WITHIN)
    if failure:
        log.error("ended by a fault", exc_info=failure[0])
    return 1 if failure else 0


def leave(status: int) -> None:
    """End this process; what Prefect has still to tell its server has a few seconds for it."""
    telling = Thread(target=_tell_the_rest, daemon=True)
    telling.start()
    telling.join(_TIDIES_WITHIN)
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _tell_the_rest() -> None:
    APILogWorker.drain_all(timeout=_TIDIES_WITHIN)
    EventsWorker.drain_all(timeout=_TIDIES_WITHIN)


def set_up_logging() -> None:
    """Our own log goes to standard error; what Prefect's machinery says of itself does not."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for name in ("flows", "hjemover"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(logging.INFO)
        logger.propagate = False
    # Prefect writes straight to standard error for each log line a lost server did not take.
    logging.raiseExceptions = False
