"""A limit that may move: prolonged, stopped and started again."""

from collections.abc import Mapping
from datetime import date

from starlette.datastructures import FormData

from hjemover.application.desk.item import Item
from hjemover.definition.models import HandoffStep, Limit, TaskStep
from hjemover.engine import commands as c
from hjemover.web.answers import FieldView, Option, read_day
from hjemover.web.item.handling.form import Fields, Sheet, Wrong, long_text, need_text, written
from hjemover.web.refusals import say_fault
from hjemover.web.wording import N_


def limit_of(item: Item) -> Limit | None:
    """The limit that the item's step has."""
    match item.step:
        case TaskStep(due=limit):
            return limit
        case HandoffStep(accept=limit):
            return limit
        case _:
            return None


ask_why_extended = long_text("grunn", N_("Hvorfor trengs mer tid?"))


def extend(sheet: Sheet, form: FormData) -> c.AnyCommand:
    reason = need_text(sheet, form, "grunn", N_("Skriv noen ord om hvorfor."))
    return c.ExtendLimit(obligation=sheet.item.obligation.id, reason=reason)


def stop_fields(sheet: Sheet, form: FormData, errors: Mapping[str, str]) -> Fields:
    limit = limit_of(sheet.item)
    reasons = limit.stop_reasons if limit else {}
    label = sheet.words.text(N_("Hvorfor skal klokken stå?"))
    why = (
        FieldView(
            name="grunn",
            type="choice",
            label=label,
            values=(written(form, "grunn"),),
            options=tuple(Option(code, sheet.words.of(text)) for code, text in reasons.items()),
            error=errors.get("grunn", ""),
        )
        if reasons
        else FieldView(
            name="grunn",
            type="long-text",
            label=label,
            value=written(form, "grunn"),
            error=errors.get("grunn", ""),
        )
    )
    until = FieldView(
        name="til",
        type="date",
        label=sheet.words.text(N_("Til hvilken dag?")),
        help=sheet.words.text(N_("La feltet stå tomt hvis dagen ikke er kjent.")),
        required=False,
        value=read_day(written(form, "til")),
        error=errors.get("til", ""),
    )
    return (why, until)


def stop(sheet: Sheet, form: FormData) -> c.AnyCommand:
    reason = need_text(sheet, form, "grunn", N_("Velg eller skriv hvorfor."))
    said, until = read_day(written(form, "til")), None
    if said:
        try:
            until = date.fromisoformat(said)
        except ValueError:
            raise Wrong({"til": say_fault("not-a-date", sheet.words)}) from None
    return c.StopClock(obligation=sheet.item.obligation.id, reason=reason, until=until)


def start(sheet: Sheet, form: FormData) -> c.AnyCommand:
    return c.StartClock(obligation=sheet.item.obligation.id)
