"""explain: a pathway in plain sentences, on the screen or in a file."""

from pathlib import Path

import pytest

from hjemover.settings import content_folder
from tests.application.town import SHORT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "kort-hjem"
    home.mkdir()
    (home / "1.yaml").write_text(SHORT.replace("start: nytt-forlop, ", ""), encoding="utf-8")
    return home


def test_a_pathway_is_told_in_bokmaal_unless_another_language_is_asked_for(run, folder):
    said = run("explain", folder)

    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("Kort vei hjem\n=============\n")
    assert "Kreftsykepleier gjør dette innen 5 virkedager" in " ".join(said.out.split())
    assert run("explain", folder, "--language", "en").out.startswith("A short way home\n")


def test_the_newest_version_is_told_and_another_when_it_is_named(run, folder):
    newer = (folder / "1.yaml").read_text("utf-8").replace("version: 1", "version: 2")
    (folder / "2.yaml").write_text(newer.replace("5 working days", "7 working days"), "utf-8")

    assert "innen 7 virkedager" in " ".join(run("explain", folder).out.split())
    assert "innen 5 virkedager" in " ".join(run("explain", folder / "1.yaml").out.split())


def test_it_can_be_written_to_a_file(run, folder, tmp_path):
    target = tmp_path / "forklaring.txt"

    said = run("explain", folder, "--output", target)

    assert said.out == f"Told kort-hjem version 1 in {target}.\n"
    assert target.read_text("utf-8").startswith("Kort vei hjem\n")


def test_the_built_in_pathways_can_be_told(run):
    for one in content_folder("pathways").iterdir():
        if one.is_dir():
            assert run("explain", one).status == 0


def test_one_pathway_is_told_at_a_time(run, folder, tmp_path):
    other = tmp_path / "annet-hjem"
    other.mkdir()
    text = (
        (folder / "1.yaml").read_text("utf-8").replace("pathway: kort-hjem", "pathway: annet-hjem")
    )
    (other / "1.yaml").write_text(text, "utf-8")

    said = run("explain", tmp_path)

    assert said.status == 1
    assert said.out.endswith("has several pathways: annet-hjem, kort-hjem. Name one of them.\n")


def test_a_definition_with_errors_is_not_told(run, folder):
    file = folder / "1.yaml"
    file.write_text(file.read_text("utf-8").replace("party: nurse", "party: nurs"), "utf-8")

    said = run("explain", folder)

    assert said.status == 1
    assert 'Did you mean "nurse"?' in said.out
    assert "cannot be explained until its errors are mended." in said.out
