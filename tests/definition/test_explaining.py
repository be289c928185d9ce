"""A definition is told so that a patient's next of kin could follow it, and all of it is told."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from hjemover.calendar import Duration, Unit, say_duration
from hjemover.definition import load_folder, load_text
from hjemover.definition.explaining import as_text, explain
from hjemover.definition.models import (
    Amount,
    Field,
    HandoffStep,
    Limit,
    PathwayDefinition,
    TaskStep,
    WaitStep,
)
from hjemover.vocabulary import LANGUAGES, Language
from tests.definition.good import BASE, FORMS
from tests.docs.pages import blocks, page

_AT_ONCE = Amount(duration=Duration(0, Unit.HOURS))

HERE = Path(__file__).parent
BUILT_IN = HERE.parents[1] / "pathways"
# Words that only the product, or its makers, know.
JARGON = re.compile(
    r"&&|\|\||==|!=|>=|<=|\bnone\b|\bnull\b|\bcel\b|working_days|obligation|handoff|wakeup|"
    r"\bjoined\b|\bitem\.|\$",
    re.IGNORECASE,
)


@cache
def definitions() -> dict[str, PathwayDefinition]:
    """All definitions there are: built in, those of the documentation, the one of the tests."""
    found = [one.definition for one in load_folder(BUILT_IN)]
    found.append(load_text(BASE, forms=FORMS).definition)
    for name in ("language.md", "for-pathway-designers.md"):
        every = blocks(page(name))
        forms = {one.name: one.text for one in every if one.mark == "form"}
        found += [
            load_text(one.text, forms=forms).definition for one in every if one.mark == "definition"
        ]
    return {f"{one.id}/{one.version}": one for one in found if one is not None}


def told(definition: PathwayDefinition, language: Language) -> str:
    """The text with each run of white space as one space, in small letters."""
    return " ".join(as_text(explain(definition, language)).split()).casefold()


each = pytest.mark.parametrize("name", sorted(definitions()))
in_each_language = pytest.mark.parametrize("language", LANGUAGES)


@in_each_language
def test_a_small_pathway_is_told_word_for_word(language: Language) -> None:
    definition = load_text(BASE, forms=FORMS).definition
    assert definition is not None

    text = as_text(explain(definition, language))

    assert text == (HERE / "explained" / f"{language}.txt").read_text("utf-8")


@each
@in_each_language
def test_everything_that_people_read_is_told(name: str, language: Language) -> None:
    definition = definitions()[name]
    text = told(definition, language)

    for label in _labels(definition, language):
        assert " ".join(label.split()).casefold() in text, label


@each
@in_each_language
def test_every_length_of_time_is_told(name: str, language: Language) -> None:
    definition = definitions()[name]
    text = told(definition, language)

    for length in _lengths(definition):
        assert _said(length, language) in text, length


@each
@in_each_language
def test_no_word_of_the_product_is_in_it(name: str, language: Language) -> None:
    definition = definitions()[name]
    ours = re.sub("=== *|=+ ", "", " ".join(as_text(explain(definition, language)).split()))
    for label in sorted(_labels(definition, language), key=len, reverse=True):
        ours = re.sub(re.escape(label), "", ours, flags=re.IGNORECASE)

    assert not JARGON.search(ours), JARGON.search(ours)
    names = {*definition.steps, *definition.parties, *definition.numbers, *definition.windows}
    for one in names:
        if "-" in one or "_" in one:
            assert one not in ours.split(), one


def _labels(definition: PathwayDefinition, language: Language) -> Iterator[str]:
    own = {"Automatisk valg", "Parallelle grener"}  # what the language itself calls them
    texts = [definition.name, *definition.outcomes.values()]
    texts += [
        one.name
        for part in (definition.parties, definition.dates, definition.events, definition.consents)
        for one in part.values()
    ]
    texts += [form.name for form in definition.forms.values()]
    for step in definition.steps.values():
        texts += [step.label] if step.label.nb not in own else []
        texts += [step.help] if step.help else []
        if isinstance(step, TaskStep | HandoffStep):
            alone = list(step.outcomes) == ["done"]
            texts += [one.label for one in step.outcomes.values() if not alone or one.ask]
            texts += [field.label for one in step.outcomes.values() for field in _all(one.ask)]
        if isinstance(step, TaskStep):
            texts += [item.label for item in step.checklist.values()]
    texts += [one.name for one in definition.accruals.values()]
    texts += [one.name for one in definition.measures.values()]
    texts += [one.name for one in definition.aliases]
    for event in definition.events.values():
        texts += [field.label for field in _all(event.ask)]
    for form in definition.forms.values():
        texts += [field.label for field in _all(form.fields)]
    yield from (text.in_language(language) for text in texts)


def _all(fields: dict[str, Field]) -> Iterator[Field]:
    for field in fields.values():
        yield field
        yield from field.columns.values()


def _lengths(definition: PathwayDefinition) -> Iterator[Duration]:
    amounts: list[Amount | None] = []
    for step in definition.steps.values():
        limits: list[Limit | None] = []
        if isinstance(step, TaskStep):
            limits = [step.due]
        elif isinstance(step, HandoffStep):
            limits = [step.accept, step.delivered]
        elif isinstance(step, WaitStep):
            amounts += [one.offset for one in (step.until, step.otherwise) if one]
        for limit in limits:
            if limit is not None:
                amounts += [limit.until.offset, *limit.remind]
                amounts += [rung.after for rung in limit.escalate if rung.after != _AT_ONCE]
                amounts += [limit.extend.by] if limit.extend else []
        if isinstance(step, HandoffStep) and step.overlap:
            amounts.append(step.overlap.within)
    amounts += [one.absence.within for one in definition.events.values() if one.absence]
    amounts += [one.grace for one in definition.accruals.values()]
    amounts += [amount for one in definition.begins for amount in (one.after, one.within)]
    for number in definition.numbers.values():
        if isinstance(number.value, Duration):
            yield number.value
    yield from (one.duration for one in amounts if one and one.duration)


def _said(length: Duration, language: Language) -> str:
    return say_duration(length, language).casefold()


def test_the_same_version_always_gives_the_same_text() -> None:
    definition = definitions()["trygg-hjem/1"]

    assert as_text(explain(definition, "nb")) == as_text(explain(definition, "nb"))


def test_what_a_pathway_is_about_is_called_so_when_it_is_no_patient() -> None:
    loaded = load_text(BASE.replace("tags: [kreft]", "subject: family"), forms=FORMS)
    assert loaded.definition is not None, loaded.problems

    assert "det er familien som har bedt om å vente" in told(loaded.definition, "nb")
    assert "it is the family who has asked to wait" in told(loaded.definition, "en")


def test_a_way_that_can_be_gone_once_is_not_gone_one_times() -> None:
    text = told(definitions()["samhandlingsavvik/1"], "nb")
    assert "dette kan skje én gang. neste gang" in text
    assert "1 ganger" not in text


def test_a_unit_that_a_row_names_is_not_called_a_service() -> None:
    text = told(definitions()["samhandlingsavvik/1"], "nb")
    assert "den avviket gjelder: hver enhet som er valgt, for seg." in text
    assert "den tjenesten" not in text


def test_a_share_without_a_limit_is_of_all() -> None:
    for language, said in (("nb", "hvor mange av alle"), ("nn", "kor mange av alle")):
        text = told(definitions()["utskrivningsklar/1"], language)
        assert f"{said}, fr" in text
    assert "how many of all, from" in told(definitions()["utskrivningsklar/1"], "en")
