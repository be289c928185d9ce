"""What other systems tell of comes in by file: whole or not at all, and once."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from hjemover.application.house import THE_SYSTEM
from hjemover.application.importing import OccurrenceRow, Parsed, parse_occurrences
from hjemover.application.registering import ImportRefused
from hjemover.application.registering_occurrences import known_occurrences, register_occurrences
from hjemover.birth_number import make_synthetic
from tests.application.test_occurrences import LISTENING, READMITTED, closed, load
from tests.application.town import DAY, LUNG_WARD, MONDAY, Town

HEADER = "id;occurrence;birth_number;reference;at;unit;acute"
File = Callable[..., Parsed[list[OccurrenceRow]]]


def number_of(patient: int) -> str:
    return make_synthetic(date(1950, 3, 1) + timedelta(days=patient), 0)


@pytest.fixture
def ear(town: Town) -> Town:
    town.publish(load(LISTENING))
    town.publish(load(READMITTED))
    return town


@pytest.fixture
def file(ear: Town, tmp_path: Path) -> File:
    def file(*rows: str, header: str = HEADER) -> Parsed[list[OccurrenceRow]]:
        path = tmp_path / "occurrences.csv"
        path.write_text("\n".join([header, *rows]), "utf-8")
        known = known_occurrences(ear.house)
        return parse_occurrences(path, known=known, now=ear.clock.now())

    return file


def told(parsed: Parsed[list[OccurrenceRow]]) -> list[str]:
    return [str(one).partition(".csv:")[2] for one in parsed.problems]


def tell(town: Town, parsed: Parsed[list[OccurrenceRow]]) -> tuple[list[str], list[str]]:
    """Who listened and who began, when a file is brought in."""
    assert parsed.value is not None, told(parsed)
    heard = register_occurrences(town.house, parsed.value, THE_SYSTEM)
    listened = [ref for one in heard for ref in one.listened]
    return listened, [ref for one in heard for ref in one.began]


def test_a_patient_is_found_by_birth_number_and_by_reference(ear: Town, file: File) -> None:
    one, other = ear.enrol(1, pathway="maling"), ear.enrol(2, pathway="maling")
    ear.clock.set(MONDAY + DAY)

    listened, _ = tell(
        ear,
        file(
            f"m-1;measured;{number_of(1)};;2026-03-03 09:00;{LUNG_WARD};",
            f"m-2;measured;;{other};2026-03-02 11:00;{LUNG_WARD};",
        ),
    )

    assert listened == [other, one], "the earliest first"
    assert ear.told(one).count("occurrence-told") == 1


def test_a_file_brought_in_twice_is_heard_once(ear: Town, file: File) -> None:
    ear.enrol(1, pathway="maling")
    row = f"m-1;measured;{number_of(1)};;2026-03-02 10:00;{LUNG_WARD};"
    ear.clock.set(MONDAY + DAY)
    tell(ear, file(row))
    before = ear.contents()

    tell(ear, file(row))

    assert ear.contents() == before


@pytest.mark.parametrize(("acute", "begins"), [("ja", 1), ("nei", 0), ("", 0)])
def test_a_pathway_begins_by_what_a_file_tells(
    ear: Town, file: File, acute: str, begins: int
) -> None:
    closed(ear, 1)
    ear.clock.set(MONDAY + 3 * DAY)

    _, began = tell(ear, file(f"a-1;admitted;{number_of(1)};;2026-03-05 07:30;{LUNG_WARD};{acute}"))

    assert len(began) == begins
    for ref in began:
        assert ear.pathway(ref).dates["diagnosed"] == date(2026, 3, 5)


def test_one_row_that_is_refused_keeps_all_of_them_out(ear: Town, file: File) -> None:
    ear.enrol(1, pathway="maling")
    ear.clock.set(MONDAY + DAY)
    parsed = file(
        f"m-1;measured;{number_of(1)};;2026-03-02 12:00;{LUNG_WARD};",
        f"m-2;measured;{number_of(7)};;2026-03-02 12:00;{LUNG_WARD};",
        f"m-3;measured;;p-nobody;2026-03-02 12:00;{LUNG_WARD};",
    )
    before = ear.contents()

    with pytest.raises(ImportRefused) as refused:
        tell(ear, parsed)

    assert [one.line for one in refused.value.problems] == [3, 4]
    assert "not known here" in str(refused.value.problems[0])
    assert number_of(7) not in "".join(map(str, refused.value.problems))
    assert ear.contents() == before


def test_an_id_used_for_something_else_is_told_with_its_line(ear: Town, file: File) -> None:
    ear.enrol(1, pathway="maling")
    ear.clock.set(MONDAY + DAY)
    tell(ear, file(f"m-1;measured;{number_of(1)};;2026-03-02 12:00;{LUNG_WARD};"))

    with pytest.raises(ImportRefused) as refused:
        tell(ear, file(f"m-1;measured;{number_of(1)};;2026-03-02 13:00;{LUNG_WARD};"))

    assert "The id was used before, for something else." in str(refused.value.problems[0])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("m;fell;{n};;2026-03-01;{u};", '2:2: The value of "occurrence" is not a known'),
        ("m;measured;;;2026-03-01;{u};", "The row must say who it is about in one way."),
        ("m;measured;{n};p1;2026-03-01;{u};", "The row must say who it is about in one way."),
        ("m;measured;12345678901;;2026-03-01;{u};", "The birth number is not one."),
        ("m;measured;{n};;2027-03-01;{u};", '2:5: "at" is in the future.'),
        ("m;measured;{n};;01/03/2026;{u};", "which part is the day"),
        ("m;measured;{n};;;{u};", '"at" is missing'),
        (";measured;{n};;2026-03-01;{u};", '"id" is missing'),
        ("m;measured;{n};;2026-03-01;nowhere;", "is not a known unit."),
        ("m;measured;{n};;2026-03-01;{u};yes", '"acute" is not told with this occurrence.'),
        ("m;admitted;{n};;2026-03-01;{u};maybe", "is not yes or no."),
    ],
)
def test_a_bad_row_is_told_with_line_and_reason(file: File, row: str, said: str) -> None:
    parsed = file(row.format(n=number_of(1), u=LUNG_WARD))

    assert parsed.value is None
    assert said in "\n".join(told(parsed))
    assert number_of(1) not in "\n".join(told(parsed))


def test_two_rows_with_one_id_and_a_file_without_rows(file: File) -> None:
    row = f"m;measured;{number_of(1)};;2026-03-01;{LUNG_WARD};"
    assert "3:1: The same id stands on line 2." in told(file(row, row))[0]
    assert "The file has no occurrences." in str(file().problems[0])


def test_yaml_says_the_same(ear: Town, tmp_path: Path) -> None:
    ref = ear.enrol(1, pathway="maling")
    ear.clock.set(MONDAY + DAY)
    path = tmp_path / "occurrences.yaml"
    path.write_text(
        f"""occurrences:
  - {{id: m-1, occurrence: measured, birth_number: "{number_of(1)}", at: 2026-03-02 12:00, unit: {LUNG_WARD}}}
""",  # noqa: E501
        "utf-8",
    )
    parsed = parse_occurrences(path, known=known_occurrences(ear.house), now=ear.clock.now())
    assert tell(ear, parsed) == ([ref], [])
