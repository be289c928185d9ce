"""The part of CEL that definitions may use, as a tree.

The evaluator (a Rust library) gives no tree, has no cost limit and cannot type-check. So every
expression is first read here, by a smaller grammar: what this parser takes, CEL takes with the
same meaning; what it refuses never reaches the evaluator. No arithmetic, no ternary, no regular
expressions, no macro inside a macro: the cost of an expression is linear in its facts.
"""

import re
from collections.abc import Callable
from typing import Final

from msgspec import Struct

MAX_LENGTH: Final = 500
MAX_DEPTH: Final = 30

MACROS: Final = ("exists", "all", "filter", "map")
FUNCTIONS: Final = ("has", "size", "startsWith", "contains")
# Words that CEL keeps for itself; a step may be called so, but an expression cannot name it.
RESERVED: Final = frozenset((
    "as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in",
    "let", "loop", "package", "namespace", "null", "return", "true", "var", "void", "while",
))  # fmt: skip


class SyntaxRefused(Exception):
    """The text is not an expression that definitions may use. Worded for the designer."""

    def __init__(self, message: str, next_move: str = "") -> None:
        super().__init__(f"{message} {next_move}".rstrip())
        self.message = message
        self.next_move = next_move


class Value(Struct, frozen=True):
    """A literal: text, number, or true or false."""

    value: str | int | float | bool


class ListOf(Struct, frozen=True):
    items: tuple["Node", ...]


class Name(Struct, frozen=True):
    name: str


class Select(Struct, frozen=True):
    of: "Node"
    field: str


class Index(Struct, frozen=True):
    of: "Node"
    key: "Node"


class Not(Struct, frozen=True):
    of: "Node"


class Operation(Struct, frozen=True):
    operator: str
    left: "Node"
    right: "Node"


class Call(Struct, frozen=True):
    """``size(x)``, ``x.size()``, ``x.startsWith(y)``: the receiver is the first argument."""

    function: str
    arguments: tuple["Node", ...]


class Macro(Struct, frozen=True):
    """``over.exists(variable, body)`` and its like."""

    macro: str
    over: "Node"
    variable: str
    body: "Node"


Node = Value | ListOf | Name | Select | Index | Not | Operation | Call | Macro

_TOKENS = re.compile(
    r"""\s*(?:
      (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<number>[0-9]{1,15}(?:\.[0-9]{1,15})?(?![A-Za-z0-9_.]))
    | (?P<text>"(?:[^"\\\n]|\\["'\\])*"|'(?:[^'\\\n]|\\["'\\])*')
    | (?P<sign>\|\||&&|==|!=|<=|>=|[<>!().,\[\]-])
    )""",
    re.VERBOSE,
)
_COMPARISONS = frozenset(("==", "!=", "<", "<=", ">", ">=", "in"))


class _Token(Struct, frozen=True):
    kind: str
    text: str


def parse(source: str) -> Node:
    """*source* as a tree.

    Raises:
        SyntaxRefused: It is not an expression, or one that definitions may not use.
    """
    if len(source) > MAX_LENGTH:
        raise SyntaxRefused(
            f"The condition is {len(source)} characters long; the limit is {MAX_LENGTH}.",
            "Split the decision in two.",
        )
    parser = _Parser(_tokens(source))
    tree = parser.either()
    parser.end()
    return tree


def _tokens(source: str) -> list[_Token]:
    tokens: list[_Token] = []
    at, end = 0, len(source.rstrip())
    while at < end:
        match = _TOKENS.match(source, at)
        if match is None or match.lastgroup is None:
            raise _unreadable(source[at:].lstrip())
        tokens.append(_Token(match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return tokens


def _unreadable(rest: str) -> SyntaxRefused:
    if rest[:1] in "+*/%":
        return SyntaxRefused(
            "Conditions cannot calculate.", "Ask for the result in a form, or compare the parts."
        )
    if rest.startswith("?"):
        return SyntaxRefused('Conditions cannot use "?".', "Use && and ||.")
    if rest.startswith(("&", "|", "=")):
        sign = rest[0] * 2
        return SyntaxRefused(f'"{rest[0]}" must be written "{sign}".', f"Write {sign}.")
    if rest[:1] in "\"'":
        return SyntaxRefused("A text in the condition does not end.", "Close the quotation mark.")
    if rest[:1] in "“”„«»‘’":
        return SyntaxRefused(
            f'"{rest[0]}" is not a quotation mark that conditions know.', "Write ' instead."
        )
    return SyntaxRefused(
        f'The condition cannot be read from "{rest[:20]}".', "Delete or correct what stands there."
    )


_IN_WORDS = {
    "or": "||",
    "eller": "||",
    "and": "&&",
    "og": "&&",
    "not": "!",
    "ikke": "!",
    "is": "==",
}


def _unexpected(token: str) -> SyntaxRefused:
    sign = _IN_WORDS.get(token.casefold())
    if sign is not None:
        move = f'Write {sign} for "{token}".'
    elif token == "-":
        move = "In a condition, write _ in names that have - elsewhere, and put dates in quotes."
    else:
        move = "Compare two things at a time, with && or || between."
    return SyntaxRefused(f'"{token}" was not expected in the condition.', move)


class _Parser:
    """Recursive descent, with a bound on how deep."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        self.in_macro = False

    def end(self) -> None:
        token = self._peek()
        if token.kind != "end":
            raise _unexpected(token.text)

    def either(self) -> Node:
        return self._chain("||", self._both)

    def _both(self) -> Node:
        return self._chain("&&", self._comparison)

    def _chain(self, operator: str, part: Callable[[], Node]) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH * 2:
            raise SyntaxRefused(
                "The condition has too many brackets in each other.", "Split the decision in two."
            )
        left = part()
        while self._take(operator):
            left = Operation(operator, left, part())
        self.depth -= 1
        return left

    def _comparison(self) -> Node:
        left = self._unary()
        operator = self._peek().text
        if self._peek().kind != "text" and operator in _COMPARISONS:
            self.at += 1
            right = self._unary()
            if self._peek().kind != "text" and self._peek().text in _COMPARISONS:
                raise SyntaxRefused(
                    "Two comparisons stand side by side.", "Put && between them, or use brackets."
                )
            return Operation(operator, left, right)
        return left

    def _unary(self) -> Node:
        if self._take("!"):
            if self._peek().text == "!" and self._peek().kind == "sign":
                raise SyntaxRefused('"!!" says nothing.', "Delete both.")
            return Not(self._unary())
        if self._take("-"):
            token = self._next()
            if token.kind != "number":
                raise SyntaxRefused(
                    '"-" can only stand before a number.', "In names, write _ for it."
                )
            return Value(-_number(token.text))
        return self._member()

    def _member(self) -> Node:
        node = self._primary()
        while True:
            if self._take("."):
                node = self._after_dot(node)
            elif self._take("["):
                node = Index(node, self.either())
                self._expect("]")
            else:
                return node

    def _after_dot(self, node: Node) -> Node:
        token = self._next()
        if token.kind != "name":
            raise SyntaxRefused(
                f'A name must follow ".", not "{token.text}".', "Write it as assess.falls."
            )
        if not self._take("("):
            return Select(node, _usable(token.text))
        if token.text in MACROS:
            return self._macro(token.text, node)
        return self._call(token.text, (node,))

    def _macro(self, macro: str, over: Node) -> Node:
        if self.in_macro:
            raise SyntaxRefused(
                f'"{macro}" stands inside another exists, all, filter or map.',
                "Use one at a time.",
            )
        variable = self._next()
        if variable.kind != "name":
            raise SyntaxRefused(f'"{macro}" needs a name for each item, as {macro}(x, x == "a").')
        self._expect(",")
        self.in_macro = True
        body = self.either()
        self.in_macro = False
        self._expect(")")
        return Macro(macro, over, _usable(variable.text), body)

    def _call(self, function: str, receiver: tuple[Node, ...]) -> Node:
        if function not in FUNCTIONS:
            raise SyntaxRefused(
                f'"{function}" is not a function that conditions may use.',
                f"Allowed: {', '.join((*FUNCTIONS, *MACROS))}.",
            )
        arguments = list(receiver)
        while not self._take(")"):
            if len(arguments) > len(receiver):
                self._expect(",")
            arguments.append(self.either())
        return Call(function, tuple(arguments))

    def _primary(self) -> Node:
        token = self._next()
        match token.kind:
            case "number":
                return Value(_number(token.text))
            case "text":
                return Value(re.sub(r"\\(.)", r"\1", token.text[1:-1]))
            case "name" if token.text in ("true", "false"):
                return Value(token.text == "true")
            case "name":
                if self._take("("):
                    return self._call(token.text, ())
                return Name(_usable(token.text))
            case "sign" if token.text == "(":
                inner = self.either()
                self._expect(")")
                return inner
            case "sign" if token.text == "[":
                return self._list()
        if token.kind == "end":
            raise SyntaxRefused("The condition stops too early.", "Write what it is to end with.")
        raise _unexpected(token.text)

    def _list(self) -> Node:
        items: list[Node] = []
        while not self._take("]"):
            if items:
                self._expect(",")
            items.append(self.either())
        return ListOf(tuple(items))

    def _peek(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else _Token("end", "")

    def _next(self) -> _Token:
        token = self._peek()
        self.at += 1
        return token

    def _take(self, sign: str) -> bool:
        token = self._peek()
        if token.kind == "sign" and token.text == sign:
            self.at += 1
            return True
        return False

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            found = self._peek().text
            instead = f', not "{found}"' if found else ""
            raise SyntaxRefused(f'The condition needs "{sign}" here{instead}.', f"Write {sign}.")


def _usable(name: str) -> str:
    if name in RESERVED:
        raise SyntaxRefused(
            f'"{name}" is a word of the expression language and cannot be a name in it.',
            "Rename the step or field, or correct the condition.",
        )
    return name


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
