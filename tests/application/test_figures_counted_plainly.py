"""The figures that are summed in the database, against each handoff read and counted by hand."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import insert

from hjemover.application import figures
from hjemover.application.figures import Period, Slice, period_of, up_to
from hjemover.application.figures.handoffs import WHATS
from hjemover.store.tables import handoff_log
from hjemover.vocabulary import HandoffStatus
from tests.application.town import (
    ASKOY,
    BERGEN,
    HOSPITAL,
    INTAKE,
    LUNG_WARD,
    MONDAY,
    NURSE,
    OTHER_INTAKE,
    Town,
    at,
)

HOMES = {
    HOSPITAL: "hus", LUNG_WARD: "hus", INTAKE: BERGEN, NURSE: BERGEN, OTHER_INTAKE: ASKOY,
}  # fmt: skip
ENDS = (
    HandoffStatus.ACCEPTED, HandoffStatus.REJECTED, HandoffStatus.WITHDRAWN, HandoffStatus.EXPIRED,
)  # fmt: skip
MARCH = Period(kind="month", first=date(2026, 3, 1))
MONTHS = up_to(MARCH, 4)


@pytest.fixture
def log(town: Town) -> list[dict[str, Any]]:
    """Some hundred handoffs of half a year, between any two units, in every state."""
    town.clock.set(MONDAY.replace(day=25))
    rng = Random(20260302)
    rows = [_handoff(rng, number, town.clock.now()) for number in range(400)]
    with town.house.database.writing() as tx:
        tx.execute(insert(handoff_log), rows)
    return rows


def _handoff(rng: Random, number: int, now: datetime) -> dict[str, Any]:
    offered = now - timedelta(seconds=rng.randrange(180 * 86_400))
    ended = offered + timedelta(seconds=rng.randrange(20 * 86_400))
    status = rng.choice(ENDS) if ended <= now else HandoffStatus.OFFERED
    answered = status in (HandoffStatus.ACCEPTED, HandoffStatus.REJECTED)
    due = rng.choice([None, offered + timedelta(days=5)])
    return {
        "ref": f"p{number}", "obligation": "send#1", "kind": "handoff", "step": "send",
        "definition": rng.choice(["kort-hjem", "annet"]), "status": status.value,
        "sender": rng.choice([*HOMES]), "receiver": rng.choice([*HOMES]),
        "attempt": 1, "forwarded": rng.choice([0, 0, 1]),
        "offered_at": offered, "with_receiver_from": offered,
        "returned_at": rng.choice([None, offered]), "due_at": due,
        "ended_at": None if status is HandoffStatus.OFFERED else ended,
        "within_limit": ended <= due if answered and due else None,
    }  # fmt: skip


def _plainly(rows: Iterable[dict[str, Any]], now: datetime) -> tuple[dict[str, int], list[float]]:
    """Counted one by one, with the days from offer to acceptance."""
    counts = dict.fromkeys(WHATS, 0)
    days = []
    for row in rows:
        open_, status = row["ended_at"] is None, row["status"]
        answered = status in ("accepted", "rejected")
        for what, fits in {
            "offered": True,
            "accepted": status == "accepted",
            "returned": row["returned_at"] is not None,
            "rejected": status == "rejected",
            "forwarded": row["forwarded"] > 0,
            "withdrawn": status == "withdrawn",
            "expired": status == "expired",
            "open": open_,
            "in-time": answered and row["within_limit"] is True,
            "late": answered and row["within_limit"] is False,
            "overdue": open_ and row["due_at"] is not None and row["due_at"] < now,
        }.items():
            counts[what] += fits
        if status == "accepted":
            days.append((row["ended_at"] - row["offered_at"]).total_seconds() / 86_400)
    return counts, sorted(days)


def _same(found: figures.HandoffCount, rows: Iterable[dict[str, Any]], now: datetime) -> None:
    counts, days = _plainly(rows, now)
    assert found.counts == counts
    assert found.days == pytest.approx(days, abs=1e-6)


def _sides(way: str) -> tuple[str, str]:
    return ("sender", "receiver") if way == "sent" else ("receiver", "sender")


def _theirs(
    log: list[dict[str, Any]], way: str, organisation: str, fits: Callable[[dict[str, Any]], bool]
) -> list[dict[str, Any]]:
    mine, _ = _sides(way)
    return [row for row in log if HOMES[row[mine]] == organisation and fits(row)]


@pytest.mark.parametrize("way", ["sent", "received"])
@pytest.mark.parametrize(("unit", "organisation"), [(HOSPITAL, "hus"), (INTAKE, BERGEN)])
def test_each_side_and_each_period_is_what_one_would_count(town, log, way, unit, organisation):
    wanted = Slice(organisation=organisation, period=MARCH)
    now, other = town.clock.now(), _sides(way)[1]
    found = figures.by_counterpart_and_period(town.house, at(unit), wanted, way, MONTHS)
    assert list(found) == MONTHS
    for month, split in found.items():
        within = _theirs(log, way, organisation, lambda row, month=month: _in(row, month))
        parts = defaultdict(list)
        for row in within:
            parts[HOMES[row[other]]].append(row)
        assert split.keys() == parts.keys()
        assert parts
        for home, rows in parts.items():
            _same(split[home], rows, now)
        _same(figures.together(split.values()), within, now)
    alone = figures.by_counterpart_and_period(town.house, at(unit), wanted, way, [MARCH])
    assert found[MARCH] == alone[MARCH]
    by_month = figures.by_period(town.house, at(unit), wanted, way, MONTHS)
    assert by_month == {month: figures.together(one.values()) for month, one in found.items()}


def test_narrowed_to_a_pathway_and_a_counterpart_it_is_what_one_would_count(town, log):
    wanted = Slice(organisation="hus", period=MARCH, definition="annet", counterpart=BERGEN)
    rows = _theirs(
        log,
        "sent",
        "hus",
        lambda row: row["definition"] == "annet" and HOMES[row["receiver"]] == BERGEN,
    )
    quarter = period_of(MARCH.first, "quarter")
    found = figures.by_counterpart_and_period(
        town.house, at(HOSPITAL), wanted, "sent", [quarter.before, quarter]
    )
    for period, split in found.items():
        within = [row for row in rows if _in(row, period)]
        assert within
        assert split.keys() == {BERGEN}
        _same(split[BERGEN], within, town.clock.now())


def _in(row: dict[str, Any], period: Period) -> bool:
    return bool(period.starts <= row["offered_at"] < period.ends)
