"""The weekly meeting: walks Monday's list and agrees on follow-ups (ukemøte)."""

from hjemover.web.meeting.views import FEATURE

__all__ = ["FEATURE"]
