"""What a unit has done with (ferdig): from a read table that the journal feeds."""

from datetime import datetime
from functools import lru_cache

from msgspec import Struct
from sqlalchemy import FromClause, Integer, and_, bindparam, func, select
from sqlalchemy.sql.selectable import ScalarSelect

from hjemover.store.desk.conditions import (
    Asked,
    Clock,
    Condition,
    Narrowing,
    Part,
    Place,
    Scope,
    Shape,
    Values,
    among,
    among_steps,
    beyond,
    place_values,
    shape_of,
    values_of,
)
from hjemover.store.tables import done_item, handoff_log, journal, pathway
from hjemover.store.transaction import Transaction
from hjemover.store.types import Instant
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


def _done(units: int) -> list[Condition]:
    since = bindparam("since", type_=Instant)
    return [among(done_item.c.unit, "unit", units), done_item.c.ended_at >= since]


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
    asked = _rows(shape_of(Part.LISTED, scope, narrow), after is not None)
    values = _values(scope, narrow, since, most=limit, **place_values(after))
    return [
        DoneRow(
            ref=ref,
            obligation=obligation,
            sequence=sequence,
            definition=definition,
            kind=ObligationKind(kind),
            step=step,
            unit=unit,
            outcome=outcome,
            ended=ended,
            sender=sender,
            person=person,
        )
        for (
            ref, obligation, sequence, definition, kind, step, unit, outcome, ended, sender, person,
        ) in asked.rows(tx, values)
    ]  # fmt: skip


def _values(scope: Scope, narrow: Narrowing, since: datetime, **more: object) -> Values:
    clock = Clock(now=since, soon=since)  # not asked about: what is done is done
    return values_of(scope, clock, narrow, since=since, **more)


@lru_cache(maxsize=128)
def _rows(shape: Shape, continued: bool) -> Asked:
    key = (done_item.c.ended_at, done_item.c.ref, done_item.c.obligation)
    asked = select(*done_item.c, handoff_log.c.sender, journal.c.actor).select_from(_told())
    asked = asked.where(*_done(shape.units), *_narrowed(shape))
    if continued:
        asked = asked.where(beyond(key, falling=True))
    most = bindparam("most", type_=Integer)
    return Asked.made(asked.order_by(key[0].desc(), key[1], key[2]).limit(most))


def count_done(tx: Transaction, scope: Scope, since: datetime, narrow: Narrowing) -> int:
    if not scope.units:
        return 0
    asked = _count(shape_of(Part.LISTED, scope, narrow))
    [(many,)] = asked.rows(tx, _values(scope, narrow, since))
    return int(many)


@lru_cache(maxsize=128)
def _count(shape: Shape) -> Asked:
    plain = not (shape.counterparts or shape.people)
    asked = select(func.count()).select_from(done_item if plain else _told())
    return Asked.made(asked.where(*_done(shape.units), *_narrowed(shape)))


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


def _narrowed(shape: Shape) -> list[Condition]:
    found: list[Condition] = []
    if shape.kinds:
        found.append(among(done_item.c.kind, "kind", shape.kinds))
    if shape.definitions:
        found.append(among(done_item.c.definition, "definition", shape.definitions))
    if shape.steps is not None:
        found.append(among_steps(done_item.c.definition, done_item.c.step, shape.steps))
    if shape.counterparts:
        found.append(among(handoff_log.c.sender, "counterpart", shape.counterparts))
    if shape.people:
        found.append(among(journal.c.actor, "someone", shape.people))
    return found


def how_many_done(units: int) -> ScalarSelect[int]:
    return select(func.count()).select_from(done_item).where(*_done(units)).scalar_subquery()


@lru_cache(maxsize=64)
def _steps(units: int) -> Asked:
    asked = select(done_item.c.definition, done_item.c.step).where(*_done(units))
    return Asked.made(asked.distinct())


def steps_done(tx: Transaction, scope: Scope, since: datetime) -> set[tuple[str, str]]:
    """The definitions and steps that there is something done of."""
    if not scope.units:
        return set()
    found = _steps(len(scope.units)).rows(tx, _values(scope, Narrowing(), since))
    return {(definition, step) for definition, step in found}
