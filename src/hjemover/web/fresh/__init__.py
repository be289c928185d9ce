"""Open inboxes are told that something changed, and never what."""

from hjemover.web.fresh.views import FEATURE

__all__ = ["FEATURE"]
