"""When somebody last showed who they are, and how a session is called at the sign-in provider.

Run *pre* deploy: new columns that may be empty, new indexes and a new table. Sessions from before
have shown nothing since, so emergency access asks them to; and no provider can end them.
"""

import sqlalchemy as sa
from alembic import op

from hjemover.store.types import Instant

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("session", sa.Column("proved_at", Instant()))
    op.add_column("session", sa.Column("provider_subject", sa.Text()))
    op.create_index("ix_session_provider_session", "session", ["provider_session"])
    op.create_index("ix_session_provider_subject", "session", ["provider_subject"])
    op.create_table(
        "spent_token",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_spent_token")),
    )
