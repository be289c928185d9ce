"""Questions that lists are made of (spørringer). Each starts from the units somebody acts for."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    CursorResult,
    FromClause,
    Row,
    and_,
    case,
    exists,
    or_,
    select,
    text,
    union,
)

from hjemover.application.house import Actor, House
from hjemover.calendar import days_between, days_past
from hjemover.engine.directory import Directory
from hjemover.engine.standing import SUGGESTED_ACTS
from hjemover.store import journal, sweeps, wakeups
from hjemover.store.tables import handoff_log, outbox, work_item
from hjemover.store.tables.reading import ASKED, on_a_list
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import RESTING, ObligationKind, StuckCause, TaskStatus

_RESTING = sorted(one.value for one in RESTING)

_MOST = 500


class WorkItem(Struct, frozen=True, kw_only=True):
    """One row of an inbox: an open obligation as its unit sees it. No patient in it."""

    ref: str
    obligation: str
    definition: str
    kind: ObligationKind
    step: str
    status: str
    handoff_status: str | None
    holder: str
    awaits: str
    sender: str | None
    receiver: str | None
    claimed_by: str | None
    due: datetime | None
    late_on_arrival: int
    started: datetime
    since: datetime
    passed: bool
    postponed: bool
    cause: StuckCause | None


class StuckRow(Struct, frozen=True, kw_only=True):
    """One stuck handoff or task: why, who has the ball, since when, and what would loosen it.

    Args:
        days: Calendar days in Oslo since it got stuck.
    """

    item: WorkItem
    cause: StuckCause
    days: int
    suggested_act: str


ITEM_COLUMNS = tuple(
    work_item.c[name]
    for name in (
        "ref", "obligation", "definition", "kind", "step", "status", "handoff_status", "holder",
        "awaits", "sender", "receiver", "claimed_by", "due_at", "late_on_arrival", "started_at",
        "since", "passed", "postponed", "stuck_cause",
    )
)  # fmt: skip


"""What a :class:`WorkItem` is read from, by :func:`item_of`."""


def _read(tx: Transaction, *conditions: ColumnElement[bool]) -> list[WorkItem]:
    return [item_of(row) for row in _rows(tx, *conditions)]


def _rows(
    tx: Transaction, *conditions: ColumnElement[bool], more: Sequence[ColumnElement[Any]] = ()
) -> CursorResult[Any]:
    return tx.execute(
        select(*ITEM_COLUMNS, *more)
        .where(*conditions)
        .order_by(work_item.c.due_at.is_(None), work_item.c.due_at, work_item.c.ref)
        .limit(_MOST)
    )


def item_of(row: Row[Any]) -> WorkItem:
    """The work item in a row that has :data:`ITEM_COLUMNS`."""
    return WorkItem(
        ref=row.ref,
        obligation=row.obligation,
        definition=row.definition,
        kind=ObligationKind(row.kind),
        step=row.step,
        status=row.status,
        handoff_status=row.handoff_status,
        holder=row.holder,
        awaits=row.awaits,
        sender=row.sender,
        receiver=row.receiver,
        claimed_by=row.claimed_by,
        due=row.due_at,
        late_on_arrival=row.late_on_arrival,
        started=row.started_at,
        since=row.since,
        passed=row.passed,
        postponed=row.postponed,
        cause=StuckCause(row.stuck_cause) if row.stuck_cause else None,
    )


def covered_units(house: House, tx: Transaction, units: Collection[str]) -> frozenset[str]:
    """*units*, and those they stand in for today because nobody there is at work."""
    standing_in = house.directory(tx).stand_ins
    return frozenset(units) | {away for away, stand_in in standing_in.items() if stand_in in units}


def inbox(house: House, actor: Actor) -> list[WorkItem]:
    """What awaits the actor's units, most urgent first: their own and those they cover today."""
    with house.database.reading() as tx:
        units = covered_units(house, tx, actor.units)
        return _read(
            tx,
            work_item.c.awaits.in_(units),
            work_item.c.kind.not_in(_RESTING),
            work_item.c.status != TaskStatus.DRAFT.value,
        )


def awaiting_others(house: House, actor: Actor) -> list[WorkItem]:
    """What the actor's units have the ball for, or asked about, while another's act is awaited."""
    with house.database.reading() as tx:
        units = covered_units(house, tx, actor.units)
        asked = and_(work_item.c.receiver.in_(units), ASKED)
        waits = or_(work_item.c.holder.in_(units), asked)
        return _read(tx, waits, work_item.c.awaits.not_in(units))


def planned(house: House, actor: Actor) -> list[WorkItem]:
    """Healthy silence: what is scheduled for the actor's units and not due for anybody yet."""
    with house.database.reading() as tx:
        units = covered_units(house, tx, actor.units)
        quiet = or_(
            work_item.c.status == TaskStatus.DRAFT.value,
            work_item.c.kind.in_(_RESTING),
        )
        return _read(tx, work_item.c.holder.in_(units), quiet)


def stuck(house: House, actor: Actor | None = None) -> list[StuckRow]:
    """Every stuck handoff and task the actor's units hold or are awaited for.

    Args:
        actor: None for the whole installation: the operator's own list and the demo's.
    """
    now = house.clock.now()
    with house.database.reading() as tx:
        alone = alone_units(house.directory(tx))
        conditions = [is_stuck(alone)]
        if actor is not None:
            units = covered_units(house, tx, actor.units)
            conditions.append(or_(work_item.c.holder.in_(units), work_item.c.awaits.in_(units)))
        found = _rows(tx, *conditions, more=[stuck_because()])
        return [_stuck_row(item_of(row), StuckCause(row.because), now) for row in found]


def alone_units(directory: Directory) -> frozenset[str]:
    """The units where nobody is at work today, and nobody stands in."""
    return frozenset(
        unit
        for unit, facts in directory.units.items()
        if not facts.has_active_person and unit not in directory.stand_ins
    )


def is_stuck(alone: Collection[str]) -> ColumnElement[bool]:
    """Whether a work item is stuck: by its state, by a dead letter, or with nobody there.

    Args:
        alone: As :func:`alone_units` has them today.
    """
    return or_(work_item.c.stuck_cause.is_not(None), _dead_letter(), _nobody_there(alone))


def is_stuck_with(units: Collection[str], alone: Collection[str]) -> ColumnElement[bool]:
    """As :func:`is_stuck`, of what *units* have a side in; also of what they only received.

    What may be stuck is found first, each way by an index of its own, so that it costs what is
    stuck and not what is open. An OR of the same would walk through the whole table on SQLite.
    """
    maybe = work_item.alias("maybe")
    found, sides = select(maybe.c.ref), _sides(maybe)
    with_dead_letters = select(outbox.c.ref).where(text("outbox.status = 'dead'"))
    candidates = union(
        *(found.where(side.in_(units), maybe.c.stuck_cause.is_not(None)) for side in sides),
        with_dead_letters,
        found.where(
            maybe.c.awaits.in_(alone),
            on_a_list("maybe"),
            or_(*(side.in_(units) for side in sides)),
        ),
    )
    return and_(
        work_item.c.ref.in_(candidates),
        or_(*(side.in_(units) for side in _sides(work_item))),
        is_stuck(alone),
    )


def _sides(items: FromClause) -> tuple[ColumnElement[str], ...]:
    return (items.c.holder, items.c.awaits, items.c.receiver)


@cache
def stuck_because() -> ColumnElement[str]:
    """The cause of a work item that is stuck: the one to mend first. Named ``because``."""
    return case(
        (work_item.c.stuck_cause.is_not(None), work_item.c.stuck_cause),
        (_dead_letter(), StuckCause.NOT_DELIVERED.value),
        else_=StuckCause.NO_ACTIVE_PERSON.value,
    ).label("because")


def stuck_since() -> ColumnElement[datetime]:
    """When a work item that is stuck got stuck: its limit passed, or the holder got it then."""
    return case((work_item.c.passed, work_item.c.due_at), else_=work_item.c.since).label(
        "stuck_since"
    )


@cache
def _dead_letter() -> ColumnElement[bool]:
    """Whether a message about it was given up, and nothing has mended that since."""
    offered_again = handoff_log.c.attempt > outbox.c.attempt_no
    opened_there = and_(
        handoff_log.c.attempt == outbox.c.attempt_no,
        handoff_log.c.receiver == outbox.c.unit,
        handoff_log.c.seen_at.is_not(None),  # whatever the message was to say, they have it
    )
    overtaken = exists(
        select(handoff_log.c.ref).where(
            handoff_log.c.ref == outbox.c.ref,
            handoff_log.c.obligation == outbox.c.still_if,
            or_(offered_again, opened_there),
        )
    )
    later = outbox.alias()
    arrived_later = exists(
        select(later.c.id).where(
            later.c.ref == outbox.c.ref,
            later.c.still_if == outbox.c.still_if,
            later.c.unit == outbox.c.unit,
            later.c.role == outbox.c.role,
            later.c.status == "sent",
            later.c.id > outbox.c.id,
        )
    )
    return exists(
        select(outbox.c.id).where(
            outbox.c.ref == work_item.c.ref,
            outbox.c.still_if == work_item.c.obligation,
            outbox.c.status == "dead",
            ~overtaken,
            ~arrived_later,
            outbox.c.person.is_(None),  # a person's own address keeps nobody waiting
        )
    )


def _nobody_there(units: Collection[str]) -> ColumnElement[bool]:
    return and_(
        work_item.c.awaits.in_(units),
        work_item.c.kind.not_in(_RESTING),
        work_item.c.status != TaskStatus.DRAFT.value,
    )


def _stuck_since(item: WorkItem) -> datetime:
    """As :func:`stuck_since`, of what has been read."""
    return item.due if item.passed and item.due else item.since


def days_stuck(since: datetime, due: datetime | None, now: datetime) -> int:
    """How many days ago something got stuck, by :func:`stuck_since`: as its limit is said."""
    return days_past(since, now) if since == due else days_between(since, now)


def _stuck_row(item: WorkItem, cause: StuckCause, now: datetime) -> StuckRow:
    return StuckRow(
        item=item,
        cause=cause,
        days=days_stuck(_stuck_since(item), item.due, now),
        suggested_act=SUGGESTED_ACTS[cause],
    )


class Health(Struct, frozen=True, kw_only=True):
    """Whether time moves: the figures the alarm goes by."""

    last_sweep: sweeps.Sweep | None
    oldest_due: datetime | None
    overdue_seconds: float


def health(house: House) -> Health:
    """When a sweep last finished, and how old the oldest due wake-up is."""
    now = house.clock.now()
    with house.database.reading() as tx:
        oldest = wakeups.next_due(tx)
        late = (now - oldest).total_seconds() if oldest and oldest <= now else 0.0
        return Health(
            last_sweep=sweeps.last(tx),
            oldest_due=oldest if late else None,
            overdue_seconds=max(late, 0.0),
        )


def history(house: House, ref: str) -> list[journal.Entry]:
    """The journal of one pathway, in order."""
    with house.database.reading() as tx:
        return list(journal.read(tx, ref))
