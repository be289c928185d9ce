"""A task: its form, its ways out, and what each of them asks."""

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import FormData

from hjemover.definition.models import Field, Outcome, TaskStep
from hjemover.engine import commands as c
from hjemover.web.answers import field_views, read_answers
from hjemover.web.item.handling.form import Desk, Fields, Wrong, faults, written
from hjemover.web.item.handling.happened import LATE, happened, late_faults, late_fields
from hjemover.web.wording import N_

OUTCOME: Final = "utfall"


def outcomes_of(desk: Desk) -> Mapping[str, Outcome]:
    step = desk.item.step
    return step.outcomes if isinstance(step, TaskStep) else {}


def form_fields(desk: Desk) -> Mapping[str, Field]:
    """The questions of the task's own form."""
    step = desk.item.step
    if not isinstance(step, TaskStep) or not step.form:
        return {}
    return desk.item.definition.forms[step.form].fields


def asked_prefix(outcome: str) -> str:
    """What the questions of one way out are called in the form: two ways may ask the same."""
    return f"{OUTCOME}.{outcome}"


def task_fields(desk: Desk, form: FormData, errors: Mapping[str, str]) -> Fields:
    fields = form_fields(desk)
    asked = field_views(
        fields,
        read_answers(fields, form),
        desk.words,
        places=desk.places,
        errors=errors,
        today=desk.today,
        growing=form,
    )
    return (*asked, *late_fields(desk, form, errors))


def asked_fields(desk: Desk, outcome: str, form: FormData, errors: Mapping[str, str]) -> Fields:
    """The questions that only one way out asks."""
    asked, prefix = outcomes_of(desk)[outcome].ask, asked_prefix(outcome)
    own = {
        name.removeprefix(f"{prefix}."): error
        for name, error in errors.items()
        if name.startswith(f"{prefix}.")
    }
    return field_views(
        asked,
        read_answers(asked, form, prefix),
        desk.words,
        places=desk.places,
        errors=own,
        today=desk.today,
        prefix=prefix,
        growing=form,
    )


def chosen_outcome(desk: Desk, form: FormData) -> str:
    """The way out that was chosen; the only one where there is no choice."""
    known = outcomes_of(desk)
    said = written(form, OUTCOME)
    if said in known:
        return said
    return next(iter(known)) if len(known) == 1 else ""


def complete(desk: Desk, form: FormData) -> c.AnyCommand:
    outcome = chosen_outcome(desk, form)
    if not outcome:
        raise Wrong({OUTCOME: desk.words.text(N_("Velg hva som ble resultatet."))})
    asked, fields = outcomes_of(desk)[outcome].ask, form_fields(desk)
    answers = read_answers(fields, form)
    extra = read_answers(asked, form, asked_prefix(outcome))
    # The form belongs to what was done; the other ways out ask their own questions only.
    own = {name: field for name, field in fields.items() if not asked or name in answers}
    errors = faults(own, answers, desk)
    prefix = asked_prefix(outcome)
    errors |= {f"{prefix}.{name}": why for name, why in faults(asked, extra, desk).items()}
    errors |= late_faults(desk, form)
    if errors:
        raise Wrong(errors)
    return c.CompleteTask(
        obligation=desk.item.obligation.id,
        outcome=outcome,
        answers={**answers, **extra},
        effective=happened(desk, form),
        late_because=written(form, LATE),
    )
