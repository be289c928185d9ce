"""Block structure: the inside of a branch is its own, and ends in ``joined`` or an end."""

from hjemover.definition.checks.case import Case, Region, Way
from hjemover.definition.models import JOINED, EndStep


def check_regions(case: Case) -> bool:
    """Whether branches are entered only at their beginning and left only by joining or ending."""
    before = len(case.problems.found)
    for target, path in case.entries:
        if target == JOINED:
            case.problems.error(path, "joined-outside-branch", '"joined" is not in a branch here.')
        elif case.regions.get(target) is not None:
            case.problems.error(
                path,
                "into-branch",
                f"This leads into the middle of {_said(case.regions.get(target))}.",
                "Go to a step outside the branches.",
            )
    for step, region in case.regions.items():
        for way in case.ways[step]:
            _check_way(case, way, region)
    return len(case.problems.found) == before


def _check_way(case: Case, way: Way, region: Region | None) -> None:
    lands_in = case.inside(way, region)
    if way.target == JOINED:
        if way.branch is not None:
            case.problems.error(
                way.path,
                "empty-branch",
                f'branch "{way.branch}" of step "{way.step}" has no steps.',
                "Delete it, or write its first step.",
            )
        elif region is None:
            case.problems.error(
                way.path,
                "joined-outside-branch",
                f'step "{way.step}" leads to "joined", but stands in no branch.',
                "Write the step that comes next.",
            )
        return
    target = case.regions.get(way.target)
    # An end closes the pathway from wherever it is reached.
    if target == lands_in or isinstance(case.definition.steps[way.target], EndStep):
        return
    if target is None:
        case.problems.error(
            way.path,
            "out-of-branch",
            f'step "{way.step}" leads out of {_said(lands_in)}, to "{way.target}".',
            'End the branch with "joined".',
        )
    else:
        case.problems.error(
            way.path,
            "into-branch",
            f'step "{way.step}" leads to "{way.target}", which is inside {_said(target)}.',
            "A branch is entered only at its first step, and its steps are its own.",
        )


def _said(region: Region | None) -> str:
    if region is None:
        return "no branch"
    return f'branch "{region.branch}" of step "{region.parallel}"'
