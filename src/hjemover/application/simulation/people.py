"""Made-up people at work in the house, through its one door in."""

from datetime import date
from random import Random

from hjemover.application.handle import Order, handle
from hjemover.application.house import Actor, House
from hjemover.application.simulation.acting import choose_act
from hjemover.application.simulation.habits import HABITS, Habit, Region
from hjemover.engine.directory import Directory, Rules
from hjemover.engine.state import Obligation, Pathway
from hjemover.errors import CommandRefused

__all__ = ["HABITS", "Habit", "Region", "act", "at_work"]


def at_work(directory: Directory, unit: str, day: date) -> bool:
    """Whether anybody of the unit, or who stands in for it, is at work that day."""
    unit = directory.stand_ins.get(unit, unit)
    facts = directory.units.get(unit)
    return facts is not None and facts.has_active_person and facts.calendar.is_working_day(day)


def act(
    house: House, rules: Rules, pathway: Pathway, open_: Obligation, region: Region, rng: Random
) -> bool:
    """Let the unit whose turn it is deal with one item. Returns whether it did anything."""
    command = choose_act(rules, pathway, open_, region, rng, house.clock.now())
    if command is None:
        return False
    actor = Actor(id=region.person(open_.awaits), units=frozenset({open_.awaits, open_.holder}))
    try:
        handle(
            house,
            Order(id=f"sim-{rng.getrandbits(96):x}", ref=pathway.ref, command=command, by=actor),
        )
    except CommandRefused:
        return False  # as when a date answered turns out to be impossible: another day
    return True
