"""Whoever is to hear that emergency access was used (tilsyn): auditors, and if none can, others.

A message goes to each auditor of the organisation that answers for the patient, at the address
they have chosen, at once. It cannot be chosen away: whoever opens a patient so is told that it is
looked at, and that must be true. Where no auditor can be reached, whoever keeps the address book
is told, as it is there that it is mended.
"""

from collections.abc import Collection
from datetime import date
from typing import Final, Literal

from msgspec import Struct
from sqlalchemy import select

from hjemover.application.house import House
from hjemover.calendar import local_day
from hjemover.engine.outbox import MessageId, OutboxEntry, Oversight
from hjemover.store import address_book, emergencies, outbox, preferences
from hjemover.store.tables import outbox as queue
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Role

WHO_HEARS: Final[dict[MessageId, Role]] = {
    "emergency-taken": Role.AUDITOR,
    "auditor-unreached": Role.ADMINISTRATOR,
}
"""Every message of oversight, and the role that hears it."""
PAGES: Final[dict[MessageId, str]] = {
    "emergency-taken": "/innsyn",
    "auditor-unreached": "/adressebok",
}
"""Where each is seen to."""
_REF: Final = "emergency/"

Told = Literal["sent", "waiting", "nobody"]
"""How far the auditors have been told by mail of one emergency access."""


class Overseer(Struct, frozen=True, kw_only=True):
    """Somebody with the role in a unit of the organisation.

    Args:
        reachable: They have an address that takes mail.
    """

    person: str
    unit: str
    reachable: bool


def overseers(house: House, tx: Transaction, organisation: str, role: Role) -> list[Overseer]:
    """The organisation's people with *role* today, each once."""
    units = {
        one.id for one in house.addresses(tx).units.values() if one.organisation == organisation
    }
    known = preferences.reachable(tx)
    found: dict[str, str] = {}
    for person, unit in with_role(tx, role, local_day(house.clock.now())):
        if unit in units:
            found[person] = min(unit, found.get(person, unit))
    return [
        Overseer(person=person, unit=unit, reachable=person in known)
        for person, unit in sorted(found.items())
    ]


def with_role(tx: Transaction, role: Role, today: date) -> frozenset[tuple[str, str]]:
    """The people who have *role* that day, each with the unit."""
    return frozenset(
        (one.person, one.unit)
        for one in address_book.records(tx, address_book.Membership)
        if one.role is role and address_book.covers(one, today)
    )


def unwatched(house: House, tx: Transaction, organisations: Collection[str]) -> list[str]:
    """The organisations of these where no auditor can be reached by mail."""
    return [
        one
        for one in sorted(organisations)
        if not any(who.reachable for who in overseers(house, tx, one, Role.AUDITOR))
    ]


# --- telling --------------------------------------------------------------------------------------


def tell(house: House, tx: Transaction, taken: emergencies.Emergency) -> bool:
    """Queue the messages about an emergency access, in the transaction in which it is taken.

    Whoever took it does not hear of it as auditor: nobody follows up their own.

    Returns:
        Whether any auditor can be reached. If not, it is told to those of the address book.
    """
    auditors = [
        one
        for one in overseers(house, tx, taken.controller, Role.AUDITOR)
        if one.reachable and one.person != taken.person
    ]
    _queue(house, tx, "emergency-taken", taken.id, auditors)
    if not auditors:
        tell_unreached(house, tx, taken.id, taken.controller)
    return bool(auditors)


def tell_unreached(house: House, tx: Transaction, emergency: str, organisation: str) -> None:
    """Say to whoever keeps the organisation's address book that no auditor could be told."""
    keepers = overseers(house, tx, organisation, Role.ADMINISTRATOR)
    _queue(
        house, tx, "auditor-unreached", emergency, [one for one in keepers if one.reachable]
    )  # fmt: skip


def _queue(
    house: House,
    tx: Transaction,
    message: Oversight,
    emergency: str,
    who: Collection[Overseer],
) -> None:
    for one in who:
        entry = OutboxEntry(
            key=f"{_REF}{emergency}/{message}/{one.person}",
            ref=f"{_REF}{emergency}",
            purpose="prompt",
            message=message,
            unit=one.unit,
            urgent=True,
        )
        outbox.enqueue(tx, [entry], house.clock.now(), person=one.person)


# --- when it is sent ------------------------------------------------------------------------------


def is_oversight(entry: OutboxEntry) -> bool:
    return entry.message in WHO_HEARS


def why_obsolete(tx: Transaction, entry: OutboxEntry) -> str | None:
    """Why a message is not to go out any more, or None."""
    found = emergencies.whose(tx, _emergency(entry))
    if found is None or found.reviewed:
        return "It is done already."
    return None


def given_up(house: House, tx: Transaction, entry: OutboxEntry) -> None:
    """A message to an auditor will not arrive, as its address takes no mail.

    If it was the last of them, whoever keeps the address book is told, in the same transaction.
    """
    if entry.message != "emergency-taken":
        return
    emergency = _emergency(entry)
    found = emergencies.whose(tx, emergency)
    if found is None or found.reviewed:
        return
    if told(tx, [emergency])[emergency] == "nobody":
        tell_unreached(house, tx, emergency, found.controller)


def told(tx: Transaction, these: Collection[str]) -> dict[str, Told]:
    """How far the auditors have been told of each of these emergency accesses."""
    found: dict[str, Told] = dict.fromkeys(these, "nobody")
    rows = tx.execute(
        select(queue.c.ref, queue.c.status).where(
            queue.c.ref.in_([f"{_REF}{one}" for one in these]),
            queue.c.message == "emergency-taken",
        )
    )
    for ref, status in rows:
        this = ref.removeprefix(_REF)
        if status == "sent":
            found[this] = "sent"
        elif status in ("queued", "claimed") and found[this] == "nobody":
            found[this] = "waiting"
    return found


def _emergency(entry: OutboxEntry) -> str:
    return entry.ref.removeprefix(_REF)
