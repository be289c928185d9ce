"""Services: what each is called.

Run *pre* deploy: a new table only, which the running release does not know. It is filled by the
next import of an address book; until then services are called what the pathways call them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "service",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_nn", sa.Text()),
        sa.Column("name_en", sa.Text()),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_service")),
    )
