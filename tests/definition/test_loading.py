"""From files and folders to definitions that can be published."""

from pathlib import Path

import pytest

from hjemover.definition import load_definition, load_folder, load_text
from hjemover.definition.models import decode, encode
from tests.definition.good import BASE, FORMS


@pytest.fixture
def pathways(tmp_path: Path) -> Path:
    """A folder of pathways with one in it."""
    write(tmp_path, "trygg-hjem/1.yaml", BASE)
    write(tmp_path, "trygg-hjem/forms/needs.yaml", FORMS["needs"])
    return tmp_path


def write(root: Path, name: str, text: str) -> Path:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def second(text: str = BASE) -> str:
    return text.replace("version: 1", "version: 2")


def test_a_pathways_file_is_loaded_with_the_forms_beside_it(pathways: Path):
    loaded = load_definition(pathways / "trygg-hjem" / "1.yaml")

    assert loaded.problems == ()
    assert loaded.definition is not None
    assert loaded.definition.key == ("trygg-hjem", 1)
    assert list(loaded.definition.forms) == ["needs"]


@pytest.mark.parametrize("part", ["", "trygg-hjem", "trygg-hjem/1.yaml"])
def test_a_folder_a_pathway_and_a_file_can_all_be_checked(pathways: Path, part: str):
    (loaded,) = load_folder(pathways / part)

    assert loaded.problems == ()
    assert loaded.file.endswith("trygg-hjem/1.yaml")


def test_the_same_text_has_the_same_fingerprint(pathways: Path):
    from_file = load_definition(pathways / "trygg-hjem" / "1.yaml").definition
    from_text = load_text(BASE, forms=FORMS).definition
    windows = load_text(BASE.replace("\n", "\r\n"), forms=FORMS).definition

    assert from_file is not None
    assert from_text is not None
    assert windows is not None
    assert from_file.fingerprint == from_text.fingerprint == windows.fingerprint
    assert len(from_text.fingerprint) == 64


def test_a_changed_word_changes_the_fingerprint_in_the_definition_and_in_its_forms():
    form = {"needs": FORMS["needs"].replace("Økonomi,", "Økonomien,", 1)}
    texts = [(BASE, FORMS), (BASE.replace("Trygg hjem,", "Trygt hjem,", 1), FORMS), (BASE, form)]
    loaded = [load_text(text, forms=forms).definition for text, forms in texts]

    assert len({definition.fingerprint for definition in loaded if definition}) == 3


def test_an_unused_form_does_not_change_the_fingerprint():
    spare = {**FORMS, "spare": FORMS["needs"].replace("needs\n", "spare\n")}
    plain, more = load_text(BASE, forms=FORMS), load_text(BASE, forms=spare)

    assert plain.definition == more.definition


def test_a_compiled_definition_survives_being_stored():
    definition = load_text(BASE, forms=FORMS).definition
    assert definition is not None

    assert decode(encode(definition)) == definition
    assert encode(decode(encode(definition))) == encode(definition)


def test_a_file_in_the_wrong_place_is_told_of(pathways: Path):
    file = write(pathways, "other/7.yaml", BASE)
    write(pathways, "other/forms/needs.yaml", FORMS["needs"])

    assert [str(problem) for problem in load_definition(file).errors] == [
        (
            f'{file}:1:10: The pathway is called "trygg-hjem", and its folder "other". '
            "Give them the same name."
        ),
        f'{file}:2:10: This is version 1, and its file "7.yaml". Call the file 1.yaml.',
    ]


def test_a_form_called_otherwise_than_its_file_is_told_of():
    loaded = load_text(BASE, forms={"needs": FORMS["needs"].replace("form: needs", "form: need")})

    assert [str(problem) for problem in loaded.errors] == [
        (
            'forms/needs.yaml:1:7: The file is called "needs", and the form "need". '
            "Give them the same name."
        )
    ]


def test_versions_come_in_the_order_of_their_numbers(pathways: Path):
    for version in (2, 10):
        text = BASE.replace("version: 1", f"version: {version}")
        write(pathways, f"trygg-hjem/{version}.yaml", text)

    versions = [loaded.definition.version for loaded in load_folder(pathways) if loaded.definition]

    assert versions == [1, 2, 10]


def test_a_later_version_cannot_begin_before_an_earlier_one(pathways: Path):
    text = second().replace("valid_from: 2026-01-01", "valid_from: 2025-12-31")
    file = write(pathways, "trygg-hjem/2.yaml", text)

    first, later = load_folder(pathways)

    assert first.problems == ()
    assert [str(problem) for problem in later.errors] == [
        (
            f"{file}:3:13: Version 2 is valid from 2025-12-31, before version 1 (2026-01-01). "
            "Let each version begin after the one before it."
        )
    ]
    assert later.definition is None
    (alone,) = load_folder(file)
    assert alone.errors == later.errors


def test_a_pathway_started_by_an_event_must_exist(pathways: Path):
    text = BASE.replace("resume: true}", "start: trygg-hjm}")
    file = write(pathways, "trygg-hjem/1.yaml", text)

    (loaded,) = load_folder(pathways)

    assert [str(problem) for problem in loaded.errors] == [
        f'{file}:130:61: "trygg-hjm" is not a pathway. Did you mean "trygg-hjem"?'
    ]


@pytest.mark.parametrize("part", ["", "trygg-hjem", "trygg-hjem/1.yaml"])
def test_a_pathway_may_start_its_neighbour_wherever_one_checks_from(pathways: Path, part: str):
    write(pathways, "trygg-hjem/1.yaml", BASE.replace("resume: true}", "start: etterpaa}"))
    write(pathways, "etterpaa/1.yaml", BASE.replace("trygg-hjem", "etterpaa"))
    write(pathways, "etterpaa/forms/needs.yaml", FORMS["needs"])

    assert [loaded.errors for loaded in load_folder(pathways / part) if loaded.errors] == []


def test_a_form_that_only_another_version_uses_is_used(pathways: Path):
    without = BASE.replace("    form: needs\n", "").replace("    carries: [talk]\n", "")
    without = without.replace("talk.urgent || talk.distress >= number.high", "rounds.talk > 1")
    without = "\n".join(line for line in without.splitlines() if not line.startswith("  high:"))
    write(pathways, "trygg-hjem/2.yaml", second(without))

    first, later = load_folder(pathways)

    assert (first.problems, later.problems) == ((), ())


def test_a_form_that_no_version_uses_is_warned_of(pathways: Path):
    spare = write(
        pathways, "trygg-hjem/forms/spare.yaml", FORMS["needs"].replace("needs\n", "spare\n")
    )
    write(pathways, "trygg-hjem/2.yaml", second())

    told = {str(problem) for loaded in load_folder(pathways) for problem in loaded.problems}

    assert told == {f'{spare}:1:1: form "spare" is not used. Name it in a step, or delete it.'}


def test_a_file_that_nobody_will_read_is_warned_of(pathways: Path):
    stranger = write(pathways, "trygg-hjem/utkast.yaml", BASE)
    write(pathways, "trygg-hjem/examples.yaml", "examples: []")

    (loaded,) = load_folder(pathways)

    assert [str(problem) for problem in loaded.problems] == [
        f"{stranger}:1:1: This file is not read. A version is called by its number, as 2.yaml."
    ]
    assert loaded.definition is not None


def test_one_broken_version_does_not_hide_the_others(pathways: Path):
    write(pathways, "trygg-hjem/2.yaml", "- nothing")

    first, later = load_folder(pathways)

    assert first.definition is not None
    assert later.definition is None
    assert [problem.code for problem in later.errors] == ["wrong-type"]


def test_an_empty_folder_and_a_folder_that_is_not_there_are_problems(tmp_path: Path):
    for path in (tmp_path, tmp_path / "nowhere"):
        (loaded,) = load_folder(path)
        assert [problem.code for problem in loaded.errors] == ["no-definition"]


def test_problems_come_in_the_order_of_the_file():
    text = BASE.replace("    then: finished", "    then: finishd").replace(
        "start: offer\n", "start: x\n"
    )

    lines = [problem.line for problem in load_text(text, forms=FORMS).problems]

    assert lines == sorted(lines)
    assert len(lines) == 2
