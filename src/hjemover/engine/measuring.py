"""What the measures of a definition see in a pathway's facts (måltall): pairs of milestones.

From the facts and the definition alone, so that the same journal always gives the same pairs:
numbers are the definition's own, and working days those of the national calendar.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from hjemover.calendar import Duration, after, start_of_day
from hjemover.definition.expressions import ExpressionError, evaluate
from hjemover.definition.models import Measure, Moment, ParallelStep, PathwayDefinition
from hjemover.engine import events as e
from hjemover.engine.directory import Rules
from hjemover.engine.evolve import evolve
from hjemover.engine.facts import Facts
from hjemover.engine.milestones import milestones
from hjemover.engine.scopes import own, row_branches
from hjemover.engine.state import Answers, Pathway
from hjemover.engine.timing import Frame, reckon
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


class PairsRetimed(Struct, frozen=True, kw_only=True):
    """A date has become known or another: all pairs of a measure that counts from it move.

    Args:
        begun: When they began; None where they began with their milestone all the same.
    """

    measure: str
    begun: datetime | None
    limit: datetime | None


class PairsLapsed(Struct, frozen=True, kw_only=True):
    """The pathway is over: what has not ended never will."""

    at: datetime


Seen = PairBegun | PairEnded | PairMoved | PairsRetimed | PairsLapsed


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
            retimed = _retimed(rules, name, measure, earlier, pathway)
            if retimed is not None:
                yield retimed
            if any(milestone in measure.ends for milestone in made):
                yield PairEnded(measure=name, unit=pathway.responsible, at=event.at, row=row)
            if any(milestone in measure.begins for milestone in made) and _counts(
                rules, pathway, measure, row
            ):
                timed = _timed(rules, name, measure, pathway, event.at)
                yield PairBegun(
                    measure=name,
                    sequence=sequence,
                    unit=_unit(measure, pathway),
                    at=timed.begun or event.at,
                    limit=timed.limit,
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
        place = Place(row, _item(rules.definition, pathway, row))
        return evaluate(measure.when, Facts(rules, pathway, place))
    except ExpressionError:
        return False


def _item(definition: PathwayDefinition, pathway: Pathway, row: str) -> Answers:
    """The row of the list that the branch *row* was made for, as it is answered now."""
    join, _, number = row.rpartition("/")
    made = pathway.joins.get(join)
    step = definition.steps[made.step] if made else None
    if made is None or not isinstance(step, ParallelStep) or step.each is None:
        return {}
    source, _, field = step.each.partition(".")
    answered = (own(pathway.answers, pathway, source, made.branch) or {}).get(field)
    rows = [one for one in answered if isinstance(one, dict)] if isinstance(answered, list) else []
    return rows[int(number) - 1] if int(number) <= len(rows) else {}


def _timed(
    rules: Rules, name: str, measure: Measure, pathway: Pathway, begun: datetime
) -> PairsRetimed:
    """The limit of a pair that began at *begun*; where a median counts from a date, that day."""
    if measure.of is None:
        return PairsRetimed(measure=name, begun=None, limit=_limit(rules, measure, begun))
    median = measure.kind == "median"
    moment = Moment(
        of=measure.of, offset=None if median else measure.within, direction=measure.direction
    )
    found = reckon(rules, pathway, moment, Frame(started=pathway.enrolled, unit=""))
    if found is None:
        return PairsRetimed(measure=name, begun=None, limit=None)
    if median:
        return PairsRetimed(measure=name, begun=start_of_day(found.day), limit=None)
    return PairsRetimed(measure=name, begun=None, limit=found.closes())


def _retimed(
    rules: Rules, name: str, measure: Measure, before: Pathway | None, after_: Pathway
) -> PairsRetimed | None:
    if measure.of is None or before is None or before.dates == after_.dates:
        return None
    was = _timed(rules, name, measure, before, before.enrolled)
    now = _timed(rules, name, measure, after_, before.enrolled)
    return now if now != was else None


def _limit(rules: Rules, measure: Measure, begun: datetime) -> datetime | None:
    within = measure.within
    if within is None:
        return None
    length = within.duration
    if within.number is not None:
        value = rules.definition.numbers[within.number].value
        length = value if isinstance(value, Duration) else None
    return after(begun, length).closes() if length is not None else None
