"""When to try again what could not be sent (ventetid mellom forsøk)."""

from datetime import timedelta
from typing import Final

STEPS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""Together under two days: a mail server that is down over a night loses nothing, and a unit
that cannot be reached is known before the second day is over."""


def next_try(attempt: int) -> timedelta | None:
    """How long to wait after failed attempt number *attempt*, counted from 1.

    Returns:
        None when it is time to give up: the message becomes a dead letter (ikke leverbar),
        which a person sees as a cause of stuck.
    """
    if attempt < 1:
        raise ValueError(f"Attempts are counted from 1, not {attempt}.")
    return STEPS[attempt - 1] if attempt <= len(STEPS) else None
