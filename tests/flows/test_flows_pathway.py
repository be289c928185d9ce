"""One flow for each published pathway; a run is a batch of wake-ups, a task run a patient."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest

from flows.published import deployment
from flows.worker import Worker
from flows.worksite import Worksite
from hjemover.application import sweeping
from hjemover.application.sweeping import Fired, sweep_once
from hjemover.bootstrap import Settings
from hjemover.store.wakeups import Claim
from tests.flows.hospital import (
    all_fired,
    definition,
    fill_region,
    open_house,
    overdue_patients,
    passed_limits,
)
from tests.flows.watching import Api, wait_for

RunWorker = Callable[[Callable[[Worker], Awaitable[Any]]], Any]

# Prefect's client leaves sockets to the garbage collector.
pytestmark = [
    pytest.mark.usefixtures("with_prefect"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


def only_run(api: Api, flow: str) -> dict[str, Any]:
    (run,) = api.flow_runs(flow)
    return run


def test_a_published_pathway_stands_in_prefect_with_version_description_and_tags(
    site: Worksite, api: Api
) -> None:
    published = definition("vist-hjem")
    asyncio.run(deployment(published).aapply())
    (shown,) = api.deployments("vist-hjem")
    assert shown["version"] == "1"
    assert shown["description"] == "Kort vei hjem\n\nFra sykehus til kommune"
    assert shown["tags"] == ["kreft", "prove"]
    assert shown["entrypoint"] == "flows.published.vist-hjem"


def test_three_patients_with_passed_limits_are_one_run_with_a_task_run_for_each(
    site: Worksite, settings: Settings, api: Api, run_worker: RunWorker
) -> None:
    fill_region(site.house, "tre-hjem")
    refs = overdue_patients(settings, 3, "tre-hjem")

    fired = run_worker(Worker.sweep)

    assert fired.moved == 3
    assert [passed_limits(site.house, ref) for ref in refs] == [1, 1, 1]
    run = only_run(api, "tre-hjem")
    assert (run["state_type"], run["flow_version"]) == ("COMPLETED", "1")
    assert set(run["tags"]) == {"kreft", "prove"}
    wait_for(lambda: found_names(api, run) == set(refs), "a task run named for each patient")
    said = wait_for(lambda: told(api, run, refs[0]), "the patient's line in the run's log")
    assert said == [f"{refs[0]}: 1 woken, 1 moved."]


def found_names(api: Api, run: dict[str, Any]) -> set[str]:
    return {one["name"] for one in api.task_runs(run["id"])}


def told(api: Api, run: dict[str, Any], ref: str) -> list[str]:
    return [line for line in api.logs(run["id"]) if line.startswith(f"{ref}:")]


def test_a_big_batch_goes_in_chunks(
    site: Worksite, settings: Settings, api: Api, run_worker: RunWorker
) -> None:
    fill_region(site.house, "mange-hjem")
    refs = overdue_patients(settings, 45, "mange-hjem")

    assert run_worker(Worker.sweep).moved == 45

    assert all_fired(site.house, refs)
    run = only_run(api, "mange-hjem")

    def sizes() -> list[str]:
        return sorted(name.partition(" from ")[0] for name in found_names(api, run))

    wait_for(lambda: sizes() == ["20", "20", "5"], "three chunks")


def test_no_flow_run_is_made_when_nothing_is_due(api: Api, run_worker: RunWorker) -> None:
    before = api.count_flow_runs()

    async def look_twice(worker: Worker) -> None:
        await worker.sweep()
        await worker.send()

    run_worker(look_twice)
    assert api.count_flow_runs() == before


def test_a_pathway_whose_wake_ups_fail_stops_no_other(
    site: Worksite, settings: Settings, run_worker: RunWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_region(site.house, "a-feiler", "b-virker")
    broken = overdue_patients(settings, 1, "a-feiler")
    sound = overdue_patients(settings, 1, "b-virker")
    fire = sweeping.fire

    def fire_some(house: Any, claims: Sequence[Claim]) -> Fired:
        if claims[0].definition == "a-feiler":
            raise RuntimeError("out of order")
        return fire(house, claims)

    monkeypatch.setattr(sweeping, "fire", fire_some)
    run_worker(Worker.sweep)

    assert passed_limits(site.house, sound[0]) == 1
    assert passed_limits(site.house, broken[0]) == 0


def test_the_sweep_of_cron_tells_the_same_story_as_the_flows(
    site: Worksite, settings: Settings, run_worker: RunWorker, tmp_path: Any
) -> None:
    elsewhere = settings.model_copy(update={"home": tmp_path / "elsewhere"})
    other = open_house(elsewhere)
    fill_region(other)
    refs, same = overdue_patients(settings, 3), overdue_patients(elsewhere, 3)

    by_flow, by_cron = run_worker(Worker.sweep), sweep_once(other, "cron")

    assert refs == same
    assert (by_flow.moved, by_cron.moved) == (3, 3)
    for ref in refs:
        assert passed_limits(site.house, ref) == passed_limits(other, ref) == 1
    other.database.dispose()
