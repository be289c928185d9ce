"""Everything that is sealed, and under which key: counted, checked, and sealed anew.

A key leaves the ring in three steps. It is no longer the first, so that nothing new is sealed with
it; what lies under it is sealed anew, a few rows to a transaction, while everybody works; and when
nothing needs it, it goes. Killed anywhere in between, the same is begun again.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import Row, Select, Table, and_, func, or_, select, tuple_, update

from hjemover.store import emergencies, patients, pending
from hjemover.store.desk import texts
from hjemover.store.identity import Identity, KeyRing, Unsealable
from hjemover.store.tables import (
    desk_draft,
    desk_note,
    emergency_access,
    patient,
    pending_sign_in,
)
from hjemover.store.transaction import Transaction

Key = tuple[Any, ...]
"""The primary key of a row."""
_SOME: Final = 3


class Sealed(Struct, frozen=True, kw_only=True):
    """A table with a sealed text in each row.

    Args:
        place: What a row's text is sealed for.
    """

    table: Table
    column: str
    place: Callable[[Row[Any]], str]

    @property
    def key(self) -> tuple[Any, ...]:
        return tuple(self.table.primary_key.columns)


TEXTS: Final = (
    Sealed(
        table=desk_draft,
        column="sealed",
        place=lambda row: texts.draft_at(row.person, row.ref, row.obligation),
    ),
    Sealed(table=desk_note, column="sealed", place=lambda row: texts.note_at(row.id)),
    Sealed(table=emergency_access, column="reason", place=lambda row: emergencies.place(row.id)),
    Sealed(table=pending_sign_in, column="sealed", place=lambda row: pending.place(row.state_hash)),
)
TABLES: Final[tuple[Table, ...]] = (patient, *(one.table for one in TEXTS))
"""Every table whose rows are sealed; a test holds it complete."""


class Usage(Struct, frozen=True, kw_only=True):
    """How many rows of a table lie under one key.

    Args:
        index: It is the index key that is counted by. None stands for rows that are not marked.
    """

    table: str
    key: str | None
    rows: int
    index: bool = False


class Double(Struct, frozen=True, kw_only=True):
    """Two rows of one patient at one organisation, by their ids. The first is left as it is."""

    patient: str
    other: str


class Batch(Struct, frozen=True, kw_only=True):
    """What one transaction did.

    Args:
        last: The key of the last row looked at, from which the next goes on; None at the end.
    """

    rows: int
    last: Key | None
    doubles: tuple[Double, ...] = ()


# --- what lies where ------------------------------------------------------------------------------


def usage(tx: Transaction) -> list[Usage]:
    """How many rows lie under each key, by table."""
    found = []
    for table in TABLES:
        counted = select(table.c.key_id, func.count()).group_by(table.c.key_id).order_by("key_id")
        found += [Usage(table=table.name, key=key, rows=rows) for key, rows in tx.execute(counted)]
    marked = (
        select(patient.c.index_id, func.count())
        .where(patient.c.blind_index.is_not(None))
        .group_by(patient.c.index_id)
    )
    found += [
        Usage(table=patient.name, key=key, rows=rows, index=True)
        for key, rows in tx.execute(marked)
    ]
    return found


class Unfit(Struct, frozen=True, kw_only=True):
    """What a ring lacks for the rows that there are.

    Args:
        missing: Keys that rows are sealed with and that are not on the ring, with the tables.
        wrong: Names on the ring whose key is not the one that patients were sealed with.
        index: Patients are found by an index key that is not on the ring.
    """

    missing: dict[str, list[str]]
    wrong: list[str]
    index: bool


def unfit(tx: Transaction, ring: KeyRing) -> Unfit:
    """What is amiss with the ring. Costs a look-up for each key, not for each row."""
    missing: dict[str, list[str]] = {}
    for table in TABLES:
        for name in _each(tx, table, "key_id"):
            if name not in ring.names:
                missing.setdefault(name, []).append(table.name)
    wrong = [
        name
        for name in _each(tx, patient, "key_id")
        if name in ring.names and not _opens(tx, ring, name)
    ]
    marked = all(one in ring.index_ids for one in _each(tx, patient, "index_id"))
    return Unfit(
        missing=missing,
        wrong=wrong,
        index=not marked or (not wrong and not _finds_unmarked(tx, ring)),
    )


def _opens(tx: Transaction, ring: KeyRing, name: str) -> bool:
    """Whether it is the key that was used: by some rows, as any one of them may be broken."""
    rows = tx.execute(
        select(patient.c.id, patient.c.identity).where(patient.c.key_id == name).limit(_SOME)
    ).all()
    return len(rows) < _SOME or any(_opened(ring, row.id, name, row.identity) for row in rows)


def _finds_unmarked(tx: Transaction, ring: KeyRing) -> bool:
    """Whether those who were written before index keys had marks are found by the ring's.

    One of them tells of all: the index key could not be changed then.
    """
    row = tx.execute(
        select(patient.c.id, patient.c.key_id, patient.c.identity, patient.c.blind_index)
        .where(patient.c.index_id.is_(None), patient.c.blind_index.is_not(None))
        .limit(1)
    ).first()
    known = _opened(ring, row.id, row.key_id, row.identity) if row else None
    if row is None or known is None or known.birth_number is None:
        return True
    return row.blind_index in ring.blind_indexes(known.birth_number)


def _opened(ring: KeyRing, this: str, name: str, identity: bytes) -> Identity | None:
    try:
        return ring.open(this, name, identity)
    except Unsealable:
        return None


def _each(tx: Transaction, table: Table, column: str) -> Iterator[str]:
    """Each value once, in order, by the index: the next above the last."""
    last: str | None = None
    while True:
        above = select(func.min(table.c[column]))
        if last is not None:
            above = above.where(table.c[column] > last)
        last = tx.execute(above).scalar()
        if last is None:
            return
        yield last


# --- sealed anew ----------------------------------------------------------------------------------


def reseal_texts(
    tx: Transaction, ring: KeyRing, after: Key | None, most: int, *, one: Sealed
) -> Batch:
    """Seal up to *most* rows of a table anew, those after the key *after*."""
    asked = select(one.table).where(one.table.c.key_id != ring.current)
    rows = tx.execute(_page(asked, one.key, after, most)).all()
    for row in rows:
        place = one.place(row)
        text = ring.open_text(place, row.key_id, getattr(row, one.column))
        key_id, sealed = ring.seal_text(place, text)
        here = and_(*(column == getattr(row, column.name) for column in one.key))
        tx.execute(
            update(one.table).where(here).values({"key_id": key_id, one.column: sealed})
        )  # fmt: skip
    last = tuple(getattr(rows[-1], column.name) for column in one.key) if rows else None
    return Batch(rows=len(rows), last=last)


def reseal_patients(tx: Transaction, ring: KeyRing, after: Key | None, most: int) -> Batch:
    """Seal up to *most* patients anew, and hash their numbers with the index key of today.

    Whoever has another row at the same organisation by the new hash keeps the old one.
    """
    asked = select(patient.c.id).where(
        or_(
            patient.c.key_id != ring.current,
            and_(
                patient.c.blind_index.is_not(None),
                or_(patient.c.index_id.is_(None), patient.c.index_id != ring.index_id),
            ),
        )
    )
    ids = [str(row[0]) for row in tx.execute(_page(asked, (patient.c.id,), after, most))]
    known = patients.get_many(tx, ring, ids)
    doubles = []
    for this in ids:
        one = known[this]
        other = _other(tx, ring, one)
        if other is None:
            patients.change(tx, ring, one.id, one.identity, protected_address=one.protected_address)
        else:
            doubles.append(Double(patient=this, other=other))
            patients.seal_anew(tx, ring, one)
    last = (ids[-1],) if ids else None
    return Batch(rows=len(ids), last=last, doubles=tuple(doubles))


def _other(tx: Transaction, ring: KeyRing, one: patients.Patient) -> str | None:
    number = one.identity.birth_number
    if number is None:
        return None
    found = tx.execute(
        select(patient.c.id).where(
            patient.c.controller == one.controller,
            patient.c.blind_index == ring.blind_index(number),
            patient.c.id != one.id,
        )
    ).scalar()
    return str(found) if found is not None else None


def _page(asked: Select[Any], key: tuple[Any, ...], after: Key | None, most: int) -> Select[Any]:
    """The next rows by their key, held so that nobody writes between our look and our write."""
    if after is not None:
        asked = asked.where(tuple_(*key) > tuple_(*after))
    return asked.order_by(*key).limit(most).with_for_update()
