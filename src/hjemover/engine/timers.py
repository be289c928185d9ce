"""When a pathway wants to be woken, and why: read from its state, kept nowhere else."""

from datetime import datetime

from hjemover.engine.state import Pathway, Timer
from hjemover.vocabulary import RungKind


def timers(pathway: Pathway) -> tuple[Timer, ...]:
    """Everything that time will bring, earliest first."""
    found = [
        Timer(at=rung.at, kind=rung.kind, obligation=obligation.id, level=rung.level)
        for obligation in pathway.obligations.values()
        for rung in obligation.schedule
    ]
    found += [
        Timer(at=watch.at, kind=RungKind.ABSENT, obligation=obligation.id, level=number)
        for obligation in pathway.obligations.values()
        for number, watch in enumerate(obligation.watches, start=1)
    ]
    if pathway.hold is not None:
        found.append(Timer(at=pathway.hold.review, kind=RungKind.UNTIL, obligation=""))
    return tuple(sorted(found, key=lambda timer: (timer.at, timer.obligation)))


def next_wakeup(pathway: Pathway) -> datetime | None:
    """The earliest of :func:`timers`, or None when nothing is scheduled."""
    first = [one.schedule[0].at for one in pathway.obligations.values() if one.schedule]
    first += [one.watches[0].at for one in pathway.obligations.values() if one.watches]
    if pathway.hold is not None:
        first.append(pathway.hold.review)
    return min(first, default=None)
