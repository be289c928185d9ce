"""Who has seen whom (innsyn): for the auditor, for the patient who asks, and per pathway."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType

from msgspec import Struct

from hjemover.application import overseeing
from hjemover.application.house import House
from hjemover.application.overseeing import Told
from hjemover.application.seeing.relation import Looker, Reason, access, may_see
from hjemover.application.seeing.shielding import shields
from hjemover.store import access_log, emergencies, patients
from hjemover.store.access_log import Access
from hjemover.store.emergencies import ToReview
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Language

_MOST = 500
_TELL_ALL: Mapping[str, str] = MappingProxyType({})


class Look(Struct, frozen=True, kw_only=True):
    """One line of the log for those who may read it. No patient's name stands in it.

    Args:
        who: The person, where the reader may know; None for another organisation's staff.
        organisation: Its name; *unit* as well where there is one.
        rule: Why the system let them; ``none`` where it did not.
    """

    at: datetime
    who: str | None
    organisation: str
    unit: str | None
    action: str
    thing: str
    purpose: str
    rule: str
    denied: bool


def accesses_to(house: House, looker: Looker, birth_number: str) -> list[Look] | None:
    """Everyone who has looked at the patient, for an auditor; None when nobody is known.

    An auditor reads the log of the patients that their organisations answer for, and what their
    own staff did elsewhere. That they read it is itself in the log.
    """

    def work(tx: Transaction) -> list[Look] | None:
        mine = _organisations(house, tx, looker)
        found = patients.find_everywhere(tx, house.keys, birth_number)
        lines: list[Access] = []
        for one in found:
            seen = access_log.of_patient(tx, one.id)
            lines += [line for line in seen if one.controller in mine or line.organisation in mine]
        _note_reading(house, tx, looker, [one.id for one in found])
        if not found:
            return None
        return _looks(house, tx, lines, named=None)

    return house.database.run_writing(work)


def accesses_to_pathway(
    house: House, looker: Looker, ref: str, language: Language = "nb"
) -> list[Look] | None:
    """Everyone who has looked at one pathway's patient, for a unit with a part in it.

    Other organisations' staff are told by their organisation and unit, not by name; where the
    patient's address is graded, not by what would tell where they are either.
    """

    def work(tx: Transaction) -> list[Look] | None:
        why = may_see(house, tx, looker, ref)
        patient = patients.patients_of(tx, [ref]).get(ref)
        if patient is None:
            return None
        access_log.append(
            tx,
            [
                access(
                    house, tx, looker, action="audit" if why else "deny", thing="access-log",
                    reason=why, patient=patient, ref=ref,
                )
            ],
        )  # fmt: skip
        if why is None:
            return None
        lines = [one for one in access_log.of_patient(tx, patient) if one.pathway_ref == ref]
        hidden = shields(house, tx, looker.actor.units, [ref], language).get(ref, {})
        return _looks(house, tx, lines, named=_organisations(house, tx, looker), hidden=hidden)

    return house.database.run_writing(work)


def accesses_by(house: House, looker: Looker, *, only_denied: bool) -> list[Look]:
    """What the auditor's own organisations' staff has looked at lately, the latest first."""
    with house.database.reading() as tx:
        mine = _organisations(house, tx, looker)
        lines = access_log.latest(tx, sorted(mine), _MOST, only_denied=only_denied)
        return _looks(house, tx, lines, named=None)


def to_review(house: House, looker: Looker, *, only_open: bool = True) -> list[ToReview]:
    """The emergency accesses that this auditor is to follow up."""
    with house.database.reading() as tx:
        mine = _organisations(house, tx, looker)
        return emergencies.of_controllers(tx, house.keys, mine, only_open=only_open)


def told_by_mail(house: House, found: Collection[ToReview]) -> dict[str, Told]:
    """How far the auditors have been told of each by mail, by the id of the access."""
    with house.database.reading() as tx:
        return overseeing.told(tx, [one.emergency.id for one in found])


def _note_reading(house: House, tx: Transaction, looker: Looker, found: list[str]) -> None:
    why = Reason(unit=min(looker.actor.units, default=""), rule="auditor")
    access_log.append(
        tx,
        [
            access(
                house, tx, looker, action="audit", thing="access-log", reason=why,
                patient=patient, purpose="audit",
            )
            for patient in (*found,) or (None,)
        ],
    )  # fmt: skip


def _organisations(house: House, tx: Transaction, looker: Looker) -> frozenset[str]:
    directory = house.directory(tx)
    found = (directory.organisation_of(unit) for unit in looker.actor.units)
    return frozenset(one for one in found if one)


def _looks(
    house: House,
    tx: Transaction,
    lines: Collection[Access],
    *,
    named: frozenset[str] | None,
    hidden: Mapping[str, str] = _TELL_ALL,
) -> list[Look]:
    addresses = house.addresses(tx)
    return [
        Look(
            at=one.at,
            who=one.actor_name if named is None or one.organisation in named else None,
            organisation=hidden.get(one.organisation) or addresses.organisation(one.organisation),
            unit=addresses.units[one.unit].name
            if one.unit in addresses.units and one.unit not in hidden
            else None,
            action=one.action,
            thing=one.object,
            purpose=one.purpose,
            rule=one.decision_ref.partition("/")[0],
            denied=one.result != "ok",
        )
        for one in sorted(lines, key=lambda line: line.at, reverse=True)[:_MOST]
    ]
