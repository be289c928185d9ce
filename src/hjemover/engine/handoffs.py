"""Acts on a handoff: the contract between two units, in full (overføring)."""

from datetime import datetime

from hjemover.calendar import local_day
from hjemover.definition.models import HandoffStep
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.answers import check_answers
from hjemover.engine.breaches import check_lateness, let_pass
from hjemover.engine.moves import COPY_MOVES, HANDOFF_MOVES
from hjemover.engine.parties import chosen_for, of_item, unit_of, while_with
from hjemover.engine.quorums import receiver_party
from hjemover.engine.settling import go_on
from hjemover.engine.state import HandoffState, Obligation, ScheduledRung
from hjemover.engine.timing import Frame, Timing, handoff_timing, spoken
from hjemover.engine.transfers import (
    accept_transfer,
    party_of_transfer,
    transfer_refused,
    transfer_timing,
)
from hjemover.engine.turn import Place, Turn
from hjemover.errors import CommandRefused
from hjemover.vocabulary import CopyStatus, HandoffStatus, ObligationKind, RungKind

MAX_TRAIL = 20
"""Receivers one handoff may wander through before somebody must pick up the telephone."""


def _contract(turn: Turn, obligation: str, to: HandoffStatus) -> tuple[Obligation, HandoffState]:
    found = turn.open_obligation(obligation)
    if found.handoff is None or to not in HANDOFF_MOVES[found.handoff.status]:
        status = found.handoff.status if found.handoff else found.kind
        raise CommandRefused("wrong-status", obligation=found.id, status=status, wanted=to)
    return found, found.handoff


def _clock(turn: Turn, obligation: Obligation, unit: str) -> Timing:
    """The limit counted anew from now, for the unit whose act is awaited."""
    if obligation.kind is ObligationKind.TRANSFER:
        return transfer_timing(turn, turn.now, unit, party_of_transfer(obligation))
    step = _step(turn, obligation)
    party, handoff = receiver_party(step, obligation), obligation.handoff
    asked = handoff is not None and unit == handoff.sender
    frame = Frame(
        started=turn.now,
        unit=unit,
        party=step.sender if asked else party,
        branch=obligation.branch,
        item=obligation.item,
    )
    receiver = handoff.receiver if handoff is not None and asked else unit
    pathway = while_with(turn.pathway, party, receiver)
    return handoff_timing(turn.rules, pathway, step, frame)


def _step(turn: Turn, obligation: Obligation) -> HandoffStep:
    step = turn.step(obligation.step)
    assert isinstance(step, HandoffStep)
    return step


# --- receipts ---------------------------------------------------------------------------------


def confirm_delivery(turn: Turn, command: c.ConfirmDelivery) -> None:
    """A receipt. One for an earlier attempt, or for what is over, changes nothing."""
    at, which = turn.effective(command.effective), command.obligation
    if command.copy_party is not None:
        if _copy_can_be(turn, which, command.copy_party, CopyStatus.DELIVERED):
            turn.emit(e.CopyDelivered(at=at, obligation=which, party=command.copy_party))
    elif _offer_can_be(turn, which, command.attempt, HandoffStatus.DELIVERED):
        turn.emit(e.HandoffDelivered(at=at, obligation=which, attempt=command.attempt))


def report_undelivered(turn: Turn, command: c.ReportUndelivered) -> None:
    """It did not arrive, and somebody or something says so. As for receipts otherwise."""
    at, which = turn.effective(command.effective), command.obligation
    if command.copy_party is not None:
        if _copy_can_be(turn, which, command.copy_party, CopyStatus.UNDELIVERED):
            turn.emit(
                e.CopyUndelivered(
                    at=at, obligation=which, party=command.copy_party, reason=command.reason
                )
            )
    elif _offer_can_be(turn, which, command.attempt, HandoffStatus.UNDELIVERED):
        turn.emit(
            e.HandoffUndelivered(
                at=at, obligation=which, attempt=command.attempt, reason=command.reason
            )
        )


def _offer_can_be(turn: Turn, obligation: str, attempt: int, status: HandoffStatus) -> bool:
    found = turn.pathway.obligations.get(obligation)
    handoff = found.handoff if found else None
    return (
        handoff is not None
        and handoff.attempt == attempt
        and status in HANDOFF_MOVES[handoff.status]
    )


def _copy_can_be(turn: Turn, obligation: str, party: str, status: CopyStatus) -> bool:
    copy = turn.pathway.copies.get(f"{obligation}/{party}")
    return copy is not None and status in COPY_MOVES[copy.status]


def mark_seen(turn: Turn, command: c.MarkSeen) -> None:
    found = turn.open_obligation(command.obligation)
    handoff = found.handoff
    if handoff is not None and handoff.status is not HandoffStatus.RETURNED:
        _before_a_person(turn, found, handoff, turn.now)


def _before_a_person(
    turn: Turn, obligation: Obligation, handoff: HandoffState, at: datetime
) -> None:
    """A person who acts on it has it before them, whatever the receipts say."""
    if handoff.delivered is None:
        turn.emit(e.HandoffDelivered(at=at, obligation=obligation.id, attempt=handoff.attempt))
    if handoff.seen is None:
        turn.emit(e.HandoffSeen(at=at, obligation=obligation.id))


# --- the receiver's answers -------------------------------------------------------------------


def _answered_at(turn: Turn, stated: datetime | None, handoff: HandoffState) -> datetime:
    """When the receiver answered.

    Raises:
        CommandRefused: It lies in the future, or before the offer was made.
    """
    at = turn.effective(stated)
    if stated is not None and stated < handoff.offered:
        raise CommandRefused("date-before-start", at=stated, start=handoff.offered)
    return at


def accept(turn: Turn, command: c.AcceptHandoff) -> None:
    obligation, handoff = _contract(turn, command.obligation, HandoffStatus.ACCEPTED)
    at = _answered_at(turn, command.effective, handoff)
    late_because = check_lateness(turn, obligation, at, command.late_because)
    _before_a_person(turn, obligation, handoff, at)
    turn.emit(
        e.HandoffAccepted(
            at=at,
            obligation=obligation.id,
            step=obligation.step,
            receiver=handoff.receiver,
            person=command.person,
            late_because=late_because,
        )
    )
    if obligation.kind is ObligationKind.TRANSFER:
        accept_transfer(turn, obligation, at)
    else:
        _go_on_accepted(turn, obligation, handoff, at)


def _go_on_accepted(
    turn: Turn, obligation: Obligation, handoff: HandoffState, at: datetime
) -> None:
    party = receiver_party(_step(turn, obligation), obligation)
    place = _taken_by(turn, party, obligation, handoff, at)
    go_on(turn, obligation, "accepted", at, place)


def accept_tacitly(turn: Turn, obligation: Obligation, at: datetime) -> None:
    """Nobody objected within the limit. What never arrived is not accepted: it is let pass."""
    handoff = obligation.handoff
    assert handoff is not None
    if handoff.status not in (HandoffStatus.DELIVERED, HandoffStatus.SEEN):
        let_pass(turn, obligation, at)
        return
    turn.emit(
        e.HandoffAccepted(
            at=at,
            obligation=obligation.id,
            step=obligation.step,
            receiver=handoff.receiver,
            person="",
            tacit=True,
        )
    )
    _go_on_accepted(turn, obligation, handoff, at)


def _taken_by(
    turn: Turn, party: str, obligation: Obligation, handoff: HandoffState, at: datetime
) -> Place:
    """Where the way goes on. The party is the unit that took it, also when it was forwarded."""
    place, receiver = Place.of(obligation), handoff.receiver
    before = unit_of(turn.rules, turn.pathway, party, obligation.item)
    if before == receiver:
        return place
    if of_item(turn.rules, party):
        return Place(place.branch, {**place.item, chosen_for(party): receiver})
    turn.emit(
        e.PartyResolved(at=at, party=party, unit=receiver, previous=before, reason="forwarded")
    )
    return place


def reject(turn: Turn, command: c.RejectHandoff) -> None:
    obligation, handoff = _contract(turn, command.obligation, HandoffStatus.REJECTED)
    if not command.reason.strip():
        raise CommandRefused("reason-missing", obligation=obligation.id)
    at = _answered_at(turn, command.effective, handoff)
    transfer = obligation.kind is ObligationKind.TRANSFER
    asked = {} if transfer else _step(turn, obligation).outcomes["rejected"].ask
    check_answers(asked, command.answers, local_day(turn.now))
    _before_a_person(turn, obligation, handoff, at)
    turn.emit(
        e.HandoffRejected(
            at=at,
            obligation=obligation.id,
            step=obligation.step,
            receiver=handoff.receiver,
            reason=command.reason,
            answers=command.answers,
        )
    )
    if transfer:
        transfer_refused(turn, obligation, at)
    else:
        go_on(turn, obligation, "rejected", at)


def return_with_question(turn: Turn, command: c.ReturnHandoff) -> None:
    obligation, handoff = _contract(turn, command.obligation, HandoffStatus.RETURNED)
    if not command.question.strip():
        raise CommandRefused("reason-missing", obligation=obligation.id)
    _before_a_person(turn, obligation, handoff, turn.now)
    timing = _clock(turn, obligation, handoff.sender)
    turn.emit(
        e.HandoffReturned(
            at=turn.now,
            obligation=obligation.id,
            question=command.question,
            due=timing.due,
            schedule=_of_question(timing),
        )
    )


def answer(turn: Turn, command: c.AnswerHandoff) -> None:
    obligation = turn.open_obligation(command.obligation)
    handoff = obligation.handoff
    if handoff is None or handoff.status is not HandoffStatus.RETURNED:
        raise CommandRefused(
            "wrong-status",
            obligation=obligation.id,
            status=handoff.status if handoff else obligation.kind,
            wanted="answered",
        )
    if not command.answer.strip():
        raise CommandRefused("reason-missing", obligation=obligation.id)
    timing = _clock(turn, obligation, handoff.receiver)
    turn.emit(
        e.HandoffAnswered(
            at=turn.now,
            obligation=obligation.id,
            answer=command.answer,
            due=timing.due,
            schedule=_without_receipt(timing),
        )
    )


def _without_receipt(timing: Timing) -> tuple[ScheduledRung, ...]:
    return tuple(rung for rung in timing.schedule if rung.kind is not RungKind.UNDELIVERED)


def _of_question(timing: Timing) -> tuple[ScheduledRung, ...]:
    """The sender's clock for a question: that it stays silent is not acceptance."""
    return tuple(spoken(rung) for rung in _without_receipt(timing))


def forward(turn: Turn, command: c.ForwardHandoff) -> None:
    obligation, handoff = _contract(turn, command.obligation, HandoffStatus.OFFERED)
    if command.to not in turn.rules.directory.units:
        raise CommandRefused("unknown-unit", unit=command.to)
    if command.to in (handoff.receiver, handoff.sender) or len(handoff.trail) >= MAX_TRAIL:
        raise CommandRefused("cannot-forward-there", unit=command.to, obligation=obligation.id)
    _before_a_person(turn, obligation, handoff, turn.now)
    timing = _clock(turn, obligation, command.to)
    turn.emit(
        e.HandoffForwarded(
            at=turn.now,
            obligation=obligation.id,
            to=command.to,
            note=command.note,
            due=timing.due,
            schedule=timing.schedule,
        )
    )


# --- the sender's acts ------------------------------------------------------------------------


def withdraw(turn: Turn, command: c.WithdrawHandoff) -> None:
    obligation, handoff = _contract(turn, command.obligation, HandoffStatus.WITHDRAWN)
    if not command.reason.strip():
        raise CommandRefused("reason-missing", obligation=obligation.id)
    if command.to is not None:
        if command.to not in turn.rules.directory.units:
            raise CommandRefused("unknown-unit", unit=command.to)
        if command.to == handoff.sender:
            raise CommandRefused("cannot-forward-there", unit=command.to, obligation=obligation.id)
        _offer_again(turn, obligation, command.to, command.reason)
        return
    turn.emit(
        e.HandoffWithdrawn(
            at=turn.now, obligation=obligation.id, step=obligation.step, reason=command.reason
        )
    )
    if obligation.kind is ObligationKind.TRANSFER:
        transfer_refused(turn, obligation, turn.now)
    else:
        go_on(turn, obligation, "withdrawn", turn.now)


def reoffer(turn: Turn, command: c.ReofferHandoff) -> None:
    obligation, handoff = _contract(turn, command.obligation, HandoffStatus.OFFERED)
    _offer_again(turn, obligation, handoff.receiver, "again")


def _offer_again(turn: Turn, obligation: Obligation, to: str, reason: str) -> None:
    timing = _clock(turn, obligation, to)
    turn.emit(
        e.HandoffReoffered(
            at=turn.now,
            obligation=obligation.id,
            receiver=to,
            reason=reason,
            due=timing.due,
            schedule=timing.schedule,
        )
    )


def acknowledge_copy(turn: Turn, command: c.AcknowledgeCopy) -> None:
    if f"{command.obligation}/{command.party}" not in turn.pathway.copies:
        raise CommandRefused("unknown-obligation", obligation=command.obligation)
    if _copy_can_be(turn, command.obligation, command.party, CopyStatus.ACKNOWLEDGED):
        turn.emit(
            e.CopyAcknowledged(at=turn.now, obligation=command.obligation, party=command.party)
        )
