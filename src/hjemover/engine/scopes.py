"""What was done in one row's branch, told apart from what the other rows' branches did.

Each branch of a ``parallel: {each: …}`` walks the same steps. What one of them answered is kept
as the latest, which those outside read, and once more under the row's own branch, which is what
the steps of that branch read: the second receiver's limit never counts from the first one's yes.
"""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from hjemover.engine.state import Pathway

V = TypeVar("V")


def row_branches(pathway: Pathway, branch: str) -> Iterator[str]:
    """The branches made for a row that *branch* is, or stands in; the nearest first."""
    while branch:
        join = pathway.joins.get(branch.rpartition("/")[0])
        if join is None:
            return
        if join.rows:
            yield branch
        branch = join.branch


def own_name(pathway: Pathway, step: str, branch: str) -> str | None:
    """The name that what *step* did in *branch* is kept under, besides the step's; None outside."""
    row = next(row_branches(pathway, branch), None)
    return f"{step}@{row}" if row else None


def own(known: Mapping[str, V], pathway: Pathway, step: str, branch: str) -> V | None:
    """What *known* has of *step*, as one who stands in *branch* sees it.

    In a row's branch that is the row's own; of a step that only other rows have done, nothing.
    """
    if not branch:
        return known.get(step)
    for row in row_branches(pathway, branch):
        name = f"{step}@{row}"
        if name in known:
            return known[name]
        siblings = f"{step}@{row.rpartition('/')[0]}/"
        if any(other.startswith(siblings) for other in known):
            return None
    return known.get(step)


def without_rows(known: Mapping[str, V], join: str) -> dict[str, V]:
    """*known* less what the rows of *join* kept for themselves: nobody is left to read it."""
    return {name: value for name, value in known.items() if f"@{join}/" not in name}
