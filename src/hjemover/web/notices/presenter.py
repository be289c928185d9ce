"""The page of prompts in words."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from hjemover.application.house import Addresses
from hjemover.application.notice_log import Notice
from hjemover.calendar import OpeningHours, say_day, say_instant
from hjemover.engine.directory import Directory
from hjemover.store.address_book import Absence, ContactPoint, Deputy, Unit
from hjemover.store.preferences import NoticeSetting
from hjemover.web.answers import FieldView, Option
from hjemover.web.notices.wording import (
    DETAILS,
    GROUPS,
    MESSAGES,
    OUTCOMES,
    WEEKDAYS,
    WISHES,
)
from hjemover.web.wording import N_, Words

FIRST_HOUR, LAST_HOUR = 6, 18


class UnitCard(Struct, frozen=True, kw_only=True):
    """A unit as its people should know it: reached where, open when, who stands in."""

    name: str
    facts: tuple[tuple[str, str], ...]
    broken: str
    alone: str


class Row(Struct, frozen=True, kw_only=True):
    """A line of the log."""

    when: str
    what: str
    to: str
    result: str
    colour: str
    why: str


class Away(Struct, frozen=True, kw_only=True):
    """An absence; *mine* tells whether the visitor may take it out."""

    name: str
    days: str
    person: str
    first: str
    may_remove: bool


def address_field(
    setting: NoticeSetting, words: Words, written: dict[str, str], error: str, *, oversees: bool
) -> FieldView:
    """A person's own address. *oversees*: they hear of emergency access whatever they choose."""
    help_ = (
        N_("Hit får du e-post med en gang når det gjelder nødrett. Det kan ikke velges bort.")
        if oversees
        else N_("Trengs bare hvis du vil ha egne varsler.")
    )
    return FieldView(
        name="adresse",
        type="email",
        label=words.text(N_("E-postadressen din på jobb")),
        help=words.text(help_),
        required=False,
        value=written.get("adresse", setting.address or ""),
        error=error,
        autocomplete="email",
    )


def wish_fields(
    setting: NoticeSetting, words: Words, written: dict[str, str]
) -> tuple[FieldView, ...]:
    """What somebody who does a unit's work has chosen; *written* is what they just wrote."""
    chosen = written.get("time", "")
    hour = chosen if chosen.isdecimal() else str(setting.digest_hour)
    return (
        *(
            FieldView(
                name=f"ved.{group}",
                type="choice",
                label=words.text(label),
                help=words.text(help_),
                values=(written.get(f"ved.{group}", setting.wish(group)),),
                options=tuple(Option(wish, words.text(said)) for wish, said in WISHES.items()),
            )
            for group, (label, help_) in GROUPS.items()
        ),
        FieldView(
            name="time",
            type="service",
            label=words.text(N_("Samlevarselet kommer")),
            values=(hour,),
            options=tuple(
                Option(str(one), words.text(N_("kl. %(hour)02d.00"), hour=one))
                for one in range(FIRST_HOUR, LAST_HOUR + 1)
            ),
        ),
    )


def unit_cards(
    units: Iterable[str],
    addresses: Addresses,
    directory: Directory,
    deputies: Iterable[Deputy],
    today: date,
    words: Words,
) -> Iterator[UnitCard]:
    """The visitor's units, in the order of their names."""
    deputies = list(deputies)
    for unit in sorted(units, key=addresses.unit_name):
        known = addresses.units.get(unit)
        if known is None:
            continue
        point, lead = addresses.mail.get((unit, "unit")), addresses.mail.get((unit, "lead"))
        broken = point is not None and point.status == "bounced"
        facts = directory.units.get(unit)
        nobody = facts is not None and not facts.has_active_person
        stand_in = directory.stand_ins.get(unit)
        yield UnitCard(
            name=addresses.unit_name(unit),
            facts=tuple(_facts(known, point, lead, deputies, addresses, today, words)),
            broken=words.text(N_("Adressen tar ikke imot post. Varslene kommer ikke fram."))
            if broken
            else "",
            alone=_alone(nobody, stand_in, addresses, words),
        )


def _alone(nobody: bool, stand_in: str | None, addresses: Addresses, words: Words) -> str:
    if not nobody:
        return ""
    if stand_in is None:
        return words.text(
            N_("Ingen er på jobb i dag, og ingen er stedfortreder. Sakene står fast.")
        )
    return words.text(
        N_("Ingen er på jobb i dag. %(unit)s har sakene på listen sin."),
        unit=addresses.unit_name(stand_in),
    )


def _facts(
    unit: Unit,
    point: ContactPoint | None,
    lead: ContactPoint | None,
    deputies: Iterable[Deputy],
    addresses: Addresses,
    today: date,
    words: Words,
) -> Iterator[tuple[str, str]]:
    none = words.text(N_("ingen; varslene står bare i innboksen"))
    yield words.text(N_("Adresse for varsler")), point.address if point else none
    if lead is not None:
        yield words.text(N_("Lederens adresse")), lead.address
    yield words.text(N_("Samlevarsel")), words.text(N_("kl. %(hour)02d.00"), hour=unit.digest_hour)
    yield words.text(N_("Åpningstid")), _week(unit.week, words)
    closed = [one for one in unit.closed if one >= today]
    if closed:
        said = ", ".join(say_day(one, words.language, weekday=False) for one in sorted(closed)[:6])
        yield words.text(N_("Stengt også")), said
    standing = [
        one
        for one in deputies
        if one.unit == unit.id and (one.to_day is None or one.to_day >= today)
    ]
    said = "; ".join(_deputy(one, addresses, words) for one in standing)
    yield words.text(N_("Stedfortreder")), said or words.text(N_("ingen"))


def _deputy(one: Deputy, addresses: Addresses, words: Words) -> str:
    name = addresses.unit_name(one.deputy)
    if one.to_day is None:
        return name
    first, last = (
        say_day(day, words.language, weekday=False) for day in (one.from_day, one.to_day)
    )
    return words.text(N_("%(unit)s fra %(first)s til %(last)s"), unit=name, first=first, last=last)


def _week(week: tuple[OpeningHours | None, ...], words: Words) -> str:
    """ "mandag–fredag 8.00–15.30"; days alike are said together."""
    if not week:
        return words.text(N_("virkedager"))
    said: list[tuple[int, int, OpeningHours]] = []
    for day, hours in enumerate(week):
        if hours is None:
            continue
        if said and said[-1][1] == day - 1 and said[-1][2] == hours:
            said[-1] = (said[-1][0], day, hours)
        else:
            said.append((day, day, hours))
    return ", ".join(
        f"{_days(first, last, words)} {hours.opens:%H.%M}–{hours.closes:%H.%M}"
        for first, last, hours in said
    )


def _days(first: int, last: int, words: Words) -> str:
    begins, ends = words.text(WEEKDAYS[first]), words.text(WEEKDAYS[last])
    return begins if first == last else f"{begins}–{ends}"


def away_rows(
    found: Iterable[Absence], names: dict[str, str], removable: Iterable[str], words: Words
) -> list[Away]:
    """Absences to come or under way, those that the visitor may take out marked."""
    may = set(removable)
    return [
        Away(
            name=names.get(one.person, one.person),
            days=_span(one, words),
            person=one.person,
            first=one.from_day.isoformat(),
            may_remove=one.person in may,
        )
        for one in found
    ]


def _span(one: Absence, words: Words) -> str:
    first = say_day(one.from_day, words.language, weekday=False)
    if one.to_day is None:
        return words.text(N_("fra %(first)s"), first=first)
    last = say_day(one.to_day, words.language, weekday=False)
    return words.text(N_("%(first)s til %(last)s"), first=first, last=last)


def log_rows(found: Iterable[Notice], addresses: Addresses, words: Words) -> list[Row]:
    """What was sent, to whom, how it went and why."""
    return [_row(one, addresses, words) for one in found]


def _row(one: Notice, addresses: Addresses, words: Words) -> Row:
    said, colour = OUTCOMES[one.outcome]
    to = addresses.unit_name(one.unit)
    if one.own:
        to = words.text(N_("deg, for %(unit)s"), unit=to)
    elif one.lead:
        to = words.text(N_("lederen for %(unit)s"), unit=to)
    return Row(
        when=say_instant(one.at or one.created, words.language, weekday=False),
        what=words.text(MESSAGES[one.message]),
        to=to,
        result=words.text(said),
        colour=colour,
        why=_why(one, words),
    )


def _why(one: Notice, words: Words) -> str:
    if one.outcome in ("sent", "inbox"):
        return ""
    if one.outcome in ("waiting", "trying") and one.next_try is not None:
        when = say_instant(one.next_try, words.language, weekday=False)
        return words.text(N_("tidligst %(when)s"), when=when)
    known = DETAILS.get(one.detail)
    return words.text(known) if known else one.detail
