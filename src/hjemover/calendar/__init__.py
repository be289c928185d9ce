"""Days, working days and deadlines that explain themselves (kalender og frister).

The lowest pure layer: no clock, no setting, no database. Civil dates are Europe/Oslo, instants
are aware UTC datetimes.
"""

from hjemover.calendar.arithmetic import (
    Computed,
    Direction,
    Reason,
    after,
    before,
    extended,
    stood_still,
    work_by,
)
from hjemover.calendar.counting import days_between, days_past, last_day
from hjemover.calendar.durations import Duration, DurationError, Unit, parse_duration
from hjemover.calendar.norway import HOLIDAY_NAMES
from hjemover.calendar.wording import (
    say_closed,
    say_day,
    say_deadline,
    say_duration,
    say_instant,
    say_reason,
)
from hjemover.calendar.working import (
    NORWAY,
    OSLO,
    NoWorkingDay,
    OpeningHours,
    Skipped,
    WorkCalendar,
    end_of_day,
    local_day,
    start_of_day,
)

__all__ = [
    "HOLIDAY_NAMES",
    "NORWAY",
    "OSLO",
    "Computed",
    "Direction",
    "Duration",
    "DurationError",
    "NoWorkingDay",
    "OpeningHours",
    "Reason",
    "Skipped",
    "Unit",
    "WorkCalendar",
    "after",
    "before",
    "days_between",
    "days_past",
    "end_of_day",
    "extended",
    "last_day",
    "local_day",
    "parse_duration",
    "say_closed",
    "say_day",
    "say_deadline",
    "say_duration",
    "say_instant",
    "say_reason",
    "start_of_day",
    "stood_still",
    "work_by",
]
