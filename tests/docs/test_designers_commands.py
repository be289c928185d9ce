"""Every command line of the page for designers is run, in the order of the page, as it stands."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run, _messages_read_once, home, run  # noqa: F401
from tests.docs.pages import commands, page
from tests.docs.test_designers_page import DEFINITION, EXAMPLES

PAGE = page("for-pathway-designers.md")
LINES = [line for line in commands(PAGE) if line.startswith("hjemover ")]
# What the page tells of version 2: another name, another limit, and patients later.
NEXT = (
    DEFINITION.replace("version: 1", "version: 2")
    .replace("valid_from: 2026-02-01", "valid_from: 2027-02-01")
    .replace("find-receiver", "choose-municipality")
    .replace("due: {within: 8 weeks}", "due: {within: 6 weeks}")
)
STATUS = {"diff": 1}  # something differs


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A designer's folder, as the page has it by its end."""
    folder = tmp_path / "pathways" / "etter-fall"
    folder.mkdir(parents=True)
    (folder / "1.yaml").write_text(DEFINITION, encoding="utf-8")
    (folder / "2.yaml").write_text(NEXT, encoding="utf-8")
    (folder / "examples.yaml").write_text(
        EXAMPLES.replace("find-receiver", "choose-municipality"), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_shows_every_tool_of_a_designer() -> None:
    shown = {line.split()[1] for line in LINES}

    assert {"check", "schema", "diagram", "explain", "try", "simulate", "publish", "diff"} <= shown


@pytest.mark.parametrize("line", sorted(set(LINES)))
def test_every_command_line_of_the_page_does_what_it_says(
    line: str,
    run: Run,  # noqa: F811
    desk: Path,
) -> None:
    words = line.split()[1:]

    said = run(*words)

    assert said.status == STATUS.get(words[0], 0), said.all
    assert said.err == ""
    assert said.out


def test_what_the_page_quotes_is_what_is_said(run: Run, desk: Path) -> None:  # noqa: F811
    diff = run("diff", "pathways/etter-fall/1.yaml", "pathways/etter-fall/2.yaml").out
    tried = run("try", "pathways/etter-fall").out
    same = run("diff", "pathways/etter-fall/1.yaml", "pathways/etter-fall/1.yaml").out

    quotes = [
        ("Steget «find-receiver» heter nå «choose-municipality» i filen.", diff),
        ("2 virkedager fra 31. mars 2026, hoppet over 2., 3. og 6. april", tried),
        ("Ingen forskjell i mening.", same),
    ]
    page_in_a_line = " ".join(PAGE.split())
    for quote, said in quotes:
        assert quote in said
        assert f"*{quote}*" in page_in_a_line
