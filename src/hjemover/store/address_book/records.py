"""The records of the address book, one type for each table."""

from datetime import date
from typing import Literal, Protocol

from msgspec import Struct

from hjemover.calendar import OpeningHours
from hjemover.vocabulary import Language, Role


class Organisation(Struct, frozen=True, kw_only=True):
    """A legal body (virksomhet). *id* is its official number, or one of our own."""

    id: str
    name: str
    kind: Literal["hospital-trust", "municipality", "gp-office", "other"]
    region: str = ""
    parent: str | None = None
    language: Language = "nb"


class Unit(Struct, frozen=True, kw_only=True):
    """A unit with an inbox (enhet).

    Args:
        lead: The person who leads it.
        week: Opening hours, Monday to Sunday; empty for ordinary working days.
        closed: Days it is closed beside public holidays; *closed_yearly* as (month, day).
        digest_hour: When its digest goes out, Oslo time.
    """

    id: str
    organisation: str
    name: str
    language: Language = "nb"
    lead: str | None = None
    week: tuple[OpeningHours | None, ...] = ()
    closed: tuple[date, ...] = ()
    closed_yearly: tuple[tuple[int, int], ...] = ()
    digest_hour: int = 8


class Service(Struct, frozen=True, kw_only=True):
    """What a service that parties of definitions ask for is called (tjeneste)."""

    code: str
    name: str
    name_nn: str | None = None
    name_en: str | None = None


class UnitService(Struct, frozen=True, kw_only=True):
    """The unit that answers for a service in its organisation. One unit for each."""

    organisation: str
    service: str
    unit: str


class ContactPoint(Struct, frozen=True, kw_only=True):
    """Where a unit, or its lead, is reached (kontaktpunkt)."""

    unit: str
    role: Literal["unit", "lead"] = "unit"
    channel: Literal["email", "inbox"]
    address: str
    status: Literal["ok", "bounced"] = "ok"


class Deputy(Struct, frozen=True, kw_only=True):
    """The unit that stands in for another (stedfortreder).

    Args:
        to_day: The last day; None for good.
    """

    unit: str
    deputy: str
    from_day: date
    to_day: date | None = None


class Lasting(Protocol):
    """What holds from its first day to its last, or for good."""

    @property
    def from_day(self) -> date: ...
    @property
    def to_day(self) -> date | None: ...


def covers(one: Lasting, day: date) -> bool:
    """Whether a membership, an absence or a deputy holds on *day*."""
    return one.from_day <= day and (one.to_day is None or day <= one.to_day)


class Person(Struct, frozen=True, kw_only=True):
    """Somebody who works here (ansatt). Never a patient.

    Args:
        hpr_number: Theirs in the register of health personnel; None where it is not known.
    """

    id: str
    name: str
    login: str
    hpr_number: str | None = None


class Membership(Struct, frozen=True, kw_only=True):
    """A person's role in a unit, from a day to a day."""

    person: str
    unit: str
    role: Role
    from_day: date
    to_day: date | None = None


class Absence(Struct, frozen=True, kw_only=True):
    """Days when a person is not at work (fravær). *reason* is a code, never a diagnosis."""

    person: str
    from_day: date
    to_day: date | None = None
    reason: str = ""


class NumberSetting(Struct, frozen=True, kw_only=True):
    """Another value for a number of a definition. *value* as in YAML: "2 working days", "4"."""

    definition: str
    number: str
    scope: Literal["region", "organisation", "unit"]
    scope_id: str
    valid_from: date
    value: str


Record = (
    Organisation
    | Unit
    | Service
    | UnitService
    | ContactPoint
    | Deputy
    | Person
    | Membership
    | Absence
    | NumberSetting
)
