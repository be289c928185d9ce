"""Which steps stand together: those of a branch, or those of no branch (blokker).

A branch ends with the reserved target ``joined`` and is reached only through its parallel
step, so a way may go on by hand only at a step of its own block.
"""

from hjemover.definition.models import (
    JOINED,
    DecisionStep,
    HandoffStep,
    NoticeStep,
    ParallelStep,
    PathwayDefinition,
    Step,
    SubpathwayStep,
    TaskStep,
    WaitStep,
    given_up_to,
)
from hjemover.engine.state import Pathway


def block_of(definition: PathwayDefinition, pathway: Pathway, branch: str) -> frozenset[str]:
    """The steps of the block that *branch* runs through; with ``joined`` where one can join."""
    if not branch:
        return outermost_steps(definition)
    join, _, name = branch.rpartition("/")
    step = definition.steps[pathway.joins[join].step]
    assert isinstance(step, ParallelStep)
    first = step.start if step.each is not None else step.branches[name]
    assert first is not None
    return steps_of_block(definition, first) | {JOINED}


def outermost_steps(definition: PathwayDefinition) -> frozenset[str]:
    """The steps outside every branch: those no branch leads to."""
    inside: set[str] = set()
    for step in definition.steps.values():
        if isinstance(step, ParallelStep):
            for first in (*step.branches.values(), *((step.start,) if step.start else ())):
                inside |= steps_of_block(definition, first)
    return frozenset(definition.steps) - inside


def steps_of_block(definition: PathwayDefinition, first: str) -> frozenset[str]:
    """Every step that can be reached from *first* without going into a branch or out of one."""
    found: set[str] = set()
    ahead = [first]
    while ahead:
        name = ahead.pop()
        if name not in found and name != JOINED:
            found.add(name)
            ahead.extend(_leads_to(definition.steps[name]))
    return frozenset(found)


def _leads_to(step: Step) -> list[str]:
    ways = [step.rounds.then] if step.rounds else []
    match step:
        case TaskStep() | HandoffStep():
            ways += [outcome.then for outcome in step.outcomes.values()]
            given_up = given_up_to(step)
            ways += [given_up] if given_up else []
        case WaitStep() | NoticeStep() | ParallelStep():
            ways.append(step.then)
        case SubpathwayStep():
            ways += step.ways.values()
        case DecisionStep():
            ways += [*(branch.then for branch in step.branches), step.otherwise]
    return ways
