"""A real Prefect server for the tests that claim Prefect; no process outlives its test."""

import asyncio
import contextlib
import gc
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows import worksite
from flows.running import Ending
from flows.worker import Worker
from flows.worksite import Worksite
from hjemover.bootstrap import Settings
from hjemover.supervisor import environment_of, free_port, prefect_server
from tests.flows.hospital import fill_region, open_house
from tests.flows.watching import Api, Process


@pytest.fixture(scope="session")
def server_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the shared Prefect server keeps its database."""
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="session")
def prefect_url(server_home: Path) -> Iterator[str]:
    """The API of a Prefect server of our own, with its own database, on a free port."""
    with prefect_server(Settings(home=server_home), port=free_port(0)) as url:
        yield url


@pytest.fixture
def api(prefect_url: str) -> Iterator[Api]:
    with Api(prefect_url) as asked:
        yield asked


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation of its own for each test, with chunks small enough to see."""
    return Settings(home=tmp_path / "home", environment="test", prefect_chunk=20, sweep_seconds=0.1)


@pytest.fixture
def site(settings: Settings) -> Iterator[Worksite]:
    """A worksite on an empty region with the short pathway, used by this process's flows."""
    house = open_house(settings)
    fill_region(house)
    made = Worksite(house, settings)
    worksite.use(made)
    yield made
    worksite.use(None)
    house.database.dispose()


@pytest.fixture
def with_prefect(prefect_url: str) -> Iterator[None]:
    """Flows of this process report to the shared server."""
    with temporary_settings({PREFECT_API_URL: prefect_url}):
        yield
        APILogWorker.drain_all(timeout=10)
        EventsWorker.drain_all(timeout=10)
    with warnings.catch_warnings():
        # Prefect leaves sockets to the garbage collector; that is no fault of the next test.
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def run_worker(site: Worksite) -> Callable[[Callable[[Worker], Awaitable[Any]]], Any]:
    """Have a worker in this process do one thing."""

    def run(what: Callable[[Worker], Awaitable[Any]]) -> Any:
        async def once() -> Any:
            return await what(Worker(site, Ending()))

        return asyncio.run(once())

    return run


StartProcess = Callable[..., Process]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[StartProcess]:
    """Start ``python …`` on an installation; every one is killed, with its group, in the end."""
    started: list[Process] = []

    def start_one(*arguments: str, settings: Settings, url: str | None = None) -> Process:
        environment = {
            **os.environ,
            **{name: value for name, value in environment_of(settings).items() if value},
            "PREFECT_HOME": str(tmp_path / "prefect-client"),
        }
        environment.pop("PREFECT_API_URL", None)
        if url is not None:
            environment["PREFECT_API_URL"] = url
        log = tmp_path / f"process-{len(started)}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                env=environment, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip
        started.append(Process(process, log))
        return started[-1]

    yield start_one
    for one in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(one.pid, signal.SIGKILL)
        one.popen.wait()
