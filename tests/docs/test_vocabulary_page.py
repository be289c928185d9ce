"""docs/vocabulary.md has every status, order and fact of the code, and no other."""

import re
from enum import StrEnum
from typing import get_args

import pytest

from hjemover import vocabulary
from hjemover.engine import commands, events
from hjemover.engine.standing import SUGGESTED_ACTS
from tests.docs.pages import TOP, page

PAGE = page("vocabulary.md")
SOURCE = TOP / "src" / "hjemover"
ENUMS = [
    one
    for one in vars(vocabulary).values()
    if isinstance(one, type) and issubclass(one, StrEnum) and one is not StrEnum
]


def table(mark: str) -> list[list[str]]:
    """The cells of the table under the comment *mark*, less its heading."""
    found = re.search(rf"<!-- {mark} -->\n((?:\|.*\n)+)", PAGE)
    assert found, f"docs/vocabulary.md has no table marked {mark}"
    lines = found[1].splitlines()[2:]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]


def words(mark: str) -> list[str]:
    return [cells[0].strip("`") for cells in table(mark)]


@pytest.mark.parametrize("codes", ENUMS, ids=lambda one: one.__name__)
def test_every_code_has_its_norwegian_in_the_order_of_the_code(codes: type[StrEnum]) -> None:
    assert words(f"codes: {codes.__name__}") == [one.value for one in codes]
    assert all(cells[1] for cells in table(f"codes: {codes.__name__}"))


def test_every_order_is_explained() -> None:
    known = [one.__struct_config__.tag for one in get_args(commands.AnyCommand)]

    assert words("commands") == known


def test_every_fact_is_explained() -> None:
    known = [one.__struct_config__.tag for one in get_args(events.AnyEvent)]

    assert words("events") == known


def test_every_cause_of_stuck_suggests_what_the_engine_suggests() -> None:
    told = {cells[0].strip("`"): cells[2].strip("`") for cells in table("codes: StuckCause")}

    assert told == {cause.value: act for cause, act in SUGGESTED_ACTS.items()}


def test_each_term_stands_once() -> None:
    rows = [
        line for line in PAGE.splitlines() if re.match(r"\| [a-z].*\| .*\| .*\| .*\| .*\|$", line)
    ]
    terms = [row.split("|")[1].strip() for row in rows]

    assert len(terms) > 50
    assert sorted(set(terms)) == sorted(terms)


def test_every_name_of_the_code_that_the_tables_give_is_in_the_code() -> None:
    source = "".join(file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py"))
    heads, _, _ = PAGE.partition("## Statuses and codes")
    rows = re.findall(r"^\| (?!English)(\w[^|]*) \|", heads, flags=re.M)
    names = [name for row in rows for name in re.findall(r"`([^`]+)`", row)]

    assert len(names) > 90
    assert [name for name in names if not re.search(rf"\b{name}\b", source)] == []
    types = [name for name in names if name[0].isupper()]
    assert [name for name in types if f"class {name}(" not in source] == []
