"""How many items there are in each part of a unit's work: true, and from a walk along an index."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.sql.selectable import ScalarSelect

from hjemover.store.desk.conditions import (
    NOW,
    Asked,
    Clock,
    Condition,
    Narrowing,
    Part,
    Scope,
    Shape,
    among,
    conditions_of,
    in_group,
    listed,
    made_of,
    of_part,
    put_off,
    shape_of,
    values_of,
)
from hjemover.store.desk.done import how_many_done
from hjemover.store.tables import desk_mark, work_item
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Urgency


class Counts(Struct, frozen=True, kw_only=True):
    """How many there are in each part, by one look at the database.

    Args:
        groups: How many of what is listed there are in each urgency group, without any filter.
    """

    parts: dict[Part, int]
    groups: dict[Urgency, int]
    done: int


@lru_cache(maxsize=64)
def _of_units(units: int) -> Asked:
    """All counts of the work of so many units, in one statement.

    What is put off or opened is counted from the marks, which are few, and drawn from what
    the index of the list says: so a long list costs a walk along its index and no more.
    """
    awaited, free = listed(units), work_item.c.claimed_by.is_(None)
    opened = desk_mark.c.opened_at.is_not(None)
    soon = and_(*in_group(Urgency.SOON))
    return Asked.made(
        select(
            _how_many(awaited),
            _how_many([*awaited, work_item.c.claimed_by.is_not(None)]),
            _how_many([*awaited, *in_group(Urgency.CRITICAL)]),
            _how_many([*awaited, work_item.c.due_at <= NOW]),
            _how_many([*awaited, soon]),
            _how_many_marked(units, put_off()),
            _how_many_marked(units, and_(put_off(), free)),
            _how_many_marked(units, and_(put_off(), soon)),
            _how_many_marked(units, and_(opened, free, ~put_off())),
            _how_many(of_part(Part.MINE, units)),
            _how_many(of_part(Part.HELD, units)),
            _how_many(of_part(Part.ASKED, units)),
            _how_many(of_part(Part.UNDELIVERED, units)),
            how_many_done(units),
        )
    )


def count_parts(tx: Transaction, scope: Scope, clock: Clock, done_since: datetime) -> Counts:
    """How many items there are in each part of the units' work."""
    if not scope.units:
        return Counts(parts=dict.fromkeys(Part, 0), groups=dict.fromkeys(Urgency, 0), done=0)
    values = values_of(scope, clock, Narrowing(), since=done_since)
    [counted] = _of_units(len(scope.units)).rows(tx, values)
    total, claimed, critical, late, soon, off, off_free, off_soon, opened_free = counted[:9]
    mine, held, asked, undelivered, done = counted[9:]
    unclaimed = total - claimed - off_free
    # What has come to its limit is never put off: see put_off().
    soon -= off_soon
    return Counts(
        parts={
            Part.LISTED: total - off,
            Part.NEW: unclaimed - opened_free,
            Part.MINE: mine,
            Part.UNCLAIMED: unclaimed,
            Part.OVERDUE: late,
            Part.SNOOZED: off,
            Part.WITH_OTHERS: held + asked,
            Part.HELD: held,
            Part.ASKED: asked,
            Part.UNDELIVERED: undelivered,
        },
        groups={
            Urgency.CRITICAL: critical,
            Urgency.OVERDUE: late - critical,
            Urgency.SOON: soon,
            Urgency.LATER: total - off - late - soon,
        },
        done=done,
    )


def _how_many(conditions: Sequence[Condition]) -> ScalarSelect[int]:
    return select(func.count()).select_from(work_item).where(*conditions).scalar_subquery()


def _how_many_marked(units: int, condition: ColumnElement[bool]) -> ScalarSelect[int]:
    same = and_(
        desk_mark.c.unit == work_item.c.awaits,
        desk_mark.c.ref == work_item.c.ref,
        desk_mark.c.obligation == work_item.c.obligation,
    )
    return (
        select(func.count())
        .select_from(desk_mark.join(work_item, same))
        .where(among(desk_mark.c.unit, "unit", units), *listed(units), condition)
        .scalar_subquery()
    )


@lru_cache(maxsize=256)
def _of_groups(shape: Shape) -> Asked:
    """How many there are in each group, by one walk along the list."""
    in_each = [func.count().filter(and_(*in_group(group))) for group in Urgency]
    return Asked.made(select(*in_each).select_from(work_item).where(*conditions_of(shape)))


def count_groups(
    tx: Transaction, part: Part, scope: Scope, clock: Clock, narrow: Narrowing
) -> dict[Urgency, int]:
    """How many of a list there are in each urgency group, by the same filters as its rows."""
    if not scope.units:
        return dict.fromkeys(Urgency, 0)
    values = values_of(scope, clock, narrow)
    total = dict.fromkeys(Urgency, 0)
    for one in made_of(part):
        [counted] = _of_groups(shape_of(one, scope, narrow)).rows(tx, values)
        total = {group: total[group] + many for group, many in zip(Urgency, counted, strict=True)}
    return total
