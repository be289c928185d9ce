"""What is published: each pathway in plain sentences, drawn, and what its versions changed."""

from hjemover.web.definitions.views import FEATURE

__all__ = ["FEATURE"]
