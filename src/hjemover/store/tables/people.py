"""The address book (adressebok), and the patients, who stand nowhere else."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from hjemover.store.tables.base import metadata, one_of
from hjemover.store.types import BigId, Instant

ORGANISATION_KINDS = ("hospital-trust", "municipality", "gp-office", "other")

organisation = Table(
    "organisation",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("parent", Text, ForeignKey("organisation.id")),
    Column("language", Text, nullable=False),
    CheckConstraint(one_of("kind", ORGANISATION_KINDS), name="kind"),
)

unit = Table(
    "unit",
    metadata,
    Column("id", Text, primary_key=True),
    Column("organisation", Text, ForeignKey("organisation.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("lead", Text),  # a person
    Column("week", Text, nullable=False),  # JSON: seven opening hours or null; [] is ordinary
    Column("closed", Text, nullable=False),  # JSON: dates
    Column("closed_yearly", Text, nullable=False),  # JSON: [month, day]
    Column("digest_hour", Integer, nullable=False),
    CheckConstraint("digest_hour BETWEEN 0 AND 23", name="digest_hour"),
)

# What a service is called; which organisation has it stands in unit_service.
service = Table(
    "service",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_nn", Text),
    Column("name_en", Text),
)

unit_service = Table(
    "unit_service",
    metadata,
    Column("organisation", Text, ForeignKey("organisation.id"), primary_key=True),
    Column("service", Text, primary_key=True),
    Column("unit", Text, ForeignKey("unit.id"), nullable=False, index=True),
)

contact_point = Table(
    "contact_point",
    metadata,
    Column("unit", Text, ForeignKey("unit.id"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("address", Text, nullable=False),
    Column("status", Text, nullable=False),
    CheckConstraint(one_of("role", ("unit", "lead")), name="role"),
    CheckConstraint(one_of("channel", ("email", "inbox")), name="channel"),
    CheckConstraint(one_of("status", ("ok", "bounced")), name="status"),
)

deputy = Table(
    "deputy",
    metadata,
    Column("unit", Text, ForeignKey("unit.id"), primary_key=True),
    Column("from_day", Date, primary_key=True),
    Column("deputy", Text, ForeignKey("unit.id"), nullable=False),
    Column("to_day", Date),  # the last day; NULL for good
)

person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("login", Text, nullable=False, unique=True),
    # Two may have been given the same by a slip; then neither is known by it.
    Column("hpr_number", Text, index=True),
)

membership = Table(
    "membership",
    metadata,
    Column("person", Text, ForeignKey("person.id"), primary_key=True),
    Column("unit", Text, ForeignKey("unit.id"), primary_key=True, index=True),
    Column("role", Text, primary_key=True),
    Column("from_day", Date, primary_key=True),
    Column("to_day", Date),
)

absence = Table(
    "absence",
    metadata,
    Column("person", Text, ForeignKey("person.id"), primary_key=True),
    Column("from_day", Date, primary_key=True),
    Column("to_day", Date),
    Column("reason", Text, nullable=False),
)

number_override = Table(
    "number_override",
    metadata,
    Column("definition", Text, primary_key=True),
    Column("number", Text, primary_key=True),
    Column("scope", Text, primary_key=True),
    Column("scope_id", Text, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("value", Text, nullable=False),
    CheckConstraint(one_of("scope", ("region", "organisation", "unit")), name="scope"),
)

# One row. Whoever changes the address book counts it up, so that snapshots know they are old.
address_book_version = Table(
    "address_book_version",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

patient = Table(
    "patient",
    metadata,
    Column("id", Text, primary_key=True),
    Column("controller", Text, nullable=False),  # the organisation that answers for the data
    Column("key_id", Text, nullable=False),
    Column("identity", LargeBinary, nullable=False),
    Column("blind_index", LargeBinary),  # NULL: a patient without a number
    Column("protected_address", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("index_id", Text, index=True),  # which index key; NULL: without a number, or not marked
    UniqueConstraint("controller", "blind_index"),
    Index(None, "key_id"),
    Index(None, "blind_index"),
)

# The head of each access-log chain, one chain for each organisation.
access_chain = Table(
    "access_chain",
    metadata,
    Column("chain", Text, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("head_hash", LargeBinary, nullable=False),
)

access_log = Table(
    "access_log",
    metadata,
    Column("chain", Text, primary_key=True),
    Column("sequence", BigId, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    Column("previous_hash", LargeBinary, nullable=False),
    Column("format", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("hpr", Text),
    Column("authorisation", Text),
    Column("organisation", Text, nullable=False),
    Column("point_of_care", Text),
    Column("unit", Text),
    Column("service", Text),
    Column("purpose", Text, nullable=False),
    Column("decision_ref", Text, nullable=False),  # why the system let them
    Column("patient_id", Text),
    Column("patient_unit", Text),
    Column("pathway_ref", Text),
    Column("action", Text, nullable=False),
    Column("object", Text, nullable=False),
    Column("object_version", Text),
    Column("fields", Text),
    Column("channel", Text, nullable=False),
    Column("session", Text),
    Column("ip", Text),
    Column("correlation", Text),
    Column("result", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("ix_access_log_patient", access_log.c.patient_id, access_log.c.at)
Index("ix_access_log_actor", access_log.c.actor, access_log.c.at)
Index("ix_access_log_chain", access_log.c.chain, access_log.c.at)
