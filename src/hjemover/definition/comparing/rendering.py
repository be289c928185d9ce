"""The values of a definition in words, so that two of them can be set side by side."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from msgspec import Struct, to_builtins
from msgspec.json import encode

from hjemover.calendar import Duration, say_duration
from hjemover.definition.comparing.words import WORDS, Words
from hjemover.definition.explaining.counting import CountingTeller
from hjemover.definition.explaining.plain import Plain
from hjemover.definition.explaining.steps import StepTeller
from hjemover.definition.explaining.telling import beginning
from hjemover.definition.models import (
    JOINED,
    AbsentOccurrence,
    Accrual,
    Amount,
    Beginning,
    Branch,
    Breach,
    Condition,
    Counted,
    Extension,
    Gate,
    Measure,
    Moment,
    NumberOverride,
    Overlap,
    PathwayDefinition,
    Rate,
    Recipient,
    Registration,
    Rounds,
    Rung,
    Text,
)
from hjemover.phrasing import small
from hjemover.vocabulary import DeadlineClass, Language

# What a text in a field names.
_PARTIES: Final = frozenset(("party", "sender", "receiver", "copies", "readdress"))
_STEPS: Final = frozenset(
    ("then", "start", "goto", "otherwise", "cancel", "carries", "branches", "stop", "restart")
)


class Renderer:
    """Says the values of one *definition* in one *language*."""

    def __init__(self, definition: PathwayDefinition, language: Language) -> None:
        self.definition = definition
        self.plain = Plain(definition, language)
        self.words: Words = WORDS[language]
        self._teller = StepTeller(self.plain, {})
        self._counting = CountingTeller(self.plain)

    def quoted(self, said: str) -> str:
        return self.words.quoted.format(said)

    def step(self, step: str) -> str:
        return self.quoted(self.plain.step(step))

    def entry(self, section: str, name: str) -> str:
        """What an entry of a section is called by people."""
        found: Any = getattr(self.definition, section)[name]
        if section == "steps":
            return self.step(name)
        if section == "numbers" and found.name is None:
            users = self.plain.users(name)
            return self.words.number_used.format(
                self.quoted(name), self.plain.listed(users or ["–"])
            )
        named = found if isinstance(found, Text) else found.name
        return self.quoted(self.plain.text(named) if named is not None else name)

    def number(self, name: str) -> str:
        """A number that has come or is gone: what it is, and where it is used."""
        number = self.definition.numbers[name]
        said = self.plain.text(number.name) if number.name is not None else ""
        users = self.plain.listed([said] if said else self.plain.users(name))
        return f"{self.value('value', number.value)} ({users or self.quoted(name)})"

    def milestones(self, owner: Accrual | Measure, field: str) -> str:
        """What starts, stops or is measured, with what must be true for it; perhaps ""."""
        named: tuple[str, ...] = getattr(owner, field)
        conditions = owner.conditions if isinstance(owner, Accrual) and field == "starts" else {}
        said = [self._counting.milestone(one, conditions.get(one)) for one in named]
        return self.plain.either(said) if said else ""

    # --- values -------------------------------------------------------------------------------

    def value(self, field: str, value: Any) -> str:
        """*value*, which stands in *field*, in words; never empty."""
        return self._value(field, value) or self.words.nothing

    def _value(self, field: str, value: Any) -> str:
        match value:
            case None:
                return ""
            case bool():
                return self.words.yes if value else self.words.no
            case Duration():
                return say_duration(value, self.plain.language)
            case DeadlineClass():
                return self.plain.words.classes[value]
            case int() | float():
                return f"{value:g}"
            case date():
                return self.plain.day(value)
            case str():
                return self._named(field, value)
            case Text():
                return self.quoted(self.plain.text(value))
            case tuple() | list():
                return self._several(field, value)
            case Mapping():
                return self._mapping(field, value)
            case Struct():
                return self._struct(value)
        return str(value)

    def _named(self, field: str, name: str) -> str:
        definition = self.definition
        if field in _PARTIES and name in definition.parties:
            return self.plain.party(name)
        if field in _STEPS:
            if name == JOINED:
                return self.plain.words.part_done
            if name in definition.steps:
                return self.step(name)
        if field == "window" and name in definition.windows:
            return self.entry("windows", name)
        if field == "form" and name in definition.forms:
            return self.entry("forms", name)
        if field == "consent" and name in definition.consents:
            return self.entry("consents", name)
        if field in ("outcome", "close") and name in definition.outcomes:
            return self.entry("outcomes", name)
        if field == "kind":
            return self.plain.further.share_of_all if name == "share" else self._kind(name)
        if field == "first_known_of" and name in definition.dates:
            return self.entry("dates", name)
        return self.quoted(name)

    def _kind(self, name: str) -> str:
        kinds = {str(kind): said for kind, said in self.plain.further.measures.items()}
        return kinds.get(name) or self.quoted(name)

    def _several(self, field: str, values: tuple[Any, ...] | list[Any]) -> str:
        if values and all(isinstance(one, Recipient) for one in values):
            return self.plain.recipients(values)
        if values and all(isinstance(one, Branch | Rung) for one in values):
            return "; ".join(self._value(field, one) for one in values)
        said = [self._value(field, one) for one in values]
        return self.plain.listed(said) if said else ""

    def _mapping(self, field: str, values: Mapping[str, Any]) -> str:
        if all(isinstance(one, Text) for one in values.values()):
            return ", ".join(small(self.plain.text(one)) for one in values.values())
        if field == "set_dates":
            return self.plain.listed([self.entry("dates", one) for one in values])
        return ", ".join(f"{name}: {self._value(field, one)}" for name, one in values.items())

    def _struct(self, value: Struct) -> str:
        plain = self.plain
        match value:
            case Amount():
                return plain.amount(value)
            case Moment():
                return plain.moment(value)
            case Recipient():
                return plain.recipients((value,))
            case Rung():
                return f"{plain.amount(value.after)}: {plain.recipients(value.to)}"
            case Rounds():
                return f"{value.at_most}, {self._named('then', value.then)}"
            case Condition():
                return plain.conditions.tell(value)
            case Branch():
                when = plain.words.if_.format(plain.conditions.tell(value.when))
                return f"{when}: {self._named('then', value.then)}"
            case Gate():
                asked = [plain.words.gate_checklist] if value.checklist else []
                asked += [plain.conditions.tell(value.when)] if value.when else []
                return " ".join(asked)
            case Rate():
                until = f"–{plain.day(value.until)}" if value.until else ""
                return f"{value.value:g} ({plain.day(value.valid_from)}{until})"
            case Extension():
                return f"{plain.amount(value.by)} × {value.at_most}"
            case Breach():
                return " ".join(self._teller.breach(value))
            case Counted():
                order = plain.words.after if value.direction == "after" else plain.words.before
                length = value.week or plain.amount(value.offset)
                return order.format(length, self.entry("dates", value.of))
            case Overlap():
                return f"{self.step(value.until)}, {plain.amount(value.within)}"
            case AbsentOccurrence():
                silent = plain.occurrence(value.occurrence), self.step(value.during)
                return f"{silent[0]}, {plain.amount(value.within)}, {silent[1]}"
            case Beginning():
                return " ".join(beginning(plain, value))
            case Registration():
                return f"{' '.join(self._teller.codes(value, '{}, {}'))}"
            case NumberOverride():
                day = plain.day(value.valid_from)
                return f"{value.id}: {self._value('value', value.value)} ({day})"
        return self.written(value)

    @staticmethod
    def written(value: Any) -> str:
        """As the file might have it: for what has no words of its own."""
        return encode(to_builtins(value)).decode()
