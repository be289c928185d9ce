"""What people and units have chosen: a person's own prompts, beside the unit's.

Run *pre* deploy: a new table, and a column that the running release leaves empty.
"""

import sqlalchemy as sa
from alembic import op

from hjemover.store.types import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "notice_setting",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("address", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("digest_hour", sa.Integer(), nullable=False),
        sa.Column("wishes", sa.Text(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.CheckConstraint("status IN ('ok', 'bounced')", name="status"),
        sa.CheckConstraint("digest_hour BETWEEN 0 AND 23", name="digest_hour"),
        sa.PrimaryKeyConstraint("person", name="pk_notice_setting"),
    )
    op.add_column("outbox", sa.Column("person", sa.Text()))
    # For the log of one unit: the latest first.
    op.create_index("ix_outbox_unit", "outbox", ["unit", "created_at"])
