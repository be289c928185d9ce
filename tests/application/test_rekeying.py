"""Keys are changed while everybody works, and none leaves that something still needs."""

import threading
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import select, update

from hjemover.application import linking, registering, rekeying, seeing
from hjemover.application.desk import writing
from hjemover.application.house import Actor
from hjemover.application.importing import EnrolmentRow
from hjemover.application.rekeying import Resealed
from hjemover.application.seeing import Looker
from hjemover.birth_number import make_synthetic
from hjemover.store import Database, patients, sealed
from hjemover.store.desk import texts
from hjemover.store.identity import Identity, KeyRing
from hjemover.store.tables import metadata, patient
from tests.application.town import BERGEN, DAY, HOSPITAL, INTAKE, MONDAY, OTHER_INTAKE, Town

OLD, NEW, INDEX, NEXT = b"k" * 32, b"n" * 32, b"i" * 32, b"j" * 32
BEFORE = KeyRing({"test": OLD}, "test", INDEX)
BOTH = KeyRing({"new": NEW, "test": OLD}, "new", INDEX)
AFTER = KeyRing({"new": NEW}, "new", INDEX)
NUMBER = make_synthetic(date(1950, 3, 1), 0)
OLA = Actor(id="ola", units=frozenset({INTAKE}))


@pytest.fixture
def used(town: Town) -> Town:
    """A row in every table whose rows are sealed, and patients enough for several transactions."""
    refs = [town.enrol(number) for number in range(5)]
    writing.save_draft(town.house, OLA, refs[0], "send#1", "Hemmelig kladd")
    writing.write_note(town.house, OLA, "n1", refs[0], "send#1", "Hemmelig beskjed")
    units = frozenset({OTHER_INTAKE})
    eva = Looker(actor=Actor(id="eva", units=units), name="Ansatt eva", units=units)
    seeing.take_emergency_access(
        town.house, eva, unit=OTHER_INTAKE, birth_number=NUMBER, reason="Bevisstløs i mottak"
    )
    linking.remember(town.house, "tilstand", "hemmelig innhold")
    return town


def reseal(town: Town, ring: KeyRing) -> Resealed:
    town.house.keys = ring
    return rekeying.reseal(town.house)


def readable(town: Town, ring: KeyRing) -> list[Any]:
    """Everything that is sealed, opened."""
    with town.house.database.reading() as tx:
        ids = [row.id for row in tx.execute(select(patient.c.id).order_by(patient.c.id))]
        known = patients.get_many(tx, ring, ids)
        found: list[Any] = [
            (known[one].identity.name, known[one].identity.birth_number) for one in ids
        ]
        for one in sealed.TEXTS:
            found += [
                ring.open_text(one.place(row), row.key_id, getattr(row, one.column))
                for row in tx.execute(select(one.table))
            ]
    return found


def found(town: Town, ring: KeyRing) -> list[str]:
    with town.house.database.reading() as tx:
        return [one.identity.name for one in patients.find_everywhere(tx, ring, NUMBER)]


def test_every_table_with_a_sealed_text_is_known():
    named = {table for table in metadata.sorted_tables if "key_id" in table.c}
    assert named == set(sealed.TABLES)


def test_everything_comes_under_the_new_key_and_is_what_it_was(used: Town, monkeypatch):
    monkeypatch.setattr(rekeying, "BATCH", 2)
    before = readable(used, BEFORE)
    assert len(before) == 5 + 4

    done = reseal(used, BOTH)

    assert (done.rows, done.left, done.doubles) == (9, 0, ())
    assert readable(used, AFTER) == before
    assert {one.key for one in rekeying.usage(used.house) if not one.index} == {"new"}


def test_doing_it_again_does_nothing(used: Town):
    reseal(used, BOTH)
    before = used.contents()

    assert reseal(used, BOTH).rows == 0
    assert used.contents() == before


def test_while_it_is_changed_old_and_new_rows_are_read_and_written(used: Town):
    used.house.keys = BOTH
    assert found(used, BOTH) == ["Tålmodig Fjellrev 0"]

    used.enrol(7)

    assert [(one.key, one.rows) for one in rekeying.usage(used.house)[:2]] == [
        ("new", 1),
        ("test", 5),
    ]
    assert rekeying.left(used.house, rekeying.usage(used.house)) == 5 + 4


def test_how_many_rows_lie_where_is_told_by_table(used: Town):
    told = {(one.table, one.key, one.index): one.rows for one in rekeying.usage(used.house)}

    assert told == {
        ("patient", "test", False): 5,
        ("desk_draft", "test", False): 1,
        ("desk_note", "test", False): 1,
        ("emergency_access", "test", False): 1,
        ("pending_sign_in", "test", False): 1,
        ("patient", BEFORE.index_id, True): 5,
    }


def test_a_patient_who_is_changed_between_our_look_and_our_write_keeps_what_was_written(
    used: Town, monkeypatch
):
    """By a process that has not been started with the new key, too."""
    database, looked = used.house.database, patients.get_many
    with database.reading() as tx:
        (known,) = patients.find_everywhere(tx, BEFORE, NUMBER)
    other = Identity(name="Nytt navn", birth_number=NUMBER)

    def change() -> None:
        database.run_writing(
            lambda tx: patients.change(tx, BEFORE, known.id, other, protected_address=False)
        )

    writer = threading.Thread(target=change)

    def look(*arguments: Any) -> Any:
        seen = looked(*arguments)
        if not writer.ident:
            writer.start()
            # Nobody is to come between. If somebody can, half a second is time enough.
            writer.join(0.5)
        return seen

    monkeypatch.setattr(patients, "get_many", look)
    reseal(used, BOTH)
    writer.join(20)

    assert found(used, BOTH) == ["Nytt navn"]
    assert reseal(used, BOTH).left == 0
    assert found(used, AFTER) == ["Nytt navn"]


# --- the key that patients are found by -----------------------------------------------------------


TURNED = KeyRing({"test": OLD}, "test", NEXT, INDEX)
READY = KeyRing({"test": OLD}, "test", INDEX, NEXT)
TURNED_ONLY = KeyRing({"test": OLD}, "test", NEXT)


@pytest.mark.parametrize("ring", [READY, TURNED], ids=["before the turn", "after the turn"])
def test_patients_are_found_by_either_index_key_while_it_is_changed(used: Town, ring: KeyRing):
    assert found(used, ring) == ["Tålmodig Fjellrev 0"]


def test_whoever_is_enrolled_after_the_turn_is_found_by_those_who_are_about_to_turn(used: Town):
    used.house.keys = TURNED
    used.enrol(7)

    number = make_synthetic(date(1950, 3, 8), 0)
    with used.house.database.reading() as tx:
        assert len(patients.find_everywhere(tx, READY, number)) == 1


def test_nobody_is_made_twice_while_it_is_changed(used: Town):
    used.house.keys = TURNED

    used.enrol(0, id="en gang til")

    assert found(used, TURNED) == ["Tålmodig Fjellrev 0"]
    assert len(used.contents()["patient"]) == 5


def test_when_all_are_hashed_anew_the_old_index_key_can_go(used: Town):
    done = reseal(used, TURNED)

    assert (done.rows, done.left) == (5, 0)
    assert found(used, TURNED_ONLY) == ["Tålmodig Fjellrev 0"]
    assert found(used, BEFORE) == []


def test_both_keys_may_be_changed_at_once(used: Town):
    before = readable(used, BEFORE)

    done = reseal(used, KeyRing({"new": NEW, "test": OLD}, "new", NEXT, INDEX))

    assert (done.rows, done.left) == (9, 0)
    last = KeyRing({"new": NEW}, "new", NEXT)
    assert readable(used, last) == before
    assert found(used, last) == ["Tålmodig Fjellrev 0"]


def test_two_rows_of_one_patient_stop_nothing_and_are_told(used: Town):
    """By a process with one index key and a process with the other, in the same moment."""
    with used.house.database.writing() as tx:
        known = patients.find_everywhere(tx, BEFORE, NUMBER)[0]
        patients.add(tx, TURNED_ONLY, replace(known, id="dobbel"))

    done = reseal(used, TURNED)

    assert [(one.patient, one.other) for one in done.doubles] == [(known.id, "dobbel")]
    assert done.left == 1
    assert len(found(used, TURNED)) == 2
    assert reseal(used, TURNED).doubles == done.doubles


def test_patients_from_before_index_keys_had_marks_are_marked(used: Town):
    used.house.database.run_writing(lambda tx: tx.execute(update(patient).values(index_id=None)))
    assert rekeying.left(used.house, rekeying.usage(used.house)) == 5

    done = reseal(used, BEFORE)

    assert (done.rows, done.left) == (5, 0)


def test_the_same_file_imported_on_both_sides_of_the_turn_enrols_nobody_twice(town: Town):
    row = EnrolmentRow(
        file="pasienter.csv", line=2, pathway="kort-hjem", name="Tålmodig Fjellrev",
        birth_number=NUMBER, hospital_unit=HOSPITAL, municipality=BERGEN,
        dates={"diagnosed": (MONDAY - DAY).date()},
    )  # fmt: skip
    by = Actor(id="import", system=True)
    assert registering.register_enrolments(town.house, [row], by) == 1

    town.house.keys = TURNED
    assert registering.register_enrolments(town.house, [row], by) == 0
    reseal(town, TURNED)
    assert registering.register_enrolments(town.house, [row], by) == 0

    assert len(town.contents()["pathway"]) == 1


# --- a ring that will not do ----------------------------------------------------------------------


def unfit(town: Town, ring: KeyRing) -> sealed.Unfit:
    with town.house.database.reading() as tx:
        return sealed.unfit(tx, ring)


def test_a_ring_that_fits_lacks_nothing(used: Town):
    for ring in (BEFORE, BOTH, TURNED, READY):
        assert unfit(used, ring) == sealed.Unfit(missing={}, wrong=[], index=False)


def test_a_key_that_rows_need_is_missed_with_the_tables_that_need_it(used: Town):
    assert unfit(used, AFTER).missing == {
        "test": ["patient", "desk_draft", "desk_note", "emergency_access", "pending_sign_in"]
    }


def test_another_key_under_the_same_name_is_known(used: Town):
    assert unfit(used, KeyRing({"test": NEW}, "test", INDEX)).wrong == ["test"]


def test_one_row_that_is_broken_does_not_make_the_key_a_wrong_one(used: Town):
    with used.house.database.writing() as tx:
        first = tx.execute(select(patient.c.id).order_by(patient.c.id)).scalar()
        tx.execute(update(patient).where(patient.c.id == first).values(identity=b"tull" * 10))

    assert unfit(used, BEFORE).wrong == []


@pytest.mark.parametrize("marked", [True, False])
def test_another_index_key_is_known_also_where_no_row_is_marked(used: Town, marked: bool):
    if not marked:
        used.house.database.run_writing(
            lambda tx: tx.execute(update(patient).values(index_id=None))
        )
    assert unfit(used, TURNED_ONLY).index
    assert not unfit(used, BEFORE).index


def test_nothing_sealed_lacks_nothing(database: Database):
    with database.reading() as tx:
        assert sealed.unfit(tx, AFTER) == sealed.Unfit(missing={}, wrong=[], index=False)


@pytest.mark.parametrize(
    ("index", "also", "why"),
    [(INDEX, INDEX, "the same"), (INDEX, OLD, "also a sealing key"), (INDEX, b"kort", "must have")],
)
def test_a_second_index_key_that_will_not_do_is_refused(index: bytes, also: bytes, why: str):
    with pytest.raises(ValueError, match=why):
        KeyRing({"test": OLD}, "test", index, also)


def test_a_text_in_its_new_seal_opens_in_its_own_place_only(used: Town):
    reseal(used, BOTH)
    with used.house.database.reading() as tx:
        ref = next(iter(tx.execute(select(sealed.TEXTS[0].table.c.ref)).scalars()))
        draft = texts.draft_of(tx, AFTER, "ola", ref, "send#1")
    assert draft is not None
    assert draft.text == "Hemmelig kladd"
