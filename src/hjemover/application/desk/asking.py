"""What somebody asks of a list: which view, narrowed by what, in what order, from where."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from hjemover.application.house import Actor, House
from hjemover.application.opaque import find_by_key, obligation_key
from hjemover.application.queries import covered_units
from hjemover.calendar import NORWAY, end_of_day, local_day
from hjemover.engine.directory import Directory
from hjemover.store.desk.conditions import Clock, Narrowing, Part, Place, Scope
from hjemover.store.desk.rows import obligations_of
from hjemover.store.transaction import Transaction
from hjemover.store.types import instant_text
from hjemover.vocabulary import Urgency


class View(StrEnum):
    """The views of an inbox (visninger). ``all`` is the list itself; the others are parts of it."""

    ALL = "all"
    NEW = "new"
    MINE = "mine"
    UNCLAIMED = "unclaimed"
    WITH_OTHERS = "with-others"
    OVERDUE = "overdue"
    SNOOZED = "snoozed"
    DONE = "done"


PARTS: Final = {
    View.ALL: Part.LISTED,
    View.NEW: Part.NEW,
    View.MINE: Part.MINE,
    View.UNCLAIMED: Part.UNCLAIMED,
    View.WITH_OTHERS: Part.WITH_OTHERS,
    View.OVERDUE: Part.OVERDUE,
    View.SNOOZED: Part.SNOOZED,
}
"""The part of the work that each view shows; ``done`` is of another table."""

DONE_FOR: Final = timedelta(days=30)
"""How far back "done" goes."""


class Cursor(Struct, frozen=True, kw_only=True):
    """The last row of the page before, in words that may stand in an address."""

    group: Urgency | None
    at: datetime | None
    ref: str
    key: str

    def __str__(self) -> str:
        place = str(list(Urgency).index(self.group)) if self.group else "-"
        at = instant_text(self.at).replace(":", "") if self.at else "-"
        return "~".join((place, at, self.ref, self.key))

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """The cursor in an address; None for anything else, which shows the first page."""
        parts = text.split("~")
        if len(parts) != 4:
            return None
        place, at, ref, key = parts
        try:
            group = None if place == "-" else list(Urgency)[int(place)]
            when = None if at == "-" else datetime.fromisoformat(at)
        except (ValueError, IndexError):
            return None
        if when is not None and when.tzinfo is None:
            return None
        return cls(group=group, at=when, ref=ref, key=key)


class Asked(Struct, frozen=True, kw_only=True):
    """A list as somebody asks for it.

    Args:
        groups: Urgency groups; all when empty.
        unit: One of the reader's units; all of them when None.
        oldest_first: By how long it has been on the list, not by its limit.
    """

    view: View = View.ALL
    unit: str | None = None
    groups: frozenset[Urgency] = frozenset()
    narrow: Narrowing = Narrowing()
    oldest_first: bool = False
    after: Cursor | None = None
    size: int = 50


class Desk(Struct, frozen=True, kw_only=True):
    """Whose desk it is today: the person, their units and those they stand in for."""

    person: str
    own: frozenset[str]
    units: frozenset[str]
    clock: Clock
    directory: Directory

    def scope(self, asked: Asked) -> Scope:
        """The units that *asked* is of. A unit that is not the reader's gives an empty list."""
        units = self.units if asked.unit is None else self.units & {asked.unit}
        return Scope(units=units, person=self.person)


def desk_of(house: House, tx: Transaction, actor: Actor) -> Desk:
    """The desk of *actor* just now."""
    directory = house.directory(tx)
    return Desk(
        person=actor.id,
        own=actor.units,
        units=covered_units(house, tx, actor.units),
        clock=clock_of(directory, actor.units, house.clock.now()),
        directory=directory,
    )


def clock_of(directory: Directory, units: frozenset[str], now: datetime) -> Clock:
    """The time, and until when a limit comes "soon": the end of the next working day.

    By the unit's own calendar for who works in one; by the country's for who works in several.
    """
    calendar = directory.calendar(next(iter(units))) if len(units) == 1 else NORWAY
    tomorrow = local_day(now) + timedelta(days=1)
    return Clock(now=now, soon=end_of_day(calendar.working_day_on_or_after(tomorrow)))


def place_of(tx: Transaction, after: Cursor | None) -> Place | None:
    """Where in the database the page begins. An item that is gone since leaves its place."""
    if after is None:
        return None
    obligation = find_by_key(after.key, obligations_of(tx, after.ref)) or ""
    return Place(at=after.at, ref=after.ref, obligation=obligation)


__all__ = [
    "DONE_FOR",
    "PARTS",
    "Asked",
    "Cursor",
    "Desk",
    "View",
    "desk_of",
    "obligation_key",
    "place_of",
]
