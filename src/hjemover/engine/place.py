"""Where in the graph a way runs."""

from hjemover.engine.state import Answers, Obligation


class Place:
    """Where in the graph a way runs: its branch, and the list item that branch was made for.

    Args:
        occurrence: Which entry of its step this is, for one that has waited for a unit while
            other branches entered the same step; 0 for the latest.
    """

    __slots__ = ("branch", "item", "occurrence")

    def __init__(self, branch: str = "", item: Answers | None = None, occurrence: int = 0) -> None:
        self.branch = branch
        self.item: Answers = item or {}
        self.occurrence = occurrence

    @classmethod
    def of(cls, obligation: Obligation) -> "Place":
        return cls(obligation.branch, obligation.item)
