"""The journal in plain words (historien): one line for each fact, with both its times."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct

from hjemover.application.way.labels import Labels
from hjemover.application.way.sentences import (
    CODES,
    DETAILS,
    NOT_KNOWN,
    REMOVED,
    SENTENCES,
    in_language,
)
from hjemover.calendar import local_day, say_day, say_deadline
from hjemover.definition.explaining.words import phrase_about
from hjemover.engine import events as e
from hjemover.engine.state import Deadline, Subject
from hjemover.store.journal import Entry
from hjemover.vocabulary import Actor, ObligationKind, TaskStatus

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


def tell(entries: Iterable[Entry], labels: Labels) -> list[Told]:
    """The history in the language of *labels*, oldest first."""
    return [_told(entry, labels) for entry in entries]


def _told(entry: Entry, labels: Labels) -> Told:
    event, envelope = entry.event, entry.envelope
    return Told(
        sequence=entry.sequence,
        said=say(event, labels) if event else in_language(REMOVED, labels.language),
        details=tuple(_details(event, labels)) if event else (),
        effective=entry.effective,
        recorded=envelope.recorded,
        late=envelope.actor not in _NOBODY
        and local_day(entry.effective) < local_day(envelope.recorded),
        actor=labels.person(envelope.actor),
        actor_unit=labels.unit(envelope.actor_unit) if envelope.actor_unit else None,
        by_itself=type(event) in BY_ITSELF or _follows_of_itself(event),
    )


_NOBODY: Final = frozenset({Actor.CLOCK, Actor.SYSTEM})
"""What time brings is true when it is due; that a sweep came later is no news to anybody."""


def _follows_of_itself(event: e.AnyEvent | None) -> bool:
    """A task comes of what was done before it; only where somebody must choose is it news."""
    return isinstance(event, e.TaskRequested) and event.kind is ObligationKind.TASK


def say(event: e.AnyEvent, labels: Labels) -> str:
    """One fact as a sentence."""
    marks = _MARKS.get(type(event))
    mark = marks(event) if marks else ""
    told = SENTENCES.get((type(event), mark)) or SENTENCES[(type(event), "")]
    phrase = phrase_about(
        in_language(told, labels.language), labels.language, labels.definition.subject
    )
    return phrase.format_map(_slots(event, labels))


# --- what sets two ways of telling a fact apart -------------------------------------------------


def _requested(event: e.TaskRequested) -> str:
    if event.kind in (ObligationKind.CHOOSE_UNIT, ObligationKind.REPAIR):
        return event.kind.value
    return "planned" if event.status is TaskStatus.DRAFT else ""


def _completed(event: e.TaskCompleted) -> str:
    return {"done": "plain", "chosen": "chosen"}.get(event.outcome, "")


def _date_set(event: e.DateSet) -> str:
    if event.previous is None:
        return ""
    return "removed" if event.value is None else "corrected"


def _moved(event: e.DeadlineMoved) -> str:
    before, after = event.previous, event.due
    if (before and before.at) == (after and after.at):
        return "schedule"
    return "" if before and after else "first" if after else "last"


_MARKS: Final[dict[type, Callable[[Any], str]]] = {
    e.PathwayEnrolled: lambda event: "linked" if event.parent else "",
    e.PartyResolved: lambda event: "another" if event.previous else "",
    e.PathwayResumed: lambda event: event.reason,
    e.PathwayClosed: lambda event: "silent" if event.silent else "",
    e.ConsentRecorded: lambda event: event.decision.value,
    e.DateSet: _date_set,
    e.TaskRequested: _requested,
    e.TaskReleased: lambda event: event.reason,
    e.TaskCompleted: _completed,
    e.WaitStarted: lambda event: "postponed" if event.postponed else "",
    e.DeadlineMoved: _moved,
    e.HandoffUndelivered: lambda event: event.reason,
    e.HandoffAccepted: lambda event: "tacit" if event.tacit else "",
    e.NoticeGiven: lambda event: "in-house" if event.in_house else "",
}

# --- what the braces are filled with ------------------------------------------------------------


def _slots(event: e.AnyEvent, labels: Labels) -> Mapping[str, str]:
    """Every name that the sentences use, of those the event has anything for."""
    found = _Slots(in_language(NOT_KNOWN, labels.language))
    for name in event.__struct_fields__:
        value = getattr(event, name)
        fill = _FILL.get(name)
        if fill is not None and value is not None:
            found.update(fill(event, value, labels))
    return found


class _Slots(dict[str, str]):
    """What is not in the fact is said not to be known, as a deadline there was none of before."""

    def __init__(self, unknown: str) -> None:
        super().__init__()
        self._unknown = unknown

    def __missing__(self, slot: str) -> str:
        return self._unknown


_Fill = Callable[[Any, Any, Labels], dict[str, str]]


def _as(slot: str, name: Callable[[Labels], Callable[[Any], str]]) -> _Fill:
    return lambda event, value, labels: {slot: name(labels)(value)}


def _what(event: Any, value: str, labels: Labels) -> dict[str, str]:
    answered = isinstance(event, e.AnswerCorrected)
    return {"what": labels.source(value) if answered else labels.step(value)}


def _outcome(event: Any, value: str, labels: Labels) -> dict[str, str]:
    if isinstance(event, e.PathwayClosed):
        return {"outcome": labels.result(value)}
    if value == "chosen":
        return {"outcome": _choice(event, labels)}
    return {"outcome": labels.outcome(event.step, value)}


def _choice(event: e.TaskCompleted, labels: Labels) -> str:
    """What a person chose where a rule could not: a unit, or the step to go on at."""
    choice = str(event.answers.get("choice", ""))
    if choice in labels.addresses.units:
        return labels.unit(choice)
    return labels.step(choice) if choice in labels.definition.steps else choice


def _item(event: Any, value: Any, labels: Labels) -> dict[str, str]:
    """What was ticked; the list item of a branch has no name of its own."""
    if isinstance(event, e.ItemChecked | e.ItemUnchecked):
        return {"item": labels.checklist_item(event.obligation, value)}
    return {}


def _value(event: Any, value: Any, labels: Labels) -> str:
    """The value of a date, or of an answer; a unit in every other fact."""
    if isinstance(event, e.AnswerCorrected):
        return labels.answer(labels.fields(event.step).get(event.field), value)
    if isinstance(value, date):
        return say_day(value, labels.language, weekday=False)
    return labels.unit(str(value))


def _due(event: Any, value: Deadline, labels: Labels) -> str:
    return say_deadline(value.at, labels.language, weekday=False)


def _previous(event: Any, value: Any, labels: Labels) -> dict[str, str]:
    if isinstance(event, e.DeadlineMoved):
        return {"before": _due(event, value, labels)}
    return {"previous": _value(event, value, labels)}


def _belongs(event: Any, value: Subject, labels: Labels) -> dict[str, str]:
    places = [labels.organisation(one) for one in (value.municipality, value.gp) if one]
    return {"belongs": labels.listed(places) or in_language(NOT_KNOWN, labels.language)}


def _message(event: Any, value: str, labels: Labels) -> dict[str, str]:
    known = value in labels.definition.events
    return {"message": labels.event(value) if known else labels.step(value)}


def _why(event: Any, value: str, labels: Labels) -> dict[str, str]:
    code = CODES.get(value)
    said = in_language(code, labels.language) if code else value
    return {"why": said, "reason": _rejected_for(event, said, labels)}


def _rejected_for(event: Any, said: str, labels: Labels) -> str:
    """A rejection's reason is an outcome's own choice where the definition lists them."""
    if isinstance(event, e.HandoffRejected):
        for field in labels.fields(event.step).values():
            if field.type == "choice" and event.reason in field.choices:
                return labels.text(field.choices[event.reason])
    return said


_FILL: Final[dict[str, _Fill]] = {
    "step": _what,
    "obligation": _as("what", lambda labels: labels.obligation),
    "join": _as("what", lambda labels: labels.obligation),
    "then": _as("then", lambda labels: labels.step),
    "owner": _as("unit", lambda labels: labels.unit),
    "holder": _as("unit", lambda labels: labels.unit),
    "unit": _as("unit", lambda labels: labels.unit),
    "sender": _as("sender", lambda labels: labels.unit),
    "receiver": _as("receiver", lambda labels: labels.unit),
    "party": _as("party", lambda labels: labels.party),
    "person": _as("person", lambda labels: labels.person),
    "event": _as("event", lambda labels: labels.event),
    "purpose": _as("purpose", lambda labels: labels.consent),
    "name": _as("date", lambda labels: labels.named_date),
    "code": _as("code", lambda labels: str),
    "code_set": _as("code_set", lambda labels: str),
    "to": lambda event, to, labels: (
        {"receiver": labels.unit(to)} if isinstance(to, str) else {"to": labels.recipients(to)}
    ),
    "occurrence": _as("occurrence", lambda labels: labels.occurrence),
    "until": lambda event, at, labels: {"day": say_day(at, labels.language, weekday=False)},
    "review": lambda event, at, labels: {"day": say_day(at, labels.language, weekday=False)},
    "accrual": _as("accrual", lambda labels: labels.accrual),
    "counts_from": lambda event, at, labels: {"counts_from": _value(event, at, labels)},
    "outcome": _outcome,
    "item": _item,
    "value": lambda event, value, labels: {"value": _value(event, value, labels)},
    "field": lambda event, field, labels: {"field": labels.field(event.step, field)},
    "previous": _previous,
    "due": lambda event, due, labels: {"after": _due(event, due, labels)},
    "subject": _belongs,
    "message": _message,
    "reason": _why,
}


def _reason(event: e.AnyEvent, labels: Labels) -> str:
    """The reason somebody wrote, or the name of the event or of the code it is."""
    reason = str(getattr(event, "reason", ""))
    if isinstance(event, e.ClockStopped):
        return labels.stop_reason(event.obligation, reason)
    return labels.event(reason) if reason in labels.definition.events else reason


_REASONED: Final = (
    e.AnswerCorrected, e.HandoffReoffered, e.DateSet, e.LimitExtended, e.ClockStopped,
    e.OverlapEnded,
)  # fmt: skip

# --- what somebody wrote ------------------------------------------------------------------------


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
                yield labels.field(name, field), labels.answer(fields.get(field), value)
