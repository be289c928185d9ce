"""From which days an organisation reckons the limits of a chart anew (ny basis)."""

from datetime import date, datetime

from msgspec import Struct
from sqlalchemy import bindparam, select

from hjemover.store.statements import Statement, delete_by, upsert
from hjemover.store.tables import chart_rebase
from hjemover.store.transaction import Transaction

_FIELDS = ("organisation", "chart", "on_day", "note", "at", "by", "by_name")


class KeptRebase(Struct, frozen=True, kw_only=True):
    """That limits are reckoned anew from *on_day*, why, and who said so."""

    organisation: str
    chart: str
    on_day: date
    note: str
    at: datetime
    by: str
    by_name: str


_put = upsert(chart_rebase, ("organisation", "chart", "on_day"), *_FIELDS)
_drop = delete_by(chart_rebase, "organisation", "chart", "on_day")
_of = Statement(
    select(*(chart_rebase.c[name] for name in _FIELDS))
    .where(
        chart_rebase.c.organisation == bindparam("of"), chart_rebase.c.chart == bindparam("this")
    )
    .order_by(chart_rebase.c.on_day),
    "of", "this",
)  # fmt: skip


def put(tx: Transaction, one: KeptRebase) -> None:
    """Keep it, over one of the same day."""
    tx.write(_put, [tuple(getattr(one, name) for name in _FIELDS)])


def remove(tx: Transaction, organisation: str, chart: str, on_day: date) -> None:
    """Reckon as before. Nothing is wrong when there is no such day."""
    tx.write(_drop, [(organisation, chart, on_day)])


def of_chart(tx: Transaction, organisation: str, chart: str) -> list[KeptRebase]:
    """Those of one chart, in time order."""
    rows = tx.rows(_of, organisation, chart)
    return [KeptRebase(**dict(zip(_FIELDS, row, strict=True))) for row in rows]
