"""Signals: that a unit's list changed.

Run *pre* deploy: a new table only, which the running release does not know.
"""

import sqlalchemy as sa
from alembic import op

from hjemover.store.types import BigId

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "signal",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal")),
    )
