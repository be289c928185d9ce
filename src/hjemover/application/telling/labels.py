"""What the parts of one pathway are called, in one language (navn)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final

from hjemover.application.house import Addresses
from hjemover.calendar import Reason, say_day, say_deadline, say_reason
from hjemover.definition.diagram.wording import Wording
from hjemover.definition.explaining.conditions import ConditionTeller
from hjemover.definition.models import (
    JOINED,
    Field,
    HandoffStep,
    Outcome,
    PathwayDefinition,
    TaskStep,
    Text,
)
from hjemover.engine.state import Deadline, Obligation, Value
from hjemover.phrasing import listed, small
from hjemover.vocabulary import Language, NoPerson, ObligationKind

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "nb": {
        "yes": "ja",
        "no": "nei",
        "joined": "denne grenen er ferdig",
        "nothing": "ikke besvart",
        "transfer": "Overflytting: {}",
        "event": "Valg etter «{}»",
        "choose": "Velg enhet: {}",
        "clock": "Tiden",
        "system": "Systemet",
        "lead": "lederen for {}",
        "and": "og",
        "done": "«{}» var gjort",
        "started": "«{}» startet",
        "opens": "«{}» åpner",
        "closes": "«{}» lukker",
        "enrolled": "innmelding",
        "otherwise": "ingenting annet passet",
        "due": "fristen",
        "hidden": "ikke vist (adressesperre)",
        "hidden-unit": "en enhet som ikke vises (adressesperre)",
    },
    "nn": {
        "yes": "ja",
        "no": "nei",
        "joined": "denne greina er ferdig",
        "nothing": "ikkje svart på",
        "transfer": "Overflytting: {}",
        "event": "Val etter «{}»",
        "choose": "Vel eining: {}",
        "clock": "Tida",
        "system": "Systemet",
        "lead": "leiaren for {}",
        "and": "og",
        "done": "«{}» var gjort",
        "started": "«{}» starta",
        "opens": "«{}» opnar",
        "closes": "«{}» lukkar",
        "enrolled": "innmelding",
        "otherwise": "ingenting anna passa",
        "due": "fristen",
        "hidden": "ikkje vist (adressesperre)",
        "hidden-unit": "ei eining som ikkje blir vist (adressesperre)",
    },
    "en": {
        "yes": "yes",
        "no": "no",
        "joined": "this branch is done",
        "nothing": "not answered",
        "transfer": "Transfer: {}",
        "event": "Choice after “{}”",
        "choose": "Choose a unit: {}",
        "clock": "Time",
        "system": "The system",
        "lead": "the lead of {}",
        "and": "and",
        "done": "“{}” was done",
        "started": "“{}” started",
        "opens": "“{}” opens",
        "closes": "“{}” closes",
        "enrolled": "enrolment",
        "otherwise": "nothing else fitted",
        "due": "the limit",
        "hidden": "not shown (graded address)",
        "hidden-unit": "a unit that is not shown (graded address)",
    },
}


class Labels:
    """Names of steps, units, people and answers. What has no name is said by its own word.

    Args:
        people: Person id to name, of those who work here; never a patient.
        shield: Places that would tell where a patient with a graded address is, and what is said
            instead: unit and organisation ids to words.
    """

    def __init__(
        self,
        definition: PathwayDefinition,
        addresses: Addresses,
        people: Mapping[str, str],
        language: Language,
        shield: Mapping[str, str] | None = None,
    ) -> None:
        self._shield = shield or {}
        self.definition = definition
        self.addresses = addresses
        self.language = language
        self._people = people
        self._words = _WORDS[language]

    def text(self, text: Text) -> str:
        return text.in_language(self.language)

    # --- who ---

    def unit(self, unit: str) -> str:
        return self._shield.get(unit) or self.addresses.unit_name(unit)

    def person(self, person: str) -> str:
        """An employee's name; the clock and the system by theirs."""
        if person in (NoPerson.CLOCK, NoPerson.SYSTEM):
            return self._words[person]
        return self._people.get(person, person)

    def organisation(self, organisation: str) -> str:
        if organisation in self._shield:
            return self._shield[organisation]
        known = self.addresses.organisations.get(organisation)
        return known.name if known else organisation

    def party(self, party: str) -> str:
        known = self.definition.parties.get(party)
        return self.text(known.name) if known else party

    def recipients(self, to: Iterable[tuple[str, str]]) -> str:
        """ "Mottaket, Skaun og lederen for Mottaket, Skaun"."""
        return self.listed(
            [
                self._words["lead"].format(self.unit(unit)) if role == "lead" else self.unit(unit)
                for unit, role in to
            ]
        )

    def listed(self, names: Sequence[str]) -> str:
        """ "A, B og C"; empty for none."""
        return listed(names, self._words["and"])

    # --- what ---

    def step(self, step: str) -> str:
        """A step's label; of what no step made, what it is."""
        known = self.definition.steps.get(step)
        if known is not None:
            return self.text(known.label)
        if step == JOINED:
            return self._words["joined"]
        kind, _, name = step.partition(":")
        if kind == "transfer":
            return self._words["transfer"].format(self.party(name))
        return self._words["event"].format(self.event(name)) if kind == "event" else step

    def obligation(self, obligation: str) -> str:
        """What an obligation's id names: "<step>#<occurrence>", perhaps with a mark behind."""
        return self.step(obligation.rpartition("#")[0])

    def open(self, obligation: Obligation) -> str:
        """An open obligation, said as the work it is."""
        if obligation.kind is ObligationKind.CHOOSE_UNIT:
            return self._words["choose"].format(self.party(obligation.detail))
        return self.step(obligation.step)

    def outcome(self, step: str, outcome: str) -> str:
        """The name of a way out of a step."""
        known = self._outcomes(step).get(outcome)
        return self.text(known.label) if known else outcome

    def _outcomes(self, step: str) -> Mapping[str, Outcome]:
        known = self.definition.steps.get(step)
        return known.outcomes if isinstance(known, TaskStep | HandoffStep) else {}

    def checklist_item(self, obligation: str, item: str) -> str:
        """What there is to tick off in a task."""
        step = self.definition.steps.get(obligation.rpartition("#")[0])
        known = step.checklist.get(item) if isinstance(step, TaskStep) else None
        return self.text(known.label) if known else item

    def stop_reason(self, obligation: str, reason: str) -> str:
        """Why a clock was stopped: by an event, for a reason of the definition, or as written."""
        if reason in self.definition.events:
            return self.event(reason)
        step = self.definition.steps.get(obligation.rpartition("#")[0])
        limit = getattr(step, "due", None) or getattr(step, "accept", None)
        known = limit.stop_reasons.get(reason) if limit else None
        return self.text(known) if known else reason

    def result(self, outcome: str) -> str:
        """The name of what a whole pathway ended as."""
        known = self.definition.outcomes.get(outcome)
        return self.text(known) if known else outcome

    def event(self, event: str) -> str:
        known = self.definition.events.get(event)
        return self.text(known.name) if known else event

    def named_date(self, name: str) -> str:
        known = self.definition.dates.get(name)
        return self.text(known.name) if known else name

    def consent(self, purpose: str) -> str:
        known = self.definition.consents.get(purpose)
        return self.text(known.name) if known else purpose

    def window(self, window: str) -> str:
        known = self.definition.windows.get(window)
        return self.text(known.name) if known else window

    def accrual(self, accrual: str) -> str:
        known = self.definition.accruals.get(accrual)
        return self.text(known.name) if known else accrual

    def occurrence(self, occurrence: str) -> str:
        known = self.definition.occurrences.get(occurrence)
        return self.text(known.name) if known and known.name else occurrence

    # --- answers ---

    def fields(self, name: str) -> dict[str, Field]:
        """Every field that *name* (a step, or "@event") can have answers to."""
        if name.startswith("@"):
            event = self.definition.events.get(name[1:])
            return dict(event.ask) if event else {}
        step = self.definition.steps.get(name)
        form = self.definition.forms.get(getattr(step, "form", None) or "")
        found = dict(form.fields) if form else {}
        for outcome in self._outcomes(name).values():
            found.update(outcome.ask)
        return found

    def source(self, name: str) -> str:
        """Where answers came from: a step, or an event."""
        return self.event(name[1:]) if name.startswith("@") else self.step(name)

    def field(self, name: str, field: str) -> str:
        known = self.fields(name).get(field)
        return self.text(known.label) if known else field.replace("_", " ")

    def answer(self, field: Field | None, value: Value) -> str:
        """An answer in words, by the type of its field."""
        return self._answer(field, value, "; ")

    def answer_in_lines(self, field: Field | None, value: Value) -> str:
        """The same, with what stands in a table or a list on a line for each row."""
        return self._answer(field, value, "\n")

    def _answer(self, field: Field | None, value: Value, between_rows: str) -> str:
        if value is None or value == "" or value == [] or value == {}:
            return self._words["nothing"]
        if field is None:
            return _plain(value)
        if field.type in _ROWS:
            return between_rows.join(_ROWS[field.type](self, field, value))
        say = _SAY.get(field.type)
        return say(self, field, value) if say else _plain(value)

    def yes_no(self, value: Value) -> str:
        return self._words["yes" if value else "no"]

    # --- why ---

    def reason(self, reason: Reason) -> str:
        """Why a day is that day, with the names of what was counted from."""
        return say_reason(reason, self.language, names=self._anchors)

    def deadline_reason(self, due: Deadline) -> str:
        return self.reason(due.reason)

    def deadline(self, due: Deadline) -> str:
        """When a limit is, as said within a sentence."""
        return say_deadline(due.at, self.language, weekday=False)

    def because(self, condition: str) -> str:
        """Why the way went as it did: the condition that was true, or that none was."""
        return self._conditions.tell_source(condition) if condition else self._words["otherwise"]

    def missing(self, step: str, condition: str) -> str:
        """What was not in place before a handoff: as the definition says it, or the condition."""
        gate = getattr(self.definition.steps.get(step), "gate", None)
        if gate is not None and gate.say is not None:
            return small(self.text(gate.say))
        return self._conditions.tell_source(condition)

    @cached_property
    def _conditions(self) -> ConditionTeller:
        return ConditionTeller(Wording(self.definition, self.language))

    @cached_property
    def _anchors(self) -> dict[str, str]:
        """What limits count from, as said within a sentence; what has no name is left out."""
        known, words = self.definition, self._words
        found = {name: words[name] for name in ("enrolled", "due")}
        found |= {name: small(self.named_date(name)) for name in known.dates}
        for edge in ("done", "started"):
            found |= {f"{one}.{edge}": words[edge].format(self.step(one)) for one in known.steps}
        for edge in ("opens", "closes"):
            found |= {f"{w}.{edge}": words[edge].format(self.window(w)) for w in known.windows}
        return found


def shield_for(
    definition: PathwayDefinition,
    addresses: Addresses,
    parties: Mapping[str, str],
    own: Collection[str],
    language: Language,
) -> dict[str, str]:
    """What is said in place of the places that tell where a patient is.

    That is every municipality and GP office but those of *own* units, with their units. A unit
    that is a party of the pathway is called what it does, so that one still sees whose turn it is.
    """
    words = _WORDS[language]
    ours = {addresses.units[unit].organisation for unit in own if unit in addresses.units}
    telling = {
        one.id
        for one in addresses.organisations.values()
        if one.kind in ("municipality", "gp-office") and one.id not in ours
    }
    said = dict.fromkeys(telling, words["hidden"])
    said |= {
        one.id: words["hidden-unit"]
        for one in addresses.units.values()
        if one.organisation in telling
    }
    for party, unit in parties.items():
        if unit in said and party in definition.parties:
            said[unit] = definition.parties[party].name.in_language(language)
    return said


def _plain(value: Value) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(one)}" for key, one in value.items())
    return str(value)


def _choice(labels: Labels, field: Field, value: Value) -> str:
    known = field.choices.get(str(value))
    return labels.text(known) if known else str(value)


def _choices(labels: Labels, field: Field, value: Value) -> str:
    chosen = value if isinstance(value, list) else []
    return ", ".join(_choice(labels, field, one) for one in chosen)


def _day(labels: Labels, field: Field, value: Value) -> str:
    try:
        return say_day(date.fromisoformat(str(value)), labels.language, weekday=False)
    except ValueError:
        return str(value)


def _row(labels: Labels, field: Field, row: Value) -> str:
    if not isinstance(row, dict):
        return _plain(row)
    said = [
        f"{labels.text(column.label)}: {labels.answer(column, row[name])}"
        for name, column in field.columns.items()
        if row.get(name) not in (None, "", [], {})
    ]
    return ", ".join(said)


def _table(labels: Labels, field: Field, value: Value) -> list[str]:
    rows = value.items() if isinstance(value, dict) else ()
    said = [(field.rows.get(name), _row(labels, field, row)) for name, row in rows]
    return [f"{labels.text(row) if row else ''}: {text}" for row, text in said if text]


def _list(labels: Labels, field: Field, value: Value) -> list[str]:
    rows = value if isinstance(value, list) else []
    return [_row(labels, field, row) for row in rows]


_ROWS: Final[dict[str, Callable[[Labels, Field, Value], list[str]]]] = {
    "table": _table,
    "list": _list,
}
_SAY: Final[dict[str, Callable[[Labels, Field, Value], str]]] = {
    "date": _day,
    "yes-no": lambda labels, _, value: labels.yes_no(value),
    "choice": _choice,
    "choices": _choices,
    "municipality": lambda labels, _, value: labels.organisation(str(value)),
    "unit": lambda labels, _, value: labels.unit(str(value)),
}
