"""Column types that mean the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

# SQLite numbers rows by itself only when the key is spelt INTEGER.
BigId = BigInteger().with_variant(Integer(), "sqlite")


# One act writes the same few instants into many rows.
@lru_cache(maxsize=4096)
def instant_text(at: datetime) -> str:
    """An instant as fixed-width ISO text in UTC, which sorts as it should.

    Raises:
        ValueError: The datetime is naive. Instants are aware UTC datetimes.
    """
    if at.tzinfo is not UTC:
        if at.tzinfo is None:
            raise ValueError(f"{at} has no time zone. Instants are aware UTC datetimes.")
        at = at.astimezone(UTC)
    return at.isoformat(timespec="microseconds")[:26] + "Z"


class Instant(TypeDecorator[datetime]):
    """A moment in UTC: ``timestamptz`` on PostgreSQL, fixed-width text on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> object:
        if value is None:
            return None
        if dialect.name == "sqlite":
            return instant_text(value)
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone. Instants are aware UTC datetimes.")
        return value

    def process_result_value(self, value: object, dialect: Dialect) -> datetime | None:
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        return value.astimezone(UTC) if isinstance(value, datetime) else None
