"""What is stuck is told to Prefect once, deliveries go out, and the night's work is done."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from prefect.events.worker import EventsWorker
from sqlalchemy import select, update

from flows.stuck import table
from flows.upkeep import upkeep
from flows.worker import Worker
from flows.worksite import Worksite
from hjemover.application import following_up, queries, sweeping
from hjemover.application.house import Actor, SetClock
from hjemover.application.sweeping import Fired
from hjemover.bootstrap import Settings
from hjemover.calendar import local_day
from hjemover.store import mail
from hjemover.store.tables import pathway, sweep
from tests.flows.hospital import HOSPITAL, enrol_patients, fill_region, overdue_patients
from tests.flows.watching import Api, wait_for

pytestmark = [
    pytest.mark.usefixtures("with_prefect"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

RunWorker = Callable[[Callable[[Worker], Awaitable[Any]]], Any]


def test_a_stuck_handoff_is_an_event_once_and_a_row_of_the_artifact(
    site: Worksite, settings: Settings, api: Api, run_worker: RunWorker
) -> None:
    fill_region(site.house, "stille-hjem")
    refs = overdue_patients(settings, 2, "stille-hjem")
    run_worker(Worker.sweep)

    def told() -> list[dict[str, Any]]:
        about = {f"hjemover.pathway.{ref}" for ref in refs}
        return [
            event
            for event in api.events("hjemover.handoff.stuck")
            if event["resource"]["prefect.resource.id"] in about
        ]

    asyncio.run(upkeep())
    wait_for(lambda: len(told()) == 2, "an event for each stuck handoff")
    asyncio.run(upkeep())
    EventsWorker.drain_all(timeout=10)

    first, second = told()
    assert {first["id"]} != {second["id"]}
    [days] = {row.days for row in queries.stuck(site.house)}
    assert 0 < days <= 4  # since its limit passed, not since it was offered
    assert first["payload"] == {"cause": "no-answer", "days": days}
    assert first["resource"]["hjemover.holder"] == HOSPITAL
    assert "taus" not in str(first["resource"])
    rows = table(queries.stuck(site.house))
    assert rows == [
        {
            "cause": "no-answer", "kind": "handoff", "holder": HOSPITAL, "count": 2, "longest": days
        }
    ]  # fmt: skip
    assert api.artifacts("stuck-handoffs")


def test_what_waits_in_the_outbox_is_brought_out_by_a_run(
    site: Worksite, settings: Settings, api: Api, run_worker: RunWorker
) -> None:
    before = len(api.flow_runs("deliver"))
    clock = SetClock(datetime(2026, 3, 4, 9, 0, tzinfo=UTC))
    site.house.clock = clock
    enrol_patients(site.house, 2)
    clock.set(datetime(2026, 3, 5, 8, 0, tzinfo=UTC))  # the next morning, past the digest hour

    run_worker(Worker.send)

    assert len(api.flow_runs("deliver")) == before + 1
    with site.house.database.reading() as tx:
        kept = mail.latest(tx)
    assert {one.to_address for one in kept} == {"mottak@trondheim.example"}
    run_worker(Worker.send)
    assert len(api.flow_runs("deliver")) == before + 1


def test_a_broken_journal_fails_the_run_of_the_night(
    site: Worksite, settings: Settings, api: Api
) -> None:
    (ref,) = overdue_patients(settings, 1)
    with site.house.database.writing() as tx:
        tx.execute(update(pathway).values(sequence=pathway.c.sequence + 1))

    with pytest.raises(Exception, match="1 chains are broken"):
        asyncio.run(upkeep())

    def told() -> list[dict[str, Any]]:
        return [
            event
            for event in api.events("hjemover.journal.broken")
            if event["resource"]["prefect.resource.id"] == f"hjemover.pathway.{ref}"
        ]

    (event,) = wait_for(told, "the event")
    assert event["payload"]["what"] == "tail-missing"


def test_the_first_night_of_a_week_freezes_its_list_and_the_next_leaves_it(
    site: Worksite, settings: Settings, run_worker: RunWorker
) -> None:
    fill_region(site.house, "ukens-hjem")
    refs = overdue_patients(settings, 2, "ukens-hjem")
    run_worker(Worker.sweep)

    asyncio.run(upkeep())
    site.house.clock = SetClock(site.house.clock.now() + timedelta(hours=1))
    asyncio.run(upkeep())

    (week,) = following_up.weeks(site.house)
    assert week.monday == following_up.monday_of(local_day(site.house.clock.now()))
    assert week.frozen_at < site.house.clock.now()
    holder = Actor(id="leder", units=frozenset({HOSPITAL}))
    found = following_up.meeting(site.house, holder, week.monday)
    assert found is not None
    assert {row.row.ref for row in found.rows} == set(refs)


def test_old_notes_of_sweeps_are_forgotten_and_the_last_is_kept(site: Worksite) -> None:
    house, now = site.house, datetime.now(UTC)
    for day in (40, 31, 1):
        sweeping.record(house, now, "worker", Fired())
        with house.database.writing() as tx:
            newest = select(sweep.c.id).order_by(sweep.c.id.desc()).limit(1).scalar_subquery()
            then = now - timedelta(days=day)
            tx.execute(update(sweep).where(sweep.c.id == newest).values(finished_at=then))

    asyncio.run(upkeep())

    health = queries.health(house)
    assert health.last_sweep is not None
    assert (now - health.last_sweep.finished).days == 1
    with house.database.reading() as tx:
        assert len(tx.execute(select(sweep.c.id)).all()) == 1
