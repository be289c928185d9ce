"""Emergency access (nødrett, «blålys»): one patient, one person, a few hours, and a follow-up."""

import secrets
from datetime import timedelta
from typing import Final

from msgspec import Struct

from hjemover.application import overseeing
from hjemover.application.house import House
from hjemover.application.seeing.relation import Looker, Reason, access
from hjemover.store import access_log, emergencies, patients
from hjemover.store.emergencies import Emergency
from hjemover.store.transaction import Transaction

EMERGENCY_LASTS: Final = timedelta(hours=4)
SHORTEST_REASON: Final = 10
LONGEST_REASON: Final = 2_000


class EmergencyRefused(Exception):
    """It was not given. *why* is ``reason-missing``, ``unknown-patient`` or ``not-your-unit``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def reason_suffices(reason: str) -> bool:
    """Whether it says anything that somebody could follow up."""
    return len(reason.strip()) >= SHORTEST_REASON


class Taken(Struct, frozen=True, kw_only=True):
    """What was opened.

    Args:
        refs: The patient's pathways.
        told: Whether an auditor of each organisation that answers for the patient can be told
            by mail. It is on their list in any case.
    """

    refs: tuple[str, ...]
    told: bool


def take_emergency_access(
    house: House, looker: Looker, *, unit: str, birth_number: str, reason: str
) -> Taken:
    """Open one patient to *looker* for four hours.

    It shows at once with the auditor of each organisation that answers for the patient, who is
    told by mail as well, and in what the patient can ask to see.

    Raises:
        EmergencyRefused: No reason was given, or nobody with that number is known.
    """
    words = reason.strip()[:LONGEST_REASON]
    if not reason_suffices(words):
        raise EmergencyRefused("reason-missing")
    if unit not in looker.units:
        raise EmergencyRefused("not-your-unit")
    opened = house.database.run_writing(
        lambda tx: _take(house, tx, looker, unit, birth_number, words)
    )
    if opened is None:
        raise EmergencyRefused("unknown-patient")
    return opened


def _take(
    house: House, tx: Transaction, looker: Looker, unit: str, birth_number: str, words: str
) -> Taken | None:
    now = house.clock.now()
    found = patients.find_everywhere(tx, house.keys, birth_number)
    lines, told = [], True
    for known in found:
        taken = Emergency(
            id=secrets.token_hex(8),
            person=looker.actor.id,
            unit=unit,
            patient_id=known.id,
            controller=known.controller,
            reason=words,
            began=now,
            ends=now + EMERGENCY_LASTS,
        )
        emergencies.begin(tx, house.keys, taken)
        told = overseeing.tell(house, tx, taken) and told
        why = Reason(unit=unit, rule=f"emergency/{taken.id}", emergency=True)
        lines.append(
            access(
                house, tx, looker, action="emergency", thing="patient", reason=why,
                patient=known.id,
            )
        )  # fmt: skip
    if not found:
        asked = Reason(unit=unit, rule="emergency/none", emergency=True)
        lines.append(access(house, tx, looker, action="search", thing="emergency", reason=asked))
    access_log.append(tx, lines)
    if not found:
        return None
    ways = patients.pathways_of(tx, [one.id for one in found])
    return Taken(refs=tuple(way.ref for way in ways), told=told)


def review_emergency(house: House, looker: Looker, this: str, words: str) -> bool:
    """Say what came of following one up. False when it is not this auditor's, or is done."""

    def work(tx: Transaction) -> bool:
        directory = house.directory(tx)
        mine = {directory.organisation_of(unit) or "" for unit in looker.actor.units}
        open_ones = emergencies.of_controllers(tx, house.keys, mine, only_open=True)
        found = next((one for one in open_ones if one.emergency.id == this), None)
        if found is None or found.emergency.person == looker.actor.id:
            return False
        emergencies.review(tx, this, looker.actor.id, words.strip()[:2_000], house.clock.now())
        return True

    return house.database.run_writing(work)
