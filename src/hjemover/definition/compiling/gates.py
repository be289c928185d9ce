"""Checklists, and the gates that they and conditions keep shut."""

from hjemover.definition.compiling.draft import Draft
from hjemover.definition.compiling.parts import optional_text, text
from hjemover.definition.grammar.parts import GateWords, ItemWords, OutcomeWords
from hjemover.definition.grammar.steps import TaskWords
from hjemover.definition.models import ChecklistItem, Condition, Gate
from hjemover.definition.source import Path


def checklist(draft: Draft, name: str, words: TaskWords) -> dict[str, ChecklistItem]:
    path: Path = ("steps", name, "checklist")
    items = {}
    for code, item in words.checklist.items():
        at = (*path, code)
        if not isinstance(item, ItemWords):
            items[code] = ChecklistItem(label=text(draft.problems, item, at))
            continue
        items[code] = ChecklistItem(
            label=text(draft.problems, item.name, (*at, "name")),
            when=Condition(source=item.when.strip()) if item.when else None,
            optional=item.optional,
        )
    return items


def gate(draft: Draft, words: str | GateWords | None, path: Path) -> Gate | None:
    """What *path* says must hold; None when it says nothing."""
    if words is None:
        return None
    if isinstance(words, str):
        return Gate(checklist=True)
    if words.when is None and not words.checklist:
        draft.problems.error(
            path,
            "empty-gate",
            "This gate says nothing of what must hold.",
            'Write "gate: checklist", or gate: {when: …, say: {nb: …}}.',
            key=True,
        )
    if words.when is not None and words.say is None:
        draft.problems.error(
            path,
            "gate-without-words",
            "This gate does not say what to tell the one who meets it.",
            'Write say: {nb: "…"} beside "when".',
            key=True,
        )
    return Gate(
        checklist=words.checklist,
        when=Condition(source=words.when.strip()) if words.when else None,
        say=optional_text(draft.problems, words.say, (*path, "say")),
    )


def check_task_gates(draft: Draft, name: str, words: TaskWords) -> None:
    """That gates have a checklist to ask for, and that a task can always be done somehow."""
    path: Path = ("steps", name, "outcomes")
    outcomes = words.outcomes or {}
    gates = {
        code: way.gate
        for code, way in outcomes.items()
        if isinstance(way, OutcomeWords) and way.gate
    }
    for code, one in gates.items():
        if not words.checklist and (isinstance(one, str) or one.checklist):
            draft.problems.error(
                (*path, code, "gate"),
                "no-checklist",
                f'outcome "{code}" waits for a checklist, and step "{name}" has none.',
                'Write "checklist" under the step, with its items.',
            )
    conditional = [one for one in gates.values() if isinstance(one, GateWords) and one.when]
    if outcomes and len(conditional) == len(outcomes):
        draft.problems.error(
            path,
            "all-gated",
            f'step "{name}" has a condition on every outcome, so it could never be done.',
            "Let one outcome be without a condition.",
            key=True,
        )
