"""The installation that features are played in: the real one, in a small region of our own."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from hjemover.application.delivering import Carrier
from hjemover.application.house import House
from hjemover.application.publishing import publish_folder
from hjemover.calendar import OpeningHours
from hjemover.engine.outbox import OutboxEntry
from hjemover.messages.channels import SendResult
from hjemover.settings import content_folder
from hjemover.store import address_book as book
from hjemover.vocabulary import Role

PATHWAY = "kreft-hjem"
"""The one that a feature speaks of where it says nothing else."""

CASES = "samhandlingsavvik"
MENTAL_HEALTH = "psykisk-helse-voksne"
DISCHARGE = "utskrivningsklar"
LONG_AGO = datetime(2024, 1, 2, 8, tzinfo=UTC)
"""When the installation was made ready, before any feature begins."""

HOSPITAL = "nordre/cancer-care"
HUB = "nordre/cooperation-secretariat"
CLINIC = "nordre/mental-health-outpatient"
WARD = "nordre/mental-health-ward"
BEDS = "nordre/hospital-ward"
COORDINATOR = "nordre/pathway-coordinator"
GP_OFFICE = "legesenteret"

_ORGANISATIONS: tuple[book.Organisation, ...] = (
    book.Organisation(id="nordre", name="Nordre sykehus", kind="hospital-trust"),
    book.Organisation(id="sondre", name="Søndre sykehus", kind="hospital-trust"),
    book.Organisation(id="innbygda", name="Innbygda kommune", kind="municipality"),
    book.Organisation(id="utbygda", name="Utbygda kommune", kind="municipality"),
    book.Organisation(id=GP_OFFICE, name="Legesenteret", kind="gp-office"),
    book.Organisation(id="psykologen", name="Psykologspesialisten", kind="other"),
)
_SERVICES = {
    "hospital-trust": {
        "cancer-care": "Kreftavdelingen",
        "coordinating-unit": "Koordinerende enhet",
        "deviations": "Medisinsk avdeling",
        "cooperation-secretariat": "Samhandlingssekretariatet",
        "professional-council": "Fagrådet",
        "mental-health-outpatient": "Poliklinikken",
        "mental-health-ward": "Døgnposten",
        "hospital-ward": "Sengeposten",
        "pathway-coordinator": "Forløpskoordinatoren",
    },
    "municipality": {
        "intake": "Mottaket",
        "cancer-coordinator": "Kreftkoordinatoren",
        "coordinating-unit": "Koordinerende enhet",
        "physiotherapy": "Fysioterapitjenesten",
        "nutrition": "Ernæringstjenesten",
        "deviations": "Hjemmetjenesten",
        "home-nursing": "Hjemmesykepleien",
    },
    "gp-office": {"gp": "Legesenteret"},
    "other": {"mental-health-outpatient": "Praksisen"},
}
_OFFICE = (*(OpeningHours(time(8), time(16)),) * 5, None, None)


def furnish(house: House) -> None:
    """Publish the pathways as they lie in the tree, and write the region's address book."""
    publish_folder(house, content_folder("pathways"), by="the features")
    house.database.run_writing(lambda tx: book.put(tx, *_region()))
    house.forget_directory()


def only_person(unit: str) -> str:
    """Whoever works in *unit*: one person in each, who is also its leader."""
    return f"person-{unit}"


def kind_of_place(unit: str) -> str:
    """What kind of organisation the unit belongs to."""
    return next(one.kind for one in _ORGANISATIONS if one.id == place_of(unit))


def place_of(unit: str) -> str:
    """The organisation of a unit."""
    return unit.partition("/")[0]


def _region() -> Iterator[book.Record]:
    yield from _ORGANISATIONS
    for organisation in _ORGANISATIONS:
        for service, name in _SERVICES[organisation.kind].items():
            yield from _unit(organisation.id, service, name)
    # One secretariat for all of them.
    for place in ("innbygda", "utbygda", GP_OFFICE):
        yield book.UnitService(organisation=place, service="cooperation-secretariat", unit=HUB)


def _unit(place: str, service: str, name: str) -> Iterator[book.Record]:
    unit = f"{place}/{service}"
    person = only_person(unit)
    yield book.Unit(id=unit, organisation=place, name=name, lead=person, week=_OFFICE)
    yield book.UnitService(organisation=place, service=service, unit=unit)
    yield book.ContactPoint(unit=unit, channel="email", address=f"{service}@{place}.example")
    yield book.ContactPoint(
        unit=unit, role="lead", channel="email", address=f"leder.{service}@{place}.example"
    )
    yield book.Person(id=person, name=f"Ansatt ved {name}", login=person)
    yield book.Membership(
        person=person, unit=unit, role=Role.COORDINATOR, from_day=date(2020, 1, 1)
    )


class Systems(Carrier):
    """The receivers' own systems, which answer as a scenario says.

    A municipality's system is silent until the scenario has it answer. The others take what
    comes to them at once.
    """

    def __init__(self) -> None:
        self._answers = dict.fromkeys(("innbygda", "utbygda"), "silent")
        self.brought: list[OutboxEntry] = []

    def say(self, place: str, answer: str) -> None:
        """*answer* is "takes", or "bounces" for the next message only."""
        self._answers[place] = answer

    def carry(self, entry: OutboxEntry, sender: str | None, now: datetime) -> SendResult:
        place = place_of(entry.unit)
        match self._answers.get(place, "takes"):
            case "takes":
                self.brought.append(entry)
                return SendResult(status="sent", code="receipt", detail="The system took it.")
            case "bounces":
                self._answers[place] = "silent"
                return SendResult(status="permanent", code="negative", detail="It was refused.")
            case _:
                return SendResult(status="temporary", code="timeout", detail="No receipt came.")
