"""Who has the ball, since when, what is awaited, and whether it is stuck and why.

Stuck is explained, not flagged: a closed list of causes, each with one suggested act. A
patient who waits nine months for a talk that is planned is healthy silence, and not here.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from hjemover.engine.directory import Rules
from hjemover.engine.state import Obligation, Pathway
from hjemover.engine.timers import next_wakeup
from hjemover.vocabulary import (
    HandoffStatus,
    ObligationKind,
    PathwayStatus,
    RungKind,
    StuckCause,
)

SUGGESTED_ACTS: Mapping[StuckCause, str] = {
    StuckCause.NOT_DELIVERED: "reoffer-handoff",
    StuckCause.NO_ANSWER: "withdraw-handoff",
    StuckCause.NO_ACTIVE_PERSON: "forward-handoff",
    StuckCause.OVERDUE: "complete-task",
    StuckCause.SUBPATHWAY_LATE: "choose-way",
    StuckCause.STILL_OVERLAPPING: "end-overlap",
    StuckCause.CLOCK_STOPPED: "start-clock",
    StuckCause.DATE_MISSING: "correct-date",
    StuckCause.ASK_AGAIN_PASSED: "complete-task",
    StuckCause.NOTHING_SCHEDULED: "complete-task",
    StuckCause.NOBODY_OWNS: "assign-party",
    StuckCause.DEFINITION_FAILED: "choose-way",
}
"""The command that usually loosens it."""


class ObligationStanding(Struct, frozen=True, kw_only=True):
    """How one open obligation stands."""

    obligation: str
    step: str
    kind: ObligationKind
    holder: str
    since: datetime
    awaits: str
    due: datetime | None
    late_on_arrival: int
    rests: bool  # nobody has anything to do about it now
    causes: tuple[StuckCause, ...]

    @property
    def stuck(self) -> StuckCause | None:
        """The first cause: the one to mend first."""
        return self.causes[0] if self.causes else None


class Standing(Struct, frozen=True, kw_only=True):
    """How a pathway stands at an instant."""

    ref: str
    status: PathwayStatus
    obligations: tuple[ObligationStanding, ...]
    next_event: datetime | None

    @property
    def healthy_silence(self) -> bool:
        """Nothing for anybody to do now, and something is scheduled."""
        return (
            self.status is not PathwayStatus.COMPLETED
            and self.next_event is not None
            and not any(one.causes for one in self.obligations)
            and (self.status is PathwayStatus.ON_HOLD or all(one.rests for one in self.obligations))
        )


def standing(rules: Rules, pathway: Pathway, now: datetime) -> Standing:
    """Work out the standing of *pathway* at *now*. Reads nothing but its arguments."""
    return Standing(
        ref=pathway.ref,
        status=pathway.status,
        obligations=tuple(
            _one(rules, pathway, open_, now) for open_ in pathway.obligations.values()
        ),
        next_event=next_wakeup(pathway),
    )


def _one(rules: Rules, pathway: Pathway, open_: Obligation, now: datetime) -> ObligationStanding:
    return ObligationStanding(
        obligation=open_.id,
        step=open_.step,
        kind=open_.kind,
        holder=open_.holder,
        since=open_.since,
        awaits=open_.awaits,
        due=open_.due.at if open_.due else None,
        late_on_arrival=open_.due.late_on_arrival if open_.due else 0,
        rests=open_.rests,
        causes=causes(rules, pathway, open_, now),
    )


def causes(
    rules: Rules, pathway: Pathway, open_: Obligation, now: datetime
) -> tuple[StuckCause, ...]:
    """Why *open_* is stuck, most telling first; empty when it is not."""
    if pathway.status is PathwayStatus.ON_HOLD:
        return ()
    found = []
    if open_.kind is ObligationKind.CHOOSE_UNIT:
        found.append(StuckCause.NOBODY_OWNS)
    if open_.kind is ObligationKind.REPAIR:
        found.append(StuckCause.DEFINITION_FAILED)
    if open_.handoff and open_.handoff.status is HandoffStatus.UNDELIVERED:
        found.append(StuckCause.NOT_DELIVERED)
    if open_.due is not None and open_.due.at <= now:
        found.append(_let_pass(open_))
    if _needs_a_person(open_) and _nobody_there(rules, open_.awaits):
        found.append(StuckCause.NO_ACTIVE_PERSON)
    found.extend(_without_time(open_, now))
    return tuple(dict.fromkeys(found))


def settled_cause(pathway: Pathway, open_: Obligation) -> StuckCause | None:
    """The first cause that the state alone tells of, with no clock and no address book.

    What read tables keep: a limit counts once its passing is in the journal, and who is at
    work today is asked when the list is read.
    """
    if pathway.status is PathwayStatus.ON_HOLD:
        return None
    if open_.kind is ObligationKind.CHOOSE_UNIT:
        return StuckCause.NOBODY_OWNS
    if open_.kind is ObligationKind.REPAIR:
        return StuckCause.DEFINITION_FAILED
    if open_.handoff and open_.handoff.status is HandoffStatus.UNDELIVERED:
        return StuckCause.NOT_DELIVERED
    if open_.due is not None and open_.due.passed is not None:
        return _let_pass(open_)
    timeless = _without_time(open_, open_.started)
    return timeless[0] if timeless else None


def settled_causes(pathway: Pathway) -> dict[str, StuckCause]:
    """:func:`settled_cause` of every open obligation that has one, by its id."""
    found = {}
    for open_ in pathway.obligations.values():
        cause = settled_cause(pathway, open_)
        if cause is not None:
            found[open_.id] = cause
    return found


def _needs_a_person(open_: Obligation) -> bool:
    return not open_.rests


def _let_pass(open_: Obligation) -> StuckCause:
    """Whose limit has passed: the receiver's of an offer, or the holder's own (a question too)."""
    if open_.kind is ObligationKind.SUBPATHWAY:
        return StuckCause.SUBPATHWAY_LATE
    if open_.kind is ObligationKind.OVERLAP:
        return StuckCause.STILL_OVERLAPPING
    offered = open_.handoff is not None and open_.handoff.status is not HandoffStatus.RETURNED
    return StuckCause.NO_ANSWER if offered else StuckCause.OVERDUE


def _nobody_there(rules: Rules, unit: str) -> bool:
    facts = rules.directory.units.get(unit)
    away = facts is None or not facts.has_active_person
    return away and unit not in rules.directory.stand_ins


def _without_time(open_: Obligation, now: datetime) -> list[StuckCause]:
    """Causes of an obligation that time does not move as it should."""
    if open_.kind is ObligationKind.WAIT:
        if not open_.schedule:
            return [StuckCause.DATE_MISSING]
        ends = open_.schedule[0]
        passed = open_.postponed and ends.kind is RungKind.UNTIL and ends.at <= now
        return [StuckCause.ASK_AGAIN_PASSED] if passed else []
    if open_.stopped is not None:
        goes_again = any(rung.kind is RungKind.RESTART for rung in open_.schedule)
        return [] if goes_again else [StuckCause.CLOCK_STOPPED]
    if open_.due is not None or open_.schedule or open_.watches or _is_choice(open_):
        return []
    missing = open_.date_missing
    if open_.kind is ObligationKind.SUBPATHWAY and not missing:
        return []  # the other pathway has time of its own
    return [StuckCause.DATE_MISSING if missing else StuckCause.NOTHING_SCHEDULED]


def _is_choice(open_: Obligation) -> bool:
    return open_.kind in (ObligationKind.CHOOSE_UNIT, ObligationKind.REPAIR)
