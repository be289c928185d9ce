"""What a list of a unit is narrowed by, as conditions that its indexes can follow.

Every one begins with the units that somebody acts for: there is no list without them.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, exists, or_, tuple_
from sqlalchemy.sql.elements import TextClause

from hjemover.store.tables import desk_mark, work_item
from hjemover.store.tables.reading import ON_A_LIST, WITH_OTHERS
from hjemover.vocabulary import ObligationKind, Urgency

Condition = ColumnElement[bool]


class Part(StrEnum):
    """Which part of a unit's work a list is of."""

    LISTED = "listed"  # what awaits the units, less what they have put off
    NEW = "new"  # of that, taken by nobody and opened by nobody
    MINE = "mine"
    UNCLAIMED = "unclaimed"
    OVERDUE = "overdue"
    SNOOZED = "snoozed"
    WITH_OTHERS = "with-others"  # they have the ball, and another unit's act is awaited


class Clock(Struct, frozen=True, kw_only=True):
    """What urgency is told by: the time, and the end of "soon"."""

    now: datetime
    soon: datetime


class Narrowing(Struct, frozen=True, kw_only=True):
    """Filters on a list. Empty means all.

    Args:
        steps: Pairs of definition and step.
        counterparts: Units on the other side of a handoff.
        unclaimed: Beside *people*: also what nobody has taken.
    """

    units: frozenset[str] = frozenset()
    kinds: frozenset[ObligationKind] = frozenset()
    steps: frozenset[tuple[str, str]] | None = None
    definitions: frozenset[str] = frozenset()
    counterparts: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    unclaimed: bool = False


class Place(Struct, frozen=True, kw_only=True):
    """Where in a list a page begins: after this row."""

    at: datetime | None
    ref: str
    obligation: str


class Scope(Struct, frozen=True, kw_only=True):
    """Whose list it is: the units, and the person who reads it."""

    units: frozenset[str]
    person: str


def conditions_of(part: Part, scope: Scope, clock: Clock, narrow: Narrowing) -> list[Condition]:
    found = [*of_part(part, scope, clock)]
    if narrow.kinds:
        found.append(work_item.c.kind.in_([kind.value for kind in sorted(narrow.kinds)]))
    if narrow.definitions:
        found.append(work_item.c.definition.in_(sorted(narrow.definitions)))
    if narrow.steps is not None:
        pair = tuple_(work_item.c.definition, work_item.c.step)
        found.append(pair.in_(sorted(narrow.steps)) if narrow.steps else _never())
    if narrow.counterparts:
        others = sorted(narrow.counterparts)
        found.append(or_(work_item.c.sender.in_(others), work_item.c.receiver.in_(others)))
    if narrow.people or narrow.unclaimed:
        whose = [work_item.c.claimed_by.in_(sorted(narrow.people))] if narrow.people else []
        whose += [work_item.c.claimed_by.is_(None)] if narrow.unclaimed else []
        found.append(or_(*whose))
    return found


def _never() -> Condition:
    return work_item.c.ref.is_(None)


def of_part(part: Part, scope: Scope, clock: Clock) -> list[Condition]:
    units = sorted(scope.units)
    if part is Part.WITH_OTHERS:
        return [
            work_item.c.holder.in_(units),
            said_of(WITH_OTHERS),
            work_item.c.awaits.not_in(units),
        ]
    listed = [work_item.c.awaits.in_(units), said_of(ON_A_LIST)]
    if part is Part.SNOOZED:
        return [*listed, _marked(put_off(clock.now))]
    found = [*listed, ~_marked(put_off(clock.now))]
    match part:
        case Part.NEW:
            found += [
                work_item.c.claimed_by.is_(None),
                ~_marked(desk_mark.c.opened_at.is_not(None)),
            ]
        case Part.MINE:
            found.append(work_item.c.claimed_by == scope.person)
        case Part.UNCLAIMED:
            found.append(work_item.c.claimed_by.is_(None))
        case Part.OVERDUE:
            found.append(work_item.c.due_at <= clock.now)
    return found


def said_of(condition: TextClause) -> Condition:
    """The text of a partial index, so that the planner knows it again."""
    return cast("Condition", condition)


def _marked(condition: Condition) -> Condition:
    """Whether the awaited unit has marked the item so."""
    return exists().where(
        desk_mark.c.unit == work_item.c.awaits,
        desk_mark.c.ref == work_item.c.ref,
        desk_mark.c.obligation == work_item.c.obligation,
        condition,
    )


def put_off(now: datetime) -> Condition:
    """Put off for now. It ends by itself: at its date, and whenever the limit comes before that."""
    return and_(
        desk_mark.c.snoozed_until.is_not(None),  # so that its opposite is true of all the others
        desk_mark.c.snoozed_until > now,
        or_(work_item.c.due_at.is_(None), work_item.c.due_at > desk_mark.c.snoozed_until),
    )


def in_group(group: Urgency, clock: Clock) -> list[Condition]:
    """The items of one urgency group (hastegruppe), as ranges of the limit.

    Critical: the limit has passed and somebody above has been told of it. Overdue: it has
    passed. Soon: it comes before the end of the next working day. Later: all else, also what
    has no limit.
    """
    due = work_item.c.due_at
    match group:
        case Urgency.CRITICAL:
            return [due <= clock.now, work_item.c.escalated > 0]
        case Urgency.OVERDUE:
            return [due <= clock.now, work_item.c.escalated == 0]
        case Urgency.SOON:
            return [due > clock.now, due <= clock.soon]
        case Urgency.LATER:
            return [or_(due > clock.soon, due.is_(None))]


def urgency(due: datetime | None, escalated: int, clock: Clock) -> Urgency:
    """As :func:`in_group`, of one item."""
    if due is None or due > clock.soon:
        return Urgency.LATER
    if due > clock.now:
        return Urgency.SOON
    return Urgency.CRITICAL if escalated else Urgency.OVERDUE


def beyond(key: Sequence[ColumnElement[Any]], after: Place) -> Condition:
    at, ref, obligation = key
    return or_(
        at > after.at,
        and_(at == after.at, ref > after.ref),
        and_(at == after.at, ref == after.ref, obligation > after.obligation),
    )
