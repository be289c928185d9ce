"""What has accrued (påløpt), by organisation: days, and what they come to where rates are known."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import select

from hjemover.application.house import House
from hjemover.calendar import start_of_day
from hjemover.definition.models import PathwayDefinition, Text
from hjemover.engine.accruals import counted
from hjemover.engine.state import AccrualRun
from hjemover.store import definitions
from hjemover.store.tables import accrual_run, unit


class AccrualFigures(Struct, frozen=True, kw_only=True):
    """What one accrual has come to for one organisation.

    Args:
        amount: Of the days whose rate is known; None for what has no rates.
        unknown_days: Days that count, and whose rate is not known.
        running: Pathways where it grows still.
    """

    definition: str
    accrual: str
    name: Text
    organisation: str
    pathways: int
    days: int
    unit: str
    amount: float | None
    unknown_days: int
    running: int


def accruals(
    house: House,
    *,
    definition: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[AccrualFigures]:
    """Everything that has accrued by now, by definition, accrual and organisation.

    Args:
        since: Only runs that were started on that day in Oslo or later.
        until: Only runs that were started before that day.
    """
    now = house.clock.now()
    query = (
        select(accrual_run, unit.c.organisation)
        .join(unit, unit.c.id == accrual_run.c.unit)
        .order_by(accrual_run.c.ref, accrual_run.c.sequence)
    )
    if definition is not None:
        query = query.where(accrual_run.c.definition == definition)
    if since is not None:
        query = query.where(accrual_run.c.started_at >= start_of_day(since))
    if until is not None:
        query = query.where(accrual_run.c.started_at < start_of_day(until))
    found: dict[tuple[str, str, str], AccrualFigures] = {}
    with house.database.reading() as tx:
        runs: dict[tuple[str, int, str, str, str], list[AccrualRun]] = {}
        for row in tx.execute(query):
            key = (row.definition, row.version, row.accrual, row.organisation, row.ref)
            runs.setdefault(key, []).append(_run(row))
        known: dict[tuple[str, int], PathwayDefinition | None] = {}
        for (name, version, accrual, organisation, _), had in sorted(runs.items()):
            if (name, version) not in known:
                known[name, version] = definitions.get(tx, name, version)
            rules = known[name, version]
            if rules is None:
                continue
            one = _one(rules, accrual, organisation, had, now)
            before = found.get((name, accrual, organisation))
            found[name, accrual, organisation] = _sum(before, one) if before else one
    return list(found.values())


def _run(row: Any) -> AccrualRun:
    return AccrualRun(
        because=row.because,
        unit=row.unit,
        started=row.started_at,
        counts_from=row.counts_from,
        stopped=row.stopped_at,
        voided=row.voided,
    )


def _one(
    rules: PathwayDefinition,
    accrual: str,
    organisation: str,
    runs: Sequence[AccrualRun],
    now: datetime,
) -> AccrualFigures:
    rule = rules.accruals[accrual]
    come = counted(accrual, rule, rules.tables.get(rule.rate or ""), runs, now)
    return AccrualFigures(
        definition=rules.id,
        accrual=accrual,
        name=rule.name,
        organisation=organisation,
        pathways=1,
        days=come.days,
        unit=come.unit,
        amount=come.amount,
        unknown_days=come.unknown_days,
        running=int(come.running),
    )


def _sum(one: AccrualFigures, other: AccrualFigures) -> AccrualFigures:
    amounts = [amount for amount in (one.amount, other.amount) if amount is not None]
    return replace(
        one,
        pathways=one.pathways + other.pathways,
        days=one.days + other.days,
        amount=sum(amounts) if amounts else None,
        unknown_days=one.unknown_days + other.unknown_days,
        running=one.running + other.running,
    )
