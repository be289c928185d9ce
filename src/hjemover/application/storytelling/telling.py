"""Facts to sentences. Keeps the pathway as the facts leave it, to know who has what."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from hjemover.application.storytelling.words import phrase, sentence
from hjemover.calendar import Duration, Reason, Unit, say_day, say_deadline, say_duration
from hjemover.calendar import say_reason as say
from hjemover.definition.diagram.wording import Wording
from hjemover.definition.explaining.conditions import ConditionTeller
from hjemover.definition.models import (
    JOINED,
    HandoffStep,
    Moment,
    PathwayDefinition,
    StepRef,
    TaskStep,
    WindowRef,
)
from hjemover.engine import Pathway, evolve
from hjemover.engine import events as e
from hjemover.engine.directory import Directory
from hjemover.engine.state import Deadline, ScheduledRung
from hjemover.vocabulary import ConsentDecision, Language, ObligationKind, TaskStatus

_NO_DIRECTORY: Final = Directory()


class Sentence(Struct, frozen=True, kw_only=True):
    """One thing that happened, when it was true. *kind* is the tag of its fact."""

    at: datetime
    kind: str
    said: str


class Storyteller:
    """Tells one pathway's facts, in the order they came, in one language."""

    def __init__(
        self,
        definition: PathwayDefinition,
        language: Language,
        directory: Directory = _NO_DIRECTORY,
    ) -> None:
        self.definition = definition
        self.directory = directory
        self.language = language
        self.wording = Wording(definition, language)
        self.conditions = ConditionTeller(self.wording)
        self.pathway: Pathway | None = None
        self._names = _anchor_names(self.wording, language)

    def tell(self, events: Iterable[e.AnyEvent]) -> list[Sentence]:
        """The sentences of *events*, which follow those told before."""
        told = []
        for event in events:
            before, self.pathway = self.pathway, evolve(self.pathway, event)
            said = self._say(event, before or self.pathway)
            if said:
                told.append(
                    Sentence(at=event.at, kind=tag_of(event), said=said[:1].upper() + said[1:])
                )
        return told

    def reason(self, reason: Reason) -> str:
        """Why a day is that day: "2 virkedager fra diagnosedato 30. mars 2026"."""
        return say(reason, self.language, names=self._names)

    def due(self, due: Deadline) -> str:
        """A deadline with its reason, and how late it was when it came."""
        return f"{say_deadline(due.at, self.language)}{self._why(due.reason)}{self._late(due)}"

    # --- one fact -----------------------------------------------------------------------------

    def _say(self, event: e.AnyEvent, before: Pathway) -> str:
        key, facts = self._worded(event, before)
        if "who" in facts:
            facts["Who"] = facts["who"][:1].upper() + facts["who"][1:]
        return sentence(key, self.language).format_map(_Facts(facts))

    def _worded(self, event: e.AnyEvent, before: Pathway) -> tuple[str, dict[str, str]]:
        """Which sentence, and what goes into it."""
        facts = self._common(event, before)
        key = tag_of(event)
        match event:
            case e.PathwayEnrolled():
                facts["name"] = self._text(self.definition.name)
            case e.PartyResolved(previous=str()):
                key = "party-moved"
                facts |= {"whom": _small(self._party(event.party)), "who": event.unit}
            case e.RoundsExhausted() | e.DecisionTaken():
                facts["then"] = self.step(event.then)
                if isinstance(event, e.DecisionTaken):
                    facts["why"] = self._because(event)
                    key = "branch-decided" if event.then == JOINED else key
            case e.PathwayHeld():
                facts["day"] = say_day(event.review, self.language)
            case e.PathwayClosed():
                text = self.definition.outcomes.get(event.outcome)
                facts["outcome"] = self._text(text) if text else event.outcome
            case e.PathwaySpawned():
                facts["name"] = event.definition
            case e.InterruptReported():
                named = self.definition.events.get(event.event)
                facts["name"] = self._text(named.name) if named else event.event
            case e.ConsentRecorded():
                given = event.decision is ConsentDecision.GIVEN
                key = key if given else "consent-objected"
                facts["name"] = self._text(self.definition.consents[event.purpose].name)
            case e.DateSet():
                key = "date-set" if event.value else "date-unset"
                facts["name"] = self._text(self.definition.dates[event.name].name)
                facts["day"] = self._day(event.value)
            case e.TaskRequested():
                key = self._task_key(event)
                facts["whom"] = _small(self._party(event.detail))
            case e.TaskCompleted():
                key = "choice-made" if event.outcome == "chosen" else key
                facts["outcome"] = self._outcome(event.step, event.outcome)
            case e.ItemChecked() | e.ItemUnchecked():
                facts["name"] = self._item(before, event.obligation, event.item)
            case e.ReceiversAsked():
                facts["name"] = str(event.need)
            case e.HandoffAccepted():
                key = "handoff-tacit" if event.tacit else key
            case e.HandoffHeldBack():
                facts["why"] = self._held_back(event)
            case e.AccrualStarted() | e.AccrualStopped() | e.AccrualMoved():
                facts["name"] = self._text(self.definition.accruals[event.accrual].name)
                if not isinstance(event, e.AccrualStopped):
                    facts["day"] = say_day(event.counts_from, self.language)
            case e.SubpathwayStarted():
                key = "subpathway-joined" if event.joined else key
            case e.SubpathwayEnded():
                facts["outcome"] = event.outcome
            case e.OccurrenceTold() | e.AbsenceNoticed():
                told = self.definition.occurrences.get(event.occurrence)
                named_so = told.name if told else None
                facts["name"] = self._text(named_so) if named_so else event.occurrence
            case e.CodeToRegister():
                facts["name"] = f"{event.code} ({event.code_set})"
            case e.Escalated() | e.NoticeGiven():
                facts["whom"] = self._recipients(event.to)
                if isinstance(event, e.NoticeGiven):
                    facts["what"] = self._message(event.message)
        return key, facts

    def _common(self, event: e.AnyEvent, before: Pathway) -> dict[str, str]:
        """What many facts have: the step, who has it, who is asked, and until when."""
        assert self.pathway is not None
        which = getattr(event, "obligation", "")
        open_ = self.pathway.obligations.get(which) or before.obligations.get(which)
        step = getattr(event, "step", "") or (open_.step if open_ else which.partition("#")[0])
        facts = {"what": self.step(step), "due": self._timing(event)}
        holder = getattr(event, "owner", "") or getattr(event, "unit", "")
        handoff = open_.handoff if open_ else None
        if handoff is not None:
            facts |= {"who": self.unit(handoff.sender), "whom": self.unit(handoff.receiver)}
        elif open_ is not None or holder:
            facts["who"] = self.unit(holder or (open_.holder if open_ else ""))
            facts["whom"] = facts["who"]
        if isinstance(event, e.ReminderDue | e.DeadlinePassed) and open_ is not None:
            facts["who"] = self.unit(open_.awaits)
        if isinstance(event, e.TaskReassigned):
            facts["whom"] = self.unit(event.owner)
        party = getattr(event, "party", None)
        if party and not isinstance(event, e.HandoffOffered):
            facts["whom"] = _small(self._party(party))
        return facts

    @staticmethod
    def _task_key(event: e.TaskRequested) -> str:
        if event.kind is ObligationKind.CHOOSE_UNIT:
            return "unit-missing"
        if event.kind is ObligationKind.REPAIR:
            return "rule-failed"
        return "task-planned" if event.status is TaskStatus.DRAFT else "task-requested"

    # --- names --------------------------------------------------------------------------------

    def _text(self, text: object) -> str:
        return self.wording.text(text)  # type: ignore[arg-type]

    def step(self, step: str) -> str:
        if step in self.definition.steps:
            return self.wording.step(step)
        return self._party(step.removeprefix("transfer:").partition("#")[0])

    def _party(self, party: str) -> str:
        known = self.definition.parties.get(party)
        return self._text(known.name) if known else party

    def unit(self, unit: str) -> str:
        """A unit by the party it is, since designers know parties; else its own id."""
        assert self.pathway is not None
        named = [party for party, one in self.pathway.parties.items() if one == unit]
        facts = self.directory.units.get(unit)
        if not named and facts is not None:
            parties = self.definition.parties.items()
            named = [party for party, rule in parties if rule.service in facts.services]
        return _small(self._party(named[0])) if len(named) == 1 else unit

    def _recipients(self, to: tuple[tuple[str, str], ...]) -> str:
        said = [
            phrase("lead", self.language).format(self.unit(unit))
            if role == "lead"
            else self.unit(unit)
            for unit, role in to
        ]
        return self.wording.listed(said)

    def _message(self, message: str) -> str:
        event = self.definition.events.get(message)
        return self._text(event.name) if event else self.step(message)

    def _outcome(self, step: str, outcome: str) -> str:
        found = self.definition.steps.get(step)
        if isinstance(found, TaskStep | HandoffStep) and outcome in found.outcomes:
            return self._text(found.outcomes[outcome].label)
        return phrase("chosen", self.language)

    def _item(self, before: Pathway, obligation: str, item: str) -> str:
        step = self.definition.steps.get(before.obligations[obligation].step)
        if isinstance(step, TaskStep) and item in step.checklist:
            return _small(self._text(step.checklist[item].label))
        return item

    def _held_back(self, event: e.HandoffHeldBack) -> str:
        step = self.definition.steps.get(event.step)
        gate = step.gate if isinstance(step, HandoffStep) else None
        if gate is not None and gate.say is not None:
            return _small(self._text(gate.say))
        return self.conditions.tell_source(event.because)

    def _because(self, event: e.DecisionTaken) -> str:
        if not event.because:
            return phrase("otherwise", self.language)
        return self.conditions.tell_source(event.because)

    def _day(self, day: date | None) -> str:
        return say_day(day, self.language) if day else ""

    # --- time ---------------------------------------------------------------------------------

    def _timing(self, event: e.AnyEvent) -> str:
        due: Deadline | None = getattr(event, "due", None)
        if due is not None:
            return phrase("due", self.language).format(
                day=say_deadline(due.at, self.language), why=self._why(due.reason) + self._late(due)
            )
        schedule: tuple[ScheduledRung, ...] = getattr(event, "schedule", ())
        if isinstance(event, e.WaitStarted | e.DeadlineMoved) and schedule:
            first = schedule[0]
            why = self._why(first.reason) if first.reason else ""
            return phrase("until", self.language).format(
                day=say_deadline(first.at, self.language), why=why
            )
        missing = isinstance(event, e.WaitStarted) or getattr(event, "date_missing", False)
        return phrase("no date", self.language) if missing else ""

    def _why(self, reason: Reason) -> str:
        return f" ({self.reason(reason)})" if reason.duration.amount or reason.then else ""

    def _late(self, due: Deadline) -> str:
        if not due.late_on_arrival:
            return ""
        days = say_duration(Duration(due.late_on_arrival, Unit.DAYS), self.language)
        return phrase("late", self.language).format(days=days)


def tag_of(event: e.AnyEvent) -> str:
    """The fact's own word, as in the journal: ``task-completed``."""
    return str(type(event).__struct_config__.tag)


def _anchor_names(wording: Wording, language: Language) -> dict[str, str]:
    """What the anchors of reasons are called: dates, steps, windows and answers."""
    definition = wording.definition
    names = {date: _small(wording.text(rule.name)) for date, rule in definition.dates.items()}
    for step in definition.steps:
        for edge in ("done", "started"):
            names[f"{step}.{edge}"] = wording.moment(Moment(of=StepRef(step, edge)))
    for window in definition.windows:
        for end in ("opens", "closes"):
            names[f"{window}.{end}"] = wording.moment(Moment(of=WindowRef(window, end)))
    return {"enrolled": phrase("enrolled", language)} | names


def _small(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"
