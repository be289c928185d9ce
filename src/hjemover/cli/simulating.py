"""``hjemover simulate``: one virtual patient's story, or a cohort in figures."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import App, Parameter
from cyclopts.validators import Number

from hjemover.application.simulation.cohort import Cohort, one_life, simulate
from hjemover.application.simulation.living import Life
from hjemover.application.simulation.made_up import World
from hjemover.application.telling.story import Sentence, Storyteller
from hjemover.calendar import local_day, say_day
from hjemover.cli.console import out, say, table
from hjemover.cli.reading import only
from hjemover.cli.simulation_words import WORDS, Words
from hjemover.definition.diagram.wording import Wording
from hjemover.definition.models import JOINED, HandoffStep, PathwayDefinition, TaskStep
from hjemover.vocabulary import Language

_Months = Annotated[int, Parameter(validator=Number(gte=1, lte=120))]
_Patients = Annotated[int, Parameter(validator=Number(gte=1, lte=10_000))]


def register(app: App) -> None:
    app.command(simulate_pathway, name="simulate")


def simulate_pathway(
    path: Path,
    *,
    seed: int = 1,
    months: _Months = 18,
    patients: _Patients = 1,
    json: bool = False,
    language: Language = "nb",
) -> int:
    """Let made-up patients live on a definition: one with its story, or many in figures.

    Everything goes through the engine that runs the patients, with made-up units, some of them
    slow. The same seed gives the same story. No database is needed.

    Args:
        path: The definition's file; of a pathway's folder, its newest version.
        seed: Another seed, another story.
        months: How long, from the day the version is valid.
        patients: One tells its story day by day; more are counted.
        json: Print it for a program to read.
    """
    definition = only(path, "be simulated")
    if definition is None:
        return 1
    if patients == 1:
        world, life = one_life(definition, seed, months)
        story = _Story(definition, world, life, language)
        if json:
            _print({"seed": seed, "months": months, **story.data()})
        else:
            story.show(seed, months)
        return 0
    cohort = simulate(definition, seed, months, patients)
    if json:
        _print(cohort)
    else:
        _Figures(definition, cohort, language).show()
    return 0


def _print(data: object) -> None:
    print(msgspec.json.format(msgspec.json.encode(data), indent=2).decode())


class _Story:
    """One life, told day by day."""

    def __init__(
        self, definition: PathwayDefinition, world: World, life: Life, language: Language
    ) -> None:
        self.definition = definition
        self.life = life
        self.language = language
        self.words = WORDS[language]
        self.about = _about(definition)
        self.teller = Storyteller(definition, language, world.rules.directory)
        self.sentences = self.teller.tell(life.events)

    def show(self, seed: int, months: int) -> None:
        words, definition = self.words, self.definition
        name = definition.name.in_language(self.language)
        say(words.one[self.about].format(name, definition.version, months))
        say(words.made_up[self.about].format(seed))
        for day, sentences in self.days():
            say("")
            say(say_day(day, self.language))
            for one in sentences:
                say(f"  {one.said}")
        say("")
        if self.life.pathway.outcome is None:
            say(words.still[self.about].format(months))
            for line in self._still_open():
                say(f"  {line}")
        else:
            happened = self.life.happenings
            length = local_day(happened[-1].event.at) - local_day(happened[0].event.at)
            say(words.ended.format(length.days))

    def days(self) -> Iterator[tuple[date, list[Sentence]]]:
        """The sentences by the day they were true, in the order they came."""
        for day, sentences in groupby(self.sentences, lambda one: local_day(one.at)):
            yield day, list(sentences)

    def _still_open(self) -> Iterator[str]:
        for one in self.life.pathway.obligations.values():
            stands = self.words.stands.format(
                self.teller.step(one.step), self.teller.unit(one.holder)
            )
            yield f"{stands}, {self.words.since.format(say_day(one.since, self.language))}"

    def data(self) -> dict[str, object]:
        return {
            "definition": self.definition.id,
            "version": self.definition.version,
            "outcome": self.life.pathway.outcome,
            "story": [{"at": one.at, "fact": one.kind, "said": one.said} for one in self.sentences],
            "prompts": [
                {"at": at, "unit": entry.unit, "message": entry.message}
                for at, entry in self.life.entries
                if not entry.inbox_only
            ],
            "open": [
                {"step": one.step, "holder": one.holder, "awaits": one.awaits, "since": one.since}
                for one in self.life.pathway.obligations.values()
            ],
        }


class _Figures:
    """A cohort in tables."""

    def __init__(self, definition: PathwayDefinition, cohort: Cohort, language: Language) -> None:
        self.definition = definition
        self.cohort = cohort
        self.language = language
        self.words: Words = WORDS[language]
        self.about = _about(definition)
        self.wording = Wording(definition, language)

    def show(self) -> None:
        words, cohort = self.words, self.cohort
        name = self.definition.name.in_language(self.language)
        say(words.many[self.about].format(name, cohort.version, cohort.patients, cohort.months))
        say(words.made_up[self.about].format(cohort.seed))
        self._outcomes()
        self._messages()
        self._margins()
        self._ways()
        self._stuck()
        if cohort.never:
            listed = ", ".join(self._step(step) for step in cohort.never)
            say(f"\n{words.never.format(listed)}")

    def _step(self, step: str) -> str:
        if step in self.definition.steps:
            return self.wording.step(step)
        party = step.removeprefix("transfer:")
        known = party in self.definition.parties
        return self.words.transfer.format(self.wording.party(party)) if known else step

    def _unit(self, unit: str) -> str:
        """A made-up unit by the party it is, and where."""
        place, _, service = unit.partition("/")
        for name, party in self.definition.parties.items():
            if party.service == service:
                called = self.wording.party(name)
                return called if place in self.definition.parties else f"{called}, {place}"
        return unit

    def _outcomes(self) -> None:
        words = self.words
        heads = (words.outcome, words.patients[self.about], words.median_days)
        say(f"\n{words.how_it_ended}")
        rows = table("", *heads, numbers=True)
        for one in self.cohort.outcomes:
            text = self.definition.outcomes.get(one.outcome) if one.outcome else None
            called = text.in_language(self.language) if text else words.under_way
            rows.add_row(called, str(one.patients), str(one.median_days))
        out.print(rows)

    def _messages(self) -> None:
        words = self.words
        heads = (words.unit, words.weeks, words.median_week, words.worst_week, words.in_all)
        say(f"\n{words.messages}")
        rows = table("", *heads, numbers=True)
        for one in self.cohort.load:
            counts = (str(one.weeks), f"{one.median:g}", str(one.most), str(one.total))
            rows.add_row(self._unit(one.unit), *counts)
        out.print(rows)

    def _margins(self) -> None:
        words = self.words
        heads = (words.step, words.times, words.late, words.p10, words.p50, words.p90)
        say(f"\n{words.margins}")
        rows = table("", *heads, numbers=True)
        for one in self.cohort.margins:
            percent = (f"{one.p10:g}", f"{one.p50:g}", f"{one.p90:g}")
            rows.add_row(self._step(one.step), str(one.count), str(one.late), *percent)
        out.print(rows)

    def _ways(self) -> None:
        words = self.words
        say(f"\n{words.ways}")
        rows = table("", words.step, words.way, words.times)
        for one in self.cohort.ways:
            rows.add_row(self._step(one.step), self._way(one.step, one.way), str(one.count))
        out.print(rows)

    def _way(self, step: str, way: str) -> str:
        found = self.definition.steps.get(step)
        if isinstance(found, TaskStep | HandoffStep) and way in found.outcomes:
            return found.outcomes[way].label.in_language(self.language)
        target = way.removeprefix("→ ")
        return "→ …" if target == JOINED else f"→ {self._step(target)}"

    def _stuck(self) -> None:
        words = self.words
        if not self.cohort.stuck:
            say(f"\n{words.nothing_stuck}")
            return
        heads = (words.step, words.cause, words.patients[self.about], words.days)
        say(f"\n{words.stuck}")
        rows = table("", *heads)
        for one in self.cohort.stuck:
            cause = words.causes.get(one.cause, one.cause)
            rows.add_row(self._step(one.step), cause, str(one.patients), str(one.days))
        out.print(rows)


def _about(definition: PathwayDefinition) -> int:
    """Which of two phrases: of patients, or of cases."""
    return 0 if definition.subject in ("patient", "family") else 1
