"""A condition (CEL) as a reader of the picture would say it.

Only the words change, never the order or the brackets; what is not recognised stays as the
designer wrote it. The drawing keeps the expression itself in the tooltip.
"""

import re
from typing import Final

from hjemover.definition.diagram.wording import Wording
from hjemover.definition.models import Gate, HandoffStep, Number, TaskStep

_TOKEN: Final = re.compile(
    r"others\.(?P<others>open|closed|days_since)\.(?P<pathway>[a-z][a-z0-9_]*)"
    r"|(?P<head>[a-z][a-z0-9_]*)\.(?P<tail>[a-z][a-z0-9_]*)(?![\w.(])"
    r"(?:\s*(?P<compare>[=!]=)\s*(?:\"(?P<code>[^\"]*)\"|'(?P<code_>[^']*)'|(?P<truth>true|false)\b))?"
    r"|\"[^\"]*\"|'[^']*'"
    r"|(?P<sign>&&|\|\||>=|<=|!=|==|!)"
)
_SIGNS: Final = {">=": "≥", "<=": "≤", "!=": "≠", "==": "="}


def say_condition(source: str, wording: Wording) -> str:
    """*source* in words: "Haster eller Grad av påkjenning ≥ 4"."""
    words = wording.words
    logic = {"&&": words.and_, "||": words.or_, "!": f"{words.not_} "}

    def said(match: re.Match[str]) -> str:
        if match["sign"]:
            return {**_SIGNS, **logic}[match["sign"]]
        if match["others"]:
            return words.others[match["others"]].format(match["pathway"].replace("_", " "))
        if not match["head"]:
            return match[0]
        if match["truth"]:
            name = _named(match["head"], match["tail"], wording) or match[0]
            holds = (match["truth"] == "true") == (match["compare"] == "==")
            return name if holds else f"{words.not_} {name}"
        if match["compare"]:
            code = match["code"] if match["code"] is not None else match["code_"]
            return _compared(match["head"], match["tail"], match["compare"], code, wording)
        return _named(match["head"], match["tail"], wording) or match[0]

    return " ".join(_TOKEN.sub(said, source).split())


def gate_words(gate: Gate, wording: Wording) -> str:
    """What a gate asks for: "når sjekklisten er klar"."""
    words = wording.words
    asked = [words.checklist_done] if gate.checklist else []
    if gate.when is not None:
        asked.append(say_condition(gate.when.source, wording))
    return words.when.format(f" {words.and_} ".join(asked))


def _compared(head: str, tail: str, compare: str, code: str, wording: Wording) -> str:
    name = _named(head, tail, wording) or f"{head}.{tail}"
    equal = compare == "=="
    if not code:
        return (wording.words.missing if equal else wording.words.known).format(name)
    if head == "outcome":
        label = _outcome(tail, code, wording)  # whose it is, the lines into the choice show
    else:
        label = f"{name}: {_choice(head, tail, code, wording)}"
    return label if equal else f"{wording.words.not_} {label}"


def _named(head: str, tail: str, wording: Wording) -> str | None:
    """The name of a variable ``head.tail`` in the definition's own words."""
    definition = wording.definition
    step = _known(tail, list(definition.steps))
    match head:
        case "outcome" if step is not None:
            return wording.step(step)
        case "rounds" if step is not None:
            return wording.words.rounds_of.format(wording.step(step))
        case "overdue" if step is not None:
            return wording.words.overdue_of.format(wording.step(step))
        case "arrived" if step is not None:
            return wording.words.arrived_of.format(wording.step(step))
        case "late" if step is not None:
            return wording.words.days_late.format(wording.step(step))
        case "date":
            date = _known(tail, list(definition.dates))
            return wording.text(definition.dates[date].name) if date is not None else None
        case "number":
            number = _known(tail, list(definition.numbers))
            return _number(definition.numbers[number]) if number is not None else None
        case "item":
            return wording.field(tail)
    owner = _known(head, list(definition.steps))
    return wording.field(tail, owner) if owner is not None else None


def _number(number: Number) -> str:
    return str(number.value)


def _outcome(tail: str, code: str, wording: Wording) -> str:
    name = _known(tail, list(wording.definition.steps))
    step = wording.definition.steps[name] if name is not None else None
    if isinstance(step, TaskStep | HandoffStep) and code in step.outcomes:
        return wording.text(step.outcomes[code].label)
    return code


def _choice(head: str, tail: str, code: str, wording: Wording) -> str:
    owner = _known(head, list(wording.definition.steps))
    field = wording.find_field(tail, owner or "")
    return wording.text(field.choices[code]) if field and code in field.choices else code


def _known(variable: str, names: list[str]) -> str | None:
    """The name that *variable* stands for: CEL has underscores where the definition has hyphens."""
    return next((name for name in names if name.replace("-", "_") == variable), None)
