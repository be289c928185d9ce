"""A condition (CEL) in a subordinate clause: "«Fall siste år» er minst 3 og «Haster»".

Read from the tree of the condition, so brackets and negations come out as they are meant.
"""

from datetime import date
from typing import Final, NamedTuple

from hjemover.calendar import Duration, say_day
from hjemover.definition.diagram.wording import Wording
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
    parse,
)
from hjemover.definition.expression_types import fact_name
from hjemover.definition.expressions import step_fields
from hjemover.definition.models import Condition, Field, HandoffStep, TaskStep
from hjemover.vocabulary import Language


class _Phrases(NamedTuple):
    yes: str
    no: str
    known: str
    missing: str
    compare: dict[str, str]
    compare_days: dict[str, str]
    others: dict[str, str]
    ended: str
    not_ended: str
    rounds: str
    late: str
    overdue: tuple[str, str]
    arrived: tuple[str, str]
    one_of: str
    holds: str
    begins: str
    size: str
    some: str
    all_: str
    not_: str
    and_: str
    or_: str
    in_step: str
    quoted: str
    truth: dict[bool, str]


_PHRASES: Final[dict[Language, _Phrases]] = {
    "nb": _Phrases(
        yes="det er svart ja på {}",
        no="det ikke er svart ja på {}",
        known="{} er kjent",
        missing="{} ikke er kjent",
        compare={
            "==": "{} er {}", "!=": "{} ikke er {}", ">": "{} er mer enn {}",
            ">=": "{} er minst {}", "<": "{} er mindre enn {}", "<=": "{} er høyst {}",
        },
        compare_days={
            "==": "{} er {}", "!=": "{} ikke er {}", ">": "{} er etter {}",
            ">=": "{} er {} eller senere", "<": "{} er før {}", "<=": "{} er {} eller før",
        },
        others={
            "open": "antall pågående forløp av slaget {}",
            "closed": "antall avsluttede forløp av slaget {}",
            "days_since": "antall dager siden forløpet {} ble avsluttet",
            "open_count": "antall pågående forløp",
            "services": "tjenestene pasienten har",
        },
        ended="{} endte med {}",
        not_ended="{} ikke endte med {}",
        rounds="antall ganger {} er gjort",
        late="antall dager {} kom for sent",
        overdue=("fristen for {} har gått ut", "fristen for {} ikke har gått ut"),
        arrived=("{} er kommet fram", "{} ikke er kommet fram"),
        one_of="{} er en av {}",
        holds="{} er blant {}",
        begins="{} begynner med {}",
        size="antallet i {}",
        some="det i {} er noe der {}",
        all_="det for alt i {} gjelder at {}",
        not_="det ikke er slik at {}",
        and_="{} og {}",
        or_="{} eller {}",
        in_step="{} i {}",
        quoted="«{}»",
        truth={True: "ja", False: "nei"},
    ),
    "nn": _Phrases(
        yes="det er svart ja på {}",
        no="det ikkje er svart ja på {}",
        known="{} er kjend",
        missing="{} ikkje er kjend",
        compare={
            "==": "{} er {}", "!=": "{} ikkje er {}", ">": "{} er meir enn {}",
            ">=": "{} er minst {}", "<": "{} er mindre enn {}", "<=": "{} er høgst {}",
        },
        compare_days={
            "==": "{} er {}", "!=": "{} ikkje er {}", ">": "{} er etter {}",
            ">=": "{} er {} eller seinare", "<": "{} er før {}", "<=": "{} er {} eller før",
        },
        others={
            "open": "talet på forløp av slaget {} som går",
            "closed": "talet på avslutta forløp av slaget {}",
            "days_since": "talet på dagar sidan forløpet {} vart avslutta",
            "open_count": "talet på forløp som går",
            "services": "tenestene pasienten har",
        },
        ended="{} enda med {}",
        not_ended="{} ikkje enda med {}",
        rounds="talet på gonger {} er gjort",
        late="talet på dagar {} kom for seint",
        overdue=("fristen for {} har gått ut", "fristen for {} ikkje har gått ut"),
        arrived=("{} er kome fram", "{} ikkje er kome fram"),
        one_of="{} er ein av {}",
        holds="{} er mellom {}",
        begins="{} tek til med {}",
        size="talet i {}",
        some="det i {} er noko der {}",
        all_="det for alt i {} gjeld at {}",
        not_="det ikkje er slik at {}",
        and_="{} og {}",
        or_="{} eller {}",
        in_step="{} i {}",
        quoted="«{}»",
        truth={True: "ja", False: "nei"},
    ),
    "en": _Phrases(
        yes="the answer to {} is yes",
        no="the answer to {} is not yes",
        known="{} is known",
        missing="{} is not known",
        compare={
            "==": "{} is {}", "!=": "{} is not {}", ">": "{} is more than {}",
            ">=": "{} is at least {}", "<": "{} is less than {}", "<=": "{} is at most {}",
        },
        compare_days={
            "==": "{} is {}", "!=": "{} is not {}", ">": "{} is after {}",
            ">=": "{} is {} or later", "<": "{} is before {}", "<=": "{} is {} or before",
        },
        others={
            "open": "the number of pathways of the kind {} under way",
            "closed": "the number of closed pathways of the kind {}",
            "days_since": "the number of days since the pathway {} was closed",
            "open_count": "the number of pathways under way",
            "services": "the services the patient has",
        },
        ended="{} ended with {}",
        not_ended="{} did not end with {}",
        rounds="the number of times {} was done",
        late="the number of days {} came late",
        overdue=("the limit for {} has passed", "the limit for {} has not passed"),
        arrived=("{} has arrived", "{} has not arrived"),
        one_of="{} is one of {}",
        holds="{} is among {}",
        begins="{} begins with {}",
        size="the number in {}",
        some="something in {} is such that {}",
        all_="all in {} are such that {}",
        not_="it is not so that {}",
        and_="{} and {}",
        or_="{} or {}",
        in_step="{} in {}",
        quoted="“{}”",
        truth={True: "yes", False: "no"},
    ),
}  # fmt: skip


class ConditionTeller:
    """Tells the conditions of one definition in one language."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.words = _PHRASES[wording.language]
        definition = wording.definition
        self._steps = {fact_name(step): step for step in definition.steps}
        self._dates = {fact_name(name): name for name in definition.dates}
        self._numbers = {fact_name(name): name for name in definition.numbers}
        self._over: list[Node] = []  # the list that a macro goes through

    def tell(self, condition: Condition) -> str:
        """The condition as a clause that can follow "hvis" or "fordi"."""
        return self.tell_source(condition.source)

    def tell_source(self, source: str) -> str:
        try:
            return self._clause(parse(source))
        except SyntaxRefused:
            return source

    # --- clauses ------------------------------------------------------------------------------

    def _clause(self, node: Node) -> str:
        match node:
            case Operation(operator="&&" | "||"):
                return self._joined(node)
            case Operation(operator="in"):
                return self._membership(node)
            case Operation():
                return self._compared(node)
            case Not(of=inner):
                return self._negated(inner)
            case Macro():
                return self._macro(node)
            case Call(function="startsWith" | "contains", arguments=(whole, part)):
                if node.function == "startsWith":
                    return self.words.begins.format(self._thing(whole), self._thing(part))
                return self.words.holds.format(self._thing(part), self._thing(whole))
            case Call(function="has", arguments=(of,)):
                return self.words.known.format(self._thing(of))
            case Value(value=bool() as value):
                return self.words.truth[value]
        return self._whether(node, holds=True)

    def _whether(self, node: Node, *, holds: bool) -> str:
        """That something with a yes or a no is so, or is not."""
        head, words = _head(node), self.words
        standing = {"overdue": words.overdue, "arrived": words.arrived}.get(head or "")
        if standing is not None and isinstance(node, Select):
            return standing[not holds].format(self._quoted(self._step(node.field) or node.field))
        return (words.yes if holds else words.no).format(self._thing(node))

    def _joined(self, node: Operation) -> str:
        phrase = self.words.and_ if node.operator == "&&" else self.words.or_
        return phrase.format(
            self._bracketed(node.left, node.operator), self._bracketed(node.right, node.operator)
        )

    def _bracketed(self, node: Node, within: str) -> str:
        said = self._clause(node)
        mixed = isinstance(node, Operation) and node.operator in ("&&", "||")
        return f"({said})" if mixed and node.operator != within else said  # type: ignore[union-attr]

    def _negated(self, inner: Node) -> str:
        if isinstance(inner, Select | Name | Index):
            return self._whether(inner, holds=False)
        return self.words.not_.format(self._clause(inner))

    def _compared(self, node: Operation) -> str:
        left, right, operator = node.left, node.right, node.operator
        if isinstance(left, Value) and not isinstance(right, Value):
            swap = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
            left, right, operator = right, left, swap.get(operator, operator)
        said = self._thing(left)
        if isinstance(right, Value) and right.value == "" and operator in ("==", "!="):
            phrase = self.words.missing if operator == "==" else self.words.known
            return phrase.format(said)
        if isinstance(right, Value) and isinstance(right.value, bool):
            holds = right.value == (operator == "==")
            return self._whether(left, holds=holds)
        if _head(left) == "outcome":
            phrase = self.words.ended if operator == "==" else self.words.not_ended
            return phrase.format(said, self._valued(left, right))
        day = _day(right)
        if day is not None:
            when = say_day(day, self.wording.language, weekday=False)
            return self.words.compare_days[operator].format(said, when)
        return self.words.compare[operator].format(said, self._valued(left, right))

    def _membership(self, node: Operation) -> str:
        if isinstance(node.right, ListOf):
            listed = self.wording.listed([self._valued(node.left, one) for one in node.right.items])
            return self.words.one_of.format(self._thing(node.left), listed)
        said = self._valued(node.right, node.left)
        return self.words.holds.format(said, self._thing(node.right))

    def _macro(self, node: Macro) -> str:
        over = self._thing(node.over)
        self._over.append(node.over)
        body = self._clause(node.body)
        self._over.pop()
        return (self.words.all_ if node.macro == "all" else self.words.some).format(over, body)

    # --- things -------------------------------------------------------------------------------

    def _thing(self, node: Node) -> str:
        """What a part of a condition is called."""
        match node:
            case Value():
                return self._literal(node.value)
            case Call(function="size", arguments=(of,)):
                return self.words.size.format(self._thing(of))
            case Macro():
                return self._thing(node.over)
            case Select():
                return self._selected(node)
            case Index(of=of):
                return self._thing(of)
            case Name(name=name):
                return self._quoted(self._step(name) or name.replace("_", " "))
        return self._clause(node)

    def _literal(self, value: str | float | bool) -> str:
        if isinstance(value, bool):
            return self.words.truth[value]
        return self._quoted(value) if isinstance(value, str) else f"{value:g}"

    def _selected(self, node: Select) -> str:
        head, words, tail = _head(node), self.words, node.field
        match head:
            case "outcome" | "rounds" | "late":
                step = self._quoted(self._step(tail) or tail)
                phrase = {"rounds": words.rounds, "late": words.late}.get(head, "{}")
                return phrase.format(step)
            case "date":
                name = self._dates.get(tail)
                found = self.wording.definition.dates.get(name) if name else None
                return self._quoted(
                    self.wording.text(found.name) if found else tail.replace("_", " ")
                )
            case "number":
                return self._number(tail)
            case "others":
                return self._others(node)
        field = self._field(node)
        said = self._quoted(self.wording.text(field.label) if field else tail.replace("_", " "))
        if field is not None and head in self._steps and self._asked_elsewhere(head, field):
            return words.in_step.format(said, self._quoted(self._step(head) or head))
        return said

    def _asked_elsewhere(self, head: str, field: Field) -> bool:
        """Whether another step asks something that is called the same."""
        definition = self.wording.definition
        return any(
            field.label == other.label
            for name, step in definition.steps.items()
            if name != self._steps[head]
            for other in step_fields(definition, step).values()
        )

    def _others(self, node: Select) -> str:
        """What is counted of the patient's other pathways; they are called as in the file."""
        kind = node.of.field if isinstance(node.of, Select) else node.field
        pathway = self._quoted(node.field.replace("_", " "))
        return self.words.others.get(kind, pathway).format(pathway)

    def _number(self, tail: str) -> str:
        name = self._numbers.get(tail)
        value = self.wording.definition.numbers[name].value if name else tail
        return str(value) if isinstance(value, str | Duration) else f"{value:g}"

    def _valued(self, of: Node, value: Node) -> str:
        """*value* as *of* would say it: a choice and an outcome by their names."""
        if not isinstance(value, Value) or not isinstance(value.value, str):
            return self._thing(value)
        code = value.value
        if isinstance(of, Select) and _head(of) == "outcome":
            step = self.wording.definition.steps.get(self._steps.get(of.field, ""))
            if isinstance(step, TaskStep | HandoffStep) and code in step.outcomes:
                return self._quoted(self.wording.text(step.outcomes[code].label))
        field = self._field(of) if isinstance(of, Select) else None
        if field is not None and code in field.choices:
            return self._quoted(self.wording.text(field.choices[code]))
        return self._quoted(code)

    def _field(self, node: Select) -> Field | None:
        head = _head(node)
        owner = self._steps.get(head, "") if head else ""
        if not owner and self._over:
            over = self._over[-1]
            owner = self._steps.get(_head(over), "") if isinstance(over, Select) else ""
        told = self.wording.definition.occurrences.values() if head == "occurrence" else ()
        for name in (node.field, node.field.replace("_", "-")):
            found = next((one.data[name] for one in told if name in one.data), None)
            found = found or self.wording.find_field(name, owner)
            if found is not None:
                return found
        return None

    def _step(self, fact: str) -> str | None:
        step = self._steps.get(fact)
        return self.wording.step(step) if step else None

    def _quoted(self, said: str) -> str:
        return self.words.quoted.format(said)


def _day(node: Node) -> date | None:
    """The day that a text in a condition is, or None."""
    if not isinstance(node, Value) or not isinstance(node.value, str) or len(node.value) != 10:
        return None
    try:
        return date.fromisoformat(node.value)
    except ValueError:
        return None


def _head(node: Node) -> str:
    """The first name of a chain: ``talk`` of ``talk.themes.economy``."""
    while isinstance(node, Select | Index):
        node = node.of
    return node.name if isinstance(node, Name) else ""
