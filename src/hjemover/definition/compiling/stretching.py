"""How limits may be prolonged, and their clocks stopped."""

from hjemover.definition.compiling.draft import Draft
from hjemover.definition.compiling.fields import named_codes
from hjemover.definition.grammar.parts import LimitWords
from hjemover.definition.models import Text
from hjemover.definition.source import Path
from hjemover.definition.wording import describe

MOVABLE = ("extend", "stops")
RECEIPTS = (*MOVABLE, "breach")


def stop_reasons(draft: Draft, words: LimitWords, path: Path) -> dict[str, Text]:
    """The reasons that the clock may be stopped for, by code; empty when any will do."""
    if words.stops is None or isinstance(words.stops, bool):
        return {}
    return named_codes(draft.problems, words.stops, (*path, "stops"), "reason", "stops")


def refuse_words(
    draft: Draft, words: LimitWords, path: Path, why: str, keys: tuple[str, ...] = MOVABLE
) -> None:
    """Tell of each word that this limit cannot have."""
    for key in keys:
        if getattr(words, key) is not None:
            draft.problems.error(
                (*path, key),
                "wrong-limit",
                f"{describe(path)} cannot have {key}: {why}.",
                f'Delete "{key}".',
                key=True,
            )
