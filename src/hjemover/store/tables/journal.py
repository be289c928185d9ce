"""The truth: pathways, their journal, and the commands that were answered."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from hjemover.store.tables.base import metadata, one_of
from hjemover.store.types import BigId, Instant
from hjemover.vocabulary import PathwayStatus

pathway = Table(
    "pathway",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("ref", Text, nullable=False, unique=True),
    Column("definition", Text, nullable=False),
    Column("definition_version", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("outcome", Text),
    Column("patient_id", Text, ForeignKey("patient.id")),
    # The number of journal entries, and the version that a writer must have seen.
    Column("sequence", Integer, nullable=False),
    Column("head_hash", LargeBinary, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("state_format", Integer, nullable=False),
    Column("responsible", Text, nullable=False),
    Column("enrolled_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("recorded_at", Instant, nullable=False),  # of the latest entry
    CheckConstraint(one_of("status", PathwayStatus), name="status"),
    Index(None, "patient_id"),
    Index(None, "definition", "definition_version", "status"),
)

journal = Table(
    "journal",
    metadata,
    Column("pathway_id", BigId, ForeignKey("pathway.id"), primary_key=True, autoincrement=False),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    Column("previous_hash", LargeBinary, nullable=False),
    Column("commitment", LargeBinary, nullable=False),
    Column("event_type", Text, nullable=False),
    Column("effective_at", Instant, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("actor_unit", Text),
    Column("command_id", Text, nullable=False),
    Column("format", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Beside the chain, so that content may lawfully be removed and the chain still holds.
journal_payload = Table(
    "journal_payload",
    metadata,
    Column("pathway_id", BigId, primary_key=True, autoincrement=False),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("salt", LargeBinary),
    Column("payload", LargeBinary),
    Column("removed_at", Instant),
    Column("removed_why", Text),
    ForeignKeyConstraint(
        ["pathway_id", "sequence"], ["journal.pathway_id", "journal.sequence"], name="entry"
    ),
    CheckConstraint(
        "payload IS NOT NULL OR (removed_at IS NOT NULL AND removed_why IS NOT NULL)",
        name="removal_is_noted",
    ),
    sqlite_with_rowid=False,
)

command = Table(
    "command",
    metadata,
    Column("id", Text, primary_key=True),
    Column("ref", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("request_hash", LargeBinary, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("first_sequence", Integer, nullable=False),
    Column("last_sequence", Integer, nullable=False),
    Column("result", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

definition = Table(
    "definition",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("valid_from", Date, nullable=False),
    Column("published_at", Instant, nullable=False),
    Column("published_by", Text, nullable=False),
    Column("sources", LargeBinary, nullable=False),
    Column("compiled", LargeBinary, nullable=False),
    Column("fingerprint", Text, nullable=False),
)

sweep = Table(
    "sweep",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant, nullable=False, index=True),
    Column("driver", Text, nullable=False),
    Column("fired", Integer, nullable=False),
    Column("oldest_lag_seconds", Integer, nullable=False),
)

stored_format = Table(
    "stored_format",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version", Integer, nullable=False),
)
