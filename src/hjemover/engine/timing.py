"""When things are due: moments, deadlines and what strikes around them, each with its reason."""

from datetime import date, datetime
from operator import itemgetter
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from hjemover.calendar import (
    Computed,
    Duration,
    Reason,
    Unit,
    WorkCalendar,
    after,
    before,
    extended,
    local_day,
    stood_still,
    work_by,
)
from hjemover.definition.models import (
    Amount,
    AnswerRef,
    Counted,
    DateRef,
    EnrolledRef,
    HandoffStep,
    Limit,
    Moment,
    StartRef,
    StepRef,
    TaskStep,
    WaitStep,
    WindowRef,
)
from hjemover.engine.directory import Rules
from hjemover.engine.parties import recipients
from hjemover.engine.scopes import own
from hjemover.engine.state import Answers, Deadline, Pathway, ScheduledRung, Stop
from hjemover.vocabulary import RungKind

_ORDER = {kind: place for place, kind in enumerate(RungKind)}
_NOTHING = Duration(amount=0, unit=Unit.DAYS)


class Frame(Struct, frozen=True, kw_only=True):
    """Where a limit is reckoned from: the step's start, whose calendar counts, and its branch."""

    started: datetime
    unit: str
    party: str = ""  # whose opening hours go before the unit's; the step's own when empty
    branch: str = ""
    item: Answers = {}
    extended: int = 0  # times the limit was prolonged
    stops: tuple[Stop, ...] = ()  # when its clock stood still


class Timing(Struct, frozen=True, kw_only=True):
    """The deadline of an obligation and everything time will bring to it, in order."""

    due: Deadline | None = None
    schedule: tuple[ScheduledRung, ...] = ()
    planned: bool = False  # a task whose time to be shown has not come


class _End(NamedTuple):
    """The end of a limit, as what comes before and after it is counted from."""

    at: datetime
    counted: datetime | date
    calendar: WorkCalendar

    def anchor(self, distance: Duration) -> datetime | date:
        # Hours run from the instant the limit ends, not from the midnight its day began.
        return self.at if distance.unit.exact else self.counted


def known_date(rules: Rules, pathway: Pathway, name: str) -> tuple[str, date] | None:
    """The value of a named date, and the name it came from when it is derived."""
    rule = rules.definition.dates[name]
    if rule.counted is not None:
        counted = _counted(rules, pathway, rule.counted)
        return (name, counted.day) if counted else None
    if not rule.first_known_of:
        value = pathway.dates.get(name)
        return (name, value) if value is not None else None
    for source in rule.first_known_of:
        known = known_date(rules, pathway, source)
        if known is not None:
            return known
    return None


def _counted(rules: Rules, pathway: Pathway, rule: Counted) -> Computed | None:
    """A date so long after or before another; None while that is not known."""
    known = known_date(rules, pathway, rule.of)
    if known is None:
        return None
    # It is the patient's, not a unit's: nobody's own number and nobody's own calendar.
    frame = Frame(started=pathway.enrolled, unit="")
    count = after if rule.direction == "after" else before
    return count(known[1], length(rules, rule.offset, frame), anchor_name=known[0])


def length(rules: Rules, amount: Amount, frame: Frame) -> Duration:
    """How long *amount* is for the unit in question, on the day the step began."""
    if amount.duration is not None:
        return amount.duration
    assert amount.number is not None
    value = rules.number(amount.number, frame.unit, local_day(frame.started))
    assert isinstance(value, Duration), "the checks let only durations be used as lengths"
    return value


def reckon(rules: Rules, pathway: Pathway, moment: Moment, frame: Frame) -> Computed | None:
    """The moment as a day or instant with its reason; None while it rests on something unknown."""
    anchor = _anchor(rules, pathway, moment, frame)
    if anchor is None:
        return None
    at, name, inner = anchor
    if moment.offset is None:
        return _as_it_is(at, name, inner)
    count = after if moment.direction == "after" else before
    calendar = rules.calendar(frame.unit, frame.party)
    return count(at, length(rules, moment.offset, frame), calendar, anchor_name=name, inner=inner)


def _as_it_is(at: datetime | date, name: str, inner: Reason | None) -> Computed:
    exact = at if isinstance(at, datetime) else None
    day = local_day(at) if isinstance(at, datetime) else at
    reason = inner or Reason(
        anchor_name=name,
        anchor_day=day,
        anchor_instant=exact,
        direction="after",
        duration=_NOTHING,
    )
    return Computed(day=day, exact=exact, reason=reason)


def _anchor(
    rules: Rules, pathway: Pathway, moment: Moment, frame: Frame
) -> tuple[datetime | date, str, Reason | None] | None:
    match moment.of:
        case DateRef(name=name):
            found = known_date(rules, pathway, name)
            if found is None:
                return None
            counting = rules.definition.dates[found[0]].counted
            counted = _counted(rules, pathway, counting) if counting else None
            return found[1], found[0], counted.reason if counted else None
        case StepRef(step=step, edge="done"):
            done = own(pathway.done, pathway, step, frame.branch)
            return (done.at, f"{step}.done", None) if done else None
        case StepRef(step=step):
            began = own(pathway.started, pathway, step, frame.branch)
            return (began, f"{step}.started", None) if began else None
        case AnswerRef(field=field, step=step):
            answered = _answered_date(pathway, field, step, frame.branch)
            return (answered, field, None) if answered else None
        case WindowRef(window=window, edge=edge):
            rule = rules.definition.windows[window]
            edge_at = reckon(rules, pathway, getattr(rule, edge), frame)
            if edge_at is None:
                return None
            return edge_at.exact or edge_at.day, f"{window}.{edge}", edge_at.reason
        case EnrolledRef():
            return pathway.enrolled, "enrolled", None
        case StartRef():
            return frame.started, "start", None


def _answered_date(pathway: Pathway, field: str, step: str, branch: str) -> date | None:
    """The date answered in *field*: by that step, or (step empty) by whichever has one now."""
    for place in (step,) if step else reversed(pathway.answered):
        day = as_date((own(pathway.answers, pathway, place, branch) or {}).get(field))
        if day is not None:
            return day
    return None


def as_date(said: object) -> date | None:
    """The date somebody answered; None when it is empty, or no date."""
    try:
        return date.fromisoformat(said) if isinstance(said, str) and said else None
    except ValueError:
        return None


# --- tasks and handoffs -----------------------------------------------------------------------


def task_timing(rules: Rules, pathway: Pathway, step: TaskStep, frame: Frame) -> Timing:
    """The deadline of a task; one with a window is planned until its planning time.

    Without a planning time of its own (or while that is not known) it is shown when the window
    opens; while neither is known, at once, so that somebody sees that a date is missing.
    """
    frame = _hours_of(rules, step.party, frame)
    if step.window is None:
        return _limited(rules, pathway, step.due, frame) if step.due else Timing()
    window = rules.definition.windows[step.window]
    coming = []
    shows: datetime | None = None
    for kind, moment in ((RungKind.OPENS, window.opens), (RungKind.PLAN, window.plan)):
        at = reckon(rules, pathway, moment, frame) if moment else None
        if at is not None:
            shows = at.opens() if shows is None else min(shows, at.opens())
            if at.opens() > frame.started:
                coming.append(ScheduledRung(kind=kind, at=at.opens(), reason=at.reason))
    limit = step.due or Limit(until=Moment(of=WindowRef(step.window, "closes")))
    due = _due(rules, pathway, limit, frame, windowed=True)
    return Timing(
        due=due[0] if due else None,
        schedule=_in_order(coming + (_around(rules, pathway, limit, *due, frame) if due else [])),
        planned=shows is not None and shows > frame.started,
    )


def handoff_timing(rules: Rules, pathway: Pathway, step: HandoffStep, frame: Frame) -> Timing:
    """The limit of the unit whose answer is awaited, and the limit for the receipt."""
    frame = _hours_of(rules, step.receiver, frame)
    unmoved = replace(frame, extended=0, stops=())  # the receipt comes from a system
    receipt = _due(rules, pathway, step.delivered, unmoved) if step.delivered else None
    if receipt is None:
        return _limited(rules, pathway, step.accept, frame)
    missing = ScheduledRung(kind=RungKind.UNDELIVERED, at=receipt[0].at, reason=receipt[0].reason)
    return _limited(rules, pathway, step.accept, frame, missing)


def spoken(rung: ScheduledRung) -> ScheduledRung:
    """*rung* where silence is no answer: a limit that runs out has passed."""
    return replace(rung, kind=RungKind.DUE) if rung.kind is RungKind.TACIT else rung


def limit_timing(rules: Rules, pathway: Pathway, limit: Limit, frame: Frame) -> Timing:
    """The deadline of a limit that stands by itself."""
    return _limited(rules, pathway, limit, frame)


def wait_timing(rules: Rules, pathway: Pathway, step: WaitStep, frame: Frame) -> Timing:
    """When the wait ends: the moment asked for, else the other one, else not known yet."""
    frame = _hours_of(rules, step.party, frame)
    for moment in (step.until, step.otherwise):
        found = reckon(rules, pathway, moment, frame) if moment else None
        if found is not None:
            ends = max(found.opens(), frame.started)
            return Timing(
                schedule=(ScheduledRung(kind=RungKind.UNTIL, at=ends, reason=found.reason),)
            )
    return Timing()


def _hours_of(rules: Rules, party: str | None, frame: Frame) -> Frame:
    """*frame* by the opening hours of *party*, where it has its own and no other is named."""
    if party is None or frame.party or not rules.definition.parties[party].hours:
        return frame
    return replace(frame, party=party)


def _limited(
    rules: Rules, pathway: Pathway, limit: Limit, frame: Frame, *more: ScheduledRung
) -> Timing:
    """The deadline of a limit and all that strikes around it, with *more*."""
    due = _due(rules, pathway, limit, frame)
    if due is None:
        return Timing(schedule=more)
    rungs = _around(rules, pathway, limit, *due, frame)
    return Timing(due=due[0], schedule=_in_order([*rungs, *more]))


def _due(
    rules: Rules, pathway: Pathway, limit: Limit, frame: Frame, *, windowed: bool = False
) -> tuple[Deadline, _End] | None:
    """When a limit ends; None while it rests on something unknown."""
    end = reckon(rules, pathway, limit.until, frame)
    if end is None:
        return None
    calendar = rules.calendar(frame.unit, frame.party)
    due = _deadline(limit, work_by(end, calendar) if windowed else end, calendar, frame)
    exact = due.at if end.exact else None
    if frame.extended or frame.stops:
        due, exact = _moved(rules, limit, due, exact, calendar, frame)
    return due, _End(due.at, exact or due.day, calendar)


def _moved(
    rules: Rules,
    limit: Limit,
    due: Deadline,
    exact: datetime | None,
    calendar: WorkCalendar,
    frame: Frame,
) -> tuple[Deadline, datetime | None]:
    """The deadline with what it was prolonged by and what was stopped, and its instant."""
    end = Computed(day=due.day, exact=exact, reason=due.reason)
    if limit.extend is not None:
        by = length(rules, limit.extend.by, frame)
        for _ in range(frame.extended):
            end = extended(end, by, calendar, anchor_name="due")
    offset = limit.until.offset
    unit = length(rules, offset, frame).unit if offset else Unit.HOURS if exact else Unit.DAYS
    for stop in frame.stops:
        if stop.until is not None:
            # A clock that was put back between the two does not shorten anybody's limit.
            until = max(stop.since, stop.until)
            end = stood_still(end, stop.since, until, unit, calendar)
    moved = replace(due, at=end.closes(calendar), day=end.day, reason=end.reason)
    return moved, end.exact


def _around(
    rules: Rules, pathway: Pathway, limit: Limit, due: Deadline, end: _End, frame: Frame
) -> list[ScheduledRung]:
    """The end of a limit, with its reminders before and its escalations after."""
    ends = RungKind.TACIT if limit.tacit else RungKind.DUE
    rungs = [
        ScheduledRung(kind=ends, at=due.at, reason=due.reason),
        *_reminders(rules, limit, end, frame),
        *_ladder(rules, pathway, limit, end, frame),
    ]
    if limit.expire:
        rungs.append(ScheduledRung(kind=RungKind.EXPIRE, at=max(rung.at for rung in rungs)))
    return rungs


def _deadline(limit: Limit, end: Computed, calendar: WorkCalendar, frame: Frame) -> Deadline:
    at, day, late = end.closes(calendar), end.day, 0
    if at <= frame.started:
        # It came after its limit. The delay is the sender's: due today, counted apart.
        today = local_day(frame.started)
        late = max((today - end.day).days, 1)
        day = calendar.working_day_on_or_after(today)
        at = calendar.closing(day)
        if at <= frame.started:
            day = calendar.working_day_on_or_after(date.fromordinal(day.toordinal() + 1))
            at = calendar.closing(day)
    return Deadline(
        at=at,
        day=day,
        reason=end.reason,
        deadline_class=limit.deadline_class,
        number=limit.until.offset.number if limit.until.offset else None,
        late_on_arrival=late,
    )


def _reminders(rules: Rules, limit: Limit, end: _End, frame: Frame) -> list[ScheduledRung]:
    """The reminders still to come, numbered in the order they strike."""
    found = []
    for amount in limit.remind:
        distance = length(rules, amount, frame)
        at = before(end.anchor(distance), distance, end.calendar, anchor_name="due")
        found.append((at.opens(), at.reason))
    found.sort(key=_instant)
    return [
        ScheduledRung(kind=RungKind.REMIND, at=at, level=level, reason=reason)
        for level, (at, reason) in enumerate(found, start=1)
        if at > frame.started
    ]


def _ladder(
    rules: Rules, pathway: Pathway, limit: Limit, end: _End, frame: Frame
) -> list[ScheduledRung]:
    found = []
    for rung in limit.escalate:
        distance = length(rules, rung.after, frame)
        at = after(end.anchor(distance), distance, end.calendar, anchor_name="due")
        told = recipients(rules, pathway, rung.to, frame.item) or ((frame.unit, "lead"),)
        found.append((at.closes(end.calendar), at.reason, told))
    found.sort(key=_instant)
    return [
        ScheduledRung(kind=RungKind.ESCALATE, at=at, level=level, to=told, reason=reason)
        for level, (at, reason, told) in enumerate(found, start=1)
    ]


_instant = itemgetter(0)


def _in_order(rungs: list[ScheduledRung]) -> tuple[ScheduledRung, ...]:
    return tuple(sorted(rungs, key=rung_order))


def rung_order(rung: ScheduledRung) -> tuple[datetime, int, int]:
    """Earliest first; at the same instant in the order of :class:`RungKind`."""
    return rung.at, _ORDER[rung.kind], rung.level
