"""New limits of a chart from a day on (ny basis), kept for the organisation: why, and by whom."""

from datetime import date

from hjemover.application.figures import own_organisations
from hjemover.application.house import Actor, House
from hjemover.calendar import local_day
from hjemover.errors import CommandRefused
from hjemover.store import rebases
from hjemover.store.rebases import KeptRebase
from hjemover.store.transaction import Transaction

LONGEST_NOTE = 60


def kept(house: House, organisation: str, chart: str) -> list[KeptRebase]:
    """Those of one chart, in time order. *chart* is a name that its page gives it."""
    with house.database.reading() as tx:
        return rebases.of_chart(tx, organisation, chart)


def keep(
    house: House, actor: Actor, name: str, organisation: str, chart: str, on: date, note: str
) -> None:
    """Reckon the limits of *chart* anew from *on*, for everybody in the organisation.

    Args:
        name: The actor's name, kept beside it.

    Raises:
        CommandRefused: ``not-your-organisation``, ``reason-missing`` or ``date-in-future``.
    """
    now = house.clock.now()
    written = " ".join(note.split())[:LONGEST_NOTE]
    if not written:
        raise CommandRefused("reason-missing")
    if on > local_day(now):
        raise CommandRefused("date-in-future")
    new = KeptRebase(
        organisation=organisation, chart=chart, on_day=on, note=written, at=now, by=actor.id,
        by_name=name,
    )  # fmt: skip

    def work(tx: Transaction) -> None:
        _check_own(house, tx, actor, organisation)
        rebases.put(tx, new)

    house.database.run_writing(work)


def forget(house: House, actor: Actor, organisation: str, chart: str, on: date) -> None:
    """Reckon as before that day.

    Raises:
        CommandRefused: ``not-your-organisation``.
    """

    def work(tx: Transaction) -> None:
        _check_own(house, tx, actor, organisation)
        rebases.remove(tx, organisation, chart, on)

    house.database.run_writing(work)


def _check_own(house: House, tx: Transaction, actor: Actor, organisation: str) -> None:
    if organisation not in own_organisations(house, tx, actor):
        raise CommandRefused("not-your-organisation")
