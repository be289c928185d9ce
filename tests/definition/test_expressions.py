"""Conditions mean the same in both implementations of CEL, and can never run for long."""

import time
from threading import Thread
from typing import Any

import cel
import celpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hjemover.definition import load_text
from hjemover.definition.expression_syntax import SyntaxRefused, parse
from hjemover.definition.expressions import (
    ExpressionError,
    answer_facts,
    compile_error,
    evaluate,
    facts_shape,
    step_fields,
)
from hjemover.definition.models import Condition, DecisionStep, PathwayDefinition
from tests.definition.good import BASE, FORMS

FACTS: dict[str, Any] = {
    "talk": {
        "urgent": False,
        "distress": 4,
        "held_on": "2026-01-05",
        "place": "Sykehuset på Åsen",
        "wants": ["economy", "work"],
        "themes": {"economy": {"needs": True}, "work": {"needs": False}},
        "list": [{"service": "nurse", "hours": 2}, {"service": "home-care", "hours": 5}],
    },
    "outcome": {"talk": "held", "send": ""},
    "rounds": {"talk": 2},
    "number": {"high": 4},
    "date": {"told": "", "diagnosed": "2026-01-02"},
    "item": {"service": "nurse"},
}

TRUE_OR_FALSE = [
    ("talk.urgent || talk.distress >= number.high", True),
    ("talk.urgent && talk.distress >= number.high", False),
    ("!talk.urgent", True),
    ("!(talk.urgent || talk.distress > 3)", False),
    ("talk.distress > 4 || talk.distress < 4 || talk.distress != 4", False),
    ("talk.distress <= 4 && rounds.talk == 2", True),
    ("-1 < rounds.talk", True),
    ("outcome.talk == 'held'", True),
    ('outcome.talk == "held" && outcome.send == ""', True),
    ("outcome.talk in ['held', 'later']", True),
    ("outcome.talk in []", False),
    ("'economy' in talk.wants", True),
    ("'health' in talk.wants", False),
    ("talk.held_on < '2026-02-01'", True),
    ("date.told == '' && date.diagnosed <= talk.held_on", True),
    ("has(talk.urgent)", True),
    ("size(talk.wants) == 2 && talk.list.size() > 1", True),
    ("talk.place.startsWith('Sykehuset') && talk.place.contains('Å')", True),
    ("talk.list.exists(x, x.service == 'nurse' && x.hours > 1)", True),
    ("talk.list.all(x, x.hours > 2)", False),
    ("size(talk.list.filter(x, x.hours > 2)) == 1", True),
    ("talk.list.map(x, x.service).exists(s, s == 'home-care')", True),
    ("talk.themes.exists(t, talk.themes[t].needs)", True),
    ("talk.themes.all(t, talk.themes[t].needs)", False),
    ("talk.themes['work'].needs || talk.themes.economy.needs", True),
    ("item.service == 'nurse'", True),
    ("talk.wants == ['economy', 'work']", True),
    ("'it\\'s' == \"it's\"", True),
    ("true && !false", True),
]


@pytest.mark.parametrize(("source", "expected"), TRUE_OR_FALSE)
def test_a_condition_means_what_it_says(source: str, expected: bool):
    assert evaluate(Condition(source=source), FACTS) is expected


@pytest.mark.parametrize(("source", "expected"), TRUE_OR_FALSE)
def test_both_implementations_of_cel_agree(source: str, expected: bool):
    environment = celpy.Environment()
    program = environment.program(environment.compile(source))
    slow = program.evaluate({name: celpy.json_to_cel(fact) for name, fact in FACTS.items()})

    assert bool(slow) is expected
    assert cel.compile(source).execute(FACTS) is expected


REFUSED = [
    ("talk.urgent ||", "The condition stops too early."),
    ("", "The condition stops too early."),
    ("talk.distress + 1 > 2", "Conditions cannot calculate."),
    ("talk.distress * 2 > 2", "Conditions cannot calculate."),
    ("talk.urgent ? true : false", 'Conditions cannot use "?".'),
    ("talk.distress = 4", '"=" must be written "==".'),
    ("talk.urgent & true", '"&" must be written "&&".'),
    ("talk.place.matches('(a+)+$')", '"matches" is not a function that conditions may use.'),
    ("duration('1h') == x", '"duration" is not a function that conditions may use.'),
    ("1 < 2 < 3", "Two comparisons stand side by side."),
    ("talk.while", '"while" is a word of the expression language'),
    ("'never ends", "A text in the condition does not end."),
    ("((talk.urgent)", 'The condition needs ")" here.'),
    ("talk.urgent)", '")" was not expected in the condition.'),
    ("talk.", 'A name must follow "."'),
    ("!!talk.urgent", '"!!" says nothing.'),
    ("-talk.distress < 2", '"-" can only stand before a number.'),
    ("talk.urgent // yes", "Conditions cannot calculate."),
    ("b'x' == b'x'", "was not expected in the condition."),
    ("talk.list.map(x, x.hours, true)", 'The condition needs ")" here'),
    ("{'a': 1}.a == 1", "cannot be read from"),
    (
        "talk.list.all(x, talk.list.all(y, talk.list.all(z, true)))",
        '"all" stands inside another exists, all, filter or map.',
    ),
    ("true" + " || true" * 70, "The condition is 564 characters long; the limit is 500."),
    ("(" * 100 + "true" + ")" * 100, "too many brackets in each other."),
    ("[" * 100 + "1" + "]" * 100 + " == 1", "too many brackets in each other."),
]


@pytest.mark.parametrize(("source", "said"), REFUSED)
def test_what_conditions_may_not_say_is_refused_in_a_sentence(source: str, said: str):
    assert said in (compile_error(source) or "")


def test_a_condition_that_would_never_end_is_refused_before_it_runs():
    started = time.process_time()
    hundred = {"talk": {"list": list(range(100))}}
    inner = "talk.list.map(a, talk.list.map(b, talk.list.map(c, [a, b, c]))).size() > 0"

    with pytest.raises(ExpressionError, match="stands inside another"):
        evaluate(Condition(source=inner), hundred)

    assert time.process_time() - started < 1


def test_the_longest_allowed_condition_over_long_lists_is_quick():
    part = "talk.list.exists(x, x == 'no')"
    source = " || ".join([part] * (500 // (len(part) + 4)))
    started = time.process_time()

    assert evaluate(Condition(source=source), {"talk": {"list": ["a"] * 1000}}) is False
    assert time.process_time() - started < 2


@given(st.text(alphabet="ab.()[]!&|=<>'\",-19 x", max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_either_read_or_refused_and_what_is_read_cel_reads_too(source: str):
    try:
        parse(source)
    except SyntaxRefused:
        assert compile_error(source)
    else:
        cel.compile(source)


def test_a_missing_fact_is_told_and_not_taken_for_false():
    with pytest.raises(ExpressionError, match="urgent"):
        evaluate(Condition(source="talk.urgent"), {"talk": {}})
    with pytest.raises(ExpressionError, match="talk"):
        evaluate(Condition(source="talk.urgent"), {})


def test_a_fact_of_the_wrong_type_is_told():
    with pytest.raises(ExpressionError, match="could not be evaluated"):
        evaluate(Condition(source="talk.distress > 3"), {"talk": {"distress": "high"}})
    with pytest.raises(ExpressionError, match="not true or false"):
        evaluate(Condition(source="talk.distress"), {"talk": {"distress": 3}})


def test_only_the_facts_that_are_read_need_be_there():
    assert evaluate(Condition(source="talk.urgent"), {"talk": {"urgent": True}, "x": object()})


def test_a_condition_can_be_evaluated_by_any_thread():
    found: list[bool] = []
    condition = Condition(source="rounds.talk == 2")
    evaluate(condition, FACTS)

    threads = [Thread(target=lambda: found.append(evaluate(condition, FACTS))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [True] * 4


# --- facts ------------------------------------------------------------------------------------


def good() -> PathwayDefinition:
    definition = load_text(BASE, forms=FORMS).definition
    assert definition is not None
    return definition


def test_every_fact_is_there_and_empty_before_anything_is_known():
    shape = facts_shape(good())

    assert shape["talk"] == {
        "urgent": False,
        "distress": 0,
        "themes": {
            "economy": {"needs": False, "note": ""},
            "work": {"needs": False, "note": ""},
        },
    }
    assert shape["offer"] == {"again_on": "", "scope": ""}
    assert shape["second_talk"] == {"needs": []}
    assert shape["outcome"]["second_talk"] == ""
    assert shape["rounds"]["second_talk"] == shape["late"]["second_talk"] == 0
    assert shape["number"] == {"high": 4}  # a duration is no number
    assert shape["date"] == {"diagnosed": "", "told": "", "clock": ""}
    assert shape["item"] == {}


def test_every_condition_of_a_checked_definition_can_be_evaluated_on_empty_facts():
    definition = good()
    shape = facts_shape(definition)

    conditions = [
        branch.when
        for step in definition.steps.values()
        if isinstance(step, DecisionStep)
        for branch in step.branches
    ]

    assert [evaluate(condition, shape) for condition in conditions] == [False]


def test_answers_are_filled_with_what_was_not_answered():
    definition = good()
    talk = step_fields(definition, definition.steps["talk"])
    second = step_fields(definition, definition.steps["second-talk"])

    assert answer_facts(talk, {"distress": 7, "themes": {"work": {"needs": True}}}) == {
        "urgent": False,
        "distress": 7,
        "themes": {
            "economy": {"needs": False, "note": ""},
            "work": {"needs": True, "note": ""},
        },
    }
    assert answer_facts(second, {"needs": [{"service": "home-care"}]}) == {
        "needs": [{"service": "home-care", "note": ""}]
    }
