"""However Prefect fails, the work is done once, and only Prefect's own faults are called its."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest

from flows import door
from flows.door import HANDED, TALLY, Door, Handed


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Short patience, and a tally of nothing."""
    monkeypatch.setattr(door, "BEGINS_WITHIN", 0.05)
    monkeypatch.setattr(door, "ENDS_WITHIN", 0.05)
    TALLY.through, TALLY.beneath, TALLY.away_since = 0, 0, None
    yield
    TALLY.through, TALLY.beneath, TALLY.away_since = 0, 0, None


class Work:
    """Something to be done once, by a run or beneath it."""

    def __init__(self) -> None:
        self.done: list[str] = []

    async def by_run(self) -> int:
        handed = HANDED.get()
        assert handed is not None, "the door hands it over"

        async def body() -> int:
            self.done.append("run")
            return 1

        return await handed.carry(body, 0)

    async def beneath(self) -> None:
        self.done.append("beneath")


def go_through(work: Work, flow: Callable[[], Coroutine[Any, Any, int]], times: int = 1) -> None:
    async def go() -> None:
        one = Door()
        for _ in range(times):
            await one.go(flow, Handed(), work.beneath)
        for tail in list(one._tails):
            tail.cancel()

    asyncio.run(go())


def warnings_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]


def test_a_run_that_does_the_work_leaves_nothing_beneath(caplog: pytest.LogCaptureFixture) -> None:
    work = Work()
    go_through(work, work.by_run)
    assert work.done == ["run"]
    assert (TALLY.through, TALLY.beneath) == (1, 0)
    assert warnings_in(caplog) == []


def test_a_lost_server_is_told_of_once_and_the_work_is_done_beneath(
    caplog: pytest.LogCaptureFixture,
) -> None:
    work = Work()

    async def lost() -> int:
        raise ConnectionRefusedError

    go_through(work, lost, times=3)
    assert work.done == ["beneath"] * 3
    assert TALLY.beneath == 3
    assert TALLY.away_since is not None
    (warning,) = warnings_in(caplog)
    assert "Prefect does not answer (ConnectionRefusedError)" in warning


def test_a_server_that_hangs_does_not_keep_a_deadline_waiting(
    caplog: pytest.LogCaptureFixture,
) -> None:
    work = Work()

    async def hangs() -> int:
        await asyncio.sleep(3600)
        return await work.by_run()

    go_through(work, hangs)
    assert work.done == ["beneath"]
    assert len(warnings_in(caplog)) == 1


def test_a_run_that_begins_after_we_gave_up_on_it_does_nothing() -> None:
    work = Work()

    async def late() -> None:
        one, may_begin, over = Door(), asyncio.Event(), asyncio.Event()

        async def begins_late() -> int:
            await may_begin.wait()
            try:
                return await work.by_run()
            finally:
                over.set()

        await one.go(begins_late, Handed(), work.beneath)
        may_begin.set()
        await over.wait()

    asyncio.run(late())
    assert work.done == ["beneath"]


def test_a_server_lost_at_the_end_of_a_run_has_nothing_done_twice(
    caplog: pytest.LogCaptureFixture,
) -> None:
    work = Work()

    async def lost_at_the_end() -> int:
        await work.by_run()
        await asyncio.sleep(3600)
        return 1

    go_through(work, lost_at_the_end)
    assert work.done == ["run"]
    assert len(warnings_in(caplog)) == 1


def test_a_fault_of_the_work_itself_is_not_blamed_on_prefect(
    caplog: pytest.LogCaptureFixture,
) -> None:
    work = Work()

    async def faulty() -> int:
        handed = HANDED.get()
        assert handed is not None

        async def body() -> int:
            raise ValueError("of our own")

        return await handed.carry(body, 0)

    go_through(work, faulty)
    assert work.done == ["beneath"]
    assert TALLY.away_since is None
    assert warnings_in(caplog) == []
