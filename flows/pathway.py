"""One flow for each published pathway: a run is a batch of wake-ups, a task run is a patient."""

from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING, Any

import prefect
from prefect.cache_policies import NO_CACHE
from prefect.context import TagsContext

from flows.door import HANDED, Handed
from flows.sealing import sealed
from flows.turn import MOST, Turn
from flows.worksite import here
from hjemover.application.sweeping import Fired
from hjemover.definition.models import PathwayDefinition
from hjemover.store.wakeups import Claim

if TYPE_CHECKING:
    PathwayFlow = prefect.Flow[[int], Coroutine[Any, Any, int]]


@prefect.task(
    name="wake-up",
    task_run_name="{label}",
    cache_policy=NO_CACHE,
    persist_result=False,
    log_prints=False,
)
@sealed
async def wake(label: str, claims: Sequence[Claim], turn: Turn) -> Fired:
    """Let time pass for one patient, or for a chunk of them. *label* is opaque."""
    fired = await turn.fire(claims)
    failed = f" Failed, to be tried again: {', '.join(fired.failed)}." if fired.failed else ""
    prefect.get_run_logger().info(
        "%s: %d woken, %d moved.%s", label, len(claims), fired.moved, failed
    )
    return fired


@sealed
async def play_turn(definition: str | None, most: int = MOST) -> Fired:
    """Fire what is due, each part as a task run: the turn that was handed over, or a new one."""
    handed = HANDED.get() or Handed()
    turn = handed.turn or Turn(here(), definition, most=most)
    return await handed.carry(
        lambda: turn.play(lambda label, claims: wake(label, claims, turn)), Fired()
    )


def pathway_flow(definition: PathwayDefinition) -> "PathwayFlow":
    """The flow of one published version: its name, version, description.

    Its tags are those of its deployment and its runs (:func:`flows.published.deployment`).
    """
    pathway = definition.id

    async def wake_ups(most: int = MOST) -> int:
        # The run has its tags already. Task runs have none: for each tag of a task run Prefect
        # asks its server for leave, which halves the speed and adds a way to fail.
        with TagsContext(current_tags=set()):
            return (await play_turn(pathway, most)).moved

    return prefect.Flow(
        wake_ups,
        name=definition.id,
        version=str(definition.version),
        description=describe(definition),
        validate_parameters=False,
        persist_result=False,
        log_prints=False,
    )


def describe(definition: PathwayDefinition) -> str:
    """What Prefect shows of a definition: its name and description, in Bokmål."""
    text = definition.description
    return definition.name.nb + (f"\n\n{text.nb}" if text else "")
