"""Drop the read tables of every pathway and build them again from the journal.

States that an earlier release wrote are folded anew on the way.
"""

from msgspec import Struct
from sqlalchemy import bindparam, delete, select

from hjemover.definition.models import PathwayDefinition
from hjemover.store import definitions, journal
from hjemover.store.chain import Fold
from hjemover.store.database import Database
from hjemover.store.journal import JournalUnreadable
from hjemover.store.projections.projecting import project
from hjemover.store.projections.rules import ProjectionRules
from hjemover.store.statements import Statement, delete_by
from hjemover.store.tables import REBUILT, pathway, wakeup
from hjemover.store.transaction import Transaction

_AT_A_TIME = 100
_next = Statement(
    select(pathway.c.id, pathway.c.ref)
    .where(pathway.c.id > bindparam("after"))
    .order_by(pathway.c.id)
    .limit(_AT_A_TIME)
    .with_for_update(),
    "after",
)
_drop = [delete_by(table, "ref") for table in REBUILT]


Known = dict[tuple[str, int], PathwayDefinition | None]
"""Definitions that were read on the way, by id and version."""


class Rebuilt(Struct, frozen=True, kw_only=True):
    """What a rebuild came to.

    Args:
        pathways: How many were rebuilt.
        left: Those whose journal cannot be replayed. Their rows are as they were.
    """

    pathways: int
    left: tuple[JournalUnreadable, ...]


def rebuild(database: Database, fold: Fold, rules: ProjectionRules) -> Rebuilt:
    """Build the read tables anew from the journal, a hundred pathways to a transaction.

    Everybody can go on working meanwhile: each pathway's rows are replaced at once.
    """
    done, left, after = 0, list[JournalUnreadable](), 0
    known: Known = {}
    while True:
        with database.writing() as tx:
            found = tx.rows(_next, after)
            if not found:
                _drop_strays(tx)
                return Rebuilt(pathways=done, left=tuple(left))
            for _, ref in found:
                try:
                    _rebuild_one(tx, ref, fold, rules, known)
                    done += 1
                except JournalUnreadable as why:
                    left.append(why)
            after = found[-1][0]


def _rebuild_one(
    tx: Transaction, ref: str, fold: Fold, rules: ProjectionRules, known: Known
) -> None:
    events = journal.events(tx, ref)
    for drop in _drop:
        tx.write(drop, [(ref,)])
    pathway = fold(events)
    journal.bring_up(tx, pathway)
    key = pathway.definition, pathway.version
    if key not in known:
        known[key] = definitions.get(tx, *key)
    project(tx, None, pathway, events, rules, known[key])


def _drop_strays(tx: Transaction) -> None:
    """Take away rows of pathways that do not exist."""
    for table in (*REBUILT, wakeup):
        known = select(pathway.c.ref).where(pathway.c.ref == table.c.ref).exists()
        tx.execute(delete(table).where(~known))
