"""``hjemover up``: children start, are started again when they die, and none is left behind."""

import os
import signal
import sys
from pathlib import Path

import pytest

from hjemover.bootstrap import Settings, read_settings
from hjemover.supervisor import Child, Supervisor, answers, environment_of, free_port
from tests.flows.conftest import StartProcess
from tests.flows.watching import wait_for

ASLEEP = (sys.executable, "-c", "import time; time.sleep(600)")
DEAF = (
    sys.executable,
    "-c",
    "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    " print('deaf', flush=True); time.sleep(600)",
)


def alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and waits to be noticed does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def children_of(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(one) for one in found.split()]


def test_a_child_that_is_killed_is_started_again() -> None:
    supervisor = Supervisor([Child(name="one", command=ASLEEP)])
    supervisor.start()
    first = supervisor.pids()["one"]
    os.kill(first, signal.SIGKILL)

    def another() -> bool:
        supervisor.look()
        return supervisor.pids().get("one", first) != first

    try:
        wait_for(another, "another child")
    finally:
        supervisor.stop()
    assert supervisor.pids() == {}


def test_a_child_that_keeps_dying_is_started_less_and_less_often() -> None:
    now = [0.0]
    supervisor = Supervisor(
        [Child(name="one", command=(sys.executable, "-c", "raise SystemExit(3)"))],
        clock=lambda: now[0],
    )
    supervisor.start()
    again = []
    for second in range(12):
        now[0], before = float(second), supervisor.starts()["one"]
        wait_for(lambda: not supervisor.pids(), "the child to end")
        supervisor.look()
        again += [second] * (supervisor.starts()["one"] - before)
    supervisor.stop()
    # Each death is seen a second after the start; then 1, 2 and 4 seconds pass.
    assert again == [0, 2, 5, 10]


def test_a_child_that_will_not_end_is_killed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    supervisor = Supervisor([Child(name="deaf", command=DEAF, log=log)], grace=0.5)
    supervisor.start()
    pid = supervisor.pids()["deaf"]
    wait_for(lambda: log.read_text() == "deaf\n", "it to be deaf")
    supervisor.stop()
    assert not alive(pid)


def test_children_read_the_settings_of_their_parent(tmp_path: Path) -> None:
    given = Settings(home=tmp_path, environment="test", sweep_seconds=0.5, smtp_host=None)
    passed = {name: value for name, value in environment_of(given).items() if value is not None}
    before = dict(os.environ)
    os.environ.update(passed)
    try:
        assert read_settings() == given
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.mark.timeout(300)  # a server of its own has to come up
def test_ctrl_c_ends_everything_that_was_started_and_a_killed_worker_comes_back(
    settings: Settings, start: StartProcess
) -> None:
    port = free_port(0)
    up = start(
        "-c",
        "from hjemover.bootstrap import build, read_settings\n"
        "from hjemover.supervisor import run_up\n"
        "import logging; logging.basicConfig()\n"
        "build(read_settings(), migrate=True)\n"
        f"raise SystemExit(run_up(read_settings(), port={port}))",
        settings=settings,
    )
    wait_for(lambda: up.lines("the worker is up"), "the worker", 90)
    assert answers(f"http://127.0.0.1:{port}/api")
    (line,) = up.lines("the worker is up")
    worker = int(line.split("/")[-2])
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: len(up.lines("the worker is up")) == 2, "another worker", 30)
    assert len(up.lines("the worker ended (signal 9)")) == 1
    started = children_of(up.pid)
    assert len(started) == 3

    up.popen.send_signal(signal.SIGINT)

    assert up.popen.wait(30) == 0
    wait_for(lambda: not any(alive(pid) for pid in started), "every child to be gone", 5)


def test_children_end_when_their_supervisor_is_killed(start: StartProcess, tmp_path: Path) -> None:
    code = (
        "import sys, time\n"
        "from hjemover.supervisor import Child, Supervisor\n"
        f"one = Supervisor([Child(name='one', command={ASLEEP!r})])\n"
        "one.start(); print('pid', one.pids()['one'], flush=True); time.sleep(600)"
    )
    parent = start("-c", code, settings=Settings(home=tmp_path))
    (line,) = wait_for(lambda: parent.lines("pid "), "the child")
    child = int(line.split()[1])
    os.kill(parent.pid, signal.SIGKILL)
    wait_for(lambda: not alive(child), "the child to end", 5)
