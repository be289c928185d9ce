"""diff: what changed between two versions, in words, and the exit status of diff(1)."""

from pathlib import Path

import pytest

from tests.application.town import SHORT

TEXT = SHORT.replace("start: nytt-forlop, ", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "kort-hjem"
    home.mkdir()
    (home / "1.yaml").write_text(TEXT, encoding="utf-8")
    newer = TEXT.replace("version: 1", "version: 2").replace("5 working days", "7 working days")
    (home / "2.yaml").write_text(newer, encoding="utf-8")
    return home


def test_what_changed_is_told_in_words_and_the_status_is_one(run, folder):
    said = run("diff", folder / "1.yaml", folder / "2.yaml")

    assert (said.status, said.err) == (1, "")
    assert said.out.splitlines() == [
        "Kort vei hjem",
        "Fra versjon 1 (gjelder fra 1. januar 2020) til versjon 2 (gjelder fra 1. januar 2020).",
        "Pasienter som er underveis, blir på den versjonen de begynte på.",
        "",
        "Frister og tall",
        "- Tallet «visit-within» («Besøk pasienten»), verdien: før 5 virkedager, nå 7 virkedager.",
    ]
    assert (
        "before 5 working days, now 7"
        in run("diff", folder / "1.yaml", folder, "--language", "en").out
    )


def test_a_file_that_is_only_written_otherwise_does_not_differ(run, folder, tmp_path):
    other = tmp_path / "annen" / "kort-hjem"
    other.mkdir(parents=True)
    spread = TEXT.replace("tags: [kreft]", "# a comment\ntags:\n  - kreft")
    (other / "1.yaml").write_text(spread, encoding="utf-8")

    said = run("diff", folder / "1.yaml", other)

    assert said.status == 0
    assert said.out.endswith("\nIngen forskjell i mening.\n")


def test_a_version_that_cannot_be_read_is_told_and_the_status_is_two(run, folder):
    (folder / "2.yaml").write_text(TEXT.replace("party: nurse", "party: nurs"), encoding="utf-8")

    said = run("diff", folder / "1.yaml", folder / "2.yaml")

    assert said.status == 2
    assert 'Did you mean "nurse"?' in said.out
    assert "cannot be compared until its errors are mended." in said.out
    assert run("diff", folder / "1.yaml", folder / "9.yaml").status == 2
