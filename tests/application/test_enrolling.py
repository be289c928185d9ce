"""A patient is enrolled: known again by number, and named in one sealed row only."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import make_url

from hjemover.application.enrolling import derived_ref, enrol, new_order_id
from hjemover.application.queries import history
from hjemover.birth_number import make_synthetic
from hjemover.engine import commands as c
from hjemover.errors import CommandRefused
from hjemover.store import Database, journal, patients
from hjemover.store.address_book import Organisation, Unit, UnitService
from hjemover.store.patients import Patient
from tests.application.town import (
    ASKOY,
    BERGEN,
    DAY,
    HOSPITAL,
    INTAKE,
    LUNG_WARD,
    MONDAY,
    OTHER_INTAKE,
    Mailbox,
    Town,
    at,
    definition,
)


def _patient(town: Town, ref: str) -> Patient:
    with town.house.database.reading() as tx:
        stored = journal.load(tx, ref, for_update=False)
        assert stored is not None
        assert stored.patient_id is not None
        found = patients.get(tx, town.house.keys, stored.patient_id)
    assert found is not None
    return found


def test_the_name_and_the_number_can_be_read_back_with_the_key(town):
    wanted = town.enrolment(4)
    patient = _patient(town, town.enrol(4))
    assert (patient.identity.name, patient.identity.birth_number) == (
        wanted.name,
        wanted.birth_number,
    )
    assert (patient.controller, patient.created) == ("hus", MONDAY)


def _everything_kept(database: Database, folder: Path) -> bytes:
    """All bytes of the database, as a thief of its disk would have them."""
    url = make_url(str(database.engine.url))
    if database.dialect == "sqlite":
        with closing(database.engine.raw_connection()) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert url.database is not None
        return b"".join(part.read_bytes() for part in Path(url.database).parent.glob("*.db*"))
    with database.reading() as tx:
        tables = tx.connection.exec_driver_sql(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).scalars()
        rows = [
            str(row[0])
            for table in tables.all()
            # Binary columns come as hexadecimal: what is in them is looked for as such below.
            for row in tx.connection.exec_driver_sql(f'SELECT t::text FROM "{table}" t')
        ]
    return "\n".join(rows).encode()


def test_no_table_holds_the_name_or_the_number_in_clear(town, tmp_path):
    name, number = "Nysgjerrig Trekkspill", make_synthetic(date(1961, 5, 7), 3)
    ref = town.enrol(name=name, birth_number=number)
    town.post(Mailbox())
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.until(MONDAY + 20 * DAY)
    town.post(Mailbox())
    kept = _everything_kept(town.house.database, tmp_path)
    assert ref.encode() in kept  # we do look where things are
    for secret in (name, "Nysgjerrig", "Trekkspill", number, f"{number[:6]} {number[6:]}"):
        assert secret.encode() not in kept
        assert secret.encode().hex().encode() not in kept


def test_nothing_that_is_shown_of_an_enrolment_names_the_patient(town):
    wanted = town.enrolment()
    shown = f"{wanted!r} {wanted}"
    assert wanted.name not in shown
    assert wanted.birth_number is not None
    assert wanted.birth_number not in shown


def test_a_patient_known_by_number_keeps_the_same_id_in_the_next_pathway(town):
    town.publish(definition("annet-forlop"))
    first = town.enrol(1)
    second = town.enrol(1, id="senere", pathway="annet-forlop")
    third = town.enrol(2, id="en-annen")
    assert _patient(town, first).id == _patient(town, second).id != _patient(town, third).id


def test_a_number_is_known_however_it_is_written(town):
    number = make_synthetic(date(1950, 3, 1), 0)
    first = town.enrol(birth_number=number)
    again = town.enrol(id="senere", birth_number=f"{number[:6]} {number[6:]}")
    assert _patient(town, first).id == _patient(town, again).id


def test_patients_without_a_number_are_never_taken_for_each_other(town):
    first = town.enrol(1, birth_number=None)
    second = town.enrol(1, id="senere", birth_number=None)
    assert _patient(town, first).id != _patient(town, second).id


def test_two_hospitals_that_answer_for_their_own_data_keep_a_patient_each(town):
    town.change(
        Organisation(id="fonna", name="Helse Fonna", kind="hospital-trust"),
        Unit(id="fonna-kreft", organisation="fonna", name="Kreftavdelingen"),
        UnitService(organisation="fonna", service="cancer-care", unit="fonna-kreft"),
    )
    ours = town.enrol(1)
    theirs = town.enrol(1, id="fonna", parties={"hospital": "fonna-kreft"})
    assert _patient(town, ours).id != _patient(town, theirs).id
    assert _patient(town, theirs).controller == "fonna"


def test_the_same_enrolment_twice_enrols_once(town):
    first = enrol(town.house, town.enrolment(), at(HOSPITAL))
    before = town.contents()
    again = enrol(town.house, town.enrolment(), at(HOSPITAL))
    assert (again.ref, again.first, again.last, again.repeated) == (
        first.ref, first.first, first.last, True,
    )  # fmt: skip
    assert town.contents() == before


@pytest.mark.parametrize(
    "other",
    [
        {"birth_number": make_synthetic(date(1970, 1, 1), 0)},
        {"municipality": ASKOY},
        {"parties": {"hospital": LUNG_WARD}},
        {"dates": {"diagnosed": date(2026, 1, 5)}},
    ],
    ids=lambda other: next(iter(other)),
)
def test_an_enrolments_id_cannot_be_used_for_another_patient_or_content(town, other):
    town.enrol()
    before = town.contents()
    with pytest.raises(CommandRefused) as refused:
        town.enrol(**other)
    assert refused.value.code == "command-id-reused"
    assert town.contents() == before


def test_a_known_patients_enrolment_id_cannot_be_used_for_another_known_patient(town):
    town.enrol(1)
    town.enrol(2)
    third = town.enrol(1, id="felles")
    with pytest.raises(CommandRefused, match="command-id-reused"):
        town.enrol(2, id="felles", dates={"diagnosed": town.pathway(third).dates["diagnosed"]})


def test_a_late_registration_counts_from_the_day_it_was_true(town):
    ref = town.enrol(at=MONDAY - 3 * DAY, dates={"diagnosed": date(2026, 2, 20)})
    entries = history(town.house, ref)
    assert {entry.effective for entry in entries if entry.sequence == 1} == {MONDAY - 3 * DAY}
    assert {entry.envelope.recorded for entry in entries} == {MONDAY}
    due = town.open(ref, "send").due
    assert due is not None
    assert due.day == date(2026, 3, 3)


def test_the_municipality_of_the_patient_decides_who_is_asked(town):
    here, there = town.enrol(1), town.enrol(2, municipality=ASKOY)
    assert (town.open(here, "send").awaits, town.open(there, "send").awaits) == (
        INTAKE,
        OTHER_INTAKE,
    )
    assert town.pathway(here).subject.municipality == BERGEN


def test_references_are_opaque_and_do_not_follow_on_each_other():
    first, second = derived_ref("p", "innmelding-1"), derived_ref("p", "innmelding-2")
    assert first != second
    assert "innmelding" not in first
    assert first[1:].isalnum()
    assert derived_ref("p", "innmelding-1") == first
    assert len({new_order_id() for _ in range(100)}) == 100
