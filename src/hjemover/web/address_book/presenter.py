"""The address book in words: what the templates lay out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from msgspec import Struct

from hjemover.application.administering import (
    Changed,
    Consequences,
    Entry,
    PersonEntry,
    Standing,
    UnitEntry,
)
from hjemover.application.administering.looking import norwegian
from hjemover.application.opaque import person_code, unit_code
from hjemover.calendar import OpeningHours
from hjemover.store.address_book import Unit, UnitService
from hjemover.vocabulary import Role
from hjemover.web import formats
from hjemover.web.leading.naming import Names
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
    url: str
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
    elsewhere: bool  # it gets its copies in a system of its own, and nobody there signs in
    seen: str
    may_change: bool


class RoleView(Struct, frozen=True, kw_only=True):
    """A role of somebody's; *seen* is what its unit looked like."""

    role: str
    role_name: str
    unit: str
    unit_url: str
    from_day: date
    to_day: date | None
    begins_later: bool
    seen: str
    may_change: bool


class AbsenceView(Struct, frozen=True, kw_only=True):
    first: date
    last: date | None


class PersonPage(Struct, frozen=True, kw_only=True):
    """Somebody in full.

    Args:
        whole: All they work in is the visitor's to look after, so their name and way in are too.
        account: How far they have come with their password, in words.
    """

    id: str
    name: str
    url: str
    away: bool
    roles: tuple[RoleView, ...]
    absences: tuple[AbsenceView, ...]
    seen: str
    may_change: bool
    whole: bool
    account: str


class ServiceRow(Struct, frozen=True, kw_only=True):
    """Who answers for a service in an organisation; an empty unit is nobody."""

    name: str
    unit: str
    url: str


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
    line: int
    may_undo: bool
    when: str
    who: str
    what: str
    changes: tuple[str, ...]


def organisation_url(organisation: str) -> str:
    return f"{URL}/virksomhet/{unit_code(organisation)}"


def unit_url(unit: str) -> str:
    return f"{URL}/enhet/{unit_code(unit)}"


def person_url(person: str) -> str:
    return f"{URL}/person/{person_code(person)}"


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
        # Once, however many organisations it answers for it in.
        services=tuple(dict.fromkeys(names.service(one.service) for one in entry.services)),
        people=len({person.id for _, person in entry.people}),
        alone=entry.alone and not reached_elsewhere(entry),
    )


def reached_elsewhere(entry: UnitEntry) -> bool:
    """Most GPs get their copies in their own record system, and never sign in here."""
    return entry.organisation.kind == "gp-office" and not entry.people


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
                url=person_url(one.person),
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
        alone=entry.alone and not reached_elsewhere(entry),
        elsewhere=reached_elsewhere(entry),
        seen=entry.seen,
        may_change=may_change,
    )  # fmt: skip


def person_page(
    entry: PersonEntry,
    names: Names,
    today: date,
    *,
    mine: frozenset[str],
    standing: Standing | None,
) -> PersonPage:
    """*mine* are the organisations that the visitor looks after."""
    return PersonPage(
        id=entry.person.id,
        name=entry.person.name,
        url=person_url(entry.person.id),
        away=entry.away,
        roles=tuple(
            RoleView(
                role=one.role,
                role_name=role_name(one.role, names),
                unit=names.unit(unit.id),
                unit_url=unit_url(unit.id),
                from_day=one.from_day,
                to_day=one.to_day,
                begins_later=one.from_day > today,
                seen=seen,
                may_change=unit.organisation in mine,
            )
            for one, unit, seen in entry.roles
        ),
        absences=tuple(AbsenceView(first=o.from_day, last=o.to_day) for o in entry.absences),
        seen=entry.seen,
        may_change=bool(entry.homes & mine),
        whole=bool(entry.homes) and entry.homes <= mine,
        account=_account(standing, names) if standing else "",
    )


def _account(standing: Standing, names: Names) -> str:
    words = names.words
    if standing.invited_until is not None:
        until = formats.instant(standing.invited_until, words.language, weekday=False)
        return words.text(N_("Har fått en lenke som gjelder til %(until)s."), until=until)
    if standing.ready:
        return words.text(N_("Har valgt passord."))
    return words.text(N_("Har ikke valgt passord ennå."))


def _near(unit: str, home: str, names: Names) -> str:
    """A unit by its name alone in its own organisation, and with the other's elsewhere."""
    known = names.addresses.units.get(unit)
    return known.name if known and known.organisation == home else names.unit(unit)


def service_rows(
    home: str, answered: Mapping[str, str], missing: Sequence[str], names: Names
) -> list[ServiceRow]:
    """*answered* is the unit of each service; nobody answers for those that are *missing*."""
    rows = [
        ServiceRow(name=names.service(one), unit=_near(unit, home, names), url=unit_url(unit))
        for one, unit in answered.items()
    ]
    rows += [ServiceRow(name=names.service(one), unit="", url="") for one in missing]
    return sorted(rows, key=lambda one: norwegian(one.name))


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


def log_lines(found: Sequence[Changed], names: Names, undoable: frozenset[int]) -> list[LogLine]:
    words = names.words
    return [
        LogLine(
            line=one.line,
            may_undo=one.line in undoable,
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
