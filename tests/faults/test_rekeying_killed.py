"""A process is killed while it seals anew, others at work: nothing is lost, and it goes on."""

from multiprocessing.connection import Connection

import pytest
from sqlalchemy import select

from hjemover.application import rekeying
from hjemover.store import Database, patients, sealed
from hjemover.store.identity import KeyRing
from hjemover.store.tables import patient
from tests.application.town import Town, key_ring
from tests.databases import OpenDatabase
from tests.faults.processes import child, die_at

OLD, NEW, INDEX, NEXT = b"k" * 32, b"n" * 32, b"i" * 32, b"j" * 32
TURNED = KeyRing({"new": NEW, "test": OLD}, "new", NEXT, INDEX)
AFTER = KeyRing({"new": NEW}, "new", NEXT)
PATIENTS = 8


def people(town: Town, ring: KeyRing) -> list[str | None]:
    with town.house.database.reading() as tx:
        ids = list(tx.execute(select(patient.c.id)).scalars())
        known = patients.get_many(tx, ring, ids).values()
    return sorted(f"{one.identity.name} {one.identity.birth_number}" for one in known)


@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize(
    "where", ["in the middle of a transaction", "before the commit", "after the commit"]
)
def test_killed_anywhere_it_is_begun_again_and_nobody_is_lost(
    database_url: str, open_database: OpenDatabase, nth: int, where: str
):
    town = Town(open_database(database_url)).fill()
    for number in range(PATIENTS):
        town.enrol(number)
    before = people(town, key_ring())
    town.house.database.dispose()

    def work(telling: Connection) -> None:
        rekeying.BATCH = 2  # type: ignore[misc]
        mine = Town(Database.open(database_url))
        mine.house.keys = TURNED
        holder, name, call = {
            "in the middle of a transaction": (patients, "change", 2 * nth),
            "before the commit": (sealed, "reseal_patients", nth),
            "after the commit": (rekeying, "_one", nth),
        }[where]
        die_at(holder, name, nth=call, after=True)
        rekeying.reseal(mine.house, telling.send)
        telling.send("ferdig")

    with child(work) as sealing:
        heard = sealing.everything()

    assert "ferdig" not in heard
    done = 2 * (nth if where == "after the commit" else nth - 1)
    # Whatever was done is done whole: each is found and read with the keys on the ring.
    assert people(town, TURNED) == before
    usage = {one.key: one.rows for one in rekeying.usage(town.house) if not one.index}
    assert usage == {
        name: rows for name, rows in (("new", done), ("test", PATIENTS - done)) if rows
    }
    indexed = {one.key: one.rows for one in rekeying.usage(town.house) if one.index}
    assert indexed.get(TURNED.index_id, 0) == done

    town.house.keys = TURNED
    town.enrol(PATIENTS + 1)
    again = rekeying.reseal(town.house)

    assert (again.rows, again.left) == (PATIENTS - done, 0)
    assert set(before) <= set(people(town, AFTER))
