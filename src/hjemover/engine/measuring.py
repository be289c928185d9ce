"""What the measures of a definition see in a pathway's facts (måltall): pairs of milestones.

From the facts and the definition alone, so that the same journal always gives the same pairs:
numbers are the definition's own, and working days those of the national calendar.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from hjemover.calendar import Duration, after
from hjemover.definition.expressions import ExpressionError, evaluate
from hjemover.definition.models import Amount, Measure, PathwayDefinition
from hjemover.engine import events as e
from hjemover.engine.directory import Rules
from hjemover.engine.evolve import evolve
from hjemover.engine.facts import Facts
from hjemover.engine.milestones import milestones
from hjemover.engine.scopes import row_branches
from hjemover.engine.state import Pathway
from hjemover.engine.turn import Place


class PairBegun(Struct, frozen=True, kw_only=True):
    """The first milestone of a pair, as the fact with number *sequence* made it."""

    measure: str
    sequence: int
    unit: str
    at: datetime
    limit: datetime | None
    row: str = ""


class PairEnded(Struct, frozen=True, kw_only=True):
    """The second milestone of the open pairs of a measure, and the unit that has the ball then.

    Made in the branch of a row, it ends the pairs of that *row*, and those that began outside
    the rows; made outside, it ends them all.
    """

    measure: str
    unit: str
    at: datetime
    row: str = ""


class PairMoved(Struct, frozen=True, kw_only=True):
    """The open pairs of a measure are another unit's now."""

    measure: str
    unit: str


class PairsLapsed(Struct, frozen=True, kw_only=True):
    """The pathway is over: what has not ended never will."""

    at: datetime


Seen = PairBegun | PairEnded | PairMoved | PairsLapsed


def measured(
    definition: PathwayDefinition,
    before: Pathway | None,
    events: Sequence[e.AnyEvent],
    first_sequence: int,
) -> Iterator[Seen]:
    """What the measures see in *events*, which came after *before*."""
    if not definition.measures:
        return
    rules, pathway = Rules(definition=definition), before
    for sequence, event in enumerate(events, first_sequence):
        earlier, pathway = pathway, evolve(pathway, event)
        made, row = milestones(event), _row(event, earlier or pathway)
        for name, measure in definition.measures.items():
            moved = _moved(measure, earlier, pathway)
            if moved is not None:
                yield PairMoved(measure=name, unit=moved)
            if any(milestone in measure.ends for milestone in made):
                yield PairEnded(measure=name, unit=pathway.responsible, at=event.at, row=row)
            if any(milestone in measure.begins for milestone in made) and _counts(
                rules, pathway, measure, row
            ):
                yield PairBegun(
                    measure=name,
                    sequence=sequence,
                    unit=_unit(measure, pathway),
                    at=event.at,
                    limit=_limit(definition, measure.within, event.at),
                    row=row,
                )
        if isinstance(event, e.PathwayClosed):
            yield PairsLapsed(at=event.at)


def _row(event: e.AnyEvent, before: Pathway) -> str:
    """The branch of the row that a fact belongs to; empty outside."""
    if isinstance(event, e.BranchesJoined):
        branch = before.joins[event.join].branch
    elif isinstance(event, e.StepEntered | e.HandoffBlocked):
        branch = event.branch
    else:
        open_ = before.obligations.get(getattr(event, "obligation", ""))
        branch = open_.branch if open_ else ""
    return next(row_branches(before, branch), "")


def _unit(measure: Measure, pathway: Pathway) -> str:
    """Whose the pair is: the party's unit, or the unit with the ball while it has none."""
    named = pathway.parties.get(measure.party) if measure.party else None
    return named or pathway.responsible


def _moved(measure: Measure, before: Pathway | None, after: Pathway) -> str | None:
    if measure.party is None or before is None:
        return None
    unit = after.parties.get(measure.party)
    return unit if unit != before.parties.get(measure.party) else None


def _counts(rules: Rules, pathway: Pathway, measure: Measure, row: str) -> bool:
    """Whether the pair is one that the measure is taken of; not when that cannot be told."""
    if measure.when is None:
        return True
    try:
        return evaluate(measure.when, Facts(rules, pathway, Place(row)))
    except ExpressionError:
        return False


def _limit(
    definition: PathwayDefinition, within: Amount | None, begun: datetime
) -> datetime | None:
    if within is None:
        return None
    length = within.duration
    if within.number is not None:
        value = definition.numbers[within.number].value
        length = value if isinstance(value, Duration) else None
    return after(begun, length).closes() if length is not None else None
