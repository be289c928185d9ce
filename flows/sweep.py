"""The flow "sweep": the same sweep as the worker's, on Prefect's own schedule.

A second door for the day the worker is down. A tick means "fire everything that is due", so
that one too many, or two at once, does no harm.
"""

import prefect

from flows.pathway import play_turn
from flows.stuck import tell_stuck
from flows.turn import MOST
from flows.worksite import here
from hjemover.application import sweeping


@prefect.flow(name="sweep", validate_parameters=False, persist_result=False, log_prints=False)
async def sweep(most: int = MOST) -> int:
    """Fire everything that is due, then tell what is stuck. Returns how many pathways moved."""
    site = here()
    started = site.house.clock.now()
    fired = await play_turn(None, most)
    await site.thread(sweeping.record, site.house, started, "prefect-schedule", fired)
    await tell_stuck(site)
    return fired.moved
