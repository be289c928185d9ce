"""Patients (pasienter): an opaque id everywhere, the identity sealed in one row."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import bindparam, or_, select, update

from hjemover.store.identity import Identity, KeyRing
from hjemover.store.statements import Statement, insert_into
from hjemover.store.tables import pathway, patient, work_item
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import PathwayStatus


class Patient(Struct, frozen=True, kw_only=True):
    """A patient and who they are.

    Args:
        controller: The organisation that answers for the data (dataansvarlig).
        protected_address: Graded address (adressesperre): where they are must not be shown.
    """

    id: str
    controller: str
    identity: Identity
    protected_address: bool = False
    created: datetime


_add = insert_into(patient)
_columns = (
    patient.c.id, patient.c.controller, patient.c.key_id, patient.c.identity,
    patient.c.protected_address, patient.c.created_at,
)  # fmt: skip
_get = Statement(select(*_columns).where(patient.c.id == bindparam("id")), "id")
# By two hashes of the same number while the index key is changed; by the same one twice otherwise.
_either = patient.c.blind_index.in_([bindparam("index"), bindparam("also")])
_find = Statement(
    select(*_columns).where(patient.c.controller == bindparam("controller"), _either),
    "controller", "index", "also",
)  # fmt: skip
_find_all = Statement(
    select(*_columns).where(_either).order_by(patient.c.controller),
    "index", "also",
)  # fmt: skip
_change = Statement(
    update(patient)
    .where(patient.c.id == bindparam("of"))
    .values(
        key_id=bindparam("key"),
        identity=bindparam("sealed"),
        blind_index=bindparam("index"),
        index_id=bindparam("marked"),
        protected_address=bindparam("graded"),
    ),
    "key", "sealed", "index", "marked", "graded", "of",
)  # fmt: skip


def add(tx: Transaction, ring: KeyRing, new: Patient) -> None:
    """Write a new patient. A number that the organisation has already is refused by the table."""
    key_id, sealed = ring.seal(new.id, new.identity)
    row = (
        new.id, new.controller, key_id, sealed, _index(ring, new.identity),
        new.protected_address, new.created, _index_id(ring, new.identity),
    )  # fmt: skip
    tx.write(_add, [row])


def get(tx: Transaction, ring: KeyRing, patient_id: str) -> Patient | None:
    """The patient, unsealed. Whoever asks writes the access log in the same transaction."""
    row = tx.row(_get, patient_id)
    return _patient(ring, row) if row else None


def get_many(tx: Transaction, ring: KeyRing, ids: list[str]) -> dict[str, Patient]:
    """Patients by id, as a list needs them; those that do not exist are left out."""
    found = tx.execute(select(*_columns).where(patient.c.id.in_(ids)))
    return {row[0]: _patient(ring, tuple(row)) for row in found}


def find(tx: Transaction, ring: KeyRing, controller: str, birth_number: str) -> Patient | None:
    """The patient with this number at this organisation, however the number is written."""
    row = tx.row(_find, controller, *_both(ring, birth_number))
    return _patient(ring, row) if row else None


def find_everywhere(tx: Transaction, ring: KeyRing, birth_number: str) -> list[Patient]:
    """The patients with this number at every organisation; each has a row of its own."""
    return [_patient(ring, row) for row in tx.rows(_find_all, *_both(ring, birth_number))]


class PathwayOf(Struct, frozen=True, kw_only=True):
    """A pathway of a patient's, without anything of what it is about."""

    ref: str
    patient_id: str
    definition: str
    version: int
    status: PathwayStatus
    enrolled: datetime


def pathways_of(tx: Transaction, patient_ids: Collection[str]) -> list[PathwayOf]:
    """The pathways of these patients, open and closed, the latest first."""
    found = tx.execute(
        select(
            pathway.c.ref, pathway.c.patient_id, pathway.c.definition,
            pathway.c.definition_version, pathway.c.status, pathway.c.enrolled_at,
        )
        .where(pathway.c.patient_id.in_(patient_ids))
        .order_by(pathway.c.enrolled_at.desc(), pathway.c.ref)
    )  # fmt: skip
    return [
        PathwayOf(
            ref=ref, patient_id=patient_id, definition=name, version=version,
            status=PathwayStatus(status), enrolled=enrolled,
        )
        for ref, patient_id, name, version, status, enrolled in found
    ]  # fmt: skip


def patients_of(tx: Transaction, refs: Collection[str]) -> dict[str, str]:
    """Whose each pathway is; those that are of no patient are left out."""
    found = tx.execute(
        select(pathway.c.ref, pathway.c.patient_id).where(
            pathway.c.ref.in_(refs), pathway.c.patient_id.is_not(None)
        )
    )
    return {row.ref: row.patient_id for row in found}


def graded(tx: Transaction, refs: Collection[str]) -> set[str]:
    """Those of the pathways that are of a patient with a graded address."""
    if not refs:
        return set()
    found = tx.execute(
        select(pathway.c.ref)
        .join(patient, patient.c.id == pathway.c.patient_id)
        .where(pathway.c.ref.in_(refs), patient.c.protected_address)
    )
    return set(found.scalars())


def with_work_for(tx: Transaction, refs: Collection[str], units: Collection[str]) -> dict[str, str]:
    """Those of the pathways that have open work for, or with, one of the units; and which one."""
    sides = (work_item.c.holder, work_item.c.awaits, work_item.c.sender, work_item.c.receiver)
    found = tx.execute(
        select(work_item.c.ref, *sides).where(
            work_item.c.ref.in_(refs), or_(*(side.in_(units) for side in sides))
        )
    )
    return {ref: min(unit for unit in parts if unit in units) for ref, *parts in found}


def change(
    tx: Transaction,
    ring: KeyRing,
    patient_id: str,
    identity: Identity,
    *,
    protected_address: bool,
) -> None:
    """Put another identity in place, as when a number becomes known.

    Raises:
        LookupError: There is no such patient; at the commit at the latest.
    """
    key_id, sealed = ring.seal(patient_id, identity)
    row = (
        key_id, sealed, _index(ring, identity), _index_id(ring, identity), protected_address,
        patient_id,
    )  # fmt: skip
    tx.write_one(_change, row, otherwise=LookupError(f"There is no patient {patient_id}."))


def seal_anew(tx: Transaction, ring: KeyRing, one: Patient) -> None:
    """Seal a patient with the key of today, and leave the hash of the number as it is."""
    key_id, sealed = ring.seal(one.id, one.identity)
    tx.execute(
        update(patient).where(patient.c.id == one.id).values(key_id=key_id, identity=sealed)
    )  # fmt: skip


def _index(ring: KeyRing, identity: Identity) -> bytes | None:
    return ring.blind_index(identity.birth_number) if identity.birth_number else None


def _index_id(ring: KeyRing, identity: Identity) -> str | None:
    return ring.index_id if identity.birth_number else None


def _both(ring: KeyRing, number: str) -> tuple[bytes, bytes]:
    hashes = ring.blind_indexes(number)
    return hashes[0], hashes[-1]


def _patient(ring: KeyRing, row: tuple[Any, ...]) -> Patient:
    patient_id, controller, key_id, sealed, graded, created = row
    return Patient(
        id=patient_id,
        controller=controller,
        identity=ring.open(patient_id, key_id, sealed),
        protected_address=graded,
        created=created,
    )
