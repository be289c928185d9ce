"""The entries of the journal: read in order, and their content taken out where the law says so."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, select, update

from hjemover.engine.events import AnyEvent
from hjemover.store import codec
from hjemover.store.statements import Statement
from hjemover.store.tables import journal, journal_payload, pathway
from hjemover.store.transaction import Transaction


class JournalUnreadable(Exception):
    """Something stored cannot be read, so nothing may be built on it.

    Args:
        ref: The pathway.
        sequence: The entry; 0 for the state in the pathway's own row.
        why: ``newer-format``, ``corrupt`` or ``removed``.
    """

    def __init__(self, ref: str, sequence: int, why: str) -> None:
        super().__init__(f"Pathway {ref}, entry {sequence}: {_WORDS.get(why, why)}")
        self.ref = ref
        self.sequence = sequence
        self.why = why


_WORDS = {
    "newer-format": "written by a later release. Upgrade this installation.",
    "corrupt": "not readable. Run the chain check, and restore the entry from a backup.",
    "removed": "its content has been removed by law, so the pathway cannot be replayed.",
}


class Envelope(Struct, frozen=True, kw_only=True):
    """Who said so, through which command, and when we learnt it.

    Args:
        recorded: By the clock. Where that has gone back, the journal has the time of the entry
            before it: what was learnt later never stands as learnt earlier.
    """

    command_id: str
    actor: str
    actor_unit: str | None = None
    recorded: datetime


class Entry(Struct, frozen=True, kw_only=True):
    """One fact with its envelope. *event* is None when its content has been removed."""

    ref: str
    sequence: int
    event_type: str
    event: AnyEvent | None
    effective: datetime
    envelope: Envelope
    hash: bytes


ITS_PAYLOAD = (journal_payload.c.pathway_id == journal.c.pathway_id) & (
    journal_payload.c.sequence == journal.c.sequence
)
"""Joins an entry with its content, which may have been removed."""
_CHUNK = 500
_entries = Statement(
    select(
        journal.c.sequence,
        journal.c.event_type,
        journal.c.effective_at,
        journal.c.recorded_at,
        journal.c.actor,
        journal.c.actor_unit,
        journal.c.command_id,
        journal.c.format,
        journal.c.hash,
        journal_payload.c.payload,
    )
    .select_from(
        pathway.join(journal, journal.c.pathway_id == pathway.c.id).outerjoin(
            journal_payload,
            ITS_PAYLOAD,
        )
    )
    .where(pathway.c.ref == bindparam("ref"), journal.c.sequence > bindparam("after"))
    .order_by(journal.c.sequence)
    .limit(_CHUNK),
    "ref",
    "after",
)


def read(tx: Transaction, ref: str, *, after: int = 0) -> Iterator[Entry]:
    """The entries of one pathway in order, from the one that follows *after*.

    Raises:
        JournalUnreadable: Names the entry that was written by a later release or is corrupt.
    """
    while rows := tx.rows(_entries, ref, after):
        for row in rows:
            yield _entry(ref, row)
        after = rows[-1][0]


def _entry(ref: str, row: tuple[Any, ...]) -> Entry:
    sequence, kind, effective, recorded, actor, unit, command_id, written, digest, payload = row
    return Entry(
        ref=ref,
        sequence=sequence,
        event_type=kind,
        event=None if payload is None else read_event(ref, sequence, written, payload),
        effective=effective,
        envelope=Envelope(command_id=command_id, actor=actor, actor_unit=unit, recorded=recorded),
        hash=digest,
    )


def read_event(ref: str, sequence: int, written: int, payload: bytes) -> AnyEvent:
    """The fact in a payload that was written in format *written*."""
    if written > codec.JOURNAL_FORMAT:
        raise JournalUnreadable(ref, sequence, "newer-format")
    try:
        return codec.decode_event(payload)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise JournalUnreadable(ref, sequence, "corrupt") from error


def events(tx: Transaction, ref: str) -> list[AnyEvent]:
    """The facts of one pathway, all of them.

    Raises:
        JournalUnreadable: One of them cannot be read, or its content has been removed.
    """
    found: list[AnyEvent] = []
    for entry in read(tx, ref):
        if entry.event is None:
            raise JournalUnreadable(ref, entry.sequence, "removed")
        found.append(entry.event)
    return found


_remove = Statement(
    update(journal_payload)
    .where(
        journal_payload.c.pathway_id
        == select(pathway.c.id).where(pathway.c.ref == bindparam("ref")).scalar_subquery(),
        journal_payload.c.sequence == bindparam("entry"),
    )
    .values(
        salt=None, payload=None, removed_at=bindparam("at"), removed_why=bindparam("why")
    ),
    "ref", "entry", "at", "why",
)  # fmt: skip


def remove_payload(tx: Transaction, ref: str, sequence: int, *, at: datetime, why: str) -> None:
    """Take out the content of one entry, as the law may demand; the chain still verifies.

    Args:
        why: The legal basis and the case, never the content.

    Raises:
        LookupError: There is no such entry.
    """
    missing = LookupError(f"Pathway {ref} has no entry {sequence}.")
    tx.write_one(_remove, (ref, sequence, at, why), otherwise=missing)
