"""Limits kept and let pass, by where they have their force from (frister i tall).

What came after its limit had passed already is the sender's delay: it is counted apart, and
beside the share of those that came in time stands the share of them all.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, case, func, select

from hjemover.application.figures.handoffs import Slice, own_organisations, units_of
from hjemover.application.house import Actor, House
from hjemover.errors import CommandRefused
from hjemover.store.tables import deadline_log, handoff_log
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import DeadlineClass

Kept = Literal["met", "missed", "late-met", "late-missed"]

_d = deadline_log.c
_CAME_LATE = _d.late_on_arrival > 0
CONDITIONS: Mapping[Kept, ColumnElement[bool]] = {
    "met": and_(_d.met, ~_CAME_LATE),
    "missed": and_(~_d.met, ~_CAME_LATE),
    "late-met": and_(_d.met, _CAME_LATE),
    "late-missed": and_(~_d.met, _CAME_LATE),
}


class LimitCount(Struct, frozen=True, kw_only=True):
    """Limits of one class that fell in a period.

    Args:
        met: Kept, of those that came in time; *missed* were not.
        late_met: Came after their limit, and were done the day they then had; or were not.
        days_late: How many days late they came, in all.
    """

    deadline_class: DeadlineClass
    met: int
    missed: int
    late_met: int
    late_missed: int
    days_late: int

    @property
    def came_late(self) -> int:
        return self.late_met + self.late_missed

    @property
    def share(self) -> float | None:
        """Kept, of those that came in time."""
        counted = self.met + self.missed
        return self.met / counted if counted else None

    @property
    def share_of_all(self) -> float | None:
        """Kept within the original limit, of all: what came late could not be."""
        counted = self.met + self.missed + self.came_late
        return self.met / counted if counted else None


class LimitRow(Struct, frozen=True, kw_only=True):
    """One limit behind a number. No patient in it."""

    ref: str
    obligation: str
    definition: str
    step: str
    unit: str
    due: datetime
    met: bool
    ended: datetime | None
    late_on_arrival: int


def limits_in(house: House, actor: Actor, wanted: Slice) -> list[LimitCount]:
    """The organisation's limits that fell in a period, by class, the strongest first.

    Raises:
        CommandRefused: ``not-your-unit``.
    """
    with house.database.reading() as tx:
        rows = tx.execute(
            select(
                _d.deadline_class,
                *(
                    func.sum(case((condition, 1), else_=0)).label(kept.replace("-", "_"))
                    for kept, condition in CONDITIONS.items()
                ),
                func.sum(_d.late_on_arrival).label("days_late"),
            )
            .where(*_within(house, tx, actor, wanted))
            .group_by(_d.deadline_class)
        ).all()
    found = {
        DeadlineClass(row.deadline_class): LimitCount(
            deadline_class=DeadlineClass(row.deadline_class),
            met=int(row.met),
            missed=int(row.missed),
            late_met=int(row.late_met),
            late_missed=int(row.late_missed),
            days_late=int(row.days_late),
        )
        for row in rows
    }
    return [found[one] for one in DeadlineClass if one in found]


def limit_list(
    house: House,
    actor: Actor,
    wanted: Slice,
    deadline_class: DeadlineClass,
    kept: Kept,
    *,
    most: int = 1_000,
) -> list[LimitRow]:
    """The limits that a count counts, the latest first."""
    with house.database.reading() as tx:
        rows = tx.execute(
            select(deadline_log)
            .where(
                *_within(house, tx, actor, wanted),
                _d.deadline_class == deadline_class.value,
                CONDITIONS[kept],
            )
            .order_by(_d.due_at.desc(), _d.ref, _d.obligation)
            .limit(most)
        )
        return [
            LimitRow(
                ref=row.ref,
                obligation=row.obligation,
                definition=row.definition,
                step=row.step,
                unit=row.unit,
                due=row.due_at,
                met=row.met,
                ended=row.ended_at,
                late_on_arrival=row.late_on_arrival,
            )
            for row in rows
        ]


def _within(
    house: House, tx: Transaction, actor: Actor, wanted: Slice
) -> list[ColumnElement[bool]]:
    if wanted.organisation not in own_organisations(house, tx, actor):
        raise CommandRefused("not-your-unit")
    directory = house.directory(tx)
    found = [
        _d.unit.in_(units_of(directory, wanted.organisation)),
        _d.due_at >= wanted.period.starts,
        _d.due_at < wanted.period.ends,
    ]
    if wanted.definition is not None:
        found.append(_d.definition == wanted.definition)
    if wanted.counterpart is not None:
        # Only a handoff has another side.
        found.append(
            select(handoff_log.c.ref)
            .where(
                handoff_log.c.ref == _d.ref,
                handoff_log.c.obligation == _d.obligation,
                handoff_log.c.sender.in_(units_of(directory, wanted.counterpart)),
            )
            .exists()
        )
    return found
