"""One item (oppgave, overføring): read, answered, sent on; confirmed before it leaves the house."""

from hjemover.web.item.views import FEATURE

__all__ = ["FEATURE"]
