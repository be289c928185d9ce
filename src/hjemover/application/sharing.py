"""What of all that was answered is for one house to read (hva som er delt).

A house reads its own answers, and those that a handoff or a copy to it carries: on offer, or
accepted. What another house answered and never sent is not theirs, also where both have a part in
the pathway. That something was done, and by whom, is for everybody who has one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from hjemover.application.house import Actor, House
from hjemover.application.queries import covered_units
from hjemover.definition.models import HandoffStep, PathwayDefinition
from hjemover.engine import events as e
from hjemover.engine.state import Pathway
from hjemover.store.journal import Entry
from hjemover.store.transaction import Transaction


class Shared:
    """Which answers and texts of a pathway a house may read.

    Args:
        ours: All units of the houses that look; None for whoever may read everything.
        entries: The whole journal of the pathway.
    """

    def __init__(
        self,
        definition: PathwayDefinition,
        pathway: Pathway,
        entries: Iterable[Entry],
        ours: frozenset[str] | None,
    ) -> None:
        self._definition = definition
        self._pathway = pathway
        self._ours = ours
        self._sides: defaultdict[str, set[str]] = defaultdict(set)
        for entry in entries:
            obligation = getattr(entry.event, "obligation", None)
            if isinstance(obligation, str):
                self._sides[obligation] |= units_named(entry.event)
        self._steps = frozenset(self._readable())

    def answers(self, source: str) -> bool:
        """Whether what a step or an event (``@event``) was answered with is theirs to read.

        What struck is for every unit of the pathway, as telling of it is.
        """
        return self._ours is None or source.startswith("@") or source in self._steps

    def told(self, entry: Entry) -> bool:
        """Whether what somebody wrote in a fact is theirs to read, beside that it happened."""
        event, ours = entry.event, self._ours
        if ours is None or event is None or entry.envelope.actor_unit in ours:
            return True
        if isinstance(event, e.DecisionTaken):
            return all(self.answers(step) for step in self._read_by(event))
        if isinstance(event, e.TaskCompleted | e.AnswerCorrected):
            return self.answers(event.step)
        obligation = getattr(event, "obligation", None)
        return not isinstance(obligation, str) or bool(self._sides[obligation] & ours)

    def side_of(self, obligation: str) -> bool:
        """Whether an obligation is, or was, between one of their units and another."""
        return self._ours is None or bool(self._sides[obligation] & self._ours)

    def _read_by(self, event: e.DecisionTaken) -> Iterator[str]:
        names = {step.replace("-", "_"): step for step in self._definition.steps}
        for name in event.inputs:
            step = names.get(name.partition(".")[0])
            if step is not None:
                yield step

    def _readable(self) -> Iterator[str]:
        ours = self._ours or frozenset()
        for name, done in self._pathway.done.items():
            if done.unit in ours:
                yield name.partition("@")[0]
        for obligation, sides in self._sides.items():
            step = _step_of(obligation)
            if sides & ours and isinstance(self._definition.steps.get(step), HandoffStep):
                yield step
        for handoff in self._received():
            known = self._definition.steps.get(handoff)
            if isinstance(known, HandoffStep):
                yield from known.carries

    def _received(self) -> Iterator[str]:
        """The steps of the handoffs that they have on offer, have accepted, or have a copy of."""
        ours = self._ours or frozenset()
        for open_ in self._pathway.obligations.values():
            if open_.handoff is not None and open_.handoff.receiver in ours:
                yield open_.step
        for name, done in self._pathway.done.items():
            if done.outcome == "accepted" and done.unit in ours:
                yield name.partition("@")[0]
        for key, copy in self._pathway.copies.items():
            if copy.unit in ours:
                yield _step_of(key.rpartition("/")[0])


def while_theirs(entries: Iterable[Entry], units: frozenset[str]) -> Iterator[Entry]:
    """The facts of one obligation from the time it was between one of *units* and another.

    The fact that took it from them is the last: what others did with it since is not theirs.
    """
    sides: tuple[str, ...] = ()
    for entry in entries:
        before, sides = sides, _sides_after(entry.event, sides)
        if units.intersection(before + sides):
            yield entry


def receiver_after(entries: Iterable[Entry]) -> str | None:
    """Who had an offer last, before the fact that took it from them; None of what is no offer."""
    before: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    for entry in entries:
        before, sides = sides, _sides_after(entry.event, sides)
    return before[1] if len(before) > 1 else None


def _sides_after(event: e.AnyEvent | None, sides: tuple[str, ...]) -> tuple[str, ...]:
    """The sender and the receiver of a handoff, or the one who has a task."""
    match event:
        case e.HandoffOffered():
            return (event.sender, event.receiver)
        case e.HandoffForwarded():
            return (*sides[:1], event.to)
        case e.HandoffReoffered():
            return (*sides[:1], event.receiver)
        case e.HandoffRejected() | e.HandoffWithdrawn() | e.HandoffExpired():
            return sides[:1]  # the sender had it all along
        case e.TaskRequested() | e.TaskReassigned():
            return (event.owner,)
        case _:
            return sides


def house_of(house: House, tx: Transaction, actor: Actor) -> frozenset[str] | None:
    """All units of the houses that *actor* acts for; None for whoever may read everything."""
    if actor.system:
        return None
    directory = house.directory(tx)
    own = covered_units(house, tx, actor.units)
    homes = {directory.organisation_of(unit) for unit in own}
    return own | {unit for unit, facts in directory.units.items() if facts.organisation in homes}


_UNIT_FACTS = ("owner", "sender", "receiver", "holder", "to", "unit")


def units_named(event: Any) -> set[str]:
    """The units that a fact about an obligation names."""
    return {
        unit for name in _UNIT_FACTS if isinstance(unit := getattr(event, name, None), str) and unit
    }


def _step_of(obligation: str) -> str:
    return obligation.rpartition("#")[0]
