"""Records in and out of their tables. Every change counts the version up."""

from collections.abc import Collection
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import Column, Table, func, select, update

from hjemover.store import tables
from hjemover.store.address_book.records import (
    Absence,
    ContactPoint,
    Deputy,
    Membership,
    NumberSetting,
    Organisation,
    Person,
    Record,
    Service,
    Unit,
    UnitService,
)
from hjemover.store.statements import Statement, delete_by, upsert
from hjemover.store.tables import address_book_version
from hjemover.store.transaction import Transaction

R = TypeVar("R", bound=Struct)

TABLES: Final[dict[type[Struct], Table]] = {
    Organisation: tables.organisation,
    Unit: tables.unit,
    Service: tables.service,
    UnitService: tables.unit_service,
    ContactPoint: tables.contact_point,
    Deputy: tables.deputy,
    Person: tables.person,
    Membership: tables.membership,
    Absence: tables.absence,
    NumberSetting: tables.number_override,
}
KINDS: Final[tuple[type[Any], ...]] = tuple(TABLES)
"""Every kind of record, those that others refer to first."""
_JSON: Final = frozenset({"week", "closed", "closed_yearly"})
_UNBOUND: Final[dict[type[Struct], tuple[Column[Any], ...]]] = {
    Person: (tables.unit.c.lead,),
    Unit: (tables.work_item.c.holder, tables.work_item.c.awaits, tables.work_item.c.receiver),
}
"""What refers to a record without a foreign key."""


def _key(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.primary_key.columns)


_put = {kind: upsert(table, _key(table), *kind.__struct_fields__) for kind, table in TABLES.items()}
_drop = {kind: delete_by(table, *_key(table)) for kind, table in TABLES.items()}
_changed = Statement(
    update(address_book_version).values(version=address_book_version.c.version + 1)
)
_version = Statement(select(address_book_version.c.version))
_all = {
    kind: Statement(
        select(*(table.c[name] for name in kind.__struct_fields__)).order_by(
            *table.primary_key.columns
        )
    )
    for kind, table in TABLES.items()
}


def put(tx: Transaction, *records: Record) -> None:
    """Write records, over those with the same key, in the order given."""
    for record in records:
        tx.write(_put[type(record)], [_row(record)])
    tx.write(_changed, [()])


def remove(tx: Transaction, record: Record) -> None:
    """Take a record away, found by its key.

    Raises:
        LookupError: There is no such record; at the commit at the latest.
    """
    kind = type(record)
    row = key_of(record)
    missing = LookupError(
        f"The address book has no such {kind.__name__}: {', '.join(map(str, row))}"
    )
    tx.write_one(_drop[kind], row, otherwise=missing)
    tx.write(_changed, [()])


def hangs_on(tx: Transaction, record: Record, *, but: Collection[Record] = ()) -> bool:
    """Whether anything refers to the record, beside *but*, which goes with it."""
    kind, this = type(record), key_of(record)[0]
    keys = [
        column
        for table in tables.metadata.sorted_tables
        for column in table.columns
        if any(foreign.column.table is TABLES[kind] for foreign in column.foreign_keys)
    ]
    for column in (*keys, *_UNBOUND.get(kind, ())):
        going = sum(
            TABLES[type(one)] is column.table and getattr(one, column.name) == this for one in but
        )
        count = select(func.count()).select_from(column.table).where(column == this)
        if tx.execute(count).scalar_one() > going:
            return True
    return False


def key_of(record: Record) -> tuple[Any, ...]:
    """What a record of its kind is found by."""
    return tuple(getattr(record, name) for name in _key(TABLES[type(record)]))


def version(tx: Transaction) -> int:
    """A number that rises with every change."""
    row = tx.row(_version)
    return int(row[0]) if row else 0


def records(tx: Transaction, kind: type[R]) -> list[R]:
    """Every record of one kind, by its key."""
    return [_record(kind, row) for row in tx.rows(_all[kind])]


def _row(record: Record) -> tuple[Any, ...]:
    return tuple(
        msgspec.json.encode(value).decode() if name in _JSON else value
        for name, value in zip(
            record.__struct_fields__, msgspec.structs.astuple(record), strict=True
        )
    )


def _record(kind: type[R], row: tuple[Any, ...]) -> R:
    values = dict(zip(kind.__struct_fields__, row, strict=True))
    for name in _JSON & values.keys():
        values[name] = msgspec.json.decode(values[name])
    # Text becomes opening hours and dates here; what is a date already stays one.
    return msgspec.convert(values, kind)
