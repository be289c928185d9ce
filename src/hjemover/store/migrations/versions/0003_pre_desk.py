"""What lies on a desk: marks, drafts, notes, saved views; and lists that stay fast.

Run *pre* deploy: new tables that the running release does not know, and indexes. What is done
is listed from this migration on; ``hjemover rebuild`` fills in what was done before it.
"""

import sqlalchemy as sa
from alembic import op

from hjemover.store.types import Instant

revision = "0003"
down_revision = "0002"

_LISTED = "kind <> 'wait' AND status <> 'draft'"


def upgrade() -> None:
    _marks()
    _texts()
    _others()
    _done()
    _lists()


def _marks() -> None:
    op.create_table(
        "desk_mark",
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("opened_at", Instant()),
        sa.Column("opened_by", sa.Text()),
        sa.Column("snoozed_until", Instant()),
        sa.Column("snoozed_by", sa.Text()),
        sa.Column("snoozed_at", Instant()),
        sa.PrimaryKeyConstraint("unit", "ref", "obligation", name="pk_desk_mark"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_desk_mark_item", "desk_mark", ["ref", "obligation"])
    _partial(
        "ix_desk_mark_snoozed", "desk_mark", ["unit", "snoozed_until"], "snoozed_until IS NOT NULL"
    )


def _texts() -> None:
    op.create_table(
        "desk_draft",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("person", "ref", "obligation", name="pk_desk_draft"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_desk_draft_saved_at", "desk_draft", ["saved_at"])
    op.create_index("ix_desk_draft_key_id", "desk_draft", ["key_id"])
    op.create_table(
        "desk_note",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("from_unit", sa.Text(), nullable=False),
        sa.Column("to_unit", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_desk_note"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_desk_note_item", "desk_note", ["ref", "obligation", "at"])
    op.create_index("ix_desk_note_key_id", "desk_note", ["key_id"])


def _others() -> None:
    op.create_table(
        "desk_view",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("owner_kind", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.CheckConstraint("owner_kind IN ('person', 'unit')", name="owner_kind"),
        sa.PrimaryKeyConstraint("id", name="pk_desk_view"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_desk_view_owner", "desk_view", ["owner_kind", "owner"])
    op.create_table(
        "desk_presence",
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("ref", "obligation", "person", name="pk_desk_presence"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_desk_presence_seen_at", "desk_presence", ["seen_at"])
    op.create_table(
        "desk_undo",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("undone_at", Instant()),
        sa.PrimaryKeyConstraint("id", name="pk_desk_undo"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_desk_undo_at", "desk_undo", ["at"])


def _done() -> None:
    op.create_table(
        "done_item",
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("ref", "obligation", name="pk_done_item"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_done_item_unit", "done_item", ["unit", "ended_at", "ref", "obligation"])


def _lists() -> None:
    """Indexes that hold all that a list asks. They take the place of one that held less."""
    op.add_column("work_item", sa.Column("listed_at", Instant()))
    op.execute("UPDATE work_item SET listed_at = started_at")
    keys = ["due_at", "ref", "obligation"]
    op.drop_index("ix_work_item_inbox", "work_item")
    _partial(
        "ix_work_item_listed", "work_item", ["awaits", *keys, "claimed_by", "escalated"], _LISTED
    )
    _partial(
        "ix_work_item_with_others",
        "work_item",
        ["holder", *keys, "awaits", "escalated"],
        "holder <> awaits",
    )
    _partial(
        "ix_work_item_claimed", "work_item", ["claimed_by", "due_at"], "claimed_by IS NOT NULL"
    )


def _partial(name: str, table: str, columns: list[str], condition: str) -> None:
    text = sa.text(condition)
    op.create_index(name, table, columns, postgresql_where=text, sqlite_where=text)
