"""Where the ways lead: every step can be reached and comes to an end, and no loop is endless."""

from graphlib import CycleError, TopologicalSorter

from hjemover.definition.checks.case import Case
from hjemover.definition.models import EndStep, HandoffStep

_MAX_LOOPS_TOLD = 20


def check_graph(case: Case) -> None:
    _check_unreachable(case)
    _check_ends(case)
    _check_loops(case)
    _check_ways_back(case)


def _check_unreachable(case: Case) -> None:
    reached = _reached(case)
    for step in case.definition.steps:
        if step not in reached:
            case.problems.error(
                ("steps", step),
                "unreachable",
                f'step "{step}" can never be reached.',
                'Lead to it from a "then", or delete it.',
                key=True,
            )


def _reached(case: Case) -> set[str]:
    return case.reached([entry for entry, _ in case.entries])


def _check_ends(case: Case) -> None:
    """Tell of the steps from which no end can be reached, at the first of them."""
    leads_to: dict[str, set[str]] = {step: set() for step in case.definition.steps}
    for ways in case.edges.values():
        for way in ways:
            if way.target in leads_to:
                leads_to[way.target].add(way.step)
    queue = [name for name, step in case.definition.steps.items() if isinstance(step, EndStep)]
    ending: set[str] = set()
    while queue:
        step = queue.pop()
        if step not in ending:
            ending.add(step)
            queue += leads_to[step]
    reached = _reached(case)
    trapped = [step for step in case.definition.steps if step in reached - ending]
    if trapped:
        rest = f" Nor do: {', '.join(trapped[1:6])}." if trapped[1:] else ""
        case.problems.error(
            ("steps", trapped[0]),
            "never-ends",
            f'step "{trapped[0]}" never comes to an end.{rest}',
            'Lead on to an "end" step.',
            key=True,
        )


def _check_loops(case: Case) -> None:
    """Every loop is bounded by ``rounds``.

    When a patient goes on for ever, each step with rounds that is passed again and again has
    used them up, and only its ``rounds.then`` is left. So: with every such step reduced to that
    way, there must be no loop.
    """
    ways = {
        step: [
            way for way in found if way.spent == (case.definition.steps[step].rounds is not None)
        ]
        for step, found in case.edges.items()
    }
    graph = {
        step: {way.target for way in found if way.target in ways} for step, found in ways.items()
    }
    for _ in range(_MAX_LOOPS_TOLD):
        try:
            TopologicalSorter(graph).prepare()
            return
        except CycleError as found_loop:
            # graphlib gives the loop against the way it is walked, first and last the same.
            loop = list(reversed(found_loop.args[1]))[:-1]
        _tell_loop(case, _from_first(case, loop))
        for step in loop:
            graph[step] = graph[step] - set(loop)


def _from_first(case: Case, loop: list[str]) -> list[str]:
    """The loop as the file has it: from its first step."""
    order = {step: at for at, step in enumerate(case.definition.steps)}
    at = min(range(len(loop)), key=lambda index: order[loop[index]])
    return loop[at:] + loop[:at]


def _tell_loop(case: Case, loop: list[str]) -> None:
    told = " → ".join([*loop[:8], "…"] if len(loop) > 8 else [*loop, loop[0]])
    bounded = next((step for step in loop if case.definition.steps[step].rounds), None)
    if bounded is not None:
        case.problems.error(
            ("steps", bounded, "rounds", "then"),
            "rounds-lead-back",
            f'When the rounds of step "{bounded}" are used up, the loop goes on: {told}.',
            "Lead out of the loop.",
        )
        return
    case.problems.error(
        ("steps", loop[0]),
        "endless-loop",
        f"These steps can go round for ever: {told}.",
        "Write rounds: {at_most: 2, then: …} on one of them.",
        key=True,
    )


def _check_ways_back(case: Case) -> None:
    for name, step in case.definition.steps.items():
        if not isinstance(step, HandoffStep):
            continue
        rejected = step.outcomes.get("rejected")
        if rejected and isinstance(case.definition.steps.get(rejected.then), EndStep):
            written = case.problems.source.find(("steps", name, "outcomes", "rejected"))
            path = ("steps", name, "outcomes", "rejected")
            case.problems.error(
                (*path, "then") if isinstance(written, dict) else path,
                "no-way-back",
                f'When the receiver refuses step "{name}", the pathway ends and nobody has it.',
                "Lead back to a task for the sender.",
            )
