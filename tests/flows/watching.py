"""Asking Prefect's API, and waiting for a condition instead of a while."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import httpx

T = TypeVar("T")


def wait_for(condition: Callable[[], T], what: str, seconds: float = 30, every: float = 0.1) -> T:
    """The first true value of *condition*. Fails when it has none within *seconds*."""
    give_up = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < give_up, f"waited {seconds} s in vain for: {what}"
        time.sleep(every)
    return found


class Api:
    """Prefect's REST API, as an outsider sees it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = httpx.Client(base_url=url, timeout=10, trust_env=False)

    def __enter__(self) -> "Api":
        return self

    def __exit__(self, *error: object) -> None:
        self._client.close()

    def _filter(self, what: str, **body: Any) -> list[dict[str, Any]]:
        answer = self._client.post(f"/{what}/filter", json={"limit": 200, **body})
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()
        return found

    def flow_runs(self, flow: str) -> list[dict[str, Any]]:
        return self._filter("flow_runs", flows={"name": {"any_": [flow]}})

    def task_runs(self, flow_run: str) -> list[dict[str, Any]]:
        return self._filter("task_runs", flow_runs={"id": {"any_": [flow_run]}})

    def deployments(self, flow: str) -> list[dict[str, Any]]:
        return self._filter("deployments", flows={"name": {"any_": [flow]}})

    def count_flow_runs(self) -> int:
        return int(self._client.post("/flow_runs/count", json={}).json())

    def artifacts(self, key: str) -> list[dict[str, Any]]:
        return self._filter("artifacts", artifacts={"key": {"any_": [key]}})

    def logs(self, flow_run: str) -> list[str]:
        found = self._filter("logs", logs={"flow_run_id": {"any_": [flow_run]}})
        return [one["message"] for one in found]

    def events(self, prefix: str) -> list[dict[str, Any]]:
        asked = {"filter": {"event": {"prefix": [prefix]}}, "limit": 50}
        answer = self._client.post("/events/filter", json=asked)
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()["events"]
        return found


class Process:
    """A process under test, with what it has said."""

    def __init__(self, popen: "subprocess.Popen[bytes]", log: Path) -> None:
        self.popen = popen
        self._log = log

    @property
    def pid(self) -> int:
        return self.popen.pid

    def said(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def lines(self, word: str) -> list[str]:
        return [line for line in self.said().splitlines() if word in line]
