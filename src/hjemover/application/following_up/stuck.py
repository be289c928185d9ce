"""What is stuck, as rows to walk through (står fast): why, how long, whose turn, what to try."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, tuple_

from hjemover.application.following_up.suggesting import Side, Suggestion, side_of, suggestion
from hjemover.application.house import Actor, House
from hjemover.application.queries import (
    ITEM_COLUMNS,
    WorkItem,
    alone_units,
    covered_units,
    days_stuck,
    is_stuck_with,
    item_of,
    stuck_because,
    stuck_since,
)
from hjemover.engine.directory import Directory
from hjemover.store import follow_ups
from hjemover.store.follow_ups import FollowUp
from hjemover.store.tables import follow_up, work_item
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import StuckCause

PAGE = 50


class StuckFilter(Struct, frozen=True, kw_only=True):
    """Which of what is stuck. None is all.

    Args:
        unit: One of the actor's own, on either side.
        counterpart: The organisation on the other side.
        unfollowed: Only what nobody has agreed to do anything about.
    """

    cause: StuckCause | None = None
    definition: str | None = None
    unit: str | None = None
    counterpart: str | None = None
    unfollowed: bool = False

    @property
    def empty(self) -> bool:
        """Nothing is filtered away."""
        return self == StuckFilter()


class Stuck(Struct, frozen=True, kw_only=True):
    """One stuck handoff or task. The same row for both sides, but for what each can do.

    Args:
        since: Stuck since then: when its limit passed, or since the holder has had it.
        days: Whole days since.
        counterpart: The unit on the other side; None where nobody else is in it.
        organisation: The organisation of whoever looks, which the notes belong to.
        follow_ups: What is agreed on and not done, the newest first.
    """

    item: WorkItem
    cause: StuckCause
    since: datetime
    days: int
    side: Side
    counterpart: str | None
    organisation: str
    suggestion: Suggestion
    follow_ups: tuple[FollowUp, ...] = ()

    @property
    def breach(self) -> datetime | None:
        """When its limit passed, or passes."""
        return self.item.due

    @property
    def key(self) -> tuple[str, str]:
        return self.item.ref, self.item.obligation


class Counts(Struct, frozen=True, kw_only=True):
    """How many there are, by what one may filter on; each under the other filters as they are."""

    total: int
    causes: Mapping[StuckCause, int]
    definitions: Mapping[str, int]
    units: Mapping[str, int]
    counterparts: Mapping[str, int]  # organisations


class StuckPage(Struct, frozen=True, kw_only=True):
    """One page of what is stuck, the longest first.

    Args:
        everything: How many there are without any filter.
    """

    rows: tuple[Stuck, ...]
    counts: Counts
    everything: int
    page: int

    @property
    def pages(self) -> int:
        return max(-(-self.counts.total // PAGE), 1)


def stuck_list(
    house: House,
    actor: Actor,
    wanted: StuckFilter = StuckFilter(),  # noqa: B008 - frozen
    *,
    page: int = 1,
) -> StuckPage:
    """What the actor's units hold or are awaited for, and that does not move.

    What waits as it should is never here. A page past the last is the last.
    """
    now = house.clock.now()
    with house.database.reading() as tx:
        view = View(house, tx, actor)
        found = _counted(tx, view)
        total = sum(one.n for one in found if _fits(view, one, wanted))
        pages = max(-(-total // PAGE), 1)
        page = min(max(page, 1), pages)
        rows = _rows(tx, view, wanted, limit=PAGE, offset=(page - 1) * PAGE)
        return StuckPage(
            rows=_stuck(tx, view, rows, now),
            counts=_counts(view, found, wanted),
            everything=sum(one.n for one in found),
            page=page,
        )


def stuck_counts(house: House, actor: Actor, *wanted: StuckFilter) -> list[Counts]:
    """How much :func:`stuck_list` would have for each of *wanted*, without its rows."""
    with house.database.reading() as tx:
        view = View(house, tx, actor)
        found = _counted(tx, view)
        return [_counts(view, found, one) for one in wanted]


def stuck_items(house: House, actor: Actor, keys: Collection[tuple[str, str]]) -> list[Stuck]:
    """Those of *keys* that are stuck with the actor's units; what has loosened is left out."""
    if not keys:
        return []
    now = house.clock.now()
    with house.database.reading() as tx:
        view = View(house, tx, actor)
        here = tuple_(work_item.c.ref, work_item.c.obligation).in_(list(keys))
        return list(_stuck(tx, view, _rows(tx, view, StuckFilter(), here), now))


def stuck_with(house: House, actor: Actor, refs: Collection[str]) -> list[Stuck]:
    """What is stuck with the actor's units in those pathways."""
    if not refs:
        return []
    now = house.clock.now()
    with house.database.reading() as tx:
        view = View(house, tx, actor)
        here = work_item.c.ref.in_(list(refs))
        return list(_stuck(tx, view, _rows(tx, view, StuckFilter(), here), now))


def stuck_export(house: House, actor: Actor, wanted: StuckFilter, *, most: int) -> list[Stuck]:
    """The whole list, for a file or for paper: at most *most*."""
    now = house.clock.now()
    with house.database.reading() as tx:
        view = View(house, tx, actor)
        return list(_stuck(tx, view, _rows(tx, view, wanted, limit=most), now))


class View:
    """Who looks: their units, those they cover, and the address book of today."""

    def __init__(self, house: House, tx: Transaction, actor: Actor) -> None:
        self.directory: Directory = house.directory(tx)
        self.units = covered_units(house, tx, actor.units)
        self.alone = alone_units(self.directory)
        self.organisations = self._homes(self.units)

    def _homes(self, units: Iterable[str]) -> frozenset[str]:
        homes = (self.directory.organisation_of(unit) for unit in units)
        return frozenset(home for home in homes if home is not None)

    def counterpart(self, holder: str, receiver: str | None, awaits: str) -> str | None:
        """The unit on the other side; None where all are ours, or the same."""
        sides = (holder, receiver, awaits)
        return next((one for one in sides if one is not None and one not in self.units), None)

    def stuck(self) -> ColumnElement[bool]:
        """Also for a receiver whom nobody awaits: of what was lost, or rests on a question."""
        return is_stuck_with(self.units, self.alone)


def _conditions(view: View, wanted: StuckFilter) -> list[ColumnElement[bool]]:
    found = [view.stuck()]
    if wanted.cause is not None:
        found.append(_cause_is(wanted.cause))
    if wanted.definition is not None:
        found.append(work_item.c.definition == wanted.definition)
    if wanted.unit is not None:
        ours = wanted.unit in view.units
        sides = (work_item.c.holder, work_item.c.awaits, work_item.c.receiver)
        mine = or_(*(one == wanted.unit for one in sides))
        found.append(mine if ours else false())
    if wanted.counterpart is not None:
        found.append(_other_side_in(view, wanted.counterpart))
    if wanted.unfollowed:
        found.append(_unfollowed(view))
    return found


def _cause_is(cause: StuckCause) -> ColumnElement[bool]:
    return stuck_because() == cause.value


def _other_side_in(view: View, organisation: str) -> ColumnElement[bool]:
    units = [
        unit
        for unit, facts in view.directory.units.items()
        if facts.organisation == organisation and unit not in view.units
    ]
    ours, receiver = work_item.c.holder.in_(view.units), work_item.c.receiver
    return or_(
        work_item.c.holder.in_(units),
        and_(ours, receiver.in_(units)),
        and_(
            ours,
            or_(receiver.is_(None), receiver.in_(view.units)),
            work_item.c.awaits.in_(units),
        ),
    )


def _unfollowed(view: View) -> ColumnElement[bool]:
    return ~exists(
        select(follow_up.c.id).where(
            follow_up.c.organisation.in_(view.organisations),
            follow_up.c.ref == work_item.c.ref,
            follow_up.c.obligation == work_item.c.obligation,
            follow_ups.IS_OPEN,
        )
    )


def _rows(
    tx: Transaction,
    view: View,
    wanted: StuckFilter,
    *more: ColumnElement[bool],
    limit: int = 1_000,
    offset: int = 0,
) -> list[Any]:
    return list(
        tx.execute(
            select(*ITEM_COLUMNS, stuck_because())
            .where(*_conditions(view, wanted), *more)
            .order_by(stuck_since(), work_item.c.ref, work_item.c.obligation)
            .limit(limit)
            .offset(offset)
        )
    )


class _Group(Struct, frozen=True, kw_only=True):
    cause: StuckCause
    definition: str
    holder: str
    awaits: str
    receiver: str | None
    unfollowed: bool
    n: int


def _counted(tx: Transaction, view: View) -> list[_Group]:
    """Everything that is stuck, in groups that every count can be made of."""
    inner = (
        select(
            stuck_because(),
            work_item.c.definition,
            work_item.c.holder,
            work_item.c.awaits,
            work_item.c.receiver,
            _unfollowed(view).label("unfollowed"),
        ).where(view.stuck())
    ).subquery()  # fmt: skip
    columns = tuple(inner.c)
    found = tx.execute(select(*columns, func.count().label("n")).group_by(*columns))
    return [
        _Group(
            cause=StuckCause(row.because),
            definition=row.definition,
            holder=row.holder,
            awaits=row.awaits,
            receiver=row.receiver,
            unfollowed=bool(row.unfollowed),
            n=int(row.n),
        )
        for row in found
    ]


def _fits(view: View, one: _Group, wanted: StuckFilter, *, but: str = "") -> bool:
    """Whether a group is in what is wanted, leaving out the filter named *but*."""
    other = view.counterpart(one.holder, one.receiver, one.awaits)
    home = view.directory.organisation_of(other) if other else None
    fits = {
        "cause": wanted.cause in (None, one.cause),
        "definition": wanted.definition in (None, one.definition),
        "unit": wanted.unit is None
        or (wanted.unit in view.units and wanted.unit in (one.holder, one.awaits, one.receiver)),
        "counterpart": wanted.counterpart in (None, home),
        "unfollowed": one.unfollowed or not wanted.unfollowed,
    }
    return all(fit for name, fit in fits.items() if name != but)


def _counts(view: View, found: list[_Group], wanted: StuckFilter) -> Counts:
    causes: Counter[StuckCause] = Counter()
    definitions: Counter[str] = Counter()
    units: Counter[str] = Counter()
    counterparts: Counter[str] = Counter()
    for one in found:
        if _fits(view, one, wanted, but="cause"):
            causes[one.cause] += one.n
        if _fits(view, one, wanted, but="definition"):
            definitions[one.definition] += one.n
        if _fits(view, one, wanted, but="unit"):
            for unit in view.units.intersection((one.holder, one.awaits, one.receiver)):
                units[unit] += one.n
        other = view.counterpart(one.holder, one.receiver, one.awaits)
        home = view.directory.organisation_of(other) if other else None
        if home is not None and _fits(view, one, wanted, but="counterpart"):
            counterparts[home] += one.n
    return Counts(
        total=sum(one.n for one in found if _fits(view, one, wanted)),
        causes=causes,
        definitions=definitions,
        units=units,
        counterparts=counterparts,
    )


def _stuck(tx: Transaction, view: View, rows: list[Any], now: datetime) -> tuple[Stuck, ...]:
    items = [(item_of(row), StuckCause(row.because)) for row in rows]
    agreed: dict[tuple[str, str], list[FollowUp]] = {}
    keys = [(item.ref, item.obligation) for item, _ in items]
    for one in follow_ups.of_items(tx, view.organisations, keys):
        if one.open:
            agreed.setdefault(one.item, []).append(one)
    return tuple(_one(view, item, cause, agreed, now) for item, cause in items)


def _ours(view: View, item: WorkItem) -> str:
    """The unit by which it is ours."""
    sides = (item.holder, item.awaits, item.receiver)
    return next(one for one in sides if one is not None and one in view.units)


def _one(
    view: View,
    item: WorkItem,
    cause: StuckCause,
    agreed: Mapping[tuple[str, str], list[FollowUp]],
    now: datetime,
) -> Stuck:
    side = side_of(item, view.units)
    ours = _ours(view, item)
    since = item.due if item.passed and item.due else item.since
    organisation = view.directory.organisation_of(ours) or ""
    return Stuck(
        item=item,
        cause=cause,
        since=since,
        days=days_stuck(since, item.due, now),
        side=side,
        counterpart=view.counterpart(item.holder, item.receiver, item.awaits),
        organisation=organisation,
        suggestion=suggestion(item, cause, side),
        follow_ups=tuple(
            one
            for one in agreed.get((item.ref, item.obligation), [])
            if one.organisation == organisation
        ),
    )
