"""Decision tables: rows that are conditions, and rows that nobody comes to."""

import pytest

from hjemover.definition import load_text
from hjemover.definition.compiling.tables import row_condition
from hjemover.definition.expressions import evaluate
from hjemover.definition.models import Condition, DecisionStep, TableRow
from tests.definition.good import BASE, FORMS

OLD = """\
    decide:
      - {when: "talk.urgent || talk.distress >= number.high", then: both}
"""

_AT_LEAST_4 = 'distress: ">= 4", then: both'


def table(*rows: str, read: str = "urgent: talk.urgent, distress: talk.distress") -> str:
    lines = "".join(f"        - {{{row}}}\n" for row in rows)
    return f"    decide:\n      read: {{{read}}}\n      rows:\n{lines}"


def told(written: str) -> list[str]:
    assert OLD in BASE
    loaded = load_text(BASE.replace(OLD, written), forms=FORMS)
    return [f"{one.code}: {one.message}" for one in loaded.errors]


def choice(written: str) -> DecisionStep:
    loaded = load_text(BASE.replace(OLD, written), forms=FORMS)
    assert loaded.definition is not None, [str(one) for one in loaded.errors]
    step = loaded.definition.steps["choose"]
    assert isinstance(step, DecisionStep)
    return step


def test_each_row_becomes_a_condition_and_the_table_is_kept() -> None:
    step = choice(
        table(
            "urgent: true, distress: [4, 5], then: both",
            'distress: ">= 8", then: both',
            'distress: [1, ">= 7"], urgent: false, then: second-talk',
        )
    )

    assert [branch.when.source for branch in step.branches] == [
        "talk.urgent == true && talk.distress in [4, 5]",
        "talk.distress >= 8",
        "(talk.distress >= 7 || talk.distress == 1) && talk.urgent == false",
    ]
    assert step.table is not None
    assert step.table.read == {"urgent": "talk.urgent", "distress": "talk.distress"}
    assert [row.then for row in step.table.rows] == ["both", "both", "second-talk"]


@pytest.mark.parametrize(
    ("rows", "never"),
    [
        (("urgent: true, then: both", "urgent: true, distress: 4, then: both"), 2),
        (("urgent: true, then: both", "urgent: false, then: both", "distress: 4, then: both"), 3),
        ((_AT_LEAST_4, 'distress: ">= 6", then: both'), 2),
        ((_AT_LEAST_4, 'distress: "< 4", then: both', "urgent: true, then: both"), 3),
        (('distress: "> 4", then: both', _AT_LEAST_4, "distress: 4, then: both"), 3),
    ],
)
def test_a_row_that_the_rows_above_have_taken_is_told(rows: tuple[str, ...], never: int) -> None:
    assert told(table(*rows)) == [
        f"row-never-taken: Row {never} of the table can never be taken: "
        "the rows above it come first."
    ]


def test_rows_that_overlap_and_are_reached_are_no_problem() -> None:
    rows = ('distress: ">= 8", then: both', _AT_LEAST_4, "urgent: true, then: both")

    assert told(table(*rows)) == []


def test_what_a_row_asks_for_is_held_against_the_answers_there_are() -> None:
    assert told(table("scope: [this-talk, that-talk], then: both", read="scope: offer.scope")) == [
        'never-true: "offer.scope" can never be "that-talk".'
    ]
    assert told(table('urgent: "yes", then: both'))[0].startswith("wrong-type")
    assert told(table("scope: x, then: both", read="scope: offer.scop"))[0].startswith(
        'unknown-field: "offer" has no "scop"'
    )


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (("urgnt: true, then: both",), "unknown-column"),
        (("urgent: true",), "missing-key"),
        (("then: both",), "empty-row"),
        (("urgent: true, then: bot",), "unknown-step"),
    ],
)
def test_a_slip_in_a_table_is_told(rows: tuple[str, ...], code: str) -> None:
    assert [one.partition(":")[0] for one in told(table(*rows))] == [code]


def test_a_column_cannot_be_called_then() -> None:
    written = table("then: both", read="then: talk.urgent")

    assert [one.partition(":")[0] for one in told(written)] == ["reserved-name", "empty-row"]


def test_a_text_with_quotation_marks_in_a_cell_stays_a_text() -> None:
    row = TableRow(cells={"note": ('say "no" \\ yes',)}, then="both")

    condition = row_condition(row, {"note": "talk.note"})

    assert condition == 'talk.note == "say \\"no\\" \\\\ yes"'
    assert evaluate(Condition(source=condition), {"talk": {"note": 'say "no" \\ yes'}})
