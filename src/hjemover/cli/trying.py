"""``hjemover try``: examples played before one's eyes, moment by moment."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from hjemover.application.trying import ShownBeat, ShownExample, try_examples
from hjemover.calendar import say_instant
from hjemover.cli.console import counted, say
from hjemover.cli.reading import folder_of, newest
from hjemover.cli.wording import say_refusal
from hjemover.vocabulary import Language


def register(app: App) -> None:
    app.command(try_out, name="try")


def try_out(
    path: Path,
    *,
    language: Language = "nb",
    only: Annotated[str | None, Parameter(name="--only")] = None,
    quiet: bool = False,
) -> int:
    """Play the examples beside a definition, and show what was expected and what was.

    Exit status 1 when something differed.

    Args:
        path: A definition's file, a pathway's folder, or a folder of pathways.
        only: Play only the examples that have these words in their name.
        quiet: Show only the examples where something differed.
    """
    definitions = newest(path, "be tried")
    if definitions is None:
        return 1
    played: list[ShownExample] = []
    for definition in definitions:
        shown = try_examples(definition, folder_of(path, definition), language)
        if shown is None:
            say(f"{definition.id} has no examples. Write them in examples.yaml beside it.")
            continue
        wanted = [one for one in shown if only is None or only.casefold() in one.name.casefold()]
        for example in wanted:
            if example.problems or not quiet:
                _show(example, language)
        played += wanted
    differed = sum(bool(one.problems) for one in played)
    say(f"{counted(len(played), 'example')}, {differed} differed.")
    return 1 if differed else 0


def _show(example: ShownExample, language: Language) -> None:
    say(f"{'✗' if example.problems else '✓'} {example.name}")
    for beat in example.beats:
        _show_beat(beat, language)
    for problem in example.problems:
        say(f"  {problem}")
    say("")


def _show_beat(beat: ShownBeat, language: Language) -> None:
    say(f"  {say_instant(beat.beat.at, language)}")
    for sentence in beat.sentences:
        earlier = sentence.at < beat.beat.at
        when = f"{say_instant(sentence.at, language, weekday=False)}: " if earlier else ""
        say(f"      {when}{sentence.said}")
    if beat.refused is not None:
        say(f"      Refused: {say_refusal(beat.refused)} ({beat.refused.code})")
    for comparison in beat.comparisons:
        one = comparison.compared
        why = f": {comparison.reason}" if comparison.reason else ""
        if one.held:
            say(f"    ✓ {one.what}: {one.found}{why}")
        else:
            say(f"    ✗ {one.what}: expected {one.expected}, was {one.found}{why}")
