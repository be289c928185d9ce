"""Steps that are other pathways."""

from hjemover.definition.compiling.draft import Draft
from hjemover.definition.compiling.moments import limit, ref
from hjemover.definition.compiling.outcomes import rounds, step_codes, step_help
from hjemover.definition.compiling.parts import text
from hjemover.definition.grammar.steps import SubpathwayWords
from hjemover.definition.models import Ref, SubpathwayStep
from hjemover.definition.source import Path

_ITEM = "item."


def subpathway(draft: Draft, name: str, words: SubpathwayWords) -> SubpathwayStep:
    path: Path = ("steps", name)
    _check(draft, name, words)
    if words.party:
        draft.refer("party", words.party, (*path, "party"))
    dates: dict[str, Ref] = {}
    item_dates: dict[str, str] = {}
    for date, written in (words.hand.dates if words.hand else {}).items():
        here: Path = (*path, "hand", "dates", date)
        if written.startswith(_ITEM):
            item_dates[date] = written.removeprefix(_ITEM)
            _check_item(draft, name, words, item_dates[date], here)
        else:
            dates[date] = ref(draft, written, here)
    otherwise = words.then or words.otherwise
    return SubpathwayStep(
        id=name,
        label=text(draft.problems, words.subpathway, (*path, "subpathway")),
        pathway=words.pathway,
        if_open=words.if_open,
        waits=words.waits,
        each=words.each,
        dates=dates,
        item_dates=item_dates,
        party=words.party,
        due=limit(draft, words.due, (*path, "due")) if words.due is not None else None,
        outcomes={
            code: draft.target(target, (*path, "outcomes", code))
            for code, target in (words.outcomes or {}).items()
        },
        otherwise=draft.target(otherwise, (*path, "then" if words.then else "else"))
        if otherwise
        else name,
        rounds=rounds(draft, name, words),
        help=step_help(draft, name, words),
        register=step_codes(draft, name, words),
    )


def _check(draft: Draft, name: str, words: SubpathwayWords) -> None:
    path: Path = ("steps", name)
    if (words.then is None) == (words.otherwise is None):
        both = words.then is not None
        draft.problems.error(
            (*path, "then") if both else path,
            "bad-way-on",
            f'step "{name}" has {"both then and else" if both else "no way on"}.',
            "Keep one of them."
            if both
            else 'Write "then", or "outcomes" with "else" for all other ends.',
            key=True,
        )
        draft.unresolved_targets = True
    if words.outcomes and words.then is not None:
        draft.problems.error(
            (*path, "outcomes"),
            "bad-way-on",
            f'step "{name}" goes on at "then", whatever the other pathway ends as.',
            'Write "else" instead of "then", or delete the outcomes.',
            key=True,
        )
    if words.pathway == draft.words.pathway:
        draft.problems.error(
            (*path, "pathway"),
            "starts-itself",
            f'step "{name}" starts the pathway that it stands in, for ever.',
            "Name another pathway, or lead back to a step with rounds.",
        )
    for key in ("outcomes", "due", "party"):
        if not words.waits and getattr(words, key):
            draft.problems.error(
                (*path, key),
                "wrong-key-for-type",
                f'step "{name}" does not wait for the other pathway, so "{key}" means nothing.',
                f"Delete {key}, or waits: false.",
                key=True,
            )
    if words.each is not None and words.if_open != "new":
        draft.problems.error(
            (*path, "if_open"),
            "wrong-key-for-type",
            f'step "{name}" starts one pathway for each row, and can only start new ones.',
            "Delete if_open.",
            key=True,
        )
    if words.waits and words.due is None:
        draft.problems.warning(
            path,
            "no-limit",
            f'step "{name}" has no limit, so nobody is told when the other pathway takes long.',
            'Write "due".',
            key=True,
        )


def _check_item(draft: Draft, name: str, words: SubpathwayWords, field: str, path: Path) -> None:
    if words.each is None:
        draft.problems.error(
            path,
            "no-item",
            f'step "{name}" has no rows, so there is no "item".',
            "Write each: <step>.<field>, or a date of this pathway.",
        )
        return
    owner, _, answer = words.each.partition(".")
    listed = draft.answers.get(owner, {}).get(answer)
    if listed is None:
        return
    if field not in listed.columns:
        draft.problems.error(
            path,
            "unknown-field",
            f'the rows of {words.each} have no "{field}".',
            draft.problems.nearest(field, listed.columns),
        )
    elif listed.columns[field].type != "date":
        kind = listed.columns[field].type
        draft.problems.error(
            path,
            "not-a-date",
            f'field "{field}" of {words.each} is of type {kind}, not a date.',
            f"Ask for it as {field}: date.",
        )
