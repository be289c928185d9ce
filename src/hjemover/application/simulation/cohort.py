"""Many virtual lives counted: outcomes, prompts, margins, ways taken, and where it got stuck."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random
from statistics import quantiles
from typing import Final

from msgspec import Struct

from hjemover.application.simulation.living import Happening, Life, live
from hjemover.application.simulation.made_up import World, made_up_world
from hjemover.calendar import NORWAY, local_day
from hjemover.definition.models import PathwayDefinition
from hjemover.engine import events as e
from hjemover.engine.state import Deadline

_TOWNS: Final = 6
_COME_WITHIN: Final = 0.4
"""The part of the time in which patients come, so that the first of them reach the end."""


class Outcomes(Struct, frozen=True, kw_only=True):
    """What one way to end came to, with how many days it took in the middle case."""

    outcome: str | None  # None: still under way when the time was up
    patients: int
    median_days: int


class Prompts(Struct, frozen=True, kw_only=True):
    """What one unit was sent in one week, by kind of message."""

    unit: str
    week: str  # "2026-W10"
    count: int


class Load(Struct, frozen=True, kw_only=True):
    """The weeks of one unit: how many there were with messages, the middle one and the worst."""

    unit: str
    weeks: int
    median: float
    most: int
    total: int


class Margin(Struct, frozen=True, kw_only=True):
    """How long before its limit a step was done, in days; below zero is late."""

    step: str
    count: int
    late: int
    p10: float
    p50: float
    p90: float


class Way(Struct, frozen=True, kw_only=True):
    """How often a step was left by one way: an outcome, or the step a decision went to."""

    step: str
    way: str
    count: int


class Stuck(Struct, frozen=True, kw_only=True):
    """For how long, and for how many, a step stood still for one cause."""

    step: str
    cause: str
    patients: int
    days: int  # working days, all patients together


class Cohort(Struct, frozen=True, kw_only=True):
    """What a cohort of virtual patients came to. Made of made-up people: a picture, no forecast."""

    definition: str
    version: int
    seed: int
    months: int
    patients: int
    begins: date
    ends: date
    outcomes: tuple[Outcomes, ...]
    load: tuple[Load, ...]
    prompts: tuple[Prompts, ...]
    margins: tuple[Margin, ...]
    ways: tuple[Way, ...]
    stuck: tuple[Stuck, ...]
    never: tuple[str, ...]  # steps that nobody came to


def one_life(definition: PathwayDefinition, seed: int, months: int) -> tuple[World, Life]:
    """One virtual patient, who has all of the time."""
    world = made_up_world(definition, seed, towns=1)
    begins, ends = _span(definition, months)
    return world, live(world, seed, 0, begins, ends)


def simulate(definition: PathwayDefinition, seed: int, months: int, patients: int) -> Cohort:
    """Let a cohort live on *definition*. The same arguments give the same figures, anywhere."""
    world = made_up_world(definition, seed, towns=_TOWNS)
    begins, ends = _span(definition, months)
    rng = Random(f"cohort/{seed}")
    come = max(int((ends - begins).days * _COME_WITHIN), 1)
    lives = [
        live(world, seed, number, begins + timedelta(days=rng.randrange(come)), ends)
        for number in range(patients)
    ]
    happenings = [one for life in lives for one in life.happenings]
    prompts = tuple(_prompts(lives))
    return Cohort(
        definition=definition.id,
        version=definition.version,
        seed=seed,
        months=months,
        patients=patients,
        begins=begins,
        ends=ends,
        outcomes=tuple(_outcomes(definition, lives)),
        load=tuple(_load(prompts)),
        prompts=prompts,
        margins=tuple(_margins(definition, happenings)),
        ways=tuple(_ways(definition, happenings)),
        stuck=tuple(_stuck(definition, lives)),
        never=_never(definition, happenings),
    )


def _span(definition: PathwayDefinition, months: int) -> tuple[date, date]:
    """From the day the version is valid, as many months on."""
    begins = NORWAY.working_day_on_or_after(definition.valid_from)
    return begins, begins + timedelta(days=round(months * 365.25 / 12))


def _outcomes(definition: PathwayDefinition, lives: Sequence[Life]) -> Iterable[Outcomes]:
    days: dict[str | None, list[int]] = defaultdict(list)
    for life in lives:
        happened = life.happenings
        length = local_day(happened[-1].event.at) - local_day(happened[0].event.at)
        days[life.pathway.outcome].append(length.days)
    for outcome in (*definition.outcomes, None):
        if days[outcome]:
            found = sorted(days[outcome])
            yield Outcomes(outcome=outcome, patients=len(found), median_days=found[len(found) // 2])


def _prompts(lives: Sequence[Life]) -> Iterable[Prompts]:
    counted: Counter[tuple[str, str]] = Counter()
    for life in lives:
        for at, entry in life.entries:
            if not entry.inbox_only:
                day = local_day(at).isocalendar()
                counted[(entry.unit, f"{day.year}-W{day.week:02}")] += 1
    for (unit, week), count in sorted(counted.items()):
        yield Prompts(unit=unit, week=week, count=count)


def _load(prompts: Sequence[Prompts]) -> Iterable[Load]:
    by_unit: dict[str, list[int]] = defaultdict(list)
    for one in prompts:
        by_unit[one.unit].append(one.count)
    for unit, counts in sorted(by_unit.items(), key=lambda one: (-sum(one[1]), one[0])):
        yield Load(
            unit=unit,
            weeks=len(counts),
            median=_percentiles(counts)[1],
            most=max(counts),
            total=sum(counts),
        )


def _margins(definition: PathwayDefinition, happenings: Sequence[Happening]) -> Iterable[Margin]:
    days: dict[str, list[float]] = defaultdict(list)
    for one in happenings:
        answered = _answered(one)
        if answered is not None:
            step, due = answered
            days[step].append((due.at - one.event.at).total_seconds() / 86_400)
    for step in definition.steps:
        if days[step]:
            p10, p50, p90 = _percentiles(days[step])
            yield Margin(
                step=step,
                count=len(days[step]),
                late=sum(margin < 0 for margin in days[step]),
                p10=p10,
                p50=p50,
                p90=p90,
            )


def _answered(one: Happening) -> tuple[str, Deadline] | None:
    """The step and the limit that a fact is the answer to."""
    match one.event:
        case (
            e.TaskCompleted(obligation=which)
            | e.HandoffAccepted(obligation=which)
            | e.HandoffRejected(obligation=which)
            | e.HandoffReturned(obligation=which)
        ):
            open_ = one.before.obligations.get(which)
            if open_ is not None and open_.due is not None:
                return open_.step, open_.due
    return None


def _ways(definition: PathwayDefinition, happenings: Sequence[Happening]) -> Iterable[Way]:
    counted: Counter[tuple[str, str]] = Counter()
    for one in happenings:
        way = _way(one.event)
        if way is not None and way[0] in definition.steps:
            counted[way] += 1
    order = {step: at for at, step in enumerate(definition.steps)}
    ranked = sorted(counted.items(), key=lambda one: (order[one[0][0]], -one[1], one[0][1]))
    for (step, taken), count in ranked:
        yield Way(step=step, way=taken, count=count)


def _way(event: e.AnyEvent) -> tuple[str, str] | None:
    match event:
        case e.TaskCompleted():
            return event.step, event.outcome
        case e.HandoffAccepted():
            return event.step, "accepted"
        case e.HandoffRejected():
            return event.step, "rejected"
        case e.HandoffExpired():
            return event.step, "expired"
        case e.HandoffWithdrawn():
            return event.step, "withdrawn"
        case e.HandoffBlocked():
            return event.step, "objected"
        case e.DecisionTaken() | e.RoundsExhausted():
            return event.step, f"→ {event.then}"
    return None


def _stuck(definition: PathwayDefinition, lives: Sequence[Life]) -> Iterable[Stuck]:
    days: Counter[tuple[str, str]] = Counter()
    patients: Counter[tuple[str, str]] = Counter()
    for life in lives:
        for (step, cause), count in life.stuck.items():
            days[(step, cause.value)] += count
            patients[(step, cause.value)] += 1
    for where, count in sorted(days.items(), key=lambda one: (-one[1], one[0])):
        yield Stuck(step=where[0], cause=where[1], patients=patients[where], days=count)


def _never(definition: PathwayDefinition, happenings: Sequence[Happening]) -> tuple[str, ...]:
    entered = {one.event.step for one in happenings if isinstance(one.event, e.StepEntered)}
    return tuple(step for step in definition.steps if step not in entered)


def _percentiles(values: Sequence[float]) -> tuple[float, float, float]:
    """The tenth, the middle and the ninetieth of a hundred, to a tenth."""
    found = quantiles(values, n=10, method="inclusive") if len(values) > 1 else [values[0]] * 9
    return _tenth(found[0]), _tenth(found[4]), _tenth(found[8])


def _tenth(value: float) -> float:
    return round(value, 1) + 0.0  # so that nothing is said as -0
