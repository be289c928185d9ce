"""Which unit may give which order (hvem kan gjøre hva): the obligation's own parties, no others."""

from hjemover.engine import commands as c
from hjemover.engine.state import Obligation, Pathway
from hjemover.errors import CommandRefused
from hjemover.vocabulary import ConsentDecision

_RECEIVERS = (c.AcceptHandoff, c.RejectHandoff, c.ReturnHandoff, c.ForwardHandoff, c.MarkSeen)
_SENDERS = (c.WithdrawHandoff, c.ReofferHandoff, c.AnswerHandoff)
_AWAITED = (c.ClaimTask, c.ReleaseTask, c.ExtendLimit, c.StopClock, c.StartClock)
_HOLDERS = (c.CompleteTask, c.CheckItem, c.ChooseWay, c.EndOverlap)


def check_access(pathway: Pathway, command: c.AnyCommand, units: frozenset[str]) -> None:
    """Hold the units somebody acts for against what *command* touches.

    The receiver answers an offer; the sender takes it back or answers a question; the holder
    does the task; the awaited unit says which of its people has either, and moves its own limit;
    the unit that got a copy says it has read it. Whole-pathway acts (an event, a correction, a
    consent, choosing a unit) belong to every unit with a part in the pathway.

    Raises:
        CommandRefused: ``not-your-unit``, with the unit it does belong to.
    """
    owner = _owner(pathway, command)
    if owner is not None and owner not in units:
        raise CommandRefused(
            "not-your-unit", obligation=getattr(command, "obligation", ""), belongs_to=owner
        )
    if owner is None and not units & members(pathway):
        raise CommandRefused("not-your-unit", belongs_to=pathway.responsible)


def _owner(pathway: Pathway, command: c.AnyCommand) -> str | None:
    """The one unit that *command* belongs to; None for what belongs to all with a part in it."""
    if isinstance(command, c.AcknowledgeCopy):
        copy = pathway.copies.get(f"{command.obligation}/{command.party}")
        return copy.unit if copy else None
    obligation = pathway.obligations.get(getattr(command, "obligation", ""))
    if obligation is None:
        return None
    return _owner_of(command, obligation)


def _owner_of(command: c.AnyCommand, obligation: Obligation) -> str | None:
    handoff = obligation.handoff
    if isinstance(command, _RECEIVERS) and handoff is not None:
        return handoff.receiver
    if isinstance(command, _SENDERS) and handoff is not None:
        return handoff.sender
    if isinstance(command, _AWAITED):
        return obligation.awaits
    if isinstance(command, _HOLDERS):
        return obligation.holder
    return None


def members(pathway: Pathway) -> frozenset[str]:
    """Every unit with a part in the pathway: its parties, holders, receivers and copies.

    A receiver that said no, sent the offer on, had it taken back or let it run out, and has had
    nothing else to do with it, has none any more, though the party is theirs by name until another
    receiver is found. Nor has one that the patient objects to sharing with, when it never took
    anything over.
    """
    found: set[str] = {pathway.responsible}
    for obligation in pathway.obligations.values():
        found |= {obligation.holder, obligation.awaits}
        if obligation.handoff is not None:
            found |= {obligation.handoff.sender, obligation.handoff.receiver}
    took_part = {one.unit for one in pathway.done.values() if one.outcome != "rejected"}
    told = {copy.unit for copy in pathway.copies.values() if not _objected(pathway, copy.party)}
    objected = {unit for party, unit in pathway.parties.items() if _objected(pathway, party)}
    out = objected.union(pathway.let_go)
    parties = set(pathway.parties.values()) - (out - took_part)
    return frozenset((found | told | parties) - {""})


def _objected(pathway: Pathway, party: str) -> bool:
    """Whether the patient objects to sharing with *party*, or at all."""
    purposes = {name.partition("/")[0] for name in pathway.consents}
    consents = pathway.consents
    return any(
        consents.get(f"{one}/{party}", consents.get(one)) is ConsentDecision.OBJECTED
        for one in purposes
    )
