"""Counting from a clinical date to a due day, with the reason kept.

The rules are section 5.1 of the domain notes: windows are calendar months cut to the end of a
shorter month and never moved; response limits are working days of the responsible unit; when a
window's last day is not a working day, the task's own work-by day is the working day before.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple, assert_never

import msgspec

from hjemover.calendar.durations import Duration, Unit
from hjemover.calendar.working import (
    NORWAY,
    Skipped,
    WorkCalendar,
    aware,
    local_day,
    start_of_day,
)

Direction = Literal["after", "before"]


class Reason(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a due day is that day (begrunnelse), in facts; `say_reason` puts it into words.

    `anchor_day` is the Oslo date counted from, `anchor_instant` the exact moment (UTC) when one
    was given. `skipped` lists in date order the days not counted, except ordinary weekends.
    `moved_from` is the day before rule 5.1.4 moved it. `extended` says that the limit was
    prolonged by this much, and `stops` when its clock stood still. `then` is the inner step that
    the anchor itself was counted by: 3 weeks before (3 months after diagnosis).
    """

    anchor_name: str = ""
    anchor_day: date
    anchor_instant: datetime | None = None
    direction: Direction
    duration: Duration
    skipped: tuple[Skipped, ...] = ()
    cut_to_month_end: bool = False
    moved_from: date | None = None
    moved_why: str | None = None
    extended: bool = False
    stops: tuple[tuple[datetime, datetime], ...] = ()
    then: "Reason | None" = None

    @property
    def anchor(self) -> datetime | date:
        """What was counted from, as it was given."""
        return self.anchor_instant or self.anchor_day


class Computed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A due day (frist) in Oslo, with an exact UTC instant when it was counted in hours."""

    day: date
    exact: datetime | None = None
    reason: Reason

    def opens(self) -> datetime:
        """The UTC instant a window counted to this day opens."""
        return self.exact or start_of_day(self.day)

    def closes(self, calendar: WorkCalendar = NORWAY) -> datetime:
        """The UTC instant a limit counted to this day is passed, for that unit."""
        return self.exact or calendar.closing(self.day)


def after(
    anchor: datetime | date,
    duration: Duration,
    calendar: WorkCalendar = NORWAY,
    *,
    anchor_name: str = "",
    inner: Reason | None = None,
) -> Computed:
    """The day `duration` after the anchor.

    Hours are elapsed time, through nights, weekends and both time changes; from a date they run
    from its local midnight. Working hours are counted while the unit is open only. All other
    units count civil dates in Oslo, so the hour of an instant does not matter. Working days count
    from the day after, on the calendar given; zero working days is the same day, or the next
    working day.
    """
    return _counted(anchor, duration, calendar, "after", anchor_name, inner)


def before(
    anchor: datetime | date,
    duration: Duration,
    calendar: WorkCalendar = NORWAY,
    *,
    anchor_name: str = "",
    inner: Reason | None = None,
) -> Computed:
    """The day `duration` before the anchor: `after` in the mirror, zero working days too."""
    return _counted(anchor, duration, calendar, "before", anchor_name, inner)


def work_by(computed: Computed, calendar: WorkCalendar = NORWAY) -> Computed:
    """The day the work must be done by, when the window ends on `computed` (rule 5.1.4).

    The working day before if the day itself is not one, with the move in the reason. The window
    stays where it is. An exact instant is never moved.
    """
    why = None if computed.exact else calendar.why_closed(computed.day)
    if why is None:
        return computed
    reason = msgspec.structs.replace(computed.reason, moved_from=computed.day, moved_why=why)
    return Computed(day=calendar.working_day_on_or_before(computed.day), reason=reason)


def extended(
    computed: Computed,
    duration: Duration,
    calendar: WorkCalendar = NORWAY,
    *,
    anchor_name: str = "",
) -> Computed:
    """A limit prolonged by `duration`, counted from the day or instant it ended before."""
    anchor = computed.exact or computed.day
    longer = after(anchor, duration, calendar, anchor_name=anchor_name, inner=computed.reason)
    reason = msgspec.structs.replace(longer.reason, extended=True)
    return Computed(day=longer.day, exact=longer.exact, reason=reason)


def stood_still(
    computed: Computed,
    since: datetime,
    until: datetime,
    unit: Unit,
    calendar: WorkCalendar = NORWAY,
) -> Computed:
    """A limit moved by what its clock stood still, in the unit the limit is counted in.

    Hours move it by the time itself, working hours by the part of it that the unit was open,
    working days by those that went by, and all other units by the civil days.
    """
    start, end = local_day(since), local_day(until)
    exact, day, skipped = computed.exact, computed.day, computed.reason.skipped
    if unit is Unit.WORKING_HOURS and exact is not None:
        exact, more = calendar.working_time_from(exact, calendar.worked(since, until), 1)
        skipped += more
    elif exact is not None:
        exact += until - since
    elif unit is Unit.WORKING_DAYS:
        passed = sum(calendar.is_working_day(one) for one in _days_after(start, end))
        day, more = calendar.walk(day, passed, 1) if passed else (day, ())
        skipped += more
    else:
        day += end - start
    reason = msgspec.structs.replace(
        computed.reason, skipped=skipped, stops=(*computed.reason.stops, (since, until))
    )
    return Computed(day=local_day(exact) if exact else day, exact=exact, reason=reason)


def _days_after(start: date, end: date) -> Iterator[date]:
    while start < end:
        start += timedelta(days=1)
        yield start


class _Landing(NamedTuple):
    day: date
    exact: datetime | None = None
    skipped: tuple[Skipped, ...] = ()
    cut: bool = False


def _counted(
    anchor: datetime | date,
    duration: Duration,
    calendar: WorkCalendar,
    direction: Direction,
    anchor_name: str,
    inner: Reason | None,
) -> Computed:
    if isinstance(anchor, datetime):
        instant: datetime | None = aware(anchor).astimezone(UTC)
        day = local_day(anchor)
    else:
        instant, day = None, anchor
    landing = _landing(day, instant, duration, calendar, 1 if direction == "after" else -1)
    reason = Reason(
        anchor_name=anchor_name,
        anchor_day=day,
        anchor_instant=instant,
        direction=direction,
        duration=duration,
        skipped=landing.skipped,
        cut_to_month_end=landing.cut,
        then=inner,
    )
    return Computed(day=landing.day, exact=landing.exact, reason=reason)


def _landing(
    day: date, instant: datetime | None, duration: Duration, calendar: WorkCalendar, step: int
) -> _Landing:
    amount = duration.amount * step
    match duration.unit:
        case Unit.HOURS:
            exact = (instant or start_of_day(day)) + timedelta(hours=amount)
            return _Landing(local_day(exact), exact)
        case Unit.WORKING_HOURS:
            begins = instant or start_of_day(day)
            length = timedelta(hours=duration.amount)
            exact, skipped = calendar.working_time_from(begins, length, step)
            return _Landing(local_day(exact), exact, skipped)
        case Unit.DAYS:
            return _Landing(day + timedelta(days=amount))
        case Unit.WEEKS:
            return _Landing(day + timedelta(weeks=amount))
        case Unit.MONTHS:
            return _months_on(day, amount)
        case Unit.YEARS:
            return _months_on(day, 12 * amount)
        case Unit.WORKING_DAYS:
            reached, skipped = calendar.walk(day, duration.amount, step)
            return _Landing(reached, skipped=skipped)
        case _:
            assert_never(duration.unit)


def _months_on(day: date, months: int) -> _Landing:
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month0 + 1)[1]
    return _Landing(date(year, month0 + 1, min(day.day, last)), cut=day.day > last)
