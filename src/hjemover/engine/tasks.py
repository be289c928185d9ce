"""Acts on tasks: take, give back, complete; and choices a person makes where rules could not."""

from msgspec.structs import replace

from hjemover.calendar import local_day
from hjemover.definition.models import Field, TaskStep
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.answers import check_answers
from hjemover.engine.breaches import check_lateness
from hjemover.engine.checklists import pass_gate
from hjemover.engine.codes import register
from hjemover.engine.corrections import move_subject
from hjemover.engine.directory import Rules
from hjemover.engine.enter import enter
from hjemover.engine.graph import block_of
from hjemover.engine.moves import TASK_MOVES
from hjemover.engine.state import Obligation
from hjemover.engine.transfers import follow_subject, name_unit, name_units
from hjemover.engine.turn import Place, Turn
from hjemover.errors import CommandRefused
from hjemover.vocabulary import ObligationKind, TaskStatus

TASKS = frozenset({ObligationKind.TASK, ObligationKind.CHOOSE_UNIT, ObligationKind.REPAIR})


def _task(turn: Turn, obligation: str, to: TaskStatus) -> Obligation:
    task = turn.open_obligation(obligation)
    if task.kind not in TASKS or to not in TASK_MOVES[task.status] | {task.status}:
        raise CommandRefused("wrong-status", obligation=task.id, status=task.status, wanted=to)
    return task


def _takable(turn: Turn, obligation: str, to: TaskStatus) -> Obligation:
    """What a person may take or give back: a task, or whatever is awaited in a handoff."""
    found = turn.open_obligation(obligation)
    return found if found.handoff is not None else _task(turn, obligation, to)


def claim(turn: Turn, command: c.ClaimTask) -> None:
    task = _takable(turn, command.obligation, TaskStatus.IN_PROGRESS)
    if task.claimed_by != command.person:
        turn.emit(e.TaskClaimed(at=turn.now, obligation=task.id, person=command.person))


def release(turn: Turn, command: c.ReleaseTask) -> None:
    task = _takable(turn, command.obligation, TaskStatus.REQUESTED)
    if task.claimed_by is not None:
        turn.emit(e.TaskReleased(at=turn.now, obligation=task.id, reason=command.reason))


def complete(turn: Turn, command: c.CompleteTask) -> None:
    task = _task(turn, command.obligation, TaskStatus.COMPLETED)
    step = turn.rules.definition.steps.get(task.step)
    if task.kind is not ObligationKind.TASK or not isinstance(step, TaskStep):
        raise CommandRefused(
            "wrong-status", obligation=task.id, status=task.status, wanted="completed"
        )
    outcome = step.outcomes.get(command.outcome)
    if outcome is None:
        raise CommandRefused(
            "unknown-outcome", step=step.id, outcome=command.outcome, known=tuple(step.outcomes)
        )
    at = turn.effective(command.effective)
    fields = fields_of_step(turn.rules, step, command.outcome)
    check_answers(fields, command.answers, local_day(turn.now))
    pass_gate(turn, step, task, command.outcome, command.answers)
    late_because = check_lateness(turn, task, at, command.late_because)
    turn.emit(
        e.TaskCompleted(
            at=at,
            obligation=task.id,
            step=step.id,
            outcome=command.outcome,
            answers=command.answers,
            unit=task.holder,
            late_because=late_because,
        )
    )
    register(turn, outcome.register or step.register, step.id, task.holder, at)
    before = turn.pathway.subject
    if move_subject(turn, fields, command.answers, at):
        follow_subject(turn, before, at)
    chosen_here = name_units(turn, fields, command.answers, at)
    place = Place(task.branch, {**task.item, **chosen_here})
    enter(turn, outcome.then, at, place)


def fields_of_step(rules: Rules, step: TaskStep, outcome: str) -> dict[str, Field]:
    """The fields answered when *step* is completed with *outcome*: its form's, and those asked."""
    form = rules.definition.forms[step.form].fields if step.form else {}
    asked = step.outcomes[outcome].ask
    if asked and step.form:
        # The form belongs to what was done; the other ways out ask their own questions only,
        # but whatever was filled in of the form is kept.
        optional = {name: _optional(field) for name, field in form.items()}
        return {**optional, **asked}
    return {**form, **asked}


def _optional(field: Field) -> Field:
    return replace(field, required=False)


def assign_party(turn: Turn, command: c.AssignParty) -> None:
    """Say which unit a party is; whatever waited for that choice goes on.

    A party that another unit is already, and holds something as, is offered to the new one.
    """
    if command.party not in turn.rules.definition.parties:
        raise CommandRefused("unknown-party", party=command.party)
    if turn.closed:
        raise CommandRefused("pathway-closed", outcome=turn.pathway.outcome)
    name_unit(turn, command.party, command.unit, turn.now, command.reason, command.obligation)


def choose_way(turn: Turn, command: c.ChooseWay) -> None:
    """A person decides where a failed rule could not."""
    repair = turn.open_obligation(command.obligation)
    if repair.kind not in (ObligationKind.REPAIR, ObligationKind.SUBPATHWAY):
        raise CommandRefused(
            "wrong-status", obligation=repair.id, status=repair.kind, wanted="repair"
        )
    known = block_of(turn.rules.definition, turn.pathway, repair.branch)
    if command.step not in known:
        raise CommandRefused("unknown-step", step=command.step, known=tuple(sorted(known)))
    if not command.reason.strip():
        raise CommandRefused("reason-missing", obligation=repair.id)
    turn.emit(
        e.TaskCompleted(
            at=turn.now,
            obligation=repair.id,
            step=repair.step,
            outcome="chosen",
            answers={"choice": command.step, "reason": command.reason},
            unit=repair.holder,
        )
    )
    enter(turn, command.step, turn.now, Place.of(repair), by_hand=True)
