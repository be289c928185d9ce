"""What leaders agree on about what is stuck (oppfølging), and the lists of past weeks."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table, Text, and_

from hjemover.store.tables.base import metadata, where
from hjemover.store.types import BigId, Instant

# A note on an open obligation, with who will do it and by when. It is one organisation's own.
follow_up = Table(
    "follow_up",
    metadata,
    Column("id", Text, primary_key=True),  # drawn by whoever asks, so that twice is once
    Column("organisation", Text, ForeignKey("organisation.id"), nullable=False),
    Column("ref", Text, nullable=False),
    Column("obligation", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("owner", Text),  # a person
    Column("day", Date),
    Column("week", Date),  # the Monday of the meeting that agreed on it
    Column("written_at", Instant, nullable=False),
    Column("written_by", Text, nullable=False),
    Column("done_at", Instant),
    Column("done_by", Text),
    Column("carried_to", Text),  # the one that a later meeting took it along as
    Column("times_carried", Integer, nullable=False),
    CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", name="done"),
    CheckConstraint("done_at IS NULL OR carried_to IS NULL", name="done_or_carried"),
    sqlite_with_rowid=False,
)
Index(
    "ix_follow_up_item",
    follow_up.c.organisation,
    follow_up.c.ref,
    follow_up.c.obligation,
    follow_up.c.written_at,
)
Index(
    "ix_follow_up_open",
    follow_up.c.organisation,
    follow_up.c.day,
    **where(and_(follow_up.c.done_at.is_(None), follow_up.c.carried_to.is_(None))),
)

# One row for each Monday whose list was frozen (ukeliste).
weekly_list = Table(
    "weekly_list",
    metadata,
    Column("monday", Date, primary_key=True),
    Column("frozen_at", Instant, nullable=False),
    Column("count", Integer, nullable=False),
    Column("left_out", Integer, nullable=False),  # above the most that a list may hold
)

weekly_row = Table(
    "weekly_row",
    metadata,
    Column("monday", Date, ForeignKey("weekly_list.monday"), primary_key=True),
    Column("ref", Text, primary_key=True),
    Column("obligation", Text, primary_key=True),
    Column("definition", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("handoff_status", Text),
    Column("holder", Text, nullable=False),
    Column("awaits", Text, nullable=False),
    Column("receiver", Text),
    Column("cause", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("stuck_since", Instant, nullable=False),
    Column("due_at", Instant),
    sqlite_with_rowid=False,
)
Index("ix_weekly_row_holder", weekly_row.c.monday, weekly_row.c.holder)
Index("ix_weekly_row_awaits", weekly_row.c.monday, weekly_row.c.awaits)
Index("ix_weekly_row_receiver", weekly_row.c.monday, weekly_row.c.receiver)

# That an organisation's meeting has been through a row (gjennomgått).
weekly_review = Table(
    "weekly_review",
    metadata,
    Column("monday", Date, ForeignKey("weekly_list.monday"), primary_key=True),
    Column("organisation", Text, ForeignKey("organisation.id"), primary_key=True),
    Column("ref", Text, primary_key=True),
    Column("obligation", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("by", Text, nullable=False),
    sqlite_with_rowid=False,
)

# From which day an organisation reckons the limits of a chart anew, and why (ny basis).
chart_rebase = Table(
    "chart_rebase",
    metadata,
    Column("organisation", Text, ForeignKey("organisation.id"), primary_key=True),
    Column("chart", Text, primary_key=True),
    Column("on_day", Date, primary_key=True),
    Column("note", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Text, nullable=False),
    Column("by_name", Text, nullable=False),  # kept beside it, as people leave
    sqlite_with_rowid=False,
)

# Who changed what in the address book, and when. Appended only.
address_change = Table(
    "address_change",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("by", Text, nullable=False),
    Column("by_name", Text, nullable=False),  # kept beside it, as people leave
    Column("organisation", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("before", Text),  # JSON; NULL: it is new
    Column("after", Text),  # JSON; NULL: it was taken away
    CheckConstraint("before IS NOT NULL OR after IS NOT NULL", name="something"),
)
Index("ix_address_change_organisation", address_change.c.organisation, address_change.c.at)
