"""The address book is read whole, or every fault in it is told with its place and next move."""

import csv
import io
import unicodedata
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hjemover.application.importing import (
    Absence,
    AddressBook,
    Deputy,
    NumberOverride,
    Parsed,
    UnitService,
    parse_address_book,
)
from hjemover.application.importing.tables import ADDRESS_BOOK
from hjemover.calendar import Duration, OpeningHours, Unit
from hjemover.definition.models import Text

REGION = Path(__file__).parents[2] / "deploy" / "region"

TINY = """\
region: trondelag
services:
  - code: intake
    name: {nb: Mottak, en: Intake}
    required_of: [municipality]
  - {code: cancer-care, name: {nb: Kreftbehandling}}
organisations:
  - id: "5046"
    name: Høylandet kommune
    kind: municipality
    language: nb
    units:
      - id: mottak
        name: Mottak
        services: [intake]
        hours: {tuesday: 08.30-15.00}
        closed: [2026-05-15]
        closed_yearly: [12-24]
        contact:
          - {channel: email, address: mottak@hoylandet.kommune.example}
        members:
          - {person: snill-fjellrev, role: manager}
      - id: reserve
        name: Reserve
        digest_hour: 7
        deputies:
          - {deputy: mottak, from: 2026-07-01, to: 2026-07-31}
        members: [lun-vott]
  - id: sykehuset
    name: Sykehuset
    kind: hospital-trust
    units:
      - id: kreft
        name: Kreft
        services:
          - {service: cancer-care, chosen_by_name: yes}
        members: [lun-vott]
people:
  - {id: snill-fjellrev, name: Snill Fjellrev, absences: [{from: 2026-08-01, to: 2026-08-09}]}
  - {id: lun-vott, name: Lun Vott, hpr_number: 7654321}
number_overrides:
  - {pathway: kreft-hjem, number: accept-within, scope: unit, id: mottak, from: 2026-01-01,
     value: 1 working day}
"""

FOLDER = {
    "services": "code;name_nb;name_en;required_of\nintake;Mottak;Intake;municipality\n"
    "cancer-care;Kreftbehandling;;\n",
    "organisations": "id;name;kind;region;language\n"
    "5046;Høylandet kommune;municipality;trondelag;nb\n"
    "sykehuset;Sykehuset;hospital-trust;trondelag;\n",
    "units": "id;organisation;name;hours_tuesday;closed;closed_yearly;digest_hour;language\n"
    "mottak;5046;Mottak;08.30–15.00;15.05.2026;24.12;;nb\n"
    "reserve;5046;Reserve;;;;7;nb\n"
    "kreft;sykehuset;Kreft;;;;;\n",
    "unit-services": "unit;service;chosen_by_name\nmottak;intake;\nkreft;cancer-care;ja\n",
    "contact-points": "unit;channel;address;role\n"
    "mottak;email;mottak@hoylandet.kommune.example;unit\n",
    "deputies": "unit;deputy;from;to\nreserve;mottak;01.07.2026;31.07.2026\n",
    "people": "id;name;hpr_number\nsnill-fjellrev;Snill Fjellrev;\nlun-vott;Lun Vott;7 654 321\n",
    "memberships": "person;unit;role\nsnill-fjellrev;mottak;manager\nlun-vott;reserve;\n"
    "lun-vott;kreft;\n",
    "absences": "person;from;to\nsnill-fjellrev;2026-08-01;2026-08-09\n",
    "number-overrides": "pathway;number;scope;id;from;value\n"
    "kreft-hjem;accept-within;unit;mottak;2026-01-01;1 working day\n",
}


@pytest.fixture
def yaml_of(tmp_path):
    def parse(text: str) -> Parsed[AddressBook]:
        path = tmp_path / "address-book.yaml"
        path.write_text(text, encoding="utf-8")
        return parse_address_book(path)

    return parse


@pytest.fixture
def folder_of(tmp_path):
    def parse(tables: dict[str, str | bytes]) -> Parsed[AddressBook]:
        for name, content in tables.items():
            raw = content if isinstance(content, bytes) else content.encode()
            (tmp_path / f"{name}.csv").write_bytes(raw)
        return parse_address_book(tmp_path)

    return parse


def told(parsed: Parsed[AddressBook]) -> str:
    return "\n".join(str(problem) for problem in parsed.problems)


# --- what is well ------------------------------------------------------------------------------


def test_a_small_address_book_becomes_records(yaml_of):
    book = yaml_of(TINY).value

    assert [(place.id, place.kind, place.region) for place in book.organisations] == [
        ("5046", "municipality", "trondelag"),
        ("sykehuset", "hospital-trust", "trondelag"),
    ]
    intake, reserve, _ = book.units
    assert intake.calendar.week[1] == OpeningHours(time(8, 30), time(15))
    assert [hours is None for hours in intake.calendar.week].count(True) == 6
    assert intake.calendar.closed == {date(2026, 5, 15)}
    assert intake.calendar.closed_yearly == {(12, 24)}
    assert (reserve.digest_hour, reserve.calendar.week) == (7, ())
    assert book.services[0].name == Text(nb="Mottak", en="Intake")
    assert book.unit_services[1] == UnitService(
        unit="kreft", service="cancer-care", chosen_by_name=True
    )
    assert book.deputies == (
        Deputy(
            unit="reserve",
            deputy="mottak",
            first_day=date(2026, 7, 1),
            last_day=date(2026, 7, 31),
        ),
    )
    assert book.absences == (
        Absence(person="snill-fjellrev", first_day=date(2026, 8, 1), last_day=date(2026, 8, 9)),
    )
    assert book.number_overrides == (
        NumberOverride(
            pathway="kreft-hjem",
            number="accept-within",
            scope="unit",
            id="mottak",
            valid_from=date(2026, 1, 1),
            value=Duration(1, Unit.WORKING_DAYS),
        ),
    )


def test_the_same_address_book_as_csv_gives_the_same_records(yaml_of, folder_of):
    from_yaml = yaml_of(TINY)
    from_csv = folder_of(FOLDER)
    assert from_csv.problems == ()
    assert from_csv.value == from_yaml.value


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_csv_is_read_as_any_spreadsheet_saves_it(folder_of, mark, delimiter, line_end):
    tables = {
        name: mark + text.replace(";", delimiter).replace("\n", line_end).encode()
        for name, text in FOLDER.items()
    }
    assert folder_of(tables).problems == ()


def test_a_line_that_names_the_separator_is_understood(folder_of):
    tables = FOLDER | {"people": "sep=;\n" + FOLDER["people"]}
    assert folder_of(tables).problems == ()


def test_leading_zeros_and_the_word_no_stay_what_was_written(yaml_of):
    book = yaml_of(TINY.replace('"5046"', "0301").replace("name: Reserve", "name: no")).value
    assert book.organisations[0].id == "0301"
    assert book.units[1].name == "no"


# --- the sample region -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def region() -> AddressBook:
    parsed = parse_address_book(REGION / "address-book.yaml")
    assert parsed.problems == ()
    return parsed.value


def test_the_shipped_region_has_no_problems_and_its_hospitals_and_municipalities(region):
    kinds = [place.kind for place in region.organisations]
    assert (kinds.count("hospital-trust"), kinds.count("municipality")) == (2, 14)
    assert {place.region for place in region.organisations} == {"trondelag"}


@pytest.mark.parametrize("service", ["intake", "cancer-coordinator", "coordinating-unit"])
def test_every_municipality_of_the_region_has_one_unit_for_each_cancer_service(region, service):
    organisation = {unit.id: unit.organisation for unit in region.units}
    answering = [
        organisation[answer.unit]
        for answer in region.unit_services
        if answer.service == service and not answer.chosen_by_name
    ]
    towns = [place.id for place in region.organisations if place.kind == "municipality"]
    assert sorted(place for place in answering if place in towns) == sorted(towns)


def test_who_receives_differs_between_the_municipalities_of_the_region(region):
    names = {unit.id: unit.name for unit in region.units}
    receivers = {
        names[answer.unit] for answer in region.unit_services if answer.service == "intake"
    }
    assert {"Koordinerende enhet", "Tjenestekontoret", "Kreftkoordinator"} <= receivers


def test_some_municipalities_of_the_region_lack_some_services_for_needs(region):
    organisation = {unit.id: unit.organisation for unit in region.units}
    offered = {(organisation[answer.unit], answer.service) for answer in region.unit_services}
    assert ("5001", "nutrition") in offered
    assert ("5046", "nutrition") not in offered
    assert ("5014", "rehabilitation") not in offered


def test_hoylandet_has_one_nurse_at_work_on_tuesdays(region):
    unit = next(unit for unit in region.units if unit.id == "hoylandet-kreft")
    open_days = [hours for hours in unit.calendar.week if hours]
    assert open_days == [OpeningHours(time(8, 30), time(15))]
    assert unit.calendar.week[1] is not None
    assert [m.unit for m in region.memberships].count("hoylandet-kreft") == 1


def test_no_address_of_the_region_can_reach_anybody(region):
    assert all(point.address.endswith(".example") for point in region.contact_points)


def test_every_unit_of_the_region_but_the_gps_has_somebody(region):
    peopled = {member.unit for member in region.memberships}
    kinds = {place.id: place.kind for place in region.organisations}
    empty = [u.id for u in region.units if u.id not in peopled]
    assert {kinds[u.organisation] for u in region.units if u.id in empty} == {"gp-office"}


# --- the documentation -------------------------------------------------------------------------

GUIDE = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", ADDRESS_BOOK.values(), ids=lambda table: table.name)
def test_the_guide_names_every_table_and_column(table):
    row = next(line for line in GUIDE.splitlines() if line.startswith(f"| `{table.name}` |"))
    for name, column in table.columns.items():
        if not name.startswith("hours_"):
            assert (f"**{name}**" if column.required else name) in row


def test_the_address_book_in_the_guide_is_read_without_problems(yaml_of):
    example = GUIDE.partition("```yaml\n")[2].partition("```")[0]
    assert yaml_of(example).problems == ()


# --- what is wrong -----------------------------------------------------------------------------

# What is replaced in the address book, by what, where the problem points, and what it says.
BAD_ROWS = [
    ("kind: municipality", "kind: municipalty", "municipalty", 'Did you mean "municipality"?'),
    (
        "kind: hospital-trust",
        "kind: sykehus",
        "sykehus",
        '"kind" is "sykehus", which is not one of',
    ),
    ("    name: Sykehuset\n", "    nmae: Sykehuset\n", "nmae: Sykehuse", 'Did you mean "name"?'),
    (
        "    name: Sykehuset\n",
        "",
        "id: sykehuset",
        '"name" is missing in this row of organisations.',
    ),
    ('id: "5046"', 'id: "504"', '"504"', "a spreadsheet has taken the leading zero. Write 0504"),
    (
        'id: "5046"',
        "id: hoylandet",
        "hoylandet",
        "is not a municipality's number. Use the official",
    ),
    ("id: sykehuset", 'id: "5046"', '"5046"', '"5046" is already in organisations, on line 8.'),
    ("id: reserve", "id: mottak", "mottak", '"mottak" is already in units, on line 13.'),
    (
        "id: reserve",
        "id: Reserve Æ",
        "Reserve Æ",
        "Use small letters a-z, digits and single hyphens",
    ),
    ("[intake]", "[intaek]", "intaek", '"intaek" is not a known service. Did you mean "intake"?'),
    (
        "{person: snill-fjellrev",
        "{person: snil-fjellrev",
        "snil-fjellrev",
        'Did you mean "snill-fjellrev"?',
    ),
    ("deputy: mottak", "deputy: mottk", "mottk", '"mottk" is not a known unit. Did you mean'),
    ("deputy: mottak", "deputy: reserve", "reserve", "in a circle: reserve -> reserve."),
    ("08.30-15.00", "15.00-08.30", "15.00-08.30", "closes (08.30) before it opens (15.00)."),
    ("08.30-15.00", "08.30", "08.30", "is not opening hours. Write them as 08.30-15.00"),
    ("08.30-15.00", "08.30-25.00", "08.30-25.00", "is not a time of day."),
    ("tuesday: 08.30-15.00", "tuesday: closed", "id: mottak", "This unit is closed all week."),
    (
        "{tuesday:",
        "{tirsdag:",
        "tirsdag: 08.30",
        '"tirsdag" is not a field here. Did you mean "tuesday"?',
    ),
    (
        "[2026-05-15]",
        "[2026-02-29]",
        "2026-02-29",
        "2026 is not a leap year, so it has no 29 February.",
    ),
    ("[2026-05-15]", "[2026-04-31]", "2026-04-31", "April 2026 has 30 days."),
    ("[2026-05-15]", "[15/5/2026]", "15/5/2026", "does not say which part is the day"),
    ("[2026-05-15]", "[15.5.26]", "15.5.26", "has a year of two digits."),
    ("[2026-05-15]", "[2026-13-01]", "2026-13-01", "there is no month 13."),
    ("[12-24]", "[24. desember]", "24. desember", "is not a day of the year. Write it as 12-24."),
    ("mottak@", "mottak(at)", "mottak(at)hoyl", "is not an e-mail address."),
    ("mottak@hoylandet", "mottak@hoylandet..x", "mottak@hoyland", "is not an e-mail address."),
    ("channel: email", "channel: fax", "fax", '"channel" is "fax", which is not one of email'),
    ("role: manager", "role: sjef", "sjef", '"role" is "sjef", which is not one of coordinator'),
    ("digest_hour: 7", "digest_hour: 24", "24", "is not an hour of the day."),
    ("to: 2026-07-31", "to: 2026-06-30", "2026-06-30", '"to" is before "from".'),
    ("to: 2026-08-09", "to: 2026-07-09", "2026-07-09", '"to" is before "from".'),
    ("to: 2026-08-09", "to: 46243", "46243", "is a spreadsheet's own day number."),
    ("value: 1 working day", "value: 1 wrking day", "1 wrking day", "cannot be used"),
    ("scope: unit", "scope: unti", "unti", 'Did you mean "unit"?'),
    ("id: mottak, from", "id: mottaket, from", "mottaket", '"mottaket" is not a known unit.'),
    ("chosen_by_name: yes", "chosen_by_name: kanskje", "kanskje", "is not yes or no."),
    (
        "services: [intake]",
        "services: []",
        '"5046"',
        'No unit of "5046" answers for "intake", which',
    ),
    ("name: {nb: Kreftbehandling}", "name: {en: Care}", "{code: cancer-", '"name_nb" is missing'),
    ("    language: nb", "    language: no", "no", "is not one of nb, nn, en"),
    (
        "name: Lun Vott",
        "name: =HYPERLINK(1)",
        "=HYPERLINK(1)",
        "begins like a spreadsheet formula.",
    ),
    ("name: Lun Vott", "name: '#REF!'", "'#REF!'", "holds an error from the spreadsheet."),
    ("name: Lun Vott", "name: SÃ¸vnig Dør", "SÃ¸vnig Dør", "holds garbled letters"),
    (
        "name: Lun Vott",
        "name: Lun\u202eVott",
        "Lun\u202eVott",
        "another character that cannot be seen.",
    ),
    ("name: Lun Vott", "name: " + "x" * 301, "xxx", "is 301 characters long"),
    (
        "{id: lun-vott,",
        "{id: lun-vott, login: snill-fjellrev,",
        "snill-fjellrev",
        "sign in as the same",
    ),
    ("7654321", "76543x", "76543x", "is no HPR number. Write its digits, at most nine."),
    (
        "{id: snill-fjellrev,",
        "{id: snill-fjellrev, hpr_number: 7654321,",
        "7654321}",
        "have the same HPR number.",
    ),
    ("[lun-vott]\n  - id", "[*a]\n  - id", "*a", "Anchors and aliases (& and *) are not read."),
    ("name: Reserve", "name: !!python/name:os Reserve", "!!python/name:", "Tags (!) are not read."),
    ("name: Reserve", "name: {deeper: Reserve}", "{deeper: Reser", '"name" takes a single value.'),
    (
        "        name: Reserve",
        "        id: reserve\n        name: R",
        "id: reserve",
        "is written twice",
    ),
    (
        "members: [lun-vott]\n  - id",
        "members: lun-vott\n  - id",
        "lun-vott",
        '"members" must be a list.',
    ),
    ("people:", "people:\n  - Lun Vott", "Lun Vott", "This is not a row of people."),
    ("people:", "---\npeople:", "---", "A second document begins here"),
    ("region: trondelag", "region: [trondelag", ":", "This is not YAML"),
]


@pytest.mark.parametrize(("old", "new", "at", "message"), BAD_ROWS)
def test_a_bad_row_is_told_with_its_place_and_next_move(yaml_of, old, new, at, message):
    assert old in TINY
    text = TINY.replace(old, new, 1)
    parsed = yaml_of(text)

    assert parsed.value is None
    assert message in told(parsed)
    problem = next(problem for problem in parsed.problems if message in str(problem))
    assert text.split("\n")[problem.line - 1][problem.column - 1 :].startswith(at)
    assert problem.next_move.endswith((".", "?"))


def test_all_faults_are_told_at_once_in_reading_order(yaml_of):
    broken = (
        TINY.replace("[intake]", "[intaek]")
        .replace("kind: municipality", "kind: town")
        .replace("name: Lun Vott", "name: =1+1")
    )
    parsed = yaml_of(broken)
    assert [problem.line for problem in parsed.problems] == [10, 15, 40]


def test_a_unit_with_a_fault_is_not_also_reported_as_unknown(yaml_of):
    parsed = yaml_of(TINY.replace("08.30-15.00", "15.00-08.30"))
    assert len(parsed.problems) == 1


def test_two_units_may_not_answer_for_the_same_service_in_one_organisation(yaml_of):
    parsed = yaml_of(TINY.replace("name: Reserve\n", "name: Reserve\n        services: [intake]\n"))
    assert 'Both "mottak" and "reserve" answer for "intake" in "5046".' in told(parsed)
    assert "chosen_by_name: yes" in told(parsed)


SHARED = TINY.replace(
    "services: [intake]", "services: [{service: intake, also_for: [sykehuset]}]"
).replace("required_of: [municipality]", "required_of: [municipality, hospital-trust]")


def test_a_unit_may_answer_for_a_service_in_other_organisations_as_well(yaml_of):
    parsed = yaml_of(SHARED)
    assert parsed.problems == ()
    [shared] = [one for one in parsed.value.unit_services if one.service == "intake"]
    assert (shared.unit, shared.also_for) == ("mottak", ("sykehuset",))


def test_where_somebody_else_answers_already_the_shared_unit_cannot(yaml_of):
    own = "          - {service: cancer-care, chosen_by_name: yes}\n"
    parsed = yaml_of(SHARED.replace(own, own + "          - intake\n"))
    assert 'Both "mottak" and "kreft" answer for "intake" in "sykehuset".' in told(parsed)


def test_a_unit_cannot_answer_for_an_organisation_that_nobody_knows(yaml_of):
    parsed = yaml_of(SHARED.replace("[sykehuset]", "[sykehusett]"))
    assert '"sykehusett" is not a known organisation. Did you mean "sykehuset"?' in told(parsed)


def test_a_service_that_no_unit_answers_for_is_told(yaml_of):
    parsed = yaml_of(TINY.replace("          - {service: cancer-care, chosen_by_name: yes}\n", ""))
    assert parsed.value is None
    assert '6:12: No unit answers for the service "cancer-care".' in told(parsed)


def test_a_unit_without_people_is_a_warning_that_does_not_stop_the_import(yaml_of):
    parsed = yaml_of(TINY.replace("        members: [lun-vott]\n  - id", "  - id"))
    assert parsed.value is not None
    assert [problem.severity for problem in parsed.problems] == ["warning"]
    assert 'Nobody works in "reserve"' in told(parsed)


def test_two_leads_of_one_unit_are_told(yaml_of):
    lead = "          - {person: snill-fjellrev, role: manager}\n"
    parsed = yaml_of(TINY.replace(lead, lead + "          - {person: lun-vott, role: manager}\n"))
    assert '"mottak" has two managers' in told(parsed)


def deputies(*lines: str) -> dict[str, str]:
    return FOLDER | {"deputies": "unit;deputy;from;to\n" + "\n".join(lines)}


def test_deputies_in_a_circle_are_told_once(folder_of):
    parsed = folder_of(deputies("mottak;reserve;;", "reserve;kreft;;", "kreft;mottak;;"))
    assert told(parsed).count("in a circle") == 1
    assert "mottak -> reserve -> kreft -> mottak" in told(parsed)


def test_two_units_may_be_each_others_deputies_in_different_months(folder_of):
    parsed = folder_of(
        deputies("mottak;reserve;2026-07-01;2026-07-31", "reserve;mottak;2026-08-01;2026-08-31")
    )
    assert parsed.problems == ()


def test_two_units_may_not_be_each_others_deputies_on_the_same_day(folder_of):
    parsed = folder_of(
        deputies("mottak;reserve;2026-07-01;2026-07-31", "reserve;mottak;2026-07-31;")
    )
    assert "in a circle" in told(parsed)


def test_a_unit_has_one_deputy_at_a_time(folder_of):
    parsed = folder_of(deputies("mottak;reserve;2026-07-01;", "mottak;kreft;2026-07-15;"))
    assert '"mottak" has two deputies on 2026-07-15: "reserve" and "kreft".' in told(parsed)


# --- files as a whole ----------------------------------------------------------------------------

WHOLE_FILES = [
    ("people", "id;name\nlun-vott;Søvnig Dør\n".encode("cp1252"), ":2: The file is not UTF-8."),
    ("people", "id;name\n".encode("utf-16"), 'is "Unicode text" (UTF-16)'),
    ("people", b"PK\x03\x04rest", "The file is a workbook, not text."),
    ("people", b"", "The file is empty. Begin with a header: id, name"),
    ("people", b"id;name\n" + b"x" * 5_000_001, "the limit is 5 MB"),
    ("people", b'id;name\na;"b\n', ":2: A quotation mark is not closed"),
    ("people", b"id;navn\na;b\n", '"navn" is not a column. Did you mean "name"?'),
    ("people", b"id;name;shoe size\na;b;1\n", "The heading of column 3 is not known."),
    ("people", b"id;name;name\na;b;c\n", 'The column "name" is there twice.'),
    ("people", b"id;login\na;b\n", 'The column "name" is missing.'),
    ("people", b"id;name\na;b;c\n", "The line has a value in cell 3, which has no heading."),
    ("persons", b"id;name\n", "No table has this name."),
    ("poeple", b"id;name\n", 'No table has this name. Did you mean "people.csv"?'),
]


@pytest.mark.parametrize(("name", "raw", "message"), WHOLE_FILES)
def test_a_file_that_cannot_be_used_says_why_and_what_to_do(folder_of, name, raw, message):
    parsed = folder_of(FOLDER | {name: raw})
    assert parsed.value is None
    assert message in told(parsed)


def test_a_workbook_in_the_folder_is_told_and_other_files_are_left_alone(folder_of, tmp_path):
    (tmp_path / "README.md").write_text("Notes")
    (tmp_path / "people.xlsx").write_bytes(b"PK\x03\x04")
    parsed = folder_of(FOLDER)
    assert len(parsed.problems) == 1
    assert "people.xlsx: The file is a workbook" in told(parsed)


@pytest.mark.parametrize("text", ["", "region: trondelag\n", "- a\n", "just words\n"])
def test_an_address_book_without_organisations_is_refused(yaml_of, text):
    parsed = yaml_of(text)
    assert parsed.value is None
    assert parsed.problems


def test_a_file_that_nests_too_deep_is_refused_quickly(yaml_of):
    assert "nested deeper" in told(yaml_of("[" * 5_000))


def test_a_path_that_is_not_there_or_of_another_kind_is_told(tmp_path):
    assert "cannot be read" in told(parse_address_book(tmp_path / "missing.yaml"))
    assert "is a .yaml file, or a folder" in told(parse_address_book(tmp_path / "book.docx"))


# --- properties --------------------------------------------------------------------------------

names = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30
).filter(lambda name: name[0].isalnum() and "Ã" not in name and "\ufffd" not in name)


@settings(max_examples=40, deadline=None)
@given(
    people=st.lists(names, min_size=1, max_size=8),
    delimiter=st.sampled_from(";,\t"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_whatever_people_are_called_the_csv_gives_their_names_back(
    tmp_path_factory, people, delimiter, quoting, mark
):
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, quoting=quoting)
    writer.writerow(["id", "name"])
    writer.writerows([f"p-{number}", name] for number, name in enumerate(people))
    folder = tmp_path_factory.mktemp("csv")
    for table, text in FOLDER.items():
        kept = text.replace("snill-fjellrev", "p-0").replace("lun-vott", "p-0")
        (folder / f"{table}.csv").write_text(kept, encoding="utf-8")
    (folder / "people.csv").write_bytes((mark + written.getvalue()).encode())

    parsed = parse_address_book(folder)

    assert parsed.errors == ()
    expected = [unicodedata.normalize("NFC", name) for name in people]
    assert [person.name for person in parsed.value.people] == expected


@settings(max_examples=60, deadline=None)
@given(raw=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_whatever_bytes_come_in_problems_come_out_and_nothing_breaks(tmp_path_factory, raw):
    folder = tmp_path_factory.mktemp("bytes")
    (folder / "book.yaml").write_bytes(raw)
    (folder / "units.csv").write_bytes(raw)
    for path in (folder / "book.yaml", folder):
        parsed = parse_address_book(path)
        assert parsed.value is None
        assert parsed.problems
