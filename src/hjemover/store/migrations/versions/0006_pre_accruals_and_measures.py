"""What accrues, and what definitions measure.

Run *pre* deploy: new tables only, which the running release does not know.
"""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    pass
