"""When a party becomes another unit (flytting, ny eier): the old one keeps the patient until
the new one accepts."""

from collections.abc import Collection, Mapping
from datetime import datetime

from hjemover.definition.models import Field, HandoffStep
from hjemover.engine import events as e
from hjemover.engine.asking import ask_for_unit
from hjemover.engine.closing import end_all
from hjemover.engine.enter import begin
from hjemover.engine.parties import chosen_for, of_item, unit_of
from hjemover.engine.quorums import receiver_party
from hjemover.engine.state import Answers, Obligation, Subject
from hjemover.engine.timing import Frame, Timing, handoff_timing, spoken
from hjemover.engine.turn import Place, Turn
from hjemover.errors import CommandRefused
from hjemover.vocabulary import ObligationKind, RungKind

_TRANSFER = "transfer:"


def readdress(turn: Turn, parties: Collection[str], at: datetime) -> None:
    """Look *parties* up anew, as after a move, and bring what is open to the right place.

    A handoff that was on its way is sent to the new receiver instead. What the old unit
    already holds is offered to the new one and stays where it is until that accepts.
    """
    for party in parties:
        old = turn.pathway.parties.get(party)
        new = unit_of(turn.rules, turn.pathway, party, afresh=parties)
        if new is None:
            if old is not None:
                _ask_once(turn, party, at)
        elif old is None:
            # Not needed so far, or nobody could be found until now.
            chosen(turn, party, new, at)
        else:
            end_all(turn, _choices(turn, f"{_TRANSFER}{party}"), at, "moved")
            move(turn, party, new, at, "moved")


def follow_subject(turn: Turn, before: Subject, at: datetime) -> None:
    """Readdress every party that is found through where the patient belongs, where that changed."""
    subject, rules = turn.pathway.subject, turn.rules.definition.parties
    changed = set()
    if subject.municipality != before.municipality:
        changed.add("patient.municipality")
    if subject.gp != before.gp:
        changed.add("patient.gp")
    moved: list[str] = []
    for _ in rules:  # as many times as a chain of parties can be long
        moved = [name for name, party in rules.items() if party.of in {*changed, *moved}]
    readdress(turn, moved, at)


def name_units(turn: Turn, fields: Mapping[str, Field], answers: Answers, at: datetime) -> Answers:
    """An answer of type unit whose field is called as a party says which unit that party is.

    Returns:
        What that adds to the list item of the branch where it was answered, for the parties
        that are another unit in each branch.

    Raises:
        CommandRefused: There is no such unit.
    """
    here: Answers = {}
    for name, field in fields.items():
        unit, party = answers.get(name), name.replace("_", "-")
        if field.type != "unit" or not isinstance(unit, str) or not unit:
            continue
        if party not in turn.rules.definition.parties:
            continue
        if of_item(turn.rules, party):
            known_unit(turn, unit)
            here[chosen_for(party)] = unit
        else:
            name_unit(turn, party, unit, at, "answered")
    return here


def name_unit(
    turn: Turn, party: str, unit: str, at: datetime, reason: str, obligation: str = ""
) -> None:
    """*party* is *unit* from now on, or when *unit* accepts what the one before it holds.

    Raises:
        CommandRefused: There is no such unit.
    """
    known_unit(turn, unit)
    if not of_item(turn.rules, party):
        if party in turn.pathway.parties:
            move(turn, party, unit, at, reason)
        else:
            turn.emit(e.PartyResolved(at=at, party=party, unit=unit, reason=reason))
    chosen(turn, party, unit, at, obligation)


def known_unit(turn: Turn, unit: str) -> None:
    if unit not in turn.rules.directory.units:
        raise CommandRefused("unknown-unit", unit=unit)


def chosen(turn: Turn, party: str, unit: str, at: datetime, obligation: str = "") -> None:
    """*party* is *unit*: whatever waited for that choice goes on.

    Args:
        obligation: The one choice that was made, for a party with a unit in each branch; empty
            for all that wait for *party*.
    """
    for_item = of_item(turn.rules, party)
    for waiting in _choices(turn, detail=party):
        if obligation and for_item and waiting.id != obligation:
            continue
        if waiting.id not in turn.pathway.obligations:
            continue  # what the first choice led to ended the others
        turn.emit(
            e.TaskCompleted(
                at=at,
                obligation=waiting.id,
                step=waiting.step,
                outcome="chosen",
                answers={"choice": unit},
                unit=waiting.holder,
            )
        )
        if not for_item and turn.pathway.parties.get(party) is None:
            turn.emit(e.PartyResolved(at=at, party=party, unit=unit))
        item = {**waiting.item, chosen_for(party): unit} if for_item else waiting.item
        # Other branches may have entered the step since this one began to wait.
        entry = waiting.id.rpartition("?")[0].rpartition("#")[2]
        place = Place(waiting.branch, item, int(entry))
        if waiting.step in turn.rules.definition.steps:
            begin(turn, turn.step(waiting.step), at, place)


def _choices(turn: Turn, step: str = "", detail: str = "") -> list[Obligation]:
    """The open choices of a unit, for *step* or for the party *detail*."""
    found = [
        one
        for one in turn.pathway.obligations.values()
        if one.kind is ObligationKind.CHOOSE_UNIT
        and (one.step == step if step else one.detail == detail)
    ]
    return sorted(found, key=lambda one: one.id)


def _ask_once(turn: Turn, party: str, at: datetime) -> None:
    if not _choices(turn, detail=party):
        name = f"{_TRANSFER}{party}"
        _count(turn, name, at)
        ask_for_unit(turn, party, name, at, Place())


def move(turn: Turn, party: str, new: str, at: datetime, reason: str) -> None:
    """*party* is to be *new*: at once if it holds nothing, else when *new* has accepted."""
    old = turn.pathway.parties[party]
    for offer in _offers_to(turn, party):
        if offer.handoff is not None and offer.handoff.receiver != new:
            step = turn.step(offer.step)
            assert isinstance(step, HandoffStep)
            frame = Frame(started=at, unit=new, party=party, branch=offer.branch, item=offer.item)
            timing = handoff_timing(turn.rules, turn.pathway, step, frame)
            _send_instead(turn, offer, new, at, timing, reason)
    pending = _pending_transfer(turn, party)
    if new == old:
        if pending is not None:
            end_all(turn, (pending,), at, reason)
    elif pending is not None and pending.handoff is not None:
        if pending.handoff.receiver != new:
            timing = transfer_timing(turn, at, new, party)
            _send_instead(turn, pending, new, at, timing, reason)
    elif held_for(turn, party, old):
        _offer_transfer(turn, party, old, new, at)
    else:
        turn.emit(e.PartyResolved(at=at, party=party, unit=new, previous=old, reason=reason))


def _send_instead(
    turn: Turn, offer: Obligation, to: str, at: datetime, timing: Timing, reason: str
) -> None:
    turn.emit(
        e.HandoffReoffered(
            at=at,
            obligation=offer.id,
            receiver=to,
            reason=reason,
            due=timing.due,
            schedule=timing.schedule,
        )
    )


def _offers_to(turn: Turn, party: str) -> list[Obligation]:
    found = []
    for open_ in turn.pathway.obligations.values():
        if open_.kind is ObligationKind.HANDOFF:
            step = turn.step(open_.step)
            if isinstance(step, HandoffStep) and receiver_party(step, open_) == party:
                found.append(open_)
    return sorted(found, key=lambda one: one.id)


def _pending_transfer(turn: Turn, party: str) -> Obligation | None:
    for open_ in turn.pathway.obligations.values():
        if open_.kind is ObligationKind.TRANSFER and party_of_transfer(open_) == party:
            return open_
    return None


def changes_unit(obligation: Obligation) -> bool:
    """Whether it is a change of unit under way, which no step made and no step follows."""
    return obligation.step.startswith(_TRANSFER)


def party_of_transfer(transfer: Obligation) -> str:
    assert transfer.handoff is not None
    assert transfer.handoff.party is not None, "a transfer says which party moves"
    return transfer.handoff.party


def held_for(turn: Turn, party: str, unit: str) -> list[Obligation]:
    """What *unit* holds in its capacity of *party*: its tasks, waits and offers."""
    found = [
        open_
        for open_ in turn.pathway.obligations.values()
        if open_.holder == unit
        and open_.kind is not ObligationKind.TRANSFER
        and _party_of(turn, open_) in (party, None)
    ]
    return sorted(found, key=lambda one: one.id)


def _party_of(turn: Turn, obligation: Obligation) -> str | None:
    """The party an obligation's step names; None where no step does (a wait without one)."""
    step = turn.rules.definition.steps.get(obligation.step)
    if isinstance(step, HandoffStep):
        return step.sender
    return getattr(step, "party", None)


def _count(turn: Turn, name: str, at: datetime) -> str:
    occurrence = turn.pathway.rounds.get(name, 0) + 1
    turn.emit(e.StepEntered(at=at, step=name, occurrence=occurrence))
    return f"{name}#{occurrence}"


def _offer_transfer(turn: Turn, party: str, old: str, new: str, at: datetime) -> None:
    name = f"{_TRANSFER}{party}"
    timing = transfer_timing(turn, at, new, party)
    turn.emit(
        e.HandoffOffered(
            at=at,
            obligation=_count(turn, name, at),
            step=name,
            kind=ObligationKind.TRANSFER,
            sender=old,
            receiver=new,
            party=party,
            due=timing.due,
            schedule=timing.schedule,
        )
    )


def transfer_timing(turn: Turn, at: datetime, unit: str, party: str) -> Timing:
    """A transfer has the limits of the handoff that brings patients to the same party.

    Where the definition has no such handoff, those of its first; it has one if it moves
    patients between units at all.
    """
    steps = [s for s in turn.rules.definition.steps.values() if isinstance(s, HandoffStep)]
    fitting = [step for step in steps if party in step.receivers] or steps
    if not fitting:
        return Timing()
    frame = Frame(started=at, unit=unit)
    timing = handoff_timing(turn.rules, turn.pathway, fitting[0], frame)
    # It does not expire: somebody must take the patient.
    lasting = tuple(spoken(rung) for rung in timing.schedule if rung.kind is not RungKind.EXPIRE)
    return Timing(due=timing.due, schedule=lasting)


def accept_transfer(turn: Turn, transfer: Obligation, at: datetime) -> None:
    """The new unit has it: the party is that unit, and what was open for it follows."""
    handoff, party = transfer.handoff, party_of_transfer(transfer)
    assert handoff is not None
    old, new = handoff.sender, handoff.receiver
    moving = held_for(turn, party, old)
    turn.emit(e.PartyResolved(at=at, party=party, unit=new, previous=old, reason="accepted"))
    for open_ in moving:
        turn.emit(e.TaskReassigned(at=at, obligation=open_.id, owner=new))


def transfer_refused(turn: Turn, transfer: Obligation, at: datetime) -> None:
    """Nobody there takes over: the old unit keeps the patient and must choose another."""
    _ask_once(turn, party_of_transfer(transfer), at)
