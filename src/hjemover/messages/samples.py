"""Sample data (eksempeldata): what the check and the preview fill a message in with.

Read node by node, so that each finding has its place, nothing is built from a tag, and "no"
and dates stay the text that somebody wrote.
"""

import difflib
import re
from pathlib import Path
from typing import Final, TypeVar

import msgspec
from msgspec import Struct
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from hjemover.messages.context import (
    ContextRefused,
    DigestContext,
    DigestLine,
    MessageContext,
)
from hjemover.messages.findings import MessageFinding

LARGEST: Final = 10_000
# The reader needs seconds for thousands of brackets within each other.
MOST_BRACKETS: Final = 200
DEEPEST: Final = 4

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]
ContextT = TypeVar("ContextT", MessageContext, DigestContext)


class _Misplaced(ValueError):
    def __init__(self, node: Node, code: str, message: str) -> None:
        super().__init__(message)
        self.line = node.start_mark.line + 1
        self.column = node.start_mark.column + 1
        self.code = code


def read_sample(
    path: Path, file: str, context: type[ContextT]
) -> tuple[ContextT | None, tuple[MessageFinding, ...]]:
    """The sample as a *context*, or what is wrong with it. *file* is how findings name it."""
    try:
        return _read(path, context), ()
    except _Misplaced as error:
        line, column, code, said = error.line, error.column, error.code, str(error)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        code, said = "yaml", f"This cannot be read as YAML: {error.problem}. Check the indenting."
    except (YAMLError, UnicodeDecodeError, RecursionError):
        line, column, code = 1, 1, "yaml"
        said = "This cannot be read as YAML in UTF-8. Write it as plain names and values."
    return None, (MessageFinding(file=file, line=line, column=column, code=code, message=said),)


def _read(path: Path, context: type[ContextT]) -> ContextT:
    text = path.read_text(encoding="utf-8")
    if len(text) > LARGEST or text.count("[") + text.count("{") > MOST_BRACKETS:
        raise YAMLError("too much for a sample")
    root = YAML(typ="safe", pure=True).compose(text)
    if not isinstance(root, MappingNode):
        raise YAMLError("not a mapping")
    _check_names(root, context)
    try:
        return msgspec.convert(_plain(root, 0), context)
    except msgspec.ValidationError as error:
        raise _misfit(error, root) from error


def _misfit(error: msgspec.ValidationError, root: MappingNode) -> _Misplaced:
    # msgspec ends with "- at `$.lines[0].count`"; designers need the place, not the path.
    said = str(error).split(" - at ", 1)[0].rstrip(".")
    if isinstance(error.__cause__, ContextRefused):
        field = said.split(" ", 1)[0]
    else:
        found = re.search(r" - at `\$\.(\w+)", str(error))
        field = found.group(1) if found else ""
        said = f'"{field}": {said}' if field else said
    return _Misplaced(_key(root, field) or root, "sample", f"{said}.")


def _check_names(mapping: MappingNode, context: type[Struct]) -> None:
    allowed = [field.name for field in msgspec.structs.fields(context)]
    seen = set()
    for key, value in mapping.value:
        if key.value in seen:
            raise _Misplaced(key, "sample", f'"{key.value}" stands twice. Keep one of them.')
        seen.add(key.value)
        if key.value not in allowed:
            guess = difflib.get_close_matches(str(key.value), allowed, n=1)
            meant = f' Did you mean "{guess[0]}"?' if guess else ""
            said = f'"{key.value}" is not a field.{meant} Available: {", ".join(allowed)}.'
            raise _Misplaced(key, "unknown-name", said)
        if key.value == "lines" and isinstance(value, SequenceNode):
            for line in value.value:
                if isinstance(line, MappingNode):
                    _check_names(line, DigestLine)


def _plain(node: Node, depth: int) -> Plain:
    if depth > DEEPEST:
        raise _Misplaced(node, "sample", "This is nested too deep. A sample is plain values.")
    match node:
        case MappingNode():
            return {str(key.value): _plain(value, depth + 1) for key, value in node.value}
        case SequenceNode():
            return [_plain(value, depth + 1) for value in node.value]
        case ScalarNode():
            return _scalar(str(node.value), str(node.tag))
        case _:
            raise _Misplaced(node, "sample", "This is not a plain value.")


def _scalar(text: str, tag: str) -> Plain:
    if tag.endswith(":int") and re.fullmatch(r"[+-]?\d{1,9}", text):
        return int(text)
    if tag.endswith(":bool"):
        return text.casefold() == "true"
    return None if tag.endswith(":null") else text


def _key(mapping: MappingNode, field: str) -> Node | None:
    return next((key for key, _ in mapping.value if key.value == field), None)
