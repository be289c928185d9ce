"""Changing the keys that names, numbers and texts are sealed with (nøkkelbytte), at work.

No person looks at anybody: a name is opened and sealed again within one transaction, and leaves it
nowhere else.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from msgspec import Struct

from hjemover.application.house import House
from hjemover.store import sealed
from hjemover.store.identity import KeyRing
from hjemover.store.sealed import Batch, Double, Key, Usage
from hjemover.store.transaction import Transaction

BATCH: Final = 200
"""Rows to a transaction: so few that nobody waits for it."""

_Step = Callable[[Transaction, KeyRing, Key | None, int], Batch]


class Resealed(Struct, frozen=True, kw_only=True):
    """What was done.

    Args:
        left: Rows that still need another key than that of today, as new ones by a process that
            has not been started with it.
        doubles: Patients who keep the hash by the old index key, as there is a row by the new one.
    """

    rows: int
    left: int
    doubles: tuple[Double, ...]


def usage(house: House) -> list[Usage]:
    """How many rows lie under each key."""
    with house.database.reading() as tx:
        return sealed.usage(tx)


def left(house: House, found: list[Usage]) -> int:
    """How many of these are to be sealed anew, or hashed anew."""
    ring = house.keys
    return sum(
        one.rows for one in found if one.key != (ring.index_id if one.index else ring.current)
    )


def reseal(house: House, told: Callable[[int], None] = lambda _: None) -> Resealed:
    """Seal everything with the key of today. It may be killed, and begun again.

    Args:
        told: Called after each transaction, with how many rows were done so far.
    """
    steps: list[_Step] = [
        sealed.reseal_patients,
        *(partial(sealed.reseal_texts, one=one) for one in sealed.TEXTS),
    ]
    rows, doubles = 0, list[Double]()
    for step in steps:
        after: Key | None = None
        while True:
            batch = _one(house, step, after)
            rows, after = rows + batch.rows, batch.last
            doubles += batch.doubles
            if after is None:
                break
            told(rows)
    return Resealed(rows=rows, left=left(house, usage(house)), doubles=tuple(doubles))


def _one(house: House, step: _Step, after: Key | None) -> Batch:
    return house.database.run_writing(lambda tx: step(tx, house.keys, after, BATCH))
