"""Finding a patient by birth number (oppslag): posted, never in an address, always in the log."""

from collections.abc import Collection

from msgspec import Struct

from hjemover.application.house import House
from hjemover.application.seeing.relation import Looker, Reason, access, reasons
from hjemover.application.seeing.sights import Sight, sight_of
from hjemover.definition.models import Text
from hjemover.store import access_log, definitions, patients
from hjemover.store.patients import PathwayOf, Patient
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import PathwayStatus


class FoundPathway(Struct, frozen=True, kw_only=True):
    """A pathway of the patient's that the looker's units have a part in."""

    ref: str
    name: Text
    status: PathwayStatus


class Found(Struct, frozen=True, kw_only=True):
    """What a look-up found: the patient, and their pathways that the looker has a part in.

    Args:
        sight: None when nobody with that number is known here, or nobody the looker may see; the
            two look the same.
    """

    sight: Sight | None = None
    pathways: tuple[FoundPathway, ...] = ()


def search(house: House, looker: Looker, birth_number: str) -> Found:
    """The patient with this number, if the looker's units have a part in a pathway of theirs.

    One whom the looker's own organisation knows is shown with no pathway, so that nobody is
    enrolled twice. The look-up is in the log whatever it found.
    """
    return house.database.run_writing(lambda tx: _search(house, tx, looker, birth_number))


def _search(house: House, tx: Transaction, looker: Looker, birth_number: str) -> Found:
    everywhere = {one.id: one for one in patients.find_everywhere(tx, house.keys, birth_number)}
    ways = patients.pathways_of(tx, everywhere) if everywhere else []
    allowed = reasons(house, tx, looker, [way.ref for way in ways])
    shown = [way for way in ways if way.ref in allowed]
    directory = house.directory(tx)
    own = {directory.organisation_of(unit) for unit in looker.actor.units}
    known = next(
        (everywhere[way.patient_id] for way in shown),
        next((one for one in everywhere.values() if one.controller in own), None),
    )
    _log(house, tx, looker, known, shown, allowed)
    if known is None:
        _log_denied(house, tx, looker, everywhere)
        return Found()
    emergency = any(allowed[way.ref].emergency for way in shown)
    return Found(
        sight=sight_of(shown[0].ref if shown else "", known, emergency=emergency),
        pathways=tuple(_found(tx, way) for way in shown),
    )


def _log(
    house: House,
    tx: Transaction,
    looker: Looker,
    known: Patient | None,
    shown: list[PathwayOf],
    allowed: dict[str, Reason],
) -> None:
    asked = Reason(unit=min(looker.actor.units, default=""), rule="look-up")
    lines = [
        access(
            house, tx, looker, action="search", thing="look-up", reason=asked,
            patient=known.id if known else None, fields="identity" if known else None,
        )
    ]  # fmt: skip
    lines += [
        access(
            house, tx, looker, action="list-hit", thing="look-up", reason=allowed[way.ref],
            patient=way.patient_id, ref=way.ref, fields="identity",
        )
        for way in shown
    ]  # fmt: skip
    access_log.append(tx, lines)


def _log_denied(house: House, tx: Transaction, looker: Looker, everywhere: Collection[str]) -> None:
    """The patient who asks sees that they were looked for, though nothing of them was shown."""
    access_log.append(
        tx,
        [
            access(
                house, tx, looker, action="deny", thing="look-up", reason=None, patient=patient
            )
            for patient in everywhere
        ],
    )  # fmt: skip


def _found(tx: Transaction, way: PathwayOf) -> FoundPathway:
    published = definitions.get(tx, way.definition, way.version)
    assert published is not None, "a pathway runs on a published definition"
    return FoundPathway(ref=way.ref, name=published.name, status=way.status)
