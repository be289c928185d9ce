"""What is looked after at night (vedlikehold): the chains, and traces nobody needs any more."""

from datetime import timedelta

from sqlalchemy import delete

from hjemover.application.house import House
from hjemover.engine import fold
from hjemover.store import signals
from hjemover.store.projections import BrokenLink, verify
from hjemover.store.tables import sweep
from hjemover.store.transaction import Transaction

SWEEPS_KEPT = timedelta(days=30)
"""How long it is told when each sweep finished. The health page needs the last one only."""


def broken_chains(house: House) -> list[BrokenLink]:
    """The first broken link of each journal that was changed behind our backs; empty is well."""
    return verify(house.database, fold)


def forget_old_sweeps(house: House) -> int:
    """Remove notes of sweeps older than :data:`SWEEPS_KEPT`. Returns how many went."""
    before = house.clock.now() - SWEEPS_KEPT

    def work(tx: Transaction) -> int:
        return int(tx.execute(delete(sweep).where(sweep.c.finished_at < before)).rowcount)

    return house.database.run_writing(work)


def forget_old_signals(house: House) -> None:
    """Remove the signals that every open inbox has long had."""
    house.database.run_writing(signals.drop_old)
