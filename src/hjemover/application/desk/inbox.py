"""The inbox (innboks): one list, the most urgent first, with what each row must tell."""

from collections import namedtuple
from collections.abc import Sequence
from datetime import datetime
from typing import Any

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
from hjemover.application.house import Actor, House
from hjemover.application.opaque import obligation_key
from hjemover.application.queries import ITEM_COLUMNS, WorkItem, item_of
from hjemover.calendar import local_day
from hjemover.definition.models import PathwayDefinition
from hjemover.engine.state import Obligation, Pathway
from hjemover.store import journal
from hjemover.store.desk import counts, done, marks, rows, texts
from hjemover.store.desk.conditions import Narrowing, Place, urgency
from hjemover.store.desk.done import DoneRow
from hjemover.store.desk.keeping import Colleague, colleagues, names_of
from hjemover.store.desk.marks import Mark
from hjemover.store.tables import work_item
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Urgency

_COLUMNS = (*ITEM_COLUMNS, work_item.c.escalated, work_item.c.listed_at)
_Found = namedtuple("_Found", [column.name for column in _COLUMNS])  # type: ignore[misc]
"""A row as the database gives it."""


class Row(Struct, frozen=True, kw_only=True):
    """One item on a list, with what the reader must know to choose it.

    Args:
        key: What it is called in its address.
        patient: Opaque patient id, for whoever may show the name.
        obligation: As it stands: its deadline with the reason, its question, its schedule.
        from_unit: Whom it came from; None when it began here.
        listed: On this list since.
        unread: Notes from the other side that nobody here has had open.
        drafted: The reader has something typed and not sent.
    """

    item: WorkItem
    key: str
    group: Urgency
    definition: PathwayDefinition
    patient: str | None
    obligation: Obligation
    from_unit: str | None
    listed: datetime
    opened: bool
    snoozed_until: datetime | None
    snoozed_by: str | None
    unread: int
    drafted: bool


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
        total: How many of this list there are in all.
        people: The names of those who have a row, or did it.
    """

    asked: Asked
    now: datetime
    soon: datetime
    rows: list[Row]
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
    shown = [_Found._make(row) for row in found[: asked.size]]
    made = _rows(house, tx, desk, asked, shown)
    chosen = asked.groups or frozenset(Urgency)
    return Page(
        asked=asked,
        now=desk.clock.now,
        soon=desk.clock.soon,
        rows=made,
        finished=[],
        views=views,
        groups=groups,
        total=sum(many for group, many in groups.items() if group in chosen),
        people=_people(tx, made),
        next=_cursor(made[-1], asked) if len(found) > asked.size else None,
    )


def _people(tx: Transaction, made: Sequence[Row]) -> dict[str, str]:
    named = {row.item.claimed_by for row in made} | {row.snoozed_by for row in made}
    return names_of(tx, named - {None})  # type: ignore[arg-type]


def _counted(tx: Transaction, desk: Desk, asked: Asked) -> counts.Counts:
    return counts.count_parts(tx, desk.scope(asked), desk.clock, desk.clock.now - DONE_FOR)


def _views(found: counts.Counts) -> dict[View, int]:
    return {view: found.parts[part] for view, part in PARTS.items()} | {View.DONE: found.done}


def count_views(house: House, actor: Actor, unit: str | None = None) -> dict[View, int]:
    """How many there are in each view, and nothing more: for a start page or a badge."""
    with house.database.reading() as tx:
        return _views(_counted(tx, desk_of(house, tx, actor), Asked(unit=unit)))


def _found(
    tx: Transaction, desk: Desk, asked: Asked, columns: rows.Columns = _COLUMNS
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


def _cursor(last: Row, asked: Asked) -> Cursor:
    by_age = asked.oldest_first
    return Cursor(
        group=None if by_age else last.group,
        at=last.listed if by_age else last.item.due,
        ref=last.item.ref,
        key=last.key,
    )


_NAMES = (work_item.c.ref, work_item.c.obligation)


def items_of(
    house: House, tx: Transaction, actor: Actor, asked: Asked, most: int
) -> list[tuple[str, str]]:
    """The items of a whole list, up to *most*, by reference and obligation.

    To act on all of it, and to tell what is new in it. What is done is no list to act on.
    """
    if asked.view is View.DONE:
        return []
    whole = replace(asked, after=None, size=most - 1)
    found = _found(tx, desk_of(house, tx, actor), whole, _NAMES)
    return [(ref, obligation) for ref, obligation in found]


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


# --- what a row tells -------------------------------------------------------------------------


def _rows(
    house: House, tx: Transaction, desk: Desk, asked: Asked, shown: Sequence[Any]
) -> list[Row]:
    refs = {row.ref for row in shown}
    pathways = {row.ref: row for row in rows.pathways(tx, refs)} if refs else {}
    states = {
        ref: journal.read_state(ref, row.state_format, row.state) for ref, row in pathways.items()
    }
    names = [(row.ref, row.obligation) for row in shown]
    noted = marks.marks(tx, {(row.awaits, row.ref, row.obligation) for row in shown})
    unread = texts.unread_notes(tx, desk.units, names)
    drafted = texts.drafts_among(tx, desk.person, names)
    made = []
    for found in shown:
        state, item = states[found.ref], item_of(found)
        open_ = state.obligations[found.obligation]
        mark = noted.get((item.awaits, item.ref, item.obligation)) or _unmarked(item)
        made.append(
            Row(
                item=item,
                key=obligation_key(item.obligation),
                group=urgency(item.due, found.escalated, desk.clock),
                definition=house.rules(tx, state.definition, state.version).definition,
                patient=pathways[found.ref].patient_id,
                obligation=open_,
                from_unit=came_from(state, open_, desk.units),
                listed=found.listed_at or item.since,
                opened=mark.opened is not None,
                snoozed_until=mark.snoozed_until if asked.view is View.SNOOZED else None,
                snoozed_by=mark.snoozed_by if asked.view is View.SNOOZED else None,
                unread=unread.get((item.ref, item.obligation), 0),
                drafted=(item.ref, item.obligation) in drafted,
            )
        )
    return made


def _unmarked(item: WorkItem) -> Mark:
    return Mark(unit=item.awaits, ref=item.ref, obligation=item.obligation)


def came_from(pathway: Pathway, open_: Obligation, ours: frozenset[str]) -> str | None:
    """The unit an item came to *ours* from; None when it began here.

    A handoff tells by itself. A task came from whoever did what was done last before it.
    """
    handoff = open_.handoff
    if handoff is not None:
        return handoff.sender if open_.awaits == handoff.receiver else handoff.receiver
    before = [done for done in pathway.done.values() if done.at <= open_.started and done.unit]
    last = max(before, key=lambda done: done.at, default=None)
    return last.unit if last and last.unit not in ours else None


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
        finished=finished,
        views=views,
        groups=dict.fromkeys(Urgency, 0),
        total=done.count_done(tx, scope, since, asked.narrow),
        people=names_of(tx, {row.person for row in shown}),
        next=_cursor_done(last) if last else None,
    )


def _cursor_done(last: DoneRow) -> Cursor:
    return Cursor(group=None, at=last.ended, ref=last.ref, key=obligation_key(last.obligation))


__all__ = ["Finished", "Page", "Row", "came_from", "count_views", "read_page"]
