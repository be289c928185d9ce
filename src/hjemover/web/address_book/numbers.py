"""Local numbers (egne tall og frister): another value than the pathway's, for a unit or all of an
organisation, from a day on."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, Literal

from msgspec import Struct
from starlette.datastructures import FormData

from hjemover.application.administering import Change
from hjemover.application.house import House
from hjemover.calendar import Duration, DurationError, Unit, local_day, say_duration
from hjemover.definition.explaining.plain import Plain
from hjemover.definition.models import Number, PathwayDefinition
from hjemover.store import address_book as book
from hjemover.vocabulary import DeadlineClass
from hjemover.web import formats
from hjemover.web.address_book import typed
from hjemover.web.address_book.fields import Filled
from hjemover.web.address_book.typed import Faulty
from hjemover.web.answers import FieldView
from hjemover.web.leading.naming import Names
from hjemover.web.wording import N_

Scope = Literal["organisation", "unit"]
UNITS: Final[Mapping[Unit, str]] = {
    Unit.WORKING_DAYS: N_("virkedager"),
    Unit.DAYS: N_("dager"),
    Unit.WEEKS: N_("uker"),
    Unit.MONTHS: N_("måneder"),
    Unit.YEARS: N_("år"),
    Unit.HOURS: N_("timer"),
    Unit.WORKING_HOURS: N_("arbeidstimer"),
}
OURS: Final = (DeadlineClass.LOCAL, DeadlineClass.RECOMMENDED)
"""What a place may decide otherwise. What stands in law or regulation it may not."""


class NumberRow(Struct, frozen=True, kw_only=True):
    """A local value; *code* and *first* are what its form sends back."""

    name: str
    value: str
    otherwise: str
    first: date
    code: str


def fields(names: Names, made: Filled) -> tuple[FieldView, ...]:
    words = names.words
    return (
        made.chosen("tall", words.text("Tall eller frist"), _choices(names)),
        made.field("verdi", "number", words.text("Ny verdi")),
        made.chosen(
            "malt_i", words.text("Målt i"),
            [(unit.value, words.text(said)) for unit, said in UNITS.items()],
            required=False, help=words.text("For frister. La stå tomt for et tall uten benevning."),
        ),
        made.field("gjelder_fra", "date", words.text("Gjelder fra dag"), required=False,
                   help=words.text("La stå tomt for i dag.")),
    )  # fmt: skip


def rows(house: House, names: Names, scope: Scope, about: str) -> list[NumberRow]:
    """The local values of a unit or an organisation, as they stand."""
    with house.database.reading() as tx:
        found = [
            one
            for one in book.records(tx, book.NumberSetting)
            if one.scope == scope and one.scope_id == about
        ]
    return [
        NumberRow(
            name=_name(one.definition, one.number, names),
            value=_said(book.number_value(one.value), names),
            otherwise=_otherwise(one, names),
            first=one.valid_from,
            code=f"{one.definition}/{one.number}",
        )
        for one in found
    ]


def _otherwise(one: book.NumberSetting, names: Names) -> str:
    definition = names.definitions.get(one.definition)
    number = definition.numbers.get(one.number) if definition else None
    return _said(number.value, names) if number else ""


def _name(definition: str, number: str, names: Names) -> str:
    known = names.definitions.get(definition)
    if known is None or number not in known.numbers:
        return names.pathway(definition)
    plain = Plain(known, names.words.language)
    return f"{names.pathway(definition)}: {_called(known, number, plain, names)}"


def _called(definition: PathwayDefinition, number: str, plain: Plain, names: Names) -> str:
    """By its own name, or by the steps it is used in."""
    own = definition.numbers[number].name
    return names.words.plain(own) if own else ", ".join(plain.users(number))


def _choices(names: Names) -> Iterator[tuple[str, str]]:
    for name, definition in sorted(
        names.definitions.items(), key=lambda one: names.pathway(one[0])
    ):
        plain = Plain(definition, names.words.language)
        for key, number in definition.numbers.items():
            called = _called(definition, key, plain, names)
            if number.deadline_class in OURS and called:
                said = _said(number.value, names)
                yield f"{name}/{key}", f"{names.pathway(name)}: {called} ({said})"


def _said(value: Duration | int | float, names: Names) -> str:
    if isinstance(value, Duration):
        return say_duration(value, names.words.language)
    return formats.number(value, names.words.language)


# --- changes ------------------------------------------------------------------------------------


def _change(house: House, names: Names, form: FormData, scope: Scope, about: str) -> Change:
    asked, _, number = typed.text(form, "tall").partition("/")
    definition = names.definitions.get(asked)
    known = definition.numbers.get(number) if definition else None
    if known is None or known.deadline_class not in OURS:
        raise Faulty(tall=N_("Velg fra listen."))
    new = book.NumberSetting(
        definition=asked,
        number=number,
        scope=scope,
        scope_id=about,
        valid_from=typed.day(form, "gjelder_fra") or local_day(house.clock.now()),
        value=_value(known, form),
    )
    return Change(put=[new])


def _value(number: Number, form: FormData) -> str:
    written = typed.text(form, "verdi").replace(",", ".")
    if not isinstance(number.value, Duration):
        try:
            found = float(written)
        except ValueError:
            raise Faulty(verdi=N_("Skriv et tall.")) from None
        if not abs(found) < 1e9:
            raise Faulty(verdi=N_("Skriv et tall."))
        return json.dumps(int(found) if found.is_integer() else found)
    if not (written.isascii() and written.isdecimal() and len(written) < 7):
        raise Faulty(verdi=N_("Skriv et helt tall."))
    unit = next((one for one in Unit if one == form.get("malt_i")), None)
    if unit is None:
        raise Faulty(malt_i=N_("Velg fra listen."))
    try:
        return str(Duration(int(written), unit))
    except DurationError:
        raise Faulty(verdi=N_("Det er for lenge. Velg et mindre tall.")) from None


def _remove(house: House, names: Names, form: FormData, scope: Scope, about: str) -> Change:
    asked = (typed.text(form, "tall"), typed.text(form, "fra"))
    with house.database.reading() as tx:
        gone = [
            one
            for one in book.records(tx, book.NumberSetting)
            if (one.scope, one.scope_id) == (scope, about)
            and (f"{one.definition}/{one.number}", one.valid_from.isoformat()) == asked
        ]
    return Change(remove=gone)


FORMS: Final[Mapping[str, Callable[[House, Names, FormData, Scope, str], Change]]] = {
    "tall": _change,
    "tall-slutt": _remove,
}
