"""What is stuck, why, and who has the ball (står fast)."""

from hjemover.web.stuck.views import FEATURE

__all__ = ["FEATURE"]
