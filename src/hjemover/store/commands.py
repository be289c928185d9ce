"""Commands that were answered: the same id twice gets the first answer again (idempotens)."""

from datetime import datetime
from hashlib import sha256

from msgspec import Struct
from sqlalchemy import bindparam, select

from hjemover.errors import CommandRefused
from hjemover.store import codec
from hjemover.store.statements import Statement, insert_into
from hjemover.store.tables import command
from hjemover.store.transaction import Transaction


class Remembered(Struct, frozen=True, kw_only=True):
    """What a command did, and the small answer its sender got.

    Args:
        first_sequence: The first journal entry it wrote; above *last_sequence* when none.
        result: JSON, small, without personal data.
    """

    id: str
    ref: str
    kind: str
    request_hash: bytes
    recorded: datetime
    first_sequence: int
    last_sequence: int
    result: bytes = b"{}"


def fingerprint(*request: object) -> bytes:
    """What makes two requests the same: the command, who gave it, and on which pathway."""
    return sha256(codec.encode(request)).digest()


_remember = insert_into(command)
_recall = Statement(
    select(*(column for column in command.columns if column.name != "id")).where(
        command.c.id == bindparam("id")
    ),
    "id",
)


def remember(tx: Transaction, done: Remembered) -> None:
    """Keep the answer, in the transaction that did the thing."""
    row = (
        done.id, done.ref, done.kind, done.request_hash, done.recorded,
        done.first_sequence, done.last_sequence, done.result,
    )  # fmt: skip
    tx.write(_remember, [row])


def was_given(tx: Transaction, command_id: str) -> bool:
    """Whether a command with this id has been answered, whatever it was."""
    return tx.row(_recall, command_id) is not None


def recall(tx: Transaction, command_id: str, request_hash: bytes) -> Remembered | None:
    """What the command with this id did, or None when it has not been seen.

    Call it after the pathway is locked: then nobody else can be doing the same just now.

    Raises:
        CommandRefused: ``command-id-reused``: the id was used for something else.
    """
    row = tx.row(_recall, command_id)
    if row is None:
        return None
    ref, kind, remembered_hash, recorded, first, last, result = row
    if remembered_hash != request_hash:
        raise CommandRefused("command-id-reused", command_id=command_id)
    return Remembered(
        id=command_id,
        ref=ref,
        kind=kind,
        request_hash=remembered_hash,
        recorded=recorded,
        first_sequence=first,
        last_sequence=last,
        result=result,
    )


_of = Statement(select(command.c.ref).where(command.c.id == bindparam("id")), "id")


def of_whom(tx: Transaction, command_id: str) -> str | None:
    """The pathway that a command with this id was carried out on; None when there was none."""
    row = tx.row(_of, command_id)
    return str(row[0]) if row else None
