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
from pathlib import Path
from statistics import median, quantiles

import httpx
import psycopg
from sqlalchemy import make_url

from benchmarks.databases import new_database
from benchmarks.region import completing, enrol_many, furnish
from hjemover.application import demo_people, sessions
from hjemover.application.handle import Order, handle
from hjemover.application.house import House
from hjemover.application.sessions import Limits
from hjemover.bootstrap import build
from hjemover.engine.commands import CompleteTask
from hjemover.settings import Settings
from hjemover.supervisor import free_port
from hjemover.web.listeners import MOST_EACH

RECEIVER, OTHER = "demo-kommune", "demo-kreftkoordinator"
"""Who has the offers on a list, and somebody in another municipality, who is told of nothing."""
MUNICIPALITY, LAST_TASK = "5035", "write-handover#"
_PATIENCE = 60.0
_QUIET = 15.0
"""A heartbeat of every line falls in it, whenever the line was opened."""
_COUNTED = 11.0
"""Until PostgreSQL has counted what a connection did before it was left alone."""
_APART = 0.5
"""Seconds between acts, the mean. Some follow so close that they are told of together."""


@dataclass(frozen=True)
class Freshness:
    """Milliseconds from when an act was committed until an open inbox was told, of all acts and
    inboxes; and what a second costs while nobody acts."""

    listeners: int
    act: float  # the median time that the act itself took
    p50: float
    p95: float
    p99: float
    slowest: float
    idle_web: float  # of one core
    idle_database: float | None  # transactions; None where the database does not count them


@dataclass
class _Lines:
    """The open lines, and when each of them was told something."""

    heard: list[list[float]] = field(default_factory=list)
    open: int = 0

    async def listen(self, url: str, cookie: str, secrets: list[str]) -> None:
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(base_url=url, timeout=None, limits=limits) as client:
            self.heard = [[] for _ in secrets]
            lines = zip(secrets, self.heard, strict=True)
            await asyncio.gather(*(self._line(client, cookie, one, told) for one, told in lines))

    async def _line(
        self, client: httpx.AsyncClient, cookie: str, secret: str, told: list[float]
    ) -> None:
        headers = {"Cookie": f"{cookie}={secret}", "Accept": "text/event-stream"}
        async with client.stream("GET", "/nytt", headers=headers) as answer:
            answer.raise_for_status()
            self.open += 1
            async for line in answer.aiter_lines():
                if line == "event: nytt":
                    told.append(time.perf_counter())


def measure_freshness(server: str, home: Path, listeners: int, acts: int) -> Freshness:
    """Open so many inboxes on a web of its own, and offer so many patients from this process."""
    url = new_database(server)
    house = build(Settings(home=home, database_url=url, environment="test"), migrate=True)
    furnish(house)
    demo_people.let_in(house)
    offers = [_offer(house, ref) for ref in enrol_many(house, acts, municipality=MUNICIPALITY)]
    secrets = [
        *_sessions(house, listeners),
        sessions.begin(house, OTHER, way="password", limits=Limits()),
    ]
    house.database.dispose()
    with _web(url, home) as (address, process):
        lines = _Lines()
        listening = lines.listen(address, "hjemover", secrets)
        threading.Thread(target=asyncio.run, args=(listening,), daemon=True).start()
        _wait(lambda: lines.open == len(secrets))
        idle = _idle(url, process.pid)
        took, done = _act(house, offers, lines)
    house.database.dispose()
    *concerned, other = lines.heard
    # The first word is only that the line is open.
    assert len(other) <= 1, "a unit that had no part in it was told"
    waited = sorted(
        (next(at for at in told if at >= moment) - moment) * 1000
        for told in concerned
        for moment in done
    )
    cuts = quantiles(waited, n=100, method="inclusive")
    return Freshness(
        listeners=listeners,
        act=median(took) * 1000,
        p50=cuts[49],
        p95=cuts[94],
        p99=cuts[98],
        slowest=waited[-1],
        idle_web=idle[0],
        idle_database=idle[1],
    )


def _offer(house: House, ref: str) -> Order:
    """Let the ward work until the next thing it does is to offer the patient; the order for it."""
    while True:
        order = completing(house, ref)
        assert isinstance(order.command, CompleteTask)
        if order.command.obligation.startswith(LAST_TASK):
            return order
        handle(house, order)


def _sessions(house: House, listeners: int) -> list[str]:
    """A session for each few windows, as a browser has."""
    begun = [
        sessions.begin(house, RECEIVER, way="password", limits=Limits())
        for _ in range(-(-listeners // MOST_EACH))
    ]
    return [secret for secret in begun for _ in range(MOST_EACH)][:listeners]


def _act(house: House, offers: list[Order], lines: _Lines) -> tuple[list[float], list[float]]:
    """Offer each, at uneven times. The seconds each took, and the moments they were committed."""
    rng = random.Random(1)
    took, done = [], []
    for offer in offers:
        began = time.perf_counter()
        handle(house, offer)
        done.append(time.perf_counter())
        took.append(done[-1] - began)
        time.sleep(rng.expovariate(1 / _APART))
    last = done[-1]
    _wait(lambda: all(told and told[-1] >= last for told in lines.heard[:-1]))
    return took, done


def _idle(url: str, pid: int) -> tuple[float, float | None]:
    """What a second costs the web (of a core) and the database (transactions)."""
    time.sleep(_COUNTED)
    began, spent, before = time.perf_counter(), _cpu(pid), _transactions(url)
    time.sleep(_QUIET)
    seconds, after = time.perf_counter() - began, _transactions(url)
    count = None if before is None or after is None else (after - before) / seconds
    return (_cpu(pid) - spent) / seconds, count


def _transactions(url: str) -> int | None:
    """How many PostgreSQL has counted in this database."""
    if url.startswith("sqlite"):
        return None
    beside = make_url(url).set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(beside) as connection:
        counted = connection.execute(
            "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = %s",
            [make_url(url).database],
        ).fetchone()
    assert counted is not None
    return int(counted[0])


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
        _wait(lambda: process.poll() is not None or _alive(address))
        if process.returncode is not None:
            raise RuntimeError(f"the web did not start: {process.returncode}")
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
