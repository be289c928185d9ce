"""Which step, party or number of the new version is one of the old under another name."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct, convert, to_builtins

from hjemover.definition.expression_types import fact_name
from hjemover.definition.models import PathwayDefinition

SECTIONS: Final = (
    "parties", "dates", "numbers", "windows", "consents", "forms", "outcomes", "steps", "events",
    "tables", "accruals", "measures",
)  # fmt: skip
_ALIKE: Final = 0.6
"""How much of two entries must be the same for one to be the other under a new name."""

# Strings under these keys are for people, for the address book, or words of the language.
_NO_NAMES: Final = frozenset(
    ("nb", "nn", "en", "service", "code", "code_set", "source", "type", "value", "valid_from",
     "tags", "edge", "direction", "scope", "role", "deadline_class", "join", "basis", "subject",
     "at")
)  # fmt: skip


class Rename(Struct, frozen=True, kw_only=True):
    """*old* of the section *section* is called *new* now."""

    section: str
    old: str
    new: str


def find_renames(old: PathwayDefinition, new: PathwayDefinition) -> tuple[Rename, ...]:
    """Pair what is gone with what is new, the most alike first, section by section."""
    return tuple(
        Rename(section=section, old=before, new=after)
        for section in SECTIONS
        for before, after in _pairs(getattr(old, section), getattr(new, section))
    )


def _pairs(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, str]]:
    gone = [name for name in old if name not in new]
    come = [name for name in new if name not in old]
    scored = sorted(
        (
            (-likeness(old[before], new[after]), at, then_at, before, after)
            for at, before in enumerate(gone)
            for then_at, after in enumerate(come)
        ),
    )
    pairs: list[tuple[str, str]] = []
    for score, _, _, before, after in scored:
        taken = any(before == one or after == other for one, other in pairs)
        if -score >= _ALIKE and not taken:
            pairs.append((before, after))
    return pairs


def likeness(one: object, other: object) -> float:
    """How much of the two is the same, from 0 to 1; of different kinds nothing is."""
    if type(one) is not type(other):
        return 0.0
    first, second = set(_leaves(to_builtins(one))), set(_leaves(to_builtins(other)))
    return len(first & second) / max(len(first | second), 1)


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "id":
                yield from _leaves(inner, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for at, inner in enumerate(value):
            yield from _leaves(inner, (*path, str(at)))
    elif value is not None:
        yield path, str(value)


def renamed(definition: PathwayDefinition, renames: tuple[Rename, ...]) -> PathwayDefinition:
    """*definition* as it would be written with the new names. What it means is the same."""
    if not renames:
        return definition
    tree = to_builtins(definition)
    for section in SECTIONS:
        names = {one.old: one.new for one in renames if one.section == section}
        if names and isinstance(tree[section], dict):
            tree[section] = {names.get(key, key): value for key, value in tree[section].items()}
    references = {one.old: one.new for one in renames if one.section != "outcomes"}
    codes = {one.old: one.new for one in renames if one.section == "outcomes"}
    kept = {name for section in SECTIONS for name in tree[section]} - set(references.values())
    # A name that something else keeps is not touched, where only the context could tell them apart.
    references = {old: new for old, new in references.items() if old not in kept}
    return convert(_replaced(tree, references | codes), PathwayDefinition)


def _replaced(value: Any, names: Mapping[str, str], key: str = "") -> Any:
    if isinstance(value, dict):
        if set(value) == {"source"}:
            return {"source": _in_condition(str(value["source"]), names)}
        return {
            (names.get(name, name) if key in _KEYED else name): _replaced(inner, names, name)
            for name, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_replaced(inner, names, key) for inner in value]
    if not isinstance(value, str) or key in _NO_NAMES:
        return value
    head, dot, tail = value.partition(".")
    return f"{names.get(head, head)}{dot}{tail}" if dot else names.get(value, value)


# Mappings whose keys are names of the file.
_KEYED: Final = frozenset(("set_dates", "consent"))


def _in_condition(source: str, names: Mapping[str, str]) -> str:
    """A condition with the names in it as they are now; texts in quotes are left alone."""
    facts = {fact_name(old): fact_name(new) for old, new in names.items()}
    parts = re.split(r"(\"[^\"]*\"|'[^']*')", source)
    return "".join(
        part if at % 2 else re.sub(r"[A-Za-z_]\w*", lambda m: facts.get(m[0], m[0]), part)
        for at, part in enumerate(parts)
    )
