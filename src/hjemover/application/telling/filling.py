"""What the braces of the sentences are filled with, by the fields of the fact."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from hjemover.application.telling.labels import Labels
from hjemover.application.telling.words import CODES, NOT_KNOWN, in_language
from hjemover.calendar import say_day
from hjemover.engine import events as e
from hjemover.engine.state import Subject
from hjemover.vocabulary import ObligationKind


def slots(event: e.AnyEvent, labels: Labels) -> Mapping[str, str]:
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
    return labels.step(choice) if choice in labels.definition.steps else labels.unit(choice)


def _detail(event: Any, value: str, labels: Labels) -> dict[str, str]:
    """The party that nobody was found for; other details are not for people."""
    return {"party": labels.party(value)} if event.kind is ObligationKind.CHOOSE_UNIT else {}


def _because(event: Any, condition: str, labels: Labels) -> dict[str, str]:
    if isinstance(event, e.HandoffHeldBack):
        return {"missing": labels.missing(event.step, condition)}
    return {"because": labels.because(condition)} if isinstance(event, e.DecisionTaken) else {}


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


def _previous(event: Any, value: Any, labels: Labels) -> dict[str, str]:
    if isinstance(event, e.DeadlineMoved):
        return {"before": labels.deadline(value)}
    return {"previous": _value(event, value, labels)}


def _belongs(event: Any, value: Subject, labels: Labels) -> dict[str, str]:
    places = [labels.organisation(one) for one in (value.municipality, value.gp) if one]
    return {"belongs": labels.listed(places) or in_language(NOT_KNOWN, labels.language)}


def _message(event: Any, value: str, labels: Labels) -> dict[str, str]:
    known = value in labels.definition.events
    return {"message": labels.event(value) if known else labels.step(value)}


def _why(event: Any, value: str, labels: Labels) -> dict[str, str]:
    code = CODES.get(value)
    said = in_language(code, labels.language) if code else labels.event(value)
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
    "detail": _detail,
    "because": _because,
    "need": _as("need", lambda labels: str),
    "value": lambda event, value, labels: {"value": _value(event, value, labels)},
    "field": lambda event, field, labels: {"field": labels.field(event.step, field)},
    "previous": _previous,
    "due": lambda event, due, labels: {"after": labels.deadline(due)},
    "subject": _belongs,
    "message": _message,
    "reason": _why,
}
