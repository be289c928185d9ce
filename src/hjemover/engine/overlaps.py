"""The sender stays after the receiver has accepted, until a step is done (overlapp)."""

from datetime import datetime

from hjemover.definition.models import HandoffStep, Limit, Moment, StartRef
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.scopes import own
from hjemover.engine.state import Done, OverlapState
from hjemover.engine.timing import Frame, limit_timing
from hjemover.engine.turn import Place, Turn
from hjemover.errors import CommandRefused
from hjemover.vocabulary import ObligationKind

MARK = "~"
"""Stands after the id of a handoff in the id of its overlap."""


def begin_overlap(
    turn: Turn, step: HandoffStep, accepted: str, place: Place, sender: str, at: datetime
) -> None:
    """*sender* stays from *at*, as the handoff *accepted* says; nothing if it does not."""
    if step.overlap is None:
        return
    state = OverlapState(until=step.overlap.until, branch=place.branch)
    done = _done(turn, state)
    limit = Limit(until=Moment(of=StartRef(), offset=step.overlap.within))
    frame = Frame(started=at, unit=sender, party=step.sender, branch=place.branch, item=place.item)
    timing = limit_timing(turn.rules, turn.pathway, limit, frame)
    turn.emit(
        e.OverlapBegan(
            at=at,
            obligation=f"{accepted}{MARK}",
            step=step.id,
            holder=sender,
            overlap=OverlapState(
                until=state.until, branch=state.branch, before=done.at if done else None
            ),
            due=timing.due,
            schedule=timing.schedule,
        )
    )


def _done(turn: Turn, overlap: OverlapState) -> Done | None:
    return own(turn.pathway.done, turn.pathway, overlap.until, overlap.branch)


def end_overlaps(turn: Turn) -> None:
    """End every overlap whose step has been done since it began."""
    for one in sorted(turn.pathway.obligations.values(), key=lambda one: one.id):
        if one.overlap is None:
            continue
        done = _done(turn, one.overlap)
        if done is not None and done.at != one.overlap.before:
            # Not before it began; and not to come, though a clock may have been put back since.
            at = min(max(done.at, one.since), turn.now)
            turn.emit(e.OverlapEnded(at=at, obligation=one.id, step=one.step))


def end_overlap(turn: Turn, command: c.EndOverlap) -> None:
    """The sender is done all the same, for a reason."""
    overlap = turn.open_obligation(command.obligation)
    if overlap.kind is not ObligationKind.OVERLAP:
        raise CommandRefused(
            "wrong-status", obligation=overlap.id, status=overlap.kind, wanted="overlap"
        )
    if not command.reason.strip():
        raise CommandRefused("reason-missing", obligation=overlap.id)
    turn.emit(
        e.OverlapEnded(at=turn.now, obligation=overlap.id, step=overlap.step, reason=command.reason)
    )
