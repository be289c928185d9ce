"""Which index key a patient is found by, so that it can be changed as the sealing keys can.

Run *pre* deploy: a new column that may be empty, and indexes. Rows from before are marked when they
are sealed anew (`hjemover keys reseal`); until then they count as left.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("patient", sa.Column("index_id", sa.Text()))
    op.create_index("ix_patient_index_id", "patient", ["index_id"])
    op.create_index("ix_emergency_access_key_id", "emergency_access", ["key_id"])
