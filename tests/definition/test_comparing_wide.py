"""Differences in what is counted and measured: told in words, never by the file's keys."""

import inspect

import pytest
from msgspec import Struct
from msgspec.structs import fields, replace

from hjemover.definition import load_text, models
from hjemover.definition.comparing import as_text, compare
from hjemover.definition.comparing.aspects import aspect
from hjemover.definition.models import PathwayDefinition
from hjemover.vocabulary import LANGUAGES, Language
from tests.definition.wide import WIDE

ENTRIES = (
    models.Accrual, models.ConsentRule, models.DecisionStep, models.EndStep, models.HandoffStep,
    models.Interrupt, models.Limit, models.Measure, models.NamedDate, models.NoticeStep,
    models.Number, models.Occurrence, models.ParallelStep, models.Party, models.RateTable,
    models.SubpathwayStep, models.TaskStep, models.WaitStep, models.Window,
)  # fmt: skip
TOLD_OTHERWISE = {
    "id", "outcomes", "checklist", "ask", "table", "conditions",
}  # fmt: skip
"""Fields that are no difference themselves, or are gone through one by one."""


def loaded(text: str) -> PathwayDefinition:
    found = load_text(text).definition
    assert found is not None
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda one: one.__name__)
def test_every_field_of_an_entry_has_words(entry: type[Struct], language: Language) -> None:
    unnamed = [
        one.name
        for one in fields(entry)
        if one.name not in TOLD_OTHERWISE
        and aspect(entry.__name__, one.name, language)[0].strip("«»“”") == one.name
    ]
    assert unnamed == []


def test_the_entries_are_models() -> None:
    assert all(inspect.isclass(one) for one in ENTRIES)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (
            "starts: [ask.rejected, ask.overdue]",
            "starts: [ask.rejected, {on: ask.overdue, when: arrived.ask}]",
            "(hvis «Meld utskrivingsklar» er kommet fram)",
        ),
        (
            "counts: inclusive",
            "counts: exclusive",
            "dagen det stanser, teller med: før ja, nå",
        ),
        ("kind: median", "kind: share", "måten det måles på: før hvor lang tid"),
        ("small: 5", "small: 3", "grensen for små tall: før 5, nå 3."),
    ],
)
def test_what_is_counted_and_measured_is_told_in_words(was: str, now: str, said: str) -> None:
    assert WIDE.count(was) >= 1
    told = compare(loaded(WIDE), loaded(WIDE.replace(was, now, 1)), "nb")

    assert said in as_text(told)
    assert "ask.overdue" not in as_text(told)


def test_a_new_number_is_told_by_what_it_is_and_what_it_is_for() -> None:
    number = "  new: {value: 3 hours, class: local, source: proposal, verified: false}\n"
    new = WIDE.replace("numbers:\n", f"numbers:\n{number}", 1).replace(
        "    within: $answer-within\n    when", "    within: $new\n    when", 1
    )

    assert "- Nytt tall: 3 timer («Svar innen to timer»)." in as_text(
        compare(loaded(WIDE), loaded(new), "nb")
    )


def test_a_pathway_of_cases_speaks_of_cases() -> None:
    new = replace(loaded(WIDE), subject="case", tags=("ny",))
    told = as_text(compare(loaded(WIDE), new, "nb"))

    assert "Saker som er underveis" in told
    assert "Pasienter" not in told
