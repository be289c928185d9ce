"""Following up what is stuck: notes, owners and weekly snapshots.

Run *pre* deploy: new tables only, which the running release does not know.
"""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    pass
