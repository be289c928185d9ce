"""A small region at work on any database: two towns, a hospital, and a clock that the test sets."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

from sqlalchemy import select

from hjemover.application.delivering import Delivered, InboxCarrier, deliver_all
from hjemover.application.enrolling import Enrolment, enrol
from hjemover.application.handle import Answer, Order, handle
from hjemover.application.house import Actor, Clock, House, SetClock
from hjemover.application.queries import history
from hjemover.application.sweeping import Fired, sweep_once
from hjemover.birth_number import make_synthetic
from hjemover.definition import load_text
from hjemover.definition.models import PathwayDefinition
from hjemover.engine.commands import AnyCommand
from hjemover.engine.outbox import OutboxEntry
from hjemover.engine.state import Obligation, Pathway
from hjemover.messages import MessageLibrary, load_library
from hjemover.messages.channels import Outgoing, SendResult
from hjemover.settings import content_folder
from hjemover.store import Database, address_book, definitions, journal
from hjemover.store.address_book import (
    ContactPoint,
    Membership,
    Organisation,
    Person,
    Record,
    Unit,
    UnitService,
)
from hjemover.store.identity import KeyRing
from hjemover.store.tables import metadata
from hjemover.vocabulary import Role

HOSPITAL, LUNG_WARD = "hus-kreft", "hus-lunge"
INTAKE, NURSE, OTHER_INTAKE = "bergen-mottak", "bergen-kreft", "askoy-mottak"
BERGEN, ASKOY = "4601", "4627"
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""Ten in the morning, on an ordinary working day."""
DAY = timedelta(days=1)

PATIENT = "Tålmodig Fjellrev"

SHORT = """\
pathway: kort-hjem
version: 1
valid_from: 2020-01-01
name: {nb: Kort vei hjem, nn: Kort veg heim, en: A short way home}
tags: [kreft]
parties:
  hospital: {name: {nb: Sykehuset, nn: Sjukehuset, en: Hospital}, service: cancer-care}
  intake: {name: {nb: Mottak, nn: Mottak, en: Intake}, service: intake, of: patient.municipality}
  nurse: {name: {nb: Kreftsykepleier, nn: Kreftsjukepleiar, en: Cancer nurse}, service: cancer-nurse, of: intake}
dates:
  diagnosed: {name: {nb: Diagnosedato, nn: Diagnosedato, en: Diagnosed}, required: true}
numbers:
  accept-within: {value: 2 working days, class: local, source: proposal, verified: false}
  visit-within: {value: 5 working days, class: recommended, source: helsenorge, verified: true}
outcomes:
  FULLFORT: {nb: Fullført, nn: Fullført, en: Completed}
  ERSTATTET: {nb: Erstattet, nn: Erstatta, en: Replaced}
  DOD: {nb: Død, nn: Død, en: Died}
start: send
steps:
  send:
    handoff: {nb: Overfør til kommunen, nn: Overfør til kommunen, en: Hand over}
    from: hospital
    to: intake
    accept: {within: $accept-within, remind: 1 working day before, escalate: [{after: 3 working days, to: [intake.lead]}]}
    rounds: {at_most: 3, then: finish}
    outcomes:
      accepted: visit
      rejected: {ask: {why: [wrong-municipality, not-our-patient]}, then: choose}
  choose:
    task: {nb: Velg mottaker, nn: Vel mottakar, en: Choose receiver}
    party: hospital
    due: {within: $accept-within}
    outcomes: {sent: send}
  visit:
    task: {nb: Besøk pasienten, nn: Besøk pasienten, en: Visit the patient}
    party: nurse
    due: {within: $visit-within}
    then: finish
  finish:
    end: FULLFORT
events:
  relapse: {name: {nb: Tilbakefall, nn: Tilbakefall, en: Relapse}, ask: {diagnosed: {type: date, name: {nb: Ny diagnosedato, nn: Ny diagnosedato, en: New date of diagnosis}}}, start: nytt-forlop, close: ERSTATTET}
  too-ill: {name: {nb: For syk, nn: For sjuk, en: Too ill}, ask: {review_on: date}, pause: review_on}
  death: {name: {nb: Død, nn: Død, en: Death}, close: DOD, silent: true}
"""  # noqa: E501
"""Offer, accept, visit, done; with a relapse that begins a new pathway."""


@cache
def definition(
    name: str = "kort-hjem", version: int = 1, valid_from: str = "2020-01-01"
) -> PathwayDefinition:
    """The short pathway under another name, version or first day."""
    text = SHORT.replace("pathway: kort-hjem", f"pathway: {name}")
    text = text.replace("version: 1", f"version: {version}").replace("2020-01-01", valid_from)
    loaded = load_text(text)
    assert loaded.definition is not None, loaded.problems
    return loaded.definition


@cache
def library() -> MessageLibrary:
    return load_library(content_folder("notifications"))


def region() -> list[Record]:
    """The address book. Everybody is at work."""
    people = {HOSPITAL: "kari", LUNG_WARD: "per", INTAKE: "ola", NURSE: "nina", OTHER_INTAKE: "eva"}
    return [
        Organisation(id="hus", name="Helse Bergen", kind="hospital-trust"),
        Organisation(id=BERGEN, name="Bergen", kind="municipality"),
        Organisation(id=ASKOY, name="Askøy", kind="municipality"),
        Unit(id=HOSPITAL, organisation="hus", name="Kreftavdelingen"),
        Unit(id=LUNG_WARD, organisation="hus", name="Lungeavdelingen"),
        Unit(id=INTAKE, organisation=BERGEN, name="Mottak Bergen", lead="ola"),
        Unit(id=NURSE, organisation=BERGEN, name="Kreftsykepleier"),
        Unit(id=OTHER_INTAKE, organisation=ASKOY, name="Mottak Askøy"),
        UnitService(organisation="hus", service="cancer-care", unit=HOSPITAL),
        UnitService(organisation=BERGEN, service="intake", unit=INTAKE),
        UnitService(organisation=BERGEN, service="cancer-nurse", unit=NURSE),
        UnitService(organisation=ASKOY, service="intake", unit=OTHER_INTAKE),
        UnitService(organisation=ASKOY, service="cancer-nurse", unit=OTHER_INTAKE),
        *(
            ContactPoint(unit=unit, channel="email", address=f"{unit}@post.example")
            for unit in people
        ),
        ContactPoint(unit=INTAKE, role="lead", channel="email", address="leder@post.example"),
        *(Person(id=one, name=f"Ansatt {one}", login=one) for one in people.values()),
        *(
            Membership(person=one, unit=unit, role=Role.COORDINATOR, from_day=date(2020, 1, 1))
            for unit, one in people.items()
        ),
    ]


def key_ring() -> KeyRing:
    return KeyRing({"test": b"k" * 32}, current="test", index_key=b"i" * 32)


def at(unit: str) -> Actor:
    """Somebody who acts for one unit."""
    return Actor(id=f"{unit}-ansatt", units=frozenset({unit}))


class Town:
    """The region with its house; what the tests do goes through the application."""

    def __init__(self, database: Database, clock: Clock | None = None) -> None:
        self.clock = SetClock(MONDAY)
        self.house = House(
            database=database,
            clock=clock or self.clock,
            messages=library(),
            keys=key_ring(),
            public_url="https://hjemover.example",
            monotonic=count().__next__,  # every look at the address book is a fresh one
        )
        self._orders = count(1)

    def fill(self, *more: PathwayDefinition) -> "Town":
        """Publish the short pathway and *more*, and write the address book."""
        for one in (definition(), *more):
            self.publish(one)
        self.change(*region())
        return self

    def publish(self, published: PathwayDefinition) -> None:
        now = self.house.clock.now()
        self.house.database.run_writing(
            lambda tx: definitions.publish(tx, published, {}, by="test", now=now)
        )

    def change(self, *records: Record) -> None:
        """Write records over those in the address book."""
        self.house.database.run_writing(lambda tx: address_book.put(tx, *records))
        self.house.forget_directory()

    def enrolment(self, number: int = 0, **other: Any) -> Enrolment:
        """Patient *number*: a resident of Bergen whom the hospital enrols today."""
        known: dict[str, Any] = {
            "id": f"innmelding-{number}",
            "pathway": "kort-hjem",
            "name": f"{PATIENT} {number}",
            "birth_number": make_synthetic(date(1950, 3, 1) + timedelta(days=number), 0),
            "parties": {"hospital": HOSPITAL},
            "municipality": BERGEN,
            "dates": {"diagnosed": (self.house.clock.now() - DAY).date()},
        }
        return Enrolment(**(known | other))

    def enrol(self, number: int = 0, **other: Any) -> str:
        return enrol(self.house, self.enrolment(number, **other), at(HOSPITAL)).ref

    def order(self, ref: str, command: AnyCommand, unit: str, id: str = "") -> Answer:
        """Give an order on behalf of a unit; a new one each time, unless *id* is given."""
        name = id or f"ordre-{next(self._orders)}"
        return handle(self.house, Order(id=name, ref=ref, command=command, by=at(unit)))

    def until(self, instant: datetime) -> Fired:
        """Set the clock and fire what is due."""
        self.clock.set(instant)
        return sweep_once(self.house, "prøve")

    def post(self, channel: "Mailbox | None" = None, carrier: Any = None) -> Delivered:
        """Deliver everything that is due."""
        with closing(channel or Mailbox()) as out:
            return deliver_all(self.house, carrier or InboxCarrier(), out, "prøve")

    def pathway(self, ref: str) -> Pathway:
        with self.house.database.reading() as tx:
            stored = journal.load(tx, ref, for_update=False)
        assert stored is not None
        return stored.pathway

    def open(self, ref: str, step: str) -> Obligation:
        """The open obligation of a step."""
        return next(one for one in self.pathway(ref).obligations.values() if one.step == step)

    def told(self, ref: str) -> list[str]:
        """What the journal tells, by the kinds of its facts."""
        return [entry.event_type for entry in history(self.house, ref)]

    def contents(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table: to see that a refused act left no trace."""
        with self.house.database.reading() as tx:
            return {
                table.name: sorted((tuple(row) for row in tx.execute(select(table))), key=repr)
                for table in metadata.sorted_tables
            }


class Mailbox:
    """A channel that keeps what it is given, and answers as it is told to."""

    def __init__(self, *answers: SendResult) -> None:
        self._answers: Iterator[SendResult] = iter(answers)
        self.sent: list[Outgoing] = []

    def send(self, message: Outgoing) -> SendResult:
        answer = next(self._answers, SendResult(status="sent", code="250", detail="Taken."))
        if answer.status == "sent":
            self.sent.append(message)
        return answer

    def close(self) -> None:
        """Nothing is open."""

    @property
    def addresses(self) -> list[str]:
        return [one.to for one in self.sent]


class LosingCarrier:
    """A carrier that answers as it is told to, and then takes everything."""

    def __init__(self, *answers: SendResult) -> None:
        self._answers: Iterator[SendResult] = iter(answers)
        self.carried: list[OutboxEntry] = []

    def carry(self, entry: OutboxEntry, sender: str | None, now: datetime) -> SendResult:
        self.carried.append(entry)
        return next(self._answers, SendResult(status="sent", code="inbox", detail="There."))


def temporary(times: int) -> Sequence[SendResult]:
    return [SendResult(status="temporary", code="451", detail="Come again.")] * times


PERMANENT = SendResult(status="permanent", code="550 5.1.1", detail="No such mailbox.")
