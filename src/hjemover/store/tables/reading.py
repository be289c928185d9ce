"""What screens ask. All of it can be dropped and rebuilt from the journal."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, TextClause, text

from hjemover.store.tables.base import metadata, where
from hjemover.store.types import Instant

work_item = Table(
    "work_item",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("obligation", Text, primary_key=True),
    Column("definition", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("handoff_status", Text),
    Column("holder", Text, nullable=False),
    Column("awaits", Text, nullable=False),
    Column("sender", Text),
    Column("receiver", Text),
    Column("claimed_by", Text),
    Column("due_at", Instant),
    Column("due_class", Text),
    Column("late_on_arrival", Integer, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("since", Instant, nullable=False),
    Column("next_at", Instant),
    Column("escalated", Integer, nullable=False),
    Column("passed", Boolean, nullable=False),
    Column("postponed", Boolean, nullable=False),
    Column("stuck_cause", Text),
    Column("listed_at", Instant),  # on the awaited unit's list since
    sqlite_with_rowid=False,
)

ON_A_LIST = text("kind <> 'wait' AND status <> 'draft'")
"""What somebody has to do something about now. A text, as a partial index serves no parameter."""
WITH_OTHERS = text("holder <> awaits")
"""What one unit has the ball for while another's act is awaited."""
NOT_DELIVERED = text("stuck_cause = 'not-delivered'")
"""An offer that did not reach its receiver. Not while its pathway rests: then nothing is stuck."""
ASKED = text("handoff_status = 'returned'")
"""What a receiver has asked the sender about, who has not answered yet."""


def on_a_list(table: str) -> TextClause:
    """:data:`ON_A_LIST` of the work items under another name, for which its index serves too."""
    return text(" AND ".join(f"{table}.{term}" for term in ON_A_LIST.text.split(" AND ")))


# Each holds all that a page of a list and the counts over it ask, in the order of the list.
Index(
    "ix_work_item_listed",
    work_item.c.awaits,
    work_item.c.due_at,
    work_item.c.ref,
    work_item.c.obligation,
    work_item.c.claimed_by,
    work_item.c.escalated,
    **where(ON_A_LIST),
)
Index(
    "ix_work_item_with_others",
    work_item.c.holder,
    work_item.c.due_at,
    work_item.c.ref,
    work_item.c.obligation,
    work_item.c.awaits,
    work_item.c.escalated,
    **where(WITH_OTHERS),
)
Index(
    "ix_work_item_asked",
    work_item.c.receiver,
    work_item.c.due_at,
    work_item.c.ref,
    work_item.c.obligation,
    work_item.c.awaits,
    work_item.c.escalated,
    **where(ASKED),
)
Index(
    "ix_work_item_claimed",
    work_item.c.claimed_by,
    work_item.c.due_at,
    **where(work_item.c.claimed_by.is_not(None)),
)
Index("ix_work_item_held", work_item.c.holder, work_item.c.due_at)
# What a receiver has a side in also while the sender's act is awaited.
Index(
    "ix_work_item_stuck_receiver",
    work_item.c.receiver,
    work_item.c.stuck_cause,
    **where(work_item.c.stuck_cause.is_not(None)),
)
Index(
    "ix_work_item_stuck",
    work_item.c.holder,
    work_item.c.stuck_cause,
    **where(work_item.c.stuck_cause.is_not(None)),
)
Index(
    "ix_work_item_stuck_with",
    work_item.c.awaits,
    work_item.c.stuck_cause,
    **where(work_item.c.stuck_cause.is_not(None)),
)

# Who had each obligation, from when to when, by effective times (ballansvar). The sequence is
# the journal entry that gave it to them.
ball = Table(
    "ball",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("obligation", Text, primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("unit", Text, nullable=False),
    Column("from_at", Instant, nullable=False),
    Column("to_at", Instant),
    sqlite_with_rowid=False,
)
Index("ix_ball_unit", ball.c.unit, ball.c.from_at, ball.c.to_at)

timer = Table(
    "timer",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("obligation", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("due_at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

handoff_log = Table(
    "handoff_log",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("obligation", Text, primary_key=True),
    Column("definition", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("receiver", Text, nullable=False),  # the latest one
    Column("attempt", Integer, nullable=False),
    Column("forwarded", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("offered_at", Instant, nullable=False),
    Column("with_receiver_from", Instant, nullable=False),  # offered to the latest receiver
    Column("delivered_at", Instant),  # to the latest receiver
    Column("seen_at", Instant),  # by the latest receiver
    Column("returned_at", Instant),
    Column("answered_at", Instant),
    Column("ended_at", Instant),
    Column("due_at", Instant),
    Column("within_limit", Boolean),  # NULL while it is open, or when it had no limit
    sqlite_with_rowid=False,
)
# With the other side in it: a choice of counterparts is made from the index alone.
Index(
    "ix_handoff_log_receiver",
    handoff_log.c.receiver,
    handoff_log.c.offered_at,
    handoff_log.c.sender,
)
Index(
    "ix_handoff_log_sender",
    handoff_log.c.sender,
    handoff_log.c.offered_at,
    handoff_log.c.receiver,
)

deadline_log = Table(
    "deadline_log",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("obligation", Text, primary_key=True),
    Column("due_at", Instant, primary_key=True),
    Column("definition", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("deadline_class", Text, nullable=False),
    Column("number", Text),
    Column("unit", Text, nullable=False),
    Column("met", Boolean, nullable=False),
    Column("passed_at", Instant),
    Column("ended_at", Instant),
    # Whole days it was late when it came: the sender's delay, not this unit's.
    Column("late_on_arrival", Integer, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)
# All that a count of limits asks.
Index(
    "ix_deadline_log_unit",
    deadline_log.c.unit,
    deadline_log.c.due_at,
    deadline_log.c.deadline_class,
    deadline_log.c.met,
    deadline_log.c.late_on_arrival,
    deadline_log.c.definition,
)

# What a unit has done with: a row when a task is completed or falls away, or a handoff is answered,
# taken back or runs out.
done_item = Table(
    "done_item",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("obligation", Text, primary_key=True),
    Column("sequence", Integer, nullable=False),  # the journal entry that tells who did it
    Column("definition", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("ended_at", Instant, nullable=False),
    sqlite_with_rowid=False,
)
Index(
    "ix_done_item_unit",
    done_item.c.unit,
    done_item.c.ended_at,
    done_item.c.ref,
    done_item.c.obligation,
)

# From what started something that grows day by day to what stopped it (påløp). The sequence is
# the journal entry that started it.
accrual_run = Table(
    "accrual_run",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("accrual", Text, primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("run", Integer, nullable=False),
    Column("definition", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("counts_from", Instant, nullable=False),
    Column("stopped_at", Instant),
    Column("voided", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
Index("ix_accrual_run_definition", accrual_run.c.definition, accrual_run.c.started_at)

# One row for each pair of milestones that a measure sees (måltall). The sequence is the journal
# entry that made the first of them.
measure_log = Table(
    "measure_log",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("measure", Text, primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("definition", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("ended_by", Text),  # the unit that had the ball when it ended
    Column("from_at", Instant, nullable=False),
    Column("to_at", Instant),
    Column("limit_at", Instant),
    Column("lapsed_at", Instant),  # the pathway was over before it ended
    Column("row", Text, nullable=False),  # the branch of a row that it is of; empty outside
    sqlite_with_rowid=False,
)
Index("ix_measure_log_definition", measure_log.c.definition, measure_log.c.from_at)
# An organisation's own: what its units were measured by, and what they had when it ended.
Index("ix_measure_log_unit", measure_log.c.unit, measure_log.c.from_at)
Index(
    "ix_measure_log_ended_by",
    measure_log.c.ended_by,
    measure_log.c.from_at,
    **where(measure_log.c.ended_by.is_not(None)),
)

REBUILT = (
    work_item, ball, timer, handoff_log, deadline_log, done_item, accrual_run, measure_log,
)  # fmt: skip
"""The tables that are dropped and rebuilt; wakeups are brought into line beside them."""
