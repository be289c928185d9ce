"""Enrolling patients (innmelding): the identity sealed, the pathway by an opaque reference."""

import secrets
from datetime import date, datetime
from hashlib import blake2b

from msgspec import Struct

from hjemover.application.handle import Answer, Order, handle_in
from hjemover.application.house import Actor, House
from hjemover.calendar import local_day
from hjemover.definition.models import PathwayDefinition
from hjemover.engine.commands import EnrolPathway
from hjemover.engine.state import Subject
from hjemover.errors import CommandRefused
from hjemover.store import definitions, patients
from hjemover.store.identity import Identity
from hjemover.store.transaction import Transaction


class Enrolment(Struct, frozen=True, kw_only=True):
    """Who is to be enrolled in what, and what is known.

    Args:
        id: The id of the order; the same id twice enrols once.
        parties: The parties that come with enrolment, by unit.
        version: None for the version in force on the day.
        start: Another first step, as when the municipality finds the patient.
        name: Of the patient; nobody's where the pathway is about a case or an organisation.
        organisation: The one that a case, or the pathway itself, concerns.
        case: The number of the case in another system, opaque.
    """

    id: str
    pathway: str
    version: int | None = None
    name: str = ""
    birth_number: str | None = None
    parties: dict[str, str]
    municipality: str | None = None
    gp: str | None = None
    organisation: str | None = None
    case: str | None = None
    dates: dict[str, date] = {}
    at: datetime | None = None
    start: str | None = None

    def __repr__(self) -> str:
        # A repr ends up in logs.
        return f"Enrolment({self.id})"


def enrol(house: House, enrolment: Enrolment, by: Actor) -> Answer:
    """Enrol one patient in a transaction of its own.

    Raises:
        CommandRefused: As the engine says, or ``unknown-definition``.
    """
    return house.database.run_writing(lambda tx: enrol_in(house, tx, enrolment, by))


def enrol_in(house: House, tx: Transaction, enrolment: Enrolment, by: Actor) -> Answer:
    """As :func:`enrol`, inside a transaction that somebody else commits."""
    now = house.clock.now()
    at = enrolment.at or now
    definition = (
        definitions.in_force(tx, enrolment.pathway, local_day(at))
        if enrolment.version is None
        else definitions.get(tx, enrolment.pathway, enrolment.version)
    )
    if definition is None:
        raise CommandRefused(
            "unknown-definition", definition=enrolment.pathway, version=enrolment.version
        )
    directory = house.directory(tx)
    units = list(enrolment.parties.values())
    controller = directory.organisation_of(units[0]) if units else None
    if controller is None:
        raise CommandRefused("unknown-unit", unit=units[0] if units else None)
    # The order's id makes the ids, so that a repeated order finds what the first one made.
    ref = derived_ref("p", enrolment.id)
    patient = _patient(house, tx, enrolment, definition, controller)
    return handle_in(
        house,
        tx,
        Order(
            id=enrolment.id,
            ref=ref,
            command=EnrolPathway(
                ref=ref,
                parties=enrolment.parties,
                dates=enrolment.dates,
                subject=Subject(
                    municipality=enrolment.municipality,
                    gp=enrolment.gp,
                    organisation=enrolment.organisation,
                    case=enrolment.case,
                ),
                start=enrolment.start,
                effective=enrolment.at,
            ),
            by=by,
            patient=patient,
            definition=definition.key,
        ),
    )


def _patient(
    house: House,
    tx: Transaction,
    enrolment: Enrolment,
    definition: PathwayDefinition,
    controller: str,
) -> str | None:
    """The opaque id of the patient, new or known; None where the pathway is about nobody."""
    if definition.about_nobody:
        if enrolment.birth_number or enrolment.name:
            raise CommandRefused("answer-invalid", field="birth_number", why="no-patient-here")
        return None
    number = enrolment.birth_number
    known = patients.find(tx, house.keys, controller, number) if number else None
    if known is not None:
        return known.id
    made = patients.Patient(
        id=derived_ref("x", enrolment.id),
        controller=controller,
        identity=Identity(name=enrolment.name, birth_number=number),
        created=house.clock.now(),
    )
    _add_once(house, tx, made, enrolment.id)
    return made.id


def _add_once(house: House, tx: Transaction, made: patients.Patient, order: str) -> None:
    """Add the patient, unless the same order has done so before, or is doing so just now."""
    found = patients.get(tx, house.keys, made.id)
    if found is None:
        patients.add(tx, house.keys, made)
    elif made.identity.birth_number and not _same_number(house, found, made):
        raise CommandRefused("command-id-reused", command_id=order)


def _same_number(house: House, one: patients.Patient, other: patients.Patient) -> bool:
    """Whether two patients have one number, however it is written."""
    first, second = (
        house.keys.blind_index(patient.identity.birth_number or "") for patient in (one, other)
    )
    return first == second


def derived_ref(kind: str, order: str) -> str:
    """An opaque reference from an order's id. Tells nothing, and cannot be counted through."""
    return f"{kind}{blake2b(order.encode(), digest_size=10).hexdigest()}"


def new_order_id() -> str:
    """An id for an order, drawn once by whoever asks."""
    return secrets.token_hex(16)
