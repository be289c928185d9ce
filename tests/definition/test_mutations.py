"""However a definition is mangled, the answer is a definition, or errors with a place."""

import copy
import re
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from hjemover.definition import Loaded, load_text
from hjemover.definition.models import decode, encode
from tests.definition.good import BASE, FORMS

# JSON is YAML; so the mangled tree can be written without minding indentation.
TREE: dict[str, Any] = YAML(typ="safe", pure=True).load(BASE)
LINES = st.sampled_from(BASE.splitlines())

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(
        ["offer", "joined", "talk", "start", "nurse", "$high", "$nope", "3 weeks", "second.opens",
         "talk.urgent", "consent.sharing", "item.service", "clock", "again_on", "wait", "end"]
    ),
    st.just([]),
    st.just({}),
    st.lists(st.sampled_from(["offer", "nurse", "told"]), max_size=3),
    st.dictionaries(st.sampled_from(["after", "of", "then", "nb", "each"]), st.text(max_size=5)),
)  # fmt: skip


def places(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every node below the top."""
    children = tree.items() if isinstance(tree, dict) else enumerate(tree)
    found = []
    for key, child in children:
        found.append((*path, key))
        if isinstance(child, dict | list):
            found += places(child, (*path, key))
    return found


PLACES = places(TREE)


def written(tree: Any) -> str:
    """*tree* as flow YAML, a step or an entry on each line."""
    if isinstance(tree, dict):
        inner = ",\n".join(f"{scalar(str(key))}: {written(value)}" for key, value in tree.items())
        return "{" + inner + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(written(item) for item in tree) + "]"
    return scalar(tree)


def mapping_at(tree: Any, path: tuple[Any, ...]) -> dict[str, Any] | None:
    """The mapping at *path*, or None when there is none there any more."""
    for key in path:
        try:
            tree = tree[key]
        except (KeyError, IndexError, TypeError):
            return None
    return tree if isinstance(tree, dict) else None


def scalar(value: Any) -> str:
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return str(value)


def assert_told(loaded: Loaded, text: str) -> None:
    """A usable definition, or at least one error; and every problem at a place in the file."""
    lines = re.split("\r\n|\r|\n", text)
    for problem in loaded.problems:
        assert problem.message
        if problem.file == "<text>":
            assert 1 <= problem.line <= len(lines)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
    if loaded.definition is None:
        assert loaded.errors
    else:
        assert not loaded.errors
        assert decode(encode(loaded.definition)) == loaded.definition


def test_the_definition_is_good_before_it_is_mangled():
    assert load_text(written(TREE), forms=FORMS).problems == ()


@given(data=st.data(), count=st.integers(1, 3))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_mangled_definition_is_told_of_and_never_breaks_the_checker(
    data: st.DataObject, count: int
):
    tree = copy.deepcopy(TREE)
    for _ in range(count):
        path = data.draw(st.sampled_from(PLACES))
        parent = mapping_at(tree, path[:-1])
        if parent is None or path[-1] not in parent:
            continue  # an earlier change took it away, or it is an item of a list
        match data.draw(st.sampled_from(["delete", "rename", "replace", "move"])):
            case "delete":
                del parent[path[-1]]
            case "rename":
                parent[data.draw(st.text(min_size=1, max_size=8))] = parent.pop(path[-1])
            case "replace":
                parent[path[-1]] = data.draw(JUNK)
            case "move":
                parent[path[-1]] = copy.deepcopy(TREE["steps"]["offer"])
    text = written(tree)

    assert_told(load_text(text, forms=FORMS), text)


@given(
    cut=st.integers(0, len(BASE)),
    length=st.integers(0, 40),
    junk=st.text(alphabet="ab:{}[]-'\"#&*!|>%@\n\t, 0", max_size=8),
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_slip_of_the_hand_anywhere_in_the_text_is_told_of(cut: int, length: int, junk: str):
    text = BASE[:cut] + junk + BASE[cut + length :]

    assert_told(load_text(text, forms=FORMS), text)


@given(st.text(max_size=200))
@example("\r0")
@settings(max_examples=100, deadline=None)
def test_any_text_at_all_is_told_of(text: str):
    assert_told(load_text(text), text)
    assert_told(load_text(BASE, forms={"needs": text}), BASE)
