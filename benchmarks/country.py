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
    with house.database.writing() as tx:
        refs = [ref for (ref,) in tx.execute(text("SELECT ref FROM pathway"))]
        highest = tx.execute(text("SELECT max(id) FROM pathway")).scalar_one()
        for number in range(1, total // len(refs)):
            for table in (pathway, *REBUILT):
                tx.connection.exec_driver_sql(_copy(table, refs, number, highest))
    with house.database.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    return len(refs)


def _copy(table: Table, refs: list[str], number: int, highest: int) -> str:
    columns = [column.name for column in table.columns]
    taken = ", ".join(_taken(name, number, highest) for name in columns)
    named = ", ".join(f'"{name}"' for name in columns)
    real = ", ".join(f"'{ref}'" for ref in refs)
    return (
        f"INSERT INTO {table.name} ({named}) SELECT {taken} FROM {table.name} WHERE ref IN ({real})"
    )


def _taken(name: str, number: int, highest: int) -> str:
    region = number % REGIONS
    if name == "id":
        return f'"id" + {number * highest}'
    if name == "ref":
        return f"\"ref\" || '~{number}'"
    if name in _UNITS and region:
        return f"\"{name}\" || '~{region}'"
    return f'"{name}"'
