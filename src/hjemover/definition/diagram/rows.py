"""Which row of its lane each node stands in, so that the main way runs straight."""

from collections.abc import Mapping
from itertools import pairwise

from msgspec import Struct

from hjemover.definition.diagram.columns import Columns, Side
from hjemover.definition.diagram.nodes import Graph, Node
from hjemover.definition.diagram.ways import receipt_node


class Grid(Struct, frozen=True):
    """Every node's column and row; rows are counted through all lanes from the top."""

    column: Mapping[str, int]
    row: Mapping[str, int]
    straight: Mapping[str, Side]
    lane_rows: tuple[range, ...]  # none in lanes of parties that are only told
    occupied: Mapping[int, frozenset[int]]  # row -> columns with a node in

    def is_free(self, row: int, first: int, last: int) -> bool:
        """No node stands in *row* from column *first* to *last*, both included."""
        return self.occupied[row].isdisjoint(range(first, last + 1))


def settle_rows(graph: Graph, columns: Columns) -> Grid:
    edges = _edges_of_cells(columns)
    within: dict[str, int] = {}
    counts: list[int] = []
    for lane in graph.lanes:
        cells: dict[int, list[Node]] = {}
        for node in graph.nodes.values():
            if node.lane == lane:
                cells.setdefault(columns.of[node.id], []).append(node)
        rows = 0 if lane.told else 1
        wanted: dict[str, int] = {}
        for column in sorted(cells):
            cell = sorted(cells[column], key=lambda node: columns.rank[node.id])
            placed = _place(cell, wanted, edges, rows)
            wanted.update(_wanted(graph, cell, placed))
            within.update(placed)
            rows = max(rows, *(row + 1 for row in placed.values()))
        counts.append(rows)
    starts = [sum(counts[:number]) for number in range(len(counts) + 1)]
    row = {
        node.id: starts[graph.lanes.index(node.lane)] + within[node.id]
        for node in graph.nodes.values()
    }
    occupied: dict[int, set[int]] = {number: set() for number in range(starts[-1])}
    for node_id, number in row.items():
        occupied[number].add(columns.of[node_id])
    return Grid(
        column=columns.of,
        row=row,
        straight=columns.straight,
        lane_rows=tuple(range(*pair) for pair in pairwise(starts)),
        occupied={number: frozenset(taken) for number, taken in occupied.items()},
    )


def _edges_of_cells(columns: Columns) -> dict[str, int]:
    """-1 for nodes that must stand uppermost in their cell, 1 for those that must be lowest."""
    edges: dict[str, int] = {}
    for node, side in columns.straight.items():
        down = 1 if side == "below" else -1
        edges[node] = down
        edges[receipt_node(node.removeprefix("step-"))] = -down
    return edges


def _wanted(graph: Graph, cell: list[Node], placed: Mapping[str, int]) -> dict[str, int]:
    """The row that nodes of this lane want because one of *cell* leads to them; the upper wins."""
    wanted: dict[str, int] = {}
    for node in sorted(cell, key=lambda node: -placed[node.id]):
        for leaving in node.exits:
            if graph.nodes[leaving.leads].lane == node.lane:
                wanted[leaving.leads] = placed[node.id]
    return wanted


def _place(
    cell: list[Node], wanted: Mapping[str, int], edges: Mapping[str, int], rows: int
) -> dict[str, int]:
    """Rows for the nodes of one cell, downwards, each as near as can be to where it is wanted."""
    ordered = sorted(cell, key=lambda n: (edges.get(n.id, 0), wanted.get(n.id, 0)))
    placed: dict[str, int] = {}
    row = -1
    for node in ordered:
        row = max(row + 1, wanted.get(node.id, 0))
        placed[node.id] = row
    # Better to close a gap above than to make the lane higher.
    ceiling = max(rows, len(ordered)) - 1
    for node in reversed(ordered):
        placed[node.id] = min(placed[node.id], ceiling)
        ceiling = placed[node.id] - 1
    return placed
