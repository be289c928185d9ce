"""What a definition measures: how often, or how fast, one milestone follows another."""

from hjemover.definition.compiling.draft import Draft
from hjemover.definition.compiling.milestones import milestones
from hjemover.definition.compiling.moments import amount
from hjemover.definition.compiling.parts import text
from hjemover.definition.grammar.keeping import MeasureWords
from hjemover.definition.models import Condition, Measure
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
    return Measure(
        name=text(draft.problems, words.name, (*path, "name")),
        kind=words.kind,
        begins=begins,
        ends=ends,
        within=amount(draft, words.within, (*path, "within")) if words.within else None,
        when=Condition(source=words.when.strip()) if words.when else None,
        target=None if words.target is None else float(words.target),
        source=words.source,
        verified=words.verified,
        small=words.small,
        party=words.party,
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
    belongs = {"to": ("share", "median"), "within": ("share",), "target": ("share", "median")}
    given = {"to": words.ends, "within": words.within, "target": words.target}
    for key, kinds in belongs.items():
        if given[key] is not None and words.kind not in kinds:
            draft.problems.error(
                (*path, key),
                "wrong-key-for-type",
                f'measure "{name}" is a {words.kind}, which has no "{key}".',
                f"Only {' and '.join(kinds)} can have it.",
                key=True,
            )
    if words.kind == "share" and words.target is not None and not 0 <= words.target <= 100:
        draft.problems.error(
            (*path, "target"),
            "out-of-range",
            f'The target of measure "{name}" is a share, from 0 to 100.',
        )
