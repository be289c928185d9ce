"""Checklists (sjekklister), and the gates that keep a way shut until they are done."""

from collections.abc import Mapping

from msgspec.structs import replace

from hjemover.definition.expressions import ExpressionError, evaluate
from hjemover.definition.models import ChecklistItem, Condition, TaskStep
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.directory import Rules
from hjemover.engine.facts import Facts
from hjemover.engine.scopes import own_name
from hjemover.engine.state import Answers, Obligation, Pathway
from hjemover.engine.turn import Place, Turn
from hjemover.errors import CommandRefused
from hjemover.vocabulary import ObligationKind


def check_item(turn: Turn, command: c.CheckItem) -> None:
    """Tick an item, or take the tick away. One that stands so already changes nothing."""
    task = turn.open_obligation(command.obligation)
    items = checklist_of(turn.rules, task)
    if command.item not in items:
        raise CommandRefused(
            "unknown-item", obligation=task.id, item=command.item, known=tuple(items)
        )
    if command.done == (command.item in task.checked):
        return
    kind = e.ItemChecked if command.done else e.ItemUnchecked
    turn.emit(kind(at=turn.now, obligation=task.id, item=command.item))


def checklist_of(rules: Rules, task: Obligation) -> Mapping[str, ChecklistItem]:
    """The whole checklist of *task*, also the items that do not apply; empty without one."""
    step = rules.definition.steps.get(task.step)
    if task.kind is not ObligationKind.TASK or not isinstance(step, TaskStep):
        return {}
    return step.checklist


def still_to_check(rules: Rules, pathway: Pathway, task: Obligation) -> tuple[str, ...]:
    """The items that apply, must be done, and are not ticked. One that cannot be told applies."""
    known = Facts(rules, pathway, Place.of(task))
    return tuple(
        code
        for code, item in checklist_of(rules, task).items()
        if code not in task.checked
        and not item.optional
        and (item.when is None or holds(item.when, known, otherwise=True))
    )


def pass_gate(turn: Turn, step: TaskStep, task: Obligation, outcome: str, answers: Answers) -> None:
    """Hold what must be true before *outcome*, given with *answers*, against what is.

    Raises:
        CommandRefused: ``gate-closed``, with the items that are missing (*items*), and in words
            (*missing*) all that is. A condition that cannot be evaluated does not hold.
    """
    gate = step.outcomes[outcome].gate
    if gate is None:
        return
    # What is answered now counts, for the items as well as for the condition.
    own = own_name(turn.pathway, step.id, task.branch) or step.id
    given = {**turn.pathway.answers, step.id: answers, own: answers}
    pathway = replace(turn.pathway, answers=given)
    items = still_to_check(turn.rules, pathway, task) if gate.checklist else ()
    missing = [step.checklist[code].label.nb for code in items]
    known = Facts(turn.rules, pathway, Place.of(task))
    if gate.when is not None and not holds(gate.when, known, otherwise=False):
        missing.append(gate.say.nb if gate.say else gate.when.source)
    if missing:
        raise CommandRefused(
            "gate-closed", step=step.id, outcome=outcome, items=items, missing=tuple(missing)
        )


def holds(condition: Condition, known: Facts, *, otherwise: bool) -> bool:
    """Whether *condition* is true; *otherwise* when it cannot be evaluated."""
    try:
        return evaluate(condition, known)
    except ExpressionError:
        return otherwise
