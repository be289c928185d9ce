"""The small pathway that docs/for-pathway-designers.md follows goes as the page says."""

import re

import pytest

from hjemover.application.examples import play
from hjemover.definition import load_text
from tests.docs.pages import blocks, page

PAGE = page("for-pathway-designers.md")
(DEFINITION,) = [one.text for one in blocks(PAGE) if one.mark == "definition"]
(EXAMPLES,) = [one.text for one in blocks(PAGE) if one.mark == "examples"]

_SLIP = re.compile(r"^\| `(?P<bad>.+?)` for `(?P<good>.+?)` \| (?P<told>.+) \|$", re.M)
SLIPS = [(m["bad"], m["good"], m["told"]) for m in _SLIP.finditer(PAGE)]


def told(text: str) -> list[str]:
    """What the checker says of *text*, less where."""
    found = load_text(text, file="1.yaml").problems
    return [f"{one.message} {one.next_move}".rstrip() for one in found]


def test_the_small_pathway_has_no_problems() -> None:
    assert told(DEFINITION) == []


def test_its_example_holds() -> None:
    definition = load_text(DEFINITION, file="1.yaml").definition
    assert definition is not None

    (result,) = play(definition, EXAMPLES, file="examples.yaml")

    assert [str(one) for one in result.problems] == []


def test_a_broken_promise_is_told_in_the_words_of_the_page() -> None:
    definition = load_text(DEFINITION, file="1.yaml").definition
    assert definition is not None
    promise = EXAMPLES.replace("due: {send: 2026-04-07}", "due: {send: 2026-04-02}")

    (result,) = play(definition, promise, file="examples.yaml")

    assert [one.message for one in result.problems] == [
        "due of send: expected 2026-04-02, was 2026-04-07."
    ]
    assert f"*{result.problems[0].message}*" in PAGE


@pytest.mark.parametrize(("bad", "good", "said"), SLIPS)
def test_each_slip_is_answered_in_the_words_of_the_page(bad: str, good: str, said: str) -> None:
    places = [at for at in range(len(DEFINITION)) if DEFINITION.startswith(good, at)]
    answers = [told(DEFINITION[:at] + bad + DEFINITION[at + len(good) :]) for at in places]

    assert any(said in one for one in answers), answers


def test_the_page_has_slips() -> None:
    assert len(SLIPS) >= 8


@pytest.mark.parametrize("forgotten", ["    rounds: ", "      rejected: "])
def test_what_is_forgotten_is_asked_for_in_the_words_of_the_page(forgotten: str) -> None:
    lines = [one for one in DEFINITION.splitlines(True) if not one.startswith(forgotten)]

    answers = told("".join(lines))

    assert any(f"*{one}*" in PAGE for one in answers), answers
