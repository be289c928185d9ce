"""Accounts, sessions and access to patients.

Run *pre* deploy: new tables only, which the running release does not know.
"""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    pass
