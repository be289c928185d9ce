"""One row for each run of what grows day by day (påløpslogg): what the figures count."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, update

from hjemover.engine import events as e
from hjemover.engine.state import Pathway
from hjemover.store.statements import Statement, insert_into
from hjemover.store.tables import accrual_run
from hjemover.store.transaction import Transaction

_start = insert_into(accrual_run)
_of = (accrual_run.c.ref == bindparam("of"), accrual_run.c.accrual == bindparam("what"))
_stop = Statement(
    update(accrual_run)
    .where(*_of, accrual_run.c.stopped_at.is_(None))
    .values(stopped_at=bindparam("at"), voided=bindparam("void")),
    "at", "void", "of", "what",
)  # fmt: skip
_move = Statement(
    update(accrual_run)
    .where(*_of, accrual_run.c.run == bindparam("number"))
    .values(counts_from=bindparam("start")),
    "start", "of", "what", "number",
)  # fmt: skip


def project(
    tx: Transaction,
    before: Pathway | None,
    after: Pathway,
    events: Sequence[e.AnyEvent],
    first_sequence: int,
) -> None:
    """Write what the events started, stopped and moved. *first_sequence* is the first event's."""
    runs = {name: len(had) for name, had in before.accruals.items()} if before else {}
    for sequence, event in enumerate(events, first_sequence):
        match event:
            case e.AccrualStarted():
                number = runs.get(event.accrual, 0)
                runs[event.accrual] = number + 1
                tx.write(_start, [_row(after, event, sequence, number)])
            case e.AccrualStopped():
                tx.write(_stop, [(event.at, event.voided, after.ref, event.accrual)])
            case e.AccrualMoved():
                tx.write(_move, [(event.counts_from, after.ref, event.accrual, event.run)])


def _row(pathway: Pathway, event: e.AccrualStarted, sequence: int, number: int) -> tuple[Any, ...]:
    return (
        pathway.ref, event.accrual, sequence, number, pathway.definition, pathway.version,
        event.unit, event.because, event.at, event.counts_from, None, False,
    )  # fmt: skip
