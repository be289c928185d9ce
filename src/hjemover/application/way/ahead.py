"""What lies ahead of a pathway (det som er planlagt): the next steps, and windows with their days.

Read from the definition's graph and reckoned by the engine's own rules. It promises nothing:
what people answer on the way decides which of the ways is walked.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from hjemover.calendar import Reason
from hjemover.definition.models import (
    JOINED,
    DecisionStep,
    EndStep,
    HandoffStep,
    NoticeStep,
    ParallelStep,
    PathwayDefinition,
    Step,
    SubpathwayStep,
    TaskStep,
    WaitStep,
)
from hjemover.engine.directory import Rules
from hjemover.engine.parties import of_item, unit_of
from hjemover.engine.state import Obligation, Pathway
from hjemover.engine.timing import Frame, reckon
from hjemover.vocabulary import RungKind

_STANDS = (TaskStep, HandoffStep, WaitStep, SubpathwayStep, EndStep)
"""Steps where a pathway rests or ends; it runs through all others by itself."""


class Next(Struct, frozen=True, kw_only=True):
    """A step that may follow an open one.

    Args:
        outcome: The outcome of the open step that leads there; empty where none is chosen.
    """

    obligation: str
    outcome: str
    step: str


class Coming(Struct, frozen=True, kw_only=True):
    """What time will bring to an open obligation, and to whom."""

    obligation: str
    step: str
    kind: RungKind
    at: datetime
    to: tuple[tuple[str, str], ...] = ()
    reason: Reason | None = None


class Planned(Struct, frozen=True, kw_only=True):
    """A step further on that has a window: from when until when, where that is known.

    Args:
        unit: Who it will be, as the address book is today; None where nobody can be said yet.
    """

    step: str
    party: str
    unit: str | None
    opens: datetime | None
    closes: datetime | None
    reason: Reason | None = None


class Ahead(Struct, frozen=True, kw_only=True):
    """All that lies ahead.

    Args:
        reachable: Every step that may still come, the open ones not counted.
    """

    nexts: tuple[Next, ...] = ()
    coming: tuple[Coming, ...] = ()
    planned: tuple[Planned, ...] = ()
    reachable: frozenset[str] = frozenset()


def look_ahead(rules: Rules, pathway: Pathway, now: datetime) -> Ahead:
    """What may follow of what is open. Nothing when the pathway is closed."""
    definition = rules.definition
    opened = sorted(pathway.obligations.values(), key=lambda one: (one.started, one.id))
    order = _reachable(definition, [*opened], pathway)
    planned = (_planned(rules, pathway, definition.steps[step], now) for step in order)
    coming = [one for open_ in opened for one in _coming(open_)]
    return Ahead(
        nexts=tuple(one for open_ in opened for one in _nexts(definition, pathway, open_)),
        coming=tuple(sorted(coming, key=lambda one: (one.at, one.obligation))),
        planned=tuple(sorted((one for one in planned if one), key=_by_opening)),
        reachable=frozenset(order),
    )


def _by_opening(one: Planned) -> tuple[bool, datetime | None, str]:
    return one.opens is None, one.opens, one.step


def _coming(open_: Obligation) -> Iterator[Coming]:
    for rung in open_.schedule:
        yield Coming(
            obligation=open_.id,
            step=open_.step,
            kind=rung.kind,
            at=rung.at,
            to=rung.to,
            reason=rung.reason,
        )


# --- the graph ------------------------------------------------------------------------------------


def ways_out(step: Step) -> Iterator[tuple[str, str]]:
    """(outcome, step) of every way out; the outcome is empty where nobody chooses it."""
    match step:
        case TaskStep() | HandoffStep():
            yield from ((code, outcome.then) for code, outcome in step.outcomes.items())
        case WaitStep() | NoticeStep():
            yield "", step.then
        case SubpathwayStep():
            yield from (("" if code == "else" else code, then) for code, then in step.ways.items())
        case DecisionStep():
            yield from (("", branch.then) for branch in step.branches)
            yield "", step.otherwise
        case ParallelStep():
            yield from (("", first) for first in step.branches.values())
            if step.start is not None:
                yield "", step.start
            yield "", step.then
        case _:
            return


def resting_after(definition: PathwayDefinition, first: str) -> list[str]:
    """The steps where a way that begins at *first* may come to rest."""
    return list(dict.fromkeys(_resting(definition, first, ())))


def _nexts(definition: PathwayDefinition, pathway: Pathway, open_: Obligation) -> Iterator[Next]:
    """Where each outcome of the open step leads, past the steps that run by themselves."""
    step = definition.steps.get(open_.step)
    if step is None:
        return
    beyond = _beyond(definition, pathway, open_.branch)
    seen: set[tuple[str, str]] = set()
    for outcome, target in ways_out(step):
        for reached in _resting(definition, target, beyond):
            if (outcome, reached) not in seen:
                seen.add((outcome, reached))
                yield Next(obligation=open_.id, outcome=outcome, step=reached)


def _beyond(definition: PathwayDefinition, pathway: Pathway, branch: str) -> tuple[str, ...]:
    """Where the way goes on when *branch* is done, innermost first: as far as it is the last."""
    found = []
    while branch:
        join = pathway.joins[branch.rpartition("/")[0]]
        parallel = definition.steps[join.step]
        if not isinstance(parallel, ParallelStep) or len(join.done) + 1 < join.need:
            break
        found.append(parallel.then)
        branch = join.branch
    return tuple(found)


def _resting(definition: PathwayDefinition, first: str, beyond: tuple[str, ...]) -> Iterator[str]:
    """The steps where a way that goes on at *first* comes to rest.

    Args:
        beyond: Where ``joined`` leads, innermost first; nowhere when it is empty.
    """
    queue, seen = deque([(first, beyond)]), set[tuple[str, int]]()
    while queue:
        name, outer = queue.popleft()
        if name == JOINED:
            if outer:
                queue.append((outer[0], outer[1:]))
            continue
        if (name, len(outer)) in seen:
            continue
        seen.add((name, len(outer)))
        step = definition.steps[name]
        if isinstance(step, _STANDS):
            yield name
        elif isinstance(step, ParallelStep):
            # What follows it comes when its branches have met: none of them is the last yet.
            firsts = [*step.branches.values(), *([step.start] if step.start else [])]
            queue.extend((one, ()) for one in firsts)
            if step.each is not None:
                queue.append((step.then, outer))  # the list may be empty
        else:
            queue.extend((target, outer) for _, target in ways_out(step))
        if step.rounds is not None:
            queue.append((step.rounds.then, outer))


def _reachable(
    definition: PathwayDefinition, opened: Iterable[Obligation], pathway: Pathway
) -> list[str]:
    """Steps that may still come, nearest first. A step in a branch leads on past its join too."""
    queue: deque[str] = deque()
    for open_ in opened:
        step = definition.steps.get(open_.step)
        if step is not None:
            queue.extend(target for _, target in _all_ways(step))
    for join in pathway.joins.values():
        parallel = definition.steps[join.step]
        if isinstance(parallel, ParallelStep):
            queue.append(parallel.then)
    found: dict[str, None] = {}
    while queue:
        name = queue.popleft()
        if name != JOINED and name not in found:
            found[name] = None
            queue.extend(target for _, target in _all_ways(definition.steps[name]))
    return list(found)


def _all_ways(step: Step) -> Iterator[tuple[str, str]]:
    yield from ways_out(step)
    if step.rounds is not None:
        yield "", step.rounds.then


# --- windows --------------------------------------------------------------------------------------


def _planned(rules: Rules, pathway: Pathway, step: Step, now: datetime) -> Planned | None:
    """The step with its window, unless it has none, or is open or done already."""
    if not isinstance(step, TaskStep) or step.window is None or step.id in pathway.done:
        return None
    if any(open_.step == step.id for open_ in pathway.obligations.values()):
        return None
    window = rules.definition.windows[step.window]
    unit = None if of_item(rules, step.party) else unit_of(rules, pathway, step.party)
    frame = Frame(started=now, unit=unit or pathway.responsible)
    opens = reckon(rules, pathway, window.opens, frame)
    closes = reckon(rules, pathway, window.closes, frame)
    return Planned(
        step=step.id,
        party=step.party,
        unit=unit,
        opens=opens.opens() if opens else None,
        closes=closes.closes(rules.directory.calendar(frame.unit)) if closes else None,
        reason=closes.reason if closes else None,
    )
