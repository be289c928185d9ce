"""What the world should hear of a fact (varsler): few messages, to the unit whose act it is."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from hjemover.engine import events as e
from hjemover.engine.directory import Rules
from hjemover.engine.outbox import MessageId, OutboxEntry
from hjemover.engine.state import TO, Obligation, Pathway
from hjemover.vocabulary import HandoffStatus, ObligationKind, PathwayStatus, TaskStatus

Entries = tuple[OutboxEntry, ...]

BY_ITSELF = frozenset({"closed", "event", "joined", "moved"})
"""Why an offer is withdrawn that nobody took back: see ``closing``."""
WORK_ENDED: frozenset[MessageId] = frozenset({"handoff-withdrawn", "pathway-closed"})
"""That something a unit had before it has ended: said in the house also after a silent end."""
AWAY = "away"
"""Why a task is put back when whoever had taken it is away."""


def react(rules: Rules, before: Pathway | None, after: Pathway, event: e.AnyEvent) -> Entries:
    """Entries for the outbox because of *event*.

    A pathway that was closed in silence says nothing more. One that is paused does not
    remind anybody; its units see it when it goes on.
    """
    told = _TABLE.get(type(event))
    if told is None or before is None or before.silent:
        return ()
    return told(before, after, event)


def _knock(
    pathway: Pathway,
    obligation: Obligation,
    message: MessageId,
    unit: str,
    *,
    role: str = "unit",
    level: int = 0,
    urgent: bool = False,
) -> OutboxEntry:
    attempt = obligation.handoff.attempt if obligation.handoff else 0
    rung = f"{message}/{attempt}.{obligation.clock}.{level}"
    return OutboxEntry(
        key=f"{pathway.ref}/{obligation.id}/{rung}/{unit}/{role}",
        ref=pathway.ref,
        purpose="prompt",
        message=message,
        unit=unit,
        role="lead" if role == "lead" else "unit",
        obligation=obligation.id,
        attempt=attempt,
        level=level,
        due=obligation.due.at if obligation.due else None,
        urgent=urgent,
        still_if=obligation.id,
    )


# --- tasks ------------------------------------------------------------------------------------


def _task_requested(before: Pathway, after: Pathway, event: e.TaskRequested) -> Entries:
    if event.status is TaskStatus.DRAFT:
        return ()
    message: MessageId = "task-requested" if event.kind is ObligationKind.TASK else "choice-needed"
    return (_knock(after, after.obligations[event.obligation], message, event.owner),)


def _brought_forward(before: Pathway, after: Pathway, event: e.TaskBroughtForward) -> Entries:
    task = after.obligations[event.obligation]
    if task.claimed_by is not None:
        return ()
    return (_knock(after, task, "task-requested", task.holder),)


def _window_opened(before: Pathway, after: Pathway, event: e.WindowOpened) -> Entries:
    task = after.obligations[event.obligation]
    if event.brought_forward:
        return (_knock(after, task, "task-requested", task.holder),)
    # Told when it was to be planned; said again only if nobody has taken it since.
    if task.claimed_by is not None or after.status is PathwayStatus.ON_HOLD:
        return ()
    return (_knock(after, task, "window-opened", task.holder),)


def _released(before: Pathway, after: Pathway, event: e.TaskReleased) -> Entries:
    """Whoever had it is away: the unit hears of it as of new work. A person who gives it back
    does so among colleagues, who see it on the list.
    """
    task = after.obligations[event.obligation]
    if event.reason != AWAY or after.status is PathwayStatus.ON_HOLD:
        return ()
    entry = _knock(after, task, "task-requested", task.awaits)
    return (replace(entry, key=f"{entry.key}/{event.at.isoformat()}"),)


def _reassigned(before: Pathway, after: Pathway, event: e.TaskReassigned) -> Entries:
    task = after.obligations[event.obligation]
    if task.rests or task.status is TaskStatus.DRAFT:
        return ()
    return (_knock(after, task, "task-reassigned", event.owner),)


def _reminder(before: Pathway, after: Pathway, event: e.ReminderDue) -> Entries:
    if after.status is PathwayStatus.ON_HOLD:
        return ()
    open_ = after.obligations[event.obligation]
    return (_knock(after, open_, "reminder", open_.awaits, level=event.level),)


def _deadline_passed(before: Pathway, after: Pathway, event: e.DeadlinePassed) -> Entries:
    if after.status is PathwayStatus.ON_HOLD:
        return ()
    open_ = after.obligations[event.obligation]
    return (_knock(after, open_, "deadline-passed", open_.awaits),)


def _extended(before: Pathway, after: Pathway, event: e.LimitExtended) -> Entries:
    """Whoever waits for an answer hears that it will take longer."""
    open_ = after.obligations[event.obligation]
    if open_.awaits == open_.holder or after.status is PathwayStatus.ON_HOLD:
        return ()
    return (_knock(after, open_, "limit-moved", open_.holder),)


def _clock_stopped(before: Pathway, after: Pathway, event: e.ClockStopped) -> Entries:
    open_ = after.obligations[event.obligation]
    if open_.awaits == open_.holder or after.status is PathwayStatus.ON_HOLD:
        return ()
    return (_knock(after, open_, "limit-moved", open_.holder),)


def _clock_started(before: Pathway, after: Pathway, event: e.ClockStarted) -> Entries:
    """The unit whose clock it is hears it, unless it set it going itself; and who waits for it."""
    if after.status is PathwayStatus.ON_HOLD:
        return ()
    open_ = after.obligations[event.obligation]
    waiting = () if event.by == "unit" else (open_.awaits,)
    others = () if open_.awaits == open_.holder else (open_.holder,)
    return tuple(_knock(after, open_, "limit-moved", unit) for unit in (*waiting, *others))


def _escalated(before: Pathway, after: Pathway, event: e.Escalated) -> Entries:
    if after.status is PathwayStatus.ON_HOLD:
        return ()
    open_ = after.obligations[event.obligation]
    return tuple(
        _knock(after, open_, "escalation", unit, role=role, level=event.level, urgent=True)
        for unit, role in event.to
    )


# --- handoffs ---------------------------------------------------------------------------------


def _offer(pathway: Pathway, obligation: Obligation) -> OutboxEntry:
    handoff = obligation.handoff
    assert handoff is not None
    return OutboxEntry(
        key=f"{pathway.ref}/{obligation.id}/handoff-offered/{handoff.attempt}/{handoff.receiver}",
        ref=pathway.ref,
        purpose="handoff",
        message="handoff-offered",
        unit=handoff.receiver,
        obligation=obligation.id,
        attempt=handoff.attempt,
        due=obligation.due.at if obligation.due else None,
        still_if=obligation.id,
    )


def _offered(before: Pathway, after: Pathway, event: e.HandoffOffered) -> Entries:
    copies = tuple(
        OutboxEntry(
            key=f"{after.ref}/{event.obligation}/handoff-copy/1/{copy.unit}/{copy.party}",
            ref=after.ref,
            purpose="copy",
            message="handoff-copy",
            unit=copy.unit,
            obligation=event.obligation,
            attempt=1,
            copy_party=copy.party,
        )
        for copy in event.copies
    )
    return (_offer(after, after.obligations[event.obligation]), *copies)


def _sent_on(
    before: Pathway, after: Pathway, event: e.HandoffForwarded | e.HandoffReoffered
) -> Entries:
    """The next receiver gets it; who the sender took it from hears that it is theirs no more."""
    was = before.obligations[event.obligation]
    elsewhere = isinstance(event, e.HandoffReoffered) and event.receiver != _receiver(was)
    taken = elsewhere and _has_it(was)
    gone = (_gone(after, was, "handoff-withdrawn", _receiver(was)),) if taken else ()
    return (_offer(after, after.obligations[event.obligation]), *gone)


def _undelivered(before: Pathway, after: Pathway, event: e.HandoffUndelivered) -> Entries:
    was = before.obligations[event.obligation].handoff
    if was is not None and was.status is HandoffStatus.UNDELIVERED:
        return ()  # the sender has been told
    open_ = after.obligations[event.obligation]
    return (_knock(after, open_, "handoff-undelivered", open_.holder, urgent=True),)


def _copy_undelivered(before: Pathway, after: Pathway, event: e.CopyUndelivered) -> Entries:
    """The unit that has the patient is told: the offer itself may be long answered."""
    open_ = after.obligations.get(event.obligation)
    unit = open_.holder if open_ else after.responsible
    return (
        OutboxEntry(
            key=f"{after.ref}/{event.obligation}/copy-undelivered/{event.party}/{unit}",
            ref=after.ref,
            purpose="prompt",
            message="handoff-undelivered",
            unit=unit,
            obligation=event.obligation,
            copy_party=event.party,
        ),
    )


def _returned(before: Pathway, after: Pathway, event: e.HandoffReturned) -> Entries:
    open_ = after.obligations[event.obligation]
    return (_knock(after, open_, "handoff-returned", open_.holder),)


def _answered(before: Pathway, after: Pathway, event: e.HandoffAnswered) -> Entries:
    open_ = after.obligations[event.obligation]
    return (_knock(after, open_, "handoff-answered", open_.awaits),)


def _told_sender(message: MessageId) -> Callable[[Pathway, Pathway, Any], Entries]:
    """The contract has ended; there is nothing left that must still be open."""

    def tell(
        before: Pathway, after: Pathway, event: e.HandoffAccepted | e.HandoffRejected
    ) -> Entries:
        was = before.obligations[event.obligation]
        entry = _knock(after, was, message, was.holder)
        return (_whatever_happens(entry),)

    return tell


def _withdrawn(before: Pathway, after: Pathway, event: e.HandoffWithdrawn) -> Entries:
    was = before.obligations[event.obligation]
    told: Entries = ()
    if _has_it(was):
        told = (_gone(after, was, "handoff-withdrawn", _receiver(was)),)
    # The sender who takes it back knows; where it ended by itself, one who had a question of it
    # to answer, or had it to send again, does not.
    if event.reason in BY_ITSELF and was.awaits == was.holder:
        told += (_gone(after, was, "pathway-closed", was.holder),)
    return told


def _expired(before: Pathway, after: Pathway, event: e.HandoffExpired) -> Entries:
    was = before.obligations[event.obligation]
    return (_gone(after, was, "pathway-closed", _receiver(was)),) if _has_it(was) else ()


def _cancelled(before: Pathway, after: Pathway, event: e.TaskCancelled) -> Entries:
    """Whoever had it to do hears that there is nothing to do any more."""
    was = before.obligations[event.obligation]
    return (_gone(after, was, "pathway-closed", was.awaits),) if was.is_work else ()


def _receiver(offer: Obligation) -> str:
    assert offer.handoff is not None
    return offer.handoff.receiver


def _has_it(offer: Obligation) -> bool:
    """Whether it arrived; what never did is no news to its receiver."""
    return offer.handoff is not None and offer.handoff.delivered is not None


def _gone(pathway: Pathway, was: Obligation, message: MessageId, unit: str) -> OutboxEntry:
    """That something a unit had before it has ended."""
    return _whatever_happens(_knock(pathway, was, message, unit))


def _quorum_lost(before: Pathway, after: Pathway, event: e.QuorumLost) -> Entries:
    """Those who had accepted hear that they do not have the patient after all."""
    return tuple(
        OutboxEntry(
            key=f"{after.ref}/{event.quorum}/quorum-lost/{party}/{unit}",
            ref=after.ref,
            purpose="prompt",
            message="handoff-withdrawn",
            unit=unit,
            obligation=f"{event.quorum}{TO}{party}",
        )
        for party, unit in before.quorums[event.quorum].accepted
    )


def _whatever_happens(entry: OutboxEntry) -> OutboxEntry:
    return replace(entry, still_if="")


def _resumed(before: Pathway, after: Pathway, event: e.PathwayResumed) -> Entries:
    """Nobody was reminded during the pause: whoever has something to do hears that it is over."""
    awaited = [one for one in after.obligations.values() if not one.rests]
    # An event began each pause; two of them may be over at the same instant.
    struck = sum(times for name, times in after.rounds.items() if name.startswith("@"))
    return tuple(
        replace(entry, key=f"{entry.key}/{event.at.isoformat()}/{struck}")
        for one in sorted(awaited, key=lambda one: one.id)
        for entry in (_knock(after, one, "reminder", one.awaits),)
    )


def _notice(before: Pathway, after: Pathway, event: e.NoticeGiven) -> Entries:
    # The name is that of a step or of an event; both count how often.
    occurrence = after.rounds.get(event.message, 0), after.rounds.get(f"@{event.message}", 0)
    time = f"{occurrence[0]}.{occurrence[1]}"
    return tuple(
        OutboxEntry(
            key=f"{after.ref}/{event.message}/notice/{time}/{unit}/{role}",
            ref=after.ref,
            purpose="notice",
            message="notice",
            unit=unit,
            role="lead" if role == "lead" else "unit",
            inbox_only=event.in_house,
        )
        for unit, role in event.to
    )


_TABLE: dict[type, Callable[[Pathway, Pathway, Any], Entries]] = {
    e.TaskRequested: _task_requested,
    e.TaskBroughtForward: _brought_forward,
    e.WindowOpened: _window_opened,
    e.TaskReleased: _released,
    e.TaskReassigned: _reassigned,
    e.TaskCancelled: _cancelled,
    e.ReminderDue: _reminder,
    e.DeadlinePassed: _deadline_passed,
    e.LimitExtended: _extended,
    e.ClockStopped: _clock_stopped,
    e.ClockStarted: _clock_started,
    e.Escalated: _escalated,
    e.HandoffOffered: _offered,
    e.HandoffForwarded: _sent_on,
    e.HandoffReoffered: _sent_on,
    e.HandoffUndelivered: _undelivered,
    e.HandoffReturned: _returned,
    e.HandoffAnswered: _answered,
    e.HandoffRejected: _told_sender("handoff-rejected"),
    e.HandoffAccepted: _told_sender("handoff-accepted"),
    e.HandoffWithdrawn: _withdrawn,
    e.HandoffExpired: _expired,
    e.QuorumLost: _quorum_lost,
    e.CopyUndelivered: _copy_undelivered,
    e.PathwayResumed: _resumed,
    e.NoticeGiven: _notice,
}
