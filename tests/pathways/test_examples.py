"""The player of examples: what it says when an example does not hold, or cannot be read."""

import random
from pathlib import Path

import pytest

from hjemover.application.examples import ExampleResult, load_examples, play
from hjemover.definition.loading import load_definition
from hjemover.definition.models import PathwayDefinition

FOLDER = Path(__file__).parents[2] / "pathways" / "kreft-hjem"
FILE = "eksempler.yaml"

BEGINNING = """\
examples:
  - name: {nb: Et eksempel}
    enrol:
      at: 2026-03-02 10:00
      dates: {diagnosed: 2026-03-02}
      parties: {hospital: sykehuset}
      municipality: kommunen
    run:
"""


@pytest.fixture(scope="module")
def definition() -> PathwayDefinition:
    loaded = load_definition(FOLDER / "1.yaml")
    assert loaded.definition is not None
    return loaded.definition


def one(definition: PathwayDefinition, run: str) -> ExampleResult:
    [result] = play(definition, BEGINNING + run, file=FILE)
    return result


def told(result: ExampleResult) -> list[str]:
    return [str(problem) for problem in result.problems]


def test_an_example_that_holds_has_nothing_to_say(definition: PathwayDefinition) -> None:
    result = one(definition, "      - {at: 2026-03-02 11:00, expect: {open: [include]}}\n")
    assert result.held
    assert result.visited == {"begin", "include"}


def test_another_open_step_than_expected_is_told_with_its_line(
    definition: PathwayDefinition,
) -> None:
    result = one(definition, "      - {at: 2026-03-02 11:00, expect: {open: [offer-1]}}\n")
    assert told(result) == ["eksempler.yaml:9:47: open: expected offer-1, was include."]


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ("due: {include: 2026-03-10}", "due of include: expected 2026-03-10, was 2026-03-09."),
        (
            "holder: {include: intake}",
            "holder of include: expected intake, was sykehuset/cancer-care.",
        ),
        ("closed: FULLFORT", "closed: expected FULLFORT, was open: include."),
        ("told: [gp]", "told: expected gp, was sykehuset/cancer-care."),
        (
            "due: {offer-1: 2026-03-09}",
            "due of offer-1: expected 2026-03-09, was not open.",
        ),
        ("late: {include: 3}", "late of include: expected 3, was 0."),
        ("visited: [offer-1]", "visited: expected offer-1, was not reached."),
        ("starts: kreft-hjem", "starts: expected kreft-hjem, was none."),
    ],
)
def test_what_differs_is_told_as_expected_and_was(
    definition: PathwayDefinition, expect: str, said: str
) -> None:
    result = one(definition, f"      - {{at: 2026-03-02 11:00, expect: {{{expect}}}}}\n")
    assert [problem.message for problem in result.problems] == [said]
    assert all(problem.line == 9 for problem in result.problems)


def test_an_act_that_is_refused_stops_the_example_where_it_stands(
    definition: PathwayDefinition,
) -> None:
    result = one(
        definition,
        "      - {at: 2026-03-02 11:00, do: {complete: include}}\n"
        "      - {at: 2026-03-02 12:00, expect: {closed: DOD}}\n",
    )
    assert told(result) == [
        "eksempler.yaml:9:36: Expected this to be done, was refused: answer-missing (field=kind)."
    ]


def test_an_expected_refusal_that_does_not_come_is_told(definition: PathwayDefinition) -> None:
    run = (
        "      - at: 2026-03-02 11:00\n"
        "        do: {complete: include, answers: {kind: new}}\n"
        "        expect: {refused: pathway-closed}\n"
    )
    [said] = told(one(definition, run))
    assert said.endswith("expected pathway-closed, was none.")


@pytest.mark.parametrize(
    ("do", "said"),
    [
        ("complete: inclde", '"inclde" is not a step. Did you mean "include"?'),
        ("complete: offer-1", "Expected offer-1 to be open, was open: include."),
        ("report: deth", '"deth" is not an event. Did you mean "death"?'),
        (
            "correct: diagnosd, to: 2026-03-01",
            '"diagnosd" is not a date. Did you mean "diagnosed"?',
        ),
        ("correct: diagnosed, to: [1]", "The right date is not a date."),
        ("consent: sharin, decision: objected", 'Did you mean "sharing"?'),
        ("consent: sharing", "What the patient says is missing. Write decision: objected."),
        ("assign: intke, to: kommunen/intake", 'Did you mean "intake"?'),
        ("complete: include, accept: send-1", "This does 2 things; each moment does one."),
        ("outcome: done", "This does 0 things; each moment does one."),
        ("comlete: include", 'Did you mean "complete"?'),
    ],
)
def test_a_slip_of_the_pen_is_told_with_the_nearest_word(
    definition: PathwayDefinition, do: str, said: str
) -> None:
    results = play(
        definition, f"{BEGINNING}      - {{at: 2026-03-02 11:00, do: {{{do}}}}}\n", file=FILE
    )
    assert said in " ".join(told(results[0]))


def test_time_does_not_go_backwards(definition: PathwayDefinition) -> None:
    [said] = told(one(definition, "      - {at: 2026-03-01 11:00, expect: {open: []}}\n"))
    assert said == "eksempler.yaml:9:14: This is before what stands above it."


def test_a_patient_who_cannot_be_enrolled_is_told_of(definition: PathwayDefinition) -> None:
    text = BEGINNING.replace("diagnosed: 2026-03-02", "told: 2026-03-02")
    [result] = play(definition, f"{text}      - {{at: 2026-03-02 11:00}}\n", file=FILE)
    assert told(result)[0].startswith("eksempler.yaml:4:7: The patient cannot be enrolled:")


def test_an_unknown_party_is_told_of(definition: PathwayDefinition) -> None:
    text = BEGINNING.replace("hospital: sykehuset", "hosptal: sykehuset")
    [result] = play(definition, f"{text}      - {{at: 2026-03-02 11:00}}\n", file=FILE)
    assert told(result) == [
        'eksempler.yaml:6:26: "hosptal" is not a party. Did you mean "hospital"?'
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "examples",
        "examples: []",
        "examples: [{}]",
        "- 1",
        "a: &b 1\nc: *b",
        "\x00",
        "a: [",
        "1",
    ],
)
def test_a_file_that_is_no_examples_file_gives_problems(
    definition: PathwayDefinition, text: str
) -> None:
    [result] = play(definition, text, file=FILE)
    assert result.problems
    assert load_examples(text, file=FILE).words is None


def test_a_wrong_time_is_told_with_how_to_write_it(definition: PathwayDefinition) -> None:
    [result] = play(definition, f"{BEGINNING}      - {{at: i morgen}}\n", file=FILE)
    [said] = told(result)
    assert '"i morgen", which is not a time.' in said
    assert "2026-01-31 10:00" in said


def test_whatever_is_broken_in_a_good_file_no_exception_comes_of_it(
    definition: PathwayDefinition,
) -> None:
    text = (FOLDER / "examples.yaml").read_text("utf-8")
    picked = random.Random(7)
    words = sorted(set(text.split()))
    for _ in range(120):
        lines = text.splitlines()
        # A short part of the file, so that many can be tried; and one thing wrong with it.
        first = picked.randrange(3, len(lines) - 40)
        part = ["examples:", *lines[first : first + 40]]
        at = picked.randrange(len(part))
        spoilt = part[at].split(" ")
        spoilt[picked.randrange(len(spoilt))] = picked.choice([*words, "[", "{}", "''", "null"])
        part[at] = " ".join(spoilt)
        for result in play(definition, "\n".join(part), file=FILE):
            assert all(problem.line >= 1 and problem.column >= 1 for problem in result.problems)


def test_spoiling_single_values_of_the_whole_file_never_raises(
    definition: PathwayDefinition,
) -> None:
    text = (FOLDER / "examples.yaml").read_text("utf-8")
    picked = random.Random(11)
    values = ["7", "[]", "{}", "true", "null", "'x'", "2026-13-01", "[a, b]", "{a: b}", "-1", "a/b"]
    words = [word for word in set(text.split()) if word.rstrip(",}]").isalnum()]
    for _ in range(25):
        spoilt = text.replace(f" {picked.choice(sorted(words))}", f" {picked.choice(values)}")
        assert play(definition, spoilt, file=FILE)
