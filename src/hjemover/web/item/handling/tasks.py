"""A task: its form, its ways out, and what each of them asks."""

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import FormData

from hjemover.definition.models import Field, Outcome, TaskStep
from hjemover.engine import commands as c
from hjemover.web.answers import field_views, read_answers
from hjemover.web.item.handling.form import Fields, Sheet, Wrong, faults, written
from hjemover.web.item.handling.happened import LATE, happened, late_faults, late_fields
from hjemover.web.wording import N_

OUTCOME: Final = "utfall"


def outcomes_of(sheet: Sheet) -> Mapping[str, Outcome]:
    step = sheet.item.step
    return step.outcomes if isinstance(step, TaskStep) else {}


def form_fields(sheet: Sheet) -> Mapping[str, Field]:
    """The questions of the task's own form."""
    step = sheet.item.step
    if not isinstance(step, TaskStep) or not step.form:
        return {}
    return sheet.item.definition.forms[step.form].fields


def asked_prefix(outcome: str) -> str:
    """What the questions of one way out are called in the form: two ways may ask the same."""
    return f"{OUTCOME}.{outcome}"


def task_fields(sheet: Sheet, form: FormData, errors: Mapping[str, str]) -> Fields:
    fields = form_fields(sheet)
    asked = field_views(
        fields,
        read_answers(fields, form),
        sheet.words,
        places=sheet.places,
        errors=errors,
        today=sheet.today,
        growing=form,
    )
    return (*asked, *late_fields(sheet, form, errors))


def asked_fields(sheet: Sheet, outcome: str, form: FormData, errors: Mapping[str, str]) -> Fields:
    """The questions that only one way out asks."""
    asked, prefix = outcomes_of(sheet)[outcome].ask, asked_prefix(outcome)
    own = {
        name.removeprefix(f"{prefix}."): error
        for name, error in errors.items()
        if name.startswith(f"{prefix}.")
    }
    return field_views(
        asked,
        read_answers(asked, form, prefix),
        sheet.words,
        places=sheet.places,
        errors=own,
        today=sheet.today,
        prefix=prefix,
        growing=form,
    )


def chosen_outcome(sheet: Sheet, form: FormData) -> str:
    """The way out that was chosen; the only one where there is no choice."""
    known = outcomes_of(sheet)
    said = written(form, OUTCOME)
    if said in known:
        return said
    return next(iter(known)) if len(known) == 1 else ""


def complete(sheet: Sheet, form: FormData) -> c.AnyCommand:
    outcome = chosen_outcome(sheet, form)
    if not outcome:
        raise Wrong({OUTCOME: sheet.words.text(N_("Velg hva som ble resultatet."))})
    asked, fields = outcomes_of(sheet)[outcome].ask, form_fields(sheet)
    answers = read_answers(fields, form)
    extra = read_answers(asked, form, asked_prefix(outcome))
    # The form belongs to what was done; the other ways out ask their own questions only.
    own = {name: field for name, field in fields.items() if not asked or name in answers}
    errors = faults(own, answers, sheet)
    prefix = asked_prefix(outcome)
    errors |= {f"{prefix}.{name}": why for name, why in faults(asked, extra, sheet).items()}
    errors |= late_faults(sheet, form)
    if errors:
        raise Wrong(errors)
    return c.CompleteTask(
        obligation=sheet.item.obligation.id,
        outcome=outcome,
        answers={**answers, **extra},
        effective=happened(sheet, form),
        late_because=written(form, LATE),
    )
