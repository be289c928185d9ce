"""Acts a second against a hand-written loop of the very same SQL.

The SQL is not guessed: one run of the acts is recorded at the driver, and the loop replays the
recording, statement for statement and commit for commit, on an identical copy of the database.
"""

import gc
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.databases import copy_of, new_database, raw_connection, settle
from benchmarks.region import START, completing, enrol_many, furnish, house_at
from hjemover.application.handle import handle
from hjemover.application.house import House, SetClock
from hjemover.application.sweeping import sweep_once
from hjemover.store.transaction import PostgresTransaction, SqliteTransaction, Transaction

LATER = timedelta(days=12)
"""So long after enrolment that the first limit of every patient has passed."""


@dataclass(frozen=True)
class Comparison:
    """Acts a second, medians of the rounds."""

    ours: float
    by_hand: float

    @property
    def ratio(self) -> float:
        return self.ours / self.by_hand


@dataclass
class Recording:
    """The SQL of a run: a list of transactions, each a list of (statement, rows, is it read)."""

    transactions: list[list[tuple[str, list[Any], bool]]] = field(default_factory=list)

    def of(self, kind: type[Transaction]) -> type[Transaction]:
        recording = self

        class Recorded(kind):  # type: ignore[misc,valid-type]
            def begin(self) -> None:
                super().begin()
                recording.transactions.append([])

            def _fetch(self, sql: str, parameters: Any) -> list[Any]:
                recording.transactions[-1].append((sql, [parameters], True))
                return super()._fetch(sql, parameters)

            def _send(self, sql: str, rows: list[Any]) -> None:
                recording.transactions[-1].append((sql, list(rows), False))
                super()._send(sql, rows)

            def _send_one(self, sql: str, row: Any, otherwise: Exception) -> None:
                recording.transactions[-1].append((sql, [row], False))
                super()._send_one(sql, row, otherwise)

        return Recorded


Work = Callable[[House], int]
"""What is measured: it works on a house and says how many acts that was."""


def compare_acts(server: str, acts: int, rounds: int) -> Comparison:
    """Human acts, a transaction each, on the kind of database that *server* names."""

    def prepare(house: House) -> Work:
        orders = [completing(house, ref) for ref in enrol_many(house, acts)]

        def work(house: House) -> int:
            for order in orders:
                handle(house, order)
            return len(orders)

        return work

    return _compare(server, rounds, prepare, START)


def compare_sweep(server: str, acts: int, rounds: int) -> Comparison:
    """What time brings, many pathways to a transaction."""

    def prepare(house: House) -> Work:
        enrol_many(house, acts)
        return lambda house: sweep_once(house, "bench").moved

    return _compare(server, rounds, prepare, START + LATER)


def _compare(
    server: str, rounds: int, prepare: Callable[[House], Work], at: datetime
) -> Comparison:
    """Ours and the same SQL by hand in turn, each time on a fresh copy of the same database."""
    with tempfile.TemporaryDirectory(prefix="hjemover-keys-") as keys:
        home = Path(keys)
        template = new_database(server)
        house = house_at(template, home, SetClock(START))
        furnish(house)
        work = prepare(house)
        house.database.dispose()
        settle(template)
        recording = Recording()
        count, _ = _run(copy_of(template, server), home, at, work, recording)
        ours, by_hand = [], []
        for _ in range(rounds):
            done, took = _run(copy_of(template, server), home, at, work, None)
            ours.append(done / took)
            took = _by_hand(copy_of(template, server), recording)
            by_hand.append(count / took)
    return Comparison(ours=median(ours), by_hand=median(by_hand))


def _run(
    url: str, home: Path, at: datetime, work: Work, recording: Recording | None
) -> tuple[int, float]:
    """Do the work, recorded or timed. Returns how many acts it was and the seconds it took."""
    house = house_at(url, home, SetClock(at))
    with house.database.reading() as tx:
        house.rules(tx, "kreft-hjem", 1)  # what is read once for the process is not an act's
    if recording is not None:
        kind = SqliteTransaction if url.startswith("sqlite") else PostgresTransaction
        house.database._kind = recording.of(kind)
    gc.collect()
    began = time.perf_counter()
    done = work(house)
    took = time.perf_counter() - began
    house.database.dispose()
    return done, took


def _by_hand(url: str, recording: Recording) -> float:
    """Replay the recording with the driver alone. Returns the seconds it took."""
    connection = raw_connection(url)
    cursor = connection.cursor()
    sqlite = url.startswith("sqlite")
    gc.collect()
    began = time.perf_counter()
    for transaction in recording.transactions:
        if sqlite:
            cursor.execute("BEGIN IMMEDIATE")
        for sql, rows, is_read in transaction:
            if len(rows) == 1:
                cursor.execute(sql, rows[0])
            else:
                cursor.executemany(sql, rows)
            if is_read:
                cursor.fetchall()
        if sqlite:
            cursor.execute("COMMIT")
        else:
            connection.commit()
    took = time.perf_counter() - began
    connection.close()
    return took
