"""The append-only journal (journal) and the pathway's own row, which always move together."""

from hjemover.store.journal.appending import append
from hjemover.store.journal.entries import (
    ITS_PAYLOAD,
    Entry,
    Envelope,
    JournalUnreadable,
    events,
    read,
    read_event,
    remove_payload,
)
from hjemover.store.journal.states import Stored, bring_up, load, read_state

__all__ = [
    "ITS_PAYLOAD",
    "Entry",
    "Envelope",
    "JournalUnreadable",
    "Stored",
    "append",
    "bring_up",
    "events",
    "load",
    "read",
    "read_event",
    "read_state",
    "remove_payload",
]
