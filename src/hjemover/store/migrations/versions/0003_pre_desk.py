"""What lies on a desk: snoozes, notes, drafts and saved views.

Run *pre* deploy: new tables only, which the running release does not know.
"""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    pass
