"""How soon an act by one unit is told of in the other's open inbox: a real web, and real lines."""

import asyncio
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median, quantiles

import httpx

from benchmarks.databases import new_database
from benchmarks.region import WARD, furnish
from hjemover.application import demo_people, sessions
from hjemover.application.enrolling import Enrolment, enrol
from hjemover.application.house import THE_SYSTEM, House
from hjemover.application.sessions import Limits
from hjemover.bootstrap import build
from hjemover.settings import Settings
from hjemover.supervisor import free_port
from hjemover.web.listeners import MOST_EACH

LISTENER = "demo-sykehus"
_PATIENCE = 30.0
_APART = (0.6, 1.2)
"""Seconds between acts, not in step with the web: what is told together is told once."""


@dataclass(frozen=True)
class Freshness:
    """Milliseconds from an act's commit until the last, and the middle one, of the open inboxes
    had heard of it; and what the web's process took of one core while nobody acted."""

    listeners: int
    acts: int
    middle: float
    p95: float
    p99: float
    slowest: float
    idle_cpu: float


@dataclass
class _Lines:
    """The open lines, and when each of them was told something."""

    heard: list[list[float]] = field(default_factory=list)
    open: int = 0

    async def listen(self, url: str, cookie: str, secrets: list[str]) -> None:
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(base_url=url, timeout=None, limits=limits) as client:
            await asyncio.gather(*(self._line(client, cookie, secret) for secret in secrets))

    async def _line(self, client: httpx.AsyncClient, cookie: str, secret: str) -> None:
        told: list[float] = []
        self.heard.append(told)
        headers = {"Cookie": f"{cookie}={secret}", "Accept": "text/event-stream"}
        async with client.stream("GET", "/nytt", headers=headers) as answer:
            answer.raise_for_status()
            self.open += 1
            async for line in answer.aiter_lines():
                if line == "event: nytt":
                    told.append(time.perf_counter())


def measure_freshness(server: str, home: Path, listeners: int, acts: int) -> Freshness:
    """Open so many inboxes on a web of its own, and act so many times from another process."""
    url = new_database(server)
    house = build(Settings(home=home, database_url=url, environment="test"), migrate=True)
    furnish(house)
    demo_people.let_in(house)
    secrets = _sessions(house, listeners)
    with _web(url, home) as (address, process):
        lines = _Lines()
        listening = lines.listen(address, "hjemover", secrets)
        threading.Thread(target=asyncio.run, args=(listening,), daemon=True).start()
        _wait(lambda: lines.open == listeners)
        began, spent = time.perf_counter(), _cpu(process.pid)
        time.sleep(5)
        idle = (_cpu(process.pid) - spent) / (time.perf_counter() - began)
        found = [_act(house, lines, number) for number in range(acts)]
    house.database.dispose()
    last = [max(one) for one in found]
    cuts = quantiles(last, n=100, method="inclusive")
    return Freshness(
        listeners=listeners,
        acts=acts,
        middle=median(each for one in found for each in one),
        p95=cuts[94],
        p99=cuts[98],
        slowest=max(last),
        idle_cpu=idle,
    )


def _sessions(house: House, listeners: int) -> list[str]:
    """A session for each few windows, as a browser has."""
    begun = [
        sessions.begin(house, LISTENER, way="password", limits=Limits())
        for _ in range(-(-listeners // MOST_EACH))
    ]
    return [secret for secret in begun for _ in range(MOST_EACH)][:listeners]


def _act(house: House, lines: _Lines, number: int) -> list[float]:
    """Enrol one at the listeners' unit; for each line the milliseconds until it was told."""
    began = time.perf_counter()
    enrolment = Enrolment(
        id=f"fresh/{number}",
        pathway="kreft-hjem",
        name="Snill Fjellrev",
        parties={"hospital": WARD},
        municipality="5001",
        dates={"diagnosed": date(2026, 2, 27)},
    )
    enrol(house, enrolment, THE_SYSTEM)
    done = time.perf_counter()
    _wait(lambda: all(told and told[-1] >= began for told in lines.heard))
    first = [next(at for at in told if at >= began) for told in lines.heard]
    time.sleep(random.uniform(*_APART))
    return [max(at - done, 0.0) * 1000 for at in first]


def _wait(for_: Callable[[], bool]) -> None:
    until = time.perf_counter() + _PATIENCE
    while not for_():
        if time.perf_counter() > until:
            raise TimeoutError("what was waited for did not come")
        time.sleep(0.002)


@contextmanager
def _web(url: str, home: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    port = free_port(0)
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "HJEMOVER_HOME": str(home),
        "HJEMOVER_DATABASE_URL": url,
        "HJEMOVER_ENVIRONMENT": "test",
        "HJEMOVER_WEB_PORT": str(port),
        "HJEMOVER_PUBLIC_URL": address,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "hjemover", "web"],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(lambda: _alive(address))
        yield address, process
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def _alive(address: str) -> bool:
    try:
        return httpx.get(f"{address}/livez").status_code == 200
    except httpx.TransportError:
        return False


def _cpu(pid: int) -> float:
    """Seconds of a core that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
