"""What changed on units' lists since one last asked, whichever process changed it.

The database is asked by a cheap question, again and again, on SQLite and PostgreSQL alike. Not by
NOTIFY: a transaction that notifies takes a lock of the whole database until it is committed, so
that acts would wait for each other to be written to disk.
"""

from collections.abc import Callable
from time import monotonic
from typing import Final

from hjemover.application.house import Actor, House
from hjemover.application.queries import covered_units
from hjemover.store import signals

LATE_SECONDS: Final = 10.0
"""So long after a signal is seen, one with a lower id may still turn up: its act was slow."""
_LATE_IDS: Final = 500


class Ear:
    """Hears each signal once. For one thread at a time."""

    def __init__(self, house: House, seconds: Callable[[], float] = monotonic) -> None:
        self._house = house
        self._seconds = seconds
        self._floor: int | None = None
        self._seen: dict[int, float] = {}

    def changed(self) -> frozenset[str]:
        """The units whose lists changed since last time; none the first time."""
        now, first = self._seconds(), self._floor is None
        with self._house.database.reading() as tx:
            if self._floor is None:
                self._floor = max(signals.newest(tx) - _LATE_IDS, 0)
            found = [
                one for one in signals.signals_after(tx, self._floor) if one.id not in self._seen
            ]
        self._seen |= {one.id: now for one in found}
        self._forget(now - LATE_SECONDS)
        return frozenset() if first else frozenset(one.unit for one in found)

    def _forget(self, before: float) -> None:
        assert self._floor is not None
        old = [id for id, at in self._seen.items() if at < before]
        if old:
            self._floor = max(old)
            self._seen = {id: at for id, at in self._seen.items() if id > self._floor}


def heard_units(house: House, actor: Actor) -> frozenset[str]:
    """The units whose lists the actor sees today: their own, and those they stand in for."""
    with house.database.reading() as tx:
        return covered_units(house, tx, actor.units)
