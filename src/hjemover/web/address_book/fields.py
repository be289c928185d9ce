"""The forms of the address book: their fields, with what was typed in the one that was refused."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from hjemover.application.administering import PersonEntry, UnitEntry
from hjemover.application.opaque import unit_code
from hjemover.store.address_book import Organisation, Person
from hjemover.web.address_book.presenter import KINDS, LANGUAGES, WEEKDAYS
from hjemover.web.address_book.typed import Faulty
from hjemover.web.address_book.typed_others import NEW_KINDS
from hjemover.web.answers import FieldView, Option
from hjemover.web.leading.naming import Names, sorted_by_name
from hjemover.web.rendering import ROLE_NAMES
from hjemover.web.wording import N_

Forms = dict[str, tuple[FieldView, ...]]
LANGUAGE: Final = N_("Målform")


class Filled:
    """Makes fields: what was typed comes before what is kept, with what is wrong beside it."""

    def __init__(self, names: Names, typed: Mapping[str, Any], faulty: Faulty | None) -> None:
        self.words = names.words
        self._typed = typed
        self._faulty = faulty

    def field(self, name: str, type: str, label: str, value: str = "", **more: Any) -> FieldView:
        return FieldView(
            name=name, type=type, label=label, value=str(self._typed.get(name, value)),
            error=self.error(name), **more,
        )  # fmt: skip

    def chosen(
        self,
        name: str,
        label: str,
        options: Iterable[tuple[str, str]],
        value: str = "",
        **more: Any,
    ) -> FieldView:
        return FieldView(
            name=name, type="unit", label=label, values=(str(self._typed.get(name, value)),),
            options=tuple(Option(v, said) for v, said in options), error=self.error(name), **more,
        )  # fmt: skip

    def error(self, name: str) -> str:
        if self._faulty is None or name not in self._faulty.errors:
            return ""
        return self.words.text(self._faulty.errors[name], **self._faulty.names)


def unit_fields(
    entry: UnitEntry,
    names: Names,
    made: Filled,
    *,
    everybody: Iterable[Person],
    services: Collection[str],
) -> Forms:
    """Every form of a unit."""
    words, unit, field, chosen = names.words, entry.unit, made.field, made.chosen
    mail = {one.role: one.address for one in entry.contacts if one.channel == "email"}
    members = sorted_by_name({(person.id, person.name) for _, person in entry.people})
    others = sorted_by_name(
        (one, names.unit(one)) for one in names.addresses.units if one != unit.id
    )
    mine = {one.service for one in entry.services if one.organisation == unit.organisation}
    return {
        "navn": (
            field("navn", "text", words.text("Navn"), unit.name),
            chosen("leder", words.text("Leder"), members, unit.lead or "", required=False),
            chosen("maalform", words.text(LANGUAGE), LANGUAGES, unit.language),
            field("time", "number", words.text("Time for samlevarsel"), str(unit.digest_hour)),
        ),
        "kontakt": (
            field("epost", "email", words.text("Enhetens e-post"), mail.get("unit", ""),
                  required=False),
            field("lederepost", "email", words.text("Lederens e-post"), mail.get("lead", ""),
                  required=False),
        ),
        "apningstid": tuple(
            one
            for day, label in enumerate(WEEKDAYS)
            for one in (
                field(f"fra{day}", "time", words.text("%(day)s fra", day=words.text(label)),
                      _hour(unit.week, day, "opens"), required=False),
                field(f"til{day}", "time", words.text("%(day)s til", day=words.text(label)),
                      _hour(unit.week, day, "closes"), required=False),
            )
        ),
        "stengt": (
            field("stengt_arlig", "text", words.text("Stengt hvert år"),
                  ", ".join(f"{d}.{m}" for m, d in unit.closed_yearly), required=False,
                  help=words.text("Som 24.12, 31.12")),
            field("stengt", "text", words.text("Stengte dager"),
                  ", ".join(f"{day:%d.%m.%Y}" for day in unit.closed), required=False,
                  help=words.text("Som 23.12.2026")),
        ),
        "tjenester": (
            FieldView(
                name="tjeneste", type="choices", label=words.text("Svarer for"), required=False,
                values=tuple(mine),
                options=tuple(
                    Option(value, said)
                    for value, said in sorted_by_name((o, names.service(o)) for o in services)
                ),
            ),
        ),
        "vikar": (
            chosen("vikar", words.text("Vikarenhet"), others),
            field("vikar_fra", "date", words.text("Fra dag"), required=False),
            field("vikar_til", "date", words.text("Til dag"), required=False),
        ),
        "medlem": (
            chosen("person", words.text("Person"),
                   sorted_by_name((one.id, one.name) for one in everybody), required=False,
                   help=words.text("Velg en som alt arbeider hos dere, eller skriv en ny under.")),
            field("nytt_navn", "text", words.text("Nytt navn"), required=False),
            field("brukernavn", "text", words.text("Brukernavn"), required=False),
            _hpr_number(made),
            _role(made),
            field("fra_dag", "date", words.text("Fra dag"), required=False),
        ),
    }  # fmt: skip


def _hpr_number(made: Filled, value: str = "") -> FieldView:
    words = made.words
    return made.field(
        "hpr_nummer", "text", words.text("HPR-nummer"), value, required=False,
        help=words.text("Da kjennes de igjen første gang de logger inn."),
    )  # fmt: skip


def _role(made: Filled) -> FieldView:
    words = made.words
    return made.chosen(
        "rolle", words.text("Rolle"),
        [(role.value, words.text(said)) for role, said in ROLE_NAMES.items()],
    )  # fmt: skip


def organisation_fields(
    home: Organisation, names: Names, made: Filled, services: Collection[str]
) -> Forms:
    """Every form of an organisation."""
    words = names.words
    units = names.addresses.units.values()
    own = sorted_by_name((one.id, one.name) for one in units if one.organisation == home.id)
    others = sorted_by_name(
        (one.id, names.unit(one.id)) for one in units if one.organisation != home.id
    )
    return {
        "navn": (
            made.field("navn", "text", words.text("Navn"), home.name),
            made.chosen("maalform", words.text(LANGUAGE), LANGUAGES, home.language),
        ),
        "ny-enhet": (made.field("enhetsnavn", "text", words.text("Navn på enheten")),),
        "tjeneste": (
            made.chosen(
                "svartjeneste", words.text("Tjeneste"),
                sorted_by_name((one, names.service(one)) for one in services),
            ),
            made.chosen(
                "svarenhet", words.text("Enheten som svarer"), [*own, *others], required=False,
                help=words.text("Egne enheter står først. La stå tomt når ingen skal svare."),
            ),
        ),
        "ny-virksomhet": (
            made.field("virksomhetsnavn", "text", words.text("Navn på virksomheten")),
            made.chosen(
                "slag", words.text("Hva slags"),
                [(one, words.text(KINDS[one])) for one in NEW_KINDS],
            ),
        ),
    }  # fmt: skip


def person_fields(
    entry: PersonEntry, names: Names, made: Filled, *, units: Collection[str]
) -> Forms:
    """Every form of a person. *units* are those the visitor looks after."""
    words, person = names.words, entry.person
    return {
        "borte": (
            made.field("borte_fra", "date", words.text("Første dag"), required=False,
                       help=words.text("La stå tomt for i dag.")),
            made.field("borte_til", "date", words.text("Siste dag"), required=False,
                       help=words.text("La stå tomt hvis det ikke er kjent.")),
        ),
        "rolle": (
            made.chosen("enhet", words.text("Enhet"),
                        sorted_by_name((unit_code(one), names.unit(one)) for one in units)),
            _role(made),
            made.field("fra_dag", "date", words.text("Fra dag"), required=False),
        ),
        "navn": (
            made.field("navn", "text", words.text("Navn"), person.name),
            made.field("brukernavn", "text", words.text("Brukernavn"), person.login),
            _hpr_number(made, person.hpr_number or ""),
        ),
    }  # fmt: skip


def _hour(week: Sequence[Any], day: int, edge: str) -> str:
    hours = week[day] if week else None
    return f"{getattr(hours, edge):%H:%M}" if hours else ""
