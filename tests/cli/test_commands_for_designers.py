"""check, diagram, publish and schema: what a designer is told, and where to look."""

import json
import re
from pathlib import Path

import pytest

from hjemover.application.peeking import published_pathways
from hjemover.settings import content_folder
from tests.application.town import SHORT, Town

TALE = SHORT.replace("pathway: kort-hjem", "pathway: nytt-forlop")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A designer's folder with one pathway."""
    home = tmp_path / "forlop"
    (home / "nytt-forlop").mkdir(parents=True)
    (home / "nytt-forlop" / "1.yaml").write_text(TALE, encoding="utf-8")
    return home


def _write(folder: Path, text: str, name: str = "1.yaml") -> Path:
    path = folder / "nytt-forlop" / name
    path.write_text(text, encoding="utf-8")
    return path


# --- check ------------------------------------------------------------------------------------


def test_the_built_in_content_has_no_problems(run):
    said = run("check")
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines()[-1].endswith(("No problems.", "warnings."))


def test_a_mistake_is_shown_with_file_line_and_column_and_the_status_is_one(run, folder):
    path = _write(folder, TALE.replace("party: nurse", "party: nurs"))
    said = run("check", folder)
    line = TALE.splitlines().index("    party: nurse") + 1
    assert said.status == 1
    [problem] = [one for one in said.out.splitlines() if "nurs" in one and str(path) in one]
    assert re.match(rf"{re.escape(str(path))}:{line}:\d+: ", problem)
    assert 'Did you mean "nurse"' in problem
    assert said.out.splitlines()[-1] == "1 error, 0 warnings."


@pytest.mark.parametrize(
    ("text", "said_of_it"),
    [
        ("pathway: [", ":"),
        ("\x00\x01", ":"),
        ("", ":"),
        ("- 1\n- 2\n", ":"),
        ("pathway: nytt-forlop\nversion: én\n", "version"),
    ],
    ids=["broken YAML", "not text", "empty", "a list", "a version in letters"],
)
def test_a_file_that_is_no_definition_is_told_in_a_sentence(run, folder, text, said_of_it):
    path = _write(folder, text)
    said = run("check", path)
    assert said.status == 1
    assert f"{path}:" in said.out
    assert said_of_it in said.out


def test_a_file_that_is_not_in_utf8_is_told_in_a_sentence(run, folder):
    path = folder / "nytt-forlop" / "1.yaml"
    path.write_bytes(TALE.encode("latin-1", errors="replace"))
    said = run("check", folder)
    assert said.status == 1
    assert str(path) in said.out


def test_a_missing_file_is_told_and_the_others_are_checked_all_the_same(run, folder, tmp_path):
    gone = tmp_path / "finnes-ikke"
    _write(folder, TALE.replace("party: nurse", "party: nurs"))
    said = run("check", gone, folder)
    assert said.status == 1
    assert f"{gone}: there is no such file or folder." in said.out
    assert "nurs" in said.out


def test_messages_are_checked_too(run, tmp_path):
    folder = tmp_path / "varsler"
    source = content_folder("notifications")
    for path in source.rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    assert run("check", folder).status == 0
    broken = folder / "reminder" / "nb.txt.j2"
    broken.write_text(broken.read_text("utf-8") + "\n{{ patient.name }}\n", "utf-8")
    said = run("check", folder)
    assert said.status == 1
    assert re.search(r"reminder/nb\.txt\.j2:\d+", said.out)


# --- diagram ----------------------------------------------------------------------------------


def test_of_a_folder_the_newest_version_is_drawn(run, folder, tmp_path):
    newer = TALE.replace("version: 1", "version: 10").replace("2025", "2026")
    _write(folder, newer, "10.yaml")
    _write(folder, newer.replace("version: 10", "version: 9"), "9.yaml")

    said = run("diagram", folder / "nytt-forlop", "-o", tmp_path / "x.svg")

    assert said.out.startswith("Drew nytt-forlop version 10 in ")


def test_a_folder_without_a_definition_is_told_in_a_sentence(run, tmp_path):
    said = run("diagram", tmp_path, "-o", tmp_path / "x.svg")

    assert said.status == 1
    assert f"{tmp_path}: there is no definition here." in said.out


def test_a_definition_is_drawn_to_a_file(run, folder, tmp_path):
    target = tmp_path / "forlop.svg"
    said = run("diagram", folder / "nytt-forlop" / "1.yaml", "-o", target, "--language", "en")
    assert (said.status, said.err) == (0, "")
    assert said.out.strip() == f"Drew nytt-forlop version 1 in {target}."
    assert target.read_text("utf-8").startswith("<svg") or "<svg" in target.read_text("utf-8")
    assert "Visit the patient" in target.read_text("utf-8")


def test_a_definition_with_errors_is_not_drawn(run, folder, tmp_path):
    path = _write(folder, TALE.replace("party: nurse", "party: nurs"))
    said = run("diagram", path, "-o", tmp_path / "x.svg")
    assert said.status == 1
    assert f"{path}:" in said.out
    assert not (tmp_path / "x.svg").exists()


def test_a_drawing_that_cannot_be_made_or_written_says_so(run, folder, tmp_path):
    path = folder / "nytt-forlop" / "1.yaml"
    missing = run("diagram", tmp_path / "finnes-ikke.yaml", "-o", tmp_path / "x.svg")
    assert missing.status == 1
    assert "finnes-ikke.yaml" in missing.out
    nowhere = run("diagram", path, "-o", tmp_path / "ingen" / "x.svg")
    assert nowhere.status != 0
    assert "ingen" in nowhere.all
    assert run("diagram", path).status != 0  # without saying where to


# --- publish ----------------------------------------------------------------------------------


def test_publishing_twice_and_then_changed(run, store, folder):
    first = run("publish", folder, "--by", "kari")
    assert (first.status, first.err) == (0, "")
    assert "Published nytt-forlop version 1." in first.out
    again = run("publish", folder)
    assert again.status == 0
    assert "nytt-forlop version 1 was published already." in again.out
    _write(folder, TALE.replace("value: 2 working days", "value: 3 working days"))
    changed = run("publish", folder)
    assert changed.status == 2
    assert "nytt-forlop version 1 is already published with another content." in changed.err
    assert "version 2" in changed.err
    _write(folder, TALE)
    text = TALE.replace("version: 1", "version: 2").replace("2020-01-01", "2026-01-01")
    _write(folder, text, name="2.yaml")
    assert "Published nytt-forlop version 2." in run("publish", folder).out


def test_a_definition_with_errors_is_not_published(run, store, folder):
    path = _write(folder, TALE.replace("party: nurse", "party: nurs"))
    said = run("publish", folder)
    assert said.status == 1
    assert f"{path}:" in said.err
    assert "Nothing was changed." in said.err
    assert published_pathways(Town(store).house) == []


def test_publishing_a_folder_that_is_not_there_says_so(run, store, tmp_path):
    said = run("publish", tmp_path / "finnes-ikke")
    assert said.status == 1
    assert "finnes-ikke" in said.err


def test_the_schema_is_json_that_editors_read(run):
    said = run("schema")
    assert said.status == 0
    assert "properties" in json.loads(said.out) or "$defs" in json.loads(said.out)
