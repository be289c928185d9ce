"""What a list of a unit is narrowed by, as conditions that its indexes can follow.

Every one begins with the units that somebody acts for: there is no list without them. Statements
are compiled once for each shape (so many units, such filters); the values come with each call.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, cast

from msgspec import Struct
from sqlalchemy import ColumnElement, Text, and_, bindparam, exists, func, or_, tuple_
from sqlalchemy.sql.elements import TextClause

from hjemover.store.statements import Statement
from hjemover.store.tables import desk_mark, work_item
from hjemover.store.tables.reading import ASKED, NOT_DELIVERED, ON_A_LIST, WITH_OTHERS
from hjemover.store.transaction import Transaction
from hjemover.store.types import Instant
from hjemover.vocabulary import ObligationKind, Urgency

Condition = ColumnElement[bool]
Values = dict[str, Any]


class Part(StrEnum):
    """Which part of a unit's work a list is of."""

    LISTED = "listed"  # what awaits the units, less what they have put off
    NEW = "new"  # of that, taken by nobody and opened by nobody
    MINE = "mine"
    UNCLAIMED = "unclaimed"
    OVERDUE = "overdue"
    SNOOZED = "snoozed"
    WITH_OTHERS = "with-others"  # they wait for another unit's act: the two below
    HELD = "held"  # they have the ball, and another unit's act is awaited
    ASKED = "asked"  # they have asked whoever offered it, and the answer is awaited
    UNDELIVERED = "undelivered"  # offered to them, and known not to have reached them


def made_of(part: Part) -> tuple[Part, ...]:
    """The lists that a part is made of, none of which has a row of another's.

    Each is found by an index of its own. An OR of them would walk through the whole table.
    """
    return (Part.HELD, Part.ASKED) if part is Part.WITH_OTHERS else (part,)


class Clock(Struct, frozen=True, kw_only=True):
    """What urgency is told by: the time, and the end of "soon"."""

    now: datetime
    soon: datetime


class Narrowing(Struct, frozen=True, kw_only=True):
    """Filters on a list. Empty means all.

    Args:
        steps: Pairs of definition and step; none at all when it is there and empty.
        counterparts: Units on the other side of a handoff.
        unclaimed: Beside *people*: also what nobody has taken.
    """

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


class Shape(Struct, frozen=True, kw_only=True):
    """What makes two lists the same statement: how many of each there are, not which."""

    part: Part
    units: int
    kinds: int = 0
    steps: int | None = None
    definitions: int = 0
    counterparts: int = 0
    people: int = 0
    unclaimed: bool = False


def shape_of(part: Part, scope: Scope, narrow: Narrowing) -> Shape:
    return Shape(
        part=part,
        units=len(scope.units),
        kinds=len(narrow.kinds),
        steps=None if narrow.steps is None else len(narrow.steps),
        definitions=len(narrow.definitions),
        counterparts=len(narrow.counterparts),
        people=len(narrow.people),
        unclaimed=narrow.unclaimed,
    )


def values_of(scope: Scope, clock: Clock, narrow: Narrowing, **more: Any) -> Values:
    """What the parameters of a list's statements stand for."""
    found: Values = {"now": clock.now, "soon": clock.soon, "person": scope.person, **more}
    for name, kept in (
        ("unit", scope.units),
        ("kind", {one.value for one in narrow.kinds}),
        ("definition", narrow.definitions),
        ("counterpart", narrow.counterparts),
        ("someone", narrow.people),
    ):
        found |= {f"{name}_{place}": one for place, one in enumerate(sorted(kept))}
    for place, (definition, step) in enumerate(sorted(narrow.steps or ())):
        found |= {f"of_{place}": definition, f"step_{place}": step}
    return found


class Asked(Struct, frozen=True):
    """A statement with the names of what it must be given."""

    statement: Statement
    names: tuple[str, ...]

    @classmethod
    def made(cls, core: Any) -> "Asked":
        """Of a select whose open parameters are all to be given."""
        names = tuple(name for name, bind in core.compile().binds.items() if bind.required)
        return cls(Statement(core, *names), names)

    def rows(self, tx: Transaction, values: Values) -> list[tuple[Any, ...]]:
        return tx.rows(self.statement, *(values[name] for name in self.names))


NOW: Final = bindparam("now", type_=Instant)
SOON: Final = bindparam("soon", type_=Instant)


def among(column: ColumnElement[Any], name: str, many: int) -> Condition:
    """Whether *column* is one of so many values."""
    if many == 1:
        return column == bindparam(f"{name}_0", type_=Text)
    return column.in_([bindparam(f"{name}_{place}", type_=Text) for place in range(many)])


def conditions_of(shape: Shape) -> list[Condition]:
    """The list that *shape* is of, with its filters."""
    item, found = work_item.c, of_part(shape.part, shape.units)
    if shape.kinds:
        found.append(among(item.kind, "kind", shape.kinds))
    if shape.definitions:
        found.append(among(item.definition, "definition", shape.definitions))
    if shape.steps is not None:
        found.append(among_steps(item.definition, item.step, shape.steps))
    if shape.counterparts:
        others = shape.counterparts
        found.append(
            or_(
                among(item.sender, "counterpart", others),
                among(item.receiver, "counterpart", others),
            )
        )
    if shape.people or shape.unclaimed:
        whose = [among(item.claimed_by, "someone", shape.people)] if shape.people else []
        whose += [item.claimed_by.is_(None)] if shape.unclaimed else []
        found.append(or_(*whose))
    return found


def among_steps(definition: ColumnElement[Any], step: ColumnElement[Any], many: int) -> Condition:
    """Whether a definition and a step are one of so many pairs."""
    if not many:
        return definition.is_(None)  # which it never is
    return or_(
        *(
            and_(
                definition == bindparam(f"of_{place}", type_=Text),
                step == bindparam(f"step_{place}", type_=Text),
            )
            for place in range(many)
        )
    )


def listed(units: int) -> list[Condition]:
    """What awaits the units and is on their list, put off or not."""
    return [among(work_item.c.awaits, "unit", units), said_of(ON_A_LIST)]


def of_part(part: Part, units: int) -> list[Condition]:
    """What is in one list: a part that :func:`made_of` leaves as it is."""
    if part is Part.HELD:
        return [
            among(work_item.c.holder, "unit", units),
            said_of(WITH_OTHERS),
            ~among(work_item.c.awaits, "unit", units),
        ]
    if part is Part.ASKED:
        # Who acts for the sender too has it on the list already, to answer it.
        return [
            among(work_item.c.receiver, "unit", units),
            said_of(ASKED),
            ~among(work_item.c.awaits, "unit", units),
        ]
    if part is Part.UNDELIVERED:
        # Who acts for the sender too has it on the list already, to send it again.
        return [
            among(work_item.c.receiver, "unit", units),
            said_of(NOT_DELIVERED),
            ~among(work_item.c.awaits, "unit", units),
        ]
    if part is Part.SNOOZED:
        return [*listed(units), _marked(put_off())]
    if part is Part.MINE:
        # What one person has is few: found by them, and only then held against the units.
        unit = func.coalesce(work_item.c.awaits, "")
        mine = work_item.c.claimed_by == bindparam("person", type_=Text)
        return [mine, among(unit, "unit", units), said_of(ON_A_LIST), ~_marked(put_off())]
    found = [*listed(units), ~_marked(put_off())]
    match part:
        case Part.NEW:
            opened = desk_mark.c.opened_at.is_not(None)
            found += [work_item.c.claimed_by.is_(None), ~_marked(opened)]
        case Part.UNCLAIMED:
            found.append(work_item.c.claimed_by.is_(None))
        case Part.OVERDUE:
            found.append(work_item.c.due_at <= NOW)
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


def put_off() -> Condition:
    """Put off for now. It ends by itself: at its date, and whenever the limit comes before that."""
    until = desk_mark.c.snoozed_until
    return and_(
        until.is_not(None),  # so that its opposite is true of all the others
        until > NOW,
        or_(work_item.c.due_at.is_(None), work_item.c.due_at > until),
    )


def in_group(group: Urgency) -> list[Condition]:
    """The items of one urgency group (hastegruppe), as ranges of the limit.

    Critical: the limit has passed and somebody above has been told of it. Overdue: it has
    passed. Soon: it comes before the end of the next working day. Later: all else, also what
    has no limit.
    """
    due = work_item.c.due_at
    match group:
        case Urgency.CRITICAL:
            return [due <= NOW, work_item.c.escalated > 0]
        case Urgency.OVERDUE:
            return [due <= NOW, work_item.c.escalated == 0]
        case Urgency.SOON:
            return [due > NOW, due <= SOON]
        case Urgency.LATER:
            return [or_(due > SOON, due.is_(None))]


def urgency(due: datetime | None, escalated: int, clock: Clock) -> Urgency:
    """As :func:`in_group`, of one item."""
    if due is None or due > clock.soon:
        return Urgency.LATER
    if due > clock.now:
        return Urgency.SOON
    return Urgency.CRITICAL if escalated else Urgency.OVERDUE


def beyond(key: Sequence[ColumnElement[Any]], *, falling: bool = False) -> Condition:
    """Whether a row comes after the place that a page begins at."""
    at, ref, obligation = key
    after_at = bindparam("after_at", type_=Instant)
    after_ref = bindparam("after_ref", type_=Text)
    after_item = bindparam("after_item", type_=Text)
    return or_(
        at < after_at if falling else at > after_at,
        and_(at == after_at, ref > after_ref),
        and_(at == after_at, ref == after_ref, obligation > after_item),
    )


def beyond_name(key: Sequence[ColumnElement[Any]]) -> Condition:
    """As :func:`beyond`, where there is no time to go by."""
    ref, obligation = key
    return tuple_(ref, obligation) > tuple_(
        bindparam("after_ref", type_=Text), bindparam("after_item", type_=Text)
    )


def place_values(after: Place | None) -> Values:
    if after is None:
        return {}
    return {
        "after_at": after.at,
        "after_ref": after.ref,
        "after_item": after.obligation,
    }


def groups_named(groups: Iterable[Urgency]) -> tuple[Urgency, ...]:
    """In the order of their urgency, for a statement to be known by."""
    chosen = frozenset(groups)
    return tuple(group for group in Urgency if group in chosen)
