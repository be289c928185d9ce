"""docs/architecture.md names files and folders that are there, and functions that are in them."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.docs.pages import TOP, page

PAGE = page("architecture.md")
SOURCE = TOP / "src" / "hjemover"
_NAMED = re.compile(r"(?<![\w/<])((?:[a-z_]+/)+(?:[a-z_]+\.py)?|[a-z_]+\.py)(?![\w<])")
_DOES = re.compile(r"^[ │]*((?:[a-z_]+/)*[a-z_]+(?:\.py|/)) .*  ((?:\w+\.)?\w+)$", re.M)


def named() -> Iterator[tuple[Path, str]]:
    """Each file or folder that the page names, with the folder that it is spoken of in."""
    for line in PAGE.splitlines():
        row = re.match(r"\| `([\w/]+/)` \|", line)
        home = TOP / row[1] if row else SOURCE
        for name in _NAMED.findall(re.sub(r"POST /\S+|\w+:|\]\([^)]*\)", "", line)):
            yield home, name


def test_every_file_and_folder_it_names_is_there() -> None:
    places = list(named())

    assert len(places) > 80
    lost = [
        name for home, name in places if not any((at / name).exists() for at in (home, SOURCE, TOP))
    ]
    assert lost == []


def test_what_it_says_is_done_in_a_file_is_defined_there() -> None:
    done = _DOES.findall(PAGE)

    assert len(done) > 10
    for name, does in done:
        place = TOP / name if name.startswith("flows/") else SOURCE / name
        files = [place] if place.is_file() else sorted(place.rglob("*.py"))
        text = "".join(file.read_text(encoding="utf-8") for file in files)
        function = does.rpartition(".")[2]
        assert re.search(rf"def {function}\(", text), f"{name} has no {does}"
