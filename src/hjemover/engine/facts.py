"""What the expressions of a definition may read of a pathway (fakta for betingelser)."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar

from hjemover.calendar import Duration, local_day
from hjemover.definition.expressions import answer_facts, fact_name, others_read, step_fields
from hjemover.definition.models import (
    Condition,
    Field,
    HandoffStep,
    ParallelStep,
    PathwayDefinition,
)
from hjemover.engine.directory import Rules
from hjemover.engine.place import Place
from hjemover.engine.scopes import own, row_branches
from hjemover.engine.state import Answers, Obligation, Pathway
from hjemover.engine.timing import known_date
from hjemover.vocabulary import HandoffStatus

V = TypeVar("V")

_ANSWERED = frozenset(("accepted", "rejected"))
_WITH_RECEIVER = frozenset((HandoffStatus.DELIVERED, HandoffStatus.SEEN, HandoffStatus.RETURNED))

_NAMES = re.compile(r"\b[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*\b")


class Facts(Mapping[str, Any]):
    """Every variable the definition declares, empty where nothing is known.

    Each is worked out when it is first read, so a decision costs what it reads and not what
    the pathway has come to know. The shape is that of ``expressions.facts_shape``.
    """

    def __init__(
        self,
        rules: Rules,
        pathway: Pathway,
        place: Place,
        at: datetime | None = None,
        occurrence: Mapping[str, Any] | None = None,
    ) -> None:
        """
        Args:
            at: When it is asked, for what is counted in days since; when the others were read if
                None.
            occurrence: What is told with the occurrence that is asked of.
        """
        self._rules, self._pathway, self._place = rules, pathway, place
        self._at, self._told = at, occurrence
        self._found: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._found:
            group = _GROUPS.get(name)
            self._found[name] = group(self) if group else self._answers(name.replace("_", "-"))
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self._by_name()), **dict.fromkeys(_GROUPS)})

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _by_name(self) -> dict[str, str]:
        return {fact_name(step): step for step in self._rules.definition.steps}

    def _answers(self, step: str) -> dict[str, Any]:
        fields = step_fields(self._rules.definition, self._rules.definition.steps[step])
        return dict(answer_facts(fields, self._own(self._pathway.answers, step) or {}))

    def _own(self, known: Mapping[str, V], step: str) -> V | None:
        return own(known, self._pathway, step, self._place.branch)

    def _outcome(self) -> dict[str, str]:
        done = {name: self._own(self._pathway.done, step) for name, step in self._by_name().items()}
        return {name: one.outcome if one else "" for name, one in done.items()}

    def _rounds(self) -> dict[str, int]:
        rounds = self._pathway.rounds
        return {name: self._own(rounds, step) or 0 for name, step in self._by_name().items()}

    def _late(self) -> dict[str, int]:
        late = {
            one.step: one.due.late_on_arrival
            for one in self._pathway.obligations.values()
            if one.due and self._is_own(one)
        }
        done = {step: self._own(self._pathway.done, step) for step in self._by_name().values()}
        late = {step: one.late for step, one in done.items() if one} | late
        return {name: late.get(step, 0) for name, step in self._by_name().items()}

    def _overdue(self) -> dict[str, bool]:
        late = {
            one.step
            for one in self._pathway.obligations.values()
            if one.due and one.due.passed and self._is_own(one)
        }
        return {name: step in late for name, step in self._by_name().items()}

    def _arrived(self) -> dict[str, bool]:
        """Of each handoff, whether the latest offer came to the receiver, or was answered."""
        found = {
            name: own_done is not None and own_done.outcome in _ANSWERED
            for name, step in self._by_name().items()
            if isinstance(self._rules.definition.steps[step], HandoffStep)
            for own_done in [self._own(self._pathway.done, step)]
        }
        for one in self._pathway.obligations.values():
            if one.handoff is not None and self._is_own(one) and fact_name(one.step) in found:
                found[fact_name(one.step)] = one.handoff.status in _WITH_RECEIVER
        return found

    def _is_own(self, one: Obligation) -> bool:
        """Whether it is not in the branch of another row."""
        row = next(row_branches(self._pathway, one.branch), None)
        return row is None or row in row_branches(self._pathway, self._place.branch)

    def _number(self) -> dict[str, int | float]:
        on, unit = local_day(self._pathway.enrolled), self._pathway.responsible
        values = {
            fact_name(name): self._rules.number(name, unit, on)
            for name, number in self._rules.definition.numbers.items()
            if not isinstance(number.value, Duration)
        }
        return {name: value for name, value in values.items() if not isinstance(value, Duration)}

    def _date(self) -> dict[str, str]:
        found = {
            name: known_date(self._rules, self._pathway, name)
            for name in self._rules.definition.dates
        }
        return {fact_name(name): one[1].isoformat() if one else "" for name, one in found.items()}

    def _item(self) -> dict[str, Any]:
        fields = _item_fields(self._rules.definition, self._pathway, self._place)
        return dict(answer_facts(fields, self._place.item))

    def _others(self) -> dict[str, Any]:
        others = self._rules.others
        return others.facts(self._at or others.read or self._pathway.enrolled)

    def _occurrence(self) -> dict[str, Any]:
        return dict(self._told or {})


_GROUPS: Mapping[str, Callable[[Facts], dict[str, Any]]] = {
    "outcome": Facts._outcome,
    "rounds": Facts._rounds,
    "late": Facts._late,
    "overdue": Facts._overdue,
    "arrived": Facts._arrived,
    "number": Facts._number,
    "date": Facts._date,
    "item": Facts._item,
    "others": Facts._others,
    "occurrence": Facts._occurrence,
}


def _item_fields(definition: PathwayDefinition, pathway: Pathway, place: Place) -> dict[str, Field]:
    """The fields of the list item that the nearest branch was made for."""
    branch = place.branch
    while branch:
        join = pathway.joins[branch.rpartition("/")[0]]
        step = definition.steps[join.step]
        if isinstance(step, ParallelStep) and step.each is not None:
            source, _, field = step.each.partition(".")
            asked = step_fields(definition, definition.steps[source]).get(field)
            return asked.columns if asked else {}
        branch = join.branch
    return {}


def inputs(conditions: Iterable[Condition], known: Facts) -> Answers:
    """The values that *conditions* read, to show beside the decision they led to."""
    read: Answers = {}
    for condition in conditions:
        for name in _NAMES.findall(condition.source):
            group, _, field = name.partition(".")
            values = known.get(group)
            if isinstance(values, dict) and field in values:
                read[name] = values[field]
        for group, pathway in others_read(condition.source):
            counted = known["others"][group].get(pathway, -1 if group == "days_since" else 0)
            read[f"others.{group}.{pathway}"] = counted
    return {name: value for name, value in read.items() if not isinstance(value, dict)}
