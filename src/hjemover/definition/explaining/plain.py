"""The smallest parts in plain words: parties, moments, limits, numbers and questions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import assert_never

from msgspec.json import encode

from hjemover.calendar import Duration, OpeningHours, say_day, say_duration
from hjemover.calendar.words import weekday_names
from hjemover.definition.diagram.wording import Wording
from hjemover.definition.explaining.conditions import ConditionTeller
from hjemover.definition.explaining.further_words import FURTHER
from hjemover.definition.explaining.words import about, words_for
from hjemover.definition.models import (
    Accrual,
    Amount,
    AnswerRef,
    DateRef,
    EnrolledRef,
    Field,
    Interrupt,
    Measure,
    Moment,
    Number,
    PathwayDefinition,
    Recipient,
    Ref,
    StartRef,
    StepRef,
    Text,
    Window,
    WindowRef,
)
from hjemover.definition.words import STEP_WORDS
from hjemover.phrasing import listed, small
from hjemover.vocabulary import DeadlineClass, Language

PROPOSAL = "proposal"


class Plain:
    """Says the parts of one *definition* in one *language*, without a word of the product."""

    def __init__(self, definition: PathwayDefinition, language: Language) -> None:
        self.definition = definition
        self.language = language
        self.words = words_for(language, definition.subject)
        self.further = about(FURTHER[language], language, definition.subject)
        self.wording = Wording(definition, language)
        self.conditions = ConditionTeller(self.wording)

    # --- names --------------------------------------------------------------------------------

    def text(self, text: Text) -> str:
        return text.in_language(self.language)

    def step(self, step: str) -> str:
        """What a step is called; one without a name of its own by what it is, in plain words."""
        label = self.definition.steps[step].label
        if label == STEP_WORDS["decide"]:
            return self.words.decision_name
        return self.words.branches_name if label == STEP_WORDS["parallel"] else self.text(label)

    def quoted(self, name: str) -> str:
        return self.conditions.words.quoted.format(name)

    def party(self, party: str) -> str:
        """Within a sentence; see `capital` for the beginning of one."""
        return small(self.wording.party(party))

    def recipients(self, to: Iterable[Recipient]) -> str:
        said = [
            self.words.lead_of.format(self.party(one.party))
            if one.role == "lead"
            else self.party(one.party)
            for one in to
        ]
        return self.listed(said)

    def listed(self, names: Sequence[str]) -> str:
        return self.wording.listed(names)

    def either(self, names: Sequence[str]) -> str:
        """ "A, B eller C"."""
        return listed(names, self.words.or_)

    # --- time ---------------------------------------------------------------------------------

    def amount(self, amount: Amount) -> str:
        value = self._value(amount)
        return say_duration(value, self.language) if isinstance(value, Duration) else str(value)

    def is_nothing(self, amount: Amount) -> bool:
        value = self._value(amount)
        return isinstance(value, Duration) and value.amount == 0

    def _value(self, amount: Amount) -> Duration | int | float | None:
        if amount.number is not None:
            return self.definition.numbers[amount.number].value
        return amount.duration

    def moment(self, moment: Moment) -> str:
        """ "10 virkedager etter dato for fallet"; of the step's own start, only how long."""
        reference = self.reference(moment.of)
        if moment.offset is None:
            return reference
        amount = self.amount(moment.offset)
        if not reference:
            return amount
        order = self.words.after if moment.direction == "after" else self.words.before
        return order.format(amount, reference)

    def reference(self, ref: Ref) -> str:
        match ref:
            case DateRef(name=name):
                return self.quoted(self.text(self.definition.dates[name].name))
            case StepRef(step=step, edge=edge):
                phrase = self.words.after_started if edge == "started" else self.words.after_done
                return phrase.format(self.step(step))
            case AnswerRef(field=name, step=step):
                label = self.quoted(self.wording.field(name, step))
                return self.words.answer_day.format(label)
            case WindowRef(window=window, edge=edge):
                phrase = self.words.window_opens if edge == "opens" else self.words.window_closes
                return phrase.format(self.text(self.definition.windows[window].name))
            case StartRef():
                return ""
            case EnrolledRef():
                return self.words.enrolment
            case _:
                assert_never(ref)

    def limit(self, until: Moment, deadline_class: DeadlineClass) -> str:
        """ "innen 2 virkedager (et forslag, ikke kontrollert)"."""
        force = self.force(until.offset, deadline_class)
        return self.until(until) + (f" ({force})" if force else "")

    def until(self, until: Moment) -> str:
        """ "innen 2 virkedager", or "senest 3 uker før …"."""
        counted = until.offset is not None and until.direction == "after"
        phrase = self.words.within if counted else self.words.by
        if until.offset is None and isinstance(until.of, WindowRef):
            phrase = self.words.by_when
        return phrase.format(self.moment(until))

    def force(self, amount: Amount | None, deadline_class: DeadlineClass) -> str:
        """Where a limit has its force from, and whether anybody has checked the number."""
        if amount is None:
            return ""
        if amount.number is None:
            if deadline_class is DeadlineClass.LOCAL:
                return self.words.no_source
            return self.words.classed.format(self.words.classes[deadline_class])
        return self.standing(self.definition.numbers[amount.number], deadline_class)

    def standing(self, number: Number, deadline_class: DeadlineClass) -> str:
        if number.source.strip() == PROPOSAL and not number.verified:
            return self.words.proposal
        phrase = self.words.verified if number.verified else self.words.unverified
        return phrase.format(self.words.classes[deadline_class])

    def window(self, window: Window) -> str:
        """ "mellom 3 og 4 måneder etter klokkestart", with where the numbers stand."""
        opens, closes = window.opens, window.closes
        said = self.words.from_to.format(self.moment(opens), self.moment(closes))
        if opens.of == closes.of and opens.direction == closes.direction:
            first = self._value(opens.offset) if opens.offset else None
            last = self._value(closes.offset) if closes.offset else None
            if (
                isinstance(first, Duration)
                and isinstance(last, Duration)
                and first.unit == last.unit
            ):
                said = self.words.between.format(first.amount, self.moment(closes))
        numbers = [one.offset.number for one in (opens, closes) if one.offset and one.offset.number]
        standings = {
            self.standing(number, number.deadline_class)
            for number in (self.definition.numbers[name] for name in numbers)
        }
        return f"{said} ({'; '.join(sorted(standings))})" if standings else said

    def day(self, day: date) -> str:
        return say_day(day, self.language, weekday=False)

    def source(self, source: str, *, verified: bool) -> str:
        """Where a number is written, and whether anybody has held it against that."""
        words = self.words
        if source.strip() == PROPOSAL and not verified:
            return words.number_proposal
        checked = words.number_verified if verified else words.number_unverified
        return f"{words.number_source.format(source)} {checked}"

    def opening(self, hours: Sequence[OpeningHours | None]) -> str:
        """ "mandag 08.00–15.30, tirsdag 08.00–15.30"."""
        names = weekday_names(self.language)
        return ", ".join(
            f"{names[at]} {one.opens:%H.%M}–{one.closes:%H.%M}"
            for at, one in enumerate(hours)
            if one is not None
        )

    def occurrence(self, name: str) -> str:
        text = self.definition.occurrences[name].name
        return self.quoted(self.text(text) if text is not None else name.replace("-", " "))

    def users(self, number: str) -> list[str]:
        """The steps, windows and whatever else a number is used in, as they are called."""
        written, fact = f'"number":"{number}"', f"number.{number.replace('-', '_')}"
        found = [
            self.quoted(self.step(name))
            for name, step in self.definition.steps.items()
            if written in (raw := encode(step).decode()) or fact in raw
        ]
        others: tuple[Window | Interrupt | Accrual | Measure, ...] = (
            *self.definition.windows.values(),
            *self.definition.events.values(),
            *self.definition.accruals.values(),
            *self.definition.measures.values(),
        )
        found += [
            self.quoted(self.text(one.name))
            for one in others
            if written in (raw := encode(one).decode()) or fact in raw
        ]
        return list(dict.fromkeys(found))

    # --- questions ----------------------------------------------------------------------------

    def questions(self, fields: Mapping[str, Field]) -> str:
        """What is asked, with the choices there are: "hvorfor («Feil kommune» eller «Annet»)"."""
        return "; ".join(self._question(field) for field in fields.values())

    def _question(self, field: Field) -> str:
        label = small(self.text(field.label))
        inner = [*field.choices.values(), *field.rows.values()]
        columns = [small(self.text(column.label)) for column in field.columns.values()]
        if field.choices:
            return f"{label} ({self.either([small(self.text(one)) for one in inner])})"
        if columns:
            rows = [small(self.text(one)) for one in inner]
            return f"{label} ({', '.join(rows)}{': ' if rows else ''}{self.listed(columns)})"
        return label
