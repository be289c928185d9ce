"""What each node of the picture says: title, notes and named exits, in one language."""

from typing import Final, Literal, assert_never

from msgspec import Struct

from hjemover.definition.diagram.conditions import gate_words, say_condition
from hjemover.definition.diagram.ways import (
    AUTOMATIC,
    GIVEN_UP,
    Way,
    all_ways,
    holders,
    join_node,
    receipt_node,
    step_node,
)
from hjemover.definition.diagram.wording import Wording
from hjemover.definition.models import (
    DecisionStep,
    EndStep,
    HandoffStep,
    NoticeStep,
    ParallelStep,
    PathwayDefinition,
    Step,
    SubpathwayStep,
    TaskStep,
    WaitStep,
)

Kind = Literal[
    "task", "handoff", "receipt", "wait", "decide", "notice", "parallel", "join", "subpathway",
    "end", "start", "link-out", "link-in",
]  # fmt: skip
BOXES: Final = frozenset({"task", "handoff", "receipt", "subpathway"})


class Exit(Struct, frozen=True, kw_only=True):
    """A way out of a node, with its label; unlabelled where there is nothing to tell apart."""

    way: Way
    leads: str  # the node its line is drawn to: the target, or a link to it
    label: str = ""
    rule: str = ""  # a condition as written, for the tooltip


class Lane(Struct, frozen=True):
    """A party's lane in one band of the picture; parties that are only told own no nodes."""

    party: str
    band: int = 0
    told: bool = False


class Node(Struct, frozen=True, kw_only=True):
    """One shape of the picture. Only those of a step have a *step*."""

    id: str
    step: str
    kind: Kind
    lane: Lane
    title: str
    notes: tuple[str, ...] = ()
    exits: tuple[Exit, ...] = ()
    sign: str = ""  # inside the shape
    copies: tuple[str, ...] = ()  # parties that a dotted line goes to


class Graph(Struct, frozen=True, kw_only=True):
    """All nodes by id, and the lanes from the top."""

    nodes: dict[str, Node]
    lanes: tuple[Lane, ...]


START: Final = "start"
"""The node before the first step. Step nodes have a hyphen in their names."""


def build_graph(wording: Wording) -> Graph:
    """The picture's content; its order is the definition's own."""
    definition = wording.definition
    ways = all_ways(definition)
    lanes = holders(definition, ways)
    out: dict[str, list[Way]] = {}
    for way in ways:
        out.setdefault(way.node, []).append(way)
    owning = tuple(p for p in (*definition.parties, AUTOMATIC) if p in lanes.values())
    told = tuple(party for party in _told(definition) if party not in owning)
    first = step_node(definition.start)
    begin = Exit(way=Way(START, "", START, first), leads=first)
    lane = Lane(lanes[first])
    nodes = {START: Node(id=START, step="", kind="start", lane=lane, title="", exits=(begin,))}
    for step in definition.steps.values():
        for node_id, kind, title, notes in _contents(step, wording):
            nodes[node_id] = Node(
                id=node_id,
                step=step.id,
                kind=kind,
                lane=Lane(lanes[node_id]),
                title=title,
                notes=notes,
                exits=tuple(_exits(step, out.get(node_id, []), wording)),
                copies=tuple(p for p in _copied(step) if p in told) if kind != "receipt" else (),
            )
    return Graph(
        nodes=nodes,
        lanes=(*(Lane(party) for party in owning), *(Lane(party, told=True) for party in told)),
    )


def _told(definition: PathwayDefinition) -> list[str]:
    """Parties that get a copy or a notice, in the order of the parties."""
    copied = {party for step in definition.steps.values() for party in _copied(step)}
    return [party for party in definition.parties if party in copied]


def _copied(step: Step) -> tuple[str, ...]:
    if isinstance(step, HandoffStep):
        return step.copies
    if isinstance(step, NoticeStep):
        return tuple(dict.fromkeys(recipient.party for recipient in step.to))
    return ()


_Content = tuple[str, Kind, str, tuple[str, ...]]


def _contents(step: Step, wording: Wording) -> list[_Content]:
    """The nodes of a step: one, or two where there is a receipt or a join."""
    node, title, words = step_node(step.id), wording.text(step.label), wording.words
    match step:
        case TaskStep():
            return [(node, "task", title, tuple(wording.task_notes(step)))]
        case HandoffStep():
            notes = tuple(wording.handoff_notes(step))
            if step.gate is not None:
                notes = (words.sent_when.format(gate_words(step.gate, wording)), *notes)
            answer = tuple(wording.answer_notes(step))
            return [
                (node, "handoff", title, notes),
                (receipt_node(step.id), "receipt", words.receiver_answers, answer),
            ]
        case WaitStep():
            return [(node, "wait", title, tuple(wording.wait_notes(step)))]
        case DecisionStep():
            return [(node, "decide", title, ())]
        case NoticeStep():
            told = words.notice_to.format(wording.recipients(step.to)) if step.to else ""
            return [(node, "notice", title, (told,) if told else ())]
        case ParallelStep():
            join = {"all": words.join_all, "any": words.join_any}.get(
                str(step.join), words.join_some.format(step.join)
            )
            return [
                (node, "parallel", title, _each(step, wording)),
                (join_node(step.id), "join", join, ()),
            ]
        case SubpathwayStep():
            return [(node, "subpathway", title, tuple(wording.subpathway_notes(step)))]
        case EndStep():
            outcome = wording.text(wording.definition.outcomes[step.outcome])
            return [(node, "end", title, () if outcome == title else (outcome,))]
        case _:
            assert_never(step)


def _each(step: ParallelStep, wording: Wording) -> tuple[str, ...]:
    if step.each is None:
        return ()
    owner, _, field = step.each.rpartition(".")
    return (wording.words.for_each.format(wording.field(field, owner)),)


def _exits(step: Step, ways: list[Way], wording: Wording) -> list[Exit]:
    alone = len(ways) == 1
    return [_exit(step, way, wording, alone=alone) for way in ways]


def _exit(step: Step, way: Way, wording: Wording, *, alone: bool) -> Exit:
    label, rule = _label(step, way, wording, alone=alone)
    return Exit(way=way, leads=way.target, label=label, rule=rule)


def _label(step: Step, way: Way, wording: Wording, *, alone: bool) -> tuple[str, str]:
    """What a way out is called, and the condition behind it."""
    words = wording.words
    if way.name == "rounds" and step.rounds is not None:
        one, several = words.after_rounds
        rounds = step.rounds.at_most
        return (one if rounds == 1 else several).format(rounds), ""
    if way.name == GIVEN_UP:
        return words.given_up, ""
    if isinstance(step, TaskStep | HandoffStep):
        outcome = step.outcomes[way.name]
        name = "" if alone and way.name == "done" else wording.text(outcome.label)
        if outcome.gate is None:
            return name, ""
        rule = outcome.gate.when.source if outcome.gate.when else ""
        return f"{name} ({gate_words(outcome.gate, wording)})".strip(), rule
    if isinstance(step, DecisionStep):
        if way.name == "else":
            return words.else_, ""
        rule = step.branches[int(way.name.removeprefix("when-")) - 1].when.source
        return say_condition(rule, wording), rule
    if isinstance(step, SubpathwayStep) and not alone:
        return (words.else_ if way.name == "else" else way.name), ""
    if alone or isinstance(step, ParallelStep):
        return "", ""
    return (words.time_is_up if isinstance(step, WaitStep) else words.onward), ""
