"""The inbox (innboks): one list, the most urgent first, and what is done with many at once."""

from hjemover.web.inbox.views import FEATURE

__all__ = ["FEATURE"]
