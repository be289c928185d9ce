"""What the pages name exists: commands, options, make targets, settings, files, links, modules."""

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from hjemover.cli.app import app
from hjemover.settings import Settings, content_folder
from hjemover.store import Database
from hjemover.store.engines import sqlite_module
from tests.docs.pages import DOCS, TOP, all_pages, codes, commands, page

PAGES = all_pages()
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
_PLACE = re.compile(r"^(?:src|tests|docs|flows|deploy|pathways|notifications)/[\w./-]*$")
# Where a page shows how to make something new, or names what an installation has.
_NOT_HERE = {
    "pathways/etter-fall",
    "pathways/etter-fall/1.yaml",
    "pathways/etter-fall/2.yaml",
    "pathways/etter-fall/examples.yaml",
}

each_page = pytest.mark.parametrize("name", sorted(PAGES))


def words_of(name: str, program: str) -> Iterator[list[str]]:
    """The command lines of page *name* that call *program*, as words."""
    for line in commands(PAGES[name]):
        words = line.replace("\n", " ").split()
        if words and words[0] == program:
            yield words


def anchor(heading: str) -> str:
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


@each_page
def test_every_link_leads_to_a_file_and_a_heading_in_it(name: str) -> None:
    here = TOP / name
    for file, heading in _LINK.findall(PAGES[name]):
        target = (here.parent / file).resolve() if file else here
        assert target.exists(), f"{name} links to {file}"
        if heading:
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), flags=re.M)
            assert heading in [anchor(one) for one in headings], f"{name} links to #{heading}"


@each_page
def test_every_file_named_is_there(name: str) -> None:
    named = [one for one in codes(PAGES[name]) if _PLACE.match(one)]

    assert [one for one in named if one not in _NOT_HERE and not (TOP / one).exists()] == []


@each_page
def test_every_make_target_named_is_in_the_makefile(name: str) -> None:
    makefile = (TOP / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.M))

    named = {words[1] for words in words_of(name, "make") if len(words) > 1}
    assert named - targets == set()


@each_page
def test_every_command_and_option_named_is_one(name: str) -> None:
    for words in words_of(name, "hjemover"):
        if len(words) == 1:
            continue
        assert words[1] in set(app), f"{name} names `{' '.join(words)}`"
        command = app[words[1]]
        if words[2:] and words[2] in set(command):  # as `account invite`
            command = command[words[2]]
        arguments = command.assemble_argument_collection()
        options = {option for one in arguments for option in one.names}
        assert {word for word in words if word.startswith("--")} <= options, " ".join(words)


def test_every_command_is_told_of_somewhere() -> None:
    named = {words[1] for name in PAGES for words in words_of(name, "hjemover") if words[1:]}

    assert {one for one in app if not one.startswith("-")} <= named


@each_page
def test_every_module_to_run_is_there(name: str) -> None:
    for words in words_of(name, "python"):
        if words[1] == "-m":
            assert importlib.util.find_spec(words[2]) is not None, " ".join(words)


@each_page
def test_no_page_names_the_machine_it_was_written_on(name: str) -> None:
    assert not re.search(r"/(?:work|root|home)/", PAGES[name])


# --- settings ---------------------------------------------------------------------------------

SETTINGS = dict(
    re.findall(r"^\| `(HJEMOVER_[A-Z_]+)` \| (.+?) \|", page("operations.md"), flags=re.M)
)


def test_the_table_of_settings_has_every_setting_and_no_other() -> None:
    assert list(SETTINGS) == [f"HJEMOVER_{name.upper()}" for name in Settings.model_fields]


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_the_defaults_told_are_the_defaults(field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    value, told = getattr(Settings(), field), SETTINGS[f"HJEMOVER_{field.upper()}"]

    if value is None:
        assert told == "none"
    elif isinstance(value, Path) and value == content_folder(field):
        assert told == "built in"
    else:
        assert not isinstance(value, SecretStr)
        assert told == f"`{value}`"


@each_page
def test_every_setting_named_is_one(name: str) -> None:
    assert set(re.findall(r"HJEMOVER_[A-Z_]+[A-Z]", PAGES[name])) - set(SETTINGS) == set()


# --- what an operator does --------------------------------------------------------------------


def test_the_backup_line_makes_a_whole_copy_while_others_write(tmp_path: Path) -> None:
    (line,) = re.findall(r"<!-- backup -->\n```sh\n(.+)\n```", page("operations.md"))
    (tmp_path / "var").mkdir()
    database = Database.open(f"sqlite:///{tmp_path}/var/hjemover.db")
    database.migrate()
    with database.writing():
        subprocess.run(
            line.replace("python", sys.executable, 1), shell=True, cwd=tmp_path, check=True
        )
    database.dispose()

    copy = sqlite_module().connect(tmp_path / "backup.db")
    tables = {row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    sound = copy.execute("PRAGMA integrity_check").fetchone()
    copy.close()
    assert sound == ("ok",)
    assert {"journal", "outbox", "wakeup"} <= {one.removeprefix("hjemover_") for one in tables}


def test_every_decision_says_what_it_cost_and_what_would_change_our_mind() -> None:
    for one in sorted((DOCS / "adr").glob("*.md")):
        text = one.read_text(encoding="utf-8")
        for part in ("Context.", "Options.", "Choice.", "Cost.", "What would change our mind."):
            assert f"**{part}**" in text, f"{one.name} has no {part}"
