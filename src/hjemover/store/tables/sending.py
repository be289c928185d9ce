"""What is to happen next: wake-ups, messages on their way out, kept mail, and signals."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
)

from hjemover.store.tables.base import metadata, one_of, where
from hjemover.store.types import BigId, Instant

wakeup = Table(
    "wakeup",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("definition", Text, nullable=False),
    Column("due_at", Instant),
    Column("lease_until", Instant),
    Column("lease_by", Text),
    Column("attempt", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index("ix_wakeup_due", wakeup.c.due_at, **where(wakeup.c.due_at.is_not(None)))

OUTBOX_STATUSES = ("queued", "claimed", "sent", "obsolete", "dead")
DELIVERY_RESULTS = ("sent", "temporary", "permanent", "obsolete")

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),
    Column("ref", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("obligation", Text, nullable=False),
    Column("attempt_no", Integer, nullable=False),  # of the handoff it carries
    Column("copy_party", Text),
    Column("level", Integer, nullable=False),
    Column("due_at", Instant),
    Column("urgent", Boolean, nullable=False),
    Column("inbox_only", Boolean, nullable=False),
    Column("still_if", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("status", Text, nullable=False),
    Column("lease_until", Instant),
    Column("lease_by", Text),
    Column("attempts", Integer, nullable=False),  # times claimed
    Column("last_error", Text),
    Column("person", Text),  # whom of the unit it is for; NULL: the unit itself
    CheckConstraint(one_of("status", OUTBOX_STATUSES), name="status"),
    Index(None, "ref"),
)
# Few are dead; who asks what is stuck must not walk through all that were sent.
Index("ix_outbox_dead", outbox.c.ref, **where(outbox.c.status == "dead"))
Index("ix_outbox_unit", outbox.c.unit, outbox.c.created_at)
Index(
    "ix_outbox_waiting",
    outbox.c.not_before,
    **where(outbox.c.status.in_(("queued", "claimed"))),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("outbox_id", BigId, ForeignKey("outbox.id"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("channel", Text, nullable=False),
    Column("address_kind", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("message_id", Text),
    CheckConstraint(one_of("result", DELIVERY_RESULTS), name="result"),
)

mail = Table(
    "mail",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("created_at", Instant, nullable=False, index=True),
    Column("unit", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("to_address", Text, nullable=False),
)

# That a unit's list changed, for open inboxes to ask for. The newest are kept, the others dropped.
signal = Table(
    "signal",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("unit", Text, nullable=False),
)
