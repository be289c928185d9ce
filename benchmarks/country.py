"""A database as big as a country's: some real pathways, copied with SQL until there are enough.

What is copied is what lists and figures are made of: pathways and their read tables. The copies lie
in regions of their own (``~1``, ``~2`` …) of which the address book knows nothing, and share their
patients with what they are copies of. Their journals are not copied: no page reads another
pathway's journal.
"""

from datetime import date

from sqlalchemy import Table, text

from benchmarks.region import furnish
from hjemover.application import demo_people
from hjemover.application.delivering import InboxCarrier, deliver_all
from hjemover.application.house import House, SetClock
from hjemover.application.simulation import demo_script, run
from hjemover.application.sweeping import sweep_once
from hjemover.messages.channels import KeptChannel
from hjemover.store.tables import REBUILT, pathway

FIRST, LAST = date(2026, 1, 5), date(2026, 6, 28)
REGIONS = 12
"""The sample region has about a twelfth of the country's people."""
_UNITS = {
    "holder", "awaits", "sender", "receiver", "claimed_by", "unit", "ended_by", "responsible",
}  # fmt: skip


def settle_people(house: House, clock: SetClock, count: int) -> None:
    """Let the sample region work for half a year, and let the demo's people in."""
    furnish(house)
    script, region = demo_script(house, "kreft-hjem", FIRST, LAST, count, seed=1)
    run(
        house,
        clock,
        script,
        region,
        fire_due=lambda: sweep_once(house, "bench") and None,
        deliver_due=lambda: (
            deliver_all(house, InboxCarrier(), KeptChannel(lambda _: None), "bench") and None
        ),
        tell=lambda _: None,
    )
    demo_people.let_in(house)


def copy_until(house: House, total: int) -> int:
    """Copy the pathways there are until there are *total*. Returns how many were real."""
    with house.database.reading() as tx:
        real, highest = tx.execute(text("SELECT count(*), max(id) FROM pathway")).one()
    for table in (pathway, *REBUILT):
        with house.database.writing() as tx:
            if tx.dialect == "sqlite":
                tx.connection.exec_driver_sql("PRAGMA cache_size=-200000")
            tx.execute(text(_copies(table, int(highest))), {"copies": total // int(real) - 1})
    _tidy(house)
    return int(real)


def _tidy(house: House) -> None:
    """What a database in use has done by itself long before it is this big (autovacuum)."""
    engine = house.database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        sqlite = house.database.dialect == "sqlite"
        connection.exec_driver_sql("ANALYZE" if sqlite else "VACUUM ANALYZE")


def _copies(table: Table, highest: int) -> str:
    """Every row as many times as there are copies, in one statement on either database."""
    columns = [column.name for column in table.columns]
    named = ", ".join(f'"{name}"' for name in columns)
    made = ", ".join(_made(name, highest) for name in columns)
    return (
        f"INSERT INTO {table.name} ({named})"
        " WITH RECURSIVE copy(n) AS"
        " (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < :copies)"
        f" SELECT {made} FROM {table.name} CROSS JOIN copy ORDER BY ref, n"
    )


def _made(name: str, highest: int) -> str:
    if name == "id":
        return f'"id" + n * {highest}'
    if name == "ref":
        return "\"ref\" || '~' || n"
    if name in _UNITS:
        return (
            f'CASE WHEN n % {REGIONS} = 0 THEN "{name}"'
            f""" ELSE "{name}" || '~' || (n % {REGIONS}) END"""
        )
    return f'"{name}"'
