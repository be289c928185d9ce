"""Types of what a condition may name, and the check of a condition against them."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from hjemover.definition.expression_syntax import (
    Call,
    Index,
    ListOf,
    Macro,
    Name,
    Node,
    Not,
    Operation,
    Select,
    SyntaxRefused,
    Value,
)
from hjemover.definition.models import Field
from hjemover.definition.problems import did_you_mean

Kind = Literal["text", "number", "yes-no", "date", "list", "record", "table", "anything"]


class Type(Struct, frozen=True, kw_only=True):
    """What a value is.

    Args:
        words: The only texts it can be, besides "". None when it can be any.
        fields: Of a record, by name; of a table, the fields of each row.
        of: What a list holds; what a record holds by names that nobody knows beforehand.
        says: What to call it in a message, as ``"hold_1.urgent"``.
    """

    kind: Kind
    words: frozenset[str] | None = None
    fields: Mapping[str, "Type"] = {}
    of: "Type | None" = None
    literal: str | None = None
    says: str = ""


_TRUTH_WORDS = {"ja": "true", "sant": "true", "yes": "true"} | {
    "nei": "false", "usant": "false",
}  # fmt: skip

TEXT = Type(kind="text")
NUMBER = Type(kind="number")
TRUTH = Type(kind="yes-no")
DATE = Type(kind="date")
ANYTHING = Type(kind="anything")
"""What came of something wrong: goes with everything, so one mistake gives one message."""


def fact_name(name: str) -> str:
    """A name of the file as expressions write it: hyphens as underscores."""
    return name.replace("-", "_")


def type_of(field: Field) -> Type:
    """The type of the answer to *field*."""
    match field.type:
        case "number":
            return NUMBER
        case "yes-no":
            return TRUTH
        case "date":
            return DATE
        case "choice":
            return Type(kind="text", words=frozenset(field.choices))
        case "choices":
            return Type(kind="list", of=Type(kind="text", words=frozenset(field.choices)))
        case "list":
            return Type(kind="list", of=record(field.columns))
        case "table":
            rows = frozenset(fact_name(row) for row in field.rows)
            return Type(kind="table", words=rows, of=record(field.columns))
        case _:
            return TEXT


def record(fields: Mapping[str, Field]) -> Type:
    """A record with the answers to *fields*."""
    return Type(kind="record", fields={fact_name(name): type_of(f) for name, f in fields.items()})


OTHERS = Type(
    kind="record",
    fields={
        **dict.fromkeys(("open", "closed", "days_since"), Type(kind="record", of=NUMBER)),
        "open_count": NUMBER,
        "services": NUMBER,
    },
)
"""The patient's other pathways. Which there are, no definition knows: any name will do."""


class Finding(Struct, frozen=True, kw_only=True):
    """Something wrong with a condition, or (*harmless*) only idle."""

    code: str
    message: str
    next_move: str = ""
    harmless: bool = False


_NAMES = {
    "text": "a text",
    "number": "a number",
    "yes-no": "yes or no",
    "date": "a date",
    "list": "a list",
    "record": "a group of answers",
    "table": "a table",
    "anything": "something",
}


class Checker:
    """Goes through one condition and collects its findings."""

    def __init__(self, variables: Mapping[str, Type]) -> None:
        self.variables = dict(variables)
        self.findings: list[Finding] = []

    def condition(self, tree: Node) -> None:
        """Check *tree*, which must come to true or false."""
        found = self.type(tree)
        if found.kind not in ("yes-no", "anything"):
            self._wrong(
                "not-a-condition",
                f"The condition is {_NAMES[found.kind]}, not true or false.",
                "Compare it with something.",
            )

    def type(self, node: Node) -> Type:
        match node:
            case Value():
                return self._literal(node)
            case Name():
                return self._name(node)
            case Select():
                return self._select(node)
            case Index():
                return self._index(node)
            case ListOf():
                return self._list(node)
            case Not():
                self._must_be_truth(node.of, "!")
                return TRUTH
            case Operation():
                return self._operation(node)
            case Call():
                return self._call(node)
            case Macro():
                return self._macro(node)

    def _wrong(self, code: str, message: str, next_move: str = "") -> Type:
        self.findings.append(Finding(code=code, message=message, next_move=next_move))
        return ANYTHING

    def _literal(self, node: Value) -> Type:
        if isinstance(node.value, bool):
            return TRUTH
        if isinstance(node.value, str):
            return Type(kind="text", literal=node.value, says=f'"{node.value}"')
        return NUMBER

    def _name(self, node: Name) -> Type:
        found = self.variables.get(node.name)
        if found is None:
            return self._unknown(
                node.name, "a step, or one of outcome, rounds, number, date, late, overdue, arrived"
            )
        return _called(found, node.name)

    def _unknown(self, name: str, what: str) -> Type:
        near = did_you_mean(name, self.variables)
        if name == "item":
            near = 'Only steps in a "parallel: {each: …}" branch have an item.'
        if name.casefold() in ("today", "now", "nå", "idag", "i_dag"):
            near = "A condition cannot ask what day it is: wait until a date instead."
        if name.casefold() in _TRUTH_WORDS:
            near = f"Write {_TRUTH_WORDS[name.casefold()]}."
        return self._wrong("unknown-variable", f'"{name}" in the condition is not {what}.', near)

    def _select(self, node: Select) -> Type:
        of = self.type(node.of)
        if of.kind == "anything":
            return ANYTHING
        if of.kind == "record" and of.of is not None:
            return _called(of.of, f"{of.says}.{node.field}")
        if of.kind == "table" and of.words is not None and node.field in of.words:
            return _called(of.of or ANYTHING, f"{of.says}.{node.field}")
        if of.kind not in ("record", "table"):
            return self._wrong(
                "wrong-type", f'"{of.says}" is {_NAMES[of.kind]}, and has no "{node.field}" in it.'
            )
        known = of.fields if of.kind == "record" else (of.words or ())
        if node.field not in known:
            move = did_you_mean(node.field, known)
            if not move and known and len(known) <= 12:
                move = f"Known: {', '.join(sorted(known))}."
            return self._wrong("unknown-field", f'"{of.says}" has no "{node.field}".', move)
        return _called(of.fields[node.field], f"{of.says}.{node.field}")

    def _index(self, node: Index) -> Type:
        of, key = self.type(node.of), self.type(node.key)
        if "anything" in (of.kind, key.kind):
            return ANYTHING
        if of.kind != "table" or key.kind != "text":
            return self._wrong("wrong-type", "Only a table can have [ ], with a row's name in it.")
        self._must_be_word(of, key)
        return _called(of.of or ANYTHING, f"{of.says}[…]")

    def _list(self, node: ListOf) -> Type:
        types = [self.type(item) for item in node.items]
        if not types:
            return Type(kind="list", of=ANYTHING)
        for other in types[1:]:
            self._comparable(types[0], other)
        return Type(kind="list", of=types[0])

    def _operation(self, node: Operation) -> Type:
        if node.operator in ("&&", "||"):
            self._must_be_truth(node.left, node.operator)
            self._must_be_truth(node.right, node.operator)
            return TRUTH
        left = self.type(node.left)
        if node.operator == "in":
            self._membership(left, node.right)
            return TRUTH
        right = self.type(node.right)
        if self._comparable(left, right) and node.operator not in ("==", "!="):
            self._ordered(left, right, node.operator)
        return TRUTH

    def _membership(self, left: Type, right: Node) -> None:
        if isinstance(right, ListOf):
            # Each literal is held against the left side, so a misspelt choice is found.
            for item in right.items:
                self._comparable(left, self.type(item))
            return
        within = self.type(right)
        if within.kind == "list":
            self._comparable(left, within.of or ANYTHING)
        elif within.kind != "anything":
            told = f'"in" needs a list, and "{within.says}" is not one.'
            self._wrong("wrong-type", told, "Write ==, or a list in square brackets.")

    def _comparable(self, left: Type, right: Type) -> bool:
        """Whether the two can be the same; a finding when not."""
        kinds = {left.kind, right.kind}
        if "anything" in kinds:
            return True
        if kinds == {"date", "text"}:
            text = left if left.kind == "text" else right
            return text.literal is None or self._must_be_day(text.literal)
        if len(kinds) > 1 or left.kind in ("record", "table"):
            self._wrong(
                "wrong-type",
                f"The condition compares {_called_kind(left)} with {_called_kind(right)}.",
                "Compare like with like: texts stand in quotes; numbers, true and false do not.",
            )
            return False
        if left.kind == "text":
            self._must_be_word(left, right)
            self._must_be_word(right, left)
        return True

    def _must_be_word(self, of: Type, literal: Type) -> None:
        word = literal.literal
        if of.words is None or not word or word in of.words:
            return
        move = did_you_mean(word, of.words) or f"It can be: {', '.join(sorted(of.words))}."
        self._wrong("never-true", f'"{of.says}" can never be "{word}".', move)

    def _must_be_day(self, written: str) -> bool:
        try:
            if written:
                date.fromisoformat(written)
        except ValueError:
            self._wrong(
                "wrong-type",
                f'"{written}" is compared with a date, and is not one.',
                'Write year-month-day, as "2026-01-31".',
            )
            return False
        return True

    def _ordered(self, left: Type, right: Type, operator: str) -> None:
        for side in (left, right):
            if side.kind in ("number", "date", "anything") or side.literal is not None:
                continue
            self._wrong(
                "wrong-type",
                f'"{operator}" is for numbers and dates, not {_called_kind(side)}.',
                "Write == or !=.",
            )
            return
        if left.kind == right.kind == "text":
            told = f'"{operator}" is for numbers and dates, not texts.'
            self._wrong("wrong-type", told, "Write == or !=.")

    def _must_be_truth(self, node: Node, operator: str) -> None:
        found = self.type(node)
        if found.kind not in ("yes-no", "anything"):
            self._wrong(
                "wrong-type",
                f'"{operator}" needs yes or no, and got {_called_kind(found)}.',
                "Compare it with something, as assess.falls > 2.",
            )

    def _call(self, node: Call) -> Type:
        match node.function, node.arguments:
            case "has", (Select() as selected,):
                self.type(selected)
                self.findings.append(
                    Finding(
                        code="idle-has",
                        message='"has" is always true: what is not answered is empty.',
                        next_move='Compare with "", 0 or false instead.',
                        harmless=True,
                    )
                )
                return TRUTH
            case "size", (of,):
                return self._size(self.type(of))
            case (("startsWith" | "contains"), (of, part)):
                for side in (self.type(of), self.type(part)):
                    if side.kind not in ("text", "anything"):
                        move = "Name an answer of type text."
                        move = f'Write "…" in {side.says}.' if side.kind == "list" else move
                        self._wrong(
                            "wrong-type",
                            f"{node.function} is for texts, not {_called_kind(side)}.",
                            move,
                        )
                return TRUTH
        return self._wrong(
            "wrong-call",
            f'"{node.function}" is not used in the right way.',
            "Write size(x), x.startsWith('a') or x.contains('a').",
        )

    def _size(self, of: Type) -> Type:
        if of.kind == "text":
            # The evaluator counts bytes, so "æ" would be 2.
            self._wrong("wrong-type", "size is for lists, not texts.", 'Compare with "" instead.')
        elif of.kind not in ("list", "anything"):
            told = f"size is for lists, not {_called_kind(of)}."
            self._wrong("wrong-type", told, "Name an answer of type list or choices.")
        return NUMBER

    def _macro(self, node: Macro) -> Type:
        over = self.type(node.over)
        if over.kind == "table" and node.macro in ("exists", "all"):
            item = Type(kind="text", words=over.words)
        elif over.kind == "list":
            item = over.of or ANYTHING
        elif over.kind == "anything":
            item = ANYTHING
        else:
            return self._wrong(
                "wrong-type",
                f"{node.macro} is for lists, not {_called_kind(over)}.",
                "Name an answer of type list or choices.",
            )
        if node.variable in self.variables:
            return self._wrong(
                "hidden-name",
                f'"{node.variable}" is already the name of something.',
                f"Choose another name for the item of {node.macro}.",
            )
        self.variables[node.variable] = item
        body = self.type(node.body)
        del self.variables[node.variable]
        if node.macro == "map":
            return Type(kind="list", of=body)
        if body.kind not in ("yes-no", "anything"):
            told = f"{node.macro} needs yes or no for each item."
            self._wrong("wrong-type", told, 'Compare the item, as x == "a".')
        return over if node.macro == "filter" else TRUTH


def _called(found: Type, says: str) -> Type:
    return Type(kind=found.kind, words=found.words, fields=found.fields, of=found.of, says=says)


def _called_kind(found: Type) -> str:
    return f"{_NAMES[found.kind]} ({found.says})" if found.says else _NAMES[found.kind]


__all__ = ["Checker", "Finding", "SyntaxRefused", "Type", "fact_name", "record", "type_of"]
