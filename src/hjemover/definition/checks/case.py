"""The definition as the checks look at it: its ways, with where each is written."""

from collections.abc import Iterator
from functools import cached_property
from typing import assert_never

from msgspec import Struct

from hjemover.definition.compiling import Draft
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
from hjemover.definition.source import Path


class Way(Struct, frozen=True, kw_only=True):
    """From one step to another, as the file says it at *path*.

    Args:
        branch: The first step of this branch of a parallel step; None for any other way.
        spent: The way taken when the rounds of the step are used up.
        through_branches: From a parallel step to what follows it: gone only through a branch.
    """

    step: str
    target: str
    path: Path
    branch: str | None = None
    spent: bool = False
    through_branches: bool = False


class Region(Struct, frozen=True):
    """The inside of one branch. The root region is None."""

    parallel: str
    branch: str


class Case:
    """A compiled definition with its draft, and what the checks find out once for all."""

    def __init__(self, definition: PathwayDefinition, draft: Draft, *, whole: bool) -> None:
        self.definition = definition
        self.draft = draft
        self.problems = draft.problems
        self.whole = whole

    @cached_property
    def ways(self) -> dict[str, list[Way]]:
        """Every way out of each step. Handoffs' implied ways are left out: nobody wrote them."""
        return {
            step_id: [*self._ways(step), *self._spent(step)]
            for step_id, step in self.definition.steps.items()
        }

    @cached_property
    def entries(self) -> list[tuple[str, Path]]:
        """Where the root region begins: the first step, and where events go on."""
        gotos = [
            (event.goto, ("events", name, "goto"))
            for name, event in self.definition.events.items()
            if event.goto is not None
        ]
        return [(self.definition.start, ("start",)), *gotos]

    @cached_property
    def regions(self) -> dict[str, Region | None]:
        """The region of each step that can be reached: the first it is reached in."""
        found: dict[str, Region | None] = {}
        # The pathway's own order first, so that an event's goto into a branch is what is blamed.
        for entry, _ in self.entries:
            queue: list[tuple[str, Region | None]] = [(entry, None)]
            while queue:
                step, region = queue.pop(0)
                if step in found or step not in self.definition.steps:
                    continue
                found[step] = region
                queue += [(way.target, self.inside(way, region)) for way in self.ways[step]]
        return found

    def inside(self, way: Way, region: Region | None) -> Region | None:
        """The region that *way* leads to, from a step in *region*."""
        return Region(way.step, way.branch) if way.branch is not None else region

    @cached_property
    def edges(self) -> dict[str, list[Way]]:
        """The ways a patient can go: ``joined`` led on to what follows the parallel step."""
        return {
            step: [self._led_on(way) for way in ways if not way.through_branches]
            for step, ways in self.ways.items()
        }

    def reached(self, entries: Iterator[str] | list[str], without: str = "") -> set[str]:
        """The steps that can be reached from *entries* when *without* is taken away."""
        seen: set[str] = set()
        queue = list(entries)
        while queue:
            step = queue.pop()
            if step in seen or step == without or step not in self.edges:
                continue
            seen.add(step)
            queue += [way.target for way in self.edges[step]]
        return seen

    def _led_on(self, way: Way) -> Way:
        target, region = way.target, self.regions.get(way.step)
        # Branches inside branches may all join at once.
        while target == JOINED and region is not None:
            parallel = self.definition.steps[region.parallel]
            assert isinstance(parallel, ParallelStep)
            target, region = parallel.then, self.regions.get(region.parallel)
        return Way(step=way.step, target=target, path=way.path, spent=way.spent)

    def _ways(self, step: Step) -> Iterator[Way]:
        path: Path = ("steps", step.id)
        match step:
            case TaskStep() | HandoffStep():
                yield from self._outcomes(step)
            case WaitStep() | NoticeStep():
                yield Way(step=step.id, target=step.then, path=(*path, "then"))
            case DecisionStep():
                where: Path = (*path, "decide", "rows") if step.table else (*path, "decide")
                for at, branch in enumerate(step.branches):
                    yield Way(step=step.id, target=branch.then, path=(*where, at, "then"))
                yield Way(step=step.id, target=step.otherwise, path=(*path, "else"))
            case ParallelStep():
                yield from self._branches(step)
            case SubpathwayStep():
                for code, target in step.outcomes.items():
                    yield Way(step=step.id, target=target, path=(*path, "outcomes", code))
                written = self.problems.source.find((*path, "then"))
                key = "then" if written is not None else "else"
                yield Way(step=step.id, target=step.otherwise, path=(*path, key))
            case EndStep():
                return
            case _:
                assert_never(step)

    def _outcomes(self, step: TaskStep | HandoffStep) -> Iterator[Way]:
        for code, outcome in step.outcomes.items():
            path: Path = ("steps", step.id, "outcomes", code)
            written = self.problems.source.find(path)
            if isinstance(written, dict):
                path = (*path, "then")
            elif written is None and isinstance(step, HandoffStep):
                continue
            elif written is None:
                path = ("steps", step.id, "then")
            yield Way(step=step.id, target=outcome.then, path=path)
        given_up = given_up_to(step)
        if given_up is not None:
            path = ("steps", step.id, "due", "breach", "then")
            yield Way(step=step.id, target=given_up, path=path)

    def _branches(self, step: ParallelStep) -> Iterator[Way]:
        path: Path = ("steps", step.id)
        for branch, first in step.branches.items():
            yield Way(step=step.id, target=first, path=(*path, "parallel", branch), branch=branch)
        if step.start is not None:
            start_path = (*path, "parallel", "start")
            yield Way(step=step.id, target=step.start, path=start_path, branch="each")
        # With an empty list there are no branches to wait for.
        yield Way(
            step=step.id,
            target=step.then,
            path=(*path, "then"),
            through_branches=step.each is None,
        )

    def _spent(self, step: Step) -> Iterator[Way]:
        if step.rounds is not None:
            path = ("steps", step.id, "rounds", "then")
            yield Way(step=step.id, target=step.rounds.then, path=path, spent=True)
