"""Nobody looks without a trace, and the trace cannot be changed quietly."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from hjemover.store import Database, Transaction, access_log
from hjemover.store.access_log import Access, BrokenAccessLink
from tests.store import planting
from tests.store.stories import MONDAY

LOOK = Access(
    at=MONDAY,
    actor="kari",
    actor_name="Kari Nordmann",
    hpr="1234567",
    organisation="964338531",
    unit="bergen-mottak",
    purpose="care",
    decision_ref="rule:unit-has-ball",
    patient_id="pas-1",
    pathway_ref="p-1",
    action="open",
    object="pathway",
    channel="web",
    result="ok",
)
DENIED = replace(
    LOOK, at=MONDAY + timedelta(minutes=1), actor="ola", action="deny", result="denied"
)
ELSEWHERE = replace(LOOK, organisation="983974724", at=MONDAY - timedelta(days=1))


@pytest.fixture
def logged(database: Database) -> Database:
    with database.writing() as tx:
        access_log.append(tx, [LOOK, ELSEWHERE])
    with database.writing() as tx:
        access_log.append(tx, [DENIED, replace(LOOK, patient_id="pas-2"), LOOK])
    return database


def test_a_patient_can_be_told_who_has_looked(logged: Database) -> None:
    with logged.reading() as tx:
        assert access_log.of_patient(tx, "pas-1") == [ELSEWHERE, LOOK, LOOK, DENIED]
        assert access_log.of_patient(tx, "pas-9") == []


def test_an_honest_log_holds(logged: Database) -> None:
    with logged.reading() as tx:
        assert access_log.verify(tx) == []


@pytest.mark.parametrize(
    ("edit", "sequence", "what"),
    [
        ("UPDATE access_log SET actor = 'x' WHERE actor = 'ola'", 2, "entry-changed"),
        ("DELETE FROM access_log WHERE actor = 'ola'", 2, "entry-missing"),
        ("DELETE FROM access_log WHERE sequence = 4", 4, "tail-missing"),
    ],
)
def test_a_planted_edit_is_found(logged: Database, edit: str, sequence: int, what: str) -> None:
    planting.edit(logged, edit)

    with logged.reading() as tx:
        assert access_log.verify(tx) == [
            BrokenAccessLink(chain="964338531", sequence=sequence, what=what)
        ]


def test_the_log_itself_refuses_to_be_changed(logged: Database) -> None:
    for attempt in ("UPDATE access_log SET actor = 'x'", "DELETE FROM access_log"):
        with pytest.raises(Exception, match="append-only"), logged.writing() as tx:
            tx.connection.exec_driver_sql(attempt)


def test_an_access_that_was_rolled_back_leaves_no_gap(logged: Database) -> None:
    def break_off(tx: Transaction) -> None:
        access_log.append(tx, [LOOK])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        logged.run_writing(break_off)
    with logged.writing() as tx:
        access_log.append(tx, [LOOK])
        assert access_log.verify(tx) == []
