"""What changed between two versions is said in words, all of it, and nothing that did not."""

import copy
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import ValidationError, convert, json

from hjemover.definition import load_text
from hjemover.definition.comparing import Comparison, as_text, compare
from hjemover.definition.models import PathwayDefinition, encode
from hjemover.vocabulary import LANGUAGES, Language
from tests.definition.good import BASE, FORMS
from tests.definition.test_mutations import TREE, places, written


@cache
def version(text: str = BASE) -> PathwayDefinition:
    loaded = load_text(text, forms=FORMS)
    assert loaded.definition is not None, loaded.problems
    return loaded.definition


def changed(*changes: tuple[str, str], language: Language = "nb") -> Comparison:
    """The good definition against itself with *changes* made."""
    text = BASE
    for good, other in changes:
        assert good in text
        text = text.replace(good, other)
    return compare(version(), version(text), language)


def said(comparison: Comparison) -> list[str]:
    return [one.said for one in comparison.differences]


# --- nothing changed --------------------------------------------------------------------------


def test_a_file_that_is_only_written_otherwise_is_no_difference() -> None:
    upside_down = copy.deepcopy(TREE)
    upside_down["steps"] = dict(reversed(TREE["steps"].items()))
    upside_down["events"] = dict(reversed(TREE["events"].items()))

    comparison = compare(version(), version(written(upside_down)), "nb")

    assert comparison.same
    assert as_text(comparison).endswith("\nIngen forskjell i mening.\n")


def test_another_version_and_first_day_are_no_difference() -> None:
    later = ("version: 1\nvalid_from: 2026-01-01", "version: 2\nvalid_from: 2027-01-01")

    comparison = changed(later)

    assert comparison.same
    assert comparison.versions == (
        "Fra versjon 1 (gjelder fra 1. januar 2026) til versjon 2 (gjelder fra 1. januar 2027)."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_differs_from_itself(language: Language) -> None:
    assert compare(version(), version(), language).same


# --- one change, one sentence -----------------------------------------------------------------

ONE_CHANGE = {
    "a limit": (
        ("due: {within: 3 weeks}", "due: {within: 2 weeks}"),
        ("limits", "«Hold første samtale», fristen: før 3 uker, nå 2 uker."),
    ),
    "what a limit counts from": (
        ("due: {within: 3 weeks}", "due: {within: 3 weeks, of: clock}"),
        ("limits", "«Hold første samtale», fristen: før 3 uker, nå 3 uker etter «Klokkestart»."),
    ),
    "a number": (
        ("value: 2 working days", "value: 3 working days"),
        (
            "limits",
            "Tallet «accept-within» («Overfør til kommunen»), verdien: "
            "før 2 virkedager, nå 3 virkedager.",
        ),
    ),
    "the source of a number": (
        ("source: NCCN", "source: Helsedirektoratet"),
        (
            "sources",
            "Tallet «high» («Veien videre velges»), kilden: før «NCCN», nå «Helsedirektoratet».",
        ),
    ),
    "that a number was checked": (
        ("source: NCCN, verified: false", "source: NCCN, verified: true"),
        ("sources", "Tallet «high» («Veien videre velges»), kontrollert: før nei, nå ja."),
    ),
    "who does a task": (
        (
            "    party: hospital\n    due: {within: 3 weeks}",
            "    party: nurse\n    due: {within: 3 weeks}",
        ),
        ("who", "«Hold første samtale», den som gjør det: før sykehuset, nå kreftsykepleier."),
    ),
    "who gets a handoff": (
        ("    to: intake\n", "    to: nurse\n"),
        ("who", "«Overfør til kommunen», mottakeren: før mottaket, nå kreftsykepleier."),
    ),
    "a route": (
        ("      no_need: tell-gp", "      no_need: finished"),
        (
            "way",
            "«Hold andre samtale», «Ingen behov», veien videre: "
            "før «Forløpet er avsluttet», nå «Fullført».",
        ),
    ),
    "a condition": (
        ("talk.urgent || talk.distress", "talk.urgent && talk.distress"),
        (
            "way",
            "«Veien videre velges», valgene: før Hvis det er svart ja på «Haster» eller "
            "«Grad av påkjenning» er minst 4: «Flere ting samtidig», nå Hvis det er svart ja på "
            "«Haster» og «Grad av påkjenning» er minst 4: «Flere ting samtidig».",
        ),
    ),
    "a bound on a loop": (
        ("rounds: {at_most: 2, then: send}", "rounds: {at_most: 4, then: send}"),
        ("way", "«Spør igjen senere», antallet ganger det kan skje: før 2, nå 4."),
    ),
    "an outcome that is new": (
        ("      no_need: tell-gp", "      no_need: tell-gp\n      no_show: tell-gp"),
        (
            "way",
            "«Hold andre samtale» kan nå også ende med «Møtte ikke»: «Forløpet er avsluttet».",
        ),
    ),
    "a question that is new": (
        ("ask: {again_on: date}", "ask: {again_on: date, comment: text}"),
        ("questions", "«Tilby samtale», «Ønsker det senere» spør nå også om «Kommentar»."),
    ),
    "a date that must be known": (
        ("told: {name: {nb: Informert, nn: Informert, en: Told}}",
         "told: {name: {nb: Informert, nn: Informert, en: Told}, required: true}"),
        ("under-way", "«Informert» må nå være kjent fra starten."),
    ),
    "what an event does": (
        ("close: DOD, silent: true", "close: DOD"),
        ("events", "«Død», uten melding til noen: før ja, nå nei."),
    ),
    "a text": (
        ("nb: Tilby samtale,", "nb: Tilby en samtale,"),
        (
            "texts",
            "«Tilby en samtale», navnet: før «Tilby samtale», nå «Tilby en samtale».",
        ),
    ),
    "a text in another language": (
        ("en: Offer a talk", "en: Offer to talk"),
        ("texts", "«Tilby samtale», navnet: endret på engelsk."),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "told"), ONE_CHANGE.values(), ids=ONE_CHANGE.keys())
def test_one_change_is_one_sentence_in_its_group(
    change: tuple[str, str], told: tuple[str, str]
) -> None:
    comparison = changed(change)

    assert [(one.group, one.said) for one in comparison.differences] == [told]


def test_the_other_languages_say_it_too() -> None:
    limit = ("due: {within: 3 weeks}", "due: {within: 2 weeks}")

    assert said(changed(limit, language="nn")) == [
        "«Hald første samtale», fristen: før 3 veker, no 2 veker."
    ]
    assert said(changed(limit, language="en")) == [
        "“Hold the first talk”, the limit: before 3 weeks, now 2 weeks."
    ]


# --- steps that come, go and change their name --------------------------------------------------


def test_a_step_under_another_name_is_the_same_step() -> None:
    comparison = changed(("find-receiver", "look-for-receiver"))

    assert said(comparison) == ["Steget «find-receiver» heter nå «look-for-receiver» i filen."]


def test_a_renamed_step_that_also_changed_is_told_as_changed() -> None:
    comparison = changed(
        ("find-receiver", "look-for-receiver"),
        (
            "due: {within: 2 working days}\n    then: send",
            "due: {within: 1 working day}\n    then: send",
        ),
    )

    assert said(comparison) == [
        "«Finn rett mottaker», fristen: før 2 virkedager, nå 1 virkedag.",
        "Steget «find-receiver» heter nå «look-for-receiver» i filen.",
    ]


def test_a_renamed_step_is_followed_into_conditions() -> None:
    text = BASE.replace("  talk:\n", "  first-talk:\n").replace(
        "accepted: talk", "accepted: first-talk"
    )
    text = text.replace("carries: [talk]", "carries: [first-talk]")
    text = text.replace("talk.urgent || talk.distress", "first_talk.urgent || first_talk.distress")

    comparison = compare(version(), version(text), "en")

    assert said(comparison) == ["The step “talk” is now called “first-talk” in the file."]


def test_a_party_a_date_and_a_number_under_other_names_are_the_same() -> None:
    comparison = changed(
        ("  nurse: {name", "  carer: {name"),
        ("party: nurse", "party: carer"),
        ("readdress: [intake, nurse]", "readdress: [intake, carer]"),
        ("tell: [nurse]", "tell: [carer]"),
        ("diagnosed", "found-on"),
        ("$opens", "$begins"),
        ("  opens: {value", "  begins: {value"),
    )

    assert said(comparison) == [
        "Parten «nurse» heter nå «carer» i filen.",
        "Datoen «diagnosed» heter nå «found-on» i filen.",
        "Tallet «opens» heter nå «begins» i filen.",
    ]


def test_a_step_that_is_gone_matters_to_those_under_way() -> None:
    comparison = changed(
        ("{visit: home-visit, plan: consider-plan}", "{plan: consider-plan}"),
        (
            "  home-visit:\n    task: {nb: Besøk pasienten, nn: Besøk pasienten, "
            "en: Visit the patient}\n    party: nurse\n    due: {within: 5 working days}\n"
            "    then: joined\n",
            "",
        ),
    )

    assert comparison.differences[0].group == "under-way"
    assert comparison.differences[0].said == (
        "Steget «Besøk pasienten» er borte. Den som står der, har ingen plass i den nye versjonen."
    )


def test_the_groups_come_in_the_order_of_what_weighs_most() -> None:
    comparison = changed(
        ("nb: Tilby samtale,", "nb: Tilby en samtale,"),
        ("due: {within: 3 weeks}", "due: {within: 2 weeks}"),
        ("    to: intake\n", "    to: nurse\n"),
    )

    assert [one.group for one in comparison.differences] == ["who", "limits", "texts"]
    text = as_text(comparison)
    assert "Pasienter som er underveis, blir på den versjonen de begynte på." in text
    assert text.index("Hvem som har ansvaret") < text.index("Frister og tall")


# --- nothing can change in silence ------------------------------------------------------------

BUILT: dict[str, Any] = json.decode(encode(version()))
LEAVES = [
    path
    for path in places(BUILT)
    if path[0] not in ("version", "valid_from", "fingerprint", "id") and path[-1] != "id"
]


@given(path=st.sampled_from(LEAVES), language=st.sampled_from(LANGUAGES), data=st.data())
@settings(max_examples=400, deadline=None)
def test_whatever_a_model_holds_cannot_change_without_a_sentence(
    path: tuple[Any, ...], language: Language, data: st.DataObject
) -> None:
    tree = copy.deepcopy(BUILT)
    holder = tree
    for key in path[:-1]:
        holder = holder[key]
    before = holder[path[-1]]
    names = sorted({*tree["steps"], *tree["parties"], *tree["dates"], "joined"})
    others: dict[type, st.SearchStrategy[Any]] = {
        bool: st.just(not before),
        int: st.integers(1, 99),
        str: st.sampled_from(names) | st.just("x"),
        type(None): st.sampled_from(["x", {"nb": "x"}, names[0]]),
        list: st.just(before[1:] if isinstance(before, list) else None),
    }
    holder[path[-1]] = data.draw(others.get(type(before), st.none()))
    if holder[path[-1]] == before:
        return
    try:
        other = convert(tree, PathwayDefinition)
    except ValidationError:
        return  # not a definition that anything could have made
    if other == version():
        return

    try:
        comparison = compare(version(), other, language)
    except (KeyError, AttributeError):
        return  # it names what there is none of: the checks would have refused it

    assert not comparison.same
    assert all(one.said.strip() for one in comparison.differences)
    assert as_text(comparison)
