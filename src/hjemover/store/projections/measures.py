"""One row for each pair of milestones that a measure sees (målelogg): what the figures count."""

from collections.abc import Sequence

from sqlalchemy import bindparam, literal, or_, update

from hjemover.definition.models import PathwayDefinition
from hjemover.engine import events as e
from hjemover.engine.measuring import (
    PairBegun,
    PairEnded,
    PairMoved,
    PairsLapsed,
    PairsRetimed,
    measured,
)
from hjemover.engine.state import Pathway
from hjemover.store.statements import Statement, insert_into
from hjemover.store.tables import measure_log
from hjemover.store.transaction import Transaction

_begin = insert_into(measure_log)
_open = (
    measure_log.c.ref == bindparam("of"),
    measure_log.c.to_at.is_(None),
    measure_log.c.lapsed_at.is_(None),
)
_this = (*_open, measure_log.c.measure == bindparam("what"))
_end = Statement(
    update(measure_log).where(*_this).values(to_at=bindparam("at"), ended_by=bindparam("by")),
    "at", "by", "of", "what",
)  # fmt: skip
_of_row = or_(measure_log.c.row == bindparam("row"), measure_log.c.row == literal(""))
_end_of_row = Statement(
    update(measure_log)
    .where(*_this, _of_row)
    .values(to_at=bindparam("at"), ended_by=bindparam("by")),
    "at", "by", "of", "what", "row",
)  # fmt: skip
_move = Statement(
    update(measure_log).where(*_this).values(unit=bindparam("to")), "to", "of", "what"
)
_all = (measure_log.c.ref == bindparam("of"), measure_log.c.measure == bindparam("what"))
_retime_limit = Statement(
    update(measure_log).where(*_all).values(limit_at=bindparam("limit")), "limit", "of", "what"
)
_retime_begun = Statement(
    update(measure_log).where(*_all).values(from_at=bindparam("begun")), "begun", "of", "what"
)
_lapse = Statement(update(measure_log).where(*_open).values(lapsed_at=bindparam("at")), "at", "of")


def project(
    tx: Transaction,
    definition: PathwayDefinition,
    before: Pathway | None,
    after: Pathway,
    events: Sequence[e.AnyEvent],
    first_sequence: int,
) -> None:
    """Write the pairs that the events began and ended. *first_sequence* is the first event's."""
    for seen in measured(definition, before, events, first_sequence):
        match seen:
            case PairBegun():
                row = (
                    after.ref, seen.measure, seen.sequence, after.definition, after.version,
                    seen.unit, None, seen.at, None, seen.limit, None, seen.row,
                )  # fmt: skip
                tx.write(_begin, [row])
            case PairEnded(row=""):
                tx.write(_end, [(seen.at, seen.unit, after.ref, seen.measure)])
            case PairEnded():
                tx.write(_end_of_row, [(seen.at, seen.unit, after.ref, seen.measure, seen.row)])
            case PairMoved():
                tx.write(_move, [(seen.unit, after.ref, seen.measure)])
            case PairsRetimed(begun=None):
                tx.write(_retime_limit, [(seen.limit, after.ref, seen.measure)])
            case PairsRetimed():
                tx.write(_retime_begun, [(seen.begun, after.ref, seen.measure)])
            case PairsLapsed():
                tx.write(_lapse, [(seen.at, after.ref)])
