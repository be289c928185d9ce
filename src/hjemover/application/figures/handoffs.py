"""Handoffs as figures (overføringer i tall): what was offered in a period, and what became of it.

Each count is a condition on the handoff log. The list behind a number uses the very same
condition, so the two cannot disagree. Both sides of a handoff come to the same figures.
"""

import json
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from statistics import median, quantiles
from typing import Any, Final, Literal, TypeVar, get_args

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import (
    ColumnElement,
    Function,
    Text,
    and_,
    case,
    func,
    literal,
    literal_column,
    select,
    true,
    union,
)

from hjemover.application.figures.periods import Period
from hjemover.application.house import Actor, House
from hjemover.engine.directory import Directory
from hjemover.errors import CommandRefused
from hjemover.store.tables import handoff_log
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import HandoffStatus

K = TypeVar("K", bound=Hashable)

Way = Literal["sent", "received"]
What = Literal[
    "offered",
    "accepted",
    "returned",
    "rejected",
    "forwarded",
    "withdrawn",
    "expired",
    "open",
    "in-time",
    "late",
    "overdue",
]

WHATS: Final[tuple[What, ...]] = get_args(What)

MANY_ENOUGH: Final = 10
"""So many before "nine of ten" means anything."""

_h = handoff_log.c


def conditions(now: datetime) -> Mapping[What, ColumnElement[bool]]:
    """What each count counts, among the handoffs of a slice."""
    ended = {
        status: _h.status == status.value
        for status in (
            HandoffStatus.ACCEPTED,
            HandoffStatus.REJECTED,
            HandoffStatus.WITHDRAWN,
            HandoffStatus.EXPIRED,
        )
    }
    still_open = _h.ended_at.is_(None)
    answered = ended[HandoffStatus.ACCEPTED] | ended[HandoffStatus.REJECTED]
    return {
        "offered": true(),
        "accepted": ended[HandoffStatus.ACCEPTED],
        "returned": _h.returned_at.is_not(None),
        "rejected": ended[HandoffStatus.REJECTED],
        "forwarded": _h.forwarded > 0,
        "withdrawn": ended[HandoffStatus.WITHDRAWN],
        "expired": ended[HandoffStatus.EXPIRED],
        "open": still_open,
        "in-time": and_(answered, _h.within_limit),
        "late": and_(answered, ~_h.within_limit),
        "overdue": and_(still_open, _h.due_at < now),
    }


class Slice(Struct, frozen=True, kw_only=True):
    """Which figures: one organisation's own, in one period.

    Args:
        organisation: One in which the actor has a unit.
        counterpart: The organisation on the other side; None for all.
    """

    organisation: str
    period: Period
    definition: str | None = None
    counterpart: str | None = None


class HandoffCount(Struct, frozen=True, kw_only=True):
    """Counts of handoffs that were offered in a period, and how long acceptance took.

    Args:
        days: Days from the first offer to acceptance, of each that was accepted, sorted.
    """

    counts: Mapping[What, int]
    days: tuple[float, ...] = ()

    @property
    def offered(self) -> int:
        return self.counts["offered"]

    @property
    def median_days(self) -> float | None:
        return median(self.days) if self.days else None

    @property
    def ninety_percent_days(self) -> float | None:
        """Nine of ten were accepted within so many days; None for fewer than ten."""
        if len(self.days) < MANY_ENOUGH:
            return None
        return quantiles(self.days, n=10, method="inclusive")[-1]

    @property
    def share_in_time(self) -> float | None:
        """Of those that were answered, how many within the limit. None when none was."""
        answered = self.counts["in-time"] + self.counts["late"]
        return self.counts["in-time"] / answered if answered else None


NOTHING: Final = HandoffCount(counts=dict.fromkeys(WHATS, 0))


def together(counts: Iterable[HandoffCount]) -> HandoffCount:
    """Counts of handoffs that are in one of them each, as one count."""
    all_ = list(counts)
    return HandoffCount(
        counts={what: sum(one.counts[what] for one in all_) for what in NOTHING.counts},
        days=tuple(sorted(day for one in all_ for day in one.days)),
    )


class HandoffRow(Struct, frozen=True, kw_only=True):
    """One handoff behind a number. No patient in it."""

    ref: str
    obligation: str
    definition: str
    step: str
    sender: str
    receiver: str
    status: HandoffStatus
    offered: datetime
    ended: datetime | None
    due: datetime | None
    days: float  # until it ended, or until now


def own_organisations(house: House, tx: Transaction, actor: Actor) -> frozenset[str]:
    """Those in which the actor has a unit: whose figures they see in full."""
    directory = house.directory(tx)
    homes = (directory.organisation_of(unit) for unit in actor.units)
    return frozenset(home for home in homes if home is not None)


def by_counterpart_and_period(
    house: House, actor: Actor, wanted: Slice, way: Way, periods: Sequence[Period]
) -> dict[Period, dict[str, HandoffCount]]:
    """The handoffs an organisation sent, or received, by period and by the one on the other side.

    Within the organisation they are by itself. The *periods* follow each other; the slice's own
    is not used.

    Raises:
        CommandRefused: ``not-your-unit``: the organisation is not one of the actor's.
    """
    other = _h.receiver if way == "sent" else _h.sender
    with house.database.reading() as tx:
        directory = house.directory(tx)
        found = tally(
            tx,
            _within_all(house, tx, actor, wanted, way, periods),
            [_place(periods, 0, len(periods)), other],
            lambda place, unit: (periods[place], directory.organisation_of(unit) or unit),
            house.clock.now(),
        )
    split: dict[Period, dict[str, HandoffCount]] = {period: {} for period in periods}
    for (period, organisation), count in found.items():
        split[period][organisation] = count
    return split


def by_definition(house: House, actor: Actor, wanted: Slice, way: Way) -> dict[str, HandoffCount]:
    """The same by pathway."""
    with house.database.reading() as tx:
        within = _within(house, tx, actor, wanted, way)
        return tally(tx, within, [_h.definition], str, house.clock.now())


def by_period(
    house: House,
    actor: Actor,
    wanted: Slice,
    way: Way,
    periods: Sequence[Period],
    *,
    counting: Collection[What] = WHATS,
    days: bool = True,
) -> dict[Period, HandoffCount]:
    """The same for each of *periods*, which follow each other; the slice's own is not used.

    Args:
        counting: What is asked for; all else is told as none.
        days: Whether the days are.
    """
    with house.database.reading() as tx:
        found = tally(
            tx,
            _within_all(house, tx, actor, wanted, way, periods),
            [_place(periods, 0, len(periods))],
            lambda place: periods[place],
            house.clock.now(),
            counting=counting,
            days=days,
        )
    return {period: found.get(period, NOTHING) for period in periods}


def _place(periods: Sequence[Period], first: int, last: int) -> ColumnElement[int]:
    """Which of ``periods[first:last]`` it was offered in, found by halving."""
    if last - first == 1:
        return literal(first)
    middle = (first + last) // 2
    return case(
        (_h.offered_at < periods[middle].starts, _place(periods, first, middle)),
        else_=_place(periods, middle, last),
    )


def handoff_list(
    house: House, actor: Actor, wanted: Slice, way: Way, what: What, *, most: int = 1_000
) -> list[HandoffRow]:
    """The handoffs that a count counts, the latest offered first."""
    now = house.clock.now()
    with house.database.reading() as tx:
        rows = tx.execute(
            select(handoff_log)
            .where(*_within(house, tx, actor, wanted, way), conditions(now)[what])
            .order_by(_h.offered_at.desc(), _h.ref, _h.obligation)
            .limit(most)
        )
        return [
            HandoffRow(
                ref=row.ref,
                obligation=row.obligation,
                definition=row.definition,
                step=row.step,
                sender=row.sender,
                receiver=row.receiver,
                status=HandoffStatus(row.status),
                offered=row.offered_at,
                ended=row.ended_at,
                due=row.due_at,
                days=max(((row.ended_at or now) - row.offered_at).total_seconds(), 0.0) / 86_400,
            )
            for row in rows
        ]


def counterparts(house: House, actor: Actor, organisation: str) -> list[str]:
    """The organisations it has ever handed something to, or had something from."""
    with house.database.reading() as tx:
        directory = house.directory(tx)
        if organisation not in own_organisations(house, tx, actor):
            raise CommandRefused("not-your-unit")
        ours = units_of(directory, organisation)
        sides = ((_h.sender, _h.receiver), (_h.receiver, _h.sender))
        others = union(*(select(other).where(mine.in_(ours)) for mine, other in sides))
        units = set(tx.execute(others).scalars())
    homes = {directory.organisation_of(unit) for unit in units}
    return sorted(home for home in homes if home is not None and home != organisation)


def units_of(directory: Directory, organisation: str) -> frozenset[str]:
    return frozenset(
        unit for unit, facts in directory.units.items() if facts.organisation == organisation
    )


def _within(
    house: House,
    tx: Transaction,
    actor: Actor,
    wanted: Slice,
    way: Way,
    since: datetime | None = None,
) -> list[ColumnElement[bool]]:
    if wanted.organisation not in own_organisations(house, tx, actor):
        raise CommandRefused("not-your-unit")
    directory = house.directory(tx)
    mine, other = (_h.sender, _h.receiver) if way == "sent" else (_h.receiver, _h.sender)
    found = [
        mine.in_(units_of(directory, wanted.organisation)),
        _h.offered_at >= (since or wanted.period.starts),
        _h.offered_at < wanted.period.ends,
    ]
    if wanted.definition is not None:
        found.append(_h.definition == wanted.definition)
    if wanted.counterpart is not None:
        found.append(other.in_(units_of(directory, wanted.counterpart)))
    return found


def _within_all(
    house: House,
    tx: Transaction,
    actor: Actor,
    wanted: Slice,
    way: Way,
    periods: Sequence[Period],
) -> list[ColumnElement[bool]]:
    """From the start of the first of *periods* to the end of the last."""
    last = replace(wanted, period=periods[-1])
    return _within(house, tx, actor, last, way, since=periods[0].starts)


def tally(
    tx: Transaction,
    within: Collection[ColumnElement[bool]],
    keys: Sequence[ColumnElement[Any]],
    name: Callable[..., K],
    now: datetime,
    *,
    counting: Collection[What] = WHATS,
    days: bool = True,
) -> dict[K, HandoffCount]:
    """Counts and days by what *name* makes of *keys*, in one query whatever the number.

    The days come as one value for each group: to fetch a row for each handoff took more than all
    the rest of it.
    """
    is_ = conditions(now)
    groups = [key.label(f"key_{n}") for n, key in enumerate(keys)]
    asked: list[ColumnElement[Any]] = [func.sum(case((is_[what], 1), else_=0)) for what in counting]
    if days:
        took = days_between(tx, _h.offered_at, _h.ended_at)
        asked.append(_gathered(tx, took).filter(is_["accepted"]))
    named: list[ColumnElement[Any]] = [literal_column(group.name) for group in groups]
    counts: dict[K, dict[What, int]] = {}
    spent: dict[K, list[float]] = {}
    for row in tx.execute(select(*groups, *asked).where(*within).group_by(*named)).all():
        one = name(*row[: len(groups)])
        known = counts.setdefault(one, dict(NOTHING.counts))
        for what, count in zip(counting, row[len(groups) :], strict=False):
            known[what] += int(count)
        if days:
            spent.setdefault(one, []).extend(_numbers(row[-1]))
    return {
        one: HandoffCount(counts=known, days=tuple(sorted(spent.get(one, ()))))
        for one, known in counts.items()
    }


def _gathered(tx: Transaction, number: ColumnElement[Any]) -> Function[Any]:
    """All of a group's numbers as one value, to be read with `_numbers`."""
    if tx.dialect == "sqlite":
        return func.json_group_array(number, type_=Text)
    return func.array_agg(number)


def _numbers(gathered: str | Sequence[float] | None) -> Iterable[float]:
    """None are negative: a clock that was set back makes no day less than none."""
    found = json.loads(gathered) if isinstance(gathered, str) else gathered or ()
    return (max(one, 0.0) for one in found)


def days_between(
    tx: Transaction, first: ColumnElement[Any], last: ColumnElement[Any]
) -> ColumnElement[Any]:
    """Days as a number, reckoned in the database: no instant is read for a figure."""
    if tx.dialect == "sqlite":
        return func.julianday(last) - func.julianday(first)
    return func.date_part("epoch", last - first) / 86_400.0  # extract would reckon with decimals
