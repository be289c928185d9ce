"""The address book in words: what the templates lay out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from msgspec import Struct

from hjemover.application.administering import Changed, Consequences, Entry, UnitEntry
from hjemover.application.opaque import unit_code
from hjemover.calendar import OpeningHours
from hjemover.store.address_book import Organisation, Person, Unit, UnitService
from hjemover.vocabulary import Role
from hjemover.web import formats
from hjemover.web.answers import FieldView, Option
from hjemover.web.leading.naming import Names, sorted_by_name
from hjemover.web.rendering import ROLE_NAMES
from hjemover.web.wording import N_

URL: Final = "/adressebok"
WEEKDAYS: Final = (
    N_("mandag"), N_("tirsdag"), N_("onsdag"), N_("torsdag"), N_("fredag"), N_("lørdag"),
    N_("søndag"),
)  # fmt: skip
KINDS: Final[Mapping[str, str]] = {
    "hospital-trust": N_("helseforetak"),
    "municipality": N_("kommune"),
    "gp-office": N_("fastlegekontor"),
    "other": N_("annen virksomhet"),
}
LANGUAGES: Final = (("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English"))
RECORDS: Final[Mapping[str, str]] = {
    "Organisation": N_("virksomhet"),
    "Unit": N_("enhet"),
    "Service": N_("tjeneste"),
    "UnitService": N_("tjeneste"),
    "Invitation": N_("lenke for nytt passord"),
    "ContactPoint": N_("kontaktpunkt"),
    "Deputy": N_("vikar"),
    "Person": N_("person"),
    "Membership": N_("medlemskap"),
    "Absence": N_("fravær"),
    "NumberSetting": N_("lokalt tall"),
}
FIELDS: Final[Mapping[str, str]] = {
    "name": N_("navn"),
    "organisation": N_("virksomhet"),
    "unit": N_("enhet"),
    "person": N_("person"),
    "role": N_("rolle"),
    "from_day": N_("fra dag"),
    "to_day": N_("til dag"),
    "service": N_("tjeneste"),
    "deputy": N_("vikarenhet"),
    "channel": N_("kanal"),
    "address": N_("adresse"),
    "status": N_("status"),
    "language": N_("målform"),
    "lead": N_("leder"),
    "week": N_("åpningstid"),
    "closed": N_("stengte dager"),
    "closed_yearly": N_("stengte dager hvert år"),
    "digest_hour": N_("time for samlevarsel"),
    "login": N_("brukernavn"),
    "hpr_number": N_("HPR-nummer"),
    "id": N_("kode"),
}


class UnitLine(Struct, frozen=True, kw_only=True):
    """A unit in the list."""

    name: str
    url: str
    services: tuple[str, ...]
    people: int
    alone: bool


class OrganisationLine(Struct, frozen=True, kw_only=True):
    name: str
    kind: str
    url: str
    units: tuple[UnitLine, ...]


class MemberView(Struct, frozen=True, kw_only=True):
    """Somebody's role in the unit; the codes are what their form sends back."""

    person: str
    role: str
    name: str
    role_name: str
    from_day: date
    to_day: date | None
    away: bool
    begins_later: bool


class DeputyView(Struct, frozen=True, kw_only=True):
    name: str
    from_day: date
    to_day: date | None


class UnitPage(Struct, frozen=True, kw_only=True):
    """A unit in full."""

    name: str
    url: str
    organisation: str
    organisation_url: str
    services: tuple[str, ...]
    mail: str
    bounced: bool
    lead: str
    lead_mail: str
    hours: tuple[tuple[str, str], ...]
    closed: tuple[str, ...]
    deputies: tuple[DeputyView, ...]
    people: tuple[MemberView, ...]
    alone: bool
    seen: str
    may_change: bool


class LeftView(Struct, frozen=True, kw_only=True):
    unit: str
    on: date
    services: tuple[str, ...]
    patients: tuple[str, ...]
    touched: int


class ConsequencesView(Struct, frozen=True, kw_only=True):
    left_alone: tuple[LeftView, ...]
    unanswered: tuple[str, ...]
    without_administrator: tuple[str, ...]


class LogLine(Struct, frozen=True, kw_only=True):
    when: str
    who: str
    what: str
    changes: tuple[str, ...]


def organisation_url(organisation: str) -> str:
    return f"{URL}/virksomhet/{unit_code(organisation)}"


def unit_url(unit: str) -> str:
    return f"{URL}/enhet/{unit_code(unit)}"


def lines(found: Sequence[Entry], names: Names) -> list[OrganisationLine]:
    return [
        OrganisationLine(
            name=one.organisation.name,
            kind=names.words.text(KINDS[one.organisation.kind]),
            url=organisation_url(one.organisation.id),
            units=tuple(_line(unit, names) for unit in one.units),
        )
        for one in found
    ]


def _line(entry: UnitEntry, names: Names) -> UnitLine:
    return UnitLine(
        name=entry.unit.name,
        url=unit_url(entry.unit.id),
        services=tuple(names.service(one.service) for one in entry.services),
        people=len({person.id for _, person in entry.people}),
        alone=entry.alone,
    )


def unit_page(entry: UnitEntry, names: Names, today: date, *, may_change: bool) -> UnitPage:
    words, unit = names.words, entry.unit
    mail = {one.role: one for one in entry.contacts if one.channel == "email"}
    own, lead = mail.get("unit"), mail.get("lead")
    return UnitPage(
        name=unit.name,
        url=unit_url(unit.id),
        organisation=entry.organisation.name,
        organisation_url=organisation_url(entry.organisation.id),
        services=tuple(_service(one, entry, names) for one in entry.services),
        mail=own.address if own else "",
        bounced=bool(own and own.status == "bounced"),
        lead=names.person(unit.lead),
        lead_mail=lead.address if lead else "",
        hours=tuple(
            (words.text(WEEKDAYS[day]), _hours(one, names)) for day, one in enumerate(unit.week)
        ),
        closed=_closed(unit, today, names),
        deputies=tuple(
            DeputyView(name=names.unit(one.deputy), from_day=one.from_day, to_day=one.to_day)
            for one in entry.deputies
        ),
        people=tuple(
            MemberView(
                person=one.person,
                role=one.role,
                name=person.name,
                role_name=role_name(one.role, names),
                from_day=one.from_day,
                to_day=one.to_day,
                away=one.person in entry.away,
                begins_later=one.from_day > today,
            )
            for one, person in entry.people
        ),
        alone=entry.alone,
        seen=entry.seen,
        may_change=may_change,
    )  # fmt: skip


def _service(one: UnitService, entry: UnitEntry, names: Names) -> str:
    if one.organisation == entry.unit.organisation:
        return names.service(one.service)
    return f"{names.service(one.service)} ({names.organisation(one.organisation)})"


def _hours(one: OpeningHours | None, names: Names) -> str:
    return f"{one.opens:%H.%M}–{one.closes:%H.%M}" if one else names.words.text("stengt")


def _closed(unit: Unit, today: date, names: Names) -> tuple[str, ...]:
    coming = [day for day in unit.closed if day >= today]
    return (
        *(f"{day}.{month}." for month, day in unit.closed_yearly),
        *(formats.day(day, names.words.language, weekday=False) for day in coming),
    )


def role_name(role: str, names: Names) -> str:
    known = next((one for one in Role if one == role), None)
    return names.words.text(ROLE_NAMES[known]) if known else role


# --- forms --------------------------------------------------------------------------------------


def unit_fields(
    entry: UnitEntry,
    names: Names,
    *,
    everybody: Iterable[Person],
    services: Collection[str],
    typed: Mapping[str, Any],
    errors: Mapping[str, str],
) -> dict[str, tuple[FieldView, ...]]:
    """The fields of every form on the page, with what was typed in the one that was refused."""
    words, unit = names.words, entry.unit
    mail = {one.role: one.address for one in entry.contacts if one.channel == "email"}

    def field(name: str, type: str, label: str, value: str = "", **more: Any) -> FieldView:
        error = words.text(errors[name]) if name in errors else ""
        filled = str(typed.get(name, value))
        return FieldView(name=name, type=type, label=label, value=filled, error=error, **more)

    def chosen(
        name: str, label: str, options: Iterable[tuple[str, str]], value: str = "", **more: Any
    ) -> FieldView:
        error = words.text(errors[name]) if name in errors else ""
        return FieldView(
            name=name, type="unit", label=label, values=(str(typed.get(name, value)),),
            options=tuple(Option(v, said) for v, said in options), error=error, **more,
        )  # fmt: skip

    members = sorted_by_name({(person.id, person.name) for _, person in entry.people})
    others = sorted_by_name(
        (one, names.unit(one)) for one in names.addresses.units if one != unit.id
    )
    mine = {one.service for one in entry.services if one.organisation == unit.organisation}
    return {
        "navn": (
            field("navn", "text", words.text("Navn"), unit.name),
            chosen("leder", words.text("Leder"), members, unit.lead or "", required=False),
            chosen("maalform", words.text("Målform"), LANGUAGES, unit.language),
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
            field("hpr_nummer", "text", words.text("HPR-nummer"), required=False,
                  help=words.text("Da kjennes de igjen første gang de logger inn.")),
            chosen("rolle", words.text("Rolle"),
                   [(role.value, words.text(said)) for role, said in ROLE_NAMES.items()]),
            field("fra_dag", "date", words.text("Fra dag"), required=False),
        ),
    }  # fmt: skip


def organisation_fields(
    home: Organisation, names: Names, typed: Mapping[str, Any], errors: Mapping[str, str]
) -> dict[str, tuple[FieldView, ...]]:
    words = names.words

    def error(name: str) -> str:
        return words.text(errors[name]) if name in errors else ""

    return {
        "navn": (
            FieldView(name="navn", type="text", label=words.text("Navn"),
                      value=str(typed.get("navn", home.name)), error=error("navn")),
            FieldView(name="maalform", type="unit", label=words.text("Målform"),
                      values=(str(typed.get("maalform", home.language)),),
                      options=tuple(Option(v, said) for v, said in LANGUAGES)),
        ),
        "ny-enhet": (
            FieldView(name="enhetsnavn", type="text", label=words.text("Navn på enheten"),
                      value=str(typed.get("enhetsnavn", "")), error=error("enhetsnavn")),
        ),
    }  # fmt: skip


def _hour(week: Sequence[Any], day: int, edge: str) -> str:
    hours = week[day] if week else None
    return f"{getattr(hours, edge):%H:%M}" if hours else ""


def consequences_view(found: Consequences, names: Names) -> ConsequencesView:
    return ConsequencesView(
        left_alone=tuple(
            LeftView(
                unit=names.unit(one.unit),
                on=one.on,
                services=tuple(_answered(*key, names) for key in one.services),
                patients=one.patients,
                touched=one.touched,
            )
            for one in found.left_alone
        ),
        unanswered=tuple(_answered(*key, names) for key in found.unanswered),
        without_administrator=tuple(names.organisation(one) for one in found.without_administrator),
    )


def _answered(organisation: str, service: str, names: Names) -> str:
    return f"{names.service(service)}, {names.organisation(organisation)}"


def log_lines(found: Sequence[Changed], names: Names) -> list[LogLine]:
    words = names.words
    return [
        LogLine(
            when=formats.instant(one.at, words.language, weekday=False),
            who=one.by_name,
            what=_what(one, names),
            changes=tuple(
                f"{words.text(FIELDS.get(field, field))}: {_said(field, before, names)} → "
                f"{_said(field, after, names)}"
                for field, before, after in one.fields
                if one.before is not None and one.after is not None
            ),
        )
        for one in found
    ]


def _what(one: Changed, names: Names) -> str:
    words = names.words
    record = words.text(RECORDS.get(one.record, one.record))
    about = one.after or one.before or {}
    keys = ("name", "person", "unit", "service", "deputy", "role", "address", "from_day", "to_day")
    said = ", ".join(_said(key, about[key], names) for key in keys if about.get(key))
    verb = N_("Ny %(record)s: %(about)s")
    if one.after is None:
        verb = N_("Fjernet %(record)s: %(about)s")
    elif one.before is not None:
        verb = N_("Endret %(record)s: %(about)s")
    return words.text(verb, record=record, about=said)


def _said(field: str, value: Any, names: Names) -> str:
    if value is None or value in ("", []):
        return "–"
    match field:
        case "unit" | "deputy":
            return names.unit(str(value))
        case "person" | "lead":
            return names.person(str(value))
        case "organisation":
            return names.organisation(str(value))
        case "service":
            return names.service(str(value))
        case "role":
            return role_name(str(value), names)
        case _:
            return str(value)
