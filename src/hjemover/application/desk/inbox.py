"""The inbox (innboks): one list, the most urgent first, with what each row must tell."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from hjemover.application.desk.asking import (
    DONE_FOR,
    PARTS,
    Asked,
    Cursor,
    Desk,
    View,
    desk_of,
    place_of,
)
from hjemover.application.desk.row import COLUMNS, NAMES, Found, Row, rows_of
from hjemover.application.house import Actor, House
from hjemover.application.opaque import obligation_key
from hjemover.calendar import local_day
from hjemover.definition.models import PathwayDefinition
from hjemover.store import journal
from hjemover.store.desk import counts, done, rows
from hjemover.store.desk.conditions import Narrowing, Part, Place, urgency
from hjemover.store.desk.done import DoneRow
from hjemover.store.desk.keeping import Colleague, colleagues, names_of
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Urgency


class Finished(Struct, frozen=True, kw_only=True):
    """One row of what is done."""

    row: DoneRow
    key: str
    definition: PathwayDefinition
    patient: str | None


class Page(Struct, frozen=True, kw_only=True):
    """A page of a list, with every count that stands around it.

    Args:
        views: How many there are in each view, without any filter but the unit's.
        groups: How many of this list, filters and all, there are in each urgency group.
        total: How many of this list there are in all, also of those that did not arrive.
        undelivered: Offers to the reader's units that did not reach them, the oldest first and on
            the first page only. They wait for the sender; whoever opens one has it.
        undelivered_total: How many there are of those, with the filters.
        people: The names of those who have a row, or did it.
    """

    asked: Asked
    now: datetime
    soon: datetime
    rows: list[Row]
    undelivered: list[Row]
    undelivered_total: int
    finished: list[Finished]
    views: dict[View, int]
    groups: dict[Urgency, int]
    total: int
    people: dict[str, str]
    next: Cursor | None


def read_page(house: House, actor: Actor, asked: Asked) -> Page:
    """The page of a list that *asked* names, as *actor*'s units may see it."""
    with house.database.reading() as tx:
        return read_page_in(house, tx, actor, asked)


def read_page_in(house: House, tx: Transaction, actor: Actor, asked: Asked) -> Page:
    """As :func:`read_page`, in a transaction that also shows who the patients are."""
    desk = desk_of(house, tx, actor)
    counted = _counted(tx, desk, asked)
    views = _views(counted)
    if asked.view is View.DONE:
        return _finished_page(house, tx, desk, asked, views)
    scope = desk.scope(asked)
    groups = (
        counted.groups
        if asked.view is View.ALL and asked.narrow == Narrowing()
        else counts.count_groups(tx, PARTS[asked.view], scope, desk.clock, asked.narrow)
    )
    found = _found(tx, desk, asked)
    shown = [Found._make(row) for row in found[: asked.size]]
    made = rows_of(house, tx, desk, asked, shown)
    lost, lost_total = _undelivered(house, tx, desk, asked, counted)
    return Page(
        asked=asked,
        now=desk.clock.now,
        soon=desk.clock.soon,
        rows=made,
        undelivered=lost,
        undelivered_total=lost_total,
        finished=[],
        views=views,
        groups=groups,
        total=_of_groups(groups, asked) + lost_total,
        people=_people(tx, made),
        next=_cursor(shown[-1], desk, asked) if len(found) > asked.size else None,
    )


def _of_groups(groups: dict[Urgency, int], asked: Asked) -> int:
    chosen = asked.groups or frozenset(Urgency)
    return sum(many for group, many in groups.items() if group in chosen)


def _people(tx: Transaction, made: Sequence[Row]) -> dict[str, str]:
    named = {row.item.claimed_by for row in made} | {row.snoozed_by for row in made}
    return names_of(tx, named - {None})  # type: ignore[arg-type]


def _counted(tx: Transaction, desk: Desk, asked: Asked) -> counts.Counts:
    return counts.count_parts(tx, desk.scope(asked), desk.clock, desk.clock.now - DONE_FOR)


def _views(found: counts.Counts) -> dict[View, int]:
    many = {view: found.parts[part] for view, part in PARTS.items()} | {View.DONE: found.done}
    return {view: n + _lost_in(view, found) for view, n in many.items()}


def count_views(house: House, actor: Actor, unit: str | None = None) -> dict[View, int]:
    """How many there are in each view, and nothing more: for a start page or a badge."""
    with house.database.reading() as tx:
        return _views(_counted(tx, desk_of(house, tx, actor), Asked(unit=unit)))


def _found(
    tx: Transaction, desk: Desk, asked: Asked, columns: rows.Columns = COLUMNS
) -> list[tuple[Any, ...]]:
    """Up to one row more than a page, so that it shows whether there are more."""
    scope, part, wanted = desk.scope(asked), PARTS[asked.view], asked.size + 1
    after = place_of(tx, asked.after)
    if asked.oldest_first:
        return list(
            rows.read_oldest(
                tx, part, scope, desk.clock, asked.narrow, asked.groups,
                after=after, limit=wanted, columns=columns,
            )
        )  # fmt: skip
    found: list[tuple[Any, ...]] = []
    for group, begins in _groups_from(asked, after):
        if len(found) == wanted:
            break
        found += rows.read_group(
            tx, part, scope, desk.clock, asked.narrow, group,
            after=begins, limit=wanted - len(found), columns=columns,
        )  # fmt: skip
    return found


def _groups_from(asked: Asked, after: Place | None) -> list[tuple[Urgency, Place | None]]:
    """The groups still to be read, with where the first of them begins."""
    every = [group for group in Urgency if not asked.groups or group in asked.groups]
    if asked.after is None or asked.after.group not in every:
        return [(group, None) for group in every]
    begun = every[every.index(asked.after.group) :]
    return [(group, after if place == 0 else None) for place, group in enumerate(begun)]


def _cursor(last: Any, desk: Desk, asked: Asked) -> Cursor:
    by_age = asked.oldest_first
    return Cursor(
        group=None if by_age else urgency(last.due_at, last.escalated, desk.clock),
        at=last.listed_at if by_age else last.due_at,
        ref=last.ref,
        key=obligation_key(last.obligation),
    )


# --- what did not arrive ----------------------------------------------------------------------

_WITH_UNDELIVERED = frozenset({View.ALL, View.NEW, View.UNCLAIMED})
"""The views that what did not arrive stands in, first of all."""


def _lost_in(view: View, found: counts.Counts) -> int:
    return found.parts[Part.UNDELIVERED] if view in _WITH_UNDELIVERED else 0


def _narrowed(asked: Asked) -> Narrowing | None:
    """The filters, for what nobody here can have taken; None when they leave nothing of it."""
    if asked.narrow.people and not asked.narrow.unclaimed:
        return None
    return replace(asked.narrow, people=frozenset(), unclaimed=False)


def _undelivered(
    house: House, tx: Transaction, desk: Desk, asked: Asked, counted: counts.Counts
) -> tuple[list[Row], int]:
    """What was offered to the units and did not arrive, with how many there are of it."""
    narrow = _narrowed(asked)
    if not _lost_in(asked.view, counted) or narrow is None:
        return [], 0
    scope = desk.scope(asked)
    total = counts.count_groups(tx, Part.UNDELIVERED, scope, desk.clock, narrow)
    found = [] if asked.after else _found_undelivered(tx, desk, asked, narrow, asked.size)
    made = rows_of(house, tx, desk, asked, [Found._make(row) for row in found])
    return made, _of_groups(total, asked)


def _found_undelivered(
    tx: Transaction,
    desk: Desk,
    asked: Asked,
    narrow: Narrowing,
    most: int,
    columns: rows.Columns = COLUMNS,
) -> list[tuple[Any, ...]]:
    return list(
        rows.read_oldest(
            tx, Part.UNDELIVERED, desk.scope(asked), desk.clock, narrow, asked.groups,
            after=None, limit=most, columns=columns,
        )
    )  # fmt: skip


def undelivered_of(
    house: House, tx: Transaction, actor: Actor, asked: Asked, most: int
) -> list[tuple[str, str]]:
    """As :func:`items_of`, of what did not arrive and stands in the list all the same."""
    narrow = _narrowed(asked)
    if asked.view not in _WITH_UNDELIVERED or narrow is None:
        return []
    desk = desk_of(house, tx, actor)
    found = _found_undelivered(tx, desk, asked, narrow, most, NAMES)
    return [(ref, obligation) for ref, obligation in found]


def items_of(
    house: House, tx: Transaction, actor: Actor, asked: Asked, most: int
) -> list[tuple[str, str]]:
    """The items of a whole list, up to *most*, by reference and obligation.

    To act on all of it, and to tell what is new in it. What is done is no list to act on, and
    what did not arrive is opened first.
    """
    if asked.view is View.DONE:
        return []
    whole = replace(asked, after=None, size=most - 1)
    found = _found(tx, desk_of(house, tx, actor), whole, NAMES)
    return [(ref, obligation) for ref, obligation in found]


MOST_AT_ONCE: Final = 500
"""How many are acted on in one round."""


class Batch(Struct, frozen=True, kw_only=True):
    """So many of a list that one can act on them at once.

    Args:
        left: How many come after them.
        next: Where those begin.
    """

    items: list[tuple[str, str]]
    left: int = 0
    next: Cursor | None = None


_MOST_LEFT = 20_000
"""How far what is left is counted."""


def batch_of(house: House, tx: Transaction, actor: Actor, asked: Asked, most: int) -> Batch:
    """The first *most* items of a whole list to act on, or those after its cursor."""
    if asked.view is View.DONE:
        return Batch(items=[])
    desk = desk_of(house, tx, actor)
    found: list[Any] = [Found._make(row) for row in _found(tx, desk, replace(asked, size=most))]
    items = [(row.ref, row.obligation) for row in found[:most]]
    if len(found) <= most:
        return Batch(items=items)
    begins = _cursor(found[most - 1], desk, asked)
    rest = _found(tx, desk, replace(asked, after=begins, size=_MOST_LEFT), NAMES)
    return Batch(items=items, left=len(rest), next=begins)


class Around(Struct, frozen=True, kw_only=True):
    """What a list has something of: what it can be narrowed by."""

    steps: frozenset[tuple[str, str]]
    counterparts: frozenset[str]
    colleagues: list[Colleague]


def around(house: House, tx: Transaction, actor: Actor, asked: Asked) -> Around:
    """The steps and counterparts of a list, and the people of its units."""
    desk = desk_of(house, tx, actor)
    scope, part = desk.scope(asked), PARTS.get(asked.view)
    people = colleagues(tx, desk.units, local_day(desk.clock.now))
    if part is None:
        found = done.steps_done(tx, scope, desk.clock.now - DONE_FOR)
        return Around(steps=frozenset(found), counterparts=frozenset(), colleagues=people)
    kinds = rows.kinds_of_rows(tx, part, scope, desk.clock)
    return Around(
        steps=frozenset((definition, step) for definition, step, _ in kinds),
        counterparts=frozenset(other for _, _, other in kinds if other),
        colleagues=people,
    )


# --- what is done -----------------------------------------------------------------------------


def _finished_page(
    house: House, tx: Transaction, desk: Desk, asked: Asked, views: dict[View, int]
) -> Page:
    scope, since = desk.scope(asked), desk.clock.now - DONE_FOR
    after = place_of(tx, asked.after)
    found = done.read_done(tx, scope, since, asked.narrow, after=after, limit=asked.size + 1)
    shown = found[: asked.size]
    refs = {row.ref for row in shown}
    pathways = {row.ref: row for row in rows.pathways(tx, refs)} if refs else {}
    finished = []
    for row in shown:
        kept = pathways[row.ref]
        state = journal.read_state(row.ref, kept.state_format, kept.state)
        finished.append(
            Finished(
                row=row,
                key=obligation_key(row.obligation),
                definition=house.rules(tx, state.definition, state.version).definition,
                patient=kept.patient_id,
            )
        )
    last = shown[-1] if len(found) > asked.size else None
    return Page(
        asked=asked,
        now=desk.clock.now,
        soon=desk.clock.soon,
        rows=[],
        undelivered=[],
        undelivered_total=0,
        finished=finished,
        views=views,
        groups=dict.fromkeys(Urgency, 0),
        total=done.count_done(tx, scope, since, asked.narrow),
        people=names_of(tx, {row.person for row in shown}),
        next=_cursor_done(last) if last else None,
    )


def _cursor_done(last: DoneRow) -> Cursor:
    return Cursor(group=None, at=last.ended, ref=last.ref, key=obligation_key(last.obligation))


__all__ = ["Finished", "Page", "Row", "count_views", "read_page"]
