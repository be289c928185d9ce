"""Enrolling a patient: filled in, looked over, confirmed on a page of its own, done once."""

from hjemover.web.enrol.views import FEATURE

__all__ = ["FEATURE"]
