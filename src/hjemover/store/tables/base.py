"""What every table shares."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import MetaData
from sqlalchemy.sql.elements import ColumnElement, TextClause

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def one_of(column: str, values: Iterable[str]) -> str:
    """The text of a CHECK that holds *column* to a closed list."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


def where(condition: ColumnElement[bool] | TextClause) -> dict[str, Any]:
    """The arguments that make an index partial on both databases."""
    return {"postgresql_where": condition, "sqlite_where": condition}
