"""When it happened, and why it was late. Late registration is normal work."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from starlette.datastructures import FormData

from hjemover.calendar import local_day, start_of_day
from hjemover.definition.models import Field, Text
from hjemover.engine.breaches import asks_why_late
from hjemover.web.answers import FieldView, read_day
from hjemover.web.item.handling.form import Fields, Sheet, Wrong, faults, written
from hjemover.web.refusals import say_fault
from hjemover.web.wording import N_

WHEN: Final = "skjedde"


def when_field(sheet: Sheet, form: FormData, errors: Mapping[str, str]) -> FieldView:
    """On which day it happened, where that was not today. Late registration is normal work."""
    return FieldView(
        name=WHEN,
        type="date",
        label=sheet.words.text(N_("Skjedde det en annen dag?")),
        help=sheet.words.text(N_("La feltet stå tomt hvis det er i dag.")),
        required=False,
        value=read_day(written(form, WHEN)),
        error=errors.get(WHEN, ""),
        latest=sheet.today.isoformat(),
    )


def happened(sheet: Sheet, form: FormData) -> datetime | None:
    """The moment that is meant: noon of the day, but not before the offer or the pathway began."""
    said = read_day(written(form, WHEN))
    if not said:
        return None
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise Wrong({WHEN: say_fault("not-a-date", sheet.words)}) from None
    if day > sheet.today:
        raise Wrong({WHEN: say_fault("date-in-future", sheet.words)})
    if day == sheet.today:
        return None
    handoff = sheet.item.obligation.handoff
    began = handoff.offered if handoff else sheet.item.pathway.enrolled
    noon = start_of_day(day) + timedelta(hours=12)
    if local_day(began) == day:
        return max(noon, began)
    if noon < began:
        raise Wrong({WHEN: sheet.words.text(N_("Dagen er før dette begynte."))})
    return noon


LATE: Final = "forsinket"


def late_fields(sheet: Sheet, form: FormData, errors: Mapping[str, str]) -> Fields:
    """Why it was late, where the definition asks and the limit has been let pass."""
    item = sheet.item
    late = asks_why_late(item.definition, item.obligation, item.now)
    if not late and LATE not in errors:
        return ()
    return (
        FieldView(
            name=LATE,
            type="long-text",
            label=sheet.words.text(N_("Hvorfor ble det sent?")),
            help=sheet.words.text(N_("Trengs ikke hvis det skjedde før fristen.")),
            value=written(form, LATE),
            error=errors.get(LATE, ""),
        ),
    )


def late_faults(sheet: Sheet, form: FormData) -> dict[str, str]:
    """What is wrong with the reason; :func:`happened` is to be readable first."""
    text, item = written(form, LATE), sheet.item
    at = happened(sheet, form) or item.now
    if text:
        return faults({LATE: Field(type="long-text", label=Text(nb=LATE))}, {LATE: text}, sheet)
    if asks_why_late(item.definition, item.obligation, at):
        return {LATE: sheet.words.text(N_("Fristen er passert. Skriv noen ord om hvorfor."))}
    return {}
