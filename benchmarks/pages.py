"""How long the server takes to make a page, and how much a browser fetches the first time."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import Connection, event, text
from starlette.testclient import TestClient

from benchmarks.country import copy_until, settle_people
from benchmarks.databases import new_database
from benchmarks.region import START, house_at
from hjemover.application import sessions
from hjemover.application.house import House, SetClock
from hjemover.application.opaque import obligation_key
from hjemover.application.sessions import Limits
from hjemover.settings import Settings
from hjemover.store.transaction import PostgresTransaction, SqliteTransaction
from hjemover.web.app import create_app

BUDGET = 50.0
"""Milliseconds of the server's, p95."""
COORDINATOR, MANAGER = "demo-kommune", "demo-leder"
_THEIRS = "WHERE awaits IN ('stjordal-mottak', 'stjordal-ke')"


@dataclass(frozen=True)
class PageTime:
    """Milliseconds; *slowest* is the statement that took the most, when it is over the budget."""

    name: str
    p50: float
    p95: float
    slowest: str = ""


@dataclass(frozen=True)
class Size:
    """Kilobytes of a first load: the page with its style sheets and scripts, without fonts."""

    name: str
    page: float
    all: float


@dataclass(frozen=True)
class PagesFound:
    real: int
    pathways: int
    listed: int  # on the lists of the one who asks
    times: list[PageTime]
    sizes: list[Size]


def measure_pages(server: str, home: Path, pathways: int, real: int, requests: int) -> PagesFound:
    """Fill a database with so many pathways, and ask for each page so many times."""
    clock = SetClock(START)
    house = house_at(new_database(server), home, clock)
    settle_people(house, clock, real)
    copied_from = copy_until(house, pathways)
    app = create_app(house, Settings(environment="test", home=home))
    with house.database.reading() as tx:
        total = tx.execute(text("SELECT count(*) FROM pathway")).scalar_one()
        lists = tx.execute(text(f"SELECT ref, obligation FROM work_item {_THEIRS}")).all()
    # A real one: the copies have no journal.
    ref, obligation = min(row for row in lists if "~" not in row[0])
    times, sizes = [], []
    with TestClient(app, base_url=house.public_url) as browser:
        for name, person, url in (
            ("inbox", COORDINATOR, "/innboks"),
            ("waiting for others", COORDINATOR, "/innboks?visning=venter"),
            ("item", COORDINATOR, f"/oppgave/{ref}/{obligation_key(obligation)}"),
            ("way", COORDINATOR, f"/forlop/{ref}"),
            ("stuck", MANAGER, "/fast"),
            ("overview", MANAGER, "/oversikt?periode=kvartal"),
        ):
            _sign_in(house, browser, app.state.site.session_cookie, person)
            times.append(_time(house, browser, name, url, requests))
            sizes.append(_size(browser, name, url))
    house.database.dispose()
    return PagesFound(real=copied_from, pathways=total, listed=len(lists), times=times, sizes=sizes)


def _sign_in(house: House, browser: TestClient, cookie: str, person: str) -> None:
    secret = sessions.begin(house, person, way="password", limits=Limits())
    browser.cookies.clear()
    browser.cookies.set(cookie, secret)


def _time(house: House, browser: TestClient, name: str, url: str, requests: int) -> PageTime:
    for _ in range(3):
        answer = browser.get(url)
        assert answer.status_code == 200, f"{name}: {answer.status_code}"
    taken = []
    for _ in range(requests):
        began = time.perf_counter()
        browser.get(url)
        taken.append((time.perf_counter() - began) * 1000)
    cuts = quantiles(taken, n=100, method="inclusive")
    slowest = ""
    if cuts[94] > BUDGET:
        with _statements(house) as found:
            browser.get(url)
        slowest = _say(found)
    return PageTime(name=name, p50=cuts[49], p95=cuts[94], slowest=slowest)


def _say(found: list[tuple[float, str]]) -> str:
    worst = max(found)
    spent = sum(milliseconds for milliseconds, _ in found)
    return (
        f"{len(found)} statements, {spent:.0f} ms; the slowest {worst[0]:.0f} ms:"
        f" {' '.join(worst[1].split())[:160]}"
    )


@contextmanager
def _statements(house: House) -> Iterator[list[tuple[float, str]]]:
    """Every statement with its milliseconds, whichever way it is sent."""
    found: list[tuple[float, str]] = []
    before = house.database._kind
    sqlite = house.database.dialect == "sqlite"

    class Watched(SqliteTransaction if sqlite else PostgresTransaction):  # type: ignore[misc]
        def _fetch(self, sql: str, parameters: Any) -> list[Any]:
            began = time.perf_counter()
            rows: list[Any] = super()._fetch(sql, parameters)
            found.append(((time.perf_counter() - began) * 1000, sql))
            return rows

    def begin(connection: Connection, *rest: Any) -> None:
        connection.info["began"] = time.perf_counter()

    def end(connection: Connection, cursor: Any, sql: str, *rest: Any) -> None:
        found.append(((time.perf_counter() - connection.info["began"]) * 1000, sql))

    engine = house.database.engine
    event.listen(engine, "before_cursor_execute", begin)
    event.listen(engine, "after_cursor_execute", end)
    house.database._kind = Watched
    try:
        yield found
    finally:
        house.database._kind = before
        event.remove(engine, "before_cursor_execute", begin)
        event.remove(engine, "after_cursor_execute", end)


def _size(browser: TestClient, name: str, url: str) -> Size:
    answer = browser.get(url)
    beside = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg)[^"]*)"', answer.text))
    page = _bytes(answer)
    return Size(
        name=name,
        page=page / 1024,
        all=(page + sum(_bytes(browser.get(one)) for one in sorted(beside))) / 1024,
    )


def _bytes(answer: Any) -> int:
    """As it is sent, packed where the server packs it."""
    return int(answer.num_bytes_downloaded)
