"""Whose each record is: one changes one's own, and what is under it that nobody looks after."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from hjemover.application.administering.looking import looked_after, workplaces
from hjemover.application.house import Actor, House
from hjemover.errors import CommandRefused
from hjemover.store import address_book as book
from hjemover.store.transaction import Transaction

Records = dict[tuple[Any, ...], Any]
"""Every record of the address book by its kind and key."""


class Known(Struct, frozen=True, kw_only=True):
    """What there is, with what a change is about to bring.

    Args:
        mine: The organisations that the actor looks after.
        units: The organisation of each unit.
        places: The organisations in which each person works.
        old: Every record as it was.
    """

    mine: frozenset[str]
    units: dict[str, str]
    places: dict[str, frozenset[str]]
    people: frozenset[str]
    old: Records

    @classmethod
    def read(
        cls, house: House, tx: Transaction, actor: Actor, put: Sequence[Any], old: Records
    ) -> "Known":
        mine = looked_after(house, tx, actor)
        # An organisation that is new here is one's own when it comes under one's own.
        new = {
            one.id
            for one in put
            if isinstance(one, book.Organisation) and key(one) not in old and one.parent in mine
        }
        units = [*book.records(tx, book.Unit), *(o for o in put if isinstance(o, book.Unit))]
        people = [*book.records(tx, book.Person), *(o for o in put if isinstance(o, book.Person))]
        return cls(
            mine=mine | new,
            units={one.id: one.organisation for one in units},
            places=workplaces(house, tx),
            people=frozenset(one.id for one in people),
            old=old,
        )


def key(record: Any) -> tuple[Any, ...]:
    """What a record is found by among all of them."""
    return (type(record).__name__, *book.key_of(record))


def homes_of(known: Known, put: Sequence[Any], remove: Sequence[Any]) -> dict[tuple[Any, ...], str]:
    """The organisation of each record, all of them the actor's own.

    Somebody new is nobody's yet; they become one's own by the membership beside them.

    Raises:
        CommandRefused: ``not-your-organisation``, ``unknown-unit`` or ``unknown-person``.
    """
    homes: dict[tuple[Any, ...], str] = {}
    for record in (*put, *remove):
        _points_somewhere(record, known)
        found = _homes(record, known)
        if found - known.mine or not (found or known.mine):
            raise CommandRefused("not-your-organisation")
        homes[key(record)] = min(found or known.mine)
    return homes


def _points_somewhere(record: Any, known: Known) -> None:
    for name in ("unit", "deputy"):
        unit = getattr(record, name, None)
        if unit is not None and unit not in known.units:
            raise CommandRefused("unknown-unit", unit=unit)
    for name in ("person", "lead"):
        person = getattr(record, name, None)
        if person is not None and person not in known.people:
            raise CommandRefused("unknown-person")


def _homes(record: Any, known: Known) -> frozenset[str]:
    """Every organisation that has a say in the record, as it was and as it would be."""
    match record:
        case book.Organisation():
            before = known.old.get(key(record))
            # One that comes under nobody is the operator's to bring in, or to move.
            if before is None or before.parent != record.parent:
                return frozenset({record.id, record.parent or ""})
            return frozenset({record.id})
        case book.Unit():
            before = known.old.get(key(record))
            return frozenset(
                {record.organisation, before.organisation if before else record.organisation}
            )
        case book.Service():
            # What a service is called is everybody's, and the operator's to bring in.
            return frozenset({""})
        case book.UnitService():
            return frozenset({record.organisation})
        case book.Person():
            return known.places.get(record.id, frozenset())
        case book.Absence():
            # Any of their organisations may say that they are away.
            return known.places.get(record.person, frozenset()) & known.mine or frozenset({""})
        case book.NumberSetting():
            home = known.units.get(record.scope_id, record.scope_id)
            return frozenset({home if record.scope != "region" else ""})
        case _:
            return frozenset({known.units[record.unit]})
