"""The engine's rules that the read tables need, handed in: the store decides nothing itself."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from hjemover.engine.state import Pathway, Timer
from hjemover.vocabulary import StuckCause


class ProjectionRules(Struct, frozen=True, kw_only=True):
    """Pure functions of the state alone, so that a rebuild comes to the same rows.

    A cause that hangs on the clock or the address book (nobody at work today) does not change
    with the journal: it is found when it is asked for, not here.

    Args:
        timers: When to wake a pathway, and why.
        stuck: Obligation to cause, for the obligations that are stuck.
    """

    timers: Callable[[Pathway], Sequence[Timer]]
    stuck: Callable[[Pathway], Mapping[str, StuckCause]]
