"""Limits, windows, moments and events of a definition in a few words."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from hjemover.calendar import Duration, say_duration
from hjemover.definition.diagram.words import WORDS
from hjemover.definition.models import (
    Amount,
    AnswerRef,
    DateRef,
    EnrolledRef,
    Field,
    HandoffStep,
    Interrupt,
    Limit,
    Moment,
    PathwayDefinition,
    Recipient,
    Ref,
    StartRef,
    Step,
    StepRef,
    SubpathwayStep,
    TaskStep,
    Text,
    WaitStep,
    Window,
    WindowRef,
)
from hjemover.phrasing import listed, small
from hjemover.vocabulary import Language


class Wording:
    """Says the parts of one *definition* in one *language*."""

    def __init__(self, definition: PathwayDefinition, language: Language) -> None:
        self.definition = definition
        self.language = language
        self.words = WORDS[language]

    def text(self, text: Text) -> str:
        return text.in_language(self.language)

    def step(self, step: str) -> str:
        return self.text(self.definition.steps[step].label)

    def party(self, party: str) -> str:
        return self.text(self.definition.parties[party].name)

    def listed(self, names: Sequence[str]) -> str:
        """ "A, B og C"."""
        return listed(names, self.words.and_)

    def recipients(self, recipients: Iterable[Recipient]) -> str:
        return self.listed([self._recipient(recipient) for recipient in recipients])

    def _recipient(self, recipient: Recipient) -> str:
        name = self.party(recipient.party)
        return self.words.lead_of.format(name) if recipient.role == "lead" else name

    # --- time ---

    def amount(self, amount: Amount) -> str:
        value = amount.duration
        if amount.number is not None:
            number = self.definition.numbers[amount.number].value
            value = number if isinstance(number, Duration) else None
            if value is None:
                return str(number)
        return say_duration(value, self.language) if value is not None else ""

    def moment(self, moment: Moment) -> str:
        """ "2 virkedager", "3 uker før «Punkt 2» åpner", "diagnosedato"."""
        reference = self._reference(moment.of)
        if moment.offset is None:
            return reference
        amount = self.amount(moment.offset)
        if not reference:
            return amount
        order = self.words.after if moment.direction == "after" else self.words.before
        return order.format(amount, reference)

    def _reference(self, ref: Ref) -> str:
        match ref:
            case DateRef(name=name):
                return small(self.text(self.definition.dates[name].name))
            case StepRef(step=step, edge=edge):
                phrase = self.words.starts_when if edge == "started" else self.words.ends_when
                return phrase.format(self.step(step))
            case AnswerRef(field=name, step=step):
                return small(self.field(name, step))
            case WindowRef(window=window, edge=edge):
                phrase = self.words.window_opens if edge == "opens" else self.words.window_closes
                return phrase.format(self.text(self.definition.windows[window].name))
            case StartRef():
                return ""
            case EnrolledRef():
                return self.words.enrolled
            case _:
                assert_never(ref)

    def window(self, window: Window) -> str:
        """ "3–4 måneder etter klokkestart"; both ends in full when they do not count alike."""
        opens, closes = window.opens, window.closes
        if opens.of == closes.of and opens.direction == closes.direction:
            first, last = self._duration(opens), self._duration(closes)
            if first is not None and last is not None and first.unit == last.unit:
                return f"{first.amount}–{self.moment(closes)}"
        return f"{self.moment(opens)} – {self.moment(closes)}"

    def _duration(self, moment: Moment) -> Duration | None:
        if moment.offset is None:
            return None
        if moment.offset.number is None:
            return moment.offset.duration
        value = self.definition.numbers[moment.offset.number].value
        return value if isinstance(value, Duration) else None

    # --- steps ---

    def task_notes(self, step: TaskStep) -> Iterable[str]:
        if step.window is not None:
            window = self.definition.windows[step.window]
            yield self.words.window.format(self.window(window))
        elif step.due is not None:
            yield self.words.limit.format(self.moment(step.due.until))
            yield from self._moves(step.due)
        if step.checklist:
            one, several = self.words.checklist
            many = len(step.checklist)
            yield one if many == 1 else several.format(many)

    def _moves(self, limit: Limit) -> Iterable[str]:
        """How a limit may be moved."""
        if limit.extend is not None:
            once, several = self.words.can_extend
            times = limit.extend.at_most
            yield once if times == 1 else several.format(times)
        if limit.stops:
            yield self.words.can_stop

    def answer_notes(self, step: HandoffStep) -> Iterable[str]:
        """How long the receiver has to answer."""
        yield self.words.answer.format(self.moment(step.accept.until))
        if step.accept.tacit:
            yield self.words.tacit
        yield from self._moves(step.accept)

    def handoff_notes(self, step: HandoffStep) -> Iterable[str]:
        if step.more:
            told = self.listed([self.party(party) for party in step.receivers])
            some = {"all": self.words.to_all, "any": self.words.to_any}
            yield some.get(str(step.quorum), self.words.to_some).format(told, step.quorum)
        if step.delivered is not None:
            yield self.words.receipt.format(self.moment(step.delivered.until))
        if step.overlap is not None:
            within = self.amount(step.overlap.within)
            yield self.words.overlap.format(self.step(step.overlap.until), within)
        if step.copies:
            yield self.words.copy_to.format(self.listed([self.party(p) for p in step.copies]))

    def wait_notes(self, step: WaitStep) -> Iterable[str]:
        parts = []
        if step.until is not None and step.until.of == StartRef():
            parts.append(self.moment(step.until))
        elif step.until is not None:
            parts.append(self.words.until.format(self.moment(step.until)))
        if step.otherwise is not None:
            parts.append(self.words.otherwise.format(self.moment(step.otherwise)))
        if parts:
            yield ", ".join(parts)
        if step.postponed:
            yield self.words.postponed

    def subpathway_notes(self, step: SubpathwayStep) -> Iterable[str]:
        yield self.words.subpathway.format(step.pathway)
        if step.each is not None:
            owner, _, field = step.each.rpartition(".")
            yield self.words.for_each.format(self.field(field, owner))
        if step.due is not None:
            yield self.words.limit.format(self.moment(step.due.until))

    def field(self, name: str, step: str = "") -> str:
        """The label of a field that *step* (or, when empty, any step) asks for."""
        found = self.find_field(name, step)
        return self.text(found.label) if found is not None else name.replace("_", " ")

    def find_field(self, name: str, step: str = "") -> Field | None:
        steps = self.definition.steps
        for candidate in [steps[step]] if step else steps.values():
            for fields in self._asked(candidate):
                inside = (f.columns[name] for f in fields.values() if name in f.columns)
                found = fields.get(name) or next(inside, None)
                if found is not None:
                    return found
        return None

    def _asked(self, step: Step) -> Iterable[dict[str, Field]]:
        """The fields of its form, and those of each outcome."""
        if isinstance(step, TaskStep) and step.form is not None:
            yield self.definition.forms[step.form].fields
        if isinstance(step, TaskStep | HandoffStep):
            yield from (outcome.ask for outcome in step.outcomes.values())

    # --- events ---

    def effects(self, event: Interrupt) -> str:
        """What an event does, in the order it does it; whom it tells only when it does no more."""
        words, definition = self.words, self.definition
        said: list[str] = [*self._trigger(event)]
        if event.set_dates:
            dates = [small(self.text(definition.dates[d].name)) for d in event.set_dates]
            said.append(words.sets_dates.format(self.listed(dates)))
        if event.consent:
            said.append(words.consents)
        if event.readdress:
            parties = [small(self.party(party)) for party in event.readdress]
            said.append(words.readdresses.format(self.listed(parties)))
        said.extend(words.cancels.format(self.step(step)) for step in event.cancel)
        said.extend(words.stops_clock.format(self.step(step)) for step in event.stop)
        said.extend(words.starts_clock.format(self.step(step)) for step in event.restart)
        if event.close is not None:
            said.append(words.closes.format(self.text(definition.outcomes[event.close])))
        if event.pause_until is not None:
            said.append(words.pauses)
        if event.resume:
            said.append(words.resumes)
        if event.goto is not None:
            said.append(words.goes_to.format(self.step(event.goto)))
        if event.start is not None:
            said.append(words.starts)
        if len(said) == bool(event.on or event.absence) and event.tell:
            said.append(words.tells.format(self.recipients(event.tell)))
        return ", ".join(said)

    def _trigger(self, event: Interrupt) -> Iterable[str]:
        """What lets it strike by itself."""
        if event.on is not None:
            yield self.words.told.format(self._occurrence(event.on))
        if event.absence is not None:
            name = self._occurrence(event.absence.occurrence)
            yield self.words.not_told.format(name, self.amount(event.absence.within))

    def _occurrence(self, occurrence: str) -> str:
        found = self.definition.occurrences.get(occurrence)
        return small(self.text(found.name)) if found and found.name else occurrence
