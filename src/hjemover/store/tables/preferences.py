"""What people have chosen for themselves, beside what reaches their unit."""

from sqlalchemy import CheckConstraint, Column, Integer, Table, Text

from hjemover.store.tables.base import metadata, one_of
from hjemover.store.types import Instant

# A person's own prompts. No row, or no address: only the unit is told, as it always is.
notice_setting = Table(
    "notice_setting",
    metadata,
    Column("person", Text, primary_key=True),
    Column("address", Text),
    Column("status", Text, nullable=False),
    Column("digest_hour", Integer, nullable=False),
    Column("wishes", Text, nullable=False),  # JSON: group of messages to wish
    Column("changed_at", Instant, nullable=False),
    CheckConstraint(one_of("status", ("ok", "bounced")), name="status"),
    CheckConstraint("digest_hour BETWEEN 0 AND 23", name="digest_hour"),
)
