"""Keeps the processes of one machine going (overvåkning): Prefect's server, the worker, the door
on Prefect's schedule. One that dies is started again; at the end none is left behind.
"""

import contextlib
import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Event, current_thread, main_thread
from types import FrameType

from msgspec import Struct
from pydantic import SecretStr

from hjemover.settings import Settings

log = logging.getLogger(__name__)

PREFECT_PORT = 4200
_LOOK_EVERY = 0.2
_STEADY_AFTER = 60.0
_LONGEST_PAUSE = 30.0
_SERVER_FIRST = 30.0
_KEPT_SECONDS = 30 * 24 * 3600
_DIE_WITH_PARENT = 1  # prctl(2): PR_SET_PDEATHSIG


class ServerNotUp(Exception):
    """Prefect's server did not start. Says where its log is."""


class Child(Struct, frozen=True, kw_only=True):
    """A process to keep going.

    Args:
        environment: Beside that of this process. None takes a variable away.
        log: Where its output goes; to ours when missing.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str | None] = {}
    log: Path | None = None


class _Running:
    """A child that was started, and when it may be started again."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self.process: subprocess.Popen[bytes] | None = None
        self.not_before = 0.0
        self.starts = 0
        self._pause = 0.0
        self._since = 0.0

    def start(self, clock: Callable[[], float]) -> None:
        self._since = clock()
        self.process = _spawn(self.child)
        self.starts += 1

    def died(self, now: float) -> None:
        """Wait longer before each start, unless it had been steady."""
        if now - self._since > _STEADY_AFTER:
            self._pause = 0.0
        self.not_before = now + self._pause
        self._pause = min(max(self._pause * 2, 1.0), _LONGEST_PAUSE)
        self.process = None


class Supervisor:
    """Starts children, starts them again when they die, and stops them all at the end.

    Args:
        grace: Seconds a child has to end by itself before it is killed.
    """

    def __init__(
        self,
        children: Sequence[Child],
        *,
        grace: float = 15.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._running = [_Running(child) for child in children]
        self._grace = grace
        self._clock = clock

    def pids(self) -> dict[str, int]:
        """The process of each child that runs."""
        return {
            one.child.name: one.process.pid
            for one in self._running
            if one.process is not None and one.process.poll() is None
        }

    def starts(self) -> dict[str, int]:
        """How many times each child has been started."""
        return {one.child.name: one.starts for one in self._running}

    def start(self) -> None:
        """Start what does not run, unless it died a moment ago."""
        for one in self._running:
            if one.process is None and self._clock() >= one.not_before:
                one.start(self._clock)

    def look(self) -> None:
        """Start what is not running. To be called again and again; says what died, and how."""
        for one in self._running:
            status = one.process.poll() if one.process else None
            if status is not None:
                log.warning("%s ended (%s); starting it again", one.child.name, _say(status))
                one.died(self._clock())
        self.start()

    def stop(self) -> None:
        """Ask every child to end, the last one first, and kill what does not. None is left."""
        live = [one.process for one in reversed(self._running) if one.process is not None]
        for process in live:
            # The child alone: what it has started it ends itself.
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        give_up = self._clock() + self._grace
        for process in live:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(give_up - self._clock(), 0.0))
        for process in live:
            # The whole group: a run that a killed child had started goes with it.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        for one in self._running:
            one.process = None


def _say(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"status {status}"


def _spawn(child: Child) -> "subprocess.Popen[bytes]":
    environment = dict(os.environ)
    for name, value in child.environment.items():
        if value is None:
            environment.pop(name, None)
        else:
            environment[name] = value
    output = None
    if child.log is not None:
        child.log.parent.mkdir(parents=True, exist_ok=True)
        output = child.log.open("ab")
    try:
        return subprocess.Popen(
            child.command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C comes to us alone, who end them in order
            preexec_fn=_die_with_us if _libc is not None else None,
        )
    finally:
        if output is not None:
            output.close()


_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _die_with_us() -> None:
    """Have the kernel end the child when this process is killed and can end nobody."""
    assert _libc is not None, "only called on Linux"
    _libc.prctl(_DIE_WITH_PARENT, signal.SIGTERM)


# --- what runs on one machine -----------------------------------------------------------------


def run_up(settings: Settings, extra: Sequence[Child] = (), *, port: int | None = None) -> int:
    """Keep Prefect's server, the worker and *extra* going until Ctrl-C or SIGTERM.

    Returns:
        The exit status.
    """
    until = Event()
    port = port or free_port()
    with _told_by_signals(until):
        server = Supervisor([server_child(settings, port)])
        others = Supervisor([*flow_children(settings, _url(port)), *extra])
        print(f"Prefect: http://127.0.0.1:{port}   Ctrl-C ends everything.", flush=True)  # noqa: T201
        try:
            server.start()
            _wait_a_while(server, _url(port), until)
            while not until.wait(_LOOK_EVERY):
                server.look()
                others.look()
        finally:
            others.stop()
            server.stop()
    return 0


def _wait_a_while(server: Supervisor, url: str, until: Event) -> None:
    """Give the server time to come up. Past that, deadlines fire without it."""
    give_up = time.monotonic() + _SERVER_FIRST
    while not answers(url) and time.monotonic() < give_up and not until.wait(_LOOK_EVERY):
        server.look()


@contextlib.contextmanager
def prefect_server(
    settings: Settings, *, port: int | None = None, patience: float = 120.0
) -> Iterator[str]:
    """Prefect's server for as long as the block lasts. Gives the URL of its API.

    Raises:
        ServerNotUp: It did not answer in time, or ended.
    """
    port = port or free_port()
    child = server_child(settings, port)
    supervisor = Supervisor([child])
    supervisor.start()
    try:
        give_up = time.monotonic() + patience
        while not answers(_url(port)):
            if not supervisor.pids() or time.monotonic() > give_up:
                raise ServerNotUp(f"Prefect's server did not start. Its log is {child.log}.")
            time.sleep(_LOOK_EVERY)
        yield _url(port)
    finally:
        supervisor.stop()


def server_child(settings: Settings, port: int) -> Child:
    """Prefect's server, with a home and a database of its own under ``home``."""
    home = (settings.home / "prefect").absolute()
    return Child(
        name="Prefect's server",
        command=(
            sys.executable, "-m", "prefect", "server", "start",
            "--host", "127.0.0.1", "--port", str(port),
        ),
        environment={
            "PREFECT_HOME": str(home),
            "PREFECT_API_URL": None,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
            # Runs are for looking at; what happened to a patient stands in our own journal.
            "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
            "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(_KEPT_SECONDS),
        },
        log=home / "server.log",
    )  # fmt: skip


def flow_children(settings: Settings, url: str) -> list[Child]:
    """The worker, and the door on Prefect's schedule."""
    environment = {
        **environment_of(settings),
        "PREFECT_API_URL": url,
        "PREFECT_HOME": str((settings.home / "prefect").absolute()),
        "DO_NOT_TRACK": "1",
    }
    return [
        Child(name="the worker", command=(sys.executable, "-m", "flows"), environment=environment),
        Child(
            name="the schedule",
            command=(sys.executable, "-m", "flows.serve"),
            environment=environment,
            log=(settings.home / "schedule.log").absolute(),
        ),
    ]


def environment_of(settings: Settings) -> dict[str, str | None]:
    """*settings* as a child process reads them."""
    found: dict[str, str | None] = {}
    for name in Settings.model_fields:
        value = getattr(settings, name)
        if isinstance(value, SecretStr):
            value = value.get_secret_value()
        if isinstance(value, Path):
            value = value.absolute()
        found[f"HJEMOVER_{name.upper()}"] = None if value is None else str(value)
    return found


def free_port(wanted: int = PREFECT_PORT) -> int:
    """*wanted* if nobody has it on 127.0.0.1, otherwise another that is free."""
    for port in (wanted, 0):
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(one.getsockname()[1])
    raise ServerNotUp("No port is free on 127.0.0.1.")


def answers(url: str) -> bool:
    """Whether Prefect's API answers at *url*."""
    # Straight there: a proxy is for the world outside.
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"{url}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _url(port: int) -> str:
    return f"http://127.0.0.1:{port}/api"


@contextlib.contextmanager
def _told_by_signals(until: Event) -> Iterator[None]:
    """Set *until* at Ctrl-C and SIGTERM, instead of being broken off by them."""
    if current_thread() is not main_thread():
        yield
        return

    def told(signum: int, frame: FrameType | None) -> None:
        until.set()

    before = {one: signal.signal(one, told) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
