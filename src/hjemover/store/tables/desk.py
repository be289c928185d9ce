"""What lies on a desk (arbeidsbord): what people note beside the work, never the work itself.

None of it is in the journal, and no rule reads it. Free text may be health data: it is sealed.
"""

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, Table, Text

from hjemover.store.tables.base import metadata, one_of, where
from hjemover.store.types import Instant

VIEW_OWNERS = ("person", "unit")

# What one unit has done with an item that awaits it: opened it, put it off.
desk_mark = Table(
    "desk_mark",
    metadata,
    Column("unit", Text, primary_key=True),
    Column("ref", Text, primary_key=True),
    Column("obligation", Text, primary_key=True),
    Column("opened_at", Instant),
    Column("opened_by", Text),
    Column("snoozed_until", Instant),
    Column("snoozed_by", Text),
    Column("snoozed_at", Instant),
    sqlite_with_rowid=False,
)
Index("ix_desk_mark_item", desk_mark.c.ref, desk_mark.c.obligation)
Index(
    "ix_desk_mark_snoozed",
    desk_mark.c.unit,
    desk_mark.c.snoozed_until,
    **where(desk_mark.c.snoozed_until.is_not(None)),
)

# What somebody has typed and not sent: one for each person and item.
desk_draft = Table(
    "desk_draft",
    metadata,
    Column("person", Text, primary_key=True),
    Column("ref", Text, primary_key=True),
    Column("obligation", Text, primary_key=True),
    Column("key_id", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("saved_at", Instant, nullable=False),
    sqlite_with_rowid=False,
)
Index("ix_desk_draft_saved_at", desk_draft.c.saved_at)
Index("ix_desk_draft_key_id", desk_draft.c.key_id)

# What the two sides of a handoff say to each other beside its questions and answers.
desk_note = Table(
    "desk_note",
    metadata,
    Column("id", Text, primary_key=True),
    Column("ref", Text, nullable=False),
    Column("obligation", Text, nullable=False),
    Column("from_unit", Text, nullable=False),
    Column("to_unit", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("key_id", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
Index("ix_desk_note_item", desk_note.c.ref, desk_note.c.obligation, desk_note.c.at)
Index("ix_desk_note_key_id", desk_note.c.key_id)

# A filter with a name, kept for a person or for a whole unit.
desk_view = Table(
    "desk_view",
    metadata,
    Column("id", Text, primary_key=True),
    Column("owner_kind", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    CheckConstraint(one_of("owner_kind", VIEW_OWNERS), name="owner_kind"),
    sqlite_with_rowid=False,
)
Index("ix_desk_view_owner", desk_view.c.owner_kind, desk_view.c.owner)

# Who has an item open just now.
desk_presence = Table(
    "desk_presence",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("obligation", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("unit", Text, nullable=False),
    Column("seen_at", Instant, nullable=False, index=True),
    sqlite_with_rowid=False,
)

# How to take back what somebody just did on their desk.
desk_undo = Table(
    "desk_undo",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Column("steps", Text, nullable=False),  # JSON
    Column("undone_at", Instant),
    sqlite_with_rowid=False,
)
