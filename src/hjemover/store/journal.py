"""The append-only journal (journal) and the pathway's own row, which always move together."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import bindparam, func, select, update

from hjemover.engine.events import AnyEvent, PathwayClosed
from hjemover.engine.evolve import fold
from hjemover.engine.state import Pathway
from hjemover.errors import CommandRefused
from hjemover.store import codec
from hjemover.store.statements import Statement, insert_into
from hjemover.store.tables import journal, journal_payload, pathway
from hjemover.store.transaction import NotWriting, Transaction
from hjemover.store.types import Instant


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


class Stored(Struct, frozen=True, kw_only=True):
    """A pathway as it was read, and the version that a writer has thereby seen."""

    id: int
    pathway: Pathway
    sequence: int
    head_hash: bytes
    patient_id: str | None
    recorded: datetime  # when its latest entry was learnt


class Entry(Struct, frozen=True, kw_only=True):
    """One fact with its envelope. *event* is None when its content has been removed."""

    ref: str
    sequence: int
    event_type: str
    event: AnyEvent | None
    effective: datetime
    envelope: Envelope
    hash: bytes


_loaded = (
    pathway.c.id,
    pathway.c.state,
    pathway.c.state_format,
    pathway.c.sequence,
    pathway.c.head_hash,
    pathway.c.patient_id,
    pathway.c.recorded_at,
)
_load = Statement(select(*_loaded).where(pathway.c.ref == bindparam("ref")), "ref")
_load_locked = Statement(
    select(*_loaded).where(pathway.c.ref == bindparam("ref")).with_for_update(), "ref"
)


_load_or_let_go = Statement(
    select(*_loaded).where(pathway.c.ref == bindparam("ref")).with_for_update(nowait=True), "ref"
)


def load(tx: Transaction, ref: str, for_update: bool, *, wait: bool = True) -> Stored | None:
    """The pathway, or None; with *for_update* nobody else can write to it until we commit.

    Args:
        wait: Until nobody else writes to it. Whoever has one pathway already must not wait for
            another, or two could wait for each other: the transaction is begun anew instead
            (``Database.run_writing``).

    Raises:
        JournalUnreadable: Its state cannot be read.
        NotWriting: *for_update* in a transaction that was opened for reading.
    """
    if for_update and not tx.writing:
        raise NotWriting
    locked = _load_locked if wait else _load_or_let_go
    found = tx.row(locked if for_update else _load, ref)
    if found is None:
        return None
    row_id, state, state_format, sequence, head, patient_id, recorded = found
    return Stored(
        id=row_id,
        pathway=_as_of_this_release(tx, ref, state_format, state),
        sequence=sequence,
        head_hash=head,
        patient_id=patient_id,
        recorded=recorded,
    )


def _as_of_this_release(tx: Transaction, ref: str, state_format: int, state: bytes) -> Pathway:
    """The state, folded anew when an earlier release wrote it: that one did not keep all of it.

    Where content has been removed by law it cannot be folded, and is taken as it was kept.
    """
    kept = read_state(ref, state_format, state)
    if state_format == codec.STATE_FORMAT:
        return kept
    try:
        return fold(events(tx, ref))
    except JournalUnreadable as unreadable:
        if unreadable.why == "removed":
            return kept
        raise


def bring_up(tx: Transaction, state: Pathway) -> None:
    """Put *state*, folded from the journal, in the place of one that an earlier release wrote."""
    tx.write(_bring_up, [(codec.encode(state), codec.STATE_FORMAT, state.ref)])


def read_state(ref: str, state_format: int, state: bytes) -> Pathway:
    """The state in a pathway's own row.

    Raises:
        JournalUnreadable: It was written by a later release, or is corrupt.
    """
    if state_format > codec.STATE_FORMAT:
        raise JournalUnreadable(ref, 0, "newer-format")
    try:
        return codec.decode_state(state)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise JournalUnreadable(ref, 0, "corrupt") from error


_enrol = insert_into(
    pathway,
    *(column.name for column in pathway.columns if column.name != "id"),
    returning=pathway.c.id,
)
_MOVED = (
    "status", "outcome", "sequence", "head_hash", "state", "state_format", "responsible",
    "recorded_at",
)  # fmt: skip
_move = Statement(
    update(pathway)
    .where(pathway.c.id == bindparam("row_id"), pathway.c.sequence == bindparam("seen"))
    .values(
        {name: bindparam(name) for name in _MOVED}
        | {"closed_at": func.coalesce(bindparam("closed", type_=Instant), pathway.c.closed_at)}
    ),
    *_MOVED, "closed", "row_id", "seen",
)  # fmt: skip
_bring_up = Statement(
    update(pathway)
    .where(
        pathway.c.ref == bindparam("of"), pathway.c.state_format < bindparam("state_format")
    )
    .values(state=bindparam("state"), state_format=bindparam("state_format")),
    "state", "state_format", "of",
)  # fmt: skip
_add_entry = insert_into(journal)
_add_payload = insert_into(journal_payload, "pathway_id", "sequence", "salt", "payload")


def append(
    tx: Transaction,
    stored: Stored | None,
    envelope: Envelope,
    events: Sequence[AnyEvent],
    new_state: Pathway,
    *,
    patient_id: str | None,
) -> Stored:
    """Add the facts and put the new state in place; with *stored* None, a new pathway.

    Raises:
        CommandRefused: ``version-conflict``: somebody else wrote since *stored* was read. It
            may be raised as late as at the commit.
        ValueError: There are no events. Nothing happened, so there is nothing to write.
    """
    if not events:
        raise ValueError("There are no events to append.")
    seen = stored.sequence if stored else 0
    head = stored.head_hash if stored else codec.GENESIS
    if stored is not None and envelope.recorded < stored.recorded:
        envelope = replace(envelope, recorded=stored.recorded)
    entries, payloads, head = _chained(new_state.ref, seen, head, envelope, events)
    sequence = seen + len(events)
    state = codec.encode(new_state)
    closed = _closed_at(events)
    if stored is None:
        row_id = _insert_pathway(
            tx, new_state, patient_id, sequence, head, state, closed, envelope.recorded
        )
    else:
        row_id = stored.id
        conflict = CommandRefused("version-conflict", ref=new_state.ref)
        row = (
            new_state.status.value, new_state.outcome, sequence, head, state,
            codec.STATE_FORMAT, new_state.responsible, envelope.recorded, closed, row_id, seen,
        )  # fmt: skip
        tx.write_one(_move, row, otherwise=conflict)
    tx.write(_add_entry, [(row_id, *entry) for entry in entries])
    tx.write(_add_payload, [(row_id, *payload) for payload in payloads])
    return Stored(
        id=row_id,
        pathway=new_state,
        sequence=sequence,
        head_hash=head,
        patient_id=patient_id,
        recorded=envelope.recorded,
    )


def _insert_pathway(
    tx: Transaction,
    state: Pathway,
    patient_id: str | None,
    sequence: int,
    head: bytes,
    encoded: bytes,
    closed: datetime | None,
    recorded: datetime,
) -> int:
    row = tx.row(
        _enrol,
        state.ref, state.definition, state.version, state.status.value, state.outcome,
        patient_id, sequence, head, encoded, codec.STATE_FORMAT, state.responsible,
        state.enrolled, closed, recorded,
    )  # fmt: skip
    assert row is not None
    return int(row[0])


def _chained(
    ref: str, seen: int, head: bytes, envelope: Envelope, events: Sequence[AnyEvent]
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]], bytes]:
    """The rows of the chain and of the payloads, without the pathway's id, and the new head."""
    entries: list[tuple[Any, ...]] = []
    payloads: list[tuple[Any, ...]] = []
    random = os.urandom(codec.SALT_BYTES * len(events))
    for number, event in enumerate(events):
        sequence = seen + number + 1
        salt = random[number * codec.SALT_BYTES : (number + 1) * codec.SALT_BYTES]
        payload = codec.encode(event)
        committed = codec.commitment(salt, payload)
        kind = codec.event_type(event)
        previous = head
        head = codec.link(
            previous,
            committed,
            ref=ref,
            sequence=sequence,
            event_type=kind,
            effective=event.at,
            recorded=envelope.recorded,
            actor=envelope.actor,
            actor_unit=envelope.actor_unit,
            command_id=envelope.command_id,
        )
        entries.append(
            (
                sequence,
                head,
                previous,
                committed,
                kind,
                event.at,
                envelope.recorded,
                envelope.actor,
                envelope.actor_unit,
                envelope.command_id,
                codec.JOURNAL_FORMAT,
            )
        )
        payloads.append((sequence, salt, payload))
    return entries, payloads, head


def _closed_at(events: Sequence[AnyEvent]) -> datetime | None:
    return next((event.at for event in events if isinstance(event, PathwayClosed)), None)


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
