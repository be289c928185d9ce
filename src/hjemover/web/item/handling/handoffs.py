"""A handoff, answered by its receiver or looked after by its sender."""

from collections.abc import Mapping

from starlette.datastructures import FormData

from hjemover.definition.models import Field, HandoffStep
from hjemover.engine import commands as c
from hjemover.web.answers import field_views, read_answers
from hjemover.web.item.handling.form import (
    Fields,
    Sheet,
    Wrong,
    check_text,
    faults,
    long_text,
    need_text,
    written,
)
from hjemover.web.item.handling.happened import LATE, happened, late_faults
from hjemover.web.item.handling.units import need_unit, unit_choice
from hjemover.web.wording import N_


def accept(sheet: Sheet, form: FormData) -> c.AnyCommand:
    errors = late_faults(sheet, form)
    if errors:
        raise Wrong(errors)
    return c.AcceptHandoff(
        obligation=sheet.item.obligation.id,
        person=sheet.person,
        effective=happened(sheet, form),
        late_because=written(form, LATE),
    )


ask_question = long_text(
    "tekst",
    N_("Hva må dere vite før dere kan ta imot?"),
    N_("Avsenderen ser spørsmålet og har ansvaret for pasienten mens dere venter."),
)


def send_back(sheet: Sheet, form: FormData) -> c.AnyCommand:
    text = need_text(sheet, form, "tekst", N_("Skriv spørsmålet først."))
    return c.ReturnHandoff(obligation=sheet.item.obligation.id, question=text)


_reason = long_text(
    "grunn", N_("Hvorfor kan dere ikke ta imot?"), N_("Avsenderen ser det du skriver.")
)


def _asked_when_rejected(sheet: Sheet) -> Mapping[str, Field]:
    step = sheet.item.step
    if not isinstance(step, HandoffStep):
        return {}
    return step.outcomes["rejected"].ask


def reject_fields(sheet: Sheet, form: FormData, errors: Mapping[str, str]) -> Fields:
    asked = _asked_when_rejected(sheet)
    answers = read_answers(asked, form)
    return (
        *field_views(
            asked,
            answers,
            sheet.words,
            places=sheet.places,
            errors=errors,
            today=sheet.today,
            growing=form,
        ),
        _reason(sheet, form, errors),
    )


def reject(sheet: Sheet, form: FormData) -> c.AnyCommand:
    asked = _asked_when_rejected(sheet)
    answers = read_answers(asked, form)
    errors = faults(asked, answers, sheet)
    if not written(form, "grunn"):
        errors["grunn"] = sheet.words.text(N_("Skriv noen ord om hvorfor."))
    if errors:
        raise Wrong(errors)
    reason = need_text(sheet, form, "grunn", "")
    return c.RejectHandoff(obligation=sheet.item.obligation.id, reason=reason, answers=answers)


_forward_to = unit_choice(N_("Hvem skal ha den?"))
_note = long_text("tekst", N_("Beskjed til dem"), required=False)


def forward_fields(sheet: Sheet, form: FormData, errors: Mapping[str, str]) -> Fields:
    return (*_forward_to(sheet, form, errors), _note(sheet, form, errors))


def forward(sheet: Sheet, form: FormData) -> c.AnyCommand:
    unit, note = need_unit(sheet, form), written(form, "tekst")
    if note:
        check_text(sheet, "tekst", note)
    return c.ForwardHandoff(obligation=sheet.item.obligation.id, to=unit, note=note)


ask_answer = long_text(
    "tekst", N_("Svaret"), N_("Mottakeren ser svaret, og skal så svare på overføringen.")
)


def answer(sheet: Sheet, form: FormData) -> c.AnyCommand:
    text = need_text(sheet, form, "tekst", N_("Skriv svaret først."))
    return c.AnswerHandoff(obligation=sheet.item.obligation.id, answer=text)


_why_withdrawn = long_text("grunn", N_("Hvorfor trekkes den tilbake?"))
_withdraw_to = unit_choice(N_("Send den heller til"), required=False)


def withdraw_fields(sheet: Sheet, form: FormData, errors: Mapping[str, str]) -> Fields:
    return (_why_withdrawn(sheet, form, errors), *_withdraw_to(sheet, form, errors))


def withdraw(sheet: Sheet, form: FormData) -> c.AnyCommand:
    reason = need_text(sheet, form, "grunn", N_("Skriv noen ord om hvorfor."))
    unit = need_unit(sheet, form) if written(form, "enhet") else None
    return c.WithdrawHandoff(obligation=sheet.item.obligation.id, reason=reason, to=unit)


def reoffer(sheet: Sheet, form: FormData) -> c.AnyCommand:
    return c.ReofferHandoff(obligation=sheet.item.obligation.id)
