"""Which column each node stands in: the longest way from the start, loops set aside."""

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from msgspec import Struct

from hjemover.definition.diagram.nodes import Graph
from hjemover.definition.diagram.ways import join_node, receipt_node

Side = Literal["above", "below"]
_NEXT: Final = 1


class Columns(Struct, frozen=True):
    """Each node's column, and for handoffs drawn straight down or up, the side they leave by."""

    of: Mapping[str, int]
    straight: Mapping[str, Side]
    rank: Mapping[str, int]  # the order of a walk from the start that takes first ways first


def settle_columns(graph: Graph) -> Columns:
    """A receipt stands in its handoff's own column where the line between them is free.

    Where something stands between, it moves one column on; that can only happen once to each,
    so this ends.
    """
    handoffs = [node.step for node in graph.nodes.values() if node.kind == "handoff"]
    moved = {h for h in handoffs if _lane(graph, f"step-{h}") == _lane(graph, receipt_node(h))}
    while True:
        columns = _longest_ways(graph, moved)
        straight = {h: _side(graph, h) for h in handoffs if h not in moved}
        blocked = _blocked(graph, columns, straight)
        if not blocked:
            sides = {f"step-{h}": side for h, side in straight.items()}
            return Columns(columns, sides, _rank(graph))
        moved |= {blocked[0]}


def _lane(graph: Graph, node: str) -> int:
    return graph.lanes.index(graph.nodes[node].lane)


def _side(graph: Graph, handoff: str) -> Side:
    down = _lane(graph, receipt_node(handoff)) > _lane(graph, f"step-{handoff}")
    return "below" if down else "above"


def _blocked(graph: Graph, columns: Mapping[str, int], straight: Mapping[str, Side]) -> list[str]:
    """Handoffs whose straight line would meet a node, or another line at the same place."""
    taken: dict[tuple[int, int, Side], str] = {}
    blocked = []
    for handoff, side in straight.items():
        column = columns[f"step-{handoff}"]
        sender, receiver = _lane(graph, f"step-{handoff}"), _lane(graph, receipt_node(handoff))
        between = range(min(sender, receiver) + 1, max(sender, receiver))
        crowded = any(
            columns[node.id] == column and graph.lanes.index(node.lane) in between
            for node in graph.nodes.values()
        )
        back: Side = "above" if side == "below" else "below"
        ends: list[tuple[int, int, Side]] = [(column, sender, side), (column, receiver, back)]
        # Two lines that pass over the same lane in one column would lie on each other.
        ends += [(column, lane, side) for lane in between for side in ("above", "below")]
        if crowded or any(end in taken for end in ends):
            blocked.append(handoff)
        else:
            taken.update(dict.fromkeys(ends, handoff))
    return blocked


def _longest_ways(graph: Graph, moved: Iterable[str]) -> dict[str, int]:
    steps = _lengths(graph, set(moved))
    order, forward = _without_loops(graph, steps)
    # The first column is the start's alone: every other node has room for lines before it.
    column = {node: int(graph.nodes[node].kind != "start") for node in order}
    for node in order:
        for target in forward[node]:
            column[target] = max(column[target], column[node] + steps[node][target])
    return column


def _lengths(graph: Graph, moved: set[str]) -> dict[str, dict[str, int]]:
    """node -> target -> how many columns further the target must stand."""
    lengths: dict[str, dict[str, int]] = {}
    for node in graph.nodes.values():
        targets = lengths.setdefault(node.id, {})
        if node.kind == "handoff":
            targets[receipt_node(node.step)] = _NEXT if node.step in moved else 0
        for leaving in node.exits:
            targets[leaving.leads] = _NEXT
        if node.kind == "parallel":
            targets.setdefault(join_node(node.step), _NEXT)
    return lengths


def _without_loops(
    graph: Graph, lengths: Mapping[str, Mapping[str, int]]
) -> tuple[list[str], dict[str, list[str]]]:
    """A topological order from the start, and the ways that do not lead back in it.

    A way leads back when it reaches a node that the depth-first search is still inside.
    """
    finished: list[str] = []
    forward: dict[str, list[str]] = {node: [] for node in lengths}
    inside: set[str] = set()
    seen: set[str] = set()
    for root in graph.nodes:
        if root in seen:
            continue
        stack = [(root, deque(lengths[root]))]
        seen.add(root)
        inside.add(root)
        while stack:
            node, targets = stack[-1]
            if not targets:
                stack.pop()
                inside.discard(node)
                finished.append(node)
                continue
            target = targets.popleft()
            if target in inside:
                continue
            forward[node].append(target)
            if target not in seen:
                seen.add(target)
                inside.add(target)
                stack.append((target, deque(lengths[target])))
    return finished[::-1], forward


def _rank(graph: Graph) -> dict[str, int]:
    rank: dict[str, int] = {}
    queue: deque[str] = deque()
    waiting = deque(graph.nodes)
    while queue or waiting:
        node = graph.nodes[queue.popleft() if queue else waiting.popleft()]
        if node.id in rank:
            continue
        rank[node.id] = len(rank)
        if node.kind == "handoff":
            queue.append(receipt_node(node.step))
        if node.kind == "parallel":
            queue.append(join_node(node.step))
        queue.extend(leaving.leads for leaving in node.exits)
    return rank
