"""Made-up pathways for the store's tests: facts, the states they give, and how they are kept."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hjemover.calendar import Duration, Reason, Unit
from hjemover.engine import events as e
from hjemover.engine.evolve import evolve
from hjemover.engine.state import Deadline, Obligation, Pathway, ScheduledRung, Subject
from hjemover.engine.timers import timers
from hjemover.store import Transaction, journal
from hjemover.store.journal import Envelope, Stored
from hjemover.store.projections import ProjectionRules, project
from hjemover.vocabulary import HandoffStatus, ObligationKind, RungKind, StuckCause

HOSPITAL, INTAKE, COORDINATOR = "hus-kreft", "bergen-mottak", "bergen-koordinator"
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def stuck(pathway: Pathway) -> dict[str, StuckCause]:
    found = {name: _cause(pathway, item) for name, item in pathway.obligations.items()}
    return {name: cause for name, cause in found.items() if cause is not None}


def _cause(pathway: Pathway, item: Obligation) -> StuckCause | None:
    if item.handoff and item.handoff.status is HandoffStatus.UNDELIVERED:
        return StuckCause.NOT_DELIVERED
    if item.kind is ObligationKind.WAIT and not item.schedule:
        # A cause that hangs on the pathway, not on the obligation itself.
        return None if "clock" in pathway.dates else StuckCause.DATE_MISSING
    if item.due and item.due.passed:
        return StuckCause.NO_ANSWER if item.handoff else StuckCause.OVERDUE
    return None


RULES = ProjectionRules(timers=timers, stuck=stuck)


def deadline(at: datetime) -> Deadline:
    return Deadline(
        at=at,
        day=at.date(),
        reason=Reason(
            anchor_day=date(2026, 3, 2), direction="after", duration=Duration(2, Unit.WORKING_DAYS)
        ),
        number="accept_within",
    )


def ladder(due: datetime) -> tuple[ScheduledRung, ...]:
    return (
        ScheduledRung(kind=RungKind.REMIND, at=due - DAY, level=1),
        ScheduledRung(kind=RungKind.DUE, at=due),
        ScheduledRung(kind=RungKind.ESCALATE, at=due + 5 * DAY, level=1, to=((INTAKE, "lead"),)),
    )


def enrolled(ref: str, at: datetime = MONDAY) -> e.PathwayEnrolled:
    return e.PathwayEnrolled(
        at=at,
        ref=ref,
        definition="kreft-hjem",
        version=1,
        responsible=HOSPITAL,
        parties={"hospital": HOSPITAL, "intake": INTAKE},
        dates={"diagnosed": date(2026, 2, 27)},
        subject=Subject(municipality="4601"),
    )


def requested(
    step: str, at: datetime, owner: str = HOSPITAL, nth: int = 1, days: int = 3
) -> e.TaskRequested:
    due = at + days * DAY
    return e.TaskRequested(
        at=at,
        obligation=f"{step}#{nth}",
        step=step,
        owner=owner,
        due=deadline(due),
        schedule=ladder(due),
    )


def completed(step: str, at: datetime, unit: str = HOSPITAL, nth: int = 1) -> e.TaskCompleted:
    return e.TaskCompleted(
        at=at, obligation=f"{step}#{nth}", step=step, outcome="accepted", unit=unit
    )


def offered(step: str, at: datetime, to: str = INTAKE, nth: int = 1) -> e.HandoffOffered:
    due = at + 2 * DAY
    return e.HandoffOffered(
        at=at,
        obligation=f"{step}#{nth}",
        step=step,
        sender=HOSPITAL,
        receiver=to,
        due=deadline(due),
        schedule=ladder(due),
    )


def accepted(step: str, at: datetime, by: str = INTAKE, nth: int = 1) -> e.HandoffAccepted:
    return e.HandoffAccepted(
        at=at, obligation=f"{step}#{nth}", step=step, receiver=by, person="kari"
    )


def envelope(command_id: str = "c-1", at: datetime = MONDAY) -> Envelope:
    return Envelope(command_id=command_id, actor="kari", actor_unit=HOSPITAL, recorded=at)


def act(tx: Transaction, ref: str, events: Sequence[e.AnyEvent], command_id: str = "c-1") -> Stored:
    """What the one write path does with facts: load, evolve, append, project."""
    stored = journal.load(tx, ref, for_update=True)
    after = stored.pathway if stored else None
    for event in events:
        after = evolve(after, event)
    assert after is not None
    patient = stored.patient_id if stored else None
    done = journal.append(tx, stored, envelope(command_id), events, after, patient_id=patient)
    project(tx, stored, after, events, RULES, None)
    return done


def whole_story(ref: str) -> list[list[e.AnyEvent]]:
    """One pathway from enrolment to end, act by act, with late answers and second attempts."""
    at = [MONDAY + n * DAY for n in range(40)]
    return [
        [
            enrolled(ref),
            e.StepEntered(at=at[0], step="offer", occurrence=1),
            requested("offer", at[0]),
        ],
        [e.TaskClaimed(at=at[0], obligation="offer#1", person="kari")],
        [completed("offer", at[1]), offered("send", at[1])],
        [e.HandoffDelivered(at=at[1], obligation="send#1", attempt=1)],
        [e.HandoffSeen(at=at[2], obligation="send#1")],
        [e.ReminderDue(at=at[2], obligation="send#1", level=1)],
        [
            e.HandoffReturned(
                at=at[2], obligation="send#1", question="Hvilken dose?", due=deadline(at[5])
            )
        ],
        [
            e.HandoffAnswered(
                at=at[3], obligation="send#1", answer="Se vedlegg", due=deadline(at[5]),
                schedule=ladder(at[5]),
            )
        ],
        [e.DeadlinePassed(at=at[5], obligation="send#1")],
        [
            e.HandoffForwarded(
                at=at[6], obligation="send#1", to=COORDINATOR, due=deadline(at[8]),
                schedule=ladder(at[8]),
            )
        ],
        [e.HandoffUndelivered(at=at[6], obligation="send#1", attempt=2, reason="no-receipt")],
        [
            e.HandoffReoffered(
                at=at[7], obligation="send#1", receiver=COORDINATOR, reason="undelivered",
                due=deadline(at[9]), schedule=ladder(at[9]),
            )
        ],
        [accepted("send", at[8], COORDINATOR), requested("appoint", at[8], COORDINATOR)],
        [e.DeadlineMoved(
            at=at[9], obligation="appoint#1", due=deadline(at[10]), previous=deadline(at[11]),
            schedule=ladder(at[10]),
        )],
        [e.DeadlinePassed(at=at[10], obligation="appoint#1")],
        [e.TaskReassigned(at=at[12], obligation="appoint#1", owner=INTAKE)],
        # Comes and goes within one act, as when time is replayed after an outage.
        [
            completed("appoint", at[13], INTAKE),
            requested("plan", at[13], INTAKE),
            e.TaskReassigned(at=at[14], obligation="plan#1", owner=COORDINATOR),
            completed("plan", at[15], COORDINATOR),
            e.WaitStarted(at=at[15], obligation="rest#1", step="rest", holder=COORDINATOR),
        ],
        [e.DateSet(at=at[16], name="clock", value=date(2026, 3, 18), previous=None)],
        [e.PathwayHeld(at=at[17], review=at[20])],
        [e.PathwayResumed(at=at[20], reason="review-date")],
        [e.WaitEnded(at=at[21], obligation="rest#1", step="rest"), offered("back", at[21])],
        [requested("late", at[22], days=1), e.DeadlinePassed(at=at[23], obligation="late#1")],
        [e.TaskCancelled(at=at[24], obligation="late#1", reason="event")],
        [e.PathwayClosed(at=at[25], outcome="died", silent=True)],
    ]  # fmt: skip
