"""Accounts: whether single keys do something on their pages.

Run *pre* deploy: a column that may be empty, which the running release does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("account", sa.Column("shortcuts", sa.Boolean()))
