"""What a definition measures: how often, or how fast, one milestone follows another."""

from hjemover.definition.compiling.draft import Draft
from hjemover.definition.compiling.milestones import milestones
from hjemover.definition.compiling.moments import amount, ref, window_words
from hjemover.definition.compiling.parts import text
from hjemover.definition.grammar.keeping import MeasureWords
from hjemover.definition.grammar.parts import WindowWords
from hjemover.definition.models import Condition, DateRef, Measure, StartRef, WindowRef
from hjemover.definition.source import Path


def compile_measures(draft: Draft) -> dict[str, Measure]:
    return {name: _measure(draft, name, words) for name, words in draft.words.measures.items()}


def _measure(draft: Draft, name: str, words: MeasureWords) -> Measure:
    path: Path = ("measures", name)
    _check_kind(draft, name, words)
    if words.party is not None:
        draft.refer("party", words.party, (*path, "party"))
    begins = milestones(draft, words.begins, (*path, "from"))
    ends = milestones(draft, words.ends, (*path, "to"))
    for milestone in begins:
        if milestone in ends:
            draft.problems.error(
                (*path, "to"),
                "starts-and-stops",
                f'measure "{name}" is both from and to {milestone}.',
                "Take it out of one of them.",
                key=True,
            )
    length = words.within or words.before
    of = _counts_from(draft, name, words.of, (*path, "of")) if words.of is not None else None
    return Measure(
        name=text(draft.problems, words.name, (*path, "name")),
        kind=words.kind,
        begins=begins,
        ends=ends,
        within=amount(draft, length, (*path, "within" if words.within else "before"))
        if length
        else None,
        of=of,
        direction="before" if words.before and not words.within else "after",
        when=Condition(source=words.when.strip()) if words.when else None,
        target=None if words.target is None else float(words.target),
        source=words.source,
        verified=words.verified,
        small=words.small,
        party=words.party,
    )


def _counts_from(draft: Draft, name: str, written: str, path: Path) -> DateRef | WindowRef | None:
    """A date, or the edge of a window that counts from dates: the same for the whole pathway."""
    found = ref(draft, written, path)
    window = window_words(draft, found.window) if isinstance(found, WindowRef) else None
    if isinstance(found, DateRef) or (
        isinstance(found, WindowRef) and (window is None or _rests_on_dates(draft, window))
    ):
        return found
    if written == "start" or not isinstance(found, StartRef):  # else it is told of already
        draft.problems.error(
            path,
            "not-a-date",
            f'measure "{name}" counts from {written}, which is not the same for the whole pathway.',
            'Count from a name under "dates", or from a window that does.',
        )
    return None


def _rests_on_dates(draft: Draft, window: WindowWords) -> bool:
    edges = (window.opens, window.closes)
    return all(
        (edge if isinstance(edge, str) else edge.of) in draft.known["dates"] for edge in edges
    )


def _check_kind(draft: Draft, name: str, words: MeasureWords) -> None:
    """That a measure has what its kind needs, and nothing that means nothing for it."""
    path: Path = ("measures", name)
    if words.kind != "count" and words.ends is None:
        draft.problems.error(
            path,
            "missing-key",
            f'measure "{name}" is a {words.kind}, and has no "to".',
            "Write what should follow, as to: send.accepted.",
            key=True,
        )
    belongs = {
        "to": ("share", "median"),
        "within": ("share",),
        "before": ("share",),
        "of": ("share", "median"),
        "target": ("share", "median"),
    }
    given = {
        "to": words.ends,
        "within": words.within,
        "before": words.before,
        "of": words.of,
        "target": words.target,
    }
    for key, kinds in belongs.items():
        if given[key] is not None and words.kind not in kinds:
            draft.problems.error(
                (*path, key),
                "wrong-key-for-type",
                f'measure "{name}" is a {words.kind}, which has no "{key}".',
                f"Only {' and '.join(kinds)} can have it.",
                key=True,
            )
    if words.within and words.before:
        draft.problems.error(
            (*path, "before"),
            "two-limits",
            f'measure "{name}" has both "within" and "before".',
            "Write one of them.",
            key=True,
        )
    elif words.before and words.of is None:
        draft.problems.error(
            (*path, "before"),
            "missing-key",
            f'measure "{name}" does not say what {words.before} before counts from.',
            'Write it under "of": a date, or the edge of a window.',
            key=True,
        )
    if words.kind == "share" and words.target is not None and not 0 <= words.target <= 100:
        draft.problems.error(
            (*path, "target"),
            "out-of-range",
            f'The target of measure "{name}" is a share, from 0 to 100.',
        )
