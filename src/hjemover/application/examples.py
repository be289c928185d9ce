"""Plays a definition's own examples through the engine (eksempler).

Pure: no database, no clock. The address book is invented: each organisation an example names
has one unit for each service, called ``organisation/service``.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

from msgspec import Struct

from hjemover.application.example_acts import command_for
from hjemover.application.example_directory import invented_directory, invented_others, unit_name
from hjemover.application.example_figures import days_accrued, figures
from hjemover.application.example_words import (
    ExamplesWords,
    ExampleWords,
    ExpectWords,
    MomentWords,
)
from hjemover.definition.models import PathwayDefinition, Text
from hjemover.definition.problems import Problem, Problems
from hjemover.definition.source import Path, Source, read
from hjemover.definition.wording import read_words
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.decide import deliberate
from hjemover.engine.directory import Directory, Rules
from hjemover.engine.state import Deadline, Obligation, Pathway, Subject
from hjemover.engine.turn import Turn
from hjemover.errors import CommandRefused
from hjemover.vocabulary import PathwayStatus, TaskStatus


class Compared(Struct, frozen=True, kw_only=True):
    """One thing that an example expects, and what was. *due* is the deadline it is about."""

    what: str
    expected: str
    found: str
    held: bool
    due: Deadline | None = None


class Beat(Struct, frozen=True, kw_only=True):
    """One moment of an example: what happened by then, and what was expected then."""

    at: datetime
    events: tuple[e.AnyEvent, ...] = ()
    refused: CommandRefused | None = None
    compared: tuple[Compared, ...] = ()


class ExampleResult(Struct, frozen=True, kw_only=True):
    """How one example went. *visited* are the steps it reached, for seeing what no example does."""

    name: Text
    problems: tuple[Problem, ...]
    visited: frozenset[str] = frozenset()
    beats: tuple[Beat, ...] = ()
    directory: Directory = Directory()  # the units that were made up for it

    @property
    def held(self) -> bool:
        return not self.problems


class LoadedExamples(Struct, frozen=True, kw_only=True):
    """The examples of a file, unless something is wrong with it."""

    words: ExamplesWords | None
    problems: tuple[Problem, ...]
    source: Source


def load_examples(text: str, *, file: str) -> LoadedExamples:
    """Read an examples file. Bad input gives problems, never an exception."""
    source, faults = read(file, text)
    problems = Problems(source)
    for fault in faults:
        line, column = fault.at
        problems.found.append(
            Problem(file, line, column, fault.code, "error", fault.message, fault.next_move)
        )
    words = None
    if not faults:
        words, _ = read_words(ExamplesWords, source.data, problems)
    return LoadedExamples(words=words, problems=tuple(sorted(set(problems.found))), source=source)


def play(
    definition: PathwayDefinition, examples_text: str, *, file: str
) -> tuple[ExampleResult, ...]:
    """Play every example of the file that is true of this version.

    Returns:
        A result for each example; for a file that cannot be read, one with its problems.
    """
    loaded = load_examples(examples_text, file=file)
    if loaded.words is None:
        return (ExampleResult(name=Text(nb=file), problems=loaded.problems),)
    return tuple(
        _Player(definition, words, loaded.source, ("examples", at)).play()
        for at, words in enumerate(loaded.words.examples)
        if words.since <= definition.version
    )


class _Stop(Exception):
    """This example cannot go on. The problem has been told."""


class _Player:
    """One example being played."""

    def __init__(
        self, definition: PathwayDefinition, words: ExampleWords, source: Source, path: Path
    ) -> None:
        self.words = words
        self.path = path
        self.problems = Problems(source)
        self.rules = Rules(
            definition=definition,
            directory=invented_directory(definition, words),
            others=invented_others(words),
        )
        self.told: set[str] = set()
        self.visited: set[str] = set()
        self.spawned: set[str] = set()
        self.pathway: Pathway | None = None
        self.beats: list[Beat] = []
        self.events: list[e.AnyEvent] = []
        self.journal: list[e.AnyEvent] = []
        self.now = words.enrol.at
        self.compared: list[Compared] = []

    def play(self) -> ExampleResult:
        try:
            self._enrol()
            earlier = self.words.enrol.at
            for number in range(len(self.words.run)):
                earlier = self._moment(number, earlier)
        except _Stop:
            pass
        name = self.words.name
        return ExampleResult(
            name=Text(nb=name.nb, nn=name.nn, en=name.en),
            problems=tuple(self.problems.found),
            visited=frozenset(self.visited),
            beats=tuple(self.beats),
            directory=self.rules.directory,
        )

    def _enrol(self) -> None:
        words, path = self.words.enrol, (*self.path, "enrol")
        for party in words.parties:
            if party not in self.rules.definition.parties:
                self._unknown(
                    (*path, "parties", party), "party", party, self.rules.definition.parties
                )
        command = c.EnrolPathway(
            ref="example",
            parties={
                party: unit_name(self.rules.definition.parties[party].service, organisation)
                for party, organisation in words.parties.items()
            },
            dates=words.dates,
            subject=Subject(
                municipality=words.municipality,
                gp=words.gp,
                organisation=words.organisation,
                case=words.case,
            ),
            answers=words.answers,
            start=words.start,
        )
        refusal = self._decide(command, words.at)
        self._beat(words.at, refusal)
        if refusal is not None:
            self.problems.error(
                path, "example-refused", f"The patient cannot be enrolled: {refusal}."
            )
            raise _Stop

    def _moment(self, number: int, earlier: datetime) -> datetime:
        words, path = self.words.run[number], (*self.path, "run", number)
        if words.at < earlier:
            self.problems.error((*path, "at"), "goes-back", "This is before what stands above it.")
            raise _Stop
        refusal: CommandRefused | None = None
        try:
            refusal = self._act(words, path)
            self._compare_refusal(words.expect, refusal, path)
            if words.expect is not None:
                self._compare(words.expect, (*path, "expect"))
        finally:
            self._beat(words.at, refusal)
        self.told.clear()
        return words.at

    def _act(self, words: MomentWords, path: Path) -> CommandRefused | None:
        self.now = words.at
        # What time brings comes first, so that an act finds what is open then.
        self._decide(c.AdvanceTime(), words.at)
        if words.do is not None:
            assert self.pathway is not None
            command = command_for(
                self.rules.definition,
                self.pathway,
                words.do,
                (*path, "do"),
                self.problems,
                to_be_refused=words.expect is not None and words.expect.refused is not None,
            )
            if command is None:
                raise _Stop
            return self._decide(command, words.at)
        return None

    def _beat(self, at: datetime, refusal: CommandRefused | None) -> None:
        """Close the moment: what has happened and been compared since the one before is its."""
        self.beats.append(
            Beat(
                at=at,
                events=tuple(self.events),
                refused=refusal,
                compared=tuple(self.compared),
            )
        )
        self.events.clear()
        self.compared.clear()

    def _decide(self, command: c.AnyCommand, now: datetime) -> CommandRefused | None:
        try:
            turn = deliberate(self.rules, self.pathway, command, now)
        except CommandRefused as refusal:
            return refusal
        self._note(turn)
        return None

    def _note(self, turn: Turn) -> None:
        self.pathway = turn.pathway
        self.journal += turn.events
        self.told |= {entry.unit for entry in turn.entries}
        self.events += turn.events
        for event in turn.events:
            if isinstance(event, e.StepEntered):
                self.visited.add(event.step)
            elif isinstance(event, e.PathwaySpawned):
                self.spawned.add(event.definition)

    # --- what was expected --------------------------------------------------------------------

    def _compare_refusal(
        self, expect: ExpectWords | None, refusal: CommandRefused | None, path: Path
    ) -> None:
        wanted = expect.refused if expect else None
        found = refusal.code if refusal else None
        if wanted == found:
            if wanted is not None:
                self._hold((*path, "expect", "refused"), "refused", wanted, wanted, held=True)
            return
        if wanted is not None:
            what = "the act to be refused"
            self._hold((*path, "expect", "refused"), what, wanted, found, held=False)
        else:
            self.problems.error(
                (*path, "do"),
                "example-refused",
                f"Expected this to be done, was refused: {refusal}.",
            )
        raise _Stop

    def _compare(self, expect: ExpectWords, path: Path) -> None:
        pathway = self.pathway
        assert pathway is not None
        open_ = pathway.obligations.values()
        lists = {
            "open": (expect.open, [one.step for one in open_]),
            "planned": (
                expect.planned,
                [one.step for one in open_ if one.status is TaskStatus.DRAFT],
            ),
            "postponed": (expect.postponed, [one.step for one in open_ if one.postponed]),
            "overdue": (
                expect.overdue,
                [one.step for one in open_ if one.due and one.due.passed],
            ),
            "stopped": (expect.stopped, [one.step for one in open_ if one.stopped]),
            "told": (self._units(expect.told), list(self.told)),
        }
        for word, (wanted, found) in lists.items():
            if wanted is not None:
                held = sorted(wanted) == sorted(found)
                self._hold((*path, word), word, _listed(wanted), _listed(found), held=held)
        self._compare_each(expect, path)
        self._compare_figures(expect, path)
        self._compare_whole(expect, path)

    def _compare_each(self, expect: ExpectWords, path: Path) -> None:
        wanted: dict[str, dict[str, object]] = {
            "due": dict(expect.due),
            "late": dict(expect.late),
            "checked": {step: sorted(items) for step, items in expect.checked.items()},
            "holder": {step: self._unit(named) for step, named in expect.holder.items()},
            "awaits": {step: self._unit(named) for step, named in expect.awaits.items()},
        }
        assert self.pathway is not None
        for word, by_step in wanted.items():
            for step, value in by_step.items():
                ones = [
                    one for one in self.pathway.obligations.values() if step in (one.step, one.id)
                ]
                here = [_FOUND[word](one) for one in ones]
                was = _listed(str(one) for one in here) if here else "not open"
                self._hold(
                    (*path, word, step),
                    f"{word} of {step}",
                    str(value),
                    was,
                    held=value in here,
                    due=ones[0].due if ones and word in ("due", "late") else None,
                )

    def _compare_figures(self, expect: ExpectWords, path: Path) -> None:
        assert self.pathway is not None
        definition = self.rules.definition
        wanted = {
            "accrued": {name: str(days) for name, days in expect.accrued.items()},
            "measured": expect.measured,
        }
        found: dict[str, dict[str, str]] = {}
        if expect.accrued:
            days = days_accrued(definition, self.pathway, self.now)
            found["accrued"] = {name: str(count) for name, count in days.items()}
        if expect.measured:
            found["measured"] = figures(definition, self.journal, self.now)
        for word, kind in (("accrued", "accrual"), ("measured", "measure")):
            for name, value in wanted[word].items():
                if name not in found[word]:
                    self._unknown((*path, word, name), kind, name, found[word])
                was = found[word][name]
                held = value == was
                self._hold((*path, word, name), f"{word} of {name}", value, was, held=held)

    def _compare_whole(self, expect: ExpectWords, path: Path) -> None:
        assert self.pathway is not None
        closed = self.pathway.status is PathwayStatus.COMPLETED
        outcome = self.pathway.outcome if closed else None
        if expect.closed is not None:
            still = _listed(one.step for one in self.pathway.obligations.values())
            was = outcome or f"open: {still}"
            held = expect.closed == outcome
            self._hold((*path, "closed"), "closed", expect.closed, was, held=held)
        for number, step in enumerate(expect.visited):
            if step not in self.rules.definition.steps:
                self._unknown((*path, "visited", number), "step", step, self.rules.definition.steps)
            held = step in self.visited
            was = step if held else "not reached"
            self._hold((*path, "visited", number), "visited", step, was, held=held)
        if expect.starts is not None:
            held = expect.starts in self.spawned
            was = _listed(self.spawned)
            self._hold((*path, "starts"), "starts", expect.starts, was, held=held)

    def _hold(
        self,
        path: Path,
        what: str,
        wanted: str,
        found: str | None,
        *,
        held: bool,
        due: Deadline | None = None,
    ) -> None:
        """Note what was expected and what was; a problem where the two are not the same."""
        expected, was = wanted or "none", found or "none"
        self.compared.append(Compared(what=what, expected=expected, found=was, held=held, due=due))
        if not held:
            self.problems.error(
                path,
                "example-differs",
                f"{what}: expected {expected}, was {was}.",
            )

    def _unknown(self, path: Path, kind: str, name: str, known: Iterable[str]) -> None:
        self.problems.unknown(path, kind, name, known)
        raise _Stop

    def _unit(self, named: str) -> str:
        """The unit that *named* is: a party's, or one written as organisation/service."""
        assert self.pathway is not None
        known = self.pathway.parties.get(named)
        if known is not None:
            return known
        rule = self.rules.definition.parties.get(named)
        organisation = self.pathway.subject.gp if rule and rule.of == "patient.gp" else None
        return unit_name(rule.service, organisation) if rule and organisation else named

    def _units(self, named: list[str] | None) -> list[str] | None:
        return None if named is None else [self._unit(one) for one in named]


_FOUND: Final[dict[str, Callable[[Obligation], object]]] = {
    "due": lambda one: one.due.day if one.due else None,
    "late": lambda one: one.due.late_on_arrival if one.due else 0,
    "checked": lambda one: sorted(one.checked),
    "holder": lambda one: one.holder,
    "awaits": lambda one: one.awaits,
}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
