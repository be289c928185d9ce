"""Prefect's database is open to more eyes than ours: no patient is in it, and nothing they said."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from prefect.logging.handlers import APILogWorker

from flows.deliver import deliver
from flows.sweep import sweep
from flows.upkeep import upkeep
from flows.worker import Worker
from flows.worksite import Worksite
from hjemover.application import sweeping
from hjemover.application.handle import Order, handle
from hjemover.application.house import THE_SYSTEM, House
from hjemover.application.sweeping import Fired
from hjemover.birth_number import make_synthetic
from hjemover.bootstrap import Settings
from hjemover.engine.commands import RejectHandoff
from hjemover.store.wakeups import Claim
from tests.flows.hospital import PATIENT_NAME, fill_region, overdue_patients
from tests.flows.watching import Api, wait_for

pytestmark = [
    pytest.mark.usefixtures("with_prefect"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

SAID = "Pasienten bor hos søsteren i Hommelvik"
"""What somebody wrote on a patient's pathway."""


def everything_in(home: Path) -> bytes:
    """All that Prefect's server has on disk: its database with what is not yet merged, its log."""
    files = [path for path in home.rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" for path in files)
    return b"\n".join(path.read_bytes() for path in files)


def test_no_name_number_or_word_about_a_patient_reaches_prefect(
    site: Worksite,
    settings: Settings,
    server_home: Path,
    api: Api,
    run_worker: Callable[[Callable[[Worker], Awaitable[Any]]], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill_region(site.house, "taus-hjem")
    refs = overdue_patients(settings, 3, "taus-hjem")
    rejection = RejectHandoff(obligation="send#1", reason=SAID, answers={"why": "not-our-patient"})
    handle(site.house, Order(id="reject", ref=refs[0], command=rejection, by=THE_SYSTEM))

    run_worker(Worker.sweep)
    run_worker(Worker.send)
    asyncio.run(sweep())
    asyncio.run(deliver())
    asyncio.run(upkeep())
    more = overdue_patients(settings, 1, "taus-hjem", first=5)
    fail_with(monkeypatch, f"{PATIENT_NAME} 5: {SAID}")
    run_worker(Worker.sweep)

    def failed() -> list[dict[str, Any]]:
        return [run for run in api.flow_runs("taus-hjem") if run["state_type"] == "FAILED"]

    (failure,) = wait_for(failed, "the failed run")
    assert "RuntimeError" in failure["state"]["message"]
    wait_for(lambda: more[0] in names_of_task_runs(api, failure), "its task run")
    APILogWorker.drain_all(timeout=10)
    found = everything_in(server_home)
    assert refs[1].encode() in found, "what is there can be seen"
    for secret in ("Fjellrev", "Hommelvik", make_synthetic(date(1950, 3, 1), 0)):
        assert secret.encode() not in found


def names_of_task_runs(api: Api, run: dict[str, Any]) -> set[str]:
    return {one["name"] for one in api.task_runs(run["id"])}


def fail_with(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """Have every wake-up fail with an error that quotes *words*."""

    def fail(house: House, claims: Sequence[Claim]) -> Fired:
        raise RuntimeError(words)

    monkeypatch.setattr(sweeping, "fire", fail)
