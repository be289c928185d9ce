"""Before a patient is enrolled (før innmelding): the ways in, what is wrong, and what would follow.

Nothing is written and nothing leaves the house before the enrolment itself, and that is the one
in :mod:`~hjemover.application.enrolling`.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final, Literal

from msgspec import Struct
from sqlalchemy import select

from hjemover.application.enrolling import Enrolment, derived_ref
from hjemover.application.house import Actor, House
from hjemover.application.queries import covered_units
from hjemover.application.way.ahead import resting_after
from hjemover.application.way.effects import Effect, say_effect
from hjemover.application.way.looking import labels_of
from hjemover.birth_number import BirthNumber, BirthNumberError, check_birth_number
from hjemover.calendar import local_day
from hjemover.definition.models import Party, PathwayDefinition, TaskStep
from hjemover.engine import commands as c
from hjemover.engine.access import members
from hjemover.engine.directory import Directory, Rules
from hjemover.engine.preview import preview
from hjemover.engine.state import Subject
from hjemover.errors import CommandRefused
from hjemover.store import definitions, journal, patients
from hjemover.store.tables import pathway
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Language, PathwayStatus

LONGEST_NAME: Final = 200
LONGEST_CASE: Final = 60


class WayIn(Struct, frozen=True, kw_only=True):
    """One way into a pathway for one unit: the hospital that includes, the town that was asked.

    Args:
        step: The first step on this way; None where the definition has one only.
    """

    definition: PathwayDefinition
    party: str
    unit: str
    step: str | None

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.definition.id, self.party, self.unit)


class FilledIn(Struct, frozen=True, kw_only=True):
    """What was filled in, as it was written. Never printed: it names a patient.

    Args:
        order: The id of the order to come, drawn when the form was first shown.
        without_number: The patient has no birth number, or it is not known yet.
        case: The number of the case in another system, where it is about no patient.
    """

    order: str
    way_in: WayIn
    name: str = ""
    birth_number: str = ""
    without_number: bool = False
    case: str = ""
    municipality: str | None = None
    gp: str | None = None
    dates: dict[str, date] = {}

    def __repr__(self) -> str:
        return f"FilledIn({self.order})"


FindingCode = Literal[
    "empty", "not-digits", "ten-digits", "wrong-length", "no-such-day", "check-digits",
    "may-be-real", "test-person", "unclear-number", "name-missing", "name-too-long",
    "case-unfit", "case-is-a-person",
    "date-missing", "date-in-future", "date-before-birth", "place-missing", "nobody-answers",
    "known-patient", "open-here", "open-elsewhere", "late-on-arrival",
]  # fmt: skip


class Finding(Struct, frozen=True, kw_only=True):
    """Something wrong with a field, or something to know before going on (``warning``)."""

    field: str
    code: FindingCode
    severity: Literal["error", "warning"] = "error"
    party: str | None = None
    days: int = 0


class OpenPathway(Struct, frozen=True, kw_only=True):
    """A pathway the patient is on already. *ref* is None for one of other units."""

    ref: str | None
    definition: str
    enrolled: datetime


class Checked(Struct, frozen=True, kw_only=True):
    """What came of looking it over.

    Args:
        enrolment: What to enrol with, when nothing is wrong.
        effect: What would follow, in words.
        open: The pathways that the patient is on already.
        number: The number that was looked up; whoever asked writes that down.
    """

    findings: tuple[Finding, ...]
    enrolment: Enrolment | None = None
    effect: Effect | None = None
    open: tuple[OpenPathway, ...] = ()
    number: BirthNumber | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity == "warning")


# --- the ways in ----------------------------------------------------------------------------------


def ways_in(house: House, by: Actor) -> list[WayIn]:
    """Every way into a pathway of today that the actor's own units may take."""
    today = local_day(house.clock.now())
    with house.database.reading() as tx:
        directory = house.directory(tx)
        found = []
        for name in sorted({one.id for one in definitions.published(tx)}):
            definition = definitions.in_force(tx, name, today)
            if definition is None:
                continue
            found += [
                WayIn(definition=definition, party=party, unit=unit, step=step)
                for party, step in _entries(definition)
                for unit in sorted(by.units)
                if _may_begin(directory, unit, definition.parties[party])
            ]
        return found


def _may_begin(directory: Directory, unit: str, party: Party) -> bool:
    """Whether the unit may be that party for a new patient.

    Any ward of a house that has the service may include its own patients, though the address
    book names one that answers for it; a party found through the patient is the one it names.
    """
    facts = directory.units.get(unit)
    if facts is None:
        return False
    if party.of == "enrolment":
        return directory.unit_for(facts.organisation, party.service) is not None
    return party.service in facts.services


def _entries(definition: PathwayDefinition) -> Iterator[tuple[str, str | None]]:
    """(party, first step) of each way in.

    The parties that come with enrolment take the way that the definition begins with; a way that
    it begins with by choosing is there for whoever has the first task on it.
    """
    enrolling = [name for name, one in definition.parties.items() if one.of == "enrolment"]
    yield from ((name, None) for name in enrolling if not _informed_only(definition, name))
    for step in resting_after(definition, definition.start):
        known = definition.steps[step]
        if isinstance(known, TaskStep) and known.party not in enrolling:
            yield known.party, step


def _informed_only(definition: PathwayDefinition, party: str) -> bool:
    return definition.parties[party].informed_only


# --- looking it over ---------------------------------------------------------------------------


def check(house: House, filled: FilledIn, by: Actor, language: Language, *, real: bool) -> Checked:
    """Look *filled* over and say what would follow of it. Writes nothing.

    Args:
        real: Whether this installation is for real people, or for test people only.

    Raises:
        CommandRefused: ``not-your-unit``: the way in is another unit's.
    """
    if filled.way_in.unit not in by.units:
        raise CommandRefused("not-your-unit", belongs_to=filled.way_in.unit)
    with house.database.reading() as tx:
        number, findings = _whom(filled, real=real)
        findings += _dates(filled, number, local_day(house.clock.now()))
        findings += _places(house, tx, filled)
        opened = _open(house, tx, filled, number, by)
        findings += opened[0]
        if any(one.severity == "error" for one in findings):
            return Checked(findings=tuple(findings), open=opened[1], number=number)
        return _foreseen(house, tx, filled, number, findings, opened[1], language)


def _whom(filled: FilledIn, *, real: bool) -> tuple[BirthNumber | None, list[Finding]]:
    """The patient, or the case where the pathway is about none."""
    if filled.way_in.definition.about_nobody:
        return None, _case(filled.case.strip())
    number, findings = _number(filled, real=real)
    return number, [*findings, *_name(filled)]


def _case(number: str) -> list[Finding]:
    """A case's number stands open in the journal: it must not be a person's."""
    if len(number) > LONGEST_CASE or not number.isprintable():
        return [Finding(field="case", code="case-unfit")]
    try:
        check_birth_number(number)
    except BirthNumberError:
        return []
    return [Finding(field="case", code="case-is-a-person")]


def _number(filled: FilledIn, *, real: bool) -> tuple[BirthNumber | None, list[Finding]]:
    if filled.without_number and not filled.birth_number.strip():
        return None, []
    try:
        number = check_birth_number(filled.birth_number)
    except BirthNumberError as wrong:
        return None, [Finding(field="birth_number", code=wrong.code)]
    code: FindingCode | None = None
    if number.kind == "month-plus-40":
        code = "unclear-number"
    elif real and number.synthetic:
        code = "test-person"
    elif not real and not number.synthetic:
        code = "may-be-real"
    if code is None:
        return number, []
    # In production an unclear number may be a real patient's: to refuse it would block care.
    mild = code == "unclear-number" and real
    severity: Literal["error", "warning"] = "warning" if mild else "error"
    return number, [Finding(field="birth_number", code=code, severity=severity)]


def _name(filled: FilledIn) -> list[Finding]:
    if not filled.name.strip():
        return [Finding(field="name", code="name-missing")]
    long = len(filled.name) > LONGEST_NAME or not filled.name.isprintable()
    return [Finding(field="name", code="name-too-long")] if long else []


def _dates(filled: FilledIn, number: BirthNumber | None, today: date) -> list[Finding]:
    found = []
    for name, rule in filled.way_in.definition.dates.items():
        day = filled.dates.get(name)
        if rule.first_known_of:
            continue
        if day is None:
            if rule.required:
                found.append(Finding(field=f"date.{name}", code="date-missing"))
        elif day > today and not rule.may_be_future:
            found.append(Finding(field=f"date.{name}", code="date-in-future"))
        elif number is not None and number.born is not None and day < number.born:
            found.append(Finding(field=f"date.{name}", code="date-before-birth"))
    return found


_PLACES: Final = {
    "patient.municipality": "municipality",
    "patient.gp": "gp",
    "subject.organisation": "organisation",
}


def _places(house: House, tx: Transaction, filled: FilledIn) -> list[Finding]:
    """What parties are found by must be there, and somebody there must answer for the service."""
    directory, found = house.directory(tx), []
    for name, party in filled.way_in.definition.parties.items():
        field = _PLACES.get(party.of)
        if field is None or name == filled.way_in.party:
            continue
        place = {
            "municipality": filled.municipality,
            "gp": filled.gp,
            "organisation": directory.organisation_of(filled.way_in.unit),
        }[field]
        if place is None:
            if not party.informed_only:
                found.append(Finding(field=field, code="place-missing"))
        elif directory.unit_for(place, party.service) is None and "." not in party.service:
            found.append(
                Finding(field=field, code="nobody-answers", severity="warning", party=name)
            )
    return list({(one.field, one.code, one.party): one for one in found}.values())


def _open(
    house: House, tx: Transaction, filled: FilledIn, number: BirthNumber | None, by: Actor
) -> tuple[list[Finding], tuple[OpenPathway, ...]]:
    """Whether the organisation knows the patient, and what they are on already."""
    controller = house.directory(tx).organisation_of(filled.way_in.unit)
    if number is None or controller is None:
        return [], ()
    known = patients.find(tx, house.keys, controller, number.digits)
    if known is None:
        return [], ()
    found = [Finding(field="birth_number", code="known-patient", severity="warning")]
    opened = tuple(_opened(house, tx, known.id, by))
    if any(one.definition == filled.way_in.definition.id for one in opened):
        found.append(Finding(field="birth_number", code="open-here", severity="warning"))
    elif opened:
        found.append(Finding(field="birth_number", code="open-elsewhere", severity="warning"))
    return found, opened


def _opened(house: House, tx: Transaction, patient: str, by: Actor) -> Iterator[OpenPathway]:
    units = covered_units(house, tx, by.units)
    rows = tx.execute(
        select(pathway.c.ref, pathway.c.definition, pathway.c.enrolled_at)
        .where(
            pathway.c.patient_id == patient,
            pathway.c.status != PathwayStatus.COMPLETED.value,
        )
        .order_by(pathway.c.enrolled_at)
    ).all()
    for row in rows:
        stored = journal.load(tx, row.ref, for_update=False)
        ours = stored is not None and bool(units & members(stored.pathway))
        yield OpenPathway(
            ref=row.ref if ours else None, definition=row.definition, enrolled=row.enrolled_at
        )


def _foreseen(
    house: House,
    tx: Transaction,
    filled: FilledIn,
    number: BirthNumber | None,
    findings: list[Finding],
    opened: tuple[OpenPathway, ...],
    language: Language,
) -> Checked:
    way = filled.way_in
    parties, directory = {way.party: way.unit}, house.directory(tx)
    subject = Subject(municipality=filled.municipality, gp=filled.gp)
    if way.definition.about_nobody:
        # A case is its reporter's house's: the secretariat that serves that house takes it on.
        subject = Subject(
            organisation=directory.organisation_of(way.unit), case=filled.case.strip() or None
        )
    command = c.EnrolPathway(
        ref="foreseen",
        parties=parties,
        dates=filled.dates,
        subject=subject,
        start=way.step,
    )
    rules = Rules(definition=way.definition, directory=directory)
    seen = preview(rules, None, command, house.clock.now())
    late = max((one.due.late_on_arrival for one in seen.begun if one.due), default=0)
    if late:
        findings = [
            *findings,
            Finding(field="", code="late-on-arrival", severity="warning", days=late),
        ]
    return Checked(
        findings=tuple(findings),
        enrolment=Enrolment(
            id=filled.order,
            pathway=way.definition.id,
            version=way.definition.version,
            name=filled.name.strip(),
            birth_number=number.digits if number else None,
            parties=parties,
            municipality=subject.municipality,
            gp=subject.gp,
            organisation=subject.organisation,
            case=subject.case,
            dates=filled.dates,
            start=way.step,
        ),
        effect=say_effect(seen, labels_of(house, tx, way.definition, language)),
        open=opened,
        number=number,
    )


def enrolled_by(house: House, order: str) -> str | None:
    """The pathway that the order has begun already, when a form is sent a second time."""
    ref = derived_ref("p", order)
    with house.database.reading() as tx:
        return ref if journal.load(tx, ref, for_update=False) else None
