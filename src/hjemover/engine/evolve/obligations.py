"""The small moves that facts about obligations are made of."""

from typing import Any

from msgspec.structs import replace

from hjemover.engine.state import HandoffState, Obligation, Pathway, ScheduledRung
from hjemover.vocabulary import RungKind


def put(pathway: Pathway, obligation: Obligation, **changes: Any) -> Pathway:
    """*obligation* is open in *pathway*, new or in the place of what it was."""
    return replace(
        pathway, obligations={**pathway.obligations, obligation.id: obligation}, **changes
    )


def take(pathway: Pathway, obligation: str, **changes: Any) -> Pathway:
    """*obligation* is open no longer."""
    rest = {key: value for key, value in pathway.obligations.items() if key != obligation}
    return replace(pathway, obligations=rest, **changes)


def change(pathway: Pathway, obligation: str, **changes: Any) -> Pathway:
    old = pathway.obligations[obligation]
    if changes.get("awaits", old.awaits) != old.awaits:
        # Whoever had taken it belongs to a unit that is no longer awaited.
        changes.setdefault("claimed_by", None)
    return put(pathway, replace(old, **changes))


def without(
    schedule: tuple[ScheduledRung, ...], kind: RungKind, level: int | None = None
) -> tuple[ScheduledRung, ...]:
    """What is still to come of *schedule*, when *kind* (at *level*, or at any) has been."""
    return tuple(
        rung
        for rung in schedule
        if rung.kind is not kind or (level is not None and rung.level != level)
    )


def handoff_of(pathway: Pathway, obligation: str) -> HandoffState:
    handoff = pathway.obligations[obligation].handoff
    assert handoff is not None
    return handoff
