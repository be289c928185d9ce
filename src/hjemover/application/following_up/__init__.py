"""Following up what is stuck (oppfølging): lists, what is agreed on, and the weekly meeting."""

from hjemover.application.following_up.agreeing import (
    NewFollowUp,
    carry_on,
    finish,
    follow_up,
    follow_ups_on,
    owners,
    reopen,
)
from hjemover.application.following_up.meeting import (
    Meeting,
    MeetingRow,
    meeting,
    reviewed,
)
from hjemover.application.following_up.stuck import (
    Counts,
    Stuck,
    StuckFilter,
    StuckPage,
    stuck_counts,
    stuck_export,
    stuck_items,
    stuck_list,
    stuck_with,
)
from hjemover.application.following_up.suggesting import (
    Act,
    Side,
    Suggestion,
    preview_reoffer,
    suggestion,
)
from hjemover.application.following_up.weekly import (
    forget_old_weeks,
    freeze_week,
    monday_of,
    weeks,
)
from hjemover.store.follow_ups import FollowUp
from hjemover.store.weekly_lists import Review, WeeklyList, WeeklyRow

__all__ = [
    "Act",
    "Counts",
    "FollowUp",
    "Meeting",
    "MeetingRow",
    "NewFollowUp",
    "Review",
    "Side",
    "Stuck",
    "StuckFilter",
    "StuckPage",
    "Suggestion",
    "WeeklyList",
    "WeeklyRow",
    "carry_on",
    "finish",
    "follow_up",
    "follow_ups_on",
    "forget_old_weeks",
    "freeze_week",
    "meeting",
    "monday_of",
    "owners",
    "preview_reoffer",
    "reopen",
    "reviewed",
    "stuck_counts",
    "stuck_export",
    "stuck_items",
    "stuck_list",
    "stuck_with",
    "suggestion",
    "weeks",
]
