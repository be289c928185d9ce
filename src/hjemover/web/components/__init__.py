"""The components, and a page with one example of each (not in production)."""

from hjemover.web.components.views import FEATURE

__all__ = ["FEATURE"]
