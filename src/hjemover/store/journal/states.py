"""The pathway's own row: its state as its latest entry left it, read and locked."""

from datetime import datetime

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, select, update

from hjemover.engine.evolve import fold
from hjemover.engine.state import Pathway
from hjemover.store import codec
from hjemover.store.journal.entries import JournalUnreadable, events
from hjemover.store.statements import Statement
from hjemover.store.tables import pathway
from hjemover.store.transaction import NotWriting, Transaction


class Stored(Struct, frozen=True, kw_only=True):
    """A pathway as it was read, and the version that a writer has thereby seen."""

    id: int
    pathway: Pathway
    sequence: int
    head_hash: bytes
    patient_id: str | None
    recorded: datetime  # when its latest entry was learnt


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


_bring_up = Statement(
    update(pathway)
    .where(
        pathway.c.ref == bindparam("of"), pathway.c.state_format < bindparam("state_format")
    )
    .values(state=bindparam("state"), state_format=bindparam("state_format")),
    "state", "state_format", "of",
)  # fmt: skip


def bring_up(tx: Transaction, state: Pathway) -> None:
    """Put *state*, folded from the journal, in the place of one that an earlier release wrote."""
    tx.write(_bring_up, [(codec.encode(state), codec.STATE_FORMAT, state.ref)])
