"""What the files say, as plain records: the address book (adressebok) and the enrolments.

A record that exists has been checked, references included. Nothing here has touched a database.
"""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from hjemover.calendar import NORWAY, Duration, WorkCalendar
from hjemover.definition.models import Text
from hjemover.vocabulary import Language, Role

OrganisationKind = Literal["hospital-trust", "municipality", "gp-office", "other"]
Channel = Literal["email"]
ContactRole = Literal["unit", "lead"]
Scope = Literal["region", "organisation", "unit"]

DIGEST_HOUR = 8


class Service(Struct, frozen=True, kw_only=True):
    """A service code that parties in the definitions ask for (tjeneste).

    Args:
        required_of: The kinds of organisation in which some unit must answer for it. For the
            others its absence is a fact ("no offer here"), not a mistake.
    """

    code: str
    name: Text
    required_of: tuple[OrganisationKind, ...] = ()


class Organisation(Struct, frozen=True, kw_only=True):
    """A legal body with units (virksomhet).

    Args:
        id: Of a municipality the official four digits (kommunenummer), otherwise our own word.
        parent: The organisation that it belongs under, as a GP office under its municipality.
    """

    id: str
    name: str
    kind: OrganisationKind
    region: str = ""
    parent: str | None = None
    language: Language = "nb"


class Unit(Struct, frozen=True, kw_only=True):
    """Where work lands (enhet), with the days and hours it works.

    Args:
        digest_hour: The hour of the day, in Oslo, when the digest goes out to it.
    """

    id: str
    organisation: str
    name: str
    language: Language = "nb"
    calendar: WorkCalendar = NORWAY
    digest_hour: int = DIGEST_HOUR


class UnitService(Struct, frozen=True, kw_only=True):
    """That a unit answers for a service.

    Args:
        chosen_by_name: The unit does the work, but only when it is itself named, as a ward is at
            enrolment. Of the units that are not chosen by name there is one in an organisation.
        also_for: Organisations it answers for besides its own (vertskommune, felles sekretariat).
    """

    unit: str
    service: str
    chosen_by_name: bool = False
    also_for: tuple[str, ...] = ()


class ContactPoint(Struct, frozen=True, kw_only=True):
    """Where to knock outside the inbox (kontaktpunkt): for the unit, or only for its lead."""

    unit: str
    channel: Channel
    address: str
    role: ContactRole = "unit"


class Deputy(Struct, frozen=True, kw_only=True):
    """The unit that stands in on days when nobody of another is at work (stedfortreder).

    Within its days, both included, when it has any.
    """

    unit: str
    deputy: str
    first_day: date | None = None
    last_day: date | None = None


class Person(Struct, frozen=True, kw_only=True):
    """Somebody who works in the units (medarbeider), and what they sign in as."""

    id: str
    name: str
    login: str
    hpr_number: str | None = None


class Membership(Struct, frozen=True, kw_only=True):
    """A person's role in a unit; somebody with several roles has several of these."""

    person: str
    unit: str
    role: Role = Role.COORDINATOR


class Absence(Struct, frozen=True, kw_only=True):
    """Days when a person is not at work (fravær), both included; without a last one until told.

    Why is nobody's business.
    """

    person: str
    first_day: date
    last_day: date | None = None


class NumberOverride(Struct, frozen=True, kw_only=True):
    """Another value of a definition's number for a region, organisation or unit, from a day on."""

    pathway: str
    number: str
    scope: Scope
    id: str
    valid_from: date
    value: Duration | int | float


class AddressBook(Struct, frozen=True, kw_only=True):
    """The whole of it. Every reference between the records holds."""

    services: tuple[Service, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    units: tuple[Unit, ...] = ()
    unit_services: tuple[UnitService, ...] = ()
    contact_points: tuple[ContactPoint, ...] = ()
    deputies: tuple[Deputy, ...] = ()
    people: tuple[Person, ...] = ()
    memberships: tuple[Membership, ...] = ()
    absences: tuple[Absence, ...] = ()
    number_overrides: tuple[NumberOverride, ...] = ()


class OccurrenceRow(Struct, frozen=True, kw_only=True):
    """One thing that happened to a patient. Printing it shows where it stood, and nobody's number.

    Args:
        id: The sender's own id of it.
        birth_number: Eleven digits, checked; or else *reference* says who.
        reference: The opaque reference of one of the patient's pathways.
        at: UTC.
    """

    file: str
    line: int
    id: str
    occurrence: str
    birth_number: str | None = None
    reference: str | None = None
    at: datetime
    unit: str
    data: dict[str, str | bool | float] = {}

    def __repr__(self) -> str:
        return f"OccurrenceRow({self.file}:{self.line})"


class EnrolmentRow(Struct, frozen=True, kw_only=True):
    """One patient to enrol. Printing it shows where it stood, and nobody's name or number.

    Args:
        birth_number: Eleven digits, checked.
        municipality: Organisation id, which is the official number.
        dates: The named dates that the file gave, by the definition's own names.
        enrolled_at: UTC; None means when it is imported.
    """

    file: str
    line: int
    pathway: str
    version: int | None = None
    birth_number: str
    name: str
    hospital_unit: str
    municipality: str
    gp: str | None = None
    dates: dict[str, date] = {}
    enrolled_at: datetime | None = None

    def __repr__(self) -> str:
        # A repr ends up in logs and in failing tests.
        return f"EnrolmentRow({self.file}:{self.line})"
