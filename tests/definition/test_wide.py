"""Words about codes, money, measures, other pathways and the world outside: read, and checked."""

# ruff: noqa: E501  # expectations are whole sentences

from datetime import date

import pytest

from hjemover.definition import load_text
from hjemover.definition.models import HandoffStep, PathwayDefinition, TaskStep, registrations
from tests.definition.broken import Slip
from tests.definition.wide import WIDE

SLIPS = (
    Slip(
        "codes by date go backwards",
        "{from: 2026-07-01, code: NY",
        "{from: 2018-07-01, code: NY",
        (
            '23:70: item 2 of "code" of item 2 of "register" of step "ready" begins no later than the one above it. Write the earliest first.',
        ),
    ),
    Slip(
        "an outcome's code says when",
        'register: {set: NPR-tidspunkt, code: "7", verified: true}',
        'register: {set: NPR-tidspunkt, code: "7", verified: true, at: done}',
        ('33:88: outcome "accepted" of step "ask" is registered when it happens. Delete it.',),
    ),
    Slip(
        "an end is registered when it is done",
        "    end: HJEM",
        '    end: HJEM\n    register: {set: lokal, code: "1", verified: true, at: done}',
        (
            '42:55: step "home" is registered when the way reaches it; only a task or a handoff can be done. Delete it.',
        ),
    ),
    Slip(
        "a party of a patient's pathway belongs to a case",
        "of: patient.municipality}",
        "of: subject.organisation}",
        (
            '9:85: party "intake" belongs to subject.organisation, and the subject of this pathway is a patient. Write patient.municipality, patient.gp or enrolment.',
        ),
    ),
    Slip(
        "a case has no municipality",
        "\nparties:",
        "\nsubject: case\nparties:",
        (
            '10:85: party "intake" belongs to patient.municipality, and the subject of this pathway is a case. Write subject.organisation, or enrolment.',
        ),
    ),
    Slip(
        "an old name ended before it began",
        "until: 2022-12-31}",
        "from: 2023-01-01, until: 2022-12-31}",
        ('5:114: item 1 of "aliases" ends before it begins.',),
    ),
    Slip(
        "a subject there is none of",
        "\nparties:",
        "\nsubject: hospital\nparties:",
        (
            '7:10: "subject" is "hospital", which is not a word here. Write one of patient, case, organisation, family.',
        ),
    ),
)


def the_wide() -> PathwayDefinition:
    loaded = load_text(WIDE)
    assert loaded.definition is not None, [str(one) for one in loaded.problems]
    return loaded.definition


def test_the_wide_definition_has_no_problem_at_all() -> None:
    assert [str(one) for one in load_text(WIDE).problems] == []


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.what)
def test_the_designer_is_told_where_and_what(slip: Slip) -> None:
    assert WIDE.count(slip.good) >= 1

    loaded = load_text(WIDE.replace(slip.good, slip.bad, 1))

    assert loaded.definition is None
    assert tuple(str(one) for one in loaded.errors) == tuple(f"<text>:{told}" for told in slip.told)


def test_a_code_set_changes_on_its_day() -> None:
    ready = the_wide().steps["ready"]
    assert isinstance(ready, TaskStep)

    npr, local = registrations(ready.register)

    assert (npr.at, npr.on(date(2026, 1, 1))) == ("done", "2")
    assert local.at == "started"
    assert [local.on(date(year, 7, 1)) for year in (2018, 2019, 2025, 2026)] == [
        None,
        "GAMMEL",
        "GAMMEL",
        "NY",
    ]
    assert [one.verified for one in local.by_date] == [True, False]


def test_the_codes_of_a_handoff_are_its_own_and_its_outcomes() -> None:
    ask = the_wide().steps["ask"]
    assert isinstance(ask, HandoffStep)

    assert [one.code for one in registrations(ask.register)] == ["3"]
    assert {
        name: [one.code for one in registrations(way.register)]
        for name, way in ask.outcomes.items()
    } == {"accepted": ["7"], "rejected": ["6"], "withdrawn": []}


def test_the_names_a_pathway_had_are_kept_with_their_last_day() -> None:
    (alias,) = the_wide().aliases

    assert (alias.name.nb, alias.until) == ("Utskrivingspakken", date(2022, 12, 31))
