"""What happens to a patient of an example, day by day, for designers' tools.

It reads the definition and the facts, and nothing else. Units are called by the party they are,
since designers know parties; whoever does something is a person without a name.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from msgspec import Struct

from hjemover.application.house import Addresses
from hjemover.application.telling import say
from hjemover.application.telling.labels import Labels
from hjemover.application.telling.words import Told, in_language
from hjemover.calendar import Duration, Reason, Unit, say_deadline, say_duration
from hjemover.definition.models import PathwayDefinition
from hjemover.engine import Pathway, evolve
from hjemover.engine import events as e
from hjemover.engine.directory import Directory
from hjemover.engine.state import Deadline, ScheduledRung
from hjemover.phrasing import capital, small
from hjemover.vocabulary import Language, NoPerson

_NO_DIRECTORY: Final = Directory()

SILENT: Final = frozenset(
    {
        e.StepEntered, e.CopyDelivered, e.BranchesOpened, e.BranchDone, e.BranchesLeft,
        e.SubpathwayReported, e.AbsenceWatched,
    }
)  # fmt: skip
"""What another fact beside it tells better."""

_SOMEBODY: Final[Told] = ("en person", "ein person", "a person")
_DUE: Final[Told] = ("Frist {}.", "Frist {}.", "Due {}.")
_UNTIL: Final[Told] = ("Til {}.", "Til {}.", "Until {}.")
_LATE: Final[Told] = (" (kom {} for sent)", " (kom {} for seint)", " (came {} late)")
_NO_DATE: Final[Told] = (
    "Fristen er ikke kjent: en dato mangler.",
    "Fristen er ikkje kjend: ein dato manglar.",
    "The limit is not known: a date is missing.",
)


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
        self._labels = _ByParty(definition, language, directory)
        self._pathway: Pathway | None = None

    def tell(self, events: Iterable[e.AnyEvent]) -> list[Sentence]:
        """The sentences of *events*, which follow those told before."""
        return [
            Sentence(at=event.at, kind=str(type(event).__struct_config__.tag), said=said)
            for event in events
            if (said := self._say(event))
        ]

    def due(self, due: Deadline) -> str:
        """A deadline with its reason, and how late it was when it came."""
        return self._labels.deadline(due)

    def step(self, step: str) -> str:
        return self._labels.step(step)

    def unit(self, unit: str) -> str:
        return self._labels.unit(unit)

    def _say(self, event: e.AnyEvent) -> str:
        self._pathway = evolve(self._pathway, event)
        self._labels.parties = self._pathway.parties
        # "The intake is now the intake" would say nothing.
        self._labels.by_id = isinstance(event, e.PartyResolved)
        if type(event) in SILENT or (isinstance(event, e.PartyResolved) and not event.previous):
            return ""
        said = say(event, self._labels)
        sentences = [capital(said), self._timing(event)]
        return " ".join(one if one[-1] in ".?!" else f"{one}." for one in sentences if one)

    def _timing(self, event: e.AnyEvent) -> str:
        """Until when, as far as the sentence has not said so."""
        labels, due = self._labels, getattr(event, "due", None)
        if isinstance(event, e.LimitExtended | e.ClockStarted) or (
            due is not None and isinstance(event, e.DeadlineMoved)
        ):
            return ""
        if due is not None:
            return in_language(_DUE, labels.language).format(labels.deadline(due))
        schedule: tuple[ScheduledRung, ...] = getattr(event, "schedule", ())
        if isinstance(event, e.WaitStarted | e.DeadlineMoved) and schedule:
            first = schedule[0]
            why = labels.because_of(first.reason) if first.reason else ""
            said = f"{say_deadline(first.at, labels.language)}{why}"
            return in_language(_UNTIL, labels.language).format(said)
        missing = isinstance(event, e.WaitStarted) or getattr(event, "date_missing", False)
        return in_language(_NO_DATE, labels.language) if missing else ""


class _ByParty(Labels):
    """The names of an example: there is no address book behind it, and nobody works there."""

    def __init__(
        self, definition: PathwayDefinition, language: Language, directory: Directory
    ) -> None:
        super().__init__(definition, Addresses(organisations={}, units={}, mail={}), {}, language)
        self._directory = directory
        self.parties: Mapping[str, str] = {}
        self.by_id = False

    def unit(self, unit: str) -> str:
        """A unit by the party it is; its own id where it is none, or several."""
        if self.by_id:
            return unit
        named = [party for party, one in self.parties.items() if one == unit]
        facts = self._directory.units.get(unit)
        if not named and facts is not None:
            parties = self.definition.parties.items()
            named = [party for party, rule in parties if rule.service in facts.services]
        return small(self.party(named[0])) if len(named) == 1 else unit

    def person(self, person: str) -> str:
        known = person in (NoPerson.CLOCK, NoPerson.SYSTEM)
        return super().person(person) if known else in_language(_SOMEBODY, self.language)

    def deadline(self, due: Deadline) -> str:
        return (
            f"{say_deadline(due.at, self.language)}{self.because_of(due.reason)}{self._late(due)}"
        )

    def because_of(self, reason: Reason) -> str:
        """Why a day is that day, in brackets: "2 virkedager fra diagnosedato 30. mars 2026"."""
        return f" ({self.reason(reason)})" if reason.duration.amount or reason.then else ""

    def _late(self, due: Deadline) -> str:
        if not due.late_on_arrival:
            return ""
        days = Duration(due.late_on_arrival, Unit.DAYS)
        return in_language(_LATE, self.language).format(say_duration(days, self.language))
