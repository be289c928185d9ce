"""Where the flows of this process do their work: the application, and the name they claim under."""

import os
import secrets
import socket
from collections.abc import Callable
from functools import cached_property, partial
from typing import ParamSpec, TypeVar

import anyio

from hjemover.bootstrap import Carrier, House, Settings, build, carrier, read_settings

P = ParamSpec("P")
T = TypeVar("T")

_WRITERS_ON_POSTGRES = 4


class Worksite:
    """One process's application, shared by its flows.

    Args:
        post: What brings handoffs to their receivers, where it is not the ordinary one.
        by: Who claims: unlike any other worker that is alive.
    """

    def __init__(self, house: House, settings: Settings, post: Carrier | None = None) -> None:
        self.house = house
        self.settings = settings
        self.post = post or carrier()
        self.by = f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(3)}"

    @cached_property
    def _limiter(self) -> anyio.CapacityLimiter:
        # SQLite has one writer at a time; more threads would only wait for each other.
        sqlite = self.house.database.dialect == "sqlite"
        return anyio.CapacityLimiter(1 if sqlite else _WRITERS_ON_POSTGRES)

    async def thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do blocking work of the store in a thread; only a few at a time."""
        return await anyio.to_thread.run_sync(partial(work, *args, **kwargs), limiter=self._limiter)


_here: Worksite | None = None


def here() -> Worksite:
    """This process's worksite, built from the environment when it is first asked for.

    Raises:
        SettingsWrong: A setting is missing or cannot be used.
    """
    global _here
    if _here is None:
        settings = read_settings()
        _here = Worksite(build(settings), settings)
    return _here


def use(worksite: Worksite | None) -> None:
    """Make *worksite* this process's own, as tests and simulations do. None forgets it."""
    global _here
    _here = worksite
