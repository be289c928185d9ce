"""Who has seen what (innsynslogg): append-only, with a hash chain for each organisation.

No content of the record and no birth number is ever in it. The fields are those of NHN's
attest in the trust framework, so that the log fits document sharing.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, select, update

from hjemover.store import codec
from hjemover.store.statements import Statement, insert_into, insert_once
from hjemover.store.tables import access_chain, access_log
from hjemover.store.transaction import Transaction
from hjemover.store.types import instant_text

FORMAT: Final = 1


class Access(Struct, frozen=True, kw_only=True):
    """One look-up, list hit, change, print, export or denied attempt.

    Args:
        actor: Employee id; *actor_name* is kept beside it, as patients may ask years later.
        organisation: The legal body; the chain is its own.
        decision_ref: Why the system let them: rule, relation or emergency access.
        fields: The class of fields shown, never their content.
    """

    at: datetime
    actor: str
    actor_name: str
    hpr: str | None = None
    authorisation: str | None = None
    organisation: str
    point_of_care: str | None = None
    unit: str | None = None
    service: str | None = None
    purpose: str
    decision_ref: str
    patient_id: str | None = None
    patient_unit: str | None = None
    pathway_ref: str | None = None
    action: str
    object: str
    object_version: str | None = None
    fields: str | None = None
    channel: str
    session: str | None = None
    ip: str | None = None
    correlation: str | None = None
    result: str


_FIELDS: Final = Access.__struct_fields__
_found = insert_once(access_chain, ("chain",))
_head = Statement(
    select(access_chain.c.sequence, access_chain.c.head_hash)
    .where(access_chain.c.chain == bindparam("of"))
    .with_for_update(),
    "of",
)
_move = Statement(
    update(access_chain)
    .where(access_chain.c.chain == bindparam("of"))
    .values(sequence=bindparam("last"), head_hash=bindparam("head")),
    "last", "head", "of",
)  # fmt: skip
_add = insert_into(access_log, "chain", "sequence", "hash", "previous_hash", "format", *_FIELDS)
_shown = tuple(access_log.c[name] for name in _FIELDS)
_of_patient = Statement(
    select(*_shown)
    .where(access_log.c.patient_id == bindparam("patient"))
    .order_by(access_log.c.at, access_log.c.chain, access_log.c.sequence),
    "patient",
)
_chains = Statement(
    select(access_chain.c.chain, access_chain.c.sequence, access_chain.c.head_hash).order_by(
        access_chain.c.chain
    )
)
_entries = Statement(
    select(
        access_log.c.sequence, access_log.c.hash, access_log.c.previous_hash,
        access_log.c.format, *_shown,
    )
    .where(access_log.c.chain == bindparam("of"), access_log.c.sequence > bindparam("after"))
    .order_by(access_log.c.sequence)
    .limit(1_000),
    "of", "after",
)  # fmt: skip


def append(tx: Transaction, accesses: Iterable[Access]) -> None:
    """Write what was accessed, in the transaction that read it: no trace, no access."""
    by_chain: dict[str, list[Access]] = {}
    for access in accesses:
        by_chain.setdefault(access.organisation, []).append(access)
    for chain in sorted(by_chain):
        _extend(tx, chain, by_chain[chain])


def _extend(tx: Transaction, chain: str, accesses: list[Access]) -> None:
    row = tx.row(_head, chain)
    if row is None:
        tx.write(_found, [(chain, 0, codec.GENESIS)])
        row = tx.row(_head, chain)
        assert row is not None
    sequence, head = row
    rows: list[tuple[Any, ...]] = []
    for access in accesses:
        sequence, previous = sequence + 1, head
        head = _link(previous, chain, sequence, access)
        fields = msgspec.structs.astuple(access)
        rows.append((chain, sequence, head, previous, FORMAT, *fields))
    tx.write(_add, rows)
    tx.write(_move, [(sequence, head, chain)])


def _link(previous: bytes, chain: str, sequence: int, access: Access) -> bytes:
    fields = list(msgspec.structs.astuple(access))
    fields[0] = instant_text(access.at)
    return sha256(FORMAT.to_bytes(2) + previous + codec.encode((chain, sequence, *fields))).digest()


def of_patient(tx: Transaction, patient_id: str) -> list[Access]:
    """Everyone who has looked at this patient, in the order they did."""
    return [_access(row) for row in tx.rows(_of_patient, patient_id)]


def latest(
    tx: Transaction, chains: Collection[str], most: int, *, only_denied: bool = False
) -> list[Access]:
    """What these organisations' people did last, the latest first."""
    asked = (
        select(*_shown)
        .where(access_log.c.chain.in_(chains))
        .order_by(access_log.c.at.desc(), access_log.c.chain.desc(), access_log.c.sequence.desc())
        .limit(most)
    )
    if only_denied:
        asked = asked.where(access_log.c.result != "ok")
    return [_access(tuple(row)) for row in tx.execute(asked)]


class BrokenAccessLink(Struct, frozen=True, kw_only=True):
    """The first place where one organisation's chain does not hold."""

    chain: str
    sequence: int
    what: str


def verify(tx: Transaction) -> list[BrokenAccessLink]:
    """Every chain that does not hold, with its first broken link."""
    found = (_walk(tx, *row) for row in tx.rows(_chains))
    return [broken for broken in found if broken is not None]


def _walk(tx: Transaction, chain: str, count: int, head: bytes) -> BrokenAccessLink | None:
    previous, expected = codec.GENESIS, 1
    for sequence, digest, follows, written, *fields in _stream(tx, chain):
        what = None
        if sequence != expected:
            what = "entry-missing"
        elif written > FORMAT:
            what = "newer-format"
        elif follows != previous or not compare_digest(
            _link(previous, chain, sequence, _access(fields)), digest
        ):
            what = "entry-changed"
        if what is not None:
            return BrokenAccessLink(chain=chain, sequence=expected, what=what)
        previous, expected = digest, expected + 1
    if expected != count + 1 or not compare_digest(previous, head):
        return BrokenAccessLink(chain=chain, sequence=expected, what="tail-missing")
    return None


def _stream(tx: Transaction, chain: str) -> Iterator[tuple[Any, ...]]:
    after = 0
    while rows := tx.rows(_entries, chain, after):
        yield from rows
        after = rows[-1][0]


def _access(fields: Iterable[Any]) -> Access:
    return Access(**dict(zip(_FIELDS, fields, strict=True)))
