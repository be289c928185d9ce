"""Saved views (lagrede visninger): a filter with a name, a person's own or a whole unit's."""

from typing import Final

from hjemover.application.house import Actor, House
from hjemover.errors import CommandRefused
from hjemover.store.desk import keeping
from hjemover.store.desk.keeping import Owner, SavedView
from hjemover.store.transaction import Transaction

MOST: Final = 15
"""Views that one person, or one unit, may keep: a list that can be read at a glance."""
LONGEST_NAME: Final = 60
LONGEST_QUERY: Final = 2_000


def save_view(
    house: House, actor: Actor, view_id: str, name: str, query: str, unit: str | None
) -> SavedView:
    """Keep a view, for the person or (*unit*) for everybody there. The same id twice keeps one.

    Raises:
        CommandRefused: ``not-your-unit``; ``answer-missing`` without a name; ``answer-invalid``
            for one too long; ``too-many-views``.
    """
    if unit is not None and unit not in actor.units:
        raise CommandRefused("not-your-unit", belongs_to=unit)
    said = " ".join(name.split())
    if not said:
        raise CommandRefused("answer-missing", field="name")
    if len(said) > LONGEST_NAME or len(query) > LONGEST_QUERY:
        raise CommandRefused("answer-invalid", field="name", why="too-long")
    kind: Owner = "unit" if unit else "person"
    view = SavedView(
        id=view_id,
        owner_kind=kind,
        owner=unit or actor.id,
        name=said,
        query=query,
        made_by=actor.id,
        made=house.clock.now(),
    )

    def work(tx: Transaction) -> SavedView:
        if keeping.count_views(tx, kind, view.owner) >= MOST:
            raise CommandRefused("too-many-views", most=MOST)
        keeping.save_view(tx, view)
        return view

    return house.database.run_writing(work)


def views_in(tx: Transaction, actor: Actor) -> list[SavedView]:
    """The actor's own views, and those of their units."""
    return keeping.saved_views(tx, actor.id, actor.units)


def drop_view(house: House, actor: Actor, view_id: str) -> SavedView | None:
    """Remove one of the actor's views, or of their units'; None when there was none such."""

    def work(tx: Transaction) -> SavedView | None:
        found = next((one for one in views_in(tx, actor) if one.id == view_id), None)
        if found is not None:
            keeping.drop_view(tx, view_id)
        return found

    return house.database.run_writing(work)
