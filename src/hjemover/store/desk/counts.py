"""How many items there are in each part of a unit's work: true, and from a walk along an index."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, func, select

from hjemover.store.desk.conditions import (
    Clock,
    Condition,
    Narrowing,
    Part,
    Scope,
    conditions_of,
    in_group,
    put_off,
    said_of,
)
from hjemover.store.desk.done import how_many_done
from hjemover.store.tables import desk_mark, work_item
from hjemover.store.tables.reading import ON_A_LIST
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Urgency


class Counts(Struct, frozen=True, kw_only=True):
    """How many there are in each part, by one look at the database."""

    parts: dict[Part, int]
    done: int


def count_parts(tx: Transaction, scope: Scope, clock: Clock, done_since: datetime) -> Counts:
    """How many items there are in each part of the units' work.

    What is put off or opened is counted from the marks, which are few, and drawn from what
    the index of the list says: so a long list costs one walk along its index and no more.
    """
    if not scope.units:
        return Counts(parts=dict.fromkeys(Part, 0), done=0)
    units = sorted(scope.units)
    listed = and_(work_item.c.awaits.in_(units), said_of(ON_A_LIST))
    open_ = select(func.count(), func.count(work_item.c.claimed_by)).where(listed)
    total, claimed = tx.execute(open_).one()
    off, opened = put_off(clock.now), desk_mark.c.opened_at.is_not(None)
    free = work_item.c.claimed_by.is_(None)
    marked = tx.execute(
        select(
            _number(off),
            _number(and_(off, free)),
            _number(and_(opened, free, ~off)),
        )
        .select_from(desk_mark.join(work_item, _same_item()))
        .where(desk_mark.c.unit.in_(units), listed)
    ).one()
    snoozed, snoozed_free, opened_free = (int(number or 0) for number in marked)
    unclaimed = total - claimed - snoozed_free
    others = conditions_of(Part.WITH_OTHERS, scope, clock, Narrowing())
    mine = conditions_of(Part.MINE, scope, clock, Narrowing())
    late = and_(listed, work_item.c.due_at <= clock.now)
    singles = select(
        _how_many(mine), _how_many([late]), _how_many(others), how_many_done(scope, done_since)
    )
    of_mine, overdue, with_others, done = tx.execute(singles).one()
    return Counts(
        parts={
            Part.LISTED: total - snoozed,
            Part.NEW: unclaimed - opened_free,
            Part.MINE: of_mine,
            Part.UNCLAIMED: unclaimed,
            Part.OVERDUE: overdue,
            Part.SNOOZED: snoozed,
            Part.WITH_OTHERS: with_others,
        },
        done=done,
    )


def _same_item() -> Condition:
    return and_(
        desk_mark.c.unit == work_item.c.awaits,
        desk_mark.c.ref == work_item.c.ref,
        desk_mark.c.obligation == work_item.c.obligation,
    )


def _number(condition: Condition) -> ColumnElement[int]:
    return func.count().filter(condition)


def _how_many(conditions: Sequence[Condition]) -> ColumnElement[int]:
    return select(func.count()).select_from(work_item).where(*conditions).scalar_subquery()


def count_groups(
    tx: Transaction, part: Part, scope: Scope, clock: Clock, narrow: Narrowing
) -> dict[Urgency, int]:
    """How many of a list there are in each urgency group, by the same filters as its rows."""
    if not scope.units:
        return dict.fromkeys(Urgency, 0)
    of_list = conditions_of(part, scope, clock, narrow)
    row = tx.execute(
        select(*(_how_many([*of_list, *in_group(group, clock)]) for group in Urgency))
    ).one()
    return dict(zip(Urgency, row, strict=True))
