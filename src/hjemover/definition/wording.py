"""Says in our own sentences what pydantic found: its wording never reaches a designer."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from hjemover.definition.grammar.base import CODE, KEBAB, LIST, MAP, SCALAR, TAG, Said, Words
from hjemover.definition.grammar.parts import TextWords
from hjemover.definition.grammar.steps import KINDS, NO_KIND, SEVERAL_KINDS
from hjemover.definition.moves import MISSING, group_move, list_move, text_move, truth_move
from hjemover.definition.problems import Problems, nearest_word, quoted
from hjemover.definition.source import Data, Path, find

W = TypeVar("W", bound=Words)


def read_words(model: type[W], data: Data, problems: Problems) -> tuple[W | None, set[Path]]:
    """*data* as *model*, or None; and the paths where something was wrong, told to *problems*."""
    allowed: dict[int, tuple[str, ...]] = {}
    try:
        return model.model_validate(data, context={"allowed": allowed}), set()
    except ValidationError as refused:
        wrong: set[Path] = set()
        errors = refused.errors(include_url=False)
        meant = _meant_keys(errors, data, allowed)
        for error in errors:
            path, is_key = _path(error["loc"], data)
            if error["type"] == "missing" and path in meant:
                wrong.add(path)
                continue
            if (path not in wrong) or error["type"] in ("missing", "extra_forbidden"):
                _Sentence(error, path, is_key, problems, allowed).say()
            wrong.add(path)
        return None, wrong


def _meant_keys(
    errors: list[ErrorDetails], data: Data, allowed: Mapping[int, tuple[str, ...]]
) -> set[Path]:
    """The keys that misspelt ones were meant to be: to tell that they are missing says no more."""
    meant: set[Path] = set()
    for error in [error for error in errors if error["type"] == "extra_forbidden"][:50]:
        *parent, key = _path(error["loc"], data)[0]
        near = nearest_word(str(key), allowed.get(id(find(data, tuple(parent))), ()))
        if near:
            meant.add((*parent, near))
    return meant


def _path(loc: tuple[int | str, ...], data: Data) -> tuple[Path, bool]:
    """The path in the file of a pydantic location, and whether it means the key itself.

    Locations also hold the tags of unions, and marks for keys; those are no keys of ours.
    """
    is_key = bool(loc) and loc[-1] == "[key]"
    parts = [part for part in loc if not (isinstance(part, str) and part.startswith(TAG))]
    path: list[int | str] = []
    here: Data = data
    for at, part in enumerate(parts):
        inside = _child(here, part)
        if inside is not None:
            (here,) = inside
        elif at < len(parts) - 1 or part == "[key]" or not isinstance(here, dict):
            continue  # the member of a union that pydantic tried
        path.append(part)
    return tuple(path), is_key


def _child(here: Data, part: str | int) -> tuple[Data] | None:
    """What stands at *part* inside *here*, in a tuple of its own; None when nothing does."""
    if isinstance(here, dict) and isinstance(part, str) and part in here:
        return (here[part],)
    if isinstance(here, list) and isinstance(part, int) and part < len(here):
        return (here[part],)
    return None


_ENTRIES: Final = {
    "parties": "party",
    "dates": "date",
    "numbers": "number",
    "windows": "window",
    "consents": "consent",
    "outcomes": "outcome",
    "steps": "step",
    "events": "event",
    "tables": "table",
    "accruals": "accrual",
    "measures": "measure",
    "ask": "field",
    "fields": "field",
    "columns": "column",
    "rows": "row",
    "choices": "choice",
}


_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


def plain_letters(name: str) -> str:
    """*name* without the letters that a name in the file cannot have."""
    apart = unicodedata.normalize("NFD", name.translate(_LETTERS))
    return "".join(one for one in apart if not unicodedata.combining(one))


def describe(path: Path) -> str:
    """What stands at *path*, as people say it: ``outcome "later" of step "offer-1"``."""
    said: list[str] = []
    at = 0
    while at < len(path):
        part = path[at]
        named = isinstance(part, str) and part in _ENTRIES and at + 1 < len(path)
        if named and isinstance(path[at + 1], str):
            said.append(f"{_ENTRIES[str(part)]} {quoted(path[at + 1])}")
            at += 2
            continue
        said.append(f"item {part + 1}" if isinstance(part, int) else quoted(part))
        at += 1
    return " of ".join(reversed(said)) or "the file"


_GROUP: Final = "words with values"

_EXPECTED: Final = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "dict_type": _GROUP,
    "model_type": _GROUP,
    "list_type": "a list",
}

_CUT_BY_COMMA: Final = "Put a text that has a comma in it in quotes."
_LOOK: Final = "Look it up in docs/language.md."

_SHAPES: Final = {SCALAR: "a single word", LIST: "a list", MAP: _GROUP}


class _Sentence:
    """One pydantic error, turned into one problem."""

    def __init__(
        self,
        error: ErrorDetails,
        path: Path,
        is_key: bool,
        problems: Problems,
        allowed: Mapping[int, tuple[str, ...]],
    ) -> None:
        self.type = error["type"]
        self.ctx = error.get("ctx", {})
        self.value: Data = error["input"]
        self.path = path
        self.is_key = is_key
        self.problems = problems
        self.allowed = allowed

    def say(self) -> None:
        tellers: dict[str, Callable[[], None]] = {
            "missing": self._missing,
            "extra_forbidden": self._unknown_key,
            "union_tag_invalid": self._wrong_shape,
            "literal_error": self._not_one_of,
            "string_pattern_mismatch": self._badly_named,
            "value_error": self._own_words,
        }
        tell = tellers.get(self.type)
        if tell:
            tell()
        elif self.value is None or self.type in ("string_too_short", "too_short"):
            self._error("empty-value", "is empty.", "Write a value, or delete the key.")
        elif self.type in _EXPECTED:
            self._wrong_type()
        elif self.type in ("greater_than_equal", "less_than_equal"):
            bound = "at least" if "ge" in self.ctx else "at most"
            limit = self.ctx.get("ge", self.ctx.get("le"))
            way = "more" if "ge" in self.ctx else "less"
            self._error("out-of-range", f"must be {bound} {limit}.", f"Write {limit} or {way}.")
        elif self.type in ("string_too_long", "too_long"):
            most = self.ctx.get("max_length")
            self._error("too-long", f"is longer than {most} characters.", "Make it shorter.")
        else:
            self._error("wrong-value", "cannot be read.", _LOOK)

    def _error(self, code: str, what: str, move: str = "") -> None:
        self.problems.error(self.path, code, f"{describe(self.path)} {what}", move, key=self.is_key)

    def _missing(self) -> None:
        *parent, key = self.path
        self.problems.error(
            tuple(parent),
            "missing-key",
            f"{describe(tuple(parent))} has no {quoted(key)}.",
            MISSING.get(str(key), ""),
            key=True,
        )

    def _unknown_key(self) -> None:
        *parent, key = self.path
        mapping = self.problems.source.find(tuple(parent))
        known = self.allowed.get(id(mapping), ())
        cut = set(known) == set(TextWords.model_fields) and " " in str(key)
        self.problems.error(
            self.path,
            "unknown-key",
            f"{describe(tuple(parent))} has {quoted(key)}, which is not a word here.",
            _CUT_BY_COMMA if cut else self.problems.nearest(str(key), known),
            key=True,
        )

    def _wrong_shape(self) -> None:
        tag = self.ctx.get("tag")
        if tag == NO_KIND:
            keys = list(self.value) if isinstance(self.value, dict) else []
            near = next(
                (
                    move
                    for key in keys
                    if (move := self.problems.nearest(key, KINDS)).startswith(("Did", "Write"))
                ),
                "",
            )
            move = near or f"Write one of {', '.join(KINDS)}."
            self.problems.error(
                self.path, "no-kind", f"{describe(self.path)} has no kind.", move, key=True
            )
        elif tag == SEVERAL_KINDS and isinstance(self.value, dict):
            first, second = [key for key in self.value if key in KINDS][:2]
            self.problems.error(
                (*self.path, second),
                "several-kinds",
                f"{describe(self.path)} is both {quoted(first)} and {quoted(second)}.",
                "A step is one kind: make two steps of it.",
                key=True,
            )
        elif self.value is None:
            self._error("empty-value", "is empty.", "Write a value, or delete the key.")
        else:
            expected = str(self.ctx.get("expected_tags", ""))
            shapes = [said for shape, said in _SHAPES.items() if shape in expected]
            wanted = " or ".join(shapes) or _GROUP
            self._error(
                "wrong-type",
                f"should be {wanted}, not {_kind_of(self.value)}.",
                group_move(self._key, self.value),
            )

    def _wrong_type(self) -> None:
        if self.ctx.get("class_name") == "TextWords" and isinstance(self.value, str):
            self._error(
                "text-without-language",
                "is a text without a language.",
                f"Write {{nb: {quoted(self.value)}}}.",
            )
            return
        expected = _EXPECTED[self.type]
        self._error(
            "wrong-type", f"should be {expected}, not {_kind_of(self.value)}.", self._shape_move()
        )

    def _shape_move(self) -> str:
        match self.type:
            case "bool_type":
                return truth_move(self.value)
            case "list_type":
                return list_move(self._key, self.value)
            case "string_type":
                return text_move(self.value)
            case "int_type":
                return "Write a whole number without quotes, as 1."
            case "float_type":
                return "Write a number without quotes, as 4."
        return group_move(self._key, self.value)

    @property
    def _key(self) -> str:
        """The nearest word of the language above what is wrong."""
        return next((part for part in reversed(self.path[-1:]) if isinstance(part, str)), "")

    def _not_one_of(self) -> None:
        known = [
            part.strip(" '") for part in str(self.ctx["expected"]).replace(" or ", ",").split(",")
        ]
        near = self.problems.nearest(str(self.value), known)
        move = near if near.startswith(("Did", "Write")) else f"Write one of {', '.join(known)}."
        if isinstance(self.value, str):
            self._error("unknown-word", f"is {quoted(self.value)}, which is not a word here.", move)
        else:
            self._error("wrong-type", f"cannot be {_kind_of(self.value)}.", move)

    def _badly_named(self) -> None:
        pattern = self.ctx.get("pattern")
        rule = {
            KEBAB: "lower-case letters and digits, with single hyphens between words",
            CODE: "lower-case letters and digits, with single hyphens or underscores between words",
        }.get(str(pattern), "capital letters and digits, with single underscores between words")
        name = str(self.path[-1] if self.is_key and self.path else self.value)
        whose, _, what = name.partition(".")
        if what in ("lead", "unit") and not self.is_key:
            self.problems.error(
                self.path,
                "bad-name",
                f"{quoted(name)} is not a name: only who is told can be a leader.",
                f"Write {quoted(whose)}.",
            )
            return
        meant = re.sub("[^a-z0-9]+", "-", plain_letters(name.lower())).strip("-")
        meant = meant.replace("-", "_").upper() if "A-Z" in str(pattern) else meant
        fits = re.fullmatch(str(pattern).strip("^$"), meant) is not None
        self.problems.error(
            self.path,
            "bad-name",
            f"{quoted(name)} is not a name of the right form.",
            f"Write {quoted(meant)}." if fits else f"Use {rule}.",
            key=self.is_key,
        )

    def _own_words(self) -> None:
        said = self.ctx.get("error")
        if isinstance(said, Said):
            self._error(said.code, said.message, said.next_move)
        else:
            self._error("wrong-value", "cannot be read.", _LOOK)


def _kind_of(value: Data) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else _GROUP
