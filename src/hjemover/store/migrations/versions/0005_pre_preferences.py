"""What people and units have chosen: messages, languages, absences.

Run *pre* deploy: new tables only, which the running release does not know.
"""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    pass
