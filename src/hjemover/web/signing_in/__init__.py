"""Signing in and out, the set-up link, and the visitor's own page."""

from hjemover.web.signing_in.views import FEATURE

__all__ = ["FEATURE"]
