"""Who may sign in, what they have open, and the times somebody looked because they had to."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from hjemover.store.tables.base import metadata, one_of
from hjemover.store.types import Instant

SESSION_WAYS = ("password", "provider")

account = Table(
    "account",
    metadata,
    Column("person", Text, ForeignKey("person.id"), primary_key=True),
    Column("password_hash", Text),  # NULL: none has been chosen yet, or only a provider is used
    Column("subject", Text, unique=True),  # at the sign-in provider; a pseudonym, never a number
    Column("language", Text),  # NULL: the unit's
    Column("shortcuts", Boolean),  # whether single keys do something; NULL: they do
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

invitation = Table(
    "invitation",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("person", Text, ForeignKey("person.id"), nullable=False, index=True),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
)

# Failed attempts, by account and by address; the key is a hash, as a login may be a typed password.
sign_in_pause = Table(
    "sign_in_pause",
    metadata,
    Column("key", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("id_hash", LargeBinary, primary_key=True),
    Column("person", Text, ForeignKey("person.id"), nullable=False, index=True),
    Column("way", Text, nullable=False),
    Column("level", Integer),  # what the provider says of how sure it is
    Column("browser", Text, nullable=False),
    Column("granted", Text, nullable=False),  # JSON: [unit, role]; taking one away ends it
    Column("chosen", Text, nullable=False),  # JSON: units; [] is all of them
    Column("said", Text, nullable=False),  # JSON: banners for the next page
    Column("provider_session", Text, index=True),  # hash of what the provider calls it
    Column("began_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("proved_at", Instant),  # when they last showed who they are; NULL: not known
    Column("provider_subject", Text, index=True),  # hash of whom the provider says it is
    CheckConstraint(one_of("way", SESSION_WAYS), name="way"),
)

# Between the way out to the sign-in provider and the way back.
pending_sign_in = Table(
    "pending_sign_in",
    metadata,
    Column("state_hash", LargeBinary, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("key_id", Text, nullable=False),
    Column("expires_at", Instant, nullable=False),
)

# What may be used once, as a provider's word that somebody has signed out there.
spent_token = Table(
    "spent_token",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("expires_at", Instant, nullable=False),
)

emergency_access = Table(
    "emergency_access",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person", Text, ForeignKey("person.id"), nullable=False),
    Column("unit", Text, ForeignKey("unit.id"), nullable=False),
    Column("patient_id", Text, ForeignKey("patient.id"), nullable=False),
    Column("controller", Text, nullable=False),  # whose auditor is told
    Column("key_id", Text, nullable=False, index=True),
    Column("reason", LargeBinary, nullable=False),  # sealed: it may tell of the patient
    Column("began_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("reviewed_at", Instant),
    Column("reviewed_by", Text),
    Column("review", Text),
)
Index("ix_emergency_access_person", emergency_access.c.person, emergency_access.c.patient_id)
Index("ix_emergency_access_controller", emergency_access.c.controller)
