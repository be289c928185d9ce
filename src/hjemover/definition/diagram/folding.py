"""Long pathways in bands, one below the other, like the lines of a page.

A way from one band to another goes to a link: a small numbered circle with the name of where it
leads. The same number stands at the other end, before the step it leads to.
"""

from collections.abc import Mapping
from typing import Final

import msgspec

from hjemover.definition.diagram.columns import Columns
from hjemover.definition.diagram.nodes import Exit, Graph, Lane, Node
from hjemover.definition.diagram.ways import Way, receipt_node, step_node

# What is worth what, where a pathway is folded: a way cut, a band more, columns too many.
_CROSSING: Final = 2.0
_BAND: Final = 8.0
_TOO_LONG: Final = 3.0
_UNEVEN: Final = 0.2


def fold(graph: Graph, columns: Columns, most: int | None) -> tuple[Graph, Columns]:
    """The same graph in bands of about *most* columns; untouched when it has no more than that."""
    total = max(columns.of.values()) + 1
    if most is None or total <= most:
        return graph, columns
    starts = _starts(graph, columns, total, most)
    return _Folding(graph, columns, starts).folded()


def _starts(graph: Graph, columns: Columns, total: int, most: int) -> list[int]:
    """The first column of each band: few ways cut, bands of much the same length."""
    crossing = _crossings(graph, columns, total)
    ideal = total / -(-total // most)
    best: list[tuple[float, int]] = [(0.0, 0)]  # for each column: cost of the bands before it
    for end in range(1, total + 1):
        cut = crossing[end] if end < total else 0.0
        best.append(
            min(
                (
                    best[start][0]
                    + cut
                    + _BAND
                    + _TOO_LONG * max(0, end - start - most) ** 2
                    + _UNEVEN * (end - start - ideal) ** 2,
                    start,
                )
                for start in range(end)
            )
        )
    starts, end = [], total
    while end > 0:
        end = best[end][1]
        starts.append(end)
    return starts[::-1]


def _crossings(graph: Graph, columns: Columns, total: int) -> list[float]:
    """For each column, what it costs to begin a band there."""
    cost = [0.0] * total
    for node in graph.nodes.values():
        here = columns.of[node.id]
        for target in dict.fromkeys(leaving.leads for leaving in node.exits):
            there = columns.of[target]
            for column in range(min(here, there) + 1, max(here, there) + 1):
                cost[column] += _CROSSING
        if node.kind == "handoff":
            # A message is never cut: it stays in one piece with its answer.
            for column in range(here + 1, columns.of[receipt_node(node.step)] + 1):
                cost[column] = float("inf")
    cost[1] = float("inf")  # the start belongs with the first step
    return cost


class _Folding:
    """Gives each node its band, and makes the links between them."""

    def __init__(self, graph: Graph, columns: Columns, starts: list[int]) -> None:
        self.graph, self.columns = graph, columns
        self.band: dict[str, int] = {}
        self.column: dict[str, int] = {}
        for node, column in columns.of.items():
            band = sum(start <= column for start in starts) - 1
            self.band[node] = band
            # Later bands have a column first for the links into them.
            self.column[node] = column - starts[band] + (1 if band else 0)
        self.rank = dict(columns.rank)
        self.nodes: dict[str, Node] = {}
        self.numbers = self._numbers()
        self.passed_over = self._passed_over()

    def folded(self) -> tuple[Graph, Columns]:
        for target in self.numbers:
            self._link_in(target)
        for node in self.graph.nodes.values():
            exits = tuple(self._leaving(node, leaving) for leaving in node.exits)
            lane = self._lane(node)
            self.nodes[node.id] = msgspec.structs.replace(node, exits=exits, lane=lane)
        used = {node.lane for node in self.nodes.values()}
        told = {
            Lane(party, node.lane.band, told=True)
            for node in self.nodes.values()
            for party in node.copies
        }
        lanes = tuple(
            candidate
            for band in range(max(self.band.values()) + 1)
            for lane in self.graph.lanes
            if (candidate := msgspec.structs.replace(lane, band=band)) in used | told
        )
        columns = Columns(self.column, self.columns.straight, self.rank)
        return Graph(nodes=self.nodes, lanes=lanes), columns

    def _lane(self, node: Node) -> Lane:
        return msgspec.structs.replace(node.lane, band=self.band[node.id])

    def _name(self, node: Node) -> str:
        """A join has only its rule for a title, so it borrows the name of where it began."""
        if node.kind != "join":
            return node.title
        return f"{self.graph.nodes[step_node(node.step)].title}: {node.title}"

    def _numbers(self) -> Mapping[str, int]:
        """Every node that a way from another band leads to, numbered in the order of the walk."""
        targets = {
            leaving.leads
            for node in self.graph.nodes.values()
            for leaving in node.exits
            if self.band[leaving.leads] != self.band[node.id]
        }
        ordered = sorted(targets, key=lambda node: self.columns.rank[node])
        return {node: number for number, node in enumerate(ordered, start=1)}

    def _passed_over(self) -> set[tuple[Lane, int]]:
        """Cells that a message is drawn straight across: no link may stand there."""
        crossed: set[tuple[Lane, int]] = set()
        for handoff in self.columns.straight:
            sender = self.graph.nodes[handoff]
            receiver = self.graph.nodes[receipt_node(sender.step)]
            ends = sorted(self.graph.lanes.index(node.lane) for node in (sender, receiver))
            for lane in self.graph.lanes[ends[0] + 1 : ends[1]]:
                banded = msgspec.structs.replace(lane, band=self.band[handoff])
                crossed.add((banded, self.column[handoff]))
        return crossed

    def _link_in(self, target: str) -> None:
        node, link = self.graph.nodes[target], f"link-in-{target}"
        lane = self._lane(node)
        column = self.column[target] - 1
        while (lane, column) in self.passed_over:
            column -= 1
        self.column[link], self.rank[link] = column, self.rank[target]
        self.nodes[link] = Node(
            id=link,
            step="",
            kind="link-in",
            lane=lane,
            title="",
            sign=str(self.numbers[target]),
            exits=(Exit(way=Way(link, "", "link", target), leads=target),),
        )

    def _leaving(self, node: Node, leaving: Exit) -> Exit:
        """The exit, led to a link when its target is in another band."""
        target = leaving.leads
        if self.band[target] == self.band[node.id]:
            return leaving
        link = f"link-out-{node.id}-{target}"
        if link not in self.nodes:
            lane, column = self._lane(node), self.column[node.id] + 1
            while (lane, column) in self.passed_over:
                column += 1
            self.column[link], self.rank[link] = column, self.rank[target]
            self.nodes[link] = Node(
                id=link,
                step="",
                kind="link-out",
                lane=lane,
                title=self._name(self.graph.nodes[target]),
                sign=str(self.numbers[target]),
            )
        return msgspec.structs.replace(leaving, leads=link)
