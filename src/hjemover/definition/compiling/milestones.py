"""Milestones: what of a pathway's story can be pointed at, as ``send.accepted`` (milepæler)."""

from hjemover.definition.compiling.draft import Draft
from hjemover.definition.grammar.steps import (
    HandoffWords,
    ParallelWords,
    StepWords,
    SubpathwayWords,
    TaskWords,
    WaitWords,
)
from hjemover.definition.source import Path

LATENESS = ("came_in_time", "came_late")
"""A task that came while there was time, or when its limit had passed already."""

_WHOLE = ("enrolled", "closed")


def milestones(draft: Draft, written: str | list[str] | None, path: Path) -> tuple[str, ...]:
    """One milestone, or several, each of something there is."""
    if written is None:
        return ()
    if isinstance(written, str):
        return (_milestone(draft, written, path),)
    return tuple(_milestone(draft, one, (*path, at)) for at, one in enumerate(written))


def _milestone(draft: Draft, written: str, path: Path) -> str:
    owner, dot, what = written.partition(".")
    if not dot:
        if written not in _WHOLE:
            draft.problems.error(
                path,
                "unknown-milestone",
                f'"{written}" is nothing that happens in a pathway.',
                "Write <step>.<outcome>, <step>.started, event.<event>, enrolled or closed.",
            )
    elif owner == "event":
        draft.refer("event", what, path)
    elif owner == "closed" and what.isupper():
        draft.refer("outcome code", what, path)
    elif draft.refer("step", owner, path) and owner in draft.words.steps:
        _check_edge(draft, owner, what, path)
    return written


def _check_edge(draft: Draft, step: str, edge: str, path: Path) -> None:
    known = ("started", *edges(draft.words.steps[step]))
    if edge not in known:
        draft.problems.error(
            path,
            "unknown-milestone",
            f'"{edge}" is nothing that happens to step "{step}".',
            draft.problems.nearest(edge, known),
        )


def edges(step: StepWords) -> tuple[str, ...]:
    """What can happen to a step after the way has reached it."""
    if isinstance(step, TaskWords):
        return ("done", "overdue", *LATENESS, *(step.outcomes or ()))
    if isinstance(step, HandoffWords):
        outcomes = dict.fromkeys([*step.outcomes, "withdrawn"])
        return ("delivered", "seen", "done", "overdue", *outcomes)
    if isinstance(step, SubpathwayWords):
        return ("done", "overdue", *(step.outcomes or ()))
    return ("done",) if isinstance(step, WaitWords | ParallelWords) else ()
