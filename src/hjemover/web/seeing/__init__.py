"""Finding a patient, emergency access, and who has seen whom."""

from hjemover.web.seeing.views import FEATURE

__all__ = ["FEATURE"]
