"""Own prompts, the unit's own facts, absences, and the log of what was sent."""

from hjemover.web.notices.views import FEATURE

__all__ = ["FEATURE"]
