"""Indexes by which an organisation's own measures are found.

Run *pre* deploy: indexes only, which the running release uses without knowing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_index("ix_measure_log_unit", "measure_log", ["unit", "from_at"])
    op.create_index(
        "ix_measure_log_ended_by",
        "measure_log",
        ["ended_by", "from_at"],
        postgresql_where=sa.text("ended_by IS NOT NULL"),
        sqlite_where=sa.text("ended_by IS NOT NULL"),
    )
