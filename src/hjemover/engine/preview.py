"""What a command would change, shown before it is done (forhåndsvisning).

The same decision, not committed: there is no other copy of the rules.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from hjemover.engine import commands as c
from hjemover.engine.decide import deliberate
from hjemover.engine.directory import Rules
from hjemover.engine.state import Deadline, Obligation, Pathway
from hjemover.engine.timers import next_wakeup


class MovedDeadline(Struct, frozen=True, kw_only=True):
    """A deadline that would move. None where there was, or would be, none."""

    obligation: str
    step: str
    before: Deadline | None
    after: Deadline | None


class HandedOn(Struct, frozen=True, kw_only=True):
    """An open obligation that another unit would have, or that would await another unit."""

    obligation: str
    step: str
    holder: tuple[str, str] | None = None  # before, after
    awaits: tuple[str, str] | None = None


class ToldUnit(Struct, frozen=True, kw_only=True):
    """A unit, or its lead, that would hear of it; *in_house* in the product only."""

    unit: str
    role: str
    in_house: bool


class Preview(Struct, frozen=True, kw_only=True):
    """The difference between the pathway as it is and as the command would leave it."""

    moved: tuple[MovedDeadline, ...]
    begun: tuple[Obligation, ...]
    ended: tuple[Obligation, ...]
    prompts: int  # messages that would go out
    told: tuple[ToldUnit, ...] = ()
    spawns: bool = False  # another pathway would begin for the patient
    handed: tuple[HandedOn, ...] = ()
    closes_with: str | None
    next_event_before: datetime | None
    next_event_after: datetime | None

    @property
    def nothing_moves(self) -> bool:
        return not (self.moved or self.begun or self.ended or self.closes_with or self.handed)


def preview(rules: Rules, pathway: Pathway | None, command: c.AnyCommand, now: datetime) -> Preview:
    """Decide *command* and tell the difference, without doing any of it.

    Args:
        pathway: None for an enrolment.

    Raises:
        CommandRefused: As ``decide`` would.
    """
    turn = deliberate(rules, pathway, command, now)
    before = pathway.obligations if pathway else {}
    after = turn.pathway.obligations
    moved = [
        MovedDeadline(obligation=key, step=old.step, before=old.due, after=after[key].due)
        for key, old in before.items()
        if key in after and _at(old) != _at(after[key])
    ]
    return Preview(
        moved=tuple(moved),
        begun=tuple(one for key, one in after.items() if key not in before),
        ended=tuple(one for key, one in before.items() if key not in after),
        prompts=len(turn.entries),
        told=tuple(
            ToldUnit(unit=one.unit, role=one.role, in_house=one.inbox_only) for one in turn.entries
        ),
        handed=tuple(_handed(before, after)),
        spawns=len(turn.pathway.children) > len(pathway.children if pathway else ()),
        closes_with=turn.pathway.outcome,
        next_event_before=next_wakeup(pathway) if pathway else None,
        next_event_after=next_wakeup(turn.pathway),
    )


def _handed(
    before: Mapping[str, Obligation], after: Mapping[str, Obligation]
) -> Iterator[HandedOn]:
    for key, old in before.items():
        new = after.get(key)
        if new is None or (old.holder, old.awaits) == (new.holder, new.awaits):
            continue
        yield HandedOn(
            obligation=key,
            step=old.step,
            holder=(old.holder, new.holder) if old.holder != new.holder else None,
            awaits=(old.awaits, new.awaits) if old.awaits != new.awaits else None,
        )


def _at(obligation: Obligation) -> tuple[datetime | None, datetime | None]:
    due = obligation.due.at if obligation.due else None
    first = obligation.schedule[0].at if obligation.schedule else None
    return due, first
