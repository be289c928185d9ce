"""The graph of a definition without its texts: nodes, the ways between them, and whose they are.

Nodes are named as the elements they become: ``step-<id>``, and besides the steps
``receipt-<handoff>`` (where the receiver answers) and ``join-<parallel>`` (where branches meet).
"""

from collections import deque
from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct

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
    given_up_to,
)

AUTOMATIC = ""
"""The lane of a definition in which no party owns any step."""

GIVEN_UP = "given up"
"""The way out of a task that was not done in time. No outcome can have a space in its name."""

RECEIVERS_OUTCOMES = ("accepted", "rejected")


class Way(Struct, frozen=True):
    """One transition: out of *node* (of *step*) by the outcome or branch *name* to *target*."""

    node: str
    step: str
    name: str
    target: str


def step_node(step: str) -> str:
    return f"step-{step}"


def receipt_node(handoff: str) -> str:
    return f"receipt-{handoff}"


def join_node(parallel: str) -> str:
    return f"join-{parallel}"


def ways_out(step: Step) -> Iterator[tuple[str, str]]:
    """(name, target) of every way out of a step, in the order they are written."""
    match step:
        case TaskStep() | HandoffStep():
            yield from ((code, outcome.then) for code, outcome in step.outcomes.items())
            given_up = given_up_to(step)
            if given_up is not None:
                yield GIVEN_UP, given_up
        case DecisionStep():
            for number, branch in enumerate(step.branches, start=1):
                yield f"when-{number}", branch.then
            yield "else", step.otherwise
        case ParallelStep():
            yield from step.branches.items()
            if step.start is not None:
                yield "each", step.start
            yield "then", step.then
        case WaitStep() | NoticeStep():
            yield "then", step.then
        case SubpathwayStep():
            yield from step.ways.items()
        case EndStep():
            pass
        case _:
            assert_never(step)
    if step.rounds is not None:
        yield "rounds", step.rounds.then


def all_ways(definition: PathwayDefinition) -> tuple[Way, ...]:
    """Every transition once, ``joined`` led to where its branches meet."""
    inside = _enclosing(definition)
    found = []
    for step in definition.steps.values():
        for name, then in ways_out(step):
            node = step_node(step.id)
            if isinstance(step, HandoffStep) and name in RECEIVERS_OUTCOMES:
                node = receipt_node(step.id)
            if isinstance(step, ParallelStep) and name == "then":
                node = join_node(step.id)
            target = join_node(inside[step.id]) if then == JOINED else step_node(then)
            found.append(Way(node, step.id, name, target))
    return tuple(found)


def _enclosing(definition: PathwayDefinition) -> dict[str, str]:
    """For each step inside a branch, the parallel step that the branch belongs to."""
    enclosing: dict[str, str] = {}
    for parallel in definition.steps.values():
        if isinstance(parallel, ParallelStep):
            for step in _branch_steps(definition, parallel):
                enclosing.setdefault(step, parallel.id)
    return enclosing


def _branch_steps(definition: PathwayDefinition, parallel: ParallelStep) -> Iterator[str]:
    starts = [target for name, target in ways_out(parallel) if name not in ("then", "rounds")]
    queue, seen = deque(starts), {parallel.id}
    while queue:
        name = queue.popleft()
        if name == JOINED or name in seen:
            continue
        seen.add(name)
        yield name
        step = definition.steps[name]
        for way, target in ways_out(step):
            # A parallel inside this one: its branches are its own, what follows it is ours.
            if not isinstance(step, ParallelStep) or way in ("then", "rounds"):
                queue.append(target)


def holders(definition: PathwayDefinition, ways: tuple[Way, ...]) -> dict[str, str]:
    """The lane of every node: its party, or for automatic steps the party that came before."""
    lanes = _owned(definition)
    automatic = next(iter(lanes.values()), AUTOMATIC)
    out: dict[str, list[Way]] = {}
    for way in ways:
        out.setdefault(way.node, []).append(way)
    nodes = [step_node(definition.start), *(step_node(step) for step in definition.steps)]
    queue = deque((node, automatic) for node in nodes[:1])
    visited: set[str] = set()
    while queue or nodes:
        node, before = queue.popleft() if queue else (nodes.pop(0), automatic)
        if node in visited:
            continue
        visited.add(node)
        lane = lanes.setdefault(node, before)
        step = definition.steps[node.split("-", 1)[1]]
        if isinstance(step, HandoffStep) and node == step_node(step.id):
            queue.append((receipt_node(step.id), step.receiver))
        if isinstance(step, ParallelStep) and node == step_node(step.id):
            queue.append((join_node(step.id), lane))
        for way in out.get(node, []):
            # Until it is accepted, the sender has the ball.
            kept = isinstance(step, HandoffStep) and way.name != "accepted"
            queue.append((way.target, lanes[step_node(step.id)] if kept else lane))
    return lanes


def _owned(definition: PathwayDefinition) -> dict[str, str]:
    lanes: dict[str, str] = {}
    for step in definition.steps.values():
        match step:
            case TaskStep():
                lanes[step_node(step.id)] = step.party
            case HandoffStep():
                lanes[step_node(step.id)] = step.sender
                lanes[receipt_node(step.id)] = step.receiver
            case WaitStep(party=str() as party) | SubpathwayStep(party=str() as party):
                lanes[step_node(step.id)] = party
    return lanes
