"""What the codes in an address can stand for here."""

from hjemover.application.desk.asking import desk_of
from hjemover.application.house import Actor, House
from hjemover.calendar import local_day
from hjemover.definition.models import PathwayDefinition
from hjemover.store import definitions
from hjemover.store.desk.keeping import colleagues
from hjemover.store.transaction import Transaction
from hjemover.web.inbox.address import Known


def newest_definitions(house: House, tx: Transaction) -> dict[str, PathwayDefinition]:
    """The newest version of each pathway, by id: what things are called today."""
    newest = {one.id: one.version for one in definitions.published(tx)}
    return {name: house.rules(tx, name, version).definition for name, version in newest.items()}


def known_here(house: House, tx: Transaction, actor: Actor) -> Known:
    """The units, steps and people that a code may stand for."""
    desk = desk_of(house, tx, actor)
    people = colleagues(tx, desk.units, local_day(desk.clock.now))
    return Known(
        units=frozenset(house.addresses(tx).units),
        steps=frozenset(
            (name, step)
            for name, definition in newest_definitions(house, tx).items()
            for step in definition.steps
        ),
        people=frozenset(one.id for one in people),
    )
