"""SQL statements that are compiled once and run straight on the driver.

SQLAlchemy Core describes each statement for both databases; the write path then runs the
compiled text itself. Running Core for every row costs several times what the database does.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Boolean, Column, Date, Dialect, Insert, Table, bindparam, delete, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ClauseElement, ColumnElement, Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.types import TypeEngine

from hjemover.store.types import Instant, instant_text

Row = Sequence[Any]
Convert = Callable[[Any], Any]


class Compiled:
    """One statement for one database: its text, and how rows go in and out of the driver."""

    __slots__ = ("_into", "_order", "_out_of", "sql", "writes")

    def __init__(self, core: Executable, parameters: Sequence[str], dialect: Dialect) -> None:
        assert isinstance(core, ClauseElement)
        compiled = core.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        names = list(compiled.positiontup or ())
        self.sql = compiled.string
        self.writes = isinstance(core, UpdateBase)
        self._order = (
            None if names == list(parameters) else _reorder(names, parameters, compiled.binds)
        )
        self._into = [
            (place, convert)
            for place, name in enumerate(names)
            if (convert := _binder(compiled.binds[name].type, dialect)) is not None
        ]
        returned = getattr(core, "exported_columns", ())
        self._out_of = [
            (place, convert)
            for place, column in enumerate(returned)
            if (convert := _reader(column.type, dialect)) is not None
        ]

    def bind(self, row: Row) -> Row:
        """The row in the order and the types that the driver wants."""
        if self._order is not None:
            row = self._order(row)
        if not self._into:
            return row
        values = list(row)
        for place, convert in self._into:
            values[place] = convert(values[place])
        return values

    def read(self, rows: list[Any]) -> list[tuple[Any, ...]]:
        """Rows from the driver in our types."""
        if not self._out_of:
            return rows
        return [self._read(row) for row in rows]

    def _read(self, row: Row) -> tuple[Any, ...]:
        values = list(row)
        for place, convert in self._out_of:
            values[place] = convert(values[place])
        return tuple(values)


class Statement:
    """A statement with named parameters, given as tuples in the order of *parameters*.

    Args:
        core: The statement, or a function from a dialect's name to it where they differ.
    """

    def __init__(self, core: Executable | Callable[[str], Executable], *parameters: str) -> None:
        self._core = core
        self._parameters = parameters
        self._compiled: dict[str, Compiled] = {}

    def compiled(self, dialect: Dialect) -> Compiled:
        found = self._compiled.get(dialect.name)
        if found is None:
            core = self._core if isinstance(self._core, Executable) else self._core(dialect.name)
            found = self._compiled[dialect.name] = Compiled(core, self._parameters, dialect)
        return found


def insert_into(table: Table, *columns: str, returning: Column[Any] | None = None) -> Statement:
    """An insert of these columns, all of them when none is named."""
    names = columns or tuple(column.name for column in table.columns)
    core = insert(table).values({name: bindparam(name) for name in names}).inline()
    return Statement(core.returning(returning) if returning is not None else core, *names)


def insert_once(table: Table, key: Sequence[str], *columns: str) -> Statement:
    """An insert that leaves a row with the same *key* as it is."""
    names = columns or tuple(column.name for column in table.columns)

    def build(dialect: str) -> Executable:
        core: Insert = _insert(dialect, table, names).on_conflict_do_nothing(
            index_elements=list(key)
        )
        return core.inline()

    return Statement(build, *names)


def upsert(
    table: Table,
    key: Sequence[str],
    *columns: str,
    change: Callable[[Any], dict[str, ColumnElement[Any]]] | None = None,
) -> Statement:
    """An insert that otherwise overwrites the row with the same *key*.

    Args:
        change: From the row that was to be inserted to what is overwritten; all but the key
            when missing.
    """
    names = columns or tuple(column.name for column in table.columns)

    def build(dialect: str) -> Executable:
        core = _insert(dialect, table, names)
        new = core.excluded
        changed = change(new) if change else {n: new[n] for n in names if n not in key}
        done: Insert = core.on_conflict_do_update(index_elements=list(key), set_=changed)
        return done.inline()

    return Statement(build, *names)


def delete_by(table: Table, *key: str) -> Statement:
    """A delete of the rows with these values."""
    return Statement(delete(table).where(*(table.c[k] == bindparam(k) for k in key)), *key)


def _insert(dialect: str, table: Table, names: Sequence[str]) -> Any:
    """The dialect's own insert: the two have no common type, only the same methods."""
    made = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return made.values({name: bindparam(name) for name in names})


def _reorder(
    names: Sequence[str], parameters: Sequence[str], constants: Mapping[str, BindParameter[Any]]
) -> Callable[[Row], Row]:
    """From a row as given to a row as the text has its places: repeated, moved, or constant."""
    fixed = [name for name in names if name not in parameters]
    known = (*parameters, *fixed)
    tail = tuple(constants[name].value for name in fixed)
    places = [known.index(name) for name in names]
    if len(places) == 1:
        return lambda row: ((*row, *tail)[places[0]],)
    pick = itemgetter(*places) if places else lambda _: ()
    return (lambda row: pick((*row, *tail))) if tail else pick


def _binder(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    # The drivers take all other Python types as they are.
    if isinstance(kind, Instant):
        return _instant_or_null if dialect.name == "sqlite" else None
    if isinstance(kind, Date):
        return kind.dialect_impl(dialect).bind_processor(dialect)
    return None


def _instant_or_null(value: datetime | None) -> str | None:
    return None if value is None else instant_text(value)


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    if isinstance(kind, Instant | Date | Boolean):
        return kind.dialect_impl(dialect).result_processor(dialect, None)
    return None
