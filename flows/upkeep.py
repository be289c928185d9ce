"""The flow "upkeep", nightly: are the chains whole, what is stuck, and what may be forgotten.

Once a week it freezes the list that the leaders' meetings walk.
"""

import logging
from datetime import UTC, datetime, timedelta
from uuid import UUID

import prefect
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.events import emit_event
from prefect.states import Crashed

from flows.sealing import WorkFailed, sealed
from flows.stuck import tell_stuck
from flows.worksite import Worksite, here
from hjemover.application import following_up, upkeeping
from hjemover.application.desk.writing import tidy

log = logging.getLogger(__name__)

LOST_AFTER = timedelta(hours=6)
"""A run that has run for so long has lost its process; Prefect itself would wait for ever."""


@prefect.task(name="check-chains", cache_policy=NO_CACHE, persist_result=False, log_prints=False)
@sealed
async def check_chains(site: Worksite) -> int:
    """Walk every journal's chain. An event and an error in the log for each that is broken."""
    broken = await site.thread(upkeeping.broken_chains, site.house)
    for link in broken:
        log.error("the journal of %s is broken at %d: %s", link.ref, link.sequence, link.what)
        emit_event(
            "hjemover.journal.broken",
            resource={"prefect.resource.id": f"hjemover.pathway.{link.ref}"},
            payload={"sequence": link.sequence, "what": link.what},
        )
    prefect.get_run_logger().info("%d broken chains", len(broken))
    return len(broken)


@prefect.task(
    name="forget-old-sweeps", cache_policy=NO_CACHE, persist_result=False, log_prints=False
)
@sealed
async def forget_old_sweeps(site: Worksite) -> None:
    """Remove the notes of old sweeps, and signals that everybody has had."""
    await site.thread(upkeeping.forget_old_signals, site.house)
    gone = await site.thread(upkeeping.forget_old_sweeps, site.house)
    prefect.get_run_logger().info("%d notes of sweeps removed", gone)


@prefect.task(name="tidy-desks", cache_policy=NO_CACHE, persist_result=False, log_prints=False)
@sealed
async def tidy_desks(site: Worksite) -> None:
    """Remove old drafts, and what people noted beside work that is over."""
    gone = await site.thread(tidy, site.house)
    prefect.get_run_logger().info("%d notes from desks removed", gone)


@prefect.task(name="freeze-week", cache_policy=NO_CACHE, persist_result=False, log_prints=False)
@sealed
async def freeze_week(site: Worksite) -> None:
    """Freeze this week's list of what is stuck, unless it has been; forget the oldest ones."""
    week = await site.thread(following_up.freeze_week, site.house)
    gone = await site.thread(following_up.forget_old_weeks, site.house)
    log = prefect.get_run_logger()
    log.info("the list of %s has %d rows; %d old lists removed", week.monday, week.count, gone)
    if week.left_out:
        log.warning("%d more are stuck than a list may hold", week.left_out)


@prefect.task(name="close-lost-runs", cache_policy=NO_CACHE, persist_result=False, log_prints=False)
@sealed
async def close_lost_runs(before: datetime, own: UUID | None) -> int:
    """Mark runs as crashed whose process was killed: nobody else ever will."""
    async with prefect.get_client() as client:
        lost = await client.read_flow_runs(
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING])),
                start_time=FlowRunFilterStartTime.model_validate({"before_": before}),
            )
        )
        lost = [run for run in lost if run.id != own]
        for run in lost:
            await client.set_flow_run_state(
                run.id, Crashed(message="Its process is gone."), force=True
            )
    prefect.get_run_logger().info("%d lost runs closed", len(lost))
    return len(lost)


@prefect.flow(name="upkeep", validate_parameters=False, persist_result=False, log_prints=False)
async def upkeep() -> None:
    """Look after the store and after Prefect's own rooms.

    Raises:
        WorkFailed: A chain is broken: somebody must look.
    """
    site = here()
    own = prefect.runtime.flow_run.id
    await tell_stuck(site)
    await freeze_week(site)
    await forget_old_sweeps(site)
    await tidy_desks(site)
    # Prefect keeps the machine's time, whatever clock the house goes by.
    await close_lost_runs(datetime.now(UTC) - LOST_AFTER, UUID(own) if own else None)
    broken = await check_chains(site)
    if broken:
        raise WorkFailed(f"{broken} chains are broken. `hjemover verify` names them.")
