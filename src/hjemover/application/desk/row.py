"""What each row of a list must tell, so that the reader can choose among them."""

from collections import namedtuple
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from hjemover.application.desk.asking import Asked, Desk, View
from hjemover.application.house import House
from hjemover.application.opaque import obligation_key
from hjemover.application.queries import ITEM_COLUMNS, WorkItem, item_of
from hjemover.definition.models import PathwayDefinition
from hjemover.engine.state import Obligation, Pathway
from hjemover.store import journal
from hjemover.store.desk import marks, rows, texts
from hjemover.store.desk.conditions import urgency
from hjemover.store.desk.marks import Mark
from hjemover.store.tables import work_item
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import HandoffStatus, Urgency

COLUMNS = (*ITEM_COLUMNS, work_item.c.escalated, work_item.c.listed_at)
NAMES = (work_item.c.ref, work_item.c.obligation)
Found = namedtuple("Found", [column.name for column in COLUMNS])  # type: ignore[misc]
"""A row as the database gives it."""


class Row(Struct, frozen=True, kw_only=True):
    """One item on a list, with what the reader must know to choose it.

    Args:
        key: What it is called in its address.
        patient: Opaque patient id, for whoever may show the name.
        obligation: As it stands: its deadline with the reason, its question, its schedule.
        from_unit: Whom it came from; None when it began here.
        answered: The question that was asked of whoever sent it has its answer.
        sent: When it was offered to the reader's unit, if it is known not to have arrived.
        listed: On this list since.
        unread: Notes from the other side that nobody here has had open.
        drafted: The reader has something typed and not sent.
    """

    item: WorkItem
    key: str
    group: Urgency
    definition: PathwayDefinition
    patient: str | None
    obligation: Obligation
    from_unit: str | None
    answered: bool
    sent: datetime | None
    listed: datetime
    opened: bool
    snoozed_until: datetime | None
    snoozed_by: str | None
    unread: int
    drafted: bool


def rows_of(
    house: House, tx: Transaction, desk: Desk, asked: Asked, shown: Sequence[Any]
) -> list[Row]:
    """The rows of *shown* (each :data:`Found`), in their order, for whoever's desk it is."""
    refs = {row.ref for row in shown}
    pathways = {row.ref: row for row in rows.pathways(tx, refs)} if refs else {}
    states = {
        ref: journal.read_state(ref, row.state_format, row.state) for ref, row in pathways.items()
    }
    names = [(row.ref, row.obligation) for row in shown]
    noted = marks.marks(tx, {(row.awaits, row.ref, row.obligation) for row in shown})
    unread = texts.unread_notes(tx, desk.units, names)
    drafted = texts.drafts_among(tx, desk.person, names)
    made = []
    for found in shown:
        state, item = states[found.ref], item_of(found)
        open_ = state.obligations[found.obligation]
        mark = noted.get((item.awaits, item.ref, item.obligation)) or _unmarked(item)
        made.append(
            Row(
                item=item,
                key=obligation_key(item.obligation),
                group=urgency(item.due, found.escalated, desk.clock),
                definition=house.rules(tx, state.definition, state.version).definition,
                patient=pathways[found.ref].patient_id,
                obligation=open_,
                from_unit=came_from(state, open_, desk.units),
                answered=_answered(open_, desk.units),
                sent=_sent(open_, desk.units),
                listed=found.listed_at or item.since,
                opened=mark.opened is not None,
                snoozed_until=mark.snoozed_until if asked.view is View.SNOOZED else None,
                snoozed_by=mark.snoozed_by if asked.view is View.SNOOZED else None,
                unread=unread.get((item.ref, item.obligation), 0),
                drafted=(item.ref, item.obligation) in drafted,
            )
        )
    return made


def _unmarked(item: WorkItem) -> Mark:
    return Mark(unit=item.awaits, ref=item.ref, obligation=item.obligation)


def is_undelivered_to(open_: Obligation, units: frozenset[str]) -> bool:
    """Whether it is an offer to *units* that is known not to have reached them."""
    handoff = open_.handoff
    return (
        handoff is not None
        and handoff.status is HandoffStatus.UNDELIVERED
        and handoff.receiver in units
        and handoff.sender not in units
    )


def _sent(open_: Obligation, units: frozenset[str]) -> datetime | None:
    handoff = open_.handoff
    return handoff.offered if handoff and is_undelivered_to(open_, units) else None


def _answered(open_: Obligation, units: frozenset[str]) -> bool:
    handoff = open_.handoff
    return handoff is not None and handoff.answer is not None and open_.awaits in units


def came_from(pathway: Pathway, open_: Obligation, ours: frozenset[str]) -> str | None:
    """The unit an item came to *ours* from; None when it began here.

    A handoff tells by itself. A task came from whoever did what was done last before it.
    """
    handoff = open_.handoff
    if handoff is not None:
        only_received = handoff.receiver in ours and handoff.sender not in ours
        to_us = only_received or open_.awaits == handoff.receiver
        return handoff.sender if to_us else handoff.receiver
    before = [done for done in pathway.done.values() if done.at <= open_.started and done.unit]
    last = max(before, key=lambda done: done.at, default=None)
    return last.unit if last and last.unit not in ours else None
