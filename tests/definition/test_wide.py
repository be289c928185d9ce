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
            '27:70: item 2 of "code" of item 2 of "register" of step "ready" begins no later than the one above it. Write the earliest first.',
        ),
    ),
    Slip(
        "an outcome's code says when",
        'register: {set: NPR-tidspunkt, code: "7", verified: true}',
        'register: {set: NPR-tidspunkt, code: "7", verified: true, at: done}',
        ('37:88: outcome "accepted" of step "ask" is registered when it happens. Delete it.',),
    ),
    Slip(
        "an end is registered when it is done",
        "    end: HJEM",
        '    end: HJEM\n    register: {set: lokal, code: "1", verified: true, at: done}',
        (
            '46:55: step "home" is registered when the way reaches it; only a task or a handoff can be done. Delete it.',
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
    Slip(
        "a table is unknown",
        "rate: daily-rate",
        "rate: dayly-rate",
        ('63:11: "dayly-rate" is not a table. Did you mean "daily-rate"?',),
    ),
    Slip(
        "rates go backwards",
        "{from: 2024-01-01, until",
        "{from: 2022-01-01, until",
        (
            '57:52: item 2 of "rows" of table "daily-rate" begins no later than the one above it. Write the earliest first.',
        ),
    ),
    Slip(
        "a rate ends before it begins",
        "until: 2024-12-31, value",
        "until: 2023-12-31, value",
        ('57:71: item 2 of "rows" of table "daily-rate" ends before it begins.',),
    ),
    Slip(
        "a rate is text",
        "value: 5508",
        'value: "5508"',
        ('57:38: "value" of item 1 of "rows" of table "daily-rate" should be a number.',),
    ),
    Slip(
        "an accrual starts at nothing known",
        "ask.overdue]",
        "ask.late]",
        (
            '66:28: "late" is nothing that happens to step "ask". Known: accepted, delivered, done, overdue, rejected, seen, started, withdrawn.',
        ),
    ),
    Slip(
        "an accrual stops at an unknown event",
        "event.offer-ready",
        "event.offer-redy",
        ('67:13: "offer-redy" is not an event. Did you mean "offer-ready"?',),
    ),
    Slip(
        "an accrual stops at an unknown step",
        "event.withdrawn, ask.accepted",
        "event.withdrawn, aks.accepted",
        ('67:49: "aks" is not a step. Did you mean "ask"?',),
    ),
    Slip(
        "an accrual starts and stops at once",
        "event.withdrawn, ask.accepted",
        "ask.rejected",
        (
            '67:5: accrual "payment-days" is both started and stopped by ask.rejected. Take it out of one of them.',
        ),
    ),
    Slip(
        "an accrual is no word of ours",
        "ask.rejected, ask",
        "ready, ask",
        (
            '66:14: "ready" is nothing that happens in a pathway. Write <step>.<outcome>, <step>.started, event.<event>, enrolled or closed.',
        ),
    ),
    Slip(
        "an accrual for each hour",
        "per: day",
        "per: hour",
        (
            '62:10: "per" of accrual "payment-days" is "hour", which is not a word here. Write one of day.',
        ),
    ),
    Slip(
        "a grace without a unit",
        "grace: $grace",
        "grace: 24",
        (
            '65:12: "grace" of accrual "payment-days" is 24, without a unit. Write for example "24 days".',
        ),
    ),
    Slip(
        "an accrual counts oddly",
        "counts: inclusive",
        "counts: both",
        (
            '69:13: "counts" of accrual "payment-days" is "both", which is not a word here. Write one of inclusive, exclusive.',
        ),
    ),
    Slip(
        "an accrual belongs to nobody",
        "counts: inclusive\n    party: intake",
        "counts: inclusive\n    party: intak",
        ('70:12: "intak" is not a party. Did you mean "intake"?',),
    ),
    Slip(
        "a share without an end",
        "    to: [ask.accepted, ask.rejected]\n",
        "",
        (
            '73:3: measure "answered" is a share, and has no "to". Write what should follow, as to: send.accepted.',
        ),
    ),
    Slip(
        "a count with a limit",
        "from: event.withdrawn, source",
        "from: event.withdrawn, within: 2 days, source",
        (
            '86:112: measure "withdrawals" is a count, which has no "within". Only share can have it.',
        ),
    ),
    Slip(
        "a target above everything",
        "target: 80",
        "target: 180",
        ('80:13: The target of measure "answered" is a share, from 0 to 100.',),
    ),
    Slip(
        "a measure of an unknown outcome",
        "to: closed.HJEM",
        "to: closed.HEIM",
        ('85:124: "HEIM" is not an outcome code. Did you mean "HJEM"?',),
    ),
    Slip(
        "a measure of what no step has",
        'when: "rounds.ask <= 1"',
        'when: "rounds.aks <= 1"',
        ('79:11: "rounds" has no "aks". Did you mean "ask"?',),
    ),
    Slip(
        "a measure that is a number",
        'when: "rounds.ask <= 1"',
        'when: "rounds.ask"',
        ("79:11: The condition is a number, not true or false. Compare it with something.",),
    ),
    Slip(
        "a measure without a source",
        "to: closed.HJEM, source: proposal",
        "to: closed.HJEM",
        (
            '85:3: measure "stay" has no "source". Write where the number comes from; "proposal" if it is only that.',
        ),
    ),
    Slip(
        "a step is called as an event is pointed at",
        "  ready-again:\n    task",
        "  event:\n    task",
        (
            '38:42: "ready-again" is not a step. Did you mean "ready"?',
            '39:3: "event" cannot be the name of a step: the word means something else. Call the step something else, here and where ways lead to it.',
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
