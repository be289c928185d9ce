"""The contract between two units, from the offer to its end."""

from msgspec.structs import replace

from hjemover.engine import events as e
from hjemover.engine.evolve.obligations import change, handoff_of, put, take, without
from hjemover.engine.evolve.quorums import answered_in_quorum
from hjemover.engine.evolve.remembered import remember_answers, remember_done
from hjemover.engine.state import HandoffState, Obligation, Pathway
from hjemover.vocabulary import HandoffStatus, ObligationKind, RungKind


def offered(pathway: Pathway, event: e.HandoffOffered) -> Pathway:
    obligation = Obligation(
        id=event.obligation,
        step=event.step,
        kind=event.kind,
        holder=event.sender,
        awaits=event.receiver,
        since=event.at,
        started=event.at,
        branch=event.branch,
        item=event.item,
        due=event.due,
        date_missing=event.due is None and event.kind is ObligationKind.HANDOFF,
        schedule=event.schedule,
        handoff=HandoffState(
            sender=event.sender,
            receiver=event.receiver,
            status=HandoffStatus.OFFERED,
            offered=event.at,
            party=event.party,
            quorum=event.quorum,
        ),
    )
    copies = {f"{event.obligation}/{copy.party}": copy for copy in event.copies}
    return put(pathway, obligation, responsible=event.sender, copies={**pathway.copies, **copies})


def delivered(pathway: Pathway, event: e.HandoffDelivered) -> Pathway:
    old = pathway.obligations[event.obligation]
    handoff = replace(
        handoff_of(pathway, old.id), status=HandoffStatus.DELIVERED, delivered=event.at
    )
    return change(
        pathway,
        old.id,
        handoff=handoff,
        awaits=handoff.receiver,
        schedule=without(old.schedule, RungKind.UNDELIVERED),
    )


def undelivered(pathway: Pathway, event: e.HandoffUndelivered) -> Pathway:
    old = pathway.obligations[event.obligation]
    handoff = replace(handoff_of(pathway, old.id), status=HandoffStatus.UNDELIVERED)
    return change(
        pathway,
        old.id,
        handoff=handoff,
        awaits=handoff.sender,
        listed=event.at,
        schedule=without(old.schedule, RungKind.UNDELIVERED),
    )


def seen(pathway: Pathway, event: e.HandoffSeen) -> Pathway:
    handoff = replace(
        handoff_of(pathway, event.obligation), status=HandoffStatus.SEEN, seen=event.at
    )
    return change(pathway, event.obligation, handoff=handoff, awaits=handoff.receiver)


def accepted(pathway: Pathway, event: e.HandoffAccepted) -> Pathway:
    left = tuple(unit for unit in pathway.let_go if unit != event.receiver)
    pathway = replace(pathway, let_go=left)
    one_of_many = answered_in_quorum(pathway, event.obligation, by=event.receiver)
    if one_of_many is not None:
        return one_of_many
    branch = pathway.obligations[event.obligation].branch
    done = remember_done(pathway, event.step, event.at, "accepted", event.receiver, branch)
    return take(pathway, event.obligation, done=done, responsible=event.receiver)


def rejected(pathway: Pathway, event: e.HandoffRejected) -> Pathway:
    pathway = _without(pathway, event.receiver)
    offer = pathway.obligations[event.obligation]
    one_of_many = answered_in_quorum(pathway, event.obligation)
    if one_of_many is not None:
        answers = remember_answers(pathway, event.step, event.answers, offer.branch)
        return replace(one_of_many, responsible=offer.holder, **answers)
    return take(
        pathway,
        event.obligation,
        done=remember_done(pathway, event.step, event.at, "rejected", event.receiver, offer.branch),
        responsible=offer.holder,
        **remember_answers(pathway, event.step, event.answers, offer.branch),
    )


def returned(pathway: Pathway, event: e.HandoffReturned) -> Pathway:
    handoff = replace(
        handoff_of(pathway, event.obligation),
        status=HandoffStatus.RETURNED,
        question=event.question,
        answer=None,
        asked_by=pathway.obligations[event.obligation].claimed_by,
    )
    return _clock_anew(pathway, event, handoff, handoff.sender)


def answered(pathway: Pathway, event: e.HandoffAnswered) -> Pathway:
    old = handoff_of(pathway, event.obligation)
    handoff = replace(
        old,
        status=HandoffStatus.SEEN,
        answer=event.answer,
        clock_from=event.at,
        asked_by=None,
    )
    anew = _clock_anew(pathway, event, handoff, handoff.receiver)
    # The answer comes back to whoever asked, not to the heap.
    return change(anew, event.obligation, claimed_by=old.asked_by)


def forwarded(pathway: Pathway, event: e.HandoffForwarded) -> Pathway:
    return _sent_on(pathway, event, event.to)


def reoffered(pathway: Pathway, event: e.HandoffReoffered) -> Pathway:
    return _sent_on(pathway, event, event.receiver)


def _sent_on(pathway: Pathway, event: e.HandoffForwarded | e.HandoffReoffered, to: str) -> Pathway:
    old = handoff_of(pathway, event.obligation)
    if to != old.receiver:
        pathway = _without(pathway, old.receiver)
    handoff = replace(
        old,
        receiver=to,
        status=HandoffStatus.OFFERED,
        attempt=old.attempt + 1,
        offered=event.at,
        clock_from=None,
        delivered=None,
        seen=None,
        trail=old.trail if to == old.receiver else (*old.trail, old.receiver),
        question=None,
        answer=None,
        asked_by=None,
    )
    return _clock_anew(pathway, event, handoff, to)


def _clock_anew(
    pathway: Pathway,
    event: e.HandoffReturned | e.HandoffAnswered | e.HandoffForwarded | e.HandoffReoffered,
    handoff: HandoffState,
    awaits: str,
) -> Pathway:
    return change(
        pathway,
        event.obligation,
        handoff=handoff,
        awaits=awaits,
        listed=event.at,
        due=event.due,
        schedule=event.schedule,
        escalated=0,
        reminded=0,
        clock=pathway.obligations[event.obligation].clock + 1,
        extended=0,
        stops=(),
    )


def withdrawn(pathway: Pathway, event: e.HandoffWithdrawn) -> Pathway:
    return _ended(pathway, event, "withdrawn")


def expired(pathway: Pathway, event: e.HandoffExpired) -> Pathway:
    return _ended(pathway, event, "expired")


def _ended(pathway: Pathway, event: e.HandoffWithdrawn | e.HandoffExpired, as_: str) -> Pathway:
    offer = pathway.obligations[event.obligation]
    pathway = _without(pathway, handoff_of(pathway, event.obligation).receiver)
    one_of_many = answered_in_quorum(pathway, event.obligation)
    if one_of_many is not None:
        return replace(one_of_many, responsible=offer.holder)
    done = remember_done(pathway, event.step, event.at, as_, offer.holder, offer.branch)
    return take(pathway, offer.id, done=done, responsible=offer.holder)


def _without(pathway: Pathway, receiver: str) -> Pathway:
    """*receiver* has the offer no more, and took nothing over by it."""
    return replace(pathway, let_go=tuple(sorted({*pathway.let_go, receiver})))


def blocked(pathway: Pathway, event: e.HandoffBlocked) -> Pathway:
    done = remember_done(
        pathway, event.step, event.at, "objected", pathway.responsible, event.branch
    )
    return replace(pathway, done=done)


def held_back(pathway: Pathway, event: e.HandoffHeldBack) -> Pathway:
    done = remember_done(
        pathway, event.step, event.at, "blocked", pathway.responsible, event.branch
    )
    return replace(pathway, done=done)
