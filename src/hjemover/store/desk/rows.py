"""The rows of a list, a page at a time, each page found by the key of the row before it."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, literal, or_, select, tuple_

from hjemover.store.desk.conditions import (
    Clock,
    Narrowing,
    Part,
    Place,
    Scope,
    beyond,
    conditions_of,
    in_group,
    of_part,
)
from hjemover.store.tables import done_item, pathway, work_item
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Urgency


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
    columns: Sequence[ColumnElement[Any]],
) -> Sequence[Row[Any]]:
    """Rows of one urgency group, the nearest limit first; those without a limit last."""
    if not scope.units:
        return ()
    shown = select(*columns).where(
        *conditions_of(part, scope, clock, narrow), *in_group(group, clock)
    )
    if group is not Urgency.LATER:
        return tx.execute(_page(shown, after, limit)).all()
    dated, undated = work_item.c.due_at.is_not(None), work_item.c.due_at.is_(None)
    found: list[Row[Any]] = []
    if after is None or after.at is not None:
        found = list(tx.execute(_page(shown.where(dated), after, limit)).all())
        after = None
    if len(found) < limit:
        key = tuple_(work_item.c.ref, work_item.c.obligation)
        rest = shown.where(undated)
        if after is not None:
            rest = rest.where(key > tuple_(literal(after.ref), literal(after.obligation)))
        rest = rest.order_by(work_item.c.ref, work_item.c.obligation).limit(limit - len(found))
        found += tx.execute(rest).all()
    return found


def _page(shown: Select[Any], after: Place | None, limit: int) -> Select[Any]:
    key = (work_item.c.due_at, work_item.c.ref, work_item.c.obligation)
    if after is not None:
        shown = shown.where(beyond(key, after))
    return shown.order_by(*key).limit(limit)


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
    columns: Sequence[ColumnElement[Any]],
) -> Sequence[Row[Any]]:
    """Rows of a list, what has been on it longest first, whatever its limit."""
    if not scope.units:
        return ()
    key = (work_item.c.listed_at, work_item.c.ref, work_item.c.obligation)
    shown = select(*columns).where(*conditions_of(part, scope, clock, narrow))
    if groups and len(groups) < len(Urgency):
        shown = shown.where(or_(*(and_(*in_group(group, clock)) for group in groups)))
    if after is not None:
        shown = shown.where(beyond(key, after))
    return tx.execute(shown.order_by(*key).limit(limit)).all()


def steps_on_list(tx: Transaction, part: Part, scope: Scope, clock: Clock) -> set[tuple[str, str]]:
    """The definitions and steps that a list has something of: what it can be narrowed to."""
    if not scope.units:
        return set()
    conditions = of_part(part, scope, clock)
    found = tx.execute(
        select(work_item.c.definition, work_item.c.step).where(*conditions).distinct()
    )
    return {(row.definition, row.step) for row in found}


def counterparts_on_list(tx: Transaction, part: Part, scope: Scope, clock: Clock) -> set[str]:
    """The units on the other side of the handoffs on a list."""
    if not scope.units:
        return set()
    other = work_item.c.receiver if part is Part.WITH_OTHERS else work_item.c.sender
    conditions = [*of_part(part, scope, clock), other.is_not(None)]
    found = tx.execute(select(other).where(*conditions).distinct())
    return {row[0] for row in found}


def pathways(tx: Transaction, refs: Collection[str]) -> Sequence[Row[Any]]:
    """The rows of these pathways that a page needs: ref, version, state, patient."""
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
