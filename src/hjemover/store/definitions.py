"""Published definitions (publiserte forløpsbeskrivelser). What is published never changes."""

from datetime import date, datetime

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, select

from hjemover.definition.models import PathwayDefinition, decode, encode
from hjemover.store.statements import Statement, insert_into
from hjemover.store.tables import definition
from hjemover.store.transaction import Transaction


class AlreadyPublished(Exception):
    """That version was published with another content. Give the change the next number."""

    def __init__(self, key: tuple[str, int]) -> None:
        super().__init__(
            f"{key[0]} version {key[1]} is already published with another content."
            f" Publish the change as version {key[1] + 1}."
        )
        self.key = key


class Published(Struct, frozen=True, kw_only=True):
    """A version on the list, without its content."""

    id: str
    version: int
    valid_from: date
    published: datetime
    published_by: str
    fingerprint: str


_add = insert_into(definition)
_listed = (
    definition.c.id, definition.c.version, definition.c.valid_from, definition.c.published_at,
    definition.c.published_by, definition.c.fingerprint,
)  # fmt: skip
_list = Statement(select(*_listed).order_by(definition.c.id, definition.c.version))
_key = (definition.c.id == bindparam("id"), definition.c.version == bindparam("version"))
_compiled = Statement(select(definition.c.compiled).where(*_key), "id", "version")
_sources = Statement(select(definition.c.sources).where(*_key), "id", "version")
_fingerprint = Statement(select(definition.c.fingerprint).where(*_key), "id", "version")
_in_force = Statement(
    select(definition.c.compiled)
    .where(definition.c.id == bindparam("id"), definition.c.valid_from <= bindparam("on"))
    .order_by(definition.c.valid_from.desc(), definition.c.version.desc())
    .limit(1),
    "id",
    "on",
)


def publish(
    tx: Transaction,
    published: PathwayDefinition,
    sources: dict[str, str],
    *,
    by: str,
    now: datetime,
) -> bool:
    """Publish a version. Returns False when this very content is published already.

    Args:
        sources: File name to text, all the files it was read from.

    Raises:
        AlreadyPublished: The version exists with another content.
    """
    found = tx.row(_fingerprint, *published.key)
    if found is not None:
        if found[0] != published.fingerprint:
            raise AlreadyPublished(published.key)
        return False
    row = (
        published.id, published.version, published.valid_from, now, by,
        msgspec.json.encode(sources, order="deterministic"), encode(published),
        published.fingerprint,
    )  # fmt: skip
    tx.write(_add, [row])
    return True


def get(tx: Transaction, id: str, version: int) -> PathwayDefinition | None:
    """The version, as it was published."""
    row = tx.row(_compiled, id, version)
    return decode(row[0]) if row else None


def in_force(tx: Transaction, id: str, on: date) -> PathwayDefinition | None:
    """The version that enrolments on that day start on."""
    row = tx.row(_in_force, id, on)
    return decode(row[0]) if row else None


def sources(tx: Transaction, id: str, version: int) -> dict[str, str] | None:
    """The files of a version: name to text."""
    row = tx.row(_sources, id, version)
    return msgspec.json.decode(row[0], type=dict[str, str]) if row else None


def published(tx: Transaction) -> list[Published]:
    """Every published version, by id and version."""
    return [
        Published(
            id=row[0],
            version=row[1],
            valid_from=row[2],
            published=row[3],
            published_by=row[4],
            fingerprint=row[5],
        )
        for row in tx.rows(_list)
    ]
