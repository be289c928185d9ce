"""The whole definition told: who, what is counted from, the steps, what may strike, the numbers."""

from collections.abc import Iterator

from msgspec import Struct

from hjemover.calendar import Duration, say_duration
from hjemover.definition.explaining.counting import CountingTeller
from hjemover.definition.explaining.events import EventTeller
from hjemover.definition.explaining.plain import PROPOSAL, Plain
from hjemover.definition.explaining.steps import StepTeller
from hjemover.definition.models import (
    Beginning,
    ConsentRule,
    Counted,
    NamedDate,
    Number,
    NumberOverride,
    Party,
    PathwayDefinition,
)
from hjemover.phrasing import capital
from hjemover.vocabulary import Language


class Entry(Struct, frozen=True, kw_only=True):
    """One step or event: what it is called, and what is said of it."""

    heading: str
    sentences: tuple[str, ...]
    points: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Section(Struct, frozen=True, kw_only=True):
    heading: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()


class Explanation(Struct, frozen=True, kw_only=True):
    """A definition in plain sentences, in one language."""

    title: str
    sentences: tuple[str, ...]
    sections: tuple[Section, ...]


def explain(definition: PathwayDefinition, language: Language) -> Explanation:
    """Tell *definition* so that one who has never seen the product can follow it.

    Every step, outcome, limit, date, number and event of it is told. Reads nothing but its
    arguments, so the same version always gives the same text.
    """
    return _Whole(Plain(definition, language)).tell()


class _Whole:
    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self.words = plain.words
        self.definition = plain.definition
        places = {step: number for number, step in enumerate(self.definition.steps, start=1)}
        self.steps = StepTeller(plain, places)
        self.events = EventTeller(plain, self.steps)
        self.counting = CountingTeller(plain)

    def tell(self) -> Explanation:
        definition, words, plain = self.definition, self.words, self.plain
        sentences = [plain.text(definition.description)] if definition.description else []
        sentences.append(words.valid_from.format(plain.day(definition.valid_from)))
        for alias in definition.aliases:
            sentences.append(words.alias.format(plain.text(alias.name), plain.day(alias.until)))
        sentences.append(words.begins.format(self.steps.named(definition.start)))
        sentences += [" ".join(beginning(self.plain, one)) for one in definition.begins]
        sections = [
            Section(heading=words.who, points=tuple(map(self._party, definition.parties.values()))),
            Section(heading=words.known, points=tuple(map(self._date, definition.dates.values()))),
            Section(heading=words.consents, points=tuple(self._consents())),
            Section(heading=words.windows, points=tuple(self._windows())),
            Section(
                heading=words.happens,
                sentences=(words.overdue,),
                entries=tuple(self._steps()),
            ),
            Section(heading=words.any_time, entries=tuple(self._events())),
            Section(
                heading=words.ends, points=tuple(map(plain.text, definition.outcomes.values()))
            ),
            Section(heading=plain.further.grows, points=tuple(self.counting.accruals())),
            Section(heading=plain.further.rates, points=tuple(self.counting.rates())),
            Section(heading=plain.further.measured, points=tuple(self.counting.measures())),
            Section(heading=words.numbers, points=tuple(self._numbers())),
        ]
        return Explanation(
            title=plain.text(definition.name),
            sentences=tuple(sentences),
            sections=tuple(one for one in sections if one.points or one.entries),
        )

    def _party(self, party: Party) -> str:
        words = self.words
        said = []
        if party.service.startswith("item."):
            # Nothing says whose it is where the row names the unit itself.
            said.append(words.unit_from_row if party.of == "enrolment" else words.from_row)
        match party.of:
            case "enrolment":
                pass
            case "patient.municipality":
                said.append(words.in_municipality)
            case "subject.organisation":
                said.append(words.at_organisation)
            case "patient.gp":
                said.append(words.at_gp)
            case other:
                said.append(words.same_place.format(self.plain.party(other)))
        if party.informed_only:
            said.append(words.informed_only)
        if party.hours:
            said.append(self.plain.further.hours.format(self.plain.opening(party.hours)))
        return self._named(self.plain.text(party.name), said)

    @staticmethod
    def _named(name: str, said: list[str]) -> str:
        """ "Fastlegen: der pasienten har fastlege." """
        return f"{name}: {'; '.join(said)}." if said else f"{name}."

    def _date(self, date: NamedDate) -> str:
        said = []
        if date.first_known_of:
            known = [self.definition.dates[one] for one in date.first_known_of]
            names = [self.plain.quoted(self.plain.text(one.name)) for one in known]
            said.append(self.words.first_of.format(self.plain.listed(names)))
        if date.counted is not None:
            said.append(self._counted(date.counted))
        if date.required:
            said.append(self.words.must_be_known)
        if date.may_be_future:
            said.append(self.words.may_be_future)
        return self._named(self.plain.text(date.name), said)

    def _counted(self, counted: Counted) -> str:
        of = self.plain.quoted(self.plain.text(self.definition.dates[counted.of].name))
        if counted.week:
            return self.plain.further.counted_week.format(counted.week, of)
        order = self.words.after if counted.direction == "after" else self.words.before
        return order.format(self.plain.amount(counted.offset), of)

    def _consents(self) -> Iterator[str]:
        for rule in self.definition.consents.values():
            yield " ".join(self._consent(rule))

    def _consent(self, rule: ConsentRule) -> Iterator[str]:
        words = self.words
        yield f"{self.plain.text(rule.name)}."
        yield words.allowed_until if rule.basis == "objection" else words.not_before
        if rule.source:
            yield words.rule_behind.format(rule.source)

    def _windows(self) -> Iterator[str]:
        for name, window in self.definition.windows.items():
            if name in self.definition.steps:
                continue  # a step's own, told with it
            said = f"{self.plain.text(window.name)}: {self.plain.window(window)}."
            if window.plan is not None:
                said += f" {self.words.planned.format(self.plain.moment(window.plan))}"
            yield said

    def _steps(self) -> Iterator[Entry]:
        for step in self.definition.steps.values():
            told = self.steps.tell(step)
            yield Entry(
                heading=f"{self.steps.places[step.id]}. {self.plain.step(step.id)}",
                sentences=told.sentences,
                points=told.points,
                after=told.after,
            )

    def _events(self) -> Iterator[Entry]:
        for event in self.definition.events.values():
            yield Entry(
                heading=self.plain.text(event.name), sentences=tuple(self.events.tell(event))
            )

    # --- numbers ------------------------------------------------------------------------------

    def _numbers(self) -> Iterator[str]:
        for name, number in self.definition.numbers.items():
            yield " ".join([f"{self._number_name(name, number)}.", *self._standing(number)])

    def _number_name(self, name: str, number: Number) -> str:
        said = self._value(number.value)
        if number.name is not None:
            return f"{self.plain.text(number.name)}: {said}"
        users = self.plain.users(name)
        return f"{said} ({', '.join(users)})" if users else said

    def _value(self, value: Duration | int | float) -> str:
        if isinstance(value, Duration):
            return say_duration(value, self.plain.language)
        return f"{value:g}"

    def _standing(self, number: Number) -> Iterator[str]:
        words = self.words
        if number.source.strip() == PROPOSAL and not number.verified:
            yield words.number_proposal
        else:
            yield f"{capital(words.classes[number.deadline_class])}."
            yield self.plain.source(number.source, verified=number.verified)
        for override in number.overrides:
            yield self._override(override)

    def _override(self, override: NumberOverride) -> str:
        day = self.plain.day(override.valid_from)
        scope = self.words.scopes[override.scope]
        return self.words.override.format(scope, override.id, self._value(override.value), day)


def beginning(plain: Plain, begins: Beginning) -> Iterator[str]:
    """What lets the pathway begin by itself."""
    further = plain.further
    yield further.begins_itself.format(plain.occurrence(begins.on))
    if begins.when is not None:
        yield further.begins_when.format(plain.conditions.tell(begins.when))
    bounds = [
        phrase.format(plain.amount(amount))
        for phrase, amount in (
            (further.at_the_earliest, begins.after),
            (further.at_the_latest, begins.within),
        )
        if amount is not None
    ]
    if begins.of is not None:
        said = f" ({', '.join(bounds)})" if bounds else ""
        yield further.begins_after_other.format(said)
