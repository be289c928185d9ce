"""One patient's way: behind, now and ahead; corrections and events with what each will do."""

from hjemover.web.way.views import FEATURE

__all__ = ["FEATURE"]
