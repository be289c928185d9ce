"""The front page: on to where the visitor's work is."""

from hjemover.web.front.views import FEATURE

__all__ = ["FEATURE"]
