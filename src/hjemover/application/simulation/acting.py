"""What people do with what waits for them, on any definition, drawn from a seeded generator."""

from collections.abc import Mapping
from datetime import date, datetime
from random import Random
from typing import Final

from hjemover.application.simulation.filling import fill
from hjemover.application.simulation.habits import Region
from hjemover.calendar import local_day
from hjemover.definition.models import Field, HandoffStep, SubpathwayStep, TaskStep
from hjemover.engine import commands as c
from hjemover.engine.checklists import still_to_check
from hjemover.engine.directory import Directory, Rules
from hjemover.engine.graph import block_of
from hjemover.engine.state import Answers, Obligation, Pathway
from hjemover.engine.tasks import fields_of_step
from hjemover.vocabulary import HandoffStatus, ObligationKind

_REASON: Final = "Syntetisk grunn."
_GOES: Final = 0.02
"""How willing a sender is to go before what they stay for is done."""


def choose_act(
    rules: Rules,
    pathway: Pathway,
    open_: Obligation,
    region: Region,
    rng: Random,
    now: datetime,
) -> c.AnyCommand | None:
    """What somebody at the unit whose turn it is might do with *open_* now; None for nothing.

    Fits any definition: only what its steps allow is chosen. The first way out of a step is
    taken most, since its author thought of it first.
    """
    match open_.kind:
        case ObligationKind.TASK:
            return _task(rules, pathway, open_, region, rng, now)
        case ObligationKind.HANDOFF | ObligationKind.TRANSFER:
            return _handoff(rules, open_, region, rng, now)
        case ObligationKind.CHOOSE_UNIT:
            return _choose_unit(rules, pathway, open_)
        case ObligationKind.REPAIR:
            return _choose_way(rules, pathway, open_, rng)
        case ObligationKind.SUBPATHWAY:
            return _other_ends(rules, open_, rng)
        case ObligationKind.OVERLAP if rng.random() < _GOES:
            return c.EndOverlap(obligation=open_.id, reason=_REASON)
        case _:
            return None


def _task(
    rules: Rules,
    pathway: Pathway,
    open_: Obligation,
    region: Region,
    rng: Random,
    now: datetime,
) -> c.AnyCommand | None:
    if open_.stopped is not None:
        return c.StartClock(obligation=open_.id)
    step = rules.definition.steps[open_.step]
    assert isinstance(step, TaskStep)
    missing = still_to_check(rules, pathway, open_)
    if missing:
        return c.CheckItem(obligation=open_.id, item=missing[0])
    ways = list(step.outcomes)
    # The first way out is the one the definition's author thought of first: most go there.
    outcome = ways[0] if len(ways) == 1 or rng.random() < 0.8 else rng.choice(ways[1:])
    fields = fields_of_step(rules, step, outcome)
    return c.CompleteTask(
        obligation=open_.id,
        outcome=outcome,
        answers=_answers(rules, fields, open_, region, rng, local_day(now)),
        late_because=_late_because(open_, now),
    )


def _late_because(open_: Obligation, now: datetime) -> str:
    """Why it is late, when it is: some limits ask."""
    return _REASON if open_.due is not None and open_.due.at <= now else ""


def _handoff(
    rules: Rules, open_: Obligation, region: Region, rng: Random, now: datetime
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
        return c.AcceptHandoff(
            obligation=open_.id,
            person=region.person(handoff.receiver),
            late_because=_late_because(open_, now),
        )
    if chance < habit.accepts + habit.asks:
        return c.ReturnHandoff(obligation=open_.id, question="Syntetisk spørsmål?")
    step = rules.definition.steps[open_.step]
    assert isinstance(step, HandoffStep)
    if chance < habit.accepts + habit.asks + habit.forwards:
        other = _colleagues(rules.directory, handoff.receiver, avoid=handoff.sender)
        if other:
            return c.ForwardHandoff(obligation=open_.id, to=rng.choice(other))
    ask = step.outcomes["rejected"].ask
    answers = _answers(rules, ask, open_, region, rng, local_day(now))
    return c.RejectHandoff(obligation=open_.id, reason=_REASON, answers=answers)


def _choose_unit(rules: Rules, pathway: Pathway, open_: Obligation) -> c.AnyCommand | None:
    """Where no unit offers the service, whoever asked takes it on themselves."""
    if open_.holder not in rules.directory.units:
        return None
    return c.AssignParty(party=open_.detail, unit=open_.holder, reason="Syntetisk valg.")


def _other_ends(rules: Rules, open_: Obligation, rng: Random) -> c.AnyCommand | None:
    """One of the other pathways that is waited for is over, which nobody here runs."""
    step = rules.definition.steps[open_.step]
    waited = [child.ref for child in open_.children if child.outcome is None]
    if not isinstance(step, SubpathwayStep) or not waited:
        return None
    outcome = rng.choice([*step.outcomes, "FULLFORT"])
    return c.EndSubpathway(child=waited[0], outcome=outcome)


def _choose_way(
    rules: Rules, pathway: Pathway, open_: Obligation, rng: Random
) -> c.AnyCommand | None:
    """Where a rule failed, somebody looks and decides."""
    known = sorted(block_of(rules.definition, pathway, open_.branch))
    return c.ChooseWay(obligation=open_.id, step=rng.choice(known), reason="Syntetisk valg.")


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
    answers = fill(
        fields,
        rng,
        today,
        municipalities=region.municipalities,
        units=_units_of(rules.directory, home) or [open_.holder],
        services=services,
    )
    for name, field in fields.items():
        fitting = _units_as(rules, name) if field.type == "unit" and name in answers else []
        if fitting:
            answers[name] = rng.choice(fitting)
    return answers


def _units_as(rules: Rules, field: str) -> list[str]:
    """The units that could be the party a field is called as."""
    party = rules.definition.parties.get(field.replace("_", "-"))
    if party is None:
        return []
    return sorted(
        unit.id for unit in rules.directory.units.values() if party.service in unit.services
    )
