"""Bringing what happened to patients into the store: all of a file, or nothing."""

from collections.abc import Mapping, Sequence

from hjemover.application.house import Actor, House
from hjemover.application.importing import ImportProblem, KnownOccurrences, OccurrenceRow
from hjemover.application.importing.occurrences import TYPES
from hjemover.application.occurrences import Heard, Told, report_in
from hjemover.application.registering import ImportRefused
from hjemover.definition.models import Field
from hjemover.errors import CommandRefused, RefusalCode
from hjemover.store import address_book as book
from hjemover.store import definitions, patients
from hjemover.store.transaction import Transaction


def known_occurrences(house: House) -> KnownOccurrences:
    """What published definitions listen for, and where it may have happened."""
    fields: dict[str, dict[str, Field]] = {}
    with house.database.reading() as tx:
        for one in definitions.published(tx):
            definition = definitions.get(tx, one.id, one.version)
            for name, kind in definition.occurrences.items() if definition else ():
                told = {key: rule for key, rule in kind.data.items() if rule.type in TYPES}
                fields.setdefault(name, {}).update(told)
        units = frozenset(one.id for one in book.records(tx, book.Unit))
    return KnownOccurrences(fields=fields, units=units)


def register_occurrences(house: House, rows: Sequence[OccurrenceRow], by: Actor) -> list[Heard]:
    """Tell of every row, the earliest first. A row that was told before is heard no more.

    Raises:
        ImportRefused: At least one row was refused; nothing was told.
    """
    return house.database.run_writing(lambda tx: _tell_all(house, tx, rows, by))


def _tell_all(
    house: House, tx: Transaction, rows: Sequence[OccurrenceRow], by: Actor
) -> list[Heard]:
    refused: list[ImportProblem] = []
    heard: list[Heard] = []
    for row in sorted(rows, key=lambda one: (one.at, one.line)):
        patient = _patient(house, tx, row)
        if patient is None:
            refused.append(_problem(row, *_UNKNOWN))
            continue
        told = Told(
            id=row.id,
            patient=patient,
            occurrence=row.occurrence,
            at=row.at,
            unit=row.unit,
            data=dict(row.data),
        )
        try:
            # Whoever has one pathway never waits for another.
            heard.append(report_in(house, tx, told, by, wait=not heard))
        except CommandRefused as refusal:
            said = f"The row was refused ({refusal.code}).", "Correct the row."
            refused.append(_problem(row, *_SAID.get(refusal.code, said)))
    if refused:
        raise ImportRefused(refused)
    return heard


def _patient(house: House, tx: Transaction, row: OccurrenceRow) -> str | None:
    """Whose pathways are to hear of it: the one that the unit's own organisation knows first."""
    if row.reference is not None:
        return patients.patients_of(tx, [row.reference]).get(row.reference)
    assert row.birth_number is not None
    controller = house.directory(tx).units[row.unit].organisation
    found = patients.find_everywhere(tx, house.keys, row.birth_number)
    own = [one.id for one in found if one.controller == controller]
    anywhere = [one.id for one in found]
    return own[0] if own else anywhere[0] if len(anywhere) == 1 else None


_UNKNOWN = (
    "The patient is not known here, or is known in several other organisations.",
    "Enrol the patient first, or write the reference of one of their pathways.",
)
_SAID: Mapping[RefusalCode, tuple[str, str]] = {
    "date-in-future": ("It lies in the future.", "Check the day and the time."),
    "answer-missing": ("Something that must be told is missing.", "Fill it in."),
    "answer-invalid": ("Something that is told does not fit what is asked.", "Correct it."),
    "command-id-reused": (
        "The id was used before, for something else.",
        "Give the row an id of its own.",
    ),
}


def _problem(row: OccurrenceRow, message: str, next_move: str) -> ImportProblem:
    return ImportProblem(
        file=row.file, line=row.line, column=0, message=message, next_move=next_move
    )
