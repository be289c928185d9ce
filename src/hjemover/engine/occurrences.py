"""What other systems tell of: events that strike by it, and pathways that begin by it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from hjemover.calendar import Duration, after, local_day
from hjemover.definition.expressions import ExpressionError, answer_facts, evaluate, fact_name
from hjemover.definition.models import Amount, Beginning, Condition, Interrupt, Occurrence
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.answers import check_answers
from hjemover.engine.directory import Rules
from hjemover.engine.facts import Facts
from hjemover.engine.interrupts import strike
from hjemover.engine.state import Answers
from hjemover.engine.timing import as_date
from hjemover.engine.turn import Place, Turn
from hjemover.errors import CommandRefused

OCCURRED = "occurred"
"""In place of a field: the day it happened."""


def tell_occurrence(turn: Turn, command: c.TellOccurrence) -> None:
    """Let every event strike that the definition lets strike by it.

    Nothing happens when the pathway is over, or had not begun when it was so.
    """
    kind = turn.rules.definition.occurrences.get(command.occurrence)
    if kind is None:
        known = tuple(turn.rules.definition.occurrences)
        raise CommandRefused("unknown-event", event=command.occurrence, known=known)
    at = command.effective or turn.now
    if at > turn.now:
        raise CommandRefused("date-in-future", at=at)
    if turn.closed or at < turn.pathway.enrolled:
        return
    check_answers(kind.data, command.data, local_day(turn.now))
    turn.emit(
        e.OccurrenceTold(at=at, occurrence=command.occurrence, told=command.told, data=command.data)
    )
    for rule in turn.rules.definition.events.values():
        if rule.on == command.occurrence and not turn.closed:
            if _true(turn, rule, kind, command.data, at):
                strike(turn, rule, _answers(rule, command.data), at)


def _true(turn: Turn, rule: Interrupt, kind: Occurrence, data: Answers, at: datetime) -> bool:
    facts = Facts(turn.rules, turn.pathway, Place(), at, answer_facts(kind.data, data))
    return _holds(rule.when, facts)


def _holds(when: Condition | None, facts: Mapping[str, Any]) -> bool:
    """Whether a condition is true. One that cannot be told lets nothing strike."""
    try:
        return when is None or evaluate(when, facts)
    except ExpressionError:
        return False


def _answers(rule: Interrupt, data: Answers) -> Answers:
    return {name: data[name] for name in rule.ask if name in data}


# --- pathways that begin ----------------------------------------------------------------------


def beginning(rules: Rules, occurrence: str, data: Answers, at: datetime) -> Beginning | None:
    """The rule by which the pathway of *rules* begins because of the occurrence, or None.

    Not when the patient is on it already.
    """
    if rules.others.open.get(rules.definition.id):
        return None
    kind = rules.definition.occurrences.get(occurrence)
    for rule in rules.definition.begins:
        if rule.on == occurrence and kind is not None and _since(rules, rule, at):
            facts = {
                "number": {
                    fact_name(name): number.value
                    for name, number in rules.definition.numbers.items()
                    if not isinstance(number.value, Duration)
                },
                "others": rules.others.facts(at),
                "occurrence": answer_facts(kind.data, data),
            }
            if _holds(rule.when, facts):
                return rule
    return None


def _since(rules: Rules, rule: Beginning, at: datetime) -> bool:
    """Whether it came as long after the other pathway as the rule asks (tilbakeblikk)."""
    if rule.of is None:
        return True
    closed = rules.others.closed_at.get(rule.of)
    if closed is None or closed > at:
        return False
    first = _instant(rules, closed, rule.after, at_its_end=False) if rule.after else closed
    last = _instant(rules, closed, rule.within, at_its_end=True) if rule.within else at
    return first <= at <= last


def _instant(rules: Rules, start: datetime, amount: Amount, *, at_its_end: bool) -> datetime:
    length = amount.duration
    if amount.number is not None:
        value = rules.definition.numbers[amount.number].value
        length = value if isinstance(value, Duration) else None
    assert length is not None, "the checks let only durations be used as lengths"
    found = after(start, length)
    return found.closes() - timedelta(microseconds=1) if at_its_end else found.opens()


def dates_of(rule: Beginning, data: Answers, at: datetime) -> dict[str, date]:
    """The named dates that the new pathway begins with."""
    said = {
        name: local_day(at) if field == OCCURRED else as_date(data.get(field))
        for name, field in rule.set_dates.items()
    }
    return {name: day for name, day in said.items() if day is not None}
