"""try: examples played before one's eyes, what was expected beside what was."""

from pathlib import Path

import pytest

from tests.application.town import SHORT

EXAMPLES = """\
examples:
  - name: {nb: Alt går bra, nn: Alt går bra, en: All goes well}
    enrol:
      at: 2026-03-30 10:00
      dates: {diagnosed: 2026-03-30}
      parties: {hospital: sykehuset}
      municipality: kommunen
    run:
      - at: 2026-03-30 10:05
        expect: {holder: {send: hospital}, awaits: {send: intake}, due: {send: 2026-04-01}}
      - at: 2026-03-31 09:00
        do: {accept: send}
        expect: {open: [visit], due: {visit: 2026-04-10}}
      - at: 2026-04-02 12:00
        do: {complete: visit}
        expect: {closed: FULLFORT}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "kort-hjem"
    home.mkdir()
    text = SHORT.replace("start: nytt-forlop, ", "")
    (home / "1.yaml").write_text(text, encoding="utf-8")
    (home / "examples.yaml").write_text(EXAMPLES, encoding="utf-8")
    return home


def test_an_example_that_holds_is_told_with_the_reasons_of_its_limits(run, folder):
    said = run("try", folder)

    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("✓ Alt går bra\n  mandag 30. mars 2026 kl. 10.00\n")
    assert "    ✓ holder of send: sykehuset/cancer-care\n" in said.out
    assert (
        "    ✓ due of visit: 2026-04-10: fredag 10. april 2026 "
        "(5 virkedager fra 31. mars 2026, hoppet over 2., 3. og 6. april)\n"
    ) in said.out
    assert said.out.endswith("1 example, 0 differed.\n")


def test_what_differs_is_shown_beside_what_was_and_the_status_is_one(run, folder):
    file = folder / "examples.yaml"
    file.write_text(EXAMPLES.replace("visit: 2026-04-10", "visit: 2026-04-09"), encoding="utf-8")

    said = run("try", folder / "1.yaml", "--language", "en")

    assert said.status == 1
    assert "✗ All goes well\n" in said.out
    assert "    ✗ due of visit: expected 2026-04-09, was 2026-04-10: Friday 10 April" in said.out
    assert f"  {file}:13:46: due of visit: expected 2026-04-09, was 2026-04-10.\n" in said.out
    assert said.out.endswith("1 example, 1 differed.\n")


def test_an_act_that_is_refused_says_why(run, folder):
    text = EXAMPLES.replace("do: {complete: visit}", "do: {complete: visit, outcome: dnoe}")
    (folder / "examples.yaml").write_text(text, encoding="utf-8")

    said = run("try", folder)

    assert said.status == 1
    assert "Refused: visit has no outcome dnoe. It can be: done. (unknown-outcome)" in said.out


def test_only_some_examples_can_be_played_and_only_those_that_differ_shown(run, folder):
    assert run("try", folder, "--only", "GÅR BRA", "--quiet").out == "1 example, 0 differed.\n"
    assert run("try", folder, "--only", "dårlig").out == "0 examples, 0 differed.\n"


def test_a_file_of_examples_that_cannot_be_read_differs(run, folder):
    (folder / "examples.yaml").write_text("examples: [", encoding="utf-8")

    said = run("try", folder)

    assert said.status == 1
    assert "examples.yaml:" in said.out


def test_a_pathway_without_examples_is_told_where_to_write_them(run, folder):
    (folder / "examples.yaml").unlink()

    said = run("try", folder)

    assert said.status == 0
    assert "kort-hjem has no examples. Write them in examples.yaml beside it." in said.out


def test_a_definition_with_errors_is_not_tried(run, folder):
    file = folder / "1.yaml"
    file.write_text(file.read_text("utf-8").replace("party: nurse", "party: nurs"), "utf-8")

    said = run("try", folder)

    assert said.status == 1
    assert 'Did you mean "nurse"?' in said.out
    assert said.out.endswith(f"{file} cannot be tried until its errors are mended.\n")


def test_a_path_that_leads_nowhere_is_told(run, tmp_path):
    said = run("try", tmp_path / "ingen")

    assert said.status == 1
    assert "there is no such file or folder" in said.out
