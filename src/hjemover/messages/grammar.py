"""What a message template may contain, and the check of it before anything is rendered.

The language is small on purpose: names of the context, ``if``, a few filters, and one loop over
a digest's lines. No calls, no arithmetic, no assignments. So a template always ends, cannot
grow without bound, and cannot reach anything that is not in its context.
"""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, Literal, get_args

import msgspec
from jinja2 import Environment, TemplateSyntaxError, nodes
from msgspec import Struct

from hjemover.messages.context import BIRTH_NUMBER, DigestContext, DigestLine, MessageContext
from hjemover.messages.environment import FILTERS
from hjemover.messages.findings import MessageFinding

Form = Literal["txt", "html"]
LAYOUT: Final = "_layout"
LARGEST: Final = 20_000


class Scope(Struct, frozen=True, kw_only=True):
    """The names a template may use; True for those that a message may be without."""

    fields: Mapping[str, bool]
    line_fields: Mapping[str, bool] = {}

    def names(self) -> str:
        return ", ".join(self.fields)


def _fields(context: type[Struct]) -> dict[str, bool]:
    return {
        field.name: type(None) in get_args(field.type) for field in msgspec.structs.fields(context)
    }


_MESSAGE = _fields(MessageContext)
_DIGEST = {**_fields(DigestContext), "count": False}
MESSAGE_SCOPE: Final = Scope(fields=_MESSAGE)
DIGEST_SCOPE: Final = Scope(fields=_DIGEST, line_fields=_fields(DigestLine))
# A layout serves both, so it may use what both have, and the finished subject.
LAYOUT_SCOPE: Final = Scope(
    fields={name: _MESSAGE[name] for name in _MESSAGE if name in _DIGEST} | {"subject": False}
)

_REFUSED: Final[Mapping[type[nodes.Node], str]] = {
    nodes.Call: "A call",
    nodes.Getitem: "An index [ ]",
    nodes.Assign: '"set"',
    nodes.AssignBlock: '"set"',
    nodes.Macro: "A macro",
    nodes.CallBlock: '"call"',
    nodes.Import: '"import"',
    nodes.FromImport: '"import"',
    nodes.With: '"with"',
    nodes.FilterBlock: 'A "filter" block',
    nodes.Test: '"is"',
    nodes.Scope: '"autoescape"',
}


def check_template(
    environment: Environment, source: str, *, file: str, form: Form, scope: Scope
) -> tuple[MessageFinding, ...]:
    """Everything in *source* that the language of messages does not have."""
    if len(source) > LARGEST:
        said = f"This file is over {LARGEST} characters. No message needs that; shorten it."
        return (_at(file, 1, 1, "too-large", said),)
    try:
        tree = environment.parse(source)
        return tuple(_Reader(source, file, form, scope).read(tree, frozenset(), None))
    except TemplateSyntaxError as error:
        sentence = (error.message or "This cannot be read").rstrip(".")
        said = f"{sentence}. Check the brackets and the end of each block."
        return (_at(file, error.lineno, _column(source, error.lineno, None), "syntax", said),)
    except RecursionError:
        return (_at(file, 1, 1, "syntax", "This is nested too deep to be read. Simplify it."),)


class _Reader:
    """Walks one template. *known* are the names that an ``if`` around has made sure of."""

    def __init__(self, source: str, file: str, form: Form, scope: Scope) -> None:
        self._source = source
        self._file = file
        self._form = form
        self._scope = scope

    def read(
        self, node: nodes.Node, known: frozenset[str], line_name: str | None
    ) -> Iterator[MessageFinding]:
        match node:
            case nodes.Template() | nodes.Block():
                yield from self._all(node.body, known, line_name)
            case nodes.Output():
                for part in node.nodes:
                    yield from self._printed(part, known, line_name)
            case nodes.If():
                yield from self._if(node, known, line_name)
            case nodes.For():
                yield from self._for(node, known, line_name)
            case nodes.Extends() | nodes.Include():
                yield from self._layout(node)
            case _:
                yield from self._value(node, known, line_name)

    def _all(
        self, body: Iterable[nodes.Node], known: frozenset[str], line_name: str | None
    ) -> Iterator[MessageFinding]:
        for node in body:
            yield from self.read(node, known, line_name)

    def _if(
        self, node: nodes.If, known: frozenset[str], line_name: str | None
    ) -> Iterator[MessageFinding]:
        yield from self._value(node.test, known, line_name)
        yield from self._all(node.body, known | _assured(node.test), line_name)
        yield from self._all(node.elif_, known, line_name)
        yield from self._all(node.else_, known, line_name)

    def _for(
        self, node: nodes.For, known: frozenset[str], line_name: str | None
    ) -> Iterator[MessageFinding]:
        plain = (
            isinstance(node.target, nodes.Name)
            and isinstance(node.iter, nodes.Name)
            and not (node.test or node.recursive or line_name)
        )
        if not (self._scope.line_fields and plain and _dotted(node.iter) == "lines"):
            yield self._finding(
                node,
                "loop",
                'Only a digest may loop, once, as "for line in lines". Say it without a loop.',
            )
            return
        yield from self._all(node.body, known, _dotted(node.target))

    def _layout(self, node: nodes.Extends | nodes.Include) -> Iterator[MessageFinding]:
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        ending = f".{self._form}.j2"
        fits = isinstance(name, str) and name.startswith(f"{LAYOUT}/") and name.endswith(ending)
        if not fits or (isinstance(node, nodes.Include) and node.ignore_missing):
            yield self._finding(
                node,
                "layout",
                f'Only files in "{LAYOUT}/" that end in "{ending}" may be used here, by name.',
            )

    def _printed(
        self, node: nodes.Node, known: frozenset[str], line_name: str | None
    ) -> Iterator[MessageFinding]:
        """As `_value`, for what lands in the message: it has to be there."""
        findings = tuple(self._value(node, known, line_name))
        yield from findings
        for leaf, assured in _leaves(node, known):
            name = _dotted(leaf)
            if not findings and self._may_be_missing(name, line_name) and name not in assured:
                yield self._finding(
                    leaf,
                    "may-be-missing",
                    f'A message may be without "{name}".'
                    f" Write {{% if {name} %}} … {{% endif %}} around the sentence.",
                    name,
                )

    def _may_be_missing(self, name: str, line_name: str | None) -> bool:
        if line_name and name.startswith(f"{line_name}."):
            return self._scope.line_fields.get(name.split(".", 1)[1], False)
        return self._scope.fields.get(name, False)

    def _value(
        self, node: nodes.Node, known: frozenset[str], line_name: str | None
    ) -> Iterator[MessageFinding]:
        match node:
            case nodes.TemplateData() | nodes.Const():
                return
            case nodes.Name() | nodes.Getattr() if _dotted(node):
                yield from self._name(node, line_name)
            case nodes.Filter():
                yield from self._filter(node)
                if node.node is not None:
                    yield from self._value(node.node, known, line_name)
            case nodes.And() | nodes.Or() | nodes.Not() | nodes.Compare() | nodes.Operand():
                for part in node.iter_child_nodes():
                    yield from self._value(part, known, line_name)
            case nodes.CondExpr() if node.expr2 is not None:
                for part in node.iter_child_nodes():
                    yield from self._value(part, known, line_name)
            case _:
                what = _REFUSED.get(type(node), f'"{type(node).__name__.lower()}"')
                yield self._finding(
                    node, "not-allowed", f"{what} may not be used in a message. Take it out."
                )

    def _name(
        self, node: nodes.Name | nodes.Getattr, line_name: str | None
    ) -> Iterator[MessageFinding]:
        name = _dotted(node)
        if line_name and name.startswith(f"{line_name}."):
            allowed: Collection[str] = [f"{line_name}.{f}" for f in self._scope.line_fields]
        else:
            allowed = [field for field in self._scope.fields if field != "lines"]
        if name in allowed:
            return
        guess = difflib.get_close_matches(name, allowed, n=1)
        meant = f' Did you mean "{guess[0]}"?' if guess else ""
        yield self._finding(
            node,
            "unknown-name",
            f'"{name}" is not available here.{meant} Available: {", ".join(allowed)}.',
            name,
        )

    def _filter(self, node: nodes.Filter) -> Iterator[MessageFinding]:
        if node.name == "safe":
            said = '"safe" lets a name break the page. Remove it: everything is escaped for you.'
            yield self._finding(node, "safe", said, node.name)
        elif node.name not in FILTERS or node.args or node.kwargs:
            said = f'"{node.name}" may not be used here. Available: {", ".join(FILTERS)}.'
            yield self._finding(node, "filter", said, node.name)

    def _finding(
        self, node: nodes.Node, code: str, message: str, word: str | None = None
    ) -> MessageFinding:
        line = node.lineno or 1  # nodes that Jinja makes up itself stand nowhere
        return _at(self._file, line, _column(self._source, line, word), code, message)


def check_wording(source: str, *, file: str, forbidden: Collection[str]) -> list[MessageFinding]:
    """Words that a mail may not hold, and anything that looks like a birth number.

    Args:
        forbidden: Names of pathways, diagnoses and the like. A word of five letters or more is
            found inside longer words too ("kreft" in "kreftkoordinator").
    """
    findings = []
    for number, line in enumerate(source.splitlines(), start=1):
        for word in forbidden:
            if found := _word(word).search(line):
                said = (
                    f'"{found.group()}" can tell what a patient is treated for, and mail is open'
                    " to all. Say it without; what it is about stands in the inbox."
                )
                findings.append(_at(file, number, found.start() + 1, "forbidden-word", said))
        if found := BIRTH_NUMBER.search(line):
            said = "This looks like a birth number. Take it out."
            findings.append(_at(file, number, found.start() + 1, "birth-number", said))
    return findings


def _at(file: str, line: int, column: int, code: str, message: str) -> MessageFinding:
    return MessageFinding(file=file, line=line, column=column, code=code, message=message)


def _word(word: str) -> re.Pattern[str]:
    escaped = re.escape(word)
    whole = escaped if len(word) >= 5 else rf"(?<!\w){escaped}(?!\w)"
    return re.compile(whole, re.IGNORECASE)


def _dotted(node: nodes.Node | None) -> str:
    """ "patient.fnr" of a plain chain of names; empty for anything else."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            before = _dotted(node.node)
            return f"{before}.{node.attr}" if before else ""
        case _:
            return ""


def _assured(test: nodes.Node | None) -> frozenset[str]:
    """The names that are surely there where *test* holds."""
    if isinstance(test, nodes.And):
        return _assured(test.left) | _assured(test.right)
    return frozenset(filter(None, [_dotted(test)]))


def _leaves(node: nodes.Node, known: frozenset[str]) -> Iterator[tuple[nodes.Node, frozenset[str]]]:
    """The names that are printed by an expression, each with what is sure at that place."""
    match node:
        case nodes.Filter() if node.node is not None:
            yield from _leaves(node.node, known)
        case nodes.CondExpr() if node.expr2 is not None:
            yield from _leaves(node.expr1, known | _assured(node.test))
            yield from _leaves(node.expr2, known)
        case nodes.And() | nodes.Or():
            yield from _leaves(node.right, known)
        case _ if _dotted(node):
            yield node, known


def _column(source: str, line: int, word: str | None) -> int:
    """Jinja keeps lines only, so the column is looked for: the word, or the first bracket."""
    lines = source.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    pattern = rf"(?<![\w.]){re.escape(word)}(?!\w)" if word else r"\{[{%]"
    found = re.search(pattern, text)
    return found.start() + 1 if found else 1
