"""``hjemover try``: the examples beside a definition, played and shown step by step."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from hjemover.application.checking import EXAMPLES
from hjemover.application.examples import Beat, Compared, ExampleResult, play
from hjemover.application.telling.story import Sentence, Storyteller
from hjemover.definition.models import PathwayDefinition
from hjemover.definition.problems import Problem
from hjemover.errors import CommandRefused
from hjemover.vocabulary import Language


class ShownComparison(Struct, frozen=True, kw_only=True):
    """What was expected and what was; *reason* says of a deadline why it is that day."""

    compared: Compared
    reason: str


class ShownBeat(Struct, frozen=True, kw_only=True):
    """A moment of an example as people read it."""

    beat: Beat
    sentences: tuple[Sentence, ...]
    comparisons: tuple[ShownComparison, ...]

    @property
    def refused(self) -> CommandRefused | None:
        return self.beat.refused


class ShownExample(Struct, frozen=True, kw_only=True):
    """An example that was played: its moments, and what did not hold."""

    name: str
    beats: tuple[ShownBeat, ...]
    problems: tuple[Problem, ...]


def try_examples(
    definition: PathwayDefinition, folder: Path, language: Language
) -> tuple[ShownExample, ...] | None:
    """Play the examples beside *definition*; None when its folder has none."""
    file = folder / EXAMPLES
    if not file.is_file():
        return None
    text = file.read_text(encoding="utf-8", errors="replace")
    return tuple(
        ShownExample(
            name=result.name.in_language(language),
            beats=tuple(_shown(definition, result, language)),
            problems=result.problems,
        )
        for result in play(definition, text, file=str(file))
    )


def _shown(
    definition: PathwayDefinition, result: ExampleResult, language: Language
) -> Iterator[ShownBeat]:
    teller = Storyteller(definition, language, result.directory)
    for beat in result.beats:
        sentences = tuple(teller.tell(beat.events))
        comparisons = tuple(
            ShownComparison(compared=one, reason=teller.due(one.due) if one.due else "")
            for one in beat.compared
        )
        yield ShownBeat(beat=beat, sentences=sentences, comparisons=comparisons)
