"""Emergency access (nødrett): who looked at whom because they had to, why, and who followed up."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, select, update

from hjemover.store.identity import KeyRing
from hjemover.store.statements import Statement, insert_into
from hjemover.store.tables import emergency_access, person
from hjemover.store.transaction import Transaction


class Emergency(Struct, frozen=True, kw_only=True):
    """One time somebody took it. It opens one patient to one person, for a while.

    Args:
        controller: The organisation that answers for the patient's data; its auditor follows up.
        reason: In the words of the one who took it; may tell of the patient.
    """

    id: str
    person: str
    unit: str
    patient_id: str
    controller: str
    reason: str
    began: datetime
    ends: datetime
    reviewed: datetime | None = None
    reviewed_by: str | None = None
    review: str | None = None

    def __repr__(self) -> str:
        return f"Emergency({self.id})"


class ToReview(Struct, frozen=True, kw_only=True):
    """An emergency access, with the name of the one who took it."""

    emergency: Emergency
    name: str


class Whose(Struct, frozen=True, kw_only=True):
    """Which organisation follows one up, and whether it has. Tells nothing of why it was taken."""

    controller: str
    reviewed: bool


_columns = (
    emergency_access.c.id, emergency_access.c.person, emergency_access.c.unit,
    emergency_access.c.patient_id, emergency_access.c.controller, emergency_access.c.reason,
    emergency_access.c.began_at, emergency_access.c.ends_at, emergency_access.c.reviewed_at,
    emergency_access.c.reviewed_by, emergency_access.c.review, emergency_access.c.key_id,
)  # fmt: skip
_begin = insert_into(emergency_access, *(column.name for column in _columns))
_active = Statement(
    select(emergency_access.c.id, emergency_access.c.patient_id).where(
        emergency_access.c.person == bindparam("who"),
        emergency_access.c.began_at <= bindparam("now"),
        emergency_access.c.ends_at > bindparam("now"),
    ),
    "who", "now",
)  # fmt: skip
_whose = Statement(
    select(emergency_access.c.controller, emergency_access.c.reviewed_at).where(
        emergency_access.c.id == bindparam("this")
    ),
    "this",
)
_review = Statement(
    update(emergency_access)
    .where(emergency_access.c.id == bindparam("this"), emergency_access.c.reviewed_at.is_(None))
    .values(
        reviewed_at=bindparam("now"), reviewed_by=bindparam("by"), review=bindparam("words")
    ),
    "now", "by", "words", "this",
)  # fmt: skip


def begin(tx: Transaction, ring: KeyRing, new: Emergency) -> None:
    key_id, sealed = ring.seal_text(place(new.id), new.reason)
    row = (
        new.id, new.person, new.unit, new.patient_id, new.controller, sealed, new.began, new.ends,
        None, None, None, key_id,
    )  # fmt: skip
    tx.write(_begin, [row])


def active(tx: Transaction, person_id: str, now: datetime) -> dict[str, str]:
    """The patients that *person_id* may see just now, each with the access that lets them."""
    return {patient: id_ for id_, patient in tx.rows(_active, person_id, now)}


def whose(tx: Transaction, this: str) -> Whose | None:
    """Who follows it up, and whether that is done; None when there is no such."""
    row = tx.row(_whose, this)
    return Whose(controller=row[0], reviewed=row[1] is not None) if row else None


def of_controllers(
    tx: Transaction, ring: KeyRing, controllers: Collection[str], *, only_open: bool = False
) -> list[ToReview]:
    """Those that the auditors of *controllers* follow up, the latest first."""
    asked = (
        select(*_columns, person.c.name)
        .join(person, person.c.id == emergency_access.c.person)
        .where(emergency_access.c.controller.in_(controllers))
        .order_by(emergency_access.c.began_at.desc(), emergency_access.c.id)
        .limit(200)
    )
    if only_open:
        asked = asked.where(emergency_access.c.reviewed_at.is_(None))
    return [_to_review(ring, tuple(row)) for row in tx.execute(asked)]


def review(tx: Transaction, this: str, by: str, words: str, now: datetime) -> None:
    """Say what came of following up.

    Raises:
        LookupError: There is no such, or somebody has followed it up; at the commit at the latest.
    """
    missing = LookupError("No such emergency access is open for review.")
    tx.write_one(_review, (now, by, words, this), otherwise=missing)


def _to_review(ring: KeyRing, row: tuple[Any, ...]) -> ToReview:
    *columns, key_id, name = row
    values = dict(zip(Emergency.__struct_fields__, columns, strict=True))
    values["reason"] = ring.open_text(place(values["id"]), key_id, values["reason"])
    return ToReview(emergency=msgspec.convert(values, Emergency), name=name)


def place(this: str) -> str:
    """Where the reason of an emergency access is sealed for."""
    return f"emergency/{this}"
