"""The rows of a list, a page at a time, each page found by the key of the row before it."""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, Select, and_, bindparam, or_, select

from hjemover.store.desk.conditions import (
    SOON,
    Asked,
    Clock,
    Narrowing,
    Part,
    Place,
    Scope,
    Shape,
    Values,
    beyond,
    beyond_name,
    conditions_of,
    groups_named,
    in_group,
    made_of,
    of_part,
    place_values,
    shape_of,
    values_of,
)
from hjemover.store.tables import done_item, pathway, work_item
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Urgency

Columns = tuple[ColumnElement[Any], ...]
Found = Sequence[tuple[Any, ...]]
_KEY = (work_item.c.due_at, work_item.c.ref, work_item.c.obligation)
_NAME = (work_item.c.ref, work_item.c.obligation)
_AGE = (work_item.c.listed_at, *_NAME)
_MOST = bindparam("most", type_=Integer)


def read_group(
    tx: Transaction,
    part: Part,
    scope: Scope,
    clock: Clock,
    narrow: Narrowing,
    group: Urgency,
    *,
    after: Place | None,
    limit: int,
    columns: Columns,
) -> Found:
    """Rows of one urgency group, the nearest limit first; those without a limit last."""
    if not scope.units:
        return ()
    shapes = [shape_of(one, scope, narrow) for one in made_of(part)]
    values = values_of(scope, clock, narrow, most=limit, **place_values(after))
    found: list[tuple[Any, ...]] = []
    if after is None or after.at is not None:
        dated = [_dated(shape, group, after is not None, columns) for shape in shapes]
        found += _in_order(tx, dated, values, columns)
        after = None
    if group is Urgency.LATER and len(found) < limit:
        rest = [_undated(shape, after is not None, columns) for shape in shapes]
        found += _in_order(tx, rest, values | {"most": limit - len(found)}, columns)
    return found


def _in_order(
    tx: Transaction, lists: Sequence[Asked], values: Values, columns: Columns
) -> Iterator[tuple[Any, ...]]:
    """The first rows of several lists put together, in the order that each of them has.

    Every row ends with the key of that order.
    """
    many = len(columns)
    found = merge(*(one.rows(tx, values) for one in lists), key=lambda row: row[many:])
    return (row[:many] for row in islice(found, values["most"]))


@lru_cache(maxsize=512)
def _dated(shape: Shape, group: Urgency, continued: bool, columns: Columns) -> Asked:
    """Those of a group that have a limit, in the order of the index."""
    # Only those with a limit: a range, where the group as a whole would be two.
    range_ = [work_item.c.due_at > SOON] if group is Urgency.LATER else in_group(group)
    shown = select(*columns, *_KEY).where(*conditions_of(shape), *range_)
    return Asked.made(_page(shown, _KEY, continued))


@lru_cache(maxsize=256)
def _undated(shape: Shape, continued: bool, columns: Columns) -> Asked:
    shown = select(*columns, *_NAME).where(*conditions_of(shape), work_item.c.due_at.is_(None))
    if continued:
        shown = shown.where(beyond_name(_NAME))
    return Asked.made(shown.order_by(*_NAME).limit(_MOST))


def _page(shown: Select[Any], key: Sequence[ColumnElement[Any]], continued: bool) -> Select[Any]:
    if continued:
        shown = shown.where(beyond(key))
    return shown.order_by(*key).limit(_MOST)


def read_oldest(
    tx: Transaction,
    part: Part,
    scope: Scope,
    clock: Clock,
    narrow: Narrowing,
    groups: Collection[Urgency],
    *,
    after: Place | None,
    limit: int,
    columns: Columns,
) -> Found:
    """Rows of a list, what has been on it longest first, whatever its limit."""
    if not scope.units:
        return ()
    chosen, continued = groups_named(groups), after is not None
    lists = [
        _oldest(shape_of(one, scope, narrow), chosen, continued, columns) for one in made_of(part)
    ]
    values = values_of(scope, clock, narrow, most=limit, **place_values(after))
    return list(_in_order(tx, lists, values, columns))


@lru_cache(maxsize=256)
def _oldest(shape: Shape, groups: tuple[Urgency, ...], continued: bool, columns: Columns) -> Asked:
    shown = select(*columns, *_AGE).where(*conditions_of(shape))
    if groups and len(groups) < len(Urgency):
        shown = shown.where(or_(*(and_(*in_group(group)) for group in groups)))
    return Asked.made(_page(shown, _AGE, continued))


# --- what there is to filter by ---------------------------------------------------------------

_LOOKED_AT = 2_000
"""How much of a list is looked through for what it can be narrowed by."""


@lru_cache(maxsize=64)
def _kinds_of_rows(part: Part, units: int) -> Asked:
    other = work_item.c.receiver if part is Part.HELD else work_item.c.sender
    looked = (
        select(work_item.c.definition, work_item.c.step, other.label("other"))
        .where(*of_part(part, units))
        .limit(_LOOKED_AT)
        .subquery()
    )
    return Asked.made(select(*looked.c).distinct())


def kinds_of_rows(
    tx: Transaction, part: Part, scope: Scope, clock: Clock
) -> list[tuple[str, str, str | None]]:
    """The definitions, steps and counterparts that a list has: what it can be narrowed to."""
    if not scope.units:
        return []
    values = values_of(scope, clock, Narrowing())
    asked = [_kinds_of_rows(one, len(scope.units)) for one in made_of(part)]
    found = {row for one in asked for row in one.rows(tx, values)}
    return [(definition, step, other) for definition, step, other in found]


def pathways(tx: Transaction, refs: Collection[str]) -> Sequence[Row[Any]]:
    """The rows of these pathways that a page needs: ref, state, patient."""
    return tx.execute(
        select(
            pathway.c.ref,
            pathway.c.state,
            pathway.c.state_format,
            pathway.c.patient_id,
        ).where(pathway.c.ref.in_(sorted(refs)))
    ).all()


def obligations_of(tx: Transaction, ref: str) -> list[str]:
    """Every obligation of a pathway that a list can have shown: open ones and ended ones."""
    open_ = select(work_item.c.obligation).where(work_item.c.ref == ref)
    ended = select(done_item.c.obligation).where(done_item.c.ref == ref)
    return [row[0] for row in tx.execute(open_.union(ended))]
