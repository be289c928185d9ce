"""Parallel work: branches open, are done, and are joined or left."""

from hjemover.engine.events.event import Event
from hjemover.engine.state import Answers


class BranchesOpened(Event, frozen=True, kw_only=True, tag="branches-opened"):
    join: str
    step: str
    branch: str
    names: tuple[str, ...]
    need: int
    item: Answers = {}
    rows: bool = False  # one branch for each row of a list


class BranchDone(Event, frozen=True, kw_only=True, tag="branch-done"):
    join: str
    name: str


class BranchesJoined(Event, frozen=True, kw_only=True, tag="branches-joined"):
    join: str
    step: str


class BranchesLeft(Event, frozen=True, kw_only=True, tag="branches-left"):
    """The way left a parallel step without joining it: an outer join, or an event, was enough."""

    join: str


BranchEvent = BranchesOpened | BranchDone | BranchesJoined | BranchesLeft
