"""An index by which a receiver's unanswered questions are found.

Run *pre* deploy: an index only, which the running release keeps up without knowing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_index(
        "ix_work_item_asked",
        "work_item",
        ["receiver", "due_at", "ref", "obligation", "awaits", "escalated"],
        postgresql_where=sa.text("handoff_status = 'returned'"),
        sqlite_where=sa.text("handoff_status = 'returned'"),
    )
