"""``hjemover diff``: what changed between two versions, in words."""

from pathlib import Path

from cyclopts import App

from hjemover.cli.console import say
from hjemover.cli.failing import FAILED
from hjemover.cli.reading import only
from hjemover.definition.comparing import as_text, compare
from hjemover.vocabulary import Language

SAME, DIFFERENT = 0, 1
"""Exit statuses, as of diff(1); FAILED when one of the two cannot be read."""


def register(app: App) -> None:
    app.command(diff)


def diff(old: Path, new: Path, *, language: Language = "nb") -> int:
    """Say what changed between two versions of a definition, in words and not in lines.

    What matters to patients under way comes first. Exit status 0 when nothing differs in
    meaning, 1 when something does, 2 when one of the two cannot be read.

    Args:
        old: The earlier version's file; of a pathway's folder, its newest version.
        new: The later version's file; of a pathway's folder, its newest version.
    """
    before = only(old, "be compared")
    after = only(new, "be compared")
    if before is None or after is None:
        return FAILED
    comparison = compare(before, after, language)
    say(as_text(comparison).rstrip("\n"))
    return SAME if comparison.same else DIFFERENT
