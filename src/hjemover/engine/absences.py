"""That something has not been told of for so long (uteblitt): watched while a step is open."""

from datetime import datetime

from hjemover.definition.models import AbsentOccurrence, Moment, StartRef
from hjemover.engine import events as e
from hjemover.engine.directory import Rules
from hjemover.engine.state import Obligation, Pathway
from hjemover.engine.timing import Frame, reckon
from hjemover.vocabulary import ObligationKind

_BEGINS = (e.TaskRequested, e.WaitStarted, e.HandoffOffered, e.SubpathwayStarted)
_WATCHED = (
    ObligationKind.TASK, ObligationKind.WAIT, ObligationKind.HANDOFF, ObligationKind.SUBPATHWAY,
)  # fmt: skip


def watched_by(rules: Rules, pathway: Pathway, event: e.AnyEvent) -> list[e.AnyEvent]:
    """The watches that *event* begins or prolongs, in the pathway as it left it."""
    found: list[e.AnyEvent] = []
    for name, interrupt in rules.definition.events.items():
        rule = interrupt.absence
        if rule is None:
            continue
        for one in _of(pathway, rule, event):
            found += _watch(rules, pathway, name, rule, one, event.at)
    return found


def _of(pathway: Pathway, rule: AbsentOccurrence, event: e.AnyEvent) -> list[Obligation]:
    """The obligations that *event* gives a reason to watch anew."""
    if isinstance(event, e.OccurrenceTold) and event.occurrence == rule.occurrence:
        open_ = [one for one in pathway.obligations.values() if one.step == rule.during]
        return sorted(open_, key=lambda one: one.id)
    if isinstance(event, _BEGINS) and event.step == rule.during:
        one = pathway.obligations[event.obligation]
        # Not a choice of unit, or of a way, that somebody must make at the step.
        return [one] if one.kind in _WATCHED else []
    return []


def _watch(
    rules: Rules, pathway: Pathway, name: str, rule: AbsentOccurrence, one: Obligation, at: datetime
) -> list[e.AnyEvent]:
    frame = Frame(started=at, unit=one.holder, item=one.item)
    until = reckon(rules, pathway, Moment(of=StartRef(), offset=rule.within), frame)
    assert until is not None, "a length of time from an instant is always known"
    ends = until.closes(rules.directory.calendar(one.holder))
    known = [watch.at for watch in one.watches if watch.event == name]
    # What is told late does not bring the day closer.
    if known and ends <= known[0]:
        return []
    return [e.AbsenceWatched(at=at, obligation=one.id, event=name, until=ends, reason=until.reason)]
