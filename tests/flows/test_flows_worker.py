"""The worker as a process: killed, stopped, in company, and without Prefect."""

import os
import signal
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select

from hjemover.bootstrap import Settings
from hjemover.store.tables import wakeup
from hjemover.supervisor import Supervisor, answers, free_port, server_child
from tests.flows.conftest import StartProcess
from tests.flows.hospital import (
    all_fired,
    fill_region,
    open_house,
    overdue_patients,
    passed_limits,
)
from tests.flows.watching import wait_for

UP = "the worker is up"


@pytest.fixture
def on_either_database(settings: Settings, database_url: str) -> Settings:
    return settings.model_copy(update={"database_url": database_url})


def test_two_workers_together_fire_each_limit_exactly_once(
    on_either_database: Settings, prefect_url: str, start: StartProcess
) -> None:
    settings = on_either_database
    house = open_house(settings)
    fill_region(house)
    workers = [start("-m", "flows", settings=settings, url=prefect_url) for _ in range(2)]
    wait_for(lambda: all(one.lines(UP) for one in workers), "both workers")

    refs = overdue_patients(settings, 60)

    wait_for(lambda: all_fired(house, refs), "every limit to fire")
    for one in workers:
        one.popen.send_signal(signal.SIGTERM)
    assert [one.popen.wait(20) for one in workers] == [0, 0]
    assert {passed_limits(house, ref) for ref in refs} == {1}
    house.database.dispose()


def test_a_worker_killed_in_the_middle_of_a_sweep_leaves_its_patients_to_the_next(
    settings: Settings, start: StartProcess
) -> None:
    settings = settings.model_copy(update={"lease_seconds": 3.0})
    house = open_house(settings)
    fill_region(house)
    refs = overdue_patients(settings, 5)
    first = start("-m", "tests.flows.hanging_worker", settings=settings)

    def claimed() -> bool:
        with house.database.reading() as tx:
            held = tx.execute(select(wakeup.c.ref).where(wakeup.c.lease_by.is_not(None)))
            return len(held.all()) == 5

    wait_for(claimed, "the first worker to claim")
    os.killpg(first.pid, signal.SIGKILL)
    first.popen.wait()
    assert not any(passed_limits(house, ref) for ref in refs)

    start("-m", "flows", settings=settings)

    wait_for(lambda: all_fired(house, refs), "the next worker to fire them")
    assert {passed_limits(house, ref) for ref in refs} == {1}
    house.database.dispose()


def test_a_worker_told_to_end_finishes_what_it_has_and_ends_well(
    settings: Settings, prefect_url: str, start: StartProcess
) -> None:
    house = open_house(settings)
    fill_region(house)
    worker = start("-m", "flows", settings=settings, url=prefect_url)
    wait_for(lambda: worker.lines(UP), "the worker")
    refs = overdue_patients(settings, 30)
    wait_for(lambda: any(passed_limits(house, ref) for ref in refs), "the first to fire")

    worker.popen.send_signal(signal.SIGTERM)

    assert worker.popen.wait(15) == 0
    with house.database.reading() as tx:
        held = tx.execute(select(wakeup.c.ref).where(wakeup.c.lease_by.is_not(None))).all()
    assert held == []
    house.database.dispose()


@pytest.mark.timeout(300)  # a server of its own has to come up
def test_limits_fire_within_seconds_when_prefect_is_killed_and_the_log_says_so_once(
    settings: Settings, tmp_path: Path, start: StartProcess
) -> None:
    port = free_port(0)
    url = f"http://127.0.0.1:{port}/api"
    server = Supervisor([server_child(Settings(home=tmp_path / "server"), port)])
    house = open_house(settings)
    fill_region(house)
    try:
        server.start()
        wait_for(lambda: answers(url), "Prefect's server", 90)
        worker = start("-m", "flows", settings=settings, url=url)
        seen = overdue_patients(settings, 2)
        wait_for(lambda: all_fired(house, seen), "limits to fire through Prefect")
        assert not worker.lines("WARNING")

        (pid,) = server.pids().values()
        os.kill(pid, signal.SIGKILL)
        unseen = overdue_patients(settings, 2, first=10)
        wait_for(lambda: all_fired(house, unseen), "limits to fire without Prefect", 6)
        later = overdue_patients(settings, 2, first=20)
        wait_for(lambda: all_fired(house, later), "more limits to fire without Prefect", 3)
        assert len(worker.lines("WARNING")) == 1
        assert len(worker.lines("Prefect does not answer")) == 1

        wait_for(lambda: seen_again(server, url), "Prefect's server again", 90)
        numbers = count(30)

        def another_is_told_of() -> bool:
            refs = overdue_patients(settings, 1, first=next(numbers))
            wait_for(lambda: all_fired(house, refs), "a limit to fire")
            return bool(worker.lines("Prefect is back"))

        wait_for(another_is_told_of, "runs to be seen again", 60, every=1)
        assert len(worker.lines("Prefect is back")) == 1
        assert len(worker.lines("WARNING")) == 1
    finally:
        server.stop()
        house.database.dispose()


def seen_again(server: Supervisor, url: str) -> bool:
    server.look()
    return answers(url)
