"""Patients are enrolled from a file whole or not at all, and no message gives anybody away."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hjemover.application.importing import (
    EnrolmentRow,
    Known,
    Parsed,
    parse_address_book,
    parse_enrolments,
)
from hjemover.application.synthetic import TRONDELAG, synthetic_people
from hjemover.birth_number import make_synthetic

REGION = Path(__file__).parents[2] / "deploy" / "region"
TODAY = date(2026, 11, 20)
NUMBER = make_synthetic(date(1961, 5, 7), 0)  # begins with a zero
NAME = "Snill Fjellrev"

KNOWN = Known(
    pathways={"kreft-hjem": frozenset({1, 2})},
    units=frozenset({"bryst", "prostata"}),
    municipalities={"5001": "Trondheim kommune", "5046": "Høylandet kommune"},
    gps=frozenset({"lege-a"}),
)
GOOD = {
    "pathway": "kreft-hjem",
    "version": "1",
    "birth_number": NUMBER,
    "name": NAME,
    "hospital_unit": "bryst",
    "municipality": "5046",
    "gp": "lege-a",
    "diagnosed": "2026-09-01",
    "told": "03.09.2026",
    "enrolled_at": "2026-09-04 10:30",
}


def written(*rows: dict[str, str], delimiter: str = ";") -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(GOOD), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.fixture
def csv_of(tmp_path):
    def parse(text: str, **how: object) -> Parsed[list[EnrolmentRow]]:
        path = tmp_path / "enrolments.csv"
        path.write_text(text, encoding="utf-8")
        return parse_enrolments(path, **({"known": KNOWN, "today": TODAY} | how))

    return parse


def told(parsed: Parsed[list[EnrolmentRow]]) -> str:
    return "\n".join(str(problem) for problem in parsed.problems)


def well_formed(nine: str) -> str:
    """The number with both check digits, by brute force; may be a real person's in form."""
    weights = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    for candidate in range(int(nine) * 100, int(nine) * 100 + 1_000):
        digits = [int(digit) for digit in f"{candidate:011}"]
        if all(sum(w * d for w, d in zip(ws, digits, strict=False)) % 11 == 0 for ws in weights):
            return f"{candidate:011}"
    raise AssertionError(nine)


def test_a_row_becomes_an_enrolment_with_its_dates_and_moment(csv_of):
    [row] = csv_of(written(GOOD)).value
    assert (row.pathway, row.version, row.hospital_unit, row.gp) == (
        "kreft-hjem",
        1,
        "bryst",
        "lege-a",
    )
    assert (row.birth_number, row.name, row.municipality) == (NUMBER, NAME, "5046")
    assert row.dates == {"diagnosed": date(2026, 9, 1), "told": date(2026, 9, 3)}
    assert row.enrolled_at == datetime(2026, 9, 4, 8, 30, tzinfo=UTC)
    assert row.line == 2


def test_version_gp_told_and_moment_may_be_empty(csv_of):
    empty = dict.fromkeys(("version", "gp", "told", "enrolled_at"), "")
    [row] = csv_of(written(GOOD | empty)).value
    assert (row.version, row.gp, row.enrolled_at) == (None, None, None)
    assert row.dates == {"diagnosed": date(2026, 9, 1)}


def test_the_same_row_in_yaml_keeps_its_leading_zero_without_quotation_marks(tmp_path, csv_of):
    path = tmp_path / "enrolments.yaml"
    fields = "\n".join(f"    {name}: {value}" for name, value in GOOD.items())
    path.write_text(f"enrolments:\n  -{fields[3:]}\n", encoding="utf-8")
    parsed = parse_enrolments(path, known=KNOWN, today=TODAY)
    assert parsed.problems == ()
    [row] = parsed.value
    [other] = csv_of(written(GOOD)).value
    assert row.birth_number == NUMBER
    assert NUMBER.startswith("0")
    assert (row.name, row.dates, row.enrolled_at) == (other.name, other.dates, other.enrolled_at)


def test_a_definition_with_other_dates_has_other_columns(csv_of):
    header = written(GOOD).replace("diagnosed;told", "admitted;ready")
    [row] = csv_of(header, dates=("admitted", "ready")).value
    assert row.dates == {"admitted": date(2026, 9, 1), "ready": date(2026, 9, 3)}


def test_the_shipped_enrolments_fit_the_shipped_address_book():
    book = parse_address_book(REGION / "address-book.yaml").value
    parsed = parse_enrolments(
        REGION / "enrolments.csv",
        known=Known.of(book, {"kreft-hjem": frozenset({1})}),
        today=TODAY,
    )
    assert parsed.problems == ()
    assert {row.municipality for row in parsed.value} == set(TRONDELAG)


def test_the_enrolment_in_the_guide_fits_the_shipped_address_book(csv_of):
    guide = (REGION.parents[1] / "docs" / "import.md").read_text(encoding="utf-8")
    header = guide.index("pathway;version;")
    example = guide[header : guide.index("```", header)]
    book = parse_address_book(REGION / "address-book.yaml").value
    parsed = csv_of(example, known=Known.of(book, {"kreft-hjem": frozenset({1})}))
    assert parsed.problems == ()
    assert len(parsed.value) == 1


BAD_ROWS = [
    ({"pathway": "kreft-hjm"}, '"kreft-hjm" is not a known pathway. Did you mean "kreft-hjem"?'),
    ({"pathway": ""}, '"pathway" is missing in this row of enrolments. Fill it in.'),
    ({"version": "3"}, '"kreft-hjem" has no version 3. Published: 1, 2.'),
    ({"version": "new"}, '"version" is not a version. Write a whole number'),
    ({"hospital_unit": "brsyt"}, '"brsyt" is not a known hospital unit. Did you mean "bryst"?'),
    ({"hospital_unit": NAME}, 'The value of "hospital_unit" is not a known hospital unit.'),
    ({"municipality": "Trondheim"}, "is the name of a municipality, not its number. Write 5001."),
    ({"municipality": "5064"}, '"5064" is not a known municipality. Did you mean "5046"?'),
    ({"gp": "lege-b"}, '"lege-b" is not a known GP office. Did you mean "lege-a"?'),
    ({"gp": NUMBER}, 'The value of "gp" is not a known GP office.'),
    ({"name": ""}, '"name" is missing in this row of enrolments.'),
    ({"name": "=cmd|' /C calc'!A0"}, '"name" begins like a spreadsheet formula.'),
    ({"name": "#N/A"}, '"name" holds an error from the spreadsheet.'),
    ({"name": "SÃ¸vnig DÃ¸r"}, '"name" holds garbled letters'),
    ({"name": "Lun\nVott"}, '"name" holds a line break'),
    ({"birth_number": ""}, '"birth_number" is missing in this row'),
    ({"birth_number": NUMBER[1:]}, "has ten digits: a spreadsheet has taken the leading zero."),
    ({"birth_number": NUMBER + "1"}, "The birth number does not have eleven digits."),
    ({"birth_number": "6,05966E+10"}, "The birth number holds something other than digits."),
    ({"birth_number": "31" + NUMBER[2:4] + "00" + NUMBER[6:]}, "has check digits that do not fit."),
    ({"birth_number": "99" + NUMBER[2:]}, "has check digits that do not fit."),
    ({"birth_number": "00" + NUMBER[2:]}, "begins with a day that does not exist."),
    ({"birth_number": "290201" + NUMBER[6:]}, "begins with a day that does not exist."),
    ({"birth_number": well_formed("170545266")}, "may belong to a real person, and this"),
    ({"birth_number": well_formed("570545266")}, "may belong to a real person, and this"),
    ({"birth_number": well_formed("174545266")}, "has 40 added to the month"),
    ({"diagnosed": "2026-12-01"}, '"diagnosed" is in the future (after 20.11.2026).'),
    ({"enrolled_at": "2026-11-21"}, '"enrolled_at" is in the future (after 20.11.2026).'),
    ({"told": "2025-02-29"}, "2025 is not a leap year, so it has no 29 February."),
    (
        {"told": "31.04.2026"},
        '"told" is "31.04.2026", which is not a date: April 2026 has 30 days.',
    ),
    ({"told": "3/9/2026"}, '"told" is "3/9/2026", which does not say which part is the day'),
    ({"told": "03.09.26"}, '"told" is "03.09.26", which has a year of two digits.'),
    ({"told": "46268"}, '"told" is a spreadsheet\'s own day number.'),
    ({"told": "in September"}, '"told" is not a date. Write it as 2026-03-05 or 05.03.2026.'),
    ({"told": NUMBER}, '"told" is not a date.'),
    ({"told": "0206-09-03"}, "is not a likely date: the year is 206. Check the year."),
    ({"diagnosed": "1959-01-01"}, '"diagnosed" is before the patient was born.'),
    ({"enrolled_at": "2026-03-29 02:30"}, "in the hour that was skipped when summer time began."),
    ({"enrolled_at": "2026-09-04 25:00"}, '"enrolled_at" is not a time of day.'),
]


@pytest.mark.parametrize(("change", "message"), BAD_ROWS, ids=[message for _, message in BAD_ROWS])
def test_a_bad_row_is_told_by_its_line_and_nothing_is_imported(csv_of, change, message):
    other = GOOD | {"birth_number": make_synthetic(date(1950, 1, 1), 0)}
    parsed = csv_of(written(other, GOOD | change))

    assert parsed.value is None
    assert message in told(parsed)
    problem = next(problem for problem in parsed.problems if message in str(problem))
    [column] = change
    assert (problem.line, problem.file.endswith("enrolments.csv")) == (3, True)
    assert problem.column == (list(GOOD).index(column) + 1 if change[column] else 0)


@pytest.mark.parametrize(("change", "message"), BAD_ROWS, ids=[message for _, message in BAD_ROWS])
def test_no_message_holds_a_name_or_a_birth_number(csv_of, change, message):
    said = told(csv_of(written(GOOD | change)))
    assert NAME not in said
    assert NUMBER not in said
    mistyped = change.get("birth_number")
    assert not mistyped or mistyped not in said


def test_the_same_patient_twice_on_one_pathway_is_told_with_both_lines(csv_of):
    spaced = GOOD | {"birth_number": f"{NUMBER[:6]} {NUMBER[6:]}"}
    parsed = csv_of(written(GOOD, spaced))
    assert parsed.value is None
    assert ":3:3: The same patient is enrolled on the same pathway on line 2." in told(parsed)


def test_a_told_date_before_the_diagnosis_is_a_warning_only(csv_of):
    parsed = csv_of(written(GOOD | {"told": "2026-08-30"}))
    assert [problem.severity for problem in parsed.problems] == ["warning"]
    assert len(parsed.value) == 1


def test_production_takes_real_people_and_refuses_test_people(csv_of):
    real = GOOD | {"birth_number": well_formed("070561266")}
    assert csv_of(written(real), people="real").problems == ()
    refused = csv_of(written(GOOD), people="real")
    assert "belongs to a test person (month + 80)" in told(refused)


def test_a_hospitals_own_number_does_not_stop_a_patient_from_being_enrolled(csv_of):
    parsed = csv_of(written(GOOD | {"birth_number": well_formed("174545266")}), people="real")
    assert [problem.severity for problem in parsed.problems] == ["warning"]
    assert len(parsed.value) == 1


def test_an_unknown_column_is_refused_and_a_norwegian_one_is_translated(csv_of):
    parsed = csv_of(written(GOOD).replace("birth_number", "fødselsnummer"))
    assert 'Did you mean "birth_number"?' in told(parsed)
    extra = "\n".join(f"{line};x" for line in written(GOOD).splitlines())
    assert "The heading of column 11 is not known. Take the column out." in told(csv_of(extra))


def test_a_file_without_a_header_does_not_show_the_patient_it_begins_with(csv_of):
    said = told(csv_of(written(GOOD).partition("\n")[2]))
    assert "The heading of column 1 is not known." in said
    assert NUMBER not in said
    assert NAME not in said


def test_a_name_as_a_key_in_yaml_is_not_shown(tmp_path):
    path = tmp_path / "enrolments.yaml"
    path.write_text(f"enrolments:\n  - {NAME}: {NUMBER}\n    {NUMBER}: x\n", encoding="utf-8")
    said = "\n".join(map(str, parse_enrolments(path, known=KNOWN, today=TODAY).problems))
    assert "This is not a field here." in said
    assert NAME not in said
    assert NUMBER not in said


def test_printing_a_row_shows_where_it_stood_and_not_whom_it_is_about(csv_of):
    [row] = csv_of(written(GOOD)).value
    for shown in (repr(row), str(row), f"{[row]}"):
        assert NAME not in shown
        assert NUMBER not in shown
        assert "enrolments.csv:2" in shown


def test_a_file_of_another_kind_or_without_rows_is_told(tmp_path, csv_of):
    other = parse_enrolments(tmp_path / "enrolments.xlsx", known=KNOWN, today=TODAY)
    assert "Enrolments are a .csv or a .yaml file." in told(other)
    assert "The file has no enrolments." in told(csv_of(written()))


@settings(max_examples=25, deadline=None)
@given(
    count=st.integers(1, 40),
    seed=st.integers(0, 10_000),
    delimiter=st.sampled_from(";,\t"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    norwegian=st.booleans(),
)
def test_made_up_people_survive_being_written_to_csv_and_read_back(
    tmp_path_factory, count, seed, delimiter, quoting, norwegian
):
    people = synthetic_people(count, seed, {"5001": 3, "5046": 1}, {"5046": ["lege-a"]})
    diagnosed = [max(person.born, date(2020 + n % 6, 2, 28)) for n, person in enumerate(people)]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(GOOD), delimiter=delimiter, quoting=quoting)
    writer.writeheader()
    for person, day in zip(people, diagnosed, strict=True):
        writer.writerow(
            GOOD
            | {
                "birth_number": person.birth_number,
                "name": person.name,
                "municipality": person.municipality,
                "gp": person.gp or "",
                "diagnosed": f"{day:%d.%m.%Y}" if norwegian else day.isoformat(),
                "told": "",
            }
        )
    path = tmp_path_factory.mktemp("csv") / "enrolments.csv"
    path.write_text(text.getvalue(), encoding="utf-8")

    parsed = parse_enrolments(path, known=KNOWN, today=TODAY)

    assert parsed.problems == ()
    read = [(r.birth_number, r.name, r.municipality, r.gp, r.dates) for r in parsed.value]
    assert read == [
        (person.birth_number, person.name, person.municipality, person.gp, {"diagnosed": day})
        for person, day in zip(people, diagnosed, strict=True)
    ]
