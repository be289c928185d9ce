"""Names and numbers stand in one table, sealed, and patients are found without opening it."""

from datetime import date

import pytest
from msgspec.structs import replace

from hjemover.birth_number import BirthNumberError, Rule, check_birth_number, make_synthetic
from hjemover.store import Database, patients, sealed
from hjemover.store.identity import (
    Identity,
    KeyRing,
    Unsealable,
)
from hjemover.store.patients import Patient
from tests.store import planting
from tests.store.stories import MONDAY

OLD, NEW, INDEX = b"o" * 32, b"n" * 32, b"i" * 32
RING = KeyRing({"2025": OLD}, "2025", INDEX)
NUMBER = make_synthetic(date(1950, 7, 1), 3)
HELENE = Patient(
    id="pas-1",
    controller="983974724",
    identity=Identity(name="Helene Ås", birth_number=NUMBER),
    created=MONDAY,
)


@pytest.fixture
def kept(database: Database) -> Database:
    with database.writing() as tx:
        patients.add(tx, RING, HELENE)
    return database


def test_a_patient_is_read_as_written(kept: Database) -> None:
    with kept.reading() as tx:
        assert patients.get(tx, RING, "pas-1") == HELENE
        assert patients.get_many(tx, RING, ["pas-1", "pas-2"]) == {"pas-1": HELENE}
        assert patients.get(tx, RING, "pas-2") is None


def test_a_patient_is_found_by_the_number_however_it_is_written(kept: Database) -> None:
    with kept.reading() as tx:
        for written in (NUMBER, f"{NUMBER[:6]} {NUMBER[6:]}"):
            assert patients.find(tx, RING, HELENE.controller, written) == HELENE


def test_another_organisation_does_not_find_the_patient(kept: Database) -> None:
    with kept.reading() as tx:
        assert patients.find(tx, RING, "964338531", NUMBER) is None


def test_one_number_is_one_patient_at_each_organisation(kept: Database) -> None:
    with kept.writing() as tx:
        patients.add(tx, RING, replace(HELENE, id="pas-2", controller="964338531"))

    with pytest.raises(Exception, match=r"(?i)unique"), kept.writing() as tx:
        patients.add(tx, RING, replace(HELENE, id="pas-3"))


def test_patients_without_a_number_may_be_many(database: Database) -> None:
    unknown = Identity(name="Ukjent")
    with database.writing() as tx:
        for number in (1, 2):
            patients.add(tx, RING, replace(HELENE, id=f"pas-{number}", identity=unknown))

    with database.writing() as tx:
        patients.change(tx, RING, "pas-2", HELENE.identity, protected_address=True)
        found = patients.find(tx, RING, HELENE.controller, NUMBER)
    assert found is not None
    assert (found.id, found.protected_address) == ("pas-2", True)


def test_nothing_stored_shows_a_name_or_a_number(kept: Database) -> None:
    (row,) = planting.rows(kept, "SELECT * FROM patient")
    stored = b"".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for value in row
    )
    for plain in ("Helene", "Ås", NUMBER, NUMBER[:6], NUMBER[6:]):
        assert plain.encode() not in stored
    shown = f"{HELENE!r} {HELENE.identity} {RING!r}"
    assert "Helene" not in shown
    assert NUMBER not in shown
    assert "oooo" not in shown


def test_the_same_patient_is_sealed_differently_each_time() -> None:
    assert RING.seal("pas-1", HELENE.identity) != RING.seal("pas-1", HELENE.identity)


def test_a_sealed_identity_opens_for_its_own_patient_only(kept: Database) -> None:
    planting.edit(kept, "UPDATE patient SET id = 'pas-9'")

    with kept.reading() as tx, pytest.raises(Unsealable, match="altered"):
        patients.get(tx, RING, "pas-9")


def test_keys_are_changed_while_everybody_works(kept: Database) -> None:
    both = KeyRing({"2025": OLD, "2026": NEW}, "2026", INDEX)
    with kept.writing() as tx:
        patients.add(
            tx, both, replace(HELENE, id="pas-2", identity=Identity(name="Ola", birth_number=None))
        )
        assert patients.get(tx, both, "pas-1") == HELENE
        assert sealed.reseal_patients(tx, both, None, 10).rows == 1

    only_new = KeyRing({"2026": NEW}, "2026", INDEX)
    with kept.reading() as tx:
        assert patients.find(tx, only_new, HELENE.controller, NUMBER) == HELENE
        with pytest.raises(Unsealable, match="not on the ring"):
            patients.get(tx, RING, "pas-1")


@pytest.mark.parametrize(
    ("keys", "current", "index", "why"),
    [
        ({"a": b"short"}, "a", INDEX, "must have 32"),
        ({"a": OLD}, "b", INDEX, "not on the ring"),
        ({"a": OLD}, "a", OLD, "also a sealing key"),
    ],
)
def test_a_ring_with_wrong_keys_is_refused(
    keys: dict[str, bytes], current: str, index: bytes, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        KeyRing(keys, current, index)


@pytest.mark.parametrize(
    ("number", "rule", "fits"),
    [
        ("02013299997", "today", True),
        ("30108299920", "today", True),
        ("30108299939", "today", False),
        ("02013299903", "today", False),
        ("30108299939", "2032", True),
        ("02013299903", "2032", True),
        ("30108299920", "2032", True),
    ],
)
def test_numbers_of_the_new_kind_are_taken_when_their_time_has_come(
    number: str, rule: Rule, fits: bool
) -> None:
    if fits:
        assert check_birth_number(number, rule=rule).digits == number
    else:
        with pytest.raises(BirthNumberError, match="check-digits"):
            check_birth_number(number, rule=rule)
