"""Made-up people in the region's units, each with a habit: prompt, slow, asking, silent."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from random import Random

from msgspec import Struct

from hjemover.application.handle import Order, handle
from hjemover.application.house import Actor, House
from hjemover.application.simulation.filling import fill
from hjemover.calendar import local_day
from hjemover.definition.models import Field, HandoffStep, TaskStep
from hjemover.engine import commands as c
from hjemover.engine.directory import Directory, Rules
from hjemover.engine.state import Answers, Obligation, Pathway
from hjemover.engine.tasks import fields_of_step
from hjemover.errors import CommandRefused
from hjemover.vocabulary import HandoffStatus, ObligationKind


class Habit(Struct, frozen=True, kw_only=True):
    """How a unit works: the chance a day that it takes up an item, and what it does with offers."""

    takes_up: float
    accepts: float = 0.9
    asks: float = 0.05
    forwards: float = 0.02


HABITS: Mapping[str, Habit] = {
    "prompt": Habit(takes_up=0.75),
    "slow": Habit(takes_up=0.12, accepts=0.85, asks=0.1),
    "asking": Habit(takes_up=0.5, accepts=0.7, asks=0.25),
    "silent": Habit(takes_up=0.0),
}


class Region(Struct, frozen=True, kw_only=True):
    """Who works how, and where patients may move."""

    habits: Mapping[str, Habit]  # unit id -> habit; "prompt" where none is named
    municipalities: Sequence[str]
    needs: Sequence[str]  # services that a need may be passed on to

    def habit(self, unit: str) -> Habit:
        return self.habits.get(unit, HABITS["prompt"])


def at_work(directory: Directory, unit: str, day: date) -> bool:
    """Whether anybody of the unit, or who stands in for it, is at work that day."""
    unit = directory.stand_ins.get(unit, unit)
    facts = directory.units.get(unit)
    return facts is not None and facts.has_active_person and facts.calendar.is_working_day(day)


def act(
    house: House, rules: Rules, pathway: Pathway, open_: Obligation, region: Region, rng: Random
) -> bool:
    """Let the unit whose turn it is deal with one item. Returns whether it did anything."""
    command = _choose(rules, pathway, open_, region, rng, house.clock.now())
    if command is None:
        return False
    actor = Actor(id=f"{open_.awaits}-1", units=frozenset({open_.awaits, open_.holder}))
    try:
        handle(
            house,
            Order(id=f"sim-{rng.getrandbits(96):x}", ref=pathway.ref, command=command, by=actor),
        )
    except CommandRefused:
        return False  # as when a date answered turns out to be impossible: another day
    return True


def _choose(
    rules: Rules,
    pathway: Pathway,
    open_: Obligation,
    region: Region,
    rng: Random,
    now: datetime,
) -> c.AnyCommand | None:
    match open_.kind:
        case ObligationKind.TASK:
            return _task(rules, open_, region, rng, local_day(now))
        case ObligationKind.HANDOFF | ObligationKind.TRANSFER:
            return _handoff(rules, open_, region, rng, local_day(now))
        case ObligationKind.CHOOSE_UNIT:
            return _choose_unit(rules, pathway, open_)
        case _:
            return None


def _task(
    rules: Rules, open_: Obligation, region: Region, rng: Random, today: date
) -> c.AnyCommand | None:
    step = rules.definition.steps[open_.step]
    assert isinstance(step, TaskStep)
    ways = list(step.outcomes)
    # The first way out is the one the definition's author thought of first: most go there.
    outcome = ways[0] if len(ways) == 1 or rng.random() < 0.8 else rng.choice(ways[1:])
    answers = _answers(rules, fields_of_step(rules, step, outcome), open_, region, rng, today)
    return c.CompleteTask(obligation=open_.id, outcome=outcome, answers=answers)


def _handoff(
    rules: Rules, open_: Obligation, region: Region, rng: Random, today: date
) -> c.AnyCommand | None:
    handoff = open_.handoff
    assert handoff is not None
    if handoff.status is HandoffStatus.RETURNED:
        return c.AnswerHandoff(obligation=open_.id, answer="Syntetisk svar på spørsmålet.")
    if handoff.status is HandoffStatus.UNDELIVERED:
        return c.ReofferHandoff(obligation=open_.id)
    if handoff.status is HandoffStatus.OFFERED:
        return None  # nobody can answer what has not come
    habit, chance = region.habit(handoff.receiver), rng.random()
    if chance < habit.accepts or open_.kind is ObligationKind.TRANSFER:
        return c.AcceptHandoff(obligation=open_.id, person=f"{handoff.receiver}-1")
    if chance < habit.accepts + habit.asks:
        return c.ReturnHandoff(obligation=open_.id, question="Syntetisk spørsmål?")
    step = rules.definition.steps[open_.step]
    assert isinstance(step, HandoffStep)
    if chance < habit.accepts + habit.asks + habit.forwards:
        other = _colleagues(rules.directory, handoff.receiver, avoid=handoff.sender)
        if other:
            return c.ForwardHandoff(obligation=open_.id, to=rng.choice(other))
    ask = step.outcomes["rejected"].ask
    answers = _answers(rules, ask, open_, region, rng, today)
    return c.RejectHandoff(obligation=open_.id, reason="Syntetisk grunn.", answers=answers)


def _choose_unit(rules: Rules, pathway: Pathway, open_: Obligation) -> c.AnyCommand | None:
    """Where no unit offers the service, whoever asked takes it on themselves."""
    if open_.holder not in rules.directory.units:
        return None
    return c.AssignParty(party=open_.detail, unit=open_.holder, reason="Syntetisk valg.")


def _colleagues(directory: Directory, unit: str, avoid: str) -> list[str]:
    home = directory.organisation_of(unit)
    return [other for other in _units_of(directory, home) if other not in (unit, avoid)]


def _units_of(directory: Directory, organisation: str | None) -> list[str]:
    return sorted(unit.id for unit in directory.units.values() if unit.organisation == organisation)


def _answers(
    rules: Rules,
    fields: Mapping[str, Field],
    open_: Obligation,
    region: Region,
    rng: Random,
    today: date,
) -> Answers:
    home = rules.directory.organisation_of(open_.holder)
    offered = sorted(service for place, service in rules.directory.services if place == home)
    services = [one for one in region.needs if one in offered] or list(region.needs)
    return fill(
        fields,
        rng,
        today,
        municipalities=region.municipalities,
        units=_units_of(rules.directory, home) or [open_.holder],
        services=services,
    )
