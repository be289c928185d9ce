"""What accrues, and what definitions measure.

Run *pre* deploy: new tables only, which the running release does not know.
"""

import sqlalchemy as sa
from alembic import op

from hjemover.store.types import Instant

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "accrual_run",
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("accrual", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("counts_from", Instant(), nullable=False),
        sa.Column("stopped_at", Instant()),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("ref", "accrual", "sequence", name=op.f("pk_accrual_run")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_accrual_run_definition", "accrual_run", ["definition", "started_at"], unique=False
    )
    op.create_table(
        "measure_log",
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("ended_by", sa.Text()),
        sa.Column("from_at", Instant(), nullable=False),
        sa.Column("to_at", Instant()),
        sa.Column("limit_at", Instant()),
        sa.Column("lapsed_at", Instant()),
        sa.Column("row", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ref", "measure", "sequence", name=op.f("pk_measure_log")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_measure_log_definition", "measure_log", ["definition", "from_at"], unique=False
    )
