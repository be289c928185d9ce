"""Every file in ``pathways/`` is a test case: it loads, its examples hold, every way ends."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
import pytest
from walking import NOT_OFFERED, Seen, Walk, address_book, same_story

from hjemover.application.examples import play
from hjemover.definition.loading import load_folder
from hjemover.definition.models import HandoffStep, PathwayDefinition, TaskStep, Text
from hjemover.engine import events as e
from hjemover.engine.directory import Rules
from hjemover.vocabulary import LANGUAGES

PATHWAYS = Path(__file__).parents[2] / "pathways"
WALKS = 300

everything = load_folder(PATHWAYS)
files = [Path(one.file).relative_to(PATHWAYS) for one in everything]


@pytest.fixture(params=range(len(everything)), ids=[str(file) for file in files])
def number(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def definition(number: int) -> PathwayDefinition:
    found = everything[number].definition
    assert found is not None, "\n".join(map(str, everything[number].problems))
    return found


def test_there_is_something_to_test() -> None:
    assert Path("kreft-hjem/1.yaml") in files


def test_a_pathway_loads_without_problems(number: int) -> None:
    assert [str(problem) for problem in everything[number].problems] == []


def test_the_examples_of_a_pathway_hold(number: int, definition: PathwayDefinition) -> None:
    file = Path(everything[number].file).parent / "examples.yaml"
    results = play(definition, file.read_text("utf-8"), file=str(file))
    assert [str(problem) for result in results for problem in result.problems] == []
    assert len(results) >= 8


def test_every_form_beside_a_pathway_is_used_by_a_step(
    number: int, definition: PathwayDefinition
) -> None:
    used = {step.form for step in definition.steps.values() if isinstance(step, TaskStep)}
    beside = Path(everything[number].file).parent / "forms"
    assert {form.stem for form in beside.iterdir()} == used - {None}


def texts(part: object, where: str = "") -> Iterator[tuple[str, Text]]:
    """Every text in a definition, with where it stands."""
    if isinstance(part, Text):
        yield where, part
    elif isinstance(part, msgspec.Struct):
        for name in part.__struct_fields__:
            yield from texts(getattr(part, name), f"{where}.{name}")
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from texts(value, f"{where}.{name}")
    elif isinstance(part, list | tuple):
        for at, value in enumerate(part):
            yield from texts(value, f"{where}.{at}")


def test_every_text_is_in_three_languages(definition: PathwayDefinition) -> None:
    missing = [
        f"{where} ({language})"
        for where, text in texts(definition)
        for language in LANGUAGES
        if not (getattr(text, language) or "").strip()
    ]
    assert missing == []


def test_no_two_steps_are_called_the_same(definition: PathwayDefinition) -> None:
    said = [step.label.nb for step in definition.steps.values()]
    assert sorted(set(said)) == sorted(said)


def test_what_is_not_checked_against_a_source_is_not_called_verified(
    definition: PathwayDefinition,
) -> None:
    proposals = [n for n in definition.numbers.values() if n.source == "proposal"]
    assert all(not number.verified and number.deadline_class == "local" for number in proposals)


@cache
def walked(number: int) -> tuple[Seen, list[Walk], list[str]]:
    """All walks through a pathway, once for all tests: what was seen, and who was lost."""
    found = everything[number].definition
    assert found is not None
    rules, seen = Rules(definition=found, directory=address_book(found)), Seen()
    walks, lost = [], []
    for seed in range(WALKS):
        walk = Walk(rules, seed, seen)
        try:
            walk.go()
        except AssertionError as trouble:
            lost.append(f"walk {seed}: {trouble}")
        walks.append(walk)
    return seen, walks, lost


def test_no_patient_is_lost_whatever_people_do(number: int) -> None:
    _, _, lost = walked(number)
    assert lost == []


def test_no_branch_stands_open_with_nobody_in_it(number: int) -> None:
    _, walks, _ = walked(number)
    for walk in walks:
        assert walk.pathway is not None
        assert walk.empty_branches == [], walk.tell()


def test_a_journal_alone_tells_how_every_patient_stands(number: int) -> None:
    _, walks, _ = walked(number)
    assert [one.tell() for one in walks if not same_story(one)] == []


def test_no_rule_of_a_pathway_fails_and_none_goes_round_too_long(number: int) -> None:
    _, walks, _ = walked(number)
    repairs = [
        f"{event.detail}: {walk.tell()}"
        for walk in walks
        for event in walk.journal
        if isinstance(event, e.TaskRequested) and event.kind == "repair"
    ]
    assert repairs == []


def test_every_outcome_of_a_pathway_is_reached(number: int, definition: PathwayDefinition) -> None:
    seen, _, _ = walked(number)
    assert set(definition.outcomes) - set(seen.endings) == set()


def test_every_step_of_a_pathway_is_reached(number: int, definition: PathwayDefinition) -> None:
    seen, _, _ = walked(number)
    assert set(definition.steps) - set(seen.steps) == set()


def test_every_event_of_a_pathway_can_strike(number: int, definition: PathwayDefinition) -> None:
    seen, _, _ = walked(number)
    assert set(definition.events) - set(seen.events) == set()


def asks_for_services(definition: PathwayDefinition) -> bool:
    """Whether rows say which service they are for, which an address book may not have."""
    columns = [
        column
        for form in definition.forms.values()
        for field in form.fields.values()
        for column in field.columns.values()
    ]
    return any(column.type == "service" for column in columns)


def test_a_need_nobody_has_a_service_for_is_asked_about(
    number: int, definition: PathwayDefinition
) -> None:
    """The address book has nobody for one of the services: a person is asked, none is invented."""
    _, walks, _ = walked(number)
    asked = [
        event.item
        for walk in walks
        for event in walk.journal
        if isinstance(event, e.TaskRequested) and event.kind == "choose-unit"
    ]
    assert any(NOT_OFFERED in item.values() for item in asked) == asks_for_services(definition)


def test_every_handoff_has_a_limit_and_somebody_to_tell(definition: PathwayDefinition) -> None:
    for step in definition.steps.values():
        if isinstance(step, HandoffStep):
            # Where silence is acceptance, it is never left unanswered.
            assert step.accept.escalate or step.accept.tacit, step.id
