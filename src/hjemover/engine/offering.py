"""A handoff begins: whether it may be shared and sent, to whom, and with which copies."""

from datetime import datetime

from hjemover.definition.expressions import ExpressionError, evaluate
from hjemover.definition.models import HandoffStep
from hjemover.engine import events as e
from hjemover.engine.asking import ask_for_repair, resolve
from hjemover.engine.codes import register
from hjemover.engine.facts import Facts, inputs
from hjemover.engine.parties import may_share, unit_of
from hjemover.engine.state import TO, CopyState
from hjemover.engine.timing import Frame, handoff_timing
from hjemover.engine.turn import Place, Turn


def begin(turn: Turn, step: HandoffStep, at: datetime, place: Place) -> str | None:
    """Offer the patient to the receiver, or to each of many.

    Returns:
        The step to go on at, where nothing may leave the house; None where the way waits.
    """
    asked = [p for p in step.receivers if may_share(turn.rules, turn.pathway, step.consent, p)]
    if len(asked) < max(step.needed(len(asked)), 1):
        return _blocked(turn, step, at, place)
    gate = _open_gate(turn, step, at, place)
    if gate is None:
        return None
    if not gate:
        return _held_back(turn, step, at, place)
    sender = resolve(turn, step.sender, step.id, at, place)
    if sender is None:
        return None
    units: dict[str, str] = {}
    for party in asked:
        unit = resolve(turn, party, step.id, at, place)
        if unit is None:
            return None  # asked of a person; the others when that is known
        units[party] = unit
    if step.more:
        _ask_many(turn, step, sender, units, at, place)
    else:
        obligation = turn.obligation_id(step.id, place)
        copies = tuple(_copies(turn, step, obligation, at, place))
        _offer(turn, step, obligation, (sender, units[step.receiver]), copies, at, place)
    register(turn, step.register, step.id, turn.pathway.responsible, at, when="started")
    return None


def _blocked(turn: Turn, step: HandoffStep, at: datetime, place: Place) -> str:
    """The patient does not want it shared. Where the way goes on then."""
    assert step.consent is not None
    turn.emit(e.HandoffBlocked(at=at, step=step.id, purpose=step.consent, branch=place.branch))
    return _leave_by(turn, step, "objected", at)


def _open_gate(turn: Turn, step: HandoffStep, at: datetime, place: Place) -> bool | None:
    """Whether the gate is open; None where it cannot be read, and a person is asked."""
    when = step.gate.when if step.gate else None
    if when is None:
        return True
    try:
        return bool(evaluate(when, Facts(turn.rules, turn.pathway, place, at)))
    except ExpressionError as error:
        ask_for_repair(turn, step.id, at, place, f"{when.source}: {error}")
        return None


def _held_back(turn: Turn, step: HandoffStep, at: datetime, place: Place) -> str:
    """The gate is shut. Where the way goes on then."""
    assert step.gate is not None
    assert step.gate.when is not None
    when = step.gate.when
    read = inputs([when], Facts(turn.rules, turn.pathway, place, at))
    turn.emit(
        e.HandoffHeldBack(
            at=at, step=step.id, because=when.source, inputs=read, branch=place.branch
        )
    )
    return _leave_by(turn, step, "blocked", at)


def _leave_by(turn: Turn, step: HandoffStep, outcome: str, at: datetime) -> str:
    way = step.outcomes[outcome]
    register(turn, way.register, step.id, turn.pathway.responsible, at)
    return way.then


def _ask_many(
    turn: Turn, step: HandoffStep, sender: str, units: dict[str, str], at: datetime, place: Place
) -> None:
    """An offer to each receiver, gathered in a quorum."""
    quorum = turn.obligation_id(step.id, place)
    for party in step.receivers:
        if party not in units:
            purpose = step.consent or ""
            turn.emit(e.NoticeWithheld(at=at, step=step.id, party=party, purpose=purpose))
    turn.emit(
        e.ReceiversAsked(
            at=at,
            quorum=quorum,
            step=step.id,
            parties=tuple(units),
            need=step.needed(len(units)),
            branch=place.branch,
            item=place.item,
        )
    )
    copies: tuple[CopyState, ...] | None = None
    for party, unit in units.items():
        obligation = f"{quorum}{TO}{party}"
        # What goes along goes once, with the first.
        along = tuple(_copies(turn, step, obligation, at, place)) if copies is None else ()
        copies = copies or along
        _offer(turn, step, obligation, (sender, unit), along, at, place, (party, quorum))


def _offer(
    turn: Turn,
    step: HandoffStep,
    obligation: str,
    units: tuple[str, str],
    copies: tuple[CopyState, ...],
    at: datetime,
    place: Place,
    of_many: tuple[str, str] = ("", ""),
) -> None:
    """One contract: (sender, receiver), and of many the receiver's party and the quorum."""
    party, quorum = of_many
    frame = Frame(started=at, unit=units[1], party=party, branch=place.branch, item=place.item)
    timing = handoff_timing(turn.rules, turn.pathway, step, frame)
    turn.emit(
        e.HandoffOffered(
            at=at,
            obligation=obligation,
            step=step.id,
            sender=units[0],
            receiver=units[1],
            party=party or None,
            quorum=quorum,
            copies=copies,
            branch=place.branch,
            item=place.item,
            due=timing.due,
            schedule=timing.schedule,
        )
    )


def _copies(
    turn: Turn, step: HandoffStep, obligation: str, at: datetime, place: Place
) -> list[CopyState]:
    copies = []
    for party in step.copies:
        if not may_share(turn.rules, turn.pathway, step.consent, party):
            purpose = step.consent or ""
            turn.emit(e.CopyWithheld(at=at, obligation=obligation, party=party, purpose=purpose))
            continue
        unit = unit_of(turn.rules, turn.pathway, party, place.item)
        if unit is not None:
            copies.append(CopyState(party=party, unit=unit))
        else:
            turn.emit(
                e.CopyUndelivered(at=at, obligation=obligation, party=party, reason="unknown-unit")
            )
    return copies
