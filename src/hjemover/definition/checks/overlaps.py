"""Overlaps: the step that ends one comes after the handoff."""

from hjemover.definition.checks.case import Case
from hjemover.definition.models import EndStep, HandoffStep


def check_overlaps(case: Case) -> None:
    for name, step in case.definition.steps.items():
        if not isinstance(step, HandoffStep) or step.overlap is None:
            continue
        until = step.overlap.until
        accepted = step.outcomes.get("accepted")
        if accepted is None or until not in case.definition.steps:
            continue
        if until in case.reached([accepted.then]) and not isinstance(
            case.definition.steps[until], EndStep
        ):
            continue
        case.problems.error(
            ("steps", name, "overlap", "until"),
            "overlap-never-ends",
            f'step "{until}" does not come after step "{name}", so the sender would never be done.',
            "Name a step that follows when the receiver has accepted.",
        )
