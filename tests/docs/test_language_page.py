"""docs/language.md is the language: what it says loads, and nothing of the grammar is missing."""

import inspect
from collections import defaultdict

import pytest

from hjemover.application import example_words
from hjemover.application.examples import play
from hjemover.definition import Loaded, load_text
from hjemover.definition import words as built_in
from hjemover.definition.grammar import KINDS, base, document, keeping, outside, parts, steps
from hjemover.vocabulary import DeadlineClass
from tests.docs.pages import Row, blocks, data, holds, page, rows

PAGE = page("language.md")
BLOCKS = blocks(PAGE)
ROWS = list(rows(PAGE))
FORMS = {one.name: one.text for one in BLOCKS if one.mark == "form"}
DEFINITIONS = {one.name: one.text for one in BLOCKS if one.mark == "definition"}
EXAMPLES = {one.name: one.text for one in BLOCKS if one.mark == "examples"}

# Two classes have the name MomentWords; the one of the examples has its own in the page.
_CALLED: dict[type[base.Words], str] = {example_words.MomentWords: "example-moment"}


def vocabulary() -> dict[str, tuple[str, ...]]:
    """The words of each mapping in the grammar, by class; inherited ones at their first only."""
    found = {}
    for module in (document, parts, steps, keeping, outside, example_words):
        for _, one in inspect.getmembers(module, inspect.isclass):
            if not issubclass(one, base.Words) or one is base.Words:
                continue
            inherited = {word for parent in one.__bases__ for word in _keywords(parent)}
            own = tuple(word for word in one.keywords() if word not in inherited)
            if own:
                found[_CALLED.get(one, one.__name__)] = own
    return found


def _keywords(parent: type) -> tuple[str, ...]:
    return parent.keywords() if issubclass(parent, base.Words) else ()


def definition(name: str) -> Loaded:
    """The definition of the page called *name*, with the forms of the page that it uses."""
    text = DEFINITIONS[name]
    used = {form: words for form, words in FORMS.items() if f"form: {form}" in text}
    return load_text(text, file="language.md", forms=used)


@pytest.mark.parametrize("name", DEFINITIONS)
def test_the_definitions_of_the_page_load_without_a_problem(name: str) -> None:
    assert [str(one) for one in definition(name).problems] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_of_the_page_hold_and_go_through_the_engine(name: str) -> None:
    loaded = definition(name).definition
    assert loaded is not None

    results = play(loaded, EXAMPLES[name], file="language.md")

    assert [str(problem) for one in results for problem in one.problems] == []
    assert results


def test_every_definition_of_the_page_has_examples() -> None:
    assert set(EXAMPLES) == set(DEFINITIONS)


def test_every_word_of_the_grammar_stands_in_its_table_and_no_other() -> None:
    told: dict[str, list[str]] = defaultdict(list)
    for row in ROWS:
        told[row.of].append(row.word)

    assert {of: sorted(words) for of, words in told.items()} == {
        of: sorted(words) for of, words in vocabulary().items()
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.of}.{row.word}")
def test_the_worked_line_of_each_word_uses_it_and_stands_in_what_loads(row: Row) -> None:
    part = data(row.line)

    assert row.word in row.line
    wholes = (*DEFINITIONS.values(), *EXAMPLES.values(), *FORMS.values())
    assert any(holds(data(whole), part) for whole in wholes)


def test_every_kind_of_step_has_a_section() -> None:
    assert [kind for kind in KINDS if f"\n### {kind}\n" not in PAGE] == []


def test_every_built_in_word_is_listed_and_nothing_else() -> None:
    listed = PAGE.partition("## Built-in words")[2].partition("\n## ")[0]
    told = [set(item.replace("\n", " ").split("`")[1::2]) for item in listed.split("\n- ")[1:]]

    known = (built_in.HANDOFF_OUTCOME_WORDS, built_in.FIELD_WORDS, built_in.CHOICE_WORDS)
    assert told == [set(words) for words in known]


def test_every_type_of_field_is_explained() -> None:
    types = parts.FieldType.__args__  # type: ignore[attr-defined]  # a Literal has them

    assert [one for one in types if f"`{one}`" not in PAGE] == []


def test_every_unit_of_time_and_class_of_limit_is_named() -> None:
    for word in (*DeadlineClass, "hours", "days", "weeks", "months", "years", "working days"):
        assert word in PAGE


def test_names_that_a_step_or_a_field_cannot_have_are_told() -> None:
    from hjemover.definition.compiling import fields
    from hjemover.definition.compiling.parts import RESERVED_PARTIES
    from hjemover.definition.compiling.steps import RESERVED_STEPS

    told = PAGE.partition("## Names")[2].partition("\n## ")[0]
    reserved = {*RESERVED_STEPS, *RESERVED_PARTIES, *fields._EDGES}
    assert [name for name in reserved if f"`{name}`" not in told] == []
