"""The pages of docs/ as their test reads them: marked YAML blocks, tables, and what they name.

A YAML block is marked by a comment above it: ``definition``, ``form: <id>``, ``examples``,
``broken`` (a definition that must have errors). A table is marked ``words: <class>``.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hjemover.definition.source import Data, read

TOP = Path(__file__).parents[2]
DOCS = TOP / "docs"

_BLOCK = re.compile(
    r"<!-- (?P<mark>[a-z]+)(?:: (?P<name>[a-z-]+))? -->\n```yaml\n(?P<text>.*?)```", re.S
)
_TABLE = re.compile(r"<!-- words: (?P<of>[A-Za-z-]+) -->\n(?P<rows>(?:\|.*\n)+)")
_CODE = re.compile(r"`([^`]+)`")


class Block(NamedTuple):
    mark: str
    name: str
    text: str


class Row(NamedTuple):
    """One word of the language, with the line that shows it at work."""

    of: str
    word: str
    line: str


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def all_pages() -> dict[str, str]:
    """Every page that people read, by its path from the top."""
    top = (
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "deploy/README.md",
        "notifications/README.md",
    )
    found = [*(TOP / one for one in top), *DOCS.rglob("*.md")]
    return {one.relative_to(TOP).as_posix(): one.read_text(encoding="utf-8") for one in found}


def blocks(text: str) -> list[Block]:
    return [Block(m["mark"], m["name"] or "", m["text"]) for m in _BLOCK.finditer(text)]


def rows(text: str) -> Iterator[Row]:
    for table in _TABLE.finditer(text):
        for line in table["rows"].splitlines()[2:]:
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            (word,) = _CODE.findall(cells[0])
            yield Row(table["of"], word, cells[-1].strip("`"))


def codes(text: str) -> list[str]:
    """What stands between backticks in running text, fenced blocks left out."""
    return _CODE.findall(re.sub(r"```.*?```", "", text, flags=re.S))


def commands(text: str) -> list[str]:
    """The command lines of a page: of its fenced shell blocks, and between backticks."""
    fenced = re.findall(r"```(?:sh|console)\n(.*?)```", text, flags=re.S)
    lines = [line.removeprefix("$ ").strip() for one in fenced for line in one.splitlines()]
    return [*lines, *codes(text)]


@cache
def data(text: str) -> Data:
    source, faults = read("page", text)
    assert not faults, f"{faults[0].message}\n{text}"
    return source.data


def holds(whole: Data, part: Data) -> bool:
    """Whether *part* stands somewhere in *whole*, with as much or more beside it."""
    if _is_part(whole, part):
        return True
    inside = whole.values() if isinstance(whole, dict) else whole if isinstance(whole, list) else ()
    return any(holds(one, part) for one in inside)


def _is_part(whole: Data, part: Data) -> bool:
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            key in whole and _is_part(whole[key], value) for key, value in part.items()
        )
    if isinstance(part, list):
        return isinstance(whole, list) and all(
            any(_is_part(one, wanted) for one in whole) for wanted in part
        )
    return type(whole) is type(part) and whole == part
