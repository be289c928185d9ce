"""The way reaches a step: what comes into being there, and where automatic steps lead on."""

from datetime import datetime
from typing import assert_never

from hjemover.definition.expressions import ExpressionError, evaluate
from hjemover.definition.models import (
    JOINED,
    Condition,
    DecisionStep,
    EndStep,
    Gate,
    HandoffStep,
    NoticeStep,
    ParallelStep,
    Step,
    SubpathwayStep,
    TaskStep,
    WaitStep,
)
from hjemover.engine import events as e
from hjemover.engine import subpathways
from hjemover.engine.closing import close, leave_branches
from hjemover.engine.codes import register
from hjemover.engine.facts import Facts, inputs
from hjemover.engine.parties import may_share, of_item, recipients, unit_of
from hjemover.engine.reckoning import fill_in
from hjemover.engine.scopes import own
from hjemover.engine.state import TO, Answers, CopyState, Pathway
from hjemover.engine.timing import Frame, handoff_timing, task_timing, wait_timing
from hjemover.engine.turn import MAX_STEPS, Place, Turn, Way
from hjemover.vocabulary import ObligationKind, TaskStatus


def enter(turn: Turn, target: str, at: datetime, place: Place, *, by_hand: bool = False) -> None:
    """Go on at *target*: a step, or the reserved end of a branch.

    A bounded loop that has been walked as often as it may leads out of itself. A pathway
    that has taken more steps than any patient's ever should asks a person instead; what the
    person chooses (*by_hand*) is done.
    """
    turn.ways.append(Way(target, at, place, by_hand))
    if turn.walking:
        return  # the walk under way takes it next: a long chain of steps is no deep stack
    turn.walking = True
    while turn.ways:
        _walk(turn, turn.ways.pop())
    turn.walking = False
    if not turn.closed:
        fill_in(turn, at)


def _walk(turn: Turn, way: Way) -> None:
    target, at, place, by_hand = way
    if turn.closed or not _stands(turn.pathway, place):
        return
    if target == JOINED:
        _branch_done(turn, at, place)
        return
    if turn.pathway.steps_taken >= MAX_STEPS and not by_hand:
        _reach(turn, target, at, place)
        ask_for_repair(turn, target, at, place, "too-many-steps")
        return
    step = turn.step(target)
    within = f"{target}@{place.branch}" if place.branch else target
    if step.rounds and turn.pathway.rounds.get(within, 0) >= step.rounds.at_most:
        turn.emit(e.RoundsExhausted(at=at, step=target, then=step.rounds.then))
        enter(turn, step.rounds.then, at, place)
        return
    _reach(turn, target, at, place)
    if isinstance(step, EndStep):
        # Nothing is told of a pathway that is over.
        register(turn, step.register, target, turn.pathway.responsible, at, when="started")
    begin(turn, step, at, Place(place.branch, place.item))
    if not isinstance(step, EndStep | HandoffStep):
        # By the unit that has the ball now. A handoff begins when it is sent, if it is.
        register(turn, step.register, target, turn.pathway.responsible, at, when="started")


def _reach(turn: Turn, step: str, at: datetime, place: Place) -> None:
    occurrence = turn.pathway.rounds.get(step, 0) + 1
    turn.emit(e.StepEntered(at=at, step=step, occurrence=occurrence, branch=place.branch))


def _stands(pathway: Pathway, place: Place) -> bool:
    """Whether the branch is still open: an earlier one may have been enough, or left it."""
    join = pathway.joins.get(place.branch.rpartition("/")[0])
    return not place.branch or (join is not None and place.branch.rpartition("/")[2] in join.open)


def begin(turn: Turn, step: Step, at: datetime, place: Place) -> None:
    """Do what *step* does when the way has reached it."""
    match step:
        case TaskStep():
            _begin_task(turn, step, at, place)
        case HandoffStep():
            begin_handoff(turn, step, at, place)
        case WaitStep():
            _begin_wait(turn, step, at, place)
        case DecisionStep():
            _decide(turn, step, at, place)
        case NoticeStep():
            _give_notice(turn, step, at, place)
        case ParallelStep():
            _open_branches(turn, step, at, place)
        case SubpathwayStep():
            _begin_subpathway(turn, step, at, place)
        case EndStep():
            close(turn, step.outcome, at, silent=step.silent)
        case _:
            assert_never(step)


def obligation_id(turn: Turn, step: str, place: Place) -> str:
    """The id of the obligation this entry of *step* makes: derived, never drawn."""
    return f"{step}#{place.occurrence or turn.pathway.rounds.get(step, 1)}"


# --- tasks ------------------------------------------------------------------------------------


def _begin_task(turn: Turn, step: TaskStep, at: datetime, place: Place) -> None:
    owner = _resolve(turn, step.party, step.id, at, place)
    if owner is None:
        return
    frame = Frame(started=at, unit=owner, branch=place.branch, item=place.item)
    timing = task_timing(turn.rules, turn.pathway, step, frame)
    status = TaskStatus.DRAFT if timing.planned else TaskStatus.REQUESTED
    turn.emit(
        e.TaskRequested(
            at=at,
            obligation=obligation_id(turn, step.id, place),
            step=step.id,
            status=status,
            owner=owner,
            branch=place.branch,
            item=place.item,
            due=timing.due,
            date_missing=timing.due is None and bool(step.due or step.window),
            schedule=timing.schedule,
        )
    )


def _resolve(turn: Turn, party: str, step: str, at: datetime, place: Place) -> str | None:
    """The unit of *party*, remembered; or None after asking a person to choose one."""
    unit = unit_of(turn.rules, turn.pathway, party, place.item)
    if unit is None:
        ask_for_unit(turn, party, step, at, place)
        return None
    if not of_item(turn.rules, party) and party not in turn.pathway.parties:
        turn.emit(e.PartyResolved(at=at, party=party, unit=unit))
    return unit


def ask_for_unit(turn: Turn, party: str, step: str, at: datetime, place: Place) -> None:
    turn.emit(
        e.TaskRequested(
            at=at,
            obligation=f"{obligation_id(turn, step, place)}?{party}",
            step=step,
            kind=ObligationKind.CHOOSE_UNIT,
            owner=turn.pathway.responsible,
            branch=place.branch,
            item=place.item,
            detail=party,
        )
    )


def ask_for_repair(turn: Turn, step: str, at: datetime, place: Place, what: str) -> None:
    turn.emit(
        e.TaskRequested(
            at=at,
            obligation=f"{obligation_id(turn, step, place)}!",
            step=step,
            kind=ObligationKind.REPAIR,
            owner=turn.pathway.responsible,
            branch=place.branch,
            item=place.item,
            detail=what,
        )
    )


# --- handoffs ---------------------------------------------------------------------------------


def begin_handoff(turn: Turn, step: HandoffStep, at: datetime, place: Place) -> None:
    asked = [p for p in step.receivers if may_share(turn.rules, turn.pathway, step.consent, p)]
    if len(asked) < max(step.needed(len(asked)), 1):
        assert step.consent is not None
        turn.emit(e.HandoffBlocked(at=at, step=step.id, purpose=step.consent, branch=place.branch))
        codes = step.outcomes["objected"].register
        register(turn, codes, step.id, turn.pathway.responsible, at)
        enter(turn, step.outcomes["objected"].then, at, place)
        return
    if step.gate and not _pass_gate(turn, step, step.gate, at, place):
        return
    sender = _resolve(turn, step.sender, step.id, at, place)
    if sender is None:
        return
    units: dict[str, str] = {}
    for party in asked:
        unit = _resolve(turn, party, step.id, at, place)
        if unit is None:
            return  # asked of a person; the others when that is known
        units[party] = unit
    if step.more:
        _ask_many(turn, step, sender, units, at, place)
    else:
        obligation = obligation_id(turn, step.id, place)
        copies = tuple(_copies(turn, step, obligation, at, place))
        _offer(turn, step, obligation, (sender, units[step.receiver]), copies, at, place)
    register(turn, step.register, step.id, turn.pathway.responsible, at, when="started")


def _ask_many(
    turn: Turn, step: HandoffStep, sender: str, units: dict[str, str], at: datetime, place: Place
) -> None:
    """An offer to each receiver, gathered in a quorum."""
    quorum = obligation_id(turn, step.id, place)
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


def _pass_gate(turn: Turn, step: HandoffStep, gate: Gate, at: datetime, place: Place) -> bool:
    """Whether the gate before a handoff is open; if not, the way goes on where it says."""
    if gate.when is None:
        return True
    known = Facts(turn.rules, turn.pathway, place, at)
    try:
        if evaluate(gate.when, known):
            return True
    except ExpressionError as error:
        ask_for_repair(turn, step.id, at, place, f"{gate.when.source}: {error}")
        return False
    read = inputs([gate.when], known)
    turn.emit(
        e.HandoffHeldBack(
            at=at,
            step=step.id,
            because=gate.when.source,
            inputs=read,
            branch=place.branch,
        )
    )
    blocked = step.outcomes["blocked"]
    register(turn, blocked.register, step.id, turn.pathway.responsible, at)
    enter(turn, blocked.then, at, place)
    return False


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


# --- waits, decisions, notices ----------------------------------------------------------------


def _begin_wait(turn: Turn, step: WaitStep, at: datetime, place: Place) -> None:
    holder = turn.pathway.responsible
    if step.party is not None:
        found = _resolve(turn, step.party, step.id, at, place)
        if found is None:
            return
        holder = found
    frame = Frame(started=at, unit=holder, branch=place.branch, item=place.item)
    timing = wait_timing(turn.rules, turn.pathway, step, frame)
    turn.emit(
        e.WaitStarted(
            at=at,
            obligation=obligation_id(turn, step.id, place),
            step=step.id,
            holder=holder,
            branch=place.branch,
            item=place.item,
            postponed=step.postponed,
            schedule=timing.schedule,
        )
    )


def _decide(turn: Turn, step: DecisionStep, at: datetime, place: Place) -> None:
    known = Facts(turn.rules, turn.pathway, place, at)
    read: list[Condition] = []
    then, because = step.otherwise, ""
    for branch in step.branches:
        read.append(branch.when)
        try:
            true = evaluate(branch.when, known)
        except ExpressionError as error:
            ask_for_repair(turn, step.id, at, place, f"{branch.when.source}: {error}")
            return
        if true:
            then, because = branch.then, branch.when.source
            break
    shown = inputs(read, known)
    turn.emit(e.DecisionTaken(at=at, step=step.id, then=then, because=because, inputs=shown))
    enter(turn, then, at, place)


def _give_notice(turn: Turn, step: NoticeStep, at: datetime, place: Place) -> None:
    allowed = []
    for recipient in step.to:
        if may_share(turn.rules, turn.pathway, step.consent, recipient.party):
            allowed.append(recipient)
        else:
            purpose = step.consent or ""
            turn.emit(e.NoticeWithheld(at=at, step=step.id, party=recipient.party, purpose=purpose))
    to = recipients(turn.rules, turn.pathway, allowed, place.item)
    if to:
        turn.emit(e.NoticeGiven(at=at, message=step.id, to=to))
    enter(turn, step.then, at, place)


def _begin_subpathway(turn: Turn, step: SubpathwayStep, at: datetime, place: Place) -> None:
    if step.party is not None and _resolve(turn, step.party, step.id, at, place) is None:
        return
    why = subpathways.cannot_begin(turn, step)
    if why is not None:
        ask_for_repair(turn, step.id, at, place, f"subpathway: {why}")
        return
    then = subpathways.begin(turn, step, at, place, obligation_id(turn, step.id, place))
    if then is not None:
        enter(turn, then, at, place)


# --- branches ---------------------------------------------------------------------------------


def _open_branches(turn: Turn, step: ParallelStep, at: datetime, place: Place) -> None:
    ways: dict[str, tuple[str, Answers]]
    if step.each is not None:
        assert step.start is not None
        source, _, field = step.each.partition(".")
        answers = own(turn.pathway.answers, turn.pathway, source, place.branch) or {}
        rows = answers.get(field)
        items = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        ways = {str(n): (step.start, item) for n, item in enumerate(items, start=1)}
    else:
        ways = {name: (first, place.item) for name, first in step.branches.items()}
    if not ways:
        enter(turn, step.then, at, place)
        return
    need = {"all": len(ways), "any": 1}.get(str(step.join), step.join)
    join = obligation_id(turn, step.id, place)
    turn.emit(
        e.BranchesOpened(
            at=at,
            join=join,
            step=step.id,
            branch=place.branch,
            names=tuple(ways),
            need=min(int(need), len(ways)),
            item=place.item,
            rows=step.each is not None,
        )
    )
    opened = [Way(first, at, Place(f"{join}/{name}", item)) for name, (first, item) in ways.items()]
    turn.ways.extend(reversed(opened))  # the first branch is walked to its end first


def _branch_done(turn: Turn, at: datetime, place: Place) -> None:
    join_id, _, name = place.branch.rpartition("/")
    turn.emit(e.BranchDone(at=at, join=join_id, name=name))
    join = turn.pathway.joins[join_id]
    if len(join.done) < join.need:
        return
    leave_branches(turn, join_id, at)
    turn.emit(e.BranchesJoined(at=at, join=join_id, step=join.step))
    step = turn.step(join.step)
    assert isinstance(step, ParallelStep)
    enter(turn, step.then, at, Place(join.branch, join.item))
