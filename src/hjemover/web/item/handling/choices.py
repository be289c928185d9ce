"""Choices that a rule could not make: a unit for a party, a way for a pathway."""

from collections.abc import Mapping

from starlette.datastructures import FormData

from hjemover.engine import commands as c
from hjemover.engine.answers import MAX_TEXT
from hjemover.engine.graph import block_of
from hjemover.web.answers import FieldView, Option
from hjemover.web.item.handling.form import Fields, Sheet, Wrong, long_text, need_text, written
from hjemover.web.item.handling.units import need_unit, unit_choice
from hjemover.web.wording import N_

_choose_unit = unit_choice(N_("Hvilken enhet skal det være?"))
_why_chosen = long_text("grunn", N_("Hvorfor?"), required=False)


def assign_fields(sheet: Sheet, form: FormData, errors: Mapping[str, str]) -> Fields:
    return (*_choose_unit(sheet, form, errors), _why_chosen(sheet, form, errors))


def assign(sheet: Sheet, form: FormData) -> c.AnyCommand:
    open_ = sheet.item.obligation
    return c.AssignParty(
        party=open_.detail,
        unit=need_unit(sheet, form),
        reason=written(form, "grunn")[:MAX_TEXT],
        obligation=open_.id,
    )


_why_way = long_text("grunn", N_("Hvorfor denne veien?"))


def way_fields(sheet: Sheet, form: FormData, errors: Mapping[str, str]) -> Fields:
    item = sheet.item
    steps = sorted(block_of(item.definition, item.pathway, item.obligation.branch))
    options = tuple(Option(one, sheet.labels.step(one)) for one in steps)
    return (
        FieldView(
            name="steg",
            type="choice",
            label=sheet.words.text(N_("Hvor skal forløpet gå videre?")),
            values=(written(form, "steg"),),
            options=tuple(sorted(options, key=lambda one: str(one.label).casefold())),
            error=errors.get("steg", ""),
        ),
        _why_way(sheet, form, errors),
    )


def choose_way(sheet: Sheet, form: FormData) -> c.AnyCommand:
    item, step = sheet.item, written(form, "steg")
    if step not in block_of(item.definition, item.pathway, item.obligation.branch):
        raise Wrong({"steg": sheet.words.text(N_("Velg hvor forløpet skal gå videre."))})
    reason = need_text(sheet, form, "grunn", N_("Skriv noen ord om hvorfor."))
    return c.ChooseWay(obligation=item.obligation.id, step=step, reason=reason)
