"""The number of a person in the register of health personnel (HPR), to be known by at sign-in.

Run *pre* deploy: a new column that may be empty, and its index.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("person", sa.Column("hpr_number", sa.Text()))
    op.create_index("ix_person_hpr_number", "person", ["hpr_number"])
