"""The door on Prefect's schedule: without any worker, the limits of patients fire all the same."""

import signal
from typing import Any

import pytest
from prefect import Flow
from prefect.flows import load_flow_from_entrypoint

from flows import worksite
from flows.worksite import Worksite
from hjemover.bootstrap import Settings
from tests.flows.conftest import StartProcess
from tests.flows.hospital import (
    all_fired,
    definition,
    fill_region,
    open_house,
    overdue_patients,
    passed_limits,
)
from tests.flows.watching import Api, wait_for


@pytest.mark.timeout(300)  # Prefect's scheduler and runner take their time
def test_a_run_that_prefect_scheduled_fires_what_is_due(
    settings: Settings, prefect_url: str, api: Api, start: StartProcess
) -> None:
    house = open_house(settings)
    fill_region(house, "kort-hjem", "andre-hjem")
    refs = overdue_patients(settings, 3)
    door = start("-m", "flows.serve", "--every", "10", settings=settings, url=prefect_url)

    def scheduled() -> bool:
        return any(
            run["auto_scheduled"] and run["state_type"] == "COMPLETED"
            for run in api.flow_runs("sweep")
        )

    wait_for(scheduled, "a scheduled run to complete", 75, every=0.5)
    assert all_fired(house, refs)
    assert {passed_limits(house, ref) for ref in refs} == {1}
    assert {api.deployments(name)[0]["name"] for name in ("kort-hjem", "andre-hjem")} == {
        "wake-ups"
    }
    (upkeep,) = api.deployments("upkeep")
    assert upkeep["schedules"][0]["schedule"]["cron"] == "15 3 * * *"
    assert upkeep["schedules"][0]["schedule"]["timezone"] == "Europe/Oslo"

    door.popen.send_signal(signal.SIGTERM)
    assert door.popen.wait(20) == 0
    house.database.dispose()


def test_prefect_can_load_each_published_pathway_by_its_entrypoint(settings: Settings) -> None:
    house = open_house(settings)
    fill_region(house)
    worksite.use(Worksite(house, settings))
    try:
        loaded: Flow[..., Any] = load_flow_from_entrypoint("flows.published.kort-hjem")
        assert (loaded.name, loaded.version) == ("kort-hjem", "1")
        assert loaded.name == definition().id
    finally:
        worksite.use(None)
        house.database.dispose()
