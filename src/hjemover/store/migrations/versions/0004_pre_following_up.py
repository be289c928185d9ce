"""Following up what is stuck: notes, owners and weekly snapshots; the address book's own log.

Run *pre* deploy: new tables, which the running release does not know, and one new column with
a default. Limits that were kept or passed before it are told as having come in time until the
read tables are built anew (``hjemover rebuild``).
"""

import sqlalchemy as sa
from alembic import op

from hjemover.store.types import BigId, Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _follow_ups()
    _weekly_lists()
    _address_changes()
    op.create_index(
        "ix_work_item_stuck_receiver",
        "work_item",
        ["receiver", "stuck_cause"],
        postgresql_where=sa.text("stuck_cause IS NOT NULL"),
        sqlite_where=sa.text("stuck_cause IS NOT NULL"),
    )
    # Few are dead; who asks what is stuck must not walk through all that were sent.
    op.create_index(
        "ix_outbox_dead",
        "outbox",
        ["ref"],
        postgresql_where=sa.text("status = 'dead'"),
        sqlite_where=sa.text("status = 'dead'"),
    )
    op.add_column(
        "deadline_log",
        sa.Column("late_on_arrival", sa.Integer(), nullable=False, server_default="0"),
    )


def _follow_ups() -> None:
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text()),
        sa.Column("day", sa.Date()),
        sa.Column("week", sa.Date()),
        sa.Column("written_at", Instant(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("done_at", Instant()),
        sa.Column("done_by", sa.Text()),
        sa.Column("carried_to", sa.Text()),
        sa.Column("times_carried", sa.Integer(), nullable=False),
        sa.CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", name=op.f("ck_follow_up_done")),
        sa.CheckConstraint(
            "done_at IS NULL OR carried_to IS NULL", name=op.f("ck_follow_up_done_or_carried")
        ),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisation.id"], name=op.f("fk_follow_up_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_follow_up_item", "follow_up", ["organisation", "ref", "obligation", "written_at"]
    )
    op.create_index(
        "ix_follow_up_open",
        "follow_up",
        ["organisation", "day"],
        postgresql_where=sa.text("done_at IS NULL AND carried_to IS NULL"),
        sqlite_where=sa.text("done_at IS NULL AND carried_to IS NULL"),
    )


def _weekly_lists() -> None:
    op.create_table(
        "weekly_list",
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("frozen_at", Instant(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("monday", name=op.f("pk_weekly_list")),
    )
    op.create_table(
        "weekly_row",
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("handoff_status", sa.Text()),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("awaits", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text()),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("stuck_since", Instant(), nullable=False),
        sa.Column("due_at", Instant()),
        sa.ForeignKeyConstraint(
            ["monday"], ["weekly_list.monday"], name=op.f("fk_weekly_row_monday")
        ),
        sa.PrimaryKeyConstraint("monday", "ref", "obligation", name=op.f("pk_weekly_row")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_weekly_row_holder", "weekly_row", ["monday", "holder"])
    op.create_index("ix_weekly_row_awaits", "weekly_row", ["monday", "awaits"])
    op.create_index("ix_weekly_row_receiver", "weekly_row", ["monday", "receiver"])
    op.create_table(
        "weekly_review",
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["monday"], ["weekly_list.monday"], name=op.f("fk_weekly_review_monday")
        ),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisation.id"], name=op.f("fk_weekly_review_organisation")
        ),
        sa.PrimaryKeyConstraint(
            "monday", "organisation", "ref", "obligation", name=op.f("pk_weekly_review")
        ),
        sqlite_with_rowid=False,
    )


def _address_changes() -> None:
    op.create_table(
        "address_change",
        sa.Column("id", BigId, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.CheckConstraint(
            "before IS NOT NULL OR after IS NOT NULL", name=op.f("ck_address_change_something")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_change")),
    )
    op.create_index("ix_address_change_organisation", "address_change", ["organisation", "at"])
    _refuse_changes("address_change")


def _refuse_changes(table: str) -> None:
    """As for the journal: to change what was logged is an act by itself."""
    words = f"{table} is append-only"
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{words}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
    )
