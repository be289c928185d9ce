"""What is stuck, told to Prefect: an artifact to look at, and events that automations act on.

The event ``hjemover.handoff.stuck`` (``hjemover.task.stuck`` for other work) is about
``hjemover.pathway.<opaque reference>`` and says why, with whom and for how many days.
"""

from collections import defaultdict
from collections.abc import Sequence
from uuid import NAMESPACE_URL, UUID, uuid5

import prefect
from prefect.artifacts import acreate_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event
from prefect.events.filters import EventFilter, EventIDFilter

from flows.sealing import sealed
from flows.worksite import Worksite
from hjemover.application import queries
from hjemover.application.queries import StuckRow
from hjemover.vocabulary import ObligationKind

ARTIFACT = "stuck-handoffs"
_PAGE = 50
_HANDOFFS = (ObligationKind.HANDOFF, ObligationKind.TRANSFER)


@prefect.task(
    name="stuck-handoffs",
    task_run_name="stuck-handoffs",
    cache_policy=NO_CACHE,
    persist_result=False,
    log_prints=False,
)
@sealed
async def tell_stuck(site: Worksite) -> int:
    """Write the artifact anew, and emit an event for each that Prefect has not heard of.

    Prefect forgets events after a week or so; what is stuck still is then told again.
    """
    rows = await site.thread(queries.stuck, site.house)
    await acreate_table_artifact(
        table=table(rows),
        key=ARTIFACT,
        description=f"{len(rows)} handoffs and tasks are stuck. Counts by cause and holder.",
    )
    heard = await _heard([_event_id(row) for row in rows])
    fresh = [row for row in rows if _event_id(row) not in heard]
    for row in fresh:
        _emit(row)
    prefect.get_run_logger().info("%d stuck, %d of them new", len(rows), len(fresh))
    return len(fresh)


def table(rows: Sequence[StuckRow]) -> list[dict[str, object]]:
    """Counts by cause, kind and holder, with the days of the one stuck longest. No patient."""
    days: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for row in rows:
        days[(row.cause.value, row.item.kind.value, row.item.holder)].append(row.days)
    return [
        {"cause": cause, "kind": kind, "holder": holder, "count": len(all_), "longest": max(all_)}
        for (cause, kind, holder), all_ in sorted(days.items(), key=lambda one: -max(one[1]))
    ]


def _event_id(row: StuckRow) -> UUID:
    """The same for the same standstill, so that it is told once; another when the ball moves."""
    item = row.item
    what = f"{item.ref}/{item.obligation}/{row.cause.value}/{item.since.isoformat()}"
    return uuid5(NAMESPACE_URL, f"hjemover:stuck:{what}")


def _emit(row: StuckRow) -> None:
    item = row.item
    kind = "handoff" if item.kind in _HANDOFFS else "task"
    emit_event(
        f"hjemover.{kind}.stuck",
        resource={
            "prefect.resource.id": f"hjemover.pathway.{item.ref}",
            "hjemover.cause": row.cause.value,
            "hjemover.holder": item.holder,
            "hjemover.awaits": item.awaits,
        },
        related=[
            {
                "prefect.resource.id": f"hjemover.unit.{item.holder}",
                "prefect.resource.role": "holder",
            }
        ],
        payload={"cause": row.cause.value, "days": row.days},
        id=_event_id(row),
    )


async def _heard(ids: Sequence[UUID]) -> set[UUID]:
    """Those of *ids* that Prefect has an event of."""
    heard: set[UUID] = set()
    async with prefect.get_client() as client:
        for start in range(0, len(ids), _PAGE):
            asked = EventFilter(id=EventIDFilter(id=list(ids[start : start + _PAGE])))
            page = await client.read_events(filter=asked, limit=_PAGE)
            heard |= {event.id for event in page.events}
    return heard
