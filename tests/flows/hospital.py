"""A small region with one short pathway and patients whose limits have passed, for the flows."""

from datetime import UTC, date, datetime, timedelta

from hjemover.application.enrolling import Enrolment, enrol
from hjemover.application.house import THE_SYSTEM, House, SetClock
from hjemover.application.queries import history
from hjemover.birth_number import make_synthetic
from hjemover.bootstrap import Settings, build
from hjemover.definition import load_text
from hjemover.definition.models import PathwayDefinition
from hjemover.engine.events import DeadlinePassed
from hjemover.store import Transaction, address_book, definitions
from hjemover.store.address_book import (
    ContactPoint,
    Membership,
    Organisation,
    Person,
    Unit,
    UnitService,
)
from hjemover.vocabulary import Role

HOSPITAL, INTAKE, TOWN = "st-olavs-kreft", "mottak", "5001"
PATIENT_NAME = "Tålmodig Fjellrev"

SHORT = """\
pathway: PATHWAY
version: 1
valid_from: 2020-01-01
name: {nb: Kort vei hjem, nn: Kort veg heim, en: A short way home}
description: {nb: Fra sykehus til kommune, nn: Frå sjukehus til kommune, en: Hospital to town}
tags: [kreft, prove]
parties:
  hospital: {name: {nb: Sykehuset, nn: Sjukehuset, en: Hospital}, service: cancer-care}
  intake: {name: {nb: Mottak, nn: Mottak, en: Intake}, service: intake, of: patient.municipality}
dates:
  diagnosed: {name: {nb: Diagnosedato, nn: Diagnosedato, en: Diagnosed}, required: true}
numbers:
  accept-within: {value: 2 days, class: local, source: proposal, verified: false}
outcomes:
  FULLFORT: {nb: Fullført, nn: Fullført, en: Completed}
start: send
steps:
  send:
    handoff: {nb: Overfør til kommunen, nn: Overfør til kommunen, en: Hand over}
    from: hospital
    to: intake
    accept: {within: $accept-within}
    rounds: {at_most: 3, then: finish}
    outcomes:
      accepted: finish
      rejected: {ask: {why: [wrong-municipality, not-our-patient]}, then: choose}
  choose:
    task: {nb: Velg mottaker, nn: Vel mottakar, en: Choose receiver}
    party: hospital
    due: {within: $accept-within}
    outcomes: {sent: send}
  finish:
    end: FULLFORT
"""


def definition(pathway: str = "kort-hjem") -> PathwayDefinition:
    """The short pathway, under a name of its own."""
    loaded = load_text(SHORT.replace("PATHWAY", pathway))
    assert loaded.definition is not None, loaded.problems
    return loaded.definition


def open_house(settings: Settings, at: datetime | None = None) -> House:
    """A house on the region's database. *at*: a clock that stands there; the real one if None."""
    return build(settings, clock=SetClock(at) if at else None, migrate=True)


def fill_region(house: House, *pathways: str) -> None:
    """Publish the short pathway under each name, and write the region's address book."""

    def work(tx: Transaction) -> None:
        for name in pathways or ("kort-hjem",):
            definitions.publish(tx, definition(name), {}, by="test", now=house.clock.now())
        address_book.put(
            tx,
            Organisation(id="st-olavs", name="St. Olavs", kind="hospital-trust"),
            Organisation(id=TOWN, name="Trondheim", kind="municipality"),
            Unit(id=HOSPITAL, organisation="st-olavs", name="Kreftklinikken"),
            Unit(id=INTAKE, organisation=TOWN, name="Mottak"),
            UnitService(organisation="st-olavs", service="cancer-care", unit=HOSPITAL),
            UnitService(organisation=TOWN, service="intake", unit=INTAKE),
            ContactPoint(unit=INTAKE, channel="email", address="mottak@trondheim.example"),
            ContactPoint(unit=HOSPITAL, channel="email", address="kreft@st-olavs.example"),
            Person(id="kari", name="Blid Brygge", login="kari"),
            Person(id="ola", name="Lun Lampe", login="ola"),
            Membership(
                person="kari", unit=HOSPITAL, role=Role.COORDINATOR, from_day=date(2020, 1, 1)
            ),
            Membership(person="ola", unit=INTAKE, role=Role.COORDINATOR, from_day=date(2020, 1, 1)),
        )

    house.database.run_writing(work)
    house.forget_directory()


def enrol_patients(
    house: House, count: int, pathway: str = "kort-hjem", first: int = 0
) -> list[str]:
    """Enrol patients as of the house's clock. Returns their references."""
    born = date(1950, 3, 1)
    return [
        enrol(
            house,
            Enrolment(
                id=f"{pathway}-{number}",
                pathway=pathway,
                name=f"{PATIENT_NAME} {number}",
                birth_number=make_synthetic(born + timedelta(days=number), 0),
                parties={"hospital": HOSPITAL},
                municipality=TOWN,
                dates={"diagnosed": (house.clock.now() - timedelta(days=1)).date()},
            ),
            THE_SYSTEM,
        ).ref
        for number in range(first, first + count)
    ]


def overdue_patients(
    settings: Settings, count: int, pathway: str = "kort-hjem", first: int = 0
) -> list[str]:
    """Patients who were enrolled four days ago: their handoffs' limit has passed by now."""
    then = open_house(settings, datetime.now(UTC) - timedelta(days=4))
    try:
        return enrol_patients(then, count, pathway, first)
    finally:
        then.database.dispose()


def passed_limits(house: House, ref: str) -> int:
    """How many times the journal tells that a limit of *ref* passed."""
    return sum(isinstance(entry.event, DeadlinePassed) for entry in history(house, ref))


def all_fired(house: House, refs: list[str]) -> bool:
    return all(passed_limits(house, ref) for ref in refs)
