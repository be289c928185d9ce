"""Sign-ins between the way out to the provider and the way back: sealed, used once, soon gone."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from hjemover.store.identity import KeyRing
from hjemover.store.statements import Statement, delete_by, insert_into
from hjemover.store.tables import pending_sign_in
from hjemover.store.transaction import Transaction

_add = insert_into(pending_sign_in, "state_hash", "sealed", "key_id", "expires_at")
_get = Statement(
    select(pending_sign_in.c.sealed, pending_sign_in.c.key_id)
    .where(
        pending_sign_in.c.state_hash == bindparam("state"),
        pending_sign_in.c.expires_at > bindparam("now"),
    )
    .with_for_update(),
    "state", "now",
)  # fmt: skip
_drop = delete_by(pending_sign_in, "state_hash")
_drop_old = Statement(
    delete(pending_sign_in).where(pending_sign_in.c.expires_at <= bindparam("now")), "now"
)


def keep(
    tx: Transaction, ring: KeyRing, state_hash: bytes, content: str, now: datetime, until: datetime
) -> None:
    """Keep *content* until the provider sends the browser back; what is too old goes."""
    key_id, sealed = ring.seal_text(place(state_hash), content)
    tx.write(_drop_old, [(now,)])
    tx.write(_add, [(state_hash, sealed, key_id, until)])


def take(tx: Transaction, ring: KeyRing, state_hash: bytes, now: datetime) -> str | None:
    """What was kept, which can be taken once; None when there is none, or it is too old."""
    row = tx.row(_get, state_hash, now)
    if row is None:
        return None
    tx.write(_drop, [(state_hash,)])
    return ring.open_text(place(state_hash), row[1], row[0])


def place(state_hash: bytes) -> str:
    """Where what is kept of a sign-in under way is sealed for."""
    return f"sign-in/{state_hash.hex()}"
