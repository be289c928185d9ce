"""Saved views, who is looking, and how to take back: small things that people keep on a desk."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Literal

from msgspec import Struct
from sqlalchemy import and_, bindparam, delete, func, or_, select, update

from hjemover.store.statements import Statement, insert_once, upsert
from hjemover.store.tables import (
    desk_presence,
    desk_undo,
    desk_view,
    membership,
    person,
)
from hjemover.store.transaction import Transaction

Owner = Literal["person", "unit"]


class SavedView(Struct, frozen=True, kw_only=True):
    """A filter with a name (lagret visning), a person's own or a whole unit's."""

    id: str
    owner_kind: Owner
    owner: str
    name: str
    query: str
    made_by: str
    made: datetime


_save = insert_once(desk_view, ("id",))


def save_view(tx: Transaction, view: SavedView) -> None:
    """Keep a view. The same id twice keeps it once."""
    row = (
        view.id, view.owner_kind, view.owner, view.name, view.query, view.made_by, view.made,
    )  # fmt: skip
    tx.write(_save, [row])


def saved_views(tx: Transaction, who: str, units: Collection[str]) -> list[SavedView]:
    """A person's own views, then those of their units, by name."""
    own = and_(desk_view.c.owner_kind == "person", desk_view.c.owner == who)
    ours = and_(desk_view.c.owner_kind == "unit", desk_view.c.owner.in_(sorted(units)))
    found = tx.execute(
        select(desk_view)
        .where(or_(own, ours))
        .order_by(desk_view.c.owner_kind, func.lower(desk_view.c.name), desk_view.c.id)
    )
    return [
        SavedView(
            id=row.id,
            owner_kind=row.owner_kind,
            owner=row.owner,
            name=row.name,
            query=row.query,
            made_by=row.made_by,
            made=row.made_at,
        )
        for row in found
    ]


def count_views(tx: Transaction, kind: Owner, owner: str) -> int:
    asked = select(func.count()).select_from(desk_view)
    asked = asked.where(desk_view.c.owner_kind == kind, desk_view.c.owner == owner)
    return int(tx.execute(asked).scalar_one())


def drop_view(tx: Transaction, view_id: str) -> None:
    tx.execute(delete(desk_view).where(desk_view.c.id == view_id))


# --- who is looking ---------------------------------------------------------------------------

_look = upsert(desk_presence, ("ref", "obligation", "person"))
_looking = Statement(
    select(desk_presence.c.person).where(
        desk_presence.c.ref == bindparam("of_ref"),
        desk_presence.c.obligation == bindparam("of_obligation"),
        desk_presence.c.unit == bindparam("of_unit"),
        desk_presence.c.person != bindparam("not_person"),
        desk_presence.c.seen_at >= bindparam("since"),
    ).order_by(desk_presence.c.person),
    "of_ref", "of_obligation", "of_unit", "not_person", "since",
)  # fmt: skip


def look(
    tx: Transaction, ref: str, obligation: str, person_id: str, unit: str, now: datetime
) -> None:
    """Note that somebody has the item open."""
    tx.write(_look, [(ref, obligation, person_id, unit, now)])


def looking(
    tx: Transaction, ref: str, obligation: str, unit: str, *, but: str, since: datetime
) -> list[str]:
    """Who else of the unit has had it open since. Never people of another house."""
    return [row[0] for row in tx.rows(_looking, ref, obligation, unit, but, since)]


def forget_presence(tx: Transaction, before: datetime) -> int:
    return int(tx.execute(delete(desk_presence).where(desk_presence.c.seen_at < before)).rowcount)


# --- taking back ------------------------------------------------------------------------------


class Undo(Struct, frozen=True, kw_only=True):
    """How to take back what a person just did. *steps* is for the application to read."""

    id: str
    person: str
    at: datetime
    steps: str
    undone: datetime | None = None


_keep = insert_once(desk_undo, ("id",), "id", "person", "at", "steps")
_get = Statement(
    select(desk_undo.c.person, desk_undo.c.at, desk_undo.c.steps, desk_undo.c.undone_at).where(
        desk_undo.c.id == bindparam("of_id")
    ),
    "of_id",
)
_done = Statement(
    update(desk_undo)
    .where(desk_undo.c.id == bindparam("of_id"), desk_undo.c.undone_at.is_(None))
    .values(undone_at=bindparam("now")),
    "of_id",
    "now",
)


def keep_undo(tx: Transaction, undo: Undo) -> None:
    tx.write(_keep, [(undo.id, undo.person, undo.at, undo.steps)])


def undo_of(tx: Transaction, undo_id: str) -> Undo | None:
    row = tx.row(_get, undo_id)
    if row is None:
        return None
    who, at, steps, undone = row
    return Undo(id=undo_id, person=who, at=at, steps=steps, undone=undone)


def mark_undone(tx: Transaction, undo_id: str, now: datetime) -> None:
    tx.write(_done, [(undo_id, now)])


def forget_undos(tx: Transaction, before: datetime) -> int:
    return int(tx.execute(delete(desk_undo).where(desk_undo.c.at < before)).rowcount)


# --- colleagues -------------------------------------------------------------------------------


class Colleague(Struct, frozen=True, kw_only=True):
    """Somebody with a role in a unit today."""

    id: str
    name: str


def colleagues(tx: Transaction, units: Collection[str], day: date) -> list[Colleague]:
    """Those with a role in any of the units on a day, by name."""
    found = tx.execute(
        select(person.c.id, person.c.name)
        .join(membership, membership.c.person == person.c.id)
        .where(
            membership.c.unit.in_(sorted(units)),
            membership.c.from_day <= day,
            or_(membership.c.to_day.is_(None), membership.c.to_day >= day),
        )
        .distinct()
        .order_by(person.c.name, person.c.id)
    )
    return [Colleague(id=row.id, name=row.name) for row in found]


def names_of(tx: Transaction, people: Collection[str]) -> dict[str, str]:
    """The names of people, by id; those the address book does not know are left out."""
    if not people:
        return {}
    found = tx.execute(select(person.c.id, person.c.name).where(person.c.id.in_(sorted(people))))
    return {row.id: row.name for row in found}
