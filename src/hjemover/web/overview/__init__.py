"""How it goes, in figures that lead to what they count (oversikt)."""

from hjemover.web.overview.views import FEATURE

__all__ = ["FEATURE"]
