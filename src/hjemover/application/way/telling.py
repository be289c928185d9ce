"""The journal in plain words (historien): one line for each fact, with both its times."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from msgspec import Struct

from hjemover.application.sharing import Shared
from hjemover.application.telling import Labels, say
from hjemover.application.telling.words import CODES, DETAILS, REMOVED, in_language
from hjemover.calendar import local_day
from hjemover.engine import events as e
from hjemover.store.journal import Entry
from hjemover.vocabulary import NoPerson, ObligationKind

BY_ITSELF: Final = frozenset(
    {
        e.PartyResolved, e.StepEntered, e.RoundsExhausted, e.TaskBroughtForward, e.WindowOpened,
        e.ReminderDue, e.DecisionTaken, e.BranchesOpened, e.BranchDone, e.BranchesJoined,
        e.BranchesLeft, e.HandoffDelivered, e.CopyDelivered, e.WaitStarted,
        e.AbsenceWatched, e.SubpathwayReported,
    }
)  # fmt: skip
"""What the definition and the clock did by themselves: shown to whoever asks for everything."""


class Told(Struct, frozen=True, kw_only=True):
    """One fact of the journal in words.

    Args:
        said: One sentence. *details* are what somebody wrote or answered, with what it answers.
        effective: When it was true; *recorded* is when we learnt it.
        late: Whether it was learnt on a later day than it was true.
        by_itself: The definition or the clock did it; nobody needs to read it every day.
        withheld: Something was written or answered that is not shared with the reader's house.
    """

    sequence: int
    said: str
    details: tuple[tuple[str, str], ...]
    effective: datetime
    recorded: datetime
    late: bool
    actor: str
    actor_unit: str | None
    by_itself: bool
    withheld: bool = False


def tell(entries: Iterable[Entry], labels: Labels, shared: Shared | None = None) -> list[Told]:
    """The history in the language of *labels*, oldest first.

    Args:
        shared: What the reader's house may read of it. None: all of it.
    """
    return [_told(entry, labels, theirs=shared is None or shared.told(entry)) for entry in entries]


def _told(entry: Entry, labels: Labels, *, theirs: bool) -> Told:
    event, envelope = entry.event, entry.envelope
    details = tuple(_details(event, labels)) if event else ()
    removed = in_language(REMOVED, labels.language)
    return Told(
        sequence=entry.sequence,
        said=say(event, labels, withheld=not theirs) if event else removed,
        details=details if theirs else (),
        effective=entry.effective,
        recorded=envelope.recorded,
        late=envelope.actor not in _NOBODY
        and local_day(entry.effective) < local_day(envelope.recorded),
        actor=labels.person(envelope.actor),
        actor_unit=labels.unit(envelope.actor_unit) if envelope.actor_unit else None,
        by_itself=type(event) in BY_ITSELF or _follows_of_itself(event),
        withheld=bool(details) and not theirs,
    )


_NOBODY: Final = frozenset({NoPerson.CLOCK, NoPerson.SYSTEM})
"""What time brings is true when it is due; that a sweep came later is no news to anybody."""


def _follows_of_itself(event: e.AnyEvent | None) -> bool:
    """A task comes of what was done before it; only where somebody must choose is it news."""
    return isinstance(event, e.TaskRequested) and event.kind is ObligationKind.TASK


def _reason(event: e.AnyEvent, labels: Labels) -> str:
    """The reason somebody wrote, or the name of the event or of the code it is."""
    reason = str(getattr(event, "reason", ""))
    if isinstance(event, e.ClockStopped):
        return labels.stop_reason(event.obligation, reason)
    if reason in CODES:
        return in_language(CODES[reason], labels.language)
    return labels.event(reason) if reason in labels.definition.events else reason


_REASONED: Final = (
    e.AnswerCorrected, e.HandoffReoffered, e.DateSet, e.LimitExtended, e.ClockStopped,
    e.OverlapEnded,
)  # fmt: skip


def _details(event: e.AnyEvent, labels: Labels) -> Iterable[tuple[str, str]]:
    """Answers and texts that the sentence does not hold, each with what it answers."""
    for name in ("question", "answer", "note", "late_because"):
        text = getattr(event, name, "")
        if text:
            yield in_language(DETAILS[name], labels.language), text
    if isinstance(event, _REASONED) and event.reason:
        yield in_language(DETAILS["reason"], labels.language), _reason(event, labels)
    if isinstance(event, e.TaskCompleted) and event.outcome == "chosen":
        reason = str(event.answers.get("reason", ""))
        if reason:
            yield in_language(DETAILS["reason"], labels.language), reason
    elif isinstance(event, e.TaskCompleted | e.HandoffRejected | e.InterruptReported):
        name = f"@{event.event}" if isinstance(event, e.InterruptReported) else event.step
        fields = labels.fields(name)
        for field, value in event.answers.items():
            if value not in (None, "", [], {}):
                yield labels.field(name, field), labels.answer_in_lines(fields.get(field), value)
