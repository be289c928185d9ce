"""What other systems tell of (forekomster): heard by open pathways, and what begins others."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import select

from hjemover.application.enrolling import derived_ref
from hjemover.application.handle import Order, handle_in
from hjemover.application.house import Actor, House
from hjemover.application.others import others_of
from hjemover.calendar import local_day
from hjemover.definition.models import Beginning
from hjemover.engine import commands as c
from hjemover.engine.directory import Rules
from hjemover.engine.occurrences import beginning, dates_of
from hjemover.engine.state import Answers, Subject
from hjemover.errors import CommandRefused
from hjemover.store import codec, definitions
from hjemover.store.tables import pathway
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import PathwayStatus


class Told(Struct, frozen=True, kw_only=True):
    """One thing that happened to a patient, as another system tells it.

    Args:
        id: The other system's id of it; the same id twice is heard once.
        patient: Opaque patient id.
        unit: Where it happened: what begins by it begins there.
    """

    id: str
    patient: str
    occurrence: str
    at: datetime
    unit: str
    data: Answers = {}

    def __repr__(self) -> str:
        # A repr ends up in logs.
        return f"Told({self.occurrence})"


class Heard(Struct, frozen=True, kw_only=True):
    """References of the pathways that listened, and of those that began."""

    listened: tuple[str, ...]
    began: tuple[str, ...]


def report_occurrence(house: House, told: Told, by: Actor) -> Heard:
    """Tell every open pathway of the patient that listens, and begin what begins by it.

    All of it in one transaction.

    Raises:
        CommandRefused: It lies in the future, or what is told does not fit what is asked.
            Nothing has changed.
    """
    return house.database.run_writing(lambda tx: report_in(house, tx, told, by))


def report_in(house: House, tx: Transaction, told: Told, by: Actor, *, wait: bool = True) -> Heard:
    """As :func:`report_occurrence`, inside a transaction that somebody else commits.

    Args:
        wait: Whether the first pathway may be waited for: not where the transaction has one.
    """
    if told.at > house.clock.now():
        raise CommandRefused("date-in-future", at=told.at)
    listened = _tell_open(house, tx, told, by, wait=wait)
    began = []
    for name in sorted({one.id for one in definitions.published(tx)}):
        found = definitions.in_force(tx, name, local_day(told.at))
        if found is None or not any(rule.on == told.occurrence for rule in found.begins):
            continue
        ref = derived_ref("p", f"{told.id}/{name}")
        rules = replace(house.rules(tx, *found.key), others=others_of(house, tx, told.patient, ref))
        rule = beginning(rules, told.occurrence, told.data, told.at)
        if rule is not None:
            _begin(house, tx, told, rules, rule, ref, by)
            began.append(ref)
    return Heard(listened=tuple(listened), began=tuple(began))


def _tell_open(house: House, tx: Transaction, told: Told, by: Actor, *, wait: bool) -> list[str]:
    rows = tx.execute(
        select(pathway.c.ref, pathway.c.definition, pathway.c.definition_version)
        .where(
            pathway.c.patient_id == told.patient,
            pathway.c.status != PathwayStatus.COMPLETED.value,
        )
        .order_by(pathway.c.id)
    ).all()
    listening = [
        row.ref
        for row in rows
        # What began by it has heard it.
        if row.ref != derived_ref("p", f"{told.id}/{row.definition}")
        and told.occurrence
        in house.rules(tx, row.definition, row.definition_version).definition.occurrences
    ]
    for ref in listening:
        command = c.TellOccurrence(
            occurrence=told.occurrence, told=told.id, data=told.data, effective=told.at
        )
        order = Order(
            id=f"occurrence/{told.id}/{ref}",
            ref=ref,
            command=command,
            by=Actor(id=by.id, units=by.units, system=True),
        )
        handle_in(house, tx, order, wait=wait and ref == listening[0])
    return listening


def _begin(
    house: House,
    tx: Transaction,
    told: Told,
    rules: Rules,
    rule: Beginning,
    ref: str,
    by: Actor,
) -> None:
    parties = rules.definition.parties.items()
    command = c.EnrolPathway(
        ref=ref,
        parties={name: told.unit for name, party in parties if party.of == "enrolment"},
        dates=dates_of(rule, told.data, told.at),
        subject=_subject(tx, told.patient),
        effective=told.at,
    )
    order = Order(
        id=f"occurrence/{told.id}/{rules.definition.id}",
        ref=ref,
        command=command,
        by=Actor(id=by.id, units=by.units, system=True),
        patient=told.patient,
        definition=rules.definition.key,
    )
    handle_in(house, tx, order, wait=False)


def _subject(tx: Transaction, patient: str) -> Subject:
    """Where the patient belongs, as the latest of their pathways knows it."""
    row = tx.execute(
        select(pathway.c.state)
        .where(pathway.c.patient_id == patient)
        .order_by(pathway.c.recorded_at.desc(), pathway.c.id.desc())
        .limit(1)
    ).first()
    return codec.decode_state(row.state).subject if row else Subject()
