"""A unit to send to: a search in the address book, and a choice among what it found."""

from collections.abc import Mapping

from starlette.datastructures import FormData

from hjemover.web.answers import FieldView, Option
from hjemover.web.item.handling.form import Fields, Questions, Sheet, Wrong, written
from hjemover.web.wording import N_


def unit_choice(label: str, *, required: bool = True) -> Questions:
    """A search in the address book, and what it found to choose from."""

    def make(sheet: Sheet, form: FormData, errors: Mapping[str, str]) -> Fields:
        search = FieldView(
            name="sok",
            type="text",
            label=sheet.words.text(N_("Søk etter enhet eller virksomhet")),
            required=required,
            value=written(form, "sok"),
            error=errors.get("sok", ""),
        )
        chosen = written(form, "enhet")
        options = dict(sheet.hits)
        if chosen and chosen not in options and chosen in sheet.labels.addresses.units:
            options = {chosen: sheet.labels.unit(chosen), **options}
        if not options:
            return (search,)
        return (
            search,
            FieldView(
                name="enhet",
                type="choice",
                label=sheet.words.text(label),
                required=required,
                values=(chosen,),
                options=tuple(Option(value, name) for value, name in options.items()),
                error=errors.get("enhet", ""),
            ),
        )

    return make


def need_unit(sheet: Sheet, form: FormData) -> str:
    """The unit that was chosen. Raises :class:`Wrong` where none was."""
    unit = written(form, "enhet")
    if unit not in sheet.labels.addresses.units:
        raise Wrong({"sok": sheet.words.text(N_("Søk etter en enhet, og velg den."))})
    return unit
