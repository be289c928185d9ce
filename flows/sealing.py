"""Keeps what went wrong out of Prefect: its database is open to more eyes than ours."""

import functools
import logging
import traceback
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from hjemover.errors import CommandRefused

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)


class WorkFailed(Exception):
    """What a run is told of a fault: which kind, never its text. The worker's log has the place."""


def sealed(work: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Let no error of *work* reach Prefect as it is: its text may quote what a person wrote.

    Prefect keeps an exception's message in the run's state, and its traceback in the run's log.
    """

    @functools.wraps(work)
    async def in_seal(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await work(*args, **kwargs)
        except WorkFailed:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, Prefect is not to have its text
            told = say(error)
        raise WorkFailed(f"{told}. The worker's log says where.")

    return in_seal


def say(error: Exception) -> str:
    """Note where *error* arose in our own log, and return the kind of error it is."""
    kind = error.code if isinstance(error, CommandRefused) else type(error).__name__
    place = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s, raised at\n%s", kind, place)
    return kind
