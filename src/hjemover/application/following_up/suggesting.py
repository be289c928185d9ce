"""The act that would loosen it, for whoever looks (forslag): one, or that it is for others."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from hjemover.application.house import Actor, House
from hjemover.application.previewing import preview_order
from hjemover.application.queries import WorkItem
from hjemover.engine import commands as c
from hjemover.engine.preview import Preview
from hjemover.engine.standing import SUGGESTED_ACTS
from hjemover.vocabulary import ObligationKind, StuckCause

Act = Literal[
    "withdraw-handoff",
    "accept-handoff",
    "answer-handoff",
    "reoffer-handoff",
    "complete-task",
    "correct-date",
    "assign-party",
    "choose-way",
    "end-overlap",
    "start-clock",
    "set-deputy",
    "mend-address",
]
"""An order to the pathway, or ``set-deputy`` and ``mend-address``, which are the address book's."""


class Side(StrEnum):
    """Where the units that look stand."""

    HOLDER = "holder"  # they have the ball, and another unit is in it
    OTHER = "other"  # another unit has the ball
    ALONE = "alone"  # nobody else is in it


class Suggestion(Struct, frozen=True, kw_only=True):
    """The next move.

    Args:
        act: What these units can do about it; None: only *unit* can.
        unit: The unit whose act it is.
    """

    act: Act | None
    unit: str


_HANDOFFS = (ObligationKind.HANDOFF, ObligationKind.TRANSFER)
_FOR_THE_AWAITED: Mapping[StuckCause, Act] = {
    StuckCause.NO_ANSWER: "accept-handoff",
    StuckCause.NO_ACTIVE_PERSON: "set-deputy",
    StuckCause.NOT_DELIVERED: "mend-address",  # the mail to it came back
}
"""What a unit that is waited for can do; about anything else, only the holder can."""


def side_of(item: WorkItem, units: Collection[str]) -> Side:
    """Where *units* stand to an item that they have a side in."""
    if item.holder not in units:
        return Side.OTHER
    others = {item.awaits, item.receiver} - {None, *units}
    return Side.HOLDER if others else Side.ALONE


def suggestion(item: WorkItem, cause: StuckCause, side: Side) -> Suggestion:
    """The one act to try first, and whose it is."""
    if side is Side.OTHER:
        awaited = item.awaits != item.holder
        act = _FOR_THE_AWAITED.get(cause) if awaited else None
        return Suggestion(act=act, unit=item.awaits if act else item.holder)
    return Suggestion(act=_for_the_holder(item, cause, side), unit=item.holder)


def _for_the_holder(item: WorkItem, cause: StuckCause, side: Side) -> Act:
    handed = item.kind in _HANDOFFS
    if cause is StuckCause.NO_ACTIVE_PERSON:
        # Away at the receiver: it is sent elsewhere. Away here: somebody here must stand in.
        return "withdraw-handoff" if handed and side is Side.HOLDER else "set-deputy"
    if cause is StuckCause.NOT_DELIVERED and not handed:
        return "mend-address"
    if cause is StuckCause.OVERDUE and handed:
        return "answer-handoff"
    if cause is StuckCause.NO_ANSWER and side is Side.ALONE:
        return "accept-handoff"
    return _AS_ORDERS[SUGGESTED_ACTS[cause]]


_AS_ORDERS: Mapping[str, Act] = {
    "withdraw-handoff": "withdraw-handoff",
    "reoffer-handoff": "reoffer-handoff",
    "complete-task": "complete-task",
    "correct-date": "correct-date",
    "assign-party": "assign-party",
    "choose-way": "choose-way",
    "end-overlap": "end-overlap",
    "start-clock": "start-clock",
}


def preview_reoffer(house: House, actor: Actor, ref: str, obligation: str) -> Preview:
    """What sending the same offer again would come to. Nothing is sent.

    Raises:
        CommandRefused: As the order itself would be.
    """
    return preview_order(house, ref, c.ReofferHandoff(obligation=obligation), actor)
