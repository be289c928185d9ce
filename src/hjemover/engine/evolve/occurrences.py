"""What other systems tell of, and what they do not."""

from msgspec.structs import replace

from hjemover.engine import events as e
from hjemover.engine.evolve.obligations import change
from hjemover.engine.state import Pathway, Watch


def told(pathway: Pathway, event: e.OccurrenceTold) -> Pathway:
    # What is told late does not hide what is known to have been later.
    last = max(pathway.occurrences.get(event.occurrence, event.at), event.at)
    return replace(pathway, occurrences={**pathway.occurrences, event.occurrence: last})


def absence_watched(pathway: Pathway, event: e.AbsenceWatched) -> Pathway:
    watch = Watch(event=event.event, at=event.until)
    return _watches(pathway, event, watch)


def absence_noticed(pathway: Pathway, event: e.AbsenceNoticed) -> Pathway:
    return _watches(pathway, event)


def _watches(pathway: Pathway, event: e.AbsenceWatched | e.AbsenceNoticed, *new: Watch) -> Pathway:
    old = pathway.obligations[event.obligation].watches
    rest = [watch for watch in old if watch.event != event.event]
    return change(
        pathway,
        event.obligation,
        watches=tuple(sorted([*rest, *new], key=lambda watch: (watch.at, watch.event))),
    )
