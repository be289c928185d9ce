"""Mail that is kept instead of sent, while no SMTP server is set up."""

from datetime import datetime

from msgspec import Struct
from sqlalchemy import Integer, bindparam, select

from hjemover.store.statements import Statement, insert_into
from hjemover.store.tables import mail
from hjemover.store.transaction import Transaction


class Mail(Struct, frozen=True, kw_only=True):
    """One message as it would have gone out."""

    created: datetime
    unit: str
    subject: str
    text: str
    html: str
    to_address: str


_keep = insert_into(mail, "created_at", "unit", "subject", "text", "html", "to_address")
_latest = Statement(
    select(*(column for column in mail.columns if column.name != "id"))
    .order_by(mail.c.id.desc())
    .limit(bindparam("most", type_=Integer)),
    "most",
)


def keep(tx: Transaction, message: Mail) -> None:
    """Keep one message."""
    tx.write(
        _keep,
        [
            (
                message.created,
                message.unit,
                message.subject,
                message.text,
                message.html,
                message.to_address,
            )
        ],
    )


def latest(tx: Transaction, limit: int = 100) -> list[Mail]:
    """What was kept, the newest first."""
    return [
        Mail(
            created=row[0], unit=row[1], subject=row[2], text=row[3], html=row[4], to_address=row[5]
        )
        for row in tx.rows(_latest, limit)
    ]
