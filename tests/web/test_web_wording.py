"""Everything on the screens is said in three languages, and the words hold together."""

import re
from datetime import date, datetime
from pathlib import Path

import polib
import pytest

from hjemover.calendar import OSLO, end_of_day
from hjemover.web.formats import limit, relative
from hjemover.web.wording import HERE, load_wording
from tests.application.town import MONDAY
from tools.words import LANGUAGES, UNTRANSLATED, by_feature

CATALOGUES = sorted(path for language in LANGUAGES for path in HERE.rglob(f"{language}.po"))
AS_IN_BOKMAL: frozenset[str] = frozenset()
"""Texts that are left in bokmål on purpose."""
_PLACES = re.compile(r"%\((\w+)\)[sd]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_on_the_screens_is_translated(language: str):
    words = load_wording()[language]
    wanted = {msgid for own in by_feature().values() for msgid in own}

    assert sorted(msgid for msgid in wanted - AS_IN_BOKMAL if not words.has(msgid)) == []


def test_no_catalogue_has_a_text_that_the_screens_have_not():
    known = by_feature()
    for path in CATALOGUES:
        own = {one.msgid for one in polib.pofile(str(path))}
        assert own - set(known.get(path.parent.name, {})) == set(), path.relative_to(HERE)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_translation_names_what_the_text_names(path: Path):
    for one in polib.pofile(str(path)):
        for said in (one.msgstr, *one.msgstr_plural.values()):
            if said and one.msgid_plural:
                assert set(_PLACES.findall(said)) <= set(_PLACES.findall(one.msgid_plural))
            elif said:
                assert sorted(_PLACES.findall(said)) == sorted(_PLACES.findall(one.msgid))
            assert "<" not in said, one.msgid


def test_a_text_that_two_features_have_is_said_alike_in_both():
    said: dict[tuple[str, str], tuple[str, str]] = {}
    for path in CATALOGUES:
        for one in polib.pofile(str(path)):
            key = (path.stem, one.msgid)
            place = (one.msgstr or str(one.msgstr_plural), path.parent.name)
            first = said.setdefault(key, place)
            assert first[0] == place[0], f"{one.msgid!r}: {first} and {place}"


@pytest.mark.parametrize("language", UNTRANSLATED)
def test_the_sami_catalogues_are_ready_with_their_three_forms(language: str):
    found = sorted(HERE.rglob(f"{language}.po"))

    assert {path.parent.name for path in found} == set(by_feature())
    for path in found:
        made = polib.pofile(str(path))
        rule = "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);"
        assert made.metadata["Plural-Forms"] == rule
        assert all(len(one.msgstr_plural) == 3 for one in made if one.msgid_plural)
        # Nobody who speaks it has said anything yet, and no machine is to.
        assert made.translated_entries() == []


def test_in_attributes_a_text_has_its_marks_taken_off():
    """A missing text is marked up with its language, which must not land in an attribute."""
    for path in HERE.rglob("*.html.j2"):
        for found in re.findall(r'="([^"]*\{\{[^}]*\b_\([^}]*\}\}[^"]*)"', path.read_text("utf-8")):
            assert "striptags" in found, f"{path.name}: {found}"


def test_a_missing_text_falls_back_to_bokmal_and_says_so():
    english = load_wording()["en"]

    assert english.html("Finnes ikke i noen katalog") == (
        '<span lang="nb">Finnes ikke i noen katalog</span>'
    )
    assert english.text("Finnes ikke i noen katalog") == "Finnes ikke i noen katalog"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (2, "i dag"),
        (3, "i morgen"),
        (1, "i går"),
        (4, "om 2 virkedager"),
        (9, "om 5 virkedager"),
        (30, "om 28 dager"),
    ],
)
def test_a_day_is_said_by_how_far_it_is_in_working_days(day: int, said: str):
    assert relative(MONDAY.date().replace(day=day), MONDAY, load_wording()["nb"]) == said


def test_easter_is_not_counted_in_working_days():
    words = load_wording()["nb"]
    wednesday, tuesday = MONDAY.replace(month=4, day=1), MONDAY.date().replace(month=4, day=7)

    assert relative(tuesday, wednesday, words) == "om 1 virkedag"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=OSLO)


@pytest.mark.parametrize(
    ("due", "named", "short"),
    [
        (at(2, 15), "Frist i dag kl. 15.00", "i dag kl. 15.00"),
        (at(2, 9), "Fristen gikk ut i dag kl. 09.00", "gikk ut i dag kl. 09.00"),
        (end_of_day(date(2026, 3, 2)), "Frist i dag", "i dag"),
        (end_of_day(date(2026, 3, 1)), "Fristen gikk ut i går", "gikk ut i går"),
        (at(4, 15), "Frist om 2 virkedager", "om 2 virkedager"),
        (datetime(2025, 3, 2, 15, tzinfo=OSLO), "Fristen gikk ut for 365 dager siden",
         "gikk ut for 365 dager siden"),
    ],
)  # fmt: skip
def test_a_limit_is_said_by_how_far_it_is_and_whether_it_has_passed(
    due: datetime, named: str, short: str
):
    words = load_wording()["nb"]

    assert limit(due, at(2, 10), words, named=True) == named
    assert limit(due, at(2, 10), words) == short
