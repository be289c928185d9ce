"""What grows for each day: started and stopped by facts, and counted when somebody asks (påløp)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from msgspec import Struct

from hjemover.calendar import Computed, local_day
from hjemover.definition.expressions import ExpressionError, evaluate
from hjemover.definition.models import (
    Accrual,
    Moment,
    PathwayDefinition,
    Rate,
    RateTable,
    StartRef,
)
from hjemover.engine import events as e
from hjemover.engine.directory import Rules
from hjemover.engine.facts import Facts
from hjemover.engine.milestones import milestones
from hjemover.engine.parties import unit_of
from hjemover.engine.place import Place
from hjemover.engine.state import AccrualRun, Pathway
from hjemover.engine.timing import Frame, reckon
from hjemover.vocabulary import PathwayStatus

MAX_DAYS = 3660
"""Days that one run is counted for: after ten years somebody has forgotten to stop it."""


class AccruedRow(Struct, frozen=True, kw_only=True):
    """Days in a row with one rate, and why they count.

    Args:
        because: The milestone that started the run they are of.
        rate: None where no rate is known for the days.
    """

    first: date
    last: date
    days: int
    because: str
    rate: float | None
    amount: float | None


class Accrued(Struct, frozen=True, kw_only=True):
    """What has grown by an instant.

    Args:
        amount: Of the days whose rate is known; None for what has no rates at all.
        unknown_days: Days that count, and whose rate nobody has written down yet.
        running: It grows still.
    """

    accrual: str
    days: int
    unit: str
    amount: float | None
    unknown_days: int
    running: bool
    rows: tuple[AccruedRow, ...]


def accrued(definition: PathwayDefinition, pathway: Pathway, now: datetime) -> dict[str, Accrued]:
    """Everything that has grown in *pathway* by *now*, by the name of the accrual."""
    return {
        name: counted(
            name,
            rule,
            definition.tables.get(rule.rate) if rule.rate else None,
            pathway.accruals.get(name, ()),
            now,
        )
        for name, rule in definition.accruals.items()
    }


def counted(
    name: str, rule: Accrual, table: RateTable | None, runs: Sequence[AccrualRun], now: datetime
) -> Accrued:
    """What *runs* have come to by *now*. A day counts once, however many runs it is in."""
    days: dict[date, str] = {}
    for run in runs:
        for day in () if run.voided else _days(rule, run, now):
            days.setdefault(day, run.because)
    rows = tuple(_rows(days, table))
    known = [row.amount for row in rows if row.amount is not None]
    return Accrued(
        accrual=name,
        days=len(days),
        unit=table.unit if table else "",
        amount=sum(known) if table else None,
        unknown_days=sum(row.days for row in rows if row.rate is None) if table else 0,
        running=any(run.stopped is None for run in runs),
        rows=rows,
    )


def _days(rule: Accrual, run: AccrualRun, now: datetime) -> Iterator[date]:
    end = min(run.stopped or now, now)
    if run.counts_from > end:
        return
    first, last = local_day(run.counts_from), local_day(end)
    if not rule.inclusive:
        last -= timedelta(days=1)
    for number in range(min((last - first).days + 1, MAX_DAYS)):
        yield first + timedelta(days=number)


class _Stretch(NamedTuple):
    because: str
    rate: Rate | None


def _rows(days: Mapping[date, str], table: RateTable | None) -> Iterator[AccruedRow]:
    first: date | None = None
    before: _Stretch | None = None
    last: date | None = None
    for day in sorted(days):
        here = _Stretch(days[day], table.on(day) if table else None)
        if first is not None and last is not None and before is not None:
            if here == before and (day - last).days == 1:
                last = day
                continue
            yield _row(first, last, before)
        first, last, before = day, day, here
    if first is not None and last is not None and before is not None:
        yield _row(first, last, before)


def _row(first: date, last: date, of: _Stretch) -> AccruedRow:
    days = (last - first).days + 1
    rate = of.rate.value if of.rate else None
    return AccruedRow(
        first=first,
        last=last,
        days=days,
        because=of.because,
        rate=rate,
        amount=None if rate is None else rate * days,
    )


# --- facts ------------------------------------------------------------------------------------


def started_by(rules: Rules, pathway: Pathway, event: e.AnyEvent) -> list[e.AnyEvent]:
    """The facts that follow of *event* for what accrues, by the pathway as it left it."""
    made = milestones(event) if rules.definition.accruals else ()
    found: list[e.AnyEvent] = []
    for name, rule in rules.definition.accruals.items() if made else ():
        because = next((milestone for milestone in made if milestone in rule.stops), None)
        if because is not None and _running(pathway, name):
            found.append(_stopped(name, rule, because, event.at))
            continue
        because = next(
            (one for one in made if one in rule.starts and _true(rules, pathway, rule, one, event)),
            None,
        )
        over = pathway.status is PathwayStatus.COMPLETED  # nothing grows after the end
        if because is not None and not over and not _running(pathway, name):
            found.append(_started(rules, pathway, name, because, event.at))
    return found


def _true(rules: Rules, pathway: Pathway, rule: Accrual, milestone: str, event: e.AnyEvent) -> bool:
    """Whether *milestone* starts it; where that cannot be told, nothing grows."""
    condition = rule.conditions.get(milestone)
    if condition is None:
        return True
    open_ = pathway.obligations.get(getattr(event, "obligation", ""))
    try:
        return evaluate(condition, Facts(rules, pathway, Place(open_.branch if open_ else "")))
    except ExpressionError:
        return False


def ended_by(rules: Rules, pathway: Pathway | None, event: e.AnyEvent) -> list[e.AnyEvent]:
    """The facts that come before the end of a pathway: nothing grows after it."""
    if pathway is None or not isinstance(event, e.PathwayClosed):
        return []
    return [
        _stopped(name, rule, "closed", event.at)
        for name, rule in rules.definition.accruals.items()
        if _running(pathway, name)
    ]


def moved_by(rules: Rules, before: Pathway, after: Pathway, at: datetime) -> list[e.AnyEvent]:
    """The facts that follow when a correction has made what the days count from another."""
    found: list[e.AnyEvent] = []
    for name, runs in sorted(after.accruals.items()):
        for number, run in enumerate(runs):
            frame = Frame(started=run.started, unit=run.unit)
            was = _from(rules, before, name, frame)
            now = _from(rules, after, name, frame)
            # A run that counts from an earlier answer stays where it is.
            if was.opens() == run.counts_from != now.opens():
                found.append(
                    e.AccrualMoved(
                        at=at,
                        accrual=name,
                        run=number,
                        counts_from=now.opens(),
                        previous=run.counts_from,
                        reason=now.reason,
                    )
                )
    return found


def _running(pathway: Pathway, name: str) -> bool:
    runs = pathway.accruals.get(name)
    return bool(runs) and runs is not None and runs[-1].stopped is None


def _stopped(name: str, rule: Accrual, because: str, at: datetime) -> e.AccrualStopped:
    return e.AccrualStopped(at=at, accrual=name, because=because, voided=not rule.keeps)


def _started(
    rules: Rules, pathway: Pathway, name: str, because: str, at: datetime
) -> e.AccrualStarted:
    party = rules.definition.accruals[name].party
    unit = (unit_of(rules, pathway, party) if party else None) or pathway.responsible
    counts = _from(rules, pathway, name, Frame(started=at, unit=unit))
    return e.AccrualStarted(
        at=at,
        accrual=name,
        because=because,
        unit=unit,
        counts_from=counts.opens(),
        reason=counts.reason,
    )


def _from(rules: Rules, pathway: Pathway, name: str, frame: Frame) -> Computed:
    """What the days count from, grace and all; when it was started while that is not known."""
    rule = rules.definition.accruals[name]
    for of in (rule.of, StartRef()):
        moment = Moment(of=of, offset=rule.grace) if of is not None else None
        found = reckon(rules, pathway, moment, frame) if moment is not None else None
        if found is not None:
            return found
    raise AssertionError("a step's own beginning is always known")
