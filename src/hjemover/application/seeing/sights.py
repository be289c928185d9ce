"""A patient as a unit may see them, one at a time or a list of them."""

from collections.abc import Collection

from msgspec import Struct

from hjemover.application.house import House
from hjemover.application.seeing.relation import Looker, Reason, access, reasons
from hjemover.birth_number import masked
from hjemover.store import access_log, journal, patients
from hjemover.store.patients import Patient
from hjemover.store.transaction import Transaction


class Sight(Struct, frozen=True, kw_only=True):
    """Whom a pathway is about, as this unit may see them. Printing it shows nothing.

    Args:
        number: The birth number with its last five digits hidden; None when it is not known.
        protected: Graded address: nothing on the screen may tell where they are.
        place: The municipality they belong to; None when it is not known, or not to be told.
        emergency: Seen by emergency access, which the page must say.
    """

    ref: str
    patient: str
    name: str
    number: str | None
    protected: bool
    place: str | None = None
    emergency: bool = False

    def __repr__(self) -> str:
        return f"Sight({self.ref})"


def sights(
    house: House, tx: Transaction, looker: Looker, refs: Collection[str], *, thing: str
) -> dict[str, Sight]:
    """The patients of a list, by pathway; each one shown is a line in the log.

    *tx* must be for writing, and whoever opened it lets it commit. Pathways that the looker may
    not see, and those that are about no patient, are left out.

    Args:
        thing: What list it is, as ``inbox``.
    """
    if not refs:
        return {}
    allowed = reasons(house, tx, looker, refs)
    whose = patients.patients_of(tx, allowed)
    known = patients.get_many(tx, house.keys, list(set(whose.values())))
    shown = {
        ref: sight_of(ref, known[patient], emergency=allowed[ref].emergency)
        for ref, patient in whose.items()
        if patient in known
    }
    access_log.append(
        tx,
        [
            access(
                house, tx, looker, action="list-hit", thing=thing, reason=allowed[ref],
                patient=one.patient, ref=ref, fields="identity",
            )
            for ref, one in shown.items()
        ],
    )  # fmt: skip
    return shown


def sight(
    house: House,
    tx: Transaction,
    looker: Looker,
    ref: str,
    *,
    thing: str,
    action: str = "open",
    fields: str = "identity",
    was_sent: str | None = None,
) -> Sight | None:
    """Whom one pathway is about; None when it is about no patient, or not for this looker.

    *tx* must be for writing, and be let commit also when the answer is None: that somebody tried
    is written down in it.

    Args:
        action: ``open``, ``print`` or ``export``.
        was_sent: The unit of theirs that was sent what is shown, and has a part no more: it may
            know whom it was about, and nothing that has been learnt since.
    """
    allowed = reasons(house, tx, looker, [ref]).get(ref)
    former = allowed is None and was_sent is not None
    if allowed is None and was_sent is not None:
        allowed = Reason(unit=was_sent, rule="was-sent-it")
    patient_id = patients.patients_of(tx, [ref]).get(ref)
    if patient_id is None:
        return None
    known = patients.get(tx, house.keys, patient_id) if allowed else None
    access_log.append(
        tx,
        [
            access(
                house, tx, looker, action=action if allowed else "deny", thing=thing,
                reason=allowed, patient=patient_id, ref=ref, fields=fields if allowed else None,
            )
        ],
    )  # fmt: skip
    if allowed is None or known is None:
        return None
    place = None if former or known.protected_address else _place(house, tx, ref)
    return sight_of(ref, known, emergency=allowed.emergency, place=place)


def see(
    house: House, looker: Looker, ref: str, *, thing: str, action: str = "open"
) -> Sight | None:
    """As :func:`sight`, in a transaction of its own."""
    return house.database.run_writing(
        lambda tx: sight(house, tx, looker, ref, thing=thing, action=action)
    )


def number_of(house: House, looker: Looker, ref: str) -> str | None:
    """The whole birth number, because somebody asked for it; a line of its own in the log."""

    def work(tx: Transaction) -> str | None:
        shown = sight(
            house, tx, looker, ref, thing="birth-number", action="open", fields="birth-number"
        )
        known = patients.get(tx, house.keys, shown.patient) if shown else None
        return known.identity.birth_number if known else None

    return house.database.run_writing(work)


def note(
    house: House, tx: Transaction, looker: Looker, ref: str, *, action: str, thing: str
) -> None:
    """Write down that something about a patient was printed, exported or changed."""
    sight(house, tx, looker, ref, thing=thing, action=action, fields="pathway")


def note_file(house: House, looker: Looker, *, thing: str) -> None:
    """Write down that a file that tells of no patient was taken out, as of the address book."""
    why = Reason(unit=min(looker.actor.units, default=""), rule="administrator")

    def work(tx: Transaction) -> None:
        line = access(
            house, tx, looker, action="export", thing=thing, reason=why, purpose="administration"
        )
        access_log.append(tx, [line])

    house.database.run_writing(work)


def note_denied(house: House, looker: Looker, ref: str, *, thing: str) -> None:
    """Write down that somebody asked for a pathway that is not for them; nothing if it is."""

    def work(tx: Transaction) -> None:
        patient = patients.patients_of(tx, [ref]).get(ref)
        if patient is None or reasons(house, tx, looker, [ref]):
            return
        denied = access(
            house, tx, looker, action="deny", thing=thing, reason=None, patient=patient, ref=ref
        )
        access_log.append(tx, [denied])

    house.database.run_writing(work)


def sight_of(ref: str, known: Patient, *, emergency: bool, place: str | None = None) -> Sight:
    """What is shown of the patient that is *known*."""
    number = known.identity.birth_number
    return Sight(
        ref=ref,
        patient=known.id,
        name=known.identity.name,
        number=masked(number) if number else None,
        protected=known.protected_address,
        place=place,
        emergency=emergency,
    )


def _place(house: House, tx: Transaction, ref: str) -> str | None:
    stored = journal.load(tx, ref, for_update=False)
    municipality = stored.pathway.subject.municipality if stored else None
    known = house.addresses(tx).organisations.get(municipality or "")
    return known.name if known else None
