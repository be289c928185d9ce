"""Files are brought in whole or not at all, and the same file twice harms nothing."""

from datetime import date
from pathlib import Path

import pytest

from hjemover.application.house import THE_SYSTEM
from hjemover.application.importing import (
    AddressBook,
    EnrolmentRow,
    parse_address_book,
)
from hjemover.application.publishing import publish_folder
from hjemover.application.queries import history
from hjemover.application.registering import (
    ImportRefused,
    known_to_store,
    register_address_book,
    register_enrolments,
)
from hjemover.birth_number import make_synthetic
from hjemover.calendar import Duration
from hjemover.calendar import Unit as DurationUnit
from hjemover.engine.events import DeadlinePassed
from hjemover.settings import content_folder
from hjemover.store import address_book as book
from hjemover.store.tables import pathway
from tests.application.town import BERGEN, DAY, HOSPITAL, INTAKE, MONDAY, Town

REGION = Path(__file__).parents[2] / "deploy" / "region" / "address-book.yaml"


@pytest.fixture(scope="module")
def parsed() -> AddressBook:
    found = parse_address_book(REGION)
    assert found.value is not None
    return found.value


def _row(number: int, **other: object) -> EnrolmentRow:
    known: dict[str, object] = {
        "pathway": "kort-hjem",
        "version": None,
        "birth_number": make_synthetic(date(1950, 3, 1 + number), 0),
        "name": f"Snill Elg {number}",
        "hospital_unit": HOSPITAL,
        "municipality": BERGEN,
        "gp": None,
        "dates": {"diagnosed": date(2026, 2, 20)},
        "enrolled_at": None,
        "file": "enrolments.csv",
        "line": number + 1,
    }
    return EnrolmentRow(**(known | other))  # type: ignore[arg-type]  # the rows under test vary


def _pathways(town: Town) -> int:
    return len(town.contents()[pathway.name])


# --- the address book -------------------------------------------------------------------------


def test_the_sample_region_can_be_worked_in_once_it_is_imported(database, parsed):
    town = Town(database)
    count = register_address_book(town.house, parsed)
    publish_folder(town.house, content_folder("pathways"), "prøve")
    with database.reading() as tx:
        units = book.records(tx, book.Unit)
        directory = town.house.directory(tx)
    assert count > len(units) == len(parsed.units)
    assert directory.unit_for("5001", "intake") is not None
    known = known_to_store(town.house)
    assert "st-olavs-kreft" in known.units
    assert "5001" in known.municipalities
    assert "kreft-hjem" in known.pathways
    assert not known.units & known.gps


def test_the_same_address_book_twice_changes_no_record(database, parsed):
    town = Town(database)
    register_address_book(town.house, parsed)
    before = town.contents()
    register_address_book(town.house, parsed)
    after = town.contents()
    version = "address_book_version"
    assert after.pop(version) != before.pop(version)  # whoever has a snapshot looks again
    assert after == before


def test_what_a_file_does_not_name_is_left_as_it_is(town, parsed):
    register_address_book(town.house, parsed)
    with town.house.database.reading() as tx:
        ids = {unit.id for unit in book.records(tx, book.Unit)}
    assert {INTAKE, "st-olavs-kreft"} <= ids


def test_an_address_book_that_refers_to_nobody_is_refused_whole(town, parsed):
    orphan = parsed.units[0].__class__(
        **{name: getattr(parsed.units[0], name) for name in parsed.units[0].__struct_fields__}
        | {"id": "ny-enhet", "organisation": "finnes-ikke"}
    )
    before = town.contents()
    broken = AddressBook(organisations=parsed.organisations, units=(*parsed.units, orphan))
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        register_address_book(town.house, broken)
    assert town.contents() == before


def test_a_number_set_for_one_unit_shortens_that_units_limit_only(town):
    town.change(
        book.NumberSetting(
            definition="kort-hjem", number="accept-within", scope="unit", scope_id=INTAKE,
            valid_from=date(2026, 1, 1), value=str(Duration(1, DurationUnit.WORKING_DAYS)),
        )
    )  # fmt: skip
    here, there = town.enrol(1), town.enrol(2, municipality="4627")
    due_here, due_there = town.open(here, "send").due, town.open(there, "send").due
    assert due_here is not None
    assert due_there is not None
    assert (due_here.day, due_there.day) == (date(2026, 3, 3), date(2026, 3, 4))


# --- enrolments -------------------------------------------------------------------------------


def test_every_row_of_a_file_is_enrolled(town):
    assert register_enrolments(town.house, [_row(0), _row(1), _row(2)], THE_SYSTEM) == 3
    assert _pathways(town) == 3


def test_one_bad_row_and_nobody_is_enrolled(town):
    before = town.contents()
    rows = [
        _row(0),
        _row(1, hospital_unit="finnes-ikke"),
        _row(2, pathway="finnes-ikke"),
        _row(3, dates={}),
        _row(4, dates={"diagnosed": date(2026, 2, 20), "ukjent": date(2026, 2, 20)}),
        _row(5, dates={"diagnosed": date(2027, 2, 20)}),
    ]
    with pytest.raises(ImportRefused) as refused:
        register_enrolments(town.house, rows, THE_SYSTEM)
    assert town.contents() == before
    problems = {problem.line: problem.message for problem in refused.value.problems}
    assert problems == {
        2: "The hospital unit is not in the address book.",
        3: "The pathway is not published for that day.",
        4: "A date that the pathway needs is missing.",
        5: "The pathway has no such date.",
        6: "A date lies in the future.",
    }
    for problem in refused.value.problems:
        said = str(problem)
        assert "enrolments.csv" in said
        assert problem.next_move
        assert "Snill" not in said
        assert "Elg" not in said


def test_the_same_file_twice_enrols_nobody_twice(town):
    rows = [_row(0), _row(1)]
    register_enrolments(town.house, rows, THE_SYSTEM)
    before = town.contents()
    assert register_enrolments(town.house, rows, THE_SYSTEM) == 0
    assert town.contents() == before
    assert register_enrolments(town.house, [*rows, _row(2)], THE_SYSTEM) == 1


def test_a_patient_may_be_enrolled_again_from_other_days(town):
    register_enrolments(town.house, [_row(0)], THE_SYSTEM)
    again = _row(0, dates={"diagnosed": date(2026, 3, 1)})
    assert register_enrolments(town.house, [again], THE_SYSTEM) == 1
    assert len(town.contents()["patient"]) == 1


def test_a_patient_enrolled_last_month_has_been_through_what_time_brought(town):
    enrolled = MONDAY - 30 * DAY
    register_enrolments(
        town.house, [_row(0, enrolled_at=enrolled, dates={"diagnosed": date(2026, 1, 20)})],
        THE_SYSTEM,
    )  # fmt: skip
    [ref] = [row[1] for row in town.contents()["pathway"]]
    entries = history(town.house, ref)
    passed = [entry for entry in entries if isinstance(entry.event, DeadlinePassed)]
    assert entries[0].effective == enrolled
    assert len(passed) == 1
    assert enrolled < passed[0].effective < MONDAY
