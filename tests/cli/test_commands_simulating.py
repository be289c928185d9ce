"""simulate: one virtual patient's story, a cohort in figures, both for programs as well."""

import json
from pathlib import Path

import pytest

from tests.application.town import SHORT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "kort-hjem"
    home.mkdir()
    (home / "1.yaml").write_text(SHORT.replace("start: nytt-forlop, ", ""), encoding="utf-8")
    return home


def test_one_patient_tells_their_story_day_by_day(run, folder, home):
    said = run("simulate", folder, "--seed", "3")

    assert (said.status, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0] == "Kort vei hjem, versjon 1: én oppdiktet pasient i 18 måneder"
    assert lines[3:5] == ["torsdag 2. januar 2020", "  Pasienten ble meldt inn."]
    assert "  Sykehuset sendte «Overfør til kommunen» til mottak" in said.out
    assert not home.exists() or not list(home.rglob("*.db"))  # no database was needed


def test_the_same_seed_tells_the_same_story_and_another_another(run, folder):
    first = run("simulate", folder, "--seed", "3", "--json").out

    assert run("simulate", folder, "--seed", "3", "--json").out == first
    assert any(
        run("simulate", folder, "--seed", str(seed), "--json").out != first for seed in (4, 5, 6)
    )


def test_a_cohort_is_counted(run, folder):
    said = run("simulate", folder, "--patients", "40", "--language", "en")

    assert (said.status, said.err) == (0, "")
    for heading in (
        "A short way home, version 1: 40 made-up patients for 18 months",
        "How it ended",
        "Messages to the units, week by week",
        "Days left of the limit when it was done (below zero is late)",
        "How often each way was taken",
        "What stood still",
    ):
        assert heading in said.out
    assert "no answer within the limit" in said.out


def test_a_programme_gets_all_of_it(run, folder):
    found = json.loads(run("simulate", folder, "--patients", "20", "--months", "6", "--json").out)

    assert (found["patients"], found["months"]) == (20, 6)
    assert sum(one["patients"] for one in found["outcomes"]) == 20
    assert all(one["week"][4:6] == "-W" for one in found["prompts"])
    story = json.loads(run("simulate", folder, "--json").out)
    assert story["story"][0]["fact"] == "pathway-enrolled"


def test_impossible_numbers_are_refused_in_a_sentence(run, folder):
    assert run("simulate", folder, "--patients", "0").status != 0
    assert run("simulate", folder, "--months", "5000").status != 0


def test_a_definition_with_errors_is_not_simulated(run, folder):
    file = folder / "1.yaml"
    file.write_text(file.read_text("utf-8").replace("party: nurse", "party: nurs"), "utf-8")

    said = run("simulate", folder)

    assert said.status == 1
    assert "cannot be simulated until its errors are mended." in said.out
