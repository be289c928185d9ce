"""The way reaches a step: what comes into being there, and where automatic steps lead on."""

from datetime import datetime
from typing import assert_never

from hjemover.definition.expressions import ExpressionError, evaluate
from hjemover.definition.models import (
    JOINED,
    Condition,
    DecisionStep,
    EndStep,
    HandoffStep,
    NoticeStep,
    ParallelStep,
    Step,
    SubpathwayStep,
    TaskStep,
    WaitStep,
)
from hjemover.engine import events as e
from hjemover.engine import offering, subpathways
from hjemover.engine.asking import ask_for_repair, resolve
from hjemover.engine.branches import finish_branch, open_branches, stands
from hjemover.engine.closing import close
from hjemover.engine.codes import register
from hjemover.engine.facts import Facts, inputs
from hjemover.engine.parties import may_share, recipients
from hjemover.engine.reckoning import fill_in
from hjemover.engine.timing import Frame, task_timing, wait_timing
from hjemover.engine.turn import MAX_STEPS, Place, Turn, Way
from hjemover.vocabulary import TaskStatus


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
    if turn.closed or not stands(turn.pathway, place):
        return
    if target == JOINED:
        on = finish_branch(turn, at, place)
        if on is not None:
            enter(turn, on.target, on.at, on.place)
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


def begin(turn: Turn, step: Step, at: datetime, place: Place) -> None:
    """Do what *step* does when the way has reached it."""
    match step:
        case TaskStep():
            _begin_task(turn, step, at, place)
        case HandoffStep():
            _go_on(turn, offering.begin(turn, step, at, place), at, place)
        case WaitStep():
            _begin_wait(turn, step, at, place)
        case DecisionStep():
            _decide(turn, step, at, place)
        case NoticeStep():
            _give_notice(turn, step, at, place)
        case ParallelStep():
            _go_on(turn, open_branches(turn, step, at, place), at, place)
        case SubpathwayStep():
            _begin_subpathway(turn, step, at, place)
        case EndStep():
            close(turn, step.outcome, at, silent=step.silent)
        case _:
            assert_never(step)


def _go_on(turn: Turn, then: str | None, at: datetime, place: Place) -> None:
    if then is not None:
        enter(turn, then, at, place)


def _begin_task(turn: Turn, step: TaskStep, at: datetime, place: Place) -> None:
    owner = resolve(turn, step.party, step.id, at, place)
    if owner is None:
        return
    frame = Frame(started=at, unit=owner, branch=place.branch, item=place.item)
    timing = task_timing(turn.rules, turn.pathway, step, frame)
    status = TaskStatus.DRAFT if timing.planned else TaskStatus.REQUESTED
    turn.emit(
        e.TaskRequested(
            at=at,
            obligation=turn.obligation_id(step.id, place),
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


def _begin_wait(turn: Turn, step: WaitStep, at: datetime, place: Place) -> None:
    holder = turn.pathway.responsible
    if step.party is not None:
        found = resolve(turn, step.party, step.id, at, place)
        if found is None:
            return
        holder = found
    frame = Frame(started=at, unit=holder, branch=place.branch, item=place.item)
    timing = wait_timing(turn.rules, turn.pathway, step, frame)
    turn.emit(
        e.WaitStarted(
            at=at,
            obligation=turn.obligation_id(step.id, place),
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
    if step.party is not None and resolve(turn, step.party, step.id, at, place) is None:
        return
    why = subpathways.cannot_begin(turn, step)
    if why is not None:
        ask_for_repair(turn, step.id, at, place, f"subpathway: {why}")
        return
    which = turn.obligation_id(step.id, place)
    _go_on(turn, subpathways.begin(turn, step, at, place, which), at, place)
