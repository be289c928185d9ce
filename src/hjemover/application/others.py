"""The patient's other pathways, read in the transaction that decides, for definitions that ask."""

import re
from datetime import date
from functools import lru_cache

from msgspec.structs import replace
from sqlalchemy import func, select

from hjemover.application.house import House
from hjemover.calendar import local_day
from hjemover.definition.models import PathwayDefinition, SubpathwayStep, encode
from hjemover.engine.directory import Rules
from hjemover.engine.others import Others
from hjemover.store import definitions, journal
from hjemover.store.tables import pathway, unit_service, work_item
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import PathwayStatus

_MOST_WAITING = 100
_READS = re.compile(rb"\bothers\.")


def rules_for(
    house: House,
    tx: Transaction,
    key: tuple[str, int],
    patient: str | None,
    ref: str,
    parent: str | None = None,
) -> Rules:
    """The rules of a version for one pathway: with the patient's others, if it asks of them.

    Raises:
        CommandRefused: ``unknown-definition``: it was never published here.
    """
    rules = house.rules(tx, *key)
    if patient is None or not asks_of_others(rules.definition):
        return rules
    return replace(rules, others=others_of(house, tx, patient, ref, parent))


class _ByKey:
    """A definition as a key: what is published under it never changes."""

    __slots__ = ("definition", "key")

    def __init__(self, definition: PathwayDefinition) -> None:
        self.definition = definition
        self.key = (*definition.key, definition.fingerprint)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByKey) and self.key == other.key


def asks_of_others(definition: PathwayDefinition) -> bool:
    """Whether anything in the definition depends on the patient's other pathways."""
    return _asks(_ByKey(definition))


@lru_cache(maxsize=256)
def _asks(one: _ByKey) -> bool:
    steps = one.definition.steps.values()
    if any(isinstance(step, SubpathwayStep) for step in steps):
        return True
    return _READS.search(encode(one.definition)) is not None


def others_of(
    house: House, tx: Transaction, patient: str, ref: str, parent: str | None = None
) -> Others:
    """All pathways of the patient but *ref*.

    Args:
        parent: Of a pathway that is only beginning: the one it is begun from.
    """
    rows = tx.execute(
        select(pathway.c.ref, pathway.c.definition, pathway.c.status, pathway.c.closed_at)
        .where(pathway.c.patient_id == patient, pathway.c.ref != ref)
        .order_by(pathway.c.id)
    ).all()
    over = [row for row in rows if row.status == PathwayStatus.COMPLETED.value]
    under_way = [row for row in rows if row.status != PathwayStatus.COMPLETED.value]
    names = {row.definition for row in rows}
    return Others(
        open={
            name: refs
            for name in sorted(names)
            if (refs := tuple(row.ref for row in under_way if row.definition == name))
        },
        closed={
            name: count
            for name in sorted(names)
            if (count := sum(row.definition == name for row in over))
        },
        closed_at={
            name: max(row.closed_at for row in over if row.definition == name)
            for name in sorted({row.definition for row in over})
        },
        services=_services(tx, [row.ref for row in under_way]),
        waiting=_waiting(tx, ref, parent),
        startable=_startable(tx, local_day(house.clock.now())),
        read=house.clock.now(),
    )


def _waiting(tx: Transaction, ref: str, parent: str | None) -> frozenset[str]:
    """Those that wait for *ref*, or that wait for those."""
    ahead, found = [ref, *filter(None, (parent,))], set[str]()
    while ahead and len(found) < _MOST_WAITING:
        one = ahead.pop()
        if one in found:
            continue
        found.add(one)
        stored = journal.load(tx, one, for_update=False)
        if stored is not None:
            ahead += [*filter(None, (stored.pathway.parent,)), *stored.pathway.awaited_by]
    return frozenset(found - {ref})


def _startable(tx: Transaction, on: date) -> frozenset[str]:
    return frozenset(one.id for one in definitions.published(tx) if one.valid_from <= on)


def _services(tx: Transaction, refs: list[str]) -> int:
    """How many different services have something open in these pathways."""
    if not refs:
        return 0
    return int(
        tx.execute(
            select(func.count(func.distinct(unit_service.c.service)))
            .select_from(work_item.join(unit_service, unit_service.c.unit == work_item.c.awaits))
            .where(work_item.c.ref.in_(refs))
        ).scalar_one()
    )
