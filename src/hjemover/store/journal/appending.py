"""Facts are added, and the new state put in place: both, or neither."""

import os
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from sqlalchemy import bindparam, func, update

from hjemover.engine.events import AnyEvent, PathwayClosed
from hjemover.engine.state import Pathway
from hjemover.errors import CommandRefused
from hjemover.store import codec
from hjemover.store.journal.entries import Envelope
from hjemover.store.journal.states import Stored
from hjemover.store.statements import Statement, insert_into
from hjemover.store.tables import journal, journal_payload, pathway
from hjemover.store.transaction import Transaction
from hjemover.store.types import Instant

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
