"""The open inboxes of this process, and the one task that asks the database for all of them."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from starlette.concurrency import run_in_threadpool

from hjemover.application.desk.listening import Ear

log = logging.getLogger(__name__)

EVERY_SECONDS: Final = 0.3
"""How often the database is asked while anybody listens."""
MOST: Final = 500
"""How many may listen to one process. Who does not get in asks by the page's own, slower way."""
MOST_EACH: Final = 3
"""How many windows of one session may. Browsers keep few connections open to one address."""
_AFTER_TROUBLE: Final = 5.0


class Full(Exception):
    """Nobody more can listen just now."""


class Listener:
    """One open inbox. It is woken when a list of *units* has changed, and when it is *over*."""

    def __init__(self, session: bytes, units: frozenset[str]) -> None:
        self.session = session
        self.units = units
        self.over = False
        self._wake = asyncio.Event()

    def wake(self) -> None:
        self._wake.set()

    def end(self) -> None:
        self.over = True
        self._wake.set()

    async def woken(self, seconds: float) -> bool:
        """Whether it was woken within *seconds*."""
        with suppress(TimeoutError, asyncio.TimeoutError):
            await asyncio.wait_for(self._wake.wait(), seconds)
        woken = self._wake.is_set()
        if not self.over:
            self._wake.clear()
        return woken


class Listeners:
    """All of a process. Everything here happens in its event loop."""

    def __init__(
        self, ear: Callable[[], Ear], *, most: int = MOST, most_each: int = MOST_EACH
    ) -> None:
        self._new_ear = ear
        self._most = most
        self._most_each = most_each
        self._all: list[Listener] = []
        self._asking: asyncio.Task[None] | None = None
        self._listening = False
        self._stopped = False

    def __len__(self) -> int:
        return len(self._all)

    @contextmanager
    def join(self, session: bytes, units: frozenset[str]) -> Iterator[Listener]:
        """Listen until the block ends. It is woken once at the beginning.

        From then on no change is missed. The oldest window of a session gives way to a new one.

        Raises:
            Full: There are too many, or the server is about to stop.
        """
        own = [one for one in self._all if one.session == session and not one.over]
        if self._stopped or len(self._all) >= self._most:
            raise Full
        if len(own) >= self._most_each:
            own[0].end()
        made = Listener(session, units)
        self._all.append(made)
        if self._listening:
            made.wake()
        elif self._asking is None:
            self._enough = asyncio.Event()
            self._asking = asyncio.create_task(self._ask_on())
        try:
            yield made
        finally:
            self._all.remove(made)

    async def stop(self) -> None:
        """Let go of everybody, and of the database: the server is about to stop."""
        self._stopped = True
        for one in self._all:
            one.end()
        if self._asking is not None:
            self._enough.set()
            await asyncio.wait([self._asking])

    async def _ask_on(self) -> None:
        """Ask the database while anybody listens. The first answer is where one begins from."""
        ear = self._new_ear()
        try:
            while self._all and not self._stopped:
                pause = await self._ask(ear)
                with suppress(TimeoutError, asyncio.TimeoutError):
                    await asyncio.wait_for(self._enough.wait(), pause)
        finally:
            self._asking, self._listening = None, False

    async def _ask(self, ear: Ear) -> float:
        """Ask once, and wake who should be. Returns how long to wait before the next time."""
        try:
            changed = await run_in_threadpool(ear.changed)
        except Exception:  # noqa: BLE001 - whatever the database says, the pages ask by themselves
            log.warning("the signals could not be read; open inboxes ask by themselves meanwhile")
            return _AFTER_TROUBLE
        for one in self._all:
            if not self._listening or one.units & changed:
                one.wake()
        self._listening = True
        return EVERY_SECONDS
