"""Accounts, sessions and access to patients.

Run *pre* deploy: new tables and indexes, which the running release does not know, and the roles
of memberships in the words of this release; the running one reads no meaning in them.
"""

import sqlalchemy as sa
from alembic import op

from hjemover.store.types import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _accounts()
    _sessions()
    _emergencies()
    op.create_index("ix_patient_blind_index", "patient", ["blind_index"])
    op.create_index("ix_access_log_chain", "access_log", ["chain", "at"])
    op.execute("UPDATE membership SET role = 'manager' WHERE role = 'lead'")
    op.execute(
        "UPDATE membership SET role = 'coordinator' WHERE role NOT IN"
        " ('coordinator', 'designer', 'manager', 'administrator', 'auditor')"
    )


def _accounts() -> None:
    op.create_table(
        "account",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text()),
        sa.Column("subject", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_account_person")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_account")),
        sa.UniqueConstraint("subject", name=op.f("uq_account_subject")),
    )
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant()),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_invitation_person")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitation")),
    )
    op.create_index("ix_invitation_person", "invitation", ["person"])
    op.create_table(
        "sign_in_pause",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_pause")),
    )
    op.create_table(
        "pending_sign_in",
        sa.Column("state_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_pending_sign_in")),
    )


def _sessions() -> None:
    op.create_table(
        "session",
        sa.Column("id_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer()),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("granted", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("provider_session", sa.Text()),
        sa.Column("began_at", Instant(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant()),
        sa.CheckConstraint("way IN ('password', 'provider')", name=op.f("ck_session_way")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_session_person")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_session")),
    )
    op.create_index("ix_session_person", "session", ["person"])


def _emergencies() -> None:
    op.create_table(
        "emergency_access",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("patient_id", sa.Text(), nullable=False),
        sa.Column("controller", sa.Text(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("began_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("reviewed_at", Instant()),
        sa.Column("reviewed_by", sa.Text()),
        sa.Column("review", sa.Text()),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_emergency_access_person")),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_emergency_access_unit")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_emergency_access_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_access")),
    )
    op.create_index("ix_emergency_access_person", "emergency_access", ["person", "patient_id"])
    op.create_index("ix_emergency_access_controller", "emergency_access", ["controller"])
