"""From which day an organisation reckons the limits of a chart anew.

Run *pre* deploy: a new table only, which the running release does not know.
"""

import sqlalchemy as sa
from alembic import op

from hjemover.store.types import Instant

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "chart_rebase",
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("chart", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisation.id"],
            name=op.f("fk_chart_rebase_organisation_organisation"),
        ),
        sa.PrimaryKeyConstraint("organisation", "chart", "on_day", name=op.f("pk_chart_rebase")),
        sqlite_with_rowid=False,
    )
