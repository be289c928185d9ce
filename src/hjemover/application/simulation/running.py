"""The loop: a working day at a time, first what time and the post bring, then what people do."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from random import Random

from msgspec import Struct
from sqlalchemy import select

from hjemover.application.enrolling import Enrolment, enrol
from hjemover.application.handle import Order, handle
from hjemover.application.house import THE_SYSTEM, House, SetClock
from hjemover.application.simulation.filling import fill
from hjemover.application.simulation.people import Region, act, at_work
from hjemover.calendar import NORWAY, OSLO, local_day
from hjemover.engine import commands as c
from hjemover.engine.directory import Rules
from hjemover.engine.outbox import OutboxEntry
from hjemover.engine.state import Pathway
from hjemover.errors import CommandRefused
from hjemover.messages.channels import SendResult
from hjemover.store import journal
from hjemover.store.tables import pathway as pathway_table
from hjemover.store.tables import work_item
from hjemover.vocabulary import RESTING, PathwayStatus, TaskStatus

_RESTING = sorted(one.value for one in RESTING)

_OFFICE = clock_time(10, 0)
_EVERY = 2
"""Working days between the looks at what is due. Each thing still has its own time in the story;
people work every day. A worker looks every second, which eighteen months have too many of."""


class Progress(Struct, frozen=True, kw_only=True):
    """How far the simulation has come."""

    day: date
    days_done: int
    days_in_all: int
    acts: int


class Script(Struct, frozen=True, kw_only=True):
    """What is to happen: who comes when, what strikes whom, which week the post fails.

    Args:
        enrolments: By the day they come.
        events: A day's chance for each patient under way: (event, chance, needs a municipality).
        outage: (organisation, first day, last day) whose messages are not delivered.
    """

    first_day: date
    last_day: date
    enrolments: Mapping[date, Sequence[Enrolment]]
    events: Mapping[str, float]
    outage: tuple[str, date, date] | None = None
    seed: int = 1


class FailingPost:
    """A carrier that loses one organisation's messages for some days, and says nothing of it.

    As at St. Olavs in 2022: the sender's screen said "sent".
    """

    def __init__(self, house: House, outage: tuple[str, date, date] | None) -> None:
        self._house = house
        self._outage = outage
        self.lost = 0

    def carry(self, entry: OutboxEntry, sender: str | None, now: datetime) -> SendResult:
        if self._outage and sender:
            organisation, first, last = self._outage
            with self._house.database.reading() as tx:
                home = self._house.directory(tx).organisation_of(sender)
            if home == organisation and first <= local_day(now) <= last:
                self.lost += 1
                return SendResult(
                    status="temporary", code="no-receipt", detail="No receipt came back."
                )
        return SendResult(status="sent", code="inbox", detail="It stands in the unit's inbox.")


def run(
    house: House,
    clock: SetClock,
    script: Script,
    region: Region,
    *,
    fire_due: Callable[[], None],
    deliver_due: Callable[[], None],
    tell: Callable[[Progress], None] = lambda progress: None,
) -> int:
    """Play *script* from its first day to its last. Returns how many acts people did.

    Args:
        fire_due: Fire everything that is due by the clock, as the worker does.
        deliver_due: Deliver everything that is due by the clock, as the worker does.
    """
    rng = Random(script.seed)
    days = [day for day in _days(script) if NORWAY.is_working_day(day) or day in script.enrolments]
    acts = 0
    for count, day in enumerate(days, start=1):
        clock.set(datetime.combine(day, _OFFICE, OSLO).astimezone(UTC))
        if count % _EVERY == 0:
            fire_due()
            deliver_due()
        for enrolment in script.enrolments.get(day, ()):
            enrol(house, enrolment, THE_SYSTEM)
        acts += _strike(house, script, region, rng)
        acts += _work(house, region, rng, day)
        tell(Progress(day=day, days_done=count, days_in_all=len(days), acts=acts))
    clock.set(datetime.combine(script.last_day, clock_time(16, 0), OSLO).astimezone(UTC))
    fire_due()
    deliver_due()
    return acts


def _days(script: Script) -> list[date]:
    length = (script.last_day - script.first_day).days
    return [script.first_day + timedelta(days=count) for count in range(length + 1)]


def _work(house: House, region: Region, rng: Random, day: date) -> int:
    """Every unit at work takes up some of what waits for it."""
    done = 0
    with house.database.reading() as tx:
        directory = house.directory(tx)
        waiting = [
            (row.ref, row.obligation, row.awaits)
            for row in tx.execute(
                select(work_item.c.ref, work_item.c.obligation, work_item.c.awaits)
                .where(
                    work_item.c.kind.not_in(_RESTING),
                    work_item.c.status != TaskStatus.DRAFT.value,
                )
                .order_by(work_item.c.ref, work_item.c.obligation)
            )
        ]
    for ref, obligation, unit in waiting:
        if rng.random() >= region.habit(unit).takes_up or not at_work(directory, unit, day):
            continue
        found = _look(house, ref)
        if found is None:
            continue
        rules, pathway = found
        open_ = pathway.obligations.get(obligation)
        if open_ is not None:
            done += act(house, rules, pathway, open_, region, rng)
    return done


def _look(house: House, ref: str) -> tuple[Rules, Pathway] | None:
    with house.database.reading() as tx:
        stored = journal.load(tx, ref, for_update=False)
        if stored is None:
            return None
        pathway = stored.pathway
        return house.rules(tx, pathway.definition, pathway.version), pathway


def _strike(house: House, script: Script, region: Region, rng: Random) -> int:
    """What life brings: a move, a relapse, a death, a pause."""
    with house.database.reading() as tx:
        under_way = [
            row.ref
            for row in tx.execute(
                select(pathway_table.c.ref)
                .where(pathway_table.c.status == PathwayStatus.ACTIVE.value)
                .order_by(pathway_table.c.ref)
            )
        ]
    struck = 0
    for ref in under_way:
        chance = rng.random()
        for event, share in script.events.items():
            chance -= share
            if chance < 0:
                struck += _report(house, ref, event, region, rng)
                break
    return struck


def _report(house: House, ref: str, event: str, region: Region, rng: Random) -> int:
    found = _look(house, ref)
    if found is None or event not in found[0].definition.events:
        return 0
    rules, _ = found
    today = local_day(house.clock.now())
    answers = fill(
        rules.definition.events[event].ask,
        rng,
        today,
        municipalities=region.municipalities,
        units=sorted(rules.directory.units),
        services=region.needs,
    )
    command = c.ReportEvent(event=event, answers=answers)
    order = Order(id=f"sim-{rng.getrandbits(96):x}", ref=ref, command=command, by=THE_SYSTEM)
    try:
        handle(house, order)
    except CommandRefused:
        return 0
    return 1
