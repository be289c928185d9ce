"""Goes through two versions side by side, and says each difference once."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import fields, replace

from hjemover.definition.comparing.aspects import aspect
from hjemover.definition.comparing.matching import SECTIONS, Rename, find_renames, renamed
from hjemover.definition.comparing.rendering import Renderer
from hjemover.definition.comparing.words import GROUPS, WORDS, Group
from hjemover.definition.models import (
    Accrual,
    ChecklistItem,
    Field,
    Form,
    Interrupt,
    Limit,
    Measure,
    NamedDate,
    Number,
    Outcome,
    Party,
    PathwayDefinition,
    Rounds,
    Text,
    Window,
)
from hjemover.phrasing import capital, small
from hjemover.vocabulary import LANGUAGES, Language


class Difference(Struct, frozen=True, kw_only=True):
    """One thing that is not as it was. *group* says whom it matters to."""

    group: Group
    said: str


class Comparison(Struct, frozen=True, kw_only=True):
    """All that differs in meaning between two versions, in one language."""

    title: str
    versions: str
    differences: tuple[Difference, ...]
    language: Language
    of_patients: bool = True

    @property
    def same(self) -> bool:
        return not self.differences

    def of(self, group: Group) -> tuple[Difference, ...]:
        return tuple(one for one in self.differences if one.group == group)


def compare(old: PathwayDefinition, new: PathwayDefinition, language: Language) -> Comparison:
    """What differs in meaning from *old* to *new*, most telling group first.

    Version, first day and the order things stand in are no differences. Any other thing that
    the models hold gives a sentence, also what has no words of its own yet.
    """
    renames = find_renames(old, new)
    walker = _Walker(renamed(old, renames), new, language)
    found = [*walker.renames(renames, old), *walker.whole()]
    plain = walker.new.plain
    return Comparison(
        title=plain.text(new.name),
        versions=WORDS[language].versions.format(
            old.version, plain.day(old.valid_from), new.version, plain.day(new.valid_from)
        ),
        differences=tuple(sorted(dict.fromkeys(found), key=lambda one: GROUPS.index(one.group))),
        language=language,
        of_patients=new.subject in ("patient", "family"),
    )


_WHO: Final = frozenset(
    ("party", "sender", "receiver", "copies", "to", "tell", "readdress", "service", "of",
     "informed_only", "escalate", "consent", "basis")
)  # fmt: skip
_LIMITS: Final = frozenset(
    ("due", "accept", "delivered", "until", "remind", "deadline_class", "expire", "window",
     "opens", "closes", "plan", "value", "overrides", "first_known_of", "may_be_future",
     "counted")
)  # fmt: skip
_TEXTS: Final = frozenset(("label", "name", "description", "help", "say", "aliases"))
_QUESTIONS: Final = frozenset(("form", "checklist", "register"))
_SOURCES: Final = frozenset(("source", "verified"))
# How the file's identity and its place in time are told is not what it means.
# A decision table is what the branches were made from: those say what it means.
_NOT_MEANT: Final = frozenset(("id", "version", "valid_from", "fingerprint", "table", "conditions"))
_MILESTONES: Final = frozenset(("starts", "stops", "begins", "ends"))


class _Walker:
    def __init__(self, old: PathwayDefinition, new: PathwayDefinition, language: Language) -> None:
        self.words = WORDS[language]
        self.language = language
        self.old = Renderer(old, language)
        self.new = Renderer(new, language)

    # --- the whole ----------------------------------------------------------------------------

    def renames(self, renames: tuple[Rename, ...], old: PathwayDefinition) -> Iterator[Difference]:
        for one in renames:
            said = self.words.renamed[one.section].format(
                self.new.quoted(one.old), self.new.quoted(one.new)
            )
            yield Difference(group="texts", said=said)

    def whole(self) -> Iterator[Difference]:
        old, new = self.old.definition, self.new.definition
        for section in SECTIONS:
            yield from self._section(section, getattr(old, section), getattr(new, section))
        rest = [one.name for one in fields(PathwayDefinition) if one.name not in SECTIONS]
        yield from self._fields(self.words.whole, old, new, rest)

    def _section(
        self, section: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> Iterator[Difference]:
        for name in [one for one in old if one not in new]:
            yield self._gone(section, name)
        for name, entry in new.items():
            if name not in old:
                yield from self._come(section, name, entry)
            elif old[name] != entry:
                yield from self._entry(section, name, old[name], entry)

    def _gone(self, section: str, name: str) -> Difference:
        if section == "steps":
            said = self.words.step_removed.format(self.old.step(name))
            return Difference(group="under-way", said=said)
        gone = self.old.number(name) if section == "numbers" else self.old.entry(section, name)
        said = self.words.entry_removed[section].format(gone)
        return Difference(group=_SECTION_GROUPS[section], said=said)

    def _come(self, section: str, name: str, entry: Any) -> Iterator[Difference]:
        if section == "steps":
            said = self.words.step_added.format(self.new.step(name))
        else:
            come = self.new.number(name) if section == "numbers" else self.new.entry(section, name)
            said = self.words.entry_added[section].format(come)
        yield Difference(group=_SECTION_GROUPS[section], said=said)
        if isinstance(entry, NamedDate) and entry.required:
            yield self._required(name)

    def _required(self, date: str) -> Difference:
        said = self.words.required_date.format(self.new.entry("dates", date))
        return Difference(group="under-way", said=said)

    def _entry(self, section: str, name: str, old: Any, new: Any) -> Iterator[Difference]:
        where = self.new.entry(section, name)
        if isinstance(new, Text):
            yield from self._text(where, ("", where), old, new)
        elif type(old) is not type(new):
            said = self.words.step_kind.format(where)
            yield Difference(group="under-way", said=said)
        elif isinstance(new, Form):
            yield from self._text(where, aspect("Form", "name", self.language), old.name, new.name)
            yield from self._questions(where, old.fields, new.fields)
        else:
            if isinstance(new, NamedDate) and new.required and not old.required:
                yield self._required(name)
                old = replace(old, required=True)
            yield from self._fields(where, old, new, [one.name for one in fields(new)])

    # --- one thing ----------------------------------------------------------------------------

    def _fields(self, where: str, old: Any, new: Any, names: list[str]) -> Iterator[Difference]:
        for name in names:
            before, after = getattr(old, name), getattr(new, name)
            if isinstance(new, Accrual | Measure) and name in _MILESTONES:
                told_with = "conditions" if name == "starts" else name
                if before == after and getattr(old, told_with) == getattr(new, told_with):
                    continue
                yield from self._milestones(where, old, new, name)
            elif name not in _NOT_MEANT and before != after:
                yield from self._field(where, new, name, before, after)

    def _field(
        self, where: str, owner: Struct, name: str, old: Any, new: Any
    ) -> Iterator[Difference]:
        called = aspect(type(owner).__name__, name, self.language)
        if isinstance(old, Text) and isinstance(new, Text):
            yield from self._text(where, called, old, new)
        elif name == "outcomes":
            yield from self._outcomes(where, old, new)
        elif name == "ask" or name == "columns":
            yield from self._questions(where, old, new)
        elif name == "checklist":
            yield from self._items(where, old, new)
        elif isinstance(old, Limit) and isinstance(new, Limit):
            inside = self.words.and_limit.format(capital(called[0]), where)
            yield from self._limit(where, inside, called, old, new)
        elif isinstance(old, Rounds) and isinstance(new, Rounds):
            yield from self._fields(where, old, new, ["at_most", "then"])
        else:
            yield self._value(where, owner, name, called, old, new)

    def _milestones(
        self, where: str, old: Accrual | Measure, new: Accrual | Measure, name: str
    ) -> Iterator[Difference]:
        before, after = self.old.milestones(old, name), self.new.milestones(new, name)
        called = aspect(type(new).__name__, name, self.language)
        group = _SECTION_GROUPS["accruals" if isinstance(new, Accrual) else "measures"]
        if before == after:  # what differs has no words
            before = self.old.written([getattr(old, name), getattr(old, "conditions", "")])
            after = self.new.written([getattr(new, name), getattr(new, "conditions", "")])
        if not before:
            said = self.words.added.format(where, called[1], after)
        elif not after:
            said = self.words.removed.format(where, called[1], before)
        else:
            said = self.words.changed.format(where, called[0], before, after)
        yield Difference(group=group, said=said)

    def _value(
        self, where: str, owner: Struct, name: str, called: tuple[str, str], old: Any, new: Any
    ) -> Difference:
        group = _group(owner, name)
        if _empty(old):
            said = self.words.added.format(where, called[1], self.new.value(name, new))
        elif _empty(new):
            said = self.words.removed.format(where, called[1], self.old.value(name, old))
        else:
            before, after = self.old.value(name, old), self.new.value(name, new)
            if before == after:  # what differs has no words: a name, a key, an order
                before, after = self.old.written(old), self.new.written(new)
            said = self.words.changed.format(where, called[0], before, after)
        return Difference(group=group, said=said)

    def _text(
        self, where: str, called: tuple[str, str], old: Text, new: Text
    ) -> Iterator[Difference]:
        if old == new:
            return
        before, after = self.old.plain.text(old), self.new.plain.text(new)
        if before != after:
            said = self.words.changed.format(
                where, called[0] or called[1], self.old.quoted(before), self.new.quoted(after)
            )
            yield Difference(group="texts", said=said)
        others = [
            self.words.languages[one]
            for one in LANGUAGES
            if one != self.language and getattr(old, one) != getattr(new, one)
        ]
        if others and (
            before == after or getattr(old, self.language) == getattr(new, self.language)
        ):
            said = self.words.wording.format(
                where, called[0] or called[1], self.new.plain.listed(others)
            )
            yield Difference(group="texts", said=said)

    def _limit(
        self, where: str, inside: str, called: tuple[str, str], old: Limit, new: Limit
    ) -> Iterator[Difference]:
        if old.until != new.until:
            before, after = self.old.plain.moment(old.until), self.new.plain.moment(new.until)
            if before == after:
                before, after = self.old.written(old.until), self.new.written(new.until)
            said = self.words.changed.format(where, called[0], before, after)
            yield Difference(group="limits", said=said)
        told = {"until"} | ({"deadline_class"} if self._told_with_number(old, new) else set())
        rest = [one.name for one in fields(Limit) if one.name not in told]
        yield from self._fields(inside, old, new, rest)

    def _told_with_number(self, old: Limit, new: Limit) -> bool:
        """Whether both limits have their class from one number, which is told by itself."""
        names = {one.until.offset.number for one in (old, new) if one.until.offset}
        name = next(iter(names), None)
        if len(names) != 1 or name is None:
            return False
        numbers = self.old.definition.numbers[name], self.new.definition.numbers[name]
        classes = old.deadline_class, new.deadline_class
        return classes == (numbers[0].deadline_class, numbers[1].deadline_class)

    # --- outcomes, questions, items -----------------------------------------------------------

    def _outcomes(
        self, where: str, old: Mapping[str, Outcome], new: Mapping[str, Outcome]
    ) -> Iterator[Difference]:
        for code in [one for one in old if one not in new]:
            label = self.old.quoted(self.old.plain.text(old[code].label))
            yield Difference(group="way", said=self.words.outcome_removed.format(where, label))
        for code, outcome in new.items():
            label = self.new.quoted(self.new.plain.text(outcome.label))
            if code not in old:
                way = self.new.value("then", outcome.then)
                said = self.words.outcome_added.format(where, label, way)
                yield Difference(group="way", said=said)
            elif old[code] != outcome:
                names = [one.name for one in fields(Outcome)]
                yield from self._fields(f"{where}, {label}", old[code], outcome, names)

    def _questions(
        self, where: str, old: Mapping[str, Field], new: Mapping[str, Field]
    ) -> Iterator[Difference]:
        for name in [one for one in old if one not in new]:
            label = self.old.quoted(self.old.plain.text(old[name].label))
            said = self.words.question_removed.format(where, label)
            yield Difference(group="questions", said=said)
        for name, field in new.items():
            label = self.new.quoted(self.new.plain.text(field.label))
            if name not in old:
                said = self.words.question_added.format(where, label)
                yield Difference(group="questions", said=said)
            elif old[name] != field:
                names = [one.name for one in fields(Field)]
                yield from self._fields(f"{where}, {label}", old[name], field, names)

    def _items(
        self, where: str, old: Mapping[str, ChecklistItem], new: Mapping[str, ChecklistItem]
    ) -> Iterator[Difference]:
        for name in [one for one in old if one not in new]:
            label = self.old.quoted(small(self.old.plain.text(old[name].label)))
            said = self.words.item_removed.format(where, label)
            yield Difference(group="questions", said=said)
        for name, item in new.items():
            label = self.new.quoted(small(self.new.plain.text(item.label)))
            if name not in old:
                said = self.words.item_added.format(where, label)
                yield Difference(group="questions", said=said)
            elif old[name] != item:
                names = [one.name for one in fields(ChecklistItem)]
                yield from self._fields(f"{where}, {label}", old[name], item, names)


_SECTION_GROUPS: Final[dict[str, Group]] = {
    "parties": "who",
    "dates": "limits",
    "numbers": "limits",
    "windows": "limits",
    "consents": "who",
    "forms": "questions",
    "outcomes": "way",
    "steps": "way",
    "events": "events",
    "tables": "sources",
    "accruals": "limits",
    "measures": "other",
}


def _group(owner: Struct, name: str) -> Group:
    if name in _SOURCES and isinstance(owner, Number):
        return "sources"
    if name in _TEXTS:
        return "texts"
    if isinstance(owner, Field | ChecklistItem) or name in _QUESTIONS:
        return "questions"
    if isinstance(owner, Interrupt):
        return "events"
    if name in _WHO or isinstance(owner, Party):
        return "who"
    if name in _LIMITS or isinstance(owner, Limit | Number | NamedDate | Window):
        return "limits"
    return "other" if isinstance(owner, PathwayDefinition) and name != "start" else "way"


def _empty(value: Any) -> bool:
    return value is None or value in ((), {}, "")
