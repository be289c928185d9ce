"""Copies of a handoff, and what became of them."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from hjemover.engine import events as e
from hjemover.engine.state import CopyState, Pathway
from hjemover.vocabulary import CopyStatus


def became(status: CopyStatus) -> Callable[[Pathway, Any], Pathway]:
    """The fold that gives a copy *status*. A receipt may tell of a copy nobody knew of."""

    def fold(
        pathway: Pathway, event: e.CopyDelivered | e.CopyUndelivered | e.CopyAcknowledged
    ) -> Pathway:
        key = f"{event.obligation}/{event.party}"
        old = pathway.copies.get(key, CopyState(party=event.party, unit=""))
        return replace(pathway, copies={**pathway.copies, key: replace(old, status=status)})

    return fold
