"""Letting time pass (feiing): fire everything that is due, never "the work of 10.05".

Three doors lead here, safe together: the worker's loop, a run that Prefect scheduled, and
``hjemover sweep --once``. Claims have leases; a killed sweep's claims come back.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from hjemover.application.absences import return_claimed
from hjemover.application.handle import advance_in
from hjemover.application.house import House
from hjemover.errors import CommandRefused
from hjemover.store import sweeps, wakeups
from hjemover.store.transaction import Transaction
from hjemover.store.wakeups import Claim, ClaimLost, Waiting

log = logging.getLogger(__name__)

TOGETHER = 50
"""Pathways woken in one transaction."""


class Fired(Struct, frozen=True, kw_only=True):
    """What came of a batch of claims.

    Args:
        moved: Pathways that something happened to.
        failed: References of those that could not be moved. They are tried again when their
            lease ends, and stop nobody else.
        oldest: When the oldest of them was due.
    """

    moved: int = 0
    failed: tuple[str, ...] = ()
    oldest: datetime | None = None

    def __add__(self, other: "Fired") -> "Fired":
        dues = [due for due in (self.oldest, other.oldest) if due is not None]
        return Fired(
            moved=self.moved + other.moved,
            failed=self.failed + other.failed,
            oldest=min(dues, default=None),
        )


def peek(house: House) -> list[Waiting]:
    """What is due and unclaimed now, by definition. One indexed query."""
    with house.database.reading() as tx:
        return wakeups.peek(tx, house.clock.now())


def claim(house: House, definition: str | None, limit: int, by: str) -> list[Claim]:
    """Take at most *limit* pathways that are due, for as long as the lease lasts."""
    now, lease = house.clock.now(), timedelta(seconds=house.lease_seconds)
    return house.database.run_writing(
        lambda tx: wakeups.claim(tx, now, limit, by, lease, definition)
    )


def fire(house: House, claims: Sequence[Claim]) -> Fired:
    """Let time pass for claimed pathways, many to a transaction.

    One that fails is set apart, so that it fails alone.
    """
    done = Fired(oldest=min((one.due for one in claims), default=None))
    for start in range(0, len(claims), TOGETHER):
        done += _fire_together(house, claims[start : start + TOGETHER])
    return done


def _fire_together(house: House, claims: Sequence[Claim]) -> Fired:
    def work(tx: Transaction) -> int:
        moved = advance_in(house, tx, [one.ref for one in claims], claims[0].by)
        wakeups.finish(tx, claims)
        return moved

    try:
        return Fired(moved=house.database.run_writing(work))
    except ClaimLost:
        if len(claims) == 1:
            return Fired()  # another worker has it: nothing of ours was written
    except Exception as error:  # noqa: BLE001 - one patient's fault must not stop the others
        if len(claims) == 1:
            _tell(claims[0], error)
            return Fired(failed=(claims[0].ref,))
    alone = Fired()
    for one in claims:
        alone += _fire_together(house, [one])
    return alone


def _tell(claim: Claim, error: Exception) -> None:
    """Say which pathway failed and how, without a word of what is in it."""
    what = error.code if isinstance(error, CommandRefused) else type(error).__name__
    log.error(
        "wakeup failed",
        extra={"ref": claim.ref, "attempt": claim.attempt, "error": what},
        exc_info=not isinstance(error, CommandRefused),
    )


def batches(house: House, definition: str | None, size: int, by: str) -> Iterator[list[Claim]]:
    """Claims in batches, until nothing more is due."""
    while claims := claim(house, definition, size, by):
        yield claims


def sweep_once(house: House, by: str, driver: str = "command") -> Fired:
    """Fire everything that is due, without Prefect. What cron calls."""
    started, done = house.clock.now(), Fired()
    woken: set[str] = set()
    for claims in batches(house, None, TOGETHER * 4, by):
        if all(one.ref in woken for one in claims):
            break  # waking the same again helps nobody
        woken.update(one.ref for one in claims)
        done += fire(house, claims)
    record(house, started, driver, done)
    return done


def record(house: House, started: datetime, driver: str, done: Fired) -> None:
    """Note that a sweep has finished: what the health page and the alarm go by.

    Every door ends with this, so here is also put back what people who are away had taken: by
    the first sweep of the day, whoever runs it.
    """
    return_claimed(house)
    finished = house.clock.now()
    oldest = done.oldest or started
    house.database.run_writing(
        lambda tx: sweeps.record(
            tx,
            sweeps.Sweep(
                started=started,
                finished=finished,
                driver=driver,
                fired=done.moved,
                oldest_lag=started - oldest,
            ),
        )
    )
