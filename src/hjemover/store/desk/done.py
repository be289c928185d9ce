"""What a unit has done with (ferdig): from a read table that the journal feeds."""

from datetime import datetime

from msgspec import Struct
from sqlalchemy import ColumnElement, FromClause, and_, func, literal, or_, select, tuple_

from hjemover.store.desk.conditions import Condition, Narrowing, Place, Scope
from hjemover.store.tables import done_item, handoff_log, journal, pathway
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import ObligationKind


class DoneRow(Struct, frozen=True, kw_only=True):
    """Something a unit has done with, from whom it came when it was handed over."""

    ref: str
    obligation: str
    sequence: int
    definition: str
    kind: ObligationKind
    step: str
    unit: str
    outcome: str
    ended: datetime
    sender: str | None
    person: str  # who did it, as the journal has it


def _done(scope: Scope, since: datetime) -> list[Condition]:
    return [done_item.c.unit.in_(sorted(scope.units)), done_item.c.ended_at >= since]


def read_done(
    tx: Transaction,
    scope: Scope,
    since: datetime,
    narrow: Narrowing,
    *,
    after: Place | None,
    limit: int,
) -> list[DoneRow]:
    """What the units have done since, the latest first, and who of them did it."""
    if not scope.units:
        return []
    at, ref, obligation = done_item.c.ended_at, done_item.c.ref, done_item.c.obligation
    asked = select(done_item, handoff_log.c.sender, journal.c.actor).select_from(_told())
    asked = asked.where(*_done(scope, since), *_narrowed_done(narrow))
    if after is not None:
        later = tuple_(ref, obligation) > tuple_(literal(after.ref), literal(after.obligation))
        asked = asked.where(or_(at < after.at, and_(at == after.at, later)))
    found = tx.execute(asked.order_by(at.desc(), ref, obligation).limit(limit))
    return [
        DoneRow(
            ref=row.ref,
            obligation=row.obligation,
            sequence=row.sequence,
            definition=row.definition,
            kind=ObligationKind(row.kind),
            step=row.step,
            unit=row.unit,
            outcome=row.outcome,
            ended=row.ended_at,
            sender=row.sender,
            person=row.actor,
        )
        for row in found
    ]


def count_done(tx: Transaction, scope: Scope, since: datetime, narrow: Narrowing) -> int:
    if not scope.units:
        return 0
    plain = not (narrow.counterparts or narrow.people)
    asked = select(func.count()).select_from(done_item if plain else _told())
    return int(tx.execute(asked.where(*_done(scope, since), *_narrowed_done(narrow))).scalar_one())


def _told() -> FromClause:
    """What is done, with the handoff it was of, and the journal's word for who did it."""
    handoff = and_(
        handoff_log.c.ref == done_item.c.ref, handoff_log.c.obligation == done_item.c.obligation
    )
    entry = and_(journal.c.pathway_id == pathway.c.id, journal.c.sequence == done_item.c.sequence)
    return (
        done_item.outerjoin(handoff_log, handoff)
        .join(pathway, pathway.c.ref == done_item.c.ref)
        .join(journal, entry)
    )


def _narrowed_done(narrow: Narrowing) -> list[Condition]:
    found: list[Condition] = []
    if narrow.kinds:
        found.append(done_item.c.kind.in_([kind.value for kind in sorted(narrow.kinds)]))
    if narrow.definitions:
        found.append(done_item.c.definition.in_(sorted(narrow.definitions)))
    if narrow.steps is not None:
        pair = tuple_(done_item.c.definition, done_item.c.step)
        found.append(pair.in_(sorted(narrow.steps)) if narrow.steps else done_item.c.ref.is_(None))
    if narrow.counterparts:
        found.append(handoff_log.c.sender.in_(sorted(narrow.counterparts)))
    if narrow.people:
        found.append(journal.c.actor.in_(sorted(narrow.people)))
    return found


def how_many_done(scope: Scope, since: datetime) -> ColumnElement[int]:
    return select(func.count()).select_from(done_item).where(*_done(scope, since)).scalar_subquery()


def steps_done(tx: Transaction, scope: Scope, since: datetime) -> set[tuple[str, str]]:
    """The definitions and steps that there is something done of."""
    if not scope.units:
        return set()
    asked = select(done_item.c.definition, done_item.c.step).where(*_done(scope, since))
    return {(row.definition, row.step) for row in tx.execute(asked.distinct())}
