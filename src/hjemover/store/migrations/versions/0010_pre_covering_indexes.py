"""Indexes that hold all that a figure asks.

Run *pre* deploy: indexes only, which the running release uses without knowing.
"""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.drop_index("ix_ball_unit", table_name="ball")
    op.create_index("ix_ball_unit", "ball", ["unit", "from_at", "to_at"])
    op.drop_index("ix_handoff_log_receiver", table_name="handoff_log")
    op.create_index("ix_handoff_log_receiver", "handoff_log", ["receiver", "offered_at", "sender"])
    op.drop_index("ix_handoff_log_sender", table_name="handoff_log")
    op.create_index("ix_handoff_log_sender", "handoff_log", ["sender", "offered_at", "receiver"])
    op.drop_index("ix_deadline_log_unit", table_name="deadline_log")
    op.create_index(
        "ix_deadline_log_unit",
        "deadline_log",
        ["unit", "due_at", "deadline_class", "met", "late_on_arrival", "definition"],
    )
    op.drop_index(op.f("ix_pathway_definition_status"), table_name="pathway")
    op.create_index(
        op.f("ix_pathway_definition_definition_version_status"),
        "pathway",
        ["definition", "definition_version", "status"],
    )
