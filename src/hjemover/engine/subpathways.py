"""A step that is another pathway: begun or joined, waited for or not, and what it ended as."""

from datetime import date, datetime

from hjemover.calendar import local_day
from hjemover.definition.models import Moment, SubpathwayStep
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.scopes import own
from hjemover.engine.state import Answers, Obligation
from hjemover.engine.timing import Frame, as_date, limit_timing, reckon
from hjemover.engine.turn import Place, Turn
from hjemover.vocabulary import ObligationKind

MAX_DEPTH = 8
"""Pathways in pathways. Past it a person must look: no definition starts others for ever."""


def begin(turn: Turn, step: SubpathwayStep, at: datetime, place: Place, which: str) -> str | None:
    """Begin, join or skip the other pathway.

    Args:
        which: The id of the obligation, where the way waits.

    Returns:
        The step to go on at; None where the way waits, or a person must choose it first.
    """
    open_ = turn.rules.others.open.get(step.pathway, ())
    # To wait for a pathway that waits for this one would be for ever.
    joined = [ref for ref in open_ if ref not in turn.rules.others.waiting]
    if (open_ and step.if_open == "skip") or (joined and step.if_open == "join" and not step.waits):
        turn.emit(e.SubpathwaySkipped(at=at, step=step.id, definition=step.pathway))
        return step.otherwise
    if joined and step.if_open == "join":
        _wait(turn, step, at, place, which, (joined[-1],), joined=True)
        return None
    rows = _rows(turn, step, place)
    if not rows:
        return step.otherwise
    first = len(turn.pathway.children) + 2
    refs = tuple(f"{turn.pathway.ref}-{first + number}" for number in range(len(rows)))
    if step.waits:
        _wait(turn, step, at, place, which, refs)
    for ref, row in zip(refs, rows, strict=True):
        turn.emit(
            e.PathwaySpawned(
                at=at,
                definition=step.pathway,
                ref=ref,
                parties=_parties(turn),
                dates=_dates(turn, step, at, place, row),
                step=step.id,
            )
        )
    return None if step.waits else step.otherwise


def cannot_begin(turn: Turn, step: SubpathwayStep) -> str | None:
    """Why no new pathway can be begun, as a code; None where it can."""
    if turn.pathway.ref.count("-") >= MAX_DEPTH:
        return "too-deep"
    others = turn.rules.others
    joins = step.if_open != "new" and others.open.get(step.pathway)
    known = others.startable is None or step.pathway in others.startable
    return None if known or joins else "unknown-definition"


def _rows(turn: Turn, step: SubpathwayStep, place: Place) -> list[Answers]:
    if step.each is None:
        return [place.item]
    source, _, field = step.each.partition(".")
    rows = (own(turn.pathway.answers, turn.pathway, source, place.branch) or {}).get(field)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _wait(
    turn: Turn,
    step: SubpathwayStep,
    at: datetime,
    place: Place,
    which: str,
    children: tuple[str, ...],
    *,
    joined: bool = False,
) -> None:
    holder = turn.pathway.responsible
    if step.party is not None:
        holder = turn.pathway.parties.get(step.party, holder)
    frame = Frame(started=at, unit=holder, branch=place.branch, item=place.item)
    timing = limit_timing(turn.rules, turn.pathway, step.due, frame) if step.due else None
    turn.emit(
        e.SubpathwayStarted(
            at=at,
            obligation=which,
            step=step.id,
            definition=step.pathway,
            children=children,
            joined=joined,
            holder=holder,
            branch=place.branch,
            item=place.item,
            due=timing.due if timing else None,
            date_missing=timing is not None and timing.due is None,
            schedule=timing.schedule if timing else (),
        )
    )


def _parties(turn: Turn) -> dict[str, str]:
    """Every party that is known: the shell hands on those that the other definition has too."""
    return dict(turn.pathway.parties)


def _dates(
    turn: Turn, step: SubpathwayStep, at: datetime, place: Place, row: Answers
) -> dict[str, date]:
    frame = Frame(started=at, unit=turn.pathway.responsible, branch=place.branch, item=place.item)
    found: dict[str, date] = {}
    for name, of in step.dates.items():
        moment = reckon(turn.rules, turn.pathway, Moment(of=of), frame)
        if moment is not None:
            found[name] = local_day(moment.exact) if moment.exact else moment.day
    for name, field in step.item_dates.items():
        day = as_date(row.get(field))
        if day is not None:
            found[name] = day
    return found


# --- the other pathway is over ------------------------------------------------------------------


def waiting_for(turn: Turn, child: str) -> list[Obligation]:
    """What waits for *child* still."""
    found = [
        one
        for one in turn.pathway.obligations.values()
        if one.kind is ObligationKind.SUBPATHWAY
        and any(other.ref == child and other.outcome is None for other in one.children)
    ]
    return sorted(found, key=lambda one: one.id)


def report(turn: Turn, one: Obligation, command: c.EndSubpathway, at: datetime) -> str | None:
    """Note that a child of *one* is over; the step to go on at when that was the last of them."""
    turn.emit(
        e.SubpathwayReported(
            at=at,
            obligation=one.id,
            step=one.step,
            child=command.child,
            outcome=command.outcome,
        )
    )
    outcomes = [child.outcome for child in turn.pathway.obligations[one.id].children]
    if any(outcome is None for outcome in outcomes):
        return None
    outcome = outcomes[0] if len(set(outcomes)) == 1 else None
    turn.emit(e.SubpathwayEnded(at=at, obligation=one.id, step=one.step, outcome=outcome or ""))
    step = turn.step(one.step)
    assert isinstance(step, SubpathwayStep)
    return step.outcomes.get(outcome or "", step.otherwise)
